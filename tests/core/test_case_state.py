"""How much is asked, granted and back, and what that comes to."""

from decimal import Decimal
from typing import Any

import pytest
from tests.builders_cases import case, event

from refundcli.core.case import CaseState, fold
from refundcli.core.events import Event


def after(*events: Event, remedy: str = "return-refund") -> CaseState:
    """Return the state of a case about 128 yuan after *events*."""
    return fold(case(*events, remedy=remedy))


def sum_of(amount: str | None) -> dict[str, Any]:
    """Return what an event of so much carries; None: of a sum that is not known."""
    return {} if amount is None else {"amount": Decimal(amount)}


def back(amount: str | None, hour: int = 9) -> Event:
    """Return a refund of so much; None: of an amount that is not known."""
    return event("refunded", hour, **sum_of(amount))


def applied(amount: str | None = None, hour: int = 1) -> Event:
    """Return an application for so much."""
    return event("applied", hour, **sum_of(amount))


def agreed(hour: int = 3, **carries: Any) -> Event:
    """Return the seller's consent."""
    return event("agreed", hour, **carries)


CLAIMED = event("amended", 2, set={"claim.amount": Decimal("50.00")})


@pytest.mark.parametrize(
    ("events", "remedy", "asked"),
    [
        ((), "return-refund", "128.00"),
        ((), "price-reduction", None),
        ((CLAIMED,), "price-reduction", "50.00"),
        ((applied("90.00"),), "return-refund", "90.00"),
        ((back("30.00", 0), applied("60.00")), "return-refund", "90.00"),
        ((applied("90.00"), CLAIMED), "return-refund", "50.00"),
    ],
)
def test_sum_asked_for_is_the_last_that_was_named_else_all_of_it(
    events: tuple[Event, ...], remedy: str, asked: str | None
) -> None:
    """A further application asks for more than what came before it."""
    found = after(*events, remedy=remedy).asked
    assert found == (None if asked is None else Decimal(asked))


PART = Decimal("40.00")


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((), "128.00"),
        ((agreed(),), "128.00"),
        ((agreed(amount=PART),), "40.00"),
        ((back("20.00", 2), agreed(amount=PART)), "60.00"),
        ((agreed(remedy="price-reduction"),), None),
        ((agreed(amount=PART), event("refused", 4)), "128.00"),
        ((agreed(amount=PART), applied(None, 4)), "128.00"),
        ((event("decided", 3, outcome="partial", amount=PART),), "40.00"),
        ((event("decided", 3, outcome="partial"),), None),
        ((event("decided", 3, outcome="won"),), "128.00"),
        ((agreed(amount=PART), event("decided", 4, outcome="lost")), "128.00"),
    ],
)
def test_sum_that_is_to_come_is_what_was_granted_else_what_is_asked(
    events: tuple[Event, ...], expected: str | None
) -> None:
    found = after(*events).expected
    assert found == (None if expected is None else Decimal(expected))


@pytest.mark.parametrize(
    ("events", "outstanding", "is_settled", "result"),
    [
        ((), "128.00", False, "lost"),
        ((back("100.00"),), "28.00", False, "partial"),
        ((back("100.00"), back("28.00", 10)), "0.00", True, "won"),
        ((back("200.00"),), "0.00", True, "won"),
        ((agreed(amount=PART), back("40.00")), "0.00", True, "partial"),
        ((agreed(remedy="price-reduction"), back("40.00")), None, True, "partial"),
        ((back(None),), None, True, "won"),
    ],
)
def test_refunds_are_held_against_what_is_to_come(
    events: tuple[Event, ...], outstanding: str | None, is_settled: bool, result: str
) -> None:
    state = after(*events)
    assert (state.outstanding, state.is_settled, state.result) == (
        None if outstanding is None else Decimal(outstanding),
        is_settled,
        result,
    )


def test_refund_of_a_claim_that_named_no_sum_settles_it() -> None:
    state = after(back("5.00"), remedy="price-reduction")
    assert (state.is_settled, state.result) == (True, "won")


def test_remedy_is_the_one_that_was_agreed_on() -> None:
    assert after(agreed(remedy="price-reduction")).remedy == "price-reduction"


def test_agreement_to_keep_the_goods_sends_nothing_back() -> None:
    assert after(applied(), agreed(remedy="price-reduction", amount=PART)).phase == "refunding"


OFFER = event("offered", 3, amount=PART)


def test_offer_is_open_until_it_is_answered() -> None:
    assert after(applied(), OFFER).offer == OFFER


@pytest.mark.parametrize(
    "answer",
    [
        event("sent", 4),
        event("agreed", 4),
        event("refused", 4),
        event("applied", 4),
        event("escalated", 4, rung="platform"),
        event("refunded", 4),
        event("decided", 4, outcome="lost"),
        event("offered", 4, by="buyer", amount=PART),
    ],
    ids=lambda one: one.kind,
)
def test_offer_is_closed_by_what_answers_it(answer: Event) -> None:
    assert after(applied(), OFFER, answer).offer is None


def test_offer_stays_open_whatever_is_noted() -> None:
    assert after(applied(), OFFER, event("noted", 4, note="x")).offer == OFFER


def test_later_offer_takes_the_place_of_the_first() -> None:
    later = event("offered", 4, amount=Decimal("60.00"))
    assert after(OFFER, later).offer == later


@pytest.mark.parametrize("rung", ["payment", "report", "courier", "12305"])
def test_side_door_moves_no_phase(rung: str) -> None:
    assert after(applied(), event("escalated", 2, rung=rung)).phase == "applied"


@pytest.mark.parametrize("kind", ["escalated", "decided"])
def test_side_door_is_no_rung_of_the_case(kind: str) -> None:
    side = event(kind, 3, rung="report", outcome="won")
    state = after(applied(), event("escalated", 2, rung="platform"), side)
    assert (state.phase, state.escalation.rung if state.escalation else None, state.decision) == (
        "disputed",
        "platform",
        None,
    )


@pytest.mark.parametrize(
    ("rung", "phase"),
    [("platform-appeal", "disputed"), ("association", "authority"), ("arbitration", "court")],
)
def test_rung_begins_its_phase(rung: str, phase: str) -> None:
    assert after(event("escalated", rung=rung)).phase == phase


def test_applications_and_withdrawals_keep_the_state_they_were_made_in() -> None:
    events = applied(), event("withdrawn", 2), event("completed", 3), applied(None, 4)
    state = after(*events)
    assert (state.applied_in, state.withdrawn_in) == (("delivered", "completed"), ("delivered",))


def test_application_that_a_case_was_opened_after_counts() -> None:
    known = case().order.moments
    opened = case(moments={**known, "applied": known["delivered"]})
    assert fold(opened).applied_in == ("delivered",)


@pytest.mark.parametrize(
    ("state", "remedy", "left"),
    [("in-transit", "resend", "delivered"), ("completed", "exchange", "completed")],
)
def test_replacement_moves_an_order_that_had_not_come_so_far(
    state: str, remedy: str, left: str
) -> None:
    granted = (event("agreed", 9), event("received", 10), event("delivered", 12))
    found = fold(case(*granted, remedy=remedy, state=state, moments={}))
    assert found.order.state == left


def test_replacement_leaves_the_seller_with_nothing_of_the_buyers() -> None:
    found = after(
        event("returned", 9), event("received", 10), event("shipped", 12), remedy="exchange"
    )
    assert (found.returned, found.received) == (None, None)
