"""Deadlines as entries of a calendar, over the life of a case and of the file that holds them."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from tests.builders_cases import event
from tests.builders_reminders import START, deadline, found, theirs

from refundcli.core.calendar_entries import Entry, Wording, entries_of, is_uid, revised
from refundcli.core.dossier import Dossier
from refundcli.core.periods import beijing
from refundcli.core.reminders import Plan
from refundcli.core.values import replace

DUE = beijing(2026, 11, 29, 3, 12)
LATER = START + timedelta(days=1)
PLAIN = Wording(
    lambda one: (f"{one.id} until {one.due:%d %H:%M}", "text"),
    lambda one, reminder: (f"{reminder.lead} {one.id}", "text"),
)


def made(*clocks: object, events: bool = False, now: datetime = START) -> tuple[Entry, ...]:
    """Return the entries of a case with these clocks, as of *now*."""
    case = replace(found(clocks=clocks), as_of=now)  # type: ignore[arg-type]  # Deadlines
    return entries_of(case, Plan(), PLAIN, leads_are_events=events)


def all_told(_: str) -> bool:
    """Every case is told."""
    return True


def state(entries: tuple[Entry, ...]) -> list[tuple[str, int, bool]]:
    """Return title, sequence and whether it is cancelled."""
    return [(one.title, one.sequence, one.is_cancelled) for one in entries]


def test_entry_lies_at_the_deadline_in_utc_with_its_leads_as_alarms() -> None:
    (entry,) = made(deadline(DUE))
    assert (datetime(2026, 11, 28, 19, 12, tzinfo=UTC), UTC) == (entry.at, entry.at.tzinfo)
    assert tuple(timedelta(hours=-one) for one in (72, 24, 3)) == entry.alarms
    assert ("tb-7k2m.evidence.case/evidence@refundcli", "tb-7k2m") == (entry.uid, entry.case_id)


def test_silence_has_its_alarm_at_its_end() -> None:
    assert (timedelta(0),) == made(theirs(DUE))[0].alarms


def test_clock_that_drives_nothing_is_no_entry_and_a_closed_case_has_none() -> None:
    closed: Dossier = found(event("closed", outcome="won"), clocks=[deadline(DUE)])
    assert ((), ()) == (made(theirs(DUE, is_paused=True)), entries_of(closed, Plan(), PLAIN))


def test_two_readings_of_one_right_are_one_entry() -> None:
    other = deadline(DUE, rule="case/other")
    assert 1 == len(made(deadline(DUE), other))
    later = replace(other, earliest=DUE + timedelta(days=1))
    assert 2 == len({one.uid for one in made(deadline(DUE), later)})


def test_leads_become_entries_of_their_own_without_alarms() -> None:
    entries = made(deadline(DUE), theirs(DUE), events=True)
    assert ["3d evidence", "1d evidence", "3h evidence"] == [one.title for one in entries][:3]
    assert {"asked until 29 03:12", "evidence until 29 03:12"} == {one.title for one in entries[3:]}
    assert {()} == {one.alarms for one in entries}


def test_uid_of_ours_is_told_from_others() -> None:
    ours = made(deadline(DUE), events=True)
    assert all(is_uid(one.uid) for one in ours)
    assert not any(
        map(is_uid, ("", ".@refundcli", "a.@refundcli", "a.b@example.org", "a@refundcli"))
    )


def test_what_has_not_changed_stays_as_it_is() -> None:
    before = revised((), made(deadline(DUE)), all_told, START)
    assert before == revised(before, made(deadline(DUE), now=LATER), all_told, LATER)


def test_deadline_that_moves_counts_one_up_under_its_uid() -> None:
    before = revised((), made(deadline(DUE)), all_told, START)
    moved = made(deadline(DUE + timedelta(days=1)), now=LATER)
    (after,) = revised(before, moved, all_told, LATER)
    assert (before[0].uid, 1, LATER) == (after.uid, after.sequence, after.changed_at)


def test_deadline_that_ends_is_cancelled_once_and_comes_back_with_the_next_number() -> None:
    first = revised((), made(deadline(DUE), theirs(DUE)), all_told, START)
    ended = revised(first, made(theirs(DUE), now=LATER), all_told, LATER)
    assert [("asked until 29 03:12", 0, False), ("evidence until 29 03:12", 1, True)] == state(
        ended
    )
    again = LATER + timedelta(days=1)
    assert ended == revised(ended, made(theirs(DUE), now=again), all_told, again)
    back = revised(ended, made(deadline(DUE), theirs(DUE), now=again), all_told, again)
    assert ("evidence until 29 03:12", 2, False) in state(back)


def test_cancelled_entry_is_left_out_after_three_months() -> None:
    first = revised((), made(deadline(DUE)), all_told, START)
    ended = revised(first, (), all_told, LATER)
    assert ended == revised(ended, (), all_told, LATER + timedelta(days=89))
    assert () == revised(ended, (), all_told, LATER + timedelta(days=90))


def test_case_that_was_not_read_keeps_its_entries() -> None:
    first = revised((), made(deadline(DUE)), all_told, START)
    assert first == revised(first, (), lambda one: one != "tb-7k2m", LATER)


@given(st.lists(st.sets(st.sampled_from("abcd")), max_size=8))
def test_over_any_life_the_file_says_what_is_wanted_and_never_counts_back(
    lives: list[set[str]],
) -> None:
    held: tuple[Entry, ...] = ()
    for step, ids in enumerate(lives):
        now = START + timedelta(days=step)
        wanted = tuple(Entry(f"tb-7k2m.{id}@refundcli", DUE, now, id, "") for id in sorted(ids))
        after = revised(held, wanted, all_told, now)
        numbers = {one.uid: one.sequence for one in after}
        assert {one.uid for one in wanted} == {one.uid for one in after if not one.is_cancelled}
        assert all(numbers[one.uid] >= one.sequence for one in held)
        held = after
