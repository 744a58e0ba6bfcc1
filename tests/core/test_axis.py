"""The axis of a case: what counts on it, and where it is known from."""

from decimal import Decimal
from typing import Any

import pytest
from tests.builders_cases import at, case, event

from refundcli.core.axis import IN_PART, Happening, axis_of
from refundcli.core.case import fold
from refundcli.core.events import Event
from refundcli.core.text import say


def axis(*events: Event) -> tuple[Happening, ...]:
    """Return the axis of a case whose delivery is known from its opening."""
    return axis_of(fold(case(*events)))


def test_moment_of_the_opening_is_known_from_the_order() -> None:
    assert [(one.kind, one.source) for one in axis()] == [("delivered", say("known-from-order"))]


def test_event_is_known_from_the_buyers_entry() -> None:
    sent = event("sent")
    assert axis(sent)[-1].source == say("known-from-event", id=sent.id)


def test_corrected_moment_is_known_from_the_correction() -> None:
    fixed = event("amended", set={"order.delivered_at": at(9, day=21)})
    found = next(one for one in axis(fixed) if one.kind == "delivered")
    assert (found.at, found.source) == (
        at(9, day=21),
        say("known-from-correction", id=fixed.id),
    )


def test_corrected_event_is_known_from_the_correction() -> None:
    done = event("completed", 9)
    fixed = event("amended", 12, set={"order.completed_at": at(10)})
    found = next(one for one in axis(done, fixed) if one.kind == "completed")
    assert (found.at, found.source) == (at(10), say("known-from-correction", id=fixed.id))


def test_correction_of_nothing_is_no_source() -> None:
    assert axis(event("amended", set="x"))[0].source == say("known-from-order")


@pytest.mark.parametrize(("amount", "kind"), [("100.00", IN_PART), ("128.00", "refunded")])
def test_refund_that_leaves_something_to_come_is_one_in_part(amount: str, kind: str) -> None:
    assert axis(event("refunded", amount=Decimal(amount)))[-1].kind == kind


@pytest.mark.parametrize(
    ("rung", "so"), [(None, True), ("platform", True), ("platform-appeal", True), ("court", False)]
)
def test_happening_may_count_for_the_platform(rung: str | None, so: bool) -> None:
    carries: dict[str, Any] = {} if rung is None else {"rung": rung}
    found = axis(event("decided", outcome="lost", **carries))
    assert (found[-1].is_of_the_platform, found[-1].carries_rung) == (so, rung)


def test_moment_is_of_no_rung() -> None:
    assert (axis()[0].is_of_the_platform, axis()[0].carries_rung) == (True, None)


def test_replacement_is_no_moment_of_the_order() -> None:
    sent = event("shipped", 11), event("delivered", 12)
    found = axis_of(fold(case(event("received"), *sent, remedy="exchange")))
    assert [(one.kind, one.is_again) for one in found] == [
        ("delivered", False),
        ("received", False),
        ("shipped", True),
        ("delivered", True),
    ]
