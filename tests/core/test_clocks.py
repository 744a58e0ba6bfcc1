"""The clocks of a case: what starts, stops, holds and moves them."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders_cases import at, case, event
from tests.builders_verdict import band, ground, law, rulebook, rules, timer, version, window

from refundcli.core.case import Case, fold
from refundcli.core.clocks import running
from refundcli.core.events import Event
from refundcli.core.findings import Deadline
from refundcli.core.order import When
from refundcli.core.periods import beijing
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Conditions, RuleSet, Timer
from refundcli.core.text import say
from refundcli.core.values import replace
from refundcli.core.verdict import assess

APPLIED = event("applied", 10, remedy="return-refund")


def opened(*events: Event, state: str = "delivered", **moments: When) -> Case:
    """Return a case in the shop with these events."""
    return case(*events, platform="shop", state=state, moments=moments)


def clocks(*timers: Timer, of: Case) -> tuple[Deadline, ...]:
    """Return the deadlines of a case in a shop with these timers."""
    return running(rulebook(rules(*timers)), of, fold(of), None)


def ids(found: tuple[Deadline, ...]) -> list[str]:
    """Return the ids of deadlines."""
    return [one.id for one in found]


def only(found: tuple[Deadline, ...]) -> Deadline:
    """Return the one deadline."""
    (one,) = found
    return one


def test_event_starts_its_timer() -> None:
    one = only(clocks(timer(), of=opened(APPLIED)))
    assert (one.started_by, one.started_at, one.due) == ("applied", at(10), at(10, day=24))


def test_moment_known_at_the_opening_starts_its_timer() -> None:
    signed = timer(starts=("delivered",))
    one = only(clocks(signed, of=opened(delivered=at(9, day=20))))
    assert one.started_at == at(9, day=20)


def test_timer_does_not_run_before_its_event() -> None:
    assert clocks(timer(), of=opened(event("sent"))) == ()


def test_timer_runs_from_the_last_start() -> None:
    again = event("applied", 12, remedy="return-refund")
    assert only(clocks(timer(), of=opened(APPLIED, again))).started_at == at(12)


@pytest.mark.parametrize("kind", ["agreed", "refunded", "withdrawn"])
def test_event_stops_the_timer_of_an_application(kind: str) -> None:
    assert clocks(timer(), of=opened(APPLIED, event(kind, 12))) == ()


def test_event_that_is_none_of_its_ends_leaves_a_timer_alone() -> None:
    assert ids(clocks(timer(), of=opened(APPLIED, event("noted", 12, note="…")))) == ["answers"]


def test_withdrawal_leaves_a_timer_alone_that_no_application_started() -> None:
    signed = timer("receipt", starts=("delivered",))
    one = opened(APPLIED, event("withdrawn", 12), delivered=at(9, day=20))
    assert ids(clocks(signed, of=one)) == ["receipt"]


def test_end_before_the_start_stops_nothing() -> None:
    assert ids(clocks(timer(), of=opened(event("refused", 9), APPLIED))) == ["answers"]


def test_closed_case_has_no_clocks() -> None:
    assert clocks(timer(), of=opened(APPLIED, event("closed", 12, outcome="won"))) == ()


def test_reopened_case_has_its_clocks_again() -> None:
    closed, reopened = event("closed", 12, outcome="dropped"), event("reopened", 13)
    assert ids(clocks(timer(), of=opened(APPLIED, closed, reopened))) == ["answers"]


def test_refund_before_the_reopening_still_stops_the_clocks() -> None:
    events = event("refunded", 11), event("closed", 12, outcome="won"), event("reopened", 13)
    assert clocks(timer(), of=opened(APPLIED, *events)) == ()


def test_timer_is_judged_by_the_state_at_its_start() -> None:
    early = timer(conditions=Conditions(states=("in-transit",)))
    one = opened(APPLIED, event("delivered", 12), state="in-transit")
    assert ids(clocks(early, of=one)) == ["answers"]


def test_timer_of_a_later_state_does_not_run() -> None:
    late = timer(conditions=Conditions(states=("delivered",)))
    one = opened(APPLIED, event("delivered", 12), state="in-transit")
    assert clocks(late, of=one) == ()


def test_timer_without_a_version_in_force_does_not_run() -> None:
    later = timer(versions=(version(band("24 hours"), since=date(2027, 1, 1)),))
    assert clocks(later, of=opened(APPLIED)) == ()


PLATFORM = timer("decides", starts=("escalated",), ends=("decided",), rung="platform")


def test_timer_of_a_rung_runs_when_the_case_went_there() -> None:
    assert ids(clocks(PLATFORM, of=opened(event("escalated", rung="platform")))) == ["decides"]


def test_timer_of_a_rung_does_not_run_for_another() -> None:
    assert clocks(PLATFORM, of=opened(event("escalated", rung="12315"))) == ()


def test_timer_of_a_rung_does_not_run_from_a_moment() -> None:
    odd = timer(rung="platform")
    assert clocks(odd, of=opened(applied=at(9, day=22))) == ()


HELD = timer("answers", pauses=("escalated",), resumes=("decided",))
UP = event("escalated", 14, rung="platform")
DOWN = event("decided", 18, outcome="lost")


def test_timer_on_hold_is_marked() -> None:
    assert only(clocks(HELD, of=opened(APPLIED, UP))).is_paused


def test_timer_on_hold_says_since_when() -> None:
    one = only(clocks(HELD, of=opened(APPLIED, UP)))
    assert one.derivation[-1] == say("step-on-hold", event=say("event-escalated"), since=at(14))


def test_timer_that_was_held_ends_as_much_later() -> None:
    one = only(clocks(HELD, of=opened(APPLIED, UP, DOWN)))
    assert (one.earliest, one.latest) == (at(14, day=24), at(14, day=24))


def test_timer_that_was_held_runs_again() -> None:
    assert not only(clocks(HELD, of=opened(APPLIED, UP, DOWN))).is_paused


def test_timer_that_was_held_says_how_long_and_why() -> None:
    one = only(clocks(HELD, of=opened(APPLIED, UP, DOWN)))
    assert one.derivation[-2:] == (
        say(
            "step-held",
            event=say("event-escalated"),
            since=at(14),
            resumed=say("event-decided"),
            until=at(18),
            lasted=(say("lasted-hours", count=4),),
        ),
        say("step-held-ends", earliest=at(14, day=24), latest=at(14, day=24)),
    )


@pytest.mark.parametrize(
    ("until", "lasted"),
    [
        (at(14), (("minutes", 0),)),
        (at(14, 5), (("minutes", 5),)),
        (at(15, 30, day=24), (("days", 1), ("hours", 1), ("minutes", 30))),
    ],
)
def test_time_on_hold_is_told_in_days_hours_and_minutes(
    until: datetime, lasted: tuple[tuple[str, int], ...]
) -> None:
    again = replace(DOWN, at=until)
    told = only(clocks(HELD, of=opened(APPLIED, UP, again))).derivation
    held = next(one for one in told if one.key == "step-held")
    assert held.fields["lasted"] == tuple(say(f"lasted-{unit}", count=n) for unit, n in lasted)


def test_timer_held_twice_adds_both() -> None:
    again = event("escalated", 19, rung="platform"), event("decided", 20, outcome="lost")
    assert only(clocks(HELD, of=opened(APPLIED, UP, DOWN, *again))).due == at(15, day=24)


def test_second_pause_of_a_held_timer_counts_from_the_first() -> None:
    again = event("escalated", 16, rung="platform")
    assert only(clocks(HELD, of=opened(APPLIED, UP, again, DOWN))).due == at(14, day=24)


def test_resuming_a_timer_that_is_not_held_moves_nothing() -> None:
    assert only(clocks(HELD, of=opened(APPLIED, DOWN))).due == at(10, day=24)


def test_timers_on_hold_come_last() -> None:
    slow = timer("slow", band("72 hours"), kind="law")
    assert ids(clocks(HELD, slow, of=opened(APPLIED, UP))) == ["slow", "answers"]


SENT = event("sent", 11, stage="first", respond_by=at(11, day=24))


def test_hours_asked_for_run_from_the_sending() -> None:
    one = only(clocks(of=opened(event("drafted", 9), SENT)))
    assert (one.id, one.actor, one.kind, one.started_at, one.due) == (
        "asked",
        "seller",
        "asked",
        at(11),
        at(11, day=24),
    )


def test_statement_to_the_platform_asks_nothing_of_the_seller() -> None:
    told = event("sent", 12, stage="platform", respond_by=at(12, day=25))
    assert [one.due for one in clocks(of=opened(SENT, told)) if one.id == "asked"] == [
        SENT.carries["respond_by"]
    ]
    assert clocks(of=opened(told)) == ()


def test_hours_asked_for_say_that_no_law_sets_them() -> None:
    assert only(clocks(of=opened(SENT))).derivation[-1] == say("step-asked-no-law")


def test_drafted_letter_starts_nothing() -> None:
    assert clocks(of=opened(event("drafted", respond_by=at(11, day=24)))) == ()


def test_letter_without_an_hour_asks_for_none() -> None:
    assert clocks(of=opened(event("sent", stage="first"))) == ()


@pytest.mark.parametrize("kind", ["replied", "agreed", "refused", "offered", "promised"])
def test_answer_stops_the_hours_asked_for(kind: str) -> None:
    assert clocks(of=opened(SENT, event(kind, 12))) == ()


def test_hours_of_a_reminder_run_after_an_answer() -> None:
    again = event("sent", 13, stage="reminder", respond_by=at(13, day=24))
    assert only(clocks(of=opened(SENT, event("replied", 12), again))).due == at(13, day=24)


PROMISED = event("promised", 11, promised_by=at(20, day=25))


def test_promise_runs_until_its_day() -> None:
    one = only(clocks(of=opened(PROMISED)))
    assert (one.id, one.kind, one.due) == ("promised", "promise", at(20, day=25))


def test_promise_without_a_day_has_no_clock() -> None:
    assert clocks(of=opened(event("promised"))) == ()


def test_promise_that_was_kept_runs_no_more() -> None:
    assert clocks(of=opened(PROMISED, event("shipped", 12), state="unshipped")) == ()


ASKED_FOR = event("evidence-asked", 11, due=at(20, day=25))


def test_evidence_is_due_from_the_buyer() -> None:
    one = only(clocks(of=opened(ASKED_FOR)))
    assert (one.id, one.actor, one.on_expiry, one.due) == (
        "evidence",
        "buyer",
        "lapses",
        at(20, day=25),
    )


def test_evidence_without_a_day_has_no_clock() -> None:
    assert clocks(of=opened(event("evidence-asked"))) == ()


@pytest.mark.parametrize("kind", ["evidence", "decided"])
def test_evidence_that_was_handed_in_is_due_no_more(kind: str) -> None:
    assert clocks(of=opened(ASKED_FOR, event(kind, 12))) == ()


def extended(hour: int, deadline: str) -> Event:
    """Return an event that sets a deadline to the evening of the 26th."""
    return event("extended", hour, deadline=deadline, due=at(20, day=26))


@pytest.mark.parametrize("name", ["answers", "shop/answers"])
def test_countdown_of_the_page_beats_the_rule(name: str) -> None:
    one = only(clocks(timer(), of=opened(APPLIED, extended(12, name))))
    assert (one.earliest, one.latest) == (at(20, day=26), at(20, day=26))


def test_countdown_of_the_page_keeps_what_the_rule_gives() -> None:
    one = only(clocks(timer(), of=opened(APPLIED, extended(12, "answers"))))
    assert one.computed == at(10, day=24)


def test_countdown_of_the_page_says_why() -> None:
    longer = event("extended", 12, deadline="answers", due=at(20, day=26), why="holiday")
    one = only(clocks(timer(), of=opened(APPLIED, longer)))
    assert one.derivation[-1] == say(
        "step-extended", due=at(20, day=26), why="holiday", computed=at(10, day=24)
    )


def test_countdown_of_the_page_may_have_no_reason() -> None:
    one = only(clocks(timer(), of=opened(APPLIED, extended(12, "answers"))))
    assert one.derivation[-1].fields["why"] == say("no-reason-given")


def test_last_countdown_counts() -> None:
    last = event("extended", 13, deadline="answers", due=at(9, day=25))
    one = only(clocks(timer(), of=opened(APPLIED, extended(12, "answers"), last)))
    assert one.due == at(9, day=25)


def test_countdown_of_another_deadline_moves_nothing() -> None:
    one = only(clocks(timer(), of=opened(APPLIED, extended(12, "other"))))
    assert (one.due, one.computed) == (at(10, day=24), None)


def test_countdown_of_an_earlier_application_moves_nothing() -> None:
    again = event("applied", 13, remedy="return-refund")
    one = only(clocks(timer(), of=opened(APPLIED, extended(12, "answers"), again)))
    assert one.due == at(13, day=24)


def test_countdown_seen_at_the_instant_of_the_start_counts() -> None:
    one = only(clocks(timer(), of=opened(APPLIED, extended(10, "answers"))))
    assert one.due == at(20, day=26)


def test_countdown_without_a_time_moves_nothing() -> None:
    empty = event("extended", 12, deadline="answers")
    assert only(clocks(timer(), of=opened(APPLIED, empty))).due == at(10, day=24)


WINDOW = rulebook(rules(ground("shop/return", Conditions(), window())))


def windows(of: Case, book: Rulebook = WINDOW) -> list[str]:
    """Return the rules of the deadlines of a case whose ground has a window."""
    state = fold(of)
    verdict = assess(book, state.order, state.claim, at(12))
    return [one.rule for one in running(book, of, state, verdict)]


def test_window_runs_before_the_application() -> None:
    assert windows(opened(delivered=at(9, day=20))) == ["shop/return"]


def test_window_runs_no_more_once_the_buyer_applied() -> None:
    assert windows(opened(APPLIED, delivered=at(9, day=20))) == []


def test_window_runs_no_more_in_a_case_opened_after_the_application() -> None:
    assert windows(opened(delivered=at(9, day=20), applied=at(9, day=22))) == []


def test_window_runs_again_after_the_withdrawal() -> None:
    one = opened(event("withdrawn", 12), delivered=at(9, day=20), applied=at(9, day=22))
    assert windows(one) == ["shop/return"]


def test_timer_of_the_check_is_not_told_twice() -> None:
    book = rulebook(rules(timer("receipt", starts=("delivered",))))
    assert windows(opened(delivered=at(9, day=20)), book) == ["shop/receipt"]


def test_soonest_clock_comes_first() -> None:
    slow, quick = timer("slow", band("72 hours")), timer("quick", band("2 hours"))
    assert ids(clocks(slow, quick, of=opened(APPLIED))) == ["quick", "slow"]


def test_timer_of_a_law_runs_as_well() -> None:
    lawful = law(rules=RuleSet(timers=(timer("pays", starts=("received",)),)))
    one = opened(event("received"))
    assert ids(running(rulebook(law=lawful), one, fold(one), None)) == ["pays"]


def amended(key: str, value: object) -> Event:
    """Return a correction made at noon."""
    return event("amended", 12, set={key: value})


SIGNED = timer("receipt", starts=("delivered",))


def test_corrected_moment_of_the_opening_moves_its_clock() -> None:
    one = opened(amended("order.delivered_at", at(9, day=21)), delivered=at(9, day=20))
    assert only(clocks(SIGNED, of=one)).started_at == at(9, day=21)


def test_corrected_moment_of_an_event_moves_its_clock() -> None:
    events = event("delivered", 9), amended("order.delivered_at", at(9, day=22))
    one = only(clocks(SIGNED, of=opened(*events, state="in-transit")))
    assert one.started_at == at(9, day=22)


def test_moment_told_by_a_correction_starts_its_clock() -> None:
    late = replace(SIGNED, conditions=Conditions(states=("delivered",)))
    told = amended("order.delivered_at", at(9, day=22))
    assert ids(clocks(late, of=opened(told, state="in-transit"))) == ["receipt"]


def test_moment_taken_back_by_a_correction_has_no_clock() -> None:
    events = event("delivered", 9), amended("order.state", "in-transit")
    assert clocks(SIGNED, of=opened(*events, state="in-transit")) == ()


def test_corrected_state_counts_for_the_clock_that_ran() -> None:
    early = timer(conditions=Conditions(states=("in-transit",)))
    events = event("delivered", 9), APPLIED, amended("order.state", "in-transit")
    assert ids(clocks(early, of=opened(*events, state="in-transit"))) == ["answers"]


def test_corrected_fact_counts_for_the_clock_that_ran() -> None:
    quick = timer(
        "answers", band("2 hours", conditions=Conditions(needs=("intact",))), band("24 hours")
    )
    fixed = amended("claim.facts.intact", True)
    assert only(clocks(quick, of=opened(APPLIED, fixed))).latest == at(12)


def test_correction_taken_back_counts_no_more() -> None:
    fixed = amended("order.delivered_at", at(9, day=21))
    back = event("retracted", 13, event=fixed.id)
    one = only(clocks(SIGNED, of=opened(fixed, back, delivered=at(9, day=20))))
    assert one.started_at == at(9, day=20)


STRANGERS = ("drafted", "noted", "snoozed", "evidence", "offered", "replied", "paid")
FULL = (HELD, SIGNED, PLATFORM)


@given(
    st.lists(
        st.tuples(st.sampled_from(STRANGERS), st.timedeltas(timedelta(0), timedelta(days=9))),
        max_size=6,
    )
)
def test_event_moves_no_deadline_that_does_not_hang_on_it(
    added: list[tuple[str, timedelta]],
) -> None:
    known = APPLIED, UP, DOWN, event("escalated", 20, rung="platform")
    before = opened(*known, delivered=at(9, day=20))
    strange = tuple(
        Event(f"20261201T{i:06}-zzzz", beijing(2026, 11, 20) + later, kind, {"by": "seller"})
        for i, (kind, later) in enumerate(added)
    )
    after = replace(before, events=(*before.events, *strange))
    assert clocks(*FULL, of=after) == clocks(*FULL, of=before)


@given(st.permutations((APPLIED, UP, DOWN, SENT, PROMISED, ASKED_FOR)))
def test_clocks_do_not_hang_on_the_order_in_which_events_arrive(events: list[Event]) -> None:
    usual = opened(APPLIED, UP, DOWN, SENT, PROMISED, ASKED_FOR)
    assert clocks(*FULL, of=opened(*events)) == clocks(*FULL, of=usual)


@given(st.timedeltas(timedelta(0), timedelta(days=30)))
def test_clock_ends_as_much_later_as_it_was_held(held: timedelta) -> None:
    resumed = replace(DOWN, at=UP.at + held)
    one = only(clocks(HELD, of=opened(APPLIED, UP, resumed)))
    assert one.due == at(10, day=24) + held


def test_going_to_another_rung_holds_no_clock_of_the_platform() -> None:
    court = event("escalated", 14, rung="court")
    assert not only(clocks(HELD, of=opened(APPLIED, court))).is_paused


def test_what_an_application_holds_only_its_failure_lets_go() -> None:
    receipt = timer("receipt", starts=("delivered",), pauses=("applied",), resumes=("decided",))
    won = event("decided", 18, outcome="won"), event("decided", 18, outcome="lost")
    paused = [
        only(clocks(receipt, of=opened(APPLIED, one, delivered=at(9)))).is_paused for one in won
    ]
    assert paused == [True, False]


def test_timer_of_the_platform_is_not_ended_by_another_rung() -> None:
    mine = timer("mine", actor="buyer", ends=("escalated",))
    rungs = "12315", "platform"
    found = [clocks(mine, of=opened(APPLIED, event("escalated", 12, rung=one))) for one in rungs]
    assert [ids(one) for one in found] == [["mine"], []]


def test_timer_that_opens_the_platform_ends_with_going_there() -> None:
    door = timer(on_expiry="may-escalate")
    rungs = "12315", "platform"
    found = [clocks(door, of=opened(APPLIED, event("escalated", 12, rung=one))) for one in rungs]
    assert [ids(one) for one in found] == [["answers"], []]


LAWFUL = timer("lawful", kind="law", starts=("applied", "sent"), on_expiry="may-escalate")


def test_timer_of_a_law_does_not_end_with_going_to_the_platform() -> None:
    assert ids(clocks(LAWFUL, of=opened(APPLIED, UP))) == ["lawful"]


@pytest.mark.parametrize(("restarts", "hour"), [(True, 12), (False, 10)])
def test_further_start_begins_a_timer_anew_unless_it_says_otherwise(
    restarts: bool, hour: int
) -> None:
    one = replace(LAWFUL, restarts=restarts)
    assert only(clocks(one, of=opened(APPLIED, event("sent", 12)))).started_at == at(hour)


def test_timer_that_nothing_starts_anew_begins_again_after_its_end() -> None:
    one = replace(LAWFUL, restarts=False)
    again = event("refused", 11), event("applied", 12, remedy="return-refund")
    assert only(clocks(one, of=opened(APPLIED, *again))).started_at == at(12)


PART = event("refunded", 12, amount=Decimal("1.00"))


@pytest.mark.parametrize(
    ("kind", "actor", "runs"),
    [
        ("platform", "seller", False),
        ("platform", "buyer", True),
        ("law", "seller", True),
    ],
)
def test_refund_in_part_ends_no_time_of_the_law_nor_of_the_buyer(
    kind: str, actor: str, runs: bool
) -> None:
    one = timer(kind=kind, actor=actor)
    assert bool(clocks(one, of=opened(APPLIED, PART))) is runs


def test_whole_refund_ends_every_time() -> None:
    whole = event("refunded", 12, amount=Decimal("128.00"))
    assert clocks(LAWFUL, of=opened(APPLIED, whole)) == ()


def test_time_bar_outlasts_the_application() -> None:
    bar = timer("bar", kind="law", actor="buyer", on_expiry="time-barred")
    assert ids(clocks(bar, of=opened(APPLIED, event("withdrawn", 12)))) == ["bar"]


def test_timer_after_an_agreement_is_judged_by_what_was_agreed() -> None:
    back = timer(
        "back", starts=("agreed",), ends=(), conditions=Conditions(remedies=("return-refund",))
    )
    agreed = event("agreed", 12, remedy="refund-only")
    assert clocks(back, of=opened(APPLIED, agreed)) == ()


ACCEPTS = timer("accepts", starts=("escalated",), ends=("replied", "decided"), rung="12315")
MEDIATES = timer("mediates", starts=("replied",), ends=("decided",), rung="12315")
COMPLAINED = event("escalated", 12, rung="12315")


def test_answer_of_a_rung_ends_one_of_its_times_and_starts_the_next() -> None:
    taken = event("replied", 13, rung="12315")
    assert ids(clocks(ACCEPTS, MEDIATES, of=opened(COMPLAINED, taken))) == ["mediates"]


def test_answer_of_the_seller_is_none_of_a_rung() -> None:
    found = clocks(ACCEPTS, MEDIATES, of=opened(COMPLAINED, event("replied", 13)))
    assert ids(found) == ["accepts"]


def test_decision_that_names_no_rung_is_that_of_any() -> None:
    assert clocks(ACCEPTS, of=opened(COMPLAINED, event("decided", 13, outcome="lost"))) == ()


CARRIES_OUT = timer("carries-out", starts=("decided",), ends=(), rung="platform")
APPEALS = timer("appeals", starts=("decided",), ends=("escalated",), actor="buyer", rung="platform")


@pytest.mark.parametrize(
    ("outcome", "wanted"),
    [("won", ["carries-out"]), ("partial", ["appeals", "carries-out"]), ("lost", ["appeals"])],
)
def test_decision_starts_what_its_outcome_calls_for(outcome: str, wanted: list[str]) -> None:
    decided = event("decided", 15, rung="platform", outcome=outcome)
    assert ids(clocks(CARRIES_OUT, APPEALS, of=opened(UP, decided))) == wanted


def test_appeal_ends_the_time_for_it_and_its_decision_starts_no_other() -> None:
    lost = event("decided", 15, rung="platform", outcome="lost")
    appeal = event("escalated", 16, rung="platform-appeal")
    won = event("decided", 17, rung="platform-appeal", outcome="partial")
    assert ids(clocks(CARRIES_OUT, APPEALS, of=opened(UP, lost, appeal, won))) == ["carries-out"]


def test_derivation_says_what_started_it_and_where_that_is_known_from() -> None:
    one = only(clocks(timer(), of=opened(APPLIED)))
    assert one.derivation[1] == say(
        "step-began",
        event=say("event-applied"),
        at=at(10),
        source=say("known-from-event", id=APPLIED.id),
    )


def test_derivation_of_a_window_says_where_its_start_is_known_from() -> None:
    one = opened(delivered=at(9, day=20))
    state = fold(one)
    verdict = assess(WINDOW, state.order, state.claim, at(12))
    found = only(running(WINDOW, one, state, verdict))
    assert found.derivation[1].fields["source"] == say("known-from-order")


def test_window_of_a_moment_that_is_no_more_known_is_left_as_it_is() -> None:
    one = opened(delivered=at(9, day=20))
    verdict = assess(WINDOW, one.order, one.claim, at(12))
    bare = opened()
    assert only(running(WINDOW, bare, fold(bare), verdict)) == verdict.deadlines[0]


def test_clocks_found_elsewhere_stand_among_the_others() -> None:
    extra = replace(only(clocks(timer(), of=opened(APPLIED))), id="extra", rule="ladder/court")
    found = running(rulebook(), opened(), fold(opened()), None, also=(extra,))
    assert ids(found) == ["extra"]


OFFERED = event("offered", 12, amount=Decimal("40.00"), until=at(20, day=25))


def test_offer_with_a_time_is_the_buyers_to_answer() -> None:
    one = only(clocks(of=opened(OFFERED)))
    assert (one.id, one.actor, one.kind, one.due) == ("offer", "buyer", "promise", at(20, day=25))


def test_offer_that_was_answered_is_due_no_more() -> None:
    assert clocks(of=opened(OFFERED, event("agreed", 13))) == ()


def test_counter_offer_asks_the_seller_for_an_answer() -> None:
    counter = event("offered", 13, by="buyer", respond_by=at(13, day=24))
    one = only(clocks(of=opened(SENT, OFFERED, counter)))
    assert (one.id, one.actor, one.started_by, one.due) == (
        "asked",
        "seller",
        "offered",
        at(13, day=24),
    )


def test_answer_of_a_rung_does_not_stop_the_hours_asked_for() -> None:
    assert ids(clocks(of=opened(SENT, event("replied", 12, rung="12315")))) == ["asked"]


@pytest.mark.parametrize("told", [SENT, PROMISED], ids=lambda one: one.kind)
def test_application_goes_on_without_what_was_asked_or_promised(told: Event) -> None:
    later = event("applied", 15, remedy="return-refund")
    assert clocks(of=opened(told, later)) == ()


NEWER = timer(
    versions=(
        version(band("24 hours"), governed_by="now"),
        version(band("48 hours"), since=date(2026, 11, 24), governed_by="now"),
    )
)


@pytest.mark.parametrize(("day", "due"), [(23, 24), (24, 25)])
def test_version_that_today_governs_changes_a_clock_that_runs(day: int, due: int) -> None:
    one = opened(APPLIED)
    found = running(rulebook(rules(NEWER)), one, fold(one), None, at(12, day=day))
    assert only(found).due == at(10, day=due)


def test_timer_that_was_over_before_the_pause_is_not_held() -> None:
    late = event("escalated", 11, day=24, rung="platform")
    down = event("decided", 11, day=25, outcome="lost")
    found = only(clocks(HELD, of=opened(APPLIED, late, down)))
    assert (found.is_paused, found.latest) == (False, at(10, day=24))


def test_time_of_the_seller_that_the_platform_does_not_hold_ends_with_going_there() -> None:
    found = [clocks(timer(on_expiry=one), of=opened(APPLIED, UP)) for one in ("agreed", "refunded")]
    assert found == [(), ()]


@pytest.mark.parametrize(("rung", "left"), [("court", []), ("association", ["answers"])])
def test_time_of_an_authority_ends_in_court(rung: str, left: list[str]) -> None:
    office = timer(actor="authority", kind="law", rung="12315", starts=("escalated",))
    gone = event("escalated", 10, rung="12315")
    assert ids(clocks(office, of=opened(gone, event("escalated", 12, rung=rung)))) == left


@pytest.mark.parametrize(("amount", "left"), [("128.00", []), ("100.00", ["apply", "evidence"])])
def test_no_time_of_the_buyers_stands_once_all_the_money_came(amount: str, left: list[str]) -> None:
    """Also where nothing was applied for."""
    asked = event("evidence-asked", 10, rung="12315", due=at(10, day=29))
    one = opened(event("sent", 9), asked, event("refunded", 12, amount=Decimal(amount)))
    one = replace(one, order=replace(one.order, moments={"delivered": at(9, day=20)}))
    book = rulebook(rules(ground("shop/return", Conditions(), window(), grants=("return-refund",))))
    state = fold(one)
    verdict = assess(book, state.order, state.claim, at(13))
    assert sorted(ids(running(book, one, state, verdict, at(13)))) == left


REPLACED = (
    event("applied", 10, remedy="exchange"),
    event("received", 12),
    event("shipped", 13),
    event("delivered", 14),
)


@pytest.mark.parametrize("starts", ["shipped", "delivered"])
def test_replacement_starts_no_time_of_the_order(starts: str) -> None:
    one = opened(*REPLACED, shipped=at(9, day=20), delivered=at(9, day=21))
    found = only(clocks(timer(starts=(starts,), ends=()), of=one))
    assert found.started_at == at(9, day=20 if starts == "shipped" else 21)


def test_replacement_that_was_sent_ends_the_sellers_time_to_send_it() -> None:
    handles = timer(starts=("received",), ends=("shipped",))
    counts = [len(clocks(handles, of=opened(*REPLACED[:upto]))) for upto in (2, 3)]
    assert counts == [1, 0]
