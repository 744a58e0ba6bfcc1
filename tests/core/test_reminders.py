"""What is said of a deadline, when, and what of it is due to be said now."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

import pytest
from tests.builders_cases import case, event
from tests.builders_index import LADDER, RULES
from tests.builders_reminders import START, deadline, found, theirs

from refundcli.core.case_line import case_line
from refundcli.core.dossier import dossier_of
from refundcli.core.periods import BEIJING, beijing
from refundcli.core.quiet_hours import QuietHours
from refundcli.core.remind_plan import Lead, leads
from refundcli.core.reminders import Plan, Reminder, planned, planned_of_line, to_say
from refundcli.core.values import replace

DUE = beijing(2026, 11, 29, 15)
LOUD = Plan()
QUIET = Plan(quiet=QuietHours(time(22), time(8), BEIJING))
HOUR = timedelta(hours=1)


def hours_before(due: datetime, *hours: int) -> list[datetime]:
    """Return the instants that lie so many hours before *due*."""
    return [due - HOUR * one for one in hours]


def instants(reminders: tuple[Reminder, ...]) -> list[datetime]:
    """Return when each is said."""
    return [one.at for one in reminders]


def names(reminders: tuple[Reminder, ...]) -> list[str]:
    """Return what each speaks of, and its lead."""
    return [f"{one.deadline_id} {one.lead}" for one in reminders]


def said(*reminders: Reminder, at: datetime = START) -> Mapping[str, datetime]:
    """Return what a channel remembers that told these at *at*."""
    return {one.key: at for one in reminders}


def test_right_that_ends_is_said_three_days_one_day_and_three_hours_before() -> None:
    got = planned(found(clocks=[deadline(DUE)]), LOUD)
    assert hours_before(DUE, 72, 24, 3) == instants(got)
    assert {("evidence", "buyer", DUE, True)} == {
        (one.deadline_id, one.actor, one.due, one.is_ours) for one in got
    }


def test_silence_of_the_other_side_is_said_at_its_end() -> None:
    got = planned(found(clocks=[theirs(DUE)]), LOUD)
    assert ([DUE], ["asked end"]) == (instants(got), names(got))


def test_lever_of_the_buyers_own_is_said_at_its_end() -> None:
    """Nothing is lost with it."""
    lever = deadline(DUE, expiry="may-escalate")
    assert ["evidence end"] == names(planned(found(clocks=[lever]), LOUD))


@pytest.mark.parametrize(
    "clock",
    [
        theirs(DUE, is_paused=True),
        theirs(DUE, only_if=(START,)),
        deadline(DUE, expiry="time-barred"),
    ],
)
def test_clock_that_drives_nothing_is_not_said(clock: object) -> None:
    assert () == planned(found(clocks=[clock]), LOUD)  # type: ignore[list-item]  # a Deadline


def test_leads_before_the_clock_began_are_left_out() -> None:
    got = planned(found(clocks=[deadline(START + 30 * HOUR)]), LOUD)
    assert ["evidence 1d", "evidence 3h"] == names(got)


def test_clock_shorter_than_every_lead_is_said_at_once() -> None:
    got = planned(found(clocks=[deadline(START + 2 * HOUR)]), LOUD)
    assert ([START], ["evidence 3h"]) == (instants(got), names(got))


def test_letter_that_waits_is_said_an_hour_and_a_day_after_it_was_drafted() -> None:
    drafted = event("drafted", 10, stage="first")
    got = planned(found(drafted), LOUD)
    assert [drafted.at + HOUR, drafted.at + 24 * HOUR] == instants(got)
    assert "stage-first" == got[0].what.fields["stage"].key  # type: ignore[union-attr]  # a sentence


@pytest.mark.parametrize("kind", ["sent", "applied", "refunded"])
def test_letter_that_was_overtaken_is_not_said(kind: str) -> None:
    assert () == planned(found(event("drafted", 10, stage="first"), event(kind, 11)), LOUD)


def test_letter_drafted_after_another_was_sent_waits() -> None:
    got = planned(found(event("sent", 9), event("drafted", 10, stage="reminder")), LOUD)
    assert ["drafted +1h", "drafted +1d"] == names(got)


def test_plan_without_leads_says_nothing() -> None:
    silent = Plan(own=(), others=(), drafted=())
    clocks = [deadline(DUE), theirs(DUE)]
    assert () == planned(found(event("drafted"), clocks=clocks), silent)


def test_repeats_follow_the_end_of_the_other_sides_time() -> None:
    plan = replace(LOUD, others=leads(0, -24, -72))
    got = planned(found(clocks=[theirs(DUE)]), plan)
    assert hours_before(DUE, 0, -24, -72) == instants(got)


def test_closed_case_says_nothing() -> None:
    ended = found(event("drafted"), event("closed", 12, outcome="won"), clocks=[deadline(DUE)])
    assert () == planned(ended, LOUD)


def test_deadline_that_moves_is_spoken_of_anew() -> None:
    before, after = (
        {one.key for one in planned(found(clocks=[deadline(due)]), LOUD)}
        for due in (DUE, DUE + HOUR)
    )
    assert (3, 3, set()) == (len(before), len(after), before & after)


def test_same_deadline_by_two_rules_is_one_thing() -> None:
    clocks = [deadline(DUE), replace(deadline(DUE), rule="taobao/other")]
    assert 3 == len(planned(found(clocks=clocks), LOUD))


def test_keys_name_case_deadline_instant_and_lead() -> None:
    first = planned(found(clocks=[deadline(DUE)]), LOUD)[0]
    assert "tb-7k2m evidence 2026-11-29T15:00:00+08:00 3d" == first.key


def test_reminder_in_quiet_hours_waits_for_their_end() -> None:
    """Sunday 03:12 is when the seller's 48 hours end; the buyer hears of it at eight."""
    got = planned(found(clocks=[theirs(beijing(2026, 11, 29, 3, 12))]), QUIET)
    assert [beijing(2026, 11, 29, 8)] == instants(got)


def test_right_that_ends_in_quiet_hours_is_said_before_they_begin() -> None:
    got = planned(found(clocks=[deadline(beijing(2026, 11, 29, 3, 12))]), QUIET)
    expected = [(26, 8), (28, 8), (28, 21)]
    assert expected == [(at.day, at.hour) for at in instants(got)]


@pytest.mark.parametrize(("hour", "said_at"), [(8, (28, 21)), (9, (29, 8)), (12, (29, 9))])
def test_right_that_ends_after_quiet_hours_leaves_an_hour_for_it(
    hour: int, said_at: tuple[int, int]
) -> None:
    last = planned(found(clocks=[deadline(beijing(2026, 11, 29, hour, 30))]), QUIET)[-1]
    assert said_at == (last.at.day, last.at.hour)


def test_pause_is_silent_and_ends_with_the_next_step() -> None:
    until = beijing(2026, 11, 27, 12)
    paused = found(event("snoozed", 12, until=until), clocks=[deadline(DUE), theirs(until - HOUR)])
    got = planned(paused, LOUD)
    assert ["snoozed end", "evidence 1d", "evidence 3h"] == names(got)
    assert (until, paused.next_step.what) == (got[0].at, got[0].what)


def test_last_word_on_a_right_that_ends_in_a_pause_is_said() -> None:
    paused = found(event("snoozed", 12, until=DUE + 24 * HOUR), clocks=[deadline(DUE)])
    assert ["evidence 3h", "snoozed end"] == names(planned(paused, LOUD))


def test_right_that_ends_soon_after_a_pause_is_said_before_a_night_swallows_both() -> None:
    due = beijing(2026, 11, 29)
    paused = found(event("snoozed", 12, until=due - 1.5 * HOUR), clocks=[deadline(due)])
    first, wake = planned(paused, QUIET)
    assert ("evidence 3h", due - 3 * HOUR) == (names((first,))[0], first.at)
    assert due < wake.at


def test_line_of_a_case_says_its_soonest_clock() -> None:
    sent = event("sent", 10, stage="first", respond_by=DUE)
    full = dossier_of(RULES, case(sent), START, LADDER)
    got = planned_of_line(case_line(RULES, full), LOUD)
    expected = {one.key for one in planned(full, LOUD) if one.due == full.next.due}  # type: ignore[union-attr]  # it has one
    assert expected <= {one.key for one in got} and got


def test_line_without_a_clock_says_nothing() -> None:
    full = dossier_of(RULES, case(event("sent", 10)), START, LADDER)
    line = case_line(RULES, full)
    closed = replace(line, phase="closed")
    assert ((), ()) == (
        planned_of_line(replace(line, next=None), LOUD),
        planned_of_line(closed, LOUD),
    )


OURS = planned(found(clocks=[deadline(DUE)]), LOUD)
THREE_DAYS, ONE_DAY, THREE_HOURS = OURS


def test_nothing_is_said_before_its_time() -> None:
    assert () == to_say(OURS, {}, THREE_DAYS.at - timedelta(seconds=1), LOUD)


def test_reminder_is_said_when_its_time_has_come() -> None:
    assert (THREE_DAYS,) == to_say(OURS, {}, THREE_DAYS.at, LOUD)


def test_what_was_said_is_not_said_again() -> None:
    assert () == to_say(OURS, said(THREE_DAYS), THREE_DAYS.at + HOUR, LOUD)


def test_what_was_missed_is_said_once_as_the_latest_lead() -> None:
    assert (THREE_HOURS,) == to_say(OURS, {}, THREE_HOURS.at + HOUR, LOUD)


def test_order_in_which_reminders_are_given_plays_no_part() -> None:
    assert (THREE_HOURS,) == to_say(reversed(OURS), {}, THREE_HOURS.at, LOUD)


def test_clock_that_jumps_back_says_no_earlier_lead() -> None:
    assert () == to_say(OURS, said(THREE_HOURS), ONE_DAY.at, LOUD)


def test_right_that_was_missed_is_said_for_three_days() -> None:
    assert (THREE_HOURS,) == to_say(OURS, said(ONE_DAY), DUE + timedelta(days=3), LOUD)
    assert () == to_say(OURS, said(ONE_DAY), DUE + timedelta(days=3, seconds=1), LOUD)


def test_silence_is_said_however_late() -> None:
    silence = planned(found(clocks=[theirs(DUE)]), LOUD)
    assert silence == to_say(silence, {}, DUE + timedelta(days=90), LOUD)


def test_reminders_of_one_thing_keep_their_distance() -> None:
    """The day's lead came late, an hour before the next; a machine that wakes does not stutter."""
    late = said(ONE_DAY, at=THREE_HOURS.at - timedelta(minutes=10))
    assert () == to_say(OURS, late, THREE_HOURS.at, LOUD)
    assert (THREE_HOURS,) == to_say(OURS, late, THREE_HOURS.at + timedelta(minutes=50), LOUD)


def test_distance_is_never_longer_than_half_of_what_is_left() -> None:
    plan = replace(LOUD, own=(Lead(2 * HOUR), Lead(HOUR / 2)))
    first, last = planned(found(clocks=[deadline(DUE)]), plan)
    late = said(first, at=last.at - timedelta(seconds=1))
    assert () == to_say((first, last), late, last.at, plan)
    assert (last,) == to_say((first, last), late, last.at + timedelta(minutes=15), plan)


def test_what_can_wait_waits_in_quiet_hours() -> None:
    reminders = planned(found(clocks=[deadline(DUE), theirs(DUE - 24 * HOUR)]), QUIET)
    assert () == to_say(reminders, {}, beijing(2026, 11, 28, 23), QUIET)
    assert 2 == len(to_say(reminders, {}, beijing(2026, 11, 29, 8), QUIET))


def test_what_cannot_wait_is_said_in_quiet_hours() -> None:
    reminders = planned(found(clocks=[deadline(beijing(2026, 11, 29, 3, 12))]), QUIET)
    assert ["evidence 3h"] == names(to_say(reminders, {}, beijing(2026, 11, 29, 1), QUIET))


def test_right_that_is_over_waits_for_the_end_of_quiet_hours() -> None:
    reminders = planned(found(clocks=[deadline(beijing(2026, 11, 29, 3, 12))]), QUIET)
    assert () == to_say(reminders, {}, beijing(2026, 11, 29, 4), QUIET)
    assert 1 == len(to_say(reminders, {}, beijing(2026, 11, 29, 9), QUIET))


def test_soonest_is_said_first() -> None:
    other = planned(found(clocks=[theirs(DUE - 30 * HOUR)], id="tb-aaaa"), LOUD)
    got = to_say((*OURS, *other), {}, DUE, LOUD)
    assert ["tb-aaaa", "tb-7k2m"] == [one.case_id for one in got]


@pytest.mark.parametrize(("minutes", "id"), [(90, "90m"), (-2880, "+2d"), (0, "end")])
def test_lead_is_named_by_its_largest_whole_unit(minutes: int, id: str) -> None:
    assert id == Lead(timedelta(minutes=minutes)).id
