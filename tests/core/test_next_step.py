"""The one next step of a case, phase by phase."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders_cases import ID, at, case, event
from tests.builders_verdict import deadline, ground, rulebook, rules, text

from refundcli.core.case import Case, fold
from refundcli.core.events import PHASES, Event
from refundcli.core.findings import Deadline
from refundcli.core.next_step import NextStep, next_step
from refundcli.core.rules import Conditions
from refundcli.core.text import say
from refundcli.core.verdict import assess

BOOK = rulebook(rules(ground("shop/return", Conditions(), grants=("return-refund", "refund-only"))))
NOW = at(12)
BEFORE, AFTER = at(11), at(20)
APPLIED = event("applied", 8, remedy="return-refund")
UP = event("escalated", 9, rung="platform")


def opened(*events: Event, state: str = "delivered", remedy: str = "return-refund") -> Case:
    """Return a case in the shop with these events."""
    return case(*events, platform="shop", state=state, moments={}, remedy=remedy)


def step(of: Case, *deadlines: Deadline, now: datetime = NOW) -> NextStep:
    """Return the next step of a case in which these clocks run."""
    state = fold(of)
    return next_step(of, state, assess(BOOK, state.order, state.claim, now), deadlines, now)


def clock(due: datetime, **known: str) -> Deadline:
    """Return the seller's clock on the platform, due at this time."""
    return deadline("answers", due, **known)  # type: ignore[arg-type]  # names are its own parameters


WINDOW = deadline("apply", AFTER, actor="buyer")
ASKED = deadline("asked", AFTER, kind="asked", on_expiry="may-escalate")


def test_remedy_that_is_not_offered_leads_to_another() -> None:
    found = step(opened(remedy="exchange"))
    assert (found.id, found.why.key, found.command) == (
        "choose-other",
        "summary-unavailable",
        ("show", ID),
    )


@pytest.mark.parametrize("state", ["unpaid", "unshipped"])
def test_order_not_shipped_is_applied_for_at_once(state: str) -> None:
    found = step(opened(state=state), WINDOW)
    assert (found.id, found.by, found.why) == ("apply", AFTER, say("why-apply-at-once"))


def test_new_case_begins_with_a_letter() -> None:
    found = step(opened(), WINDOW)
    assert (found.id, found.by, found.command) == ("write", AFTER, ("message", ID))


def test_new_case_may_have_no_time_limit() -> None:
    assert step(opened()).by is None


def test_order_not_shipped_that_is_only_negotiable_begins_with_a_letter() -> None:
    one, book = opened(state="unshipped"), rulebook()
    state = fold(one)
    verdict = assess(book, state.order, state.claim, NOW)
    assert next_step(one, state, verdict, (), NOW).id == "write"


def test_drafted_letter_is_to_be_sent() -> None:
    found = step(opened(event("drafted", 9)))
    assert (found.id, found.command) == ("send", ("log", ID, "sent"))


SENT = opened(event("sent", 9, stage="first"))


def test_letter_that_was_sent_is_waited_for() -> None:
    found = step(SENT, ASKED)
    assert (found.id, found.by, found.is_waiting) == ("wait", AFTER, True)


def test_waiting_shows_whom_for_and_until_when() -> None:
    assert step(SENT, ASKED).what == say(
        "step-wait", actor=say("actor-seller"), title=text("asked"), until=AFTER
    )


def test_waiting_says_what_comes_then() -> None:
    assert step(SENT, ASKED).why == say("why-wait", expiry=say("expiry-may-escalate"))


def test_letter_that_asked_for_no_hours_leads_to_the_application() -> None:
    found = step(SENT)
    assert (found.id, found.why, found.by) == ("apply", say("why-apply"), None)


def test_letter_without_an_answer_leads_to_the_application() -> None:
    over = deadline("asked", BEFORE, kind="asked")
    assert step(SENT, over, WINDOW).why == say("why-apply-no-answer", until=BEFORE)


def test_window_that_ends_first_does_not_wait_for_the_answer() -> None:
    window = deadline("apply", at(15), actor="buyer")
    found = step(SENT, window, ASKED)
    assert (found.id, found.by, found.why) == (
        "apply",
        at(15),
        say("why-apply-pressing", until=at(15)),
    )


def test_window_that_ends_later_waits_for_the_answer() -> None:
    later = deadline("apply", at(21), actor="buyer")
    assert step(SENT, ASKED, later).id == "wait"


RUNNING = opened(APPLIED)


def test_application_waits_for_the_seller() -> None:
    found = step(RUNNING, clock(AFTER))
    assert (found.id, found.by, found.is_waiting) == ("wait", AFTER, True)


def test_application_without_a_clock_is_looked_at() -> None:
    assert step(RUNNING).id == "check-back"


@pytest.mark.parametrize(
    ("on_expiry", "id", "command"),
    [
        ("agreed", "look-agreed", ("log", ID, "agreed")),
        ("refunded", "look-refunded", ("log", ID, "refunded")),
        ("may-escalate", "escalate", ("log", ID, "escalated", "--rung", "platform")),
    ],
)
def test_silence_of_the_seller_is_the_buyers_turn(
    on_expiry: str, id: str, command: tuple[str, ...]
) -> None:
    found = step(RUNNING, clock(BEFORE, on_expiry=on_expiry))
    assert (found.id, found.command, found.is_waiting) == (id, command, False)


def test_step_after_silence_says_whose_time_is_over() -> None:
    assert step(RUNNING, clock(BEFORE)).why == say(
        "why-look", title=text("answers"), until=BEFORE, expiry=say("expiry-refunded")
    )


def test_instant_of_the_end_is_over() -> None:
    assert step(RUNNING, clock(NOW)).id == "look-refunded"


def test_last_clock_that_ran_out_decides() -> None:
    door = deadline("door", at(11, 30), actor="platform", on_expiry="may-escalate")
    assert step(RUNNING, clock(BEFORE), door).id == "escalate"


def test_clock_on_hold_is_not_waited_for() -> None:
    assert step(RUNNING, deadline("answers", AFTER, is_paused=True)).id == "check-back"


def test_clock_on_hold_is_not_overdue() -> None:
    assert step(RUNNING, deadline("answers", BEFORE, is_paused=True)).id == "check-back"


@pytest.mark.parametrize("due", [BEFORE, AFTER])
def test_clock_that_hangs_on_an_open_condition_drives_no_step(due: datetime) -> None:
    hanging = deadline("answers", due, only_if=(say("clause-needs"),))
    assert step(RUNNING, hanging).id == "check-back"


@pytest.mark.parametrize(
    "slower",
    [
        deadline("law", AFTER, kind="law", on_expiry="may-escalate"),
        deadline("door", AFTER, actor="platform", on_expiry="may-escalate"),
        deadline("promised", AFTER, kind="promise"),
    ],
)
def test_slower_clock_does_not_hold_the_buyer_once_the_seller_is_late(slower: Deadline) -> None:
    assert step(RUNNING, clock(BEFORE), slower).id == "look-refunded"


def test_door_that_opened_does_not_end_the_sellers_time() -> None:
    door = deadline("door", BEFORE, actor="platform", on_expiry="may-escalate")
    assert step(RUNNING, door, clock(AFTER)).id == "wait"


def test_another_clock_of_the_seller_is_waited_for() -> None:
    assert step(RUNNING, clock(BEFORE), clock(AFTER)).id == "wait"


REFUSED = opened(APPLIED, event("refused", 9))
ANSWER = deadline("answer", AFTER, actor="buyer", started_by="refused")


def test_refusal_leads_to_the_platform() -> None:
    found = step(REFUSED, ANSWER)
    assert (found.id, found.by, found.why) == ("escalate", AFTER, say("why-escalate-refused"))


def test_refusal_may_leave_time_without_end() -> None:
    assert step(REFUSED).by is None


def test_step_to_the_platform_names_what_it_closes() -> None:
    assert step(REFUSED).closes == say("closes-escalate")


def test_refusal_before_a_new_application_counts_no_more() -> None:
    again = event("applied", 10, remedy="return-refund")
    assert step(opened(APPLIED, event("refused", 9), again), clock(AFTER)).id == "wait"


def test_refusal_in_a_case_opened_after_the_application_leads_to_the_platform() -> None:
    one = case(event("refused", 9), platform="shop", moments={"applied": at(8)})
    assert step(one).id == "escalate"


AGREED = opened(APPLIED, event("agreed", 9))


def test_agreed_return_is_to_be_sent_back() -> None:
    back = deadline("back", AFTER, actor="buyer", started_by="agreed")
    found = step(AGREED, back)
    assert (found.id, found.by) == ("return", AFTER)


def test_agreed_return_may_have_no_time_limit() -> None:
    assert step(AGREED).by is None


RETURNED = opened(APPLIED, event("agreed", 9), event("returned", 10))


def test_return_on_its_way_waits_for_the_seller() -> None:
    assert step(RETURNED, clock(AFTER, started_by="returned")).id == "wait"


def test_return_not_confirmed_in_time_is_looked_after() -> None:
    assert step(RETURNED, clock(BEFORE, started_by="returned")).id == "look-refunded"


RECEIVED = opened(APPLIED, event("received", 10))


def test_money_that_is_due_is_waited_for() -> None:
    assert step(RECEIVED, clock(AFTER, started_by="received")).id == "wait"


def test_money_that_did_not_come_leads_to_the_platform() -> None:
    late = clock(BEFORE, started_by="received", on_expiry="may-escalate")
    assert step(RECEIVED, late).why == say(
        "why-escalate-silent", title=text("answers"), until=BEFORE
    )


def test_refund_leads_to_the_end_of_the_case() -> None:
    found = step(opened(APPLIED, event("refunded", 10)))
    assert (found.id, found.command, found.closes) == (
        "close",
        ("close", ID, "--outcome", "won"),
        say("closes-close"),
    )


DISPUTED = opened(APPLIED, UP)


@pytest.mark.parametrize("started_by", ["escalated", "evidence-asked"])
def test_dispute_asks_for_the_evidence(started_by: str) -> None:
    mine = deadline("proof", AFTER, actor="buyer", started_by=started_by, started_at=at(9))
    found = step(DISPUTED, mine)
    assert (found.id, found.by, found.command) == ("evidence", AFTER, ("log", ID, "evidence"))


def test_dispute_asks_for_evidence_by_a_clock_that_may_run_and_says_so() -> None:
    doubts = (say("clause-needs"),)
    mine = deadline(
        "proof",
        AFTER,
        actor="buyer",
        started_by="escalated",
        on_expiry="lapses",
        started_at=at(9),
        only_if=doubts,
    )
    found = step(DISPUTED, mine)
    assert (found.id, found.by, found.doubts) == ("evidence", AFTER, doubts)


def test_dispute_asks_no_more_for_evidence_that_was_handed_in() -> None:
    mine = deadline("proof", AFTER, actor="buyer", started_by="escalated", started_at=at(9))
    assert step(opened(APPLIED, UP, event("evidence", 10)), mine).id == "await"


def test_dispute_asks_for_evidence_again_where_it_was_kept_before() -> None:
    mine = deadline("proof", AFTER, actor="buyer", started_by="escalated", started_at=at(9))
    assert step(opened(event("evidence", 8), APPLIED, UP), mine).id == "evidence"


def test_dispute_asks_for_no_evidence_that_is_too_late() -> None:
    mine = deadline("proof", BEFORE, actor="buyer", started_by="escalated", started_at=at(9))
    assert step(DISPUTED, mine).id == "await"


def test_evidence_of_the_other_side_is_none_of_the_buyers() -> None:
    theirs = deadline("proof", AFTER, actor="platform", started_by="escalated")
    assert step(DISPUTED, theirs).id == "wait"


def test_dispute_waits_for_the_platform() -> None:
    assert step(DISPUTED, clock(AFTER, actor="platform")).by == AFTER


def test_dispute_without_a_clock_awaits_the_result() -> None:
    assert step(DISPUTED).id == "await"


LOST = event("decided", 10, rung="platform", outcome="lost")


def test_decision_is_to_be_read() -> None:
    found = step(opened(APPLIED, UP, LOST))
    assert (found.id, found.closes) == ("decided", say("closes-decided"))


def test_decision_before_the_next_rung_counts_no_more() -> None:
    on = event("escalated", 11, rung="12315")
    assert step(opened(APPLIED, UP, LOST, on), clock(AFTER, actor="authority")).id == "wait"


def test_decision_on_the_next_rung_is_to_be_read() -> None:
    events = (
        *(APPLIED, UP, LOST, event("escalated", 11, rung="12315")),
        event("decided", 12, rung="12315", outcome="lost"),
    )
    assert step(opened(*events)).id == "decided"


@pytest.mark.parametrize("rung", ["12315", "court"])
def test_higher_rung_waits_for_its_clock(rung: str) -> None:
    one = opened(APPLIED, event("escalated", 9, rung=rung))
    assert step(one, clock(AFTER, actor="authority")).id == "wait"


def test_closed_case_leaves_nothing_to_do() -> None:
    found = step(opened(event("closed", 10, outcome="won")))
    assert (found.id, found.command) == ("nothing", ("show", ID))


IN_PHASE = {
    "preparing": opened(),
    "asking": SENT,
    "applied": RUNNING,
    "returning": AGREED,
    "refunding": RECEIVED,
    "disputed": DISPUTED,
    "authority": opened(APPLIED, event("escalated", 9, rung="12315")),
    "court": opened(APPLIED, event("escalated", 9, rung="court")),
    "closed": opened(event("closed", 10, outcome="won")),
}

CLOCKS = st.lists(
    st.builds(
        deadline,
        id=st.sampled_from(("apply", "answers", "proof")),
        due=st.timedeltas(timedelta(days=-3), timedelta(days=3)).map(lambda later: NOW + later),
        actor=st.sampled_from(("buyer", "seller", "platform", "authority", "courier")),
        kind=st.sampled_from(("law", "platform", "promise", "asked")),
        started_by=st.sampled_from(("applied", "escalated", "refused")),
        on_expiry=st.sampled_from(("agreed", "refunded", "may-escalate", "closed", "completed")),
        is_paused=st.booleans(),
    ),
    max_size=5,
).map(lambda found: sorted(found, key=lambda one: (one.is_paused, one.due)))


def test_every_phase_has_an_example() -> None:
    assert {fold(one).phase for one in IN_PHASE.values()} == set(PHASES)


@given(st.sampled_from(PHASES), CLOCKS)
def test_every_phase_has_a_step_whatever_runs(phase: str, clocks: list[Deadline]) -> None:
    assert ID in step(IN_PHASE[phase], *clocks).command


@given(st.sampled_from(PHASES), CLOCKS)
def test_waiting_is_never_for_the_buyer_nor_for_the_past(
    phase: str, clocks: list[Deadline]
) -> None:
    found = step(IN_PHASE[phase], *clocks)
    waited = [one for one in clocks if one.due == found.by and one.actor != "buyer"]
    assert not found.is_waiting or any(one.due > NOW and not one.is_paused for one in waited)
