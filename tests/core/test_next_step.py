"""The one next step of a case, phase by phase."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders_cases import ID, at, case, event
from tests.builders_verdict import deadline, ground, note, rulebook, rules, text

from refundcli.adapters.catalogue import read_sentences
from refundcli.core.case import Case, fold
from refundcli.core.events import PHASES, Event
from refundcli.core.findings import Deadline
from refundcli.core.next_step import STEPS, NextStep, next_step
from refundcli.core.rules import Conditions, Note
from refundcli.core.text import Said, say
from refundcli.core.values import replace
from refundcli.core.verdict import assess
from refundcli.core.ways import Around, Way

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


def test_waiting_for_a_clock_of_two_readings_names_the_earliest_too() -> None:
    """From then on it may be over."""
    early = replace(ASKED, earliest=AFTER - timedelta(hours=2))
    assert step(SENT, early).what == say(
        "step-wait-between",
        actor=say("actor-seller"),
        title=text("asked"),
        until=AFTER,
        earliest=AFTER - timedelta(hours=2),
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


def around(
    *ways: Way, limits: tuple[Note, ...] = (), answers: bool = True, takes: bool = True
) -> Around:
    """Return what is around a case: these rungs, if any, and what the platform limits, answers and takes."""
    return Around((lambda: ways) if ways else None, limits, lambda: answers, lambda: takes)


def step_in(of: Case, known: Around, *deadlines: Deadline, now: datetime = NOW) -> NextStep:
    """Return the next step of a case in which these clocks run, with what is around it."""
    state = fold(of)
    verdict = assess(BOOK, state.order, state.claim, now)
    return next_step(of, state, verdict, deadlines, now, known)


def way(rung: str, status: str = "open", **known: object) -> Way:
    """Return a rung as it stands."""
    return Way(rung, text(rung), status, **known)  # type: ignore[arg-type]  # names are its own fields


def test_order_not_shipped_begins_with_a_letter_where_no_clock_answers_an_application() -> None:
    assert step_in(opened(state="unshipped"), around(answers=False)).id == "write"


@pytest.mark.parametrize(
    ("changes", "id"),
    [
        ({"claim.amount": Decimal("9.00")}, "write"),
        ({"order.item": "bag"}, "send"),
        ("x", "send"),
    ],
    ids=["claim", "order", "nothing"],
)
def test_draft_for_another_claim_is_not_sent(changes: object, id: str) -> None:
    assert step(opened(event("drafted", 9), event("amended", 10, set=changes))).id == id


def test_draft_made_after_a_correction_is_sent() -> None:
    fixed = event("amended", 9, set={"claim.amount": Decimal("9.00")})
    assert step(opened(fixed, event("drafted", 10))).id == "send"


PROMISED = deadline("promised", AFTER, kind="promise", on_expiry="may-escalate")


def test_promise_is_waited_for() -> None:
    assert step(SENT, PROMISED).by == AFTER


def test_refusal_of_a_letter_leads_to_the_application() -> None:
    found = step(opened(event("sent", 8), event("refused", 9)))
    assert (found.id, found.why) == ("apply", say("why-apply-refused"))


TWICE = replace(note("twice"), most=2, of="attempts")


def test_last_application_says_that_it_is() -> None:
    withdrawn = opened(event("sent", 7), event("applied", 8), event("withdrawn", 9))
    found = step_in(withdrawn, around(limits=(TWICE,)))
    assert (found.id, found.closes) == ("apply", say("closes-apply-last", limit=text("twice")))


def test_first_of_two_applications_closes_nothing() -> None:
    assert step_in(SENT, around(limits=(TWICE,))).closes is None


SPENT = opened(
    event("sent", 5),
    *(event("applied", 6), event("withdrawn", 7)),
    *(event("applied", 8), event("withdrawn", 9)),
)


def test_without_an_application_left_the_step_goes_up_and_says_why() -> None:
    found = step_in(SPENT, around(way("12315"), limits=(TWICE,)))
    assert (found.id, found.rung, found.why) == (
        "go-up",
        "12315",
        say("why-no-attempts", limit=text("twice")),
    )


def test_without_an_application_left_nor_a_rung_the_case_ends() -> None:
    found = step_in(SPENT, around(way("12315", "closed"), limits=(TWICE,)))
    assert (found.id, found.command[-1]) == ("close", "lost")


def refusal_clock(earliest: datetime, latest: datetime) -> Deadline:
    """Return the buyer's time to answer the refusal, with both bounds."""
    mine = deadline("answer", earliest, actor="buyer", started_by="refused", on_expiry="closed")
    return replace(mine, latest=latest)


def test_time_to_answer_a_refusal_that_is_over_asks_for_a_new_application() -> None:
    found = step(REFUSED, refusal_clock(BEFORE, BEFORE))
    assert (found.id, found.why) == ("apply", say("why-apply-lapsed", until=BEFORE))


def test_time_to_answer_a_refusal_that_may_be_over_is_tried() -> None:
    clock_ = refusal_clock(BEFORE, AFTER)
    found = step_in(REFUSED, around(way("platform", "unknown"), way("12315")), clock_)
    assert (found.id, found.why) == (
        "escalate",
        say("why-escalate-doubt", earliest=BEFORE, latest=AFTER),
    )


def test_platform_that_is_closed_is_not_tried_in_doubt_either() -> None:
    found = step_in(
        REFUSED, around(way("platform", "closed"), way("12315")), refusal_clock(BEFORE, AFTER)
    )
    assert (found.id, found.rung) == ("go-up", "12315")


def test_time_to_answer_a_refusal_counts_in_doubt_too() -> None:
    doubts = (say("clause-needs"),)
    clock_ = replace(refusal_clock(AFTER, AFTER), only_if=doubts)
    found = step(REFUSED, clock_)
    assert (found.by, found.doubts) == (AFTER, doubts)


def test_time_to_send_back_that_is_over_asks_for_a_new_application() -> None:
    back = deadline("back", BEFORE, actor="buyer", started_by="agreed", on_expiry="closed")
    found = step(AGREED, back)
    assert (found.id, found.why) == ("apply", say("why-apply-return-lapsed", until=BEFORE))


def test_money_that_nobody_set_a_time_for_is_looked_for() -> None:
    found = step(RECEIVED)
    assert (found.id, found.command) == ("look-refunded", ("log", ID, "refunded"))


def paid(amount: str, hour: int = 10) -> Event:
    """Return a refund of so much of the 128 yuan."""
    return event("refunded", hour, amount=Decimal(amount))


SUMS = {
    "refunded": Decimal("100.00"),
    "asked": Decimal("128.00"),
    "left": Decimal("28.00"),
}


def test_refund_in_part_asks_for_the_rest() -> None:
    found = step(opened(APPLIED, paid("100.00")), WINDOW)
    assert (found.id, found.command, found.why) == (
        "ask-for-rest",
        ("message", ID),
        say("why-rest", **SUMS),
    )


PRESSED = opened(APPLIED, paid("100.00"), event("sent", 11))


def test_letter_about_the_rest_is_waited_for() -> None:
    assert step(PRESSED, ASKED).by == AFTER


def test_law_that_is_slower_does_not_hold_the_rest() -> None:
    lawful = deadline("law", AFTER, kind="law", on_expiry="may-escalate")
    found = step_in(PRESSED, around(way("12315")), lawful)
    assert (found.rung, found.why) == ("12315", say("why-rest-unpaid", **SUMS))


def test_refund_as_agreed_of_less_than_was_asked_ends_in_part() -> None:
    agreed = event("agreed", 9, remedy="refund-only", amount=Decimal("60.00"))
    found = step(opened(APPLIED, agreed, paid("60.00")))
    assert (found.id, found.command, found.why) == (
        "close",
        ("close", ID, "--outcome", "partial"),
        say("why-close-partial", refunded=Decimal("60.00"), asked=Decimal("128.00")),
    )


def test_refund_in_a_dispute_ends_the_case() -> None:
    assert step(opened(APPLIED, UP, paid("128.00"))).command[-1] == "won"


def offered(amount: str | None, **carries: Any) -> Case:
    """Return a case in which the seller made an offer."""
    sums: dict[str, Any] = {} if amount is None else {"amount": Decimal(amount)}
    return opened(APPLIED, event("offered", 10, **sums, **carries))


@pytest.mark.parametrize(
    ("of", "command", "why"),
    [
        (
            offered("40.00", remedy="price-reduction"),
            ("log", ID, "agreed", "--remedy", "price-reduction", "--amount", "40.00"),
            say("why-offer-less", amount=Decimal("40.00"), left=Decimal("128.00")),
        ),
        (
            offered("128.00"),
            ("log", ID, "agreed", "--amount", "128.00"),
            say("why-offer-enough", amount=Decimal("128.00"), left=Decimal("128.00")),
        ),
        (
            offered(None, remedy="exchange"),
            ("log", ID, "agreed", "--remedy", "exchange"),
            say("why-offer-other"),
        ),
    ],
    ids=["less", "enough", "other"],
)
def test_open_offer_is_to_be_answered(of: Case, command: tuple[str, ...], why: Said) -> None:
    found = step(of, clock(AFTER))
    assert (found.id, found.command, found.why, found.closes) == (
        "answer-offer",
        command,
        why,
        say("closes-answer-offer"),
    )


def test_offer_before_any_letter_is_to_be_answered() -> None:
    assert step(opened(event("offered", 10, amount=Decimal("9.00")))).id == "answer-offer"


def test_offer_that_cannot_be_measured_says_its_sum_alone() -> None:
    known = opened(event("offered", 10, amount=Decimal("9.00")))
    unpriced = replace(known, order=replace(known.order, paid=None))
    assert step(unpriced).why.key == "why-offer-unmeasured"


def test_evidence_comes_before_an_offer() -> None:
    mine = deadline(
        "proof",
        AFTER,
        actor="buyer",
        started_by="escalated",
        started_at=at(9),
        on_expiry="lapses",
    )
    assert step(opened(APPLIED, UP, event("offered", 10)), mine).id == "evidence"


DECIDED = opened(APPLIED, UP, LOST)


def test_lost_decision_leads_to_the_next_rung_that_is_open() -> None:
    ways = way("platform", "done"), way("12315", "closed"), way("court", closes=(text("all"),))
    found = step_in(DECIDED, around(*ways))
    assert (found.id, found.rung, found.what, found.why, found.closes) == (
        "go-up",
        "court",
        say("step-go-up", rung=text("court")),
        say("why-decided-lost"),
        say("closes-rung", says=(text("all"),)),
    )


def test_step_found_by_the_rungs_says_so() -> None:
    assert step_in(DECIDED, around(way("court"))).depends_on_rungs


def test_step_that_asks_for_no_rung_does_not_depend_on_them() -> None:
    assert not step_in(SENT, around(way("court")), ASKED).depends_on_rungs


def test_rungs_below_the_last_one_and_side_doors_are_no_way_up() -> None:
    ways = way("seller"), way("platform"), way("report", is_side=True), way("shanghai-315")
    assert step_in(DECIDED, around(*ways)).id == "close"


def test_rung_that_is_not_open_yet_is_waited_for() -> None:
    later = way("12315", "not-yet", opens_at=at(9, day=28))
    soon = way("court", "not-yet", opens_at=AFTER)
    never = way("arbitration", "not-yet")
    found = step_in(DECIDED, around(later, never, soon))
    assert (found.id, found.is_waiting, found.by, found.what) == (
        "wait",
        True,
        AFTER,
        say("step-wait-for-rung", rung=text("court"), at=AFTER),
    )


def test_rung_of_which_a_fact_is_missing_asks_for_it() -> None:
    lacks = say("clause-purposes")
    found = step_in(DECIDED, around(way("12315", "unknown", lacks=lacks, question="purpose")))
    assert (found.id, found.command, found.why) == (
        "tell",
        ("log", ID, "amended"),
        say("why-tell", rung=text("12315"), lacks=lacks),
    )


def test_lost_decision_with_no_way_left_ends_the_case() -> None:
    assert step_in(DECIDED, around(way("court", "closed"))).command[-1] == "lost"


def test_decision_in_part_on_a_rung_is_to_be_read() -> None:
    odd = opened(APPLIED, event("escalated", 9, rung="court"), event("decided", 10))
    assert step_in(odd, around(way("court"))).id == "decided"


def rung_clock(due: datetime, rung: str = "platform", *ended_by: str) -> Deadline:
    """Return the time of a rung's own."""
    found = deadline("decides", due, actor="platform", on_expiry="may-escalate")
    return replace(found, rung=rung, ended_by=ended_by)


def test_rung_that_is_late_is_looked_at() -> None:
    found = step_in(DISPUTED, around(way("12315")), rung_clock(BEFORE))
    assert (found.id, found.command, found.why) == (
        "look-decided",
        ("log", ID, "decided"),
        say(
            "why-look",
            title=text("decides"),
            until=BEFORE,
            expiry=say("expiry-may-escalate-platform"),
        ),
    )


def test_rung_that_is_late_and_was_looked_at_leads_on() -> None:
    looked = opened(APPLIED, UP, event("noted", 11, note="nothing"))
    late = rung_clock(at(10))
    found = step_in(looked, around(way("12315")), late)
    assert (found.rung, found.why) == (
        "12315",
        say("why-escalate-silent", title=text("decides"), until=at(10)),
    )


def test_rung_that_is_late_is_looked_at_again_where_nothing_is_above() -> None:
    looked = opened(APPLIED, UP, event("noted", 11, note="nothing"))
    assert step_in(looked, around(way("12315", "closed")), rung_clock(at(10))).id == "look-decided"


def test_complaint_that_may_be_taken_is_asked_about() -> None:
    one = opened(APPLIED, event("escalated", 9, rung="12315"))
    found = step(one, rung_clock(BEFORE, "12315", "replied", "decided"))
    assert (found.id, found.command) == ("look-accepted", ("log", ID, "replied", "--rung", "12315"))


def test_waiting_for_a_rung_that_may_take_it_says_to_log_that() -> None:
    one = opened(APPLIED, event("escalated", 9, rung="12315"))
    assert step(one, rung_clock(AFTER, "12315", "replied")).why.key == "why-wait-accepted"


def test_dispute_waits_for_its_own_rung_before_all_others() -> None:
    law = deadline("law", at(13), kind="law", on_expiry="may-escalate")
    assert step(DISPUTED, law, rung_clock(AFTER)).by == AFTER


def test_dispute_does_not_wait_for_a_law() -> None:
    law = deadline("law", AFTER, kind="law", on_expiry="may-escalate")
    assert step(DISPUTED, law).id == "await"


def test_time_of_a_side_door_drives_no_step() -> None:
    side = replace(rung_clock(BEFORE, "courier"), actor="courier")
    assert step(RETURNED, side).id == "check-back"


def test_every_step_has_its_sentences() -> None:
    words = read_sentences("en")
    keys = {key for _, sentences in words for key in sentences}
    lacking = [id for id in STEPS if f"step-{id}" not in keys]
    assert lacking == []


def test_refusal_leads_to_the_platform_where_that_is_open() -> None:
    found = step_in(REFUSED, around(way("platform"), way("12315")), ANSWER)
    assert (found.id, found.rung, found.closes) == ("escalate", "platform", say("closes-escalate"))


@pytest.mark.parametrize("deadlines", [(), (clock(BEFORE, started_by="received"),)])
def test_exchange_ends_with_goods_not_with_money(deadlines: tuple[Deadline, ...]) -> None:
    applied = event("applied", 8, remedy="exchange")
    found = step(opened(applied, event("received", 10), remedy="exchange"), *deadlines)
    assert (found.id, found.command) == ("look-replaced", ("close", ID, "--outcome", "won"))


@pytest.mark.parametrize(
    ("known", "again"),
    [
        (around(), "again-apply"),
        (around(takes=False), "again-write"),
        (around(limits=(replace(note("once"), most=1, of="attempts"),)), "again-write"),
    ],
    ids=["applications", "no-form", "none-left"],
)
def test_step_to_look_at_a_replacement_says_what_to_do_if_it_is_faulty(
    known: Around, again: str
) -> None:
    applied = event("applied", 8, remedy="exchange")
    found = step_in(opened(applied, event("received", 10), remedy="exchange"), known)
    assert found.what == say("step-look-replaced", again=say(again))


@pytest.mark.parametrize(
    ("added", "deadlines", "why"),
    [
        ((event("refused", 10),), (), say("why-escalate-refused")),
        (
            (),
            (replace(ASKED, earliest=BEFORE, latest=BEFORE),),
            say("why-apply-no-answer", until=BEFORE),
        ),
        ((event("replied", 10),), (), say("why-no-form")),
    ],
    ids=["refused", "silent", "replied"],
)
def test_seller_who_was_asked_in_a_shop_leads_past_the_platform(
    added: tuple[Event, ...], deadlines: tuple[Deadline, ...], why: Said
) -> None:
    """No form is known there that one could apply with."""
    known = around(way("platform", "closed"), way("12315"), takes=False)
    found = step_in(opened(event("sent", 9, stage="first"), *added), known, *deadlines)
    assert (found.id, found.rung, found.why) == ("go-up", "12315", why)


def test_seller_who_was_asked_in_a_shop_is_waited_for() -> None:
    """No time to apply in presses there."""
    pressing = replace(WINDOW, earliest=at(15), latest=at(15))
    found = step_in(SENT, around(way("12315"), takes=False), pressing, ASKED)
    assert (found.id, found.by) == ("wait", AFTER)


def test_law_that_punishes_delay_gives_the_seller_no_time_to_answer_in() -> None:
    lawful = deadline("law", AFTER, kind="law", on_expiry="may-escalate")
    assert step(RUNNING, lawful).id == "check-back"


def test_time_that_was_looked_at_in_vain_leads_on() -> None:
    looked = opened(APPLIED, event("noted", 11, note="nothing came"))
    found = step(looked, clock(at(10, 30)))
    why = say("why-escalate-silent", title=text("answers"), until=at(10, 30))
    assert (found.id, found.why) == ("escalate", why)


def test_return_without_a_time_says_nothing_of_one() -> None:
    back = deadline("back", AFTER, actor="buyer", started_by="agreed")
    whys = [step(AGREED, *known).why for known in ((), (back,))]
    assert whys == [say("why-return-granted"), say("why-return")]


def test_rest_that_was_granted_since_is_looked_for() -> None:
    applied = event("applied", 8, remedy="refund-only")
    won = event("decided", 11, rung="platform", outcome="won")
    assert step(opened(applied, paid("100.00"), UP, won)).id == "look-refunded"


@pytest.mark.parametrize(("rung", "by"), [("platform-appeal", AFTER), ("12315", None)])
def test_time_of_the_platform_is_none_to_leave_it_by(rung: str, by: datetime | None) -> None:
    lost = opened(APPLIED, UP, event("decided", 10, rung="platform", outcome="lost"))
    receipt = deadline("receipt", AFTER, actor="buyer", on_expiry="completed")
    assert step_in(lost, around(way(rung)), receipt).by == by
