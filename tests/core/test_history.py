"""Everything that was ever recorded in a case."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from tests.builders_cases import CASES, at, case, event

from refundcli.core.case import Case, live_events
from refundcli.core.history import Change, history, value_at
from refundcli.core.order import Claim, Order
from refundcli.core.values import replace


@settings(max_examples=20)
@given(CASES)
def test_history_holds_every_event_once_in_the_order_of_writing(case: Case) -> None:
    found = history(case)
    assert [one.event.id for one in found] == sorted(one.id for one in case.events)
    counting = {one.event.id for one in found if not one.is_retracted}
    assert {one.id for one in live_events(case.events)} <= counting


def test_retraction_knows_what_it_took_back() -> None:
    refused = event("refused", 10)
    undo = event("retracted", 11, event=refused.id)
    redo = event("retracted", 12, event=undo.id)
    undone, redone = history(case(refused, undo)), history(case(refused, undo, redo))
    assert [(one.is_retracted, one.target) for one in undone] == [(True, None), (False, refused)]
    assert [(one.is_retracted, one.target) for one in redone] == [
        *((False, None), (True, refused)),
        (False, undo),
    ]


def test_correction_has_the_old_and_the_new_value() -> None:
    first = event("amended", 10, set={"order.paid": Decimal("99.00"), "claim.facts.intact": True})
    second = event("amended", 11, set={"order.paid": ""})
    found = history(case(first, second))
    assert found[0].changes == (
        Change("order.paid", Decimal("128.00"), Decimal("99.00")),
        Change("claim.facts.intact", None, True),
    )
    assert found[1].changes == (Change("order.paid", Decimal("99.00"), None),)


def test_old_value_is_the_one_known_when_it_was_written() -> None:
    later = event("amended", 12, set={"order.item": "b"})
    forgotten = replace(event("amended", 9, set={"order.item": "a"}), id="20261124T090000-zzzz")
    found = {one.recorded_at: one.changes for one in history(case(later, forgotten))}
    assert found[at(12)] == (Change("order.item", None, "b"),)
    assert found[at(9, day=24)] == (Change("order.item", None, "a"),)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("order.platform", "taobao"),
        ("order.delivered_at", at(10)),
        ("order.item_kinds", None),
        ("order.seller", None),
        ("claim.reason", "quality"),
        ("claim.facts.intact", False),
    ],
)
def test_value_is_found_by_its_key(key: str, value: object) -> None:
    order = Order("taobao", "delivered", moments={"delivered": at(10)})
    claim = Claim("quality", "repair", facts={"intact": False})
    assert value_at(order, claim, key) == value
