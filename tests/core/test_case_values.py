"""The values of a case: corrections, and an order's state among its moments."""

from decimal import Decimal

import pytest
from tests.builders_cases import at, order

from refundcli.core.case_values import carried, state_of, with_changes
from refundcli.core.order import Claim, Order
from refundcli.core.reading import Fault, Reader

CLAIM = Claim("quality", "return-refund", "personal", Decimal("9.00"), {"intact": True})


def changed(**changes: object) -> tuple[Order, Claim]:
    """Return order and claim after a correction; `order__paid` stands for `order.paid`."""
    named = {key.replace("__", "."): value for key, value in changes.items()}
    return with_changes(order(), CLAIM, named)


def read(kind: str, **carries: object) -> tuple[dict[str, object], list[Fault]]:
    """Return what is read of an event, and the faults."""
    faults: list[Fault] = []
    found = carried(Reader(carries, "file", "events.x", faults), kind)
    return dict(found), faults


@pytest.mark.parametrize(
    ("key", "wanted"),
    [("paid", None), ("item", None), ("item_kinds", ()), ("number", None)],
)
def test_empty_value_takes_a_key_of_the_order_away(key: str, wanted: object) -> None:
    """What was stated is not known any more."""
    found, _ = changed(**{f"order__{key}": ""})
    assert getattr(found, key) == wanted


def test_empty_value_takes_a_key_of_the_claim_away() -> None:
    """Amount, purpose and facts."""
    _, found = changed(claim__amount="", claim__purpose="", claim__facts__intact="")
    assert (found.amount, found.purpose, found.facts) == (None, None, {})


def test_empty_value_takes_a_moment_away() -> None:
    """The state that was stated stays."""
    found, _ = changed(order__delivered_at="")
    assert (found.state, found.moments) == ("delivered", {})


def test_nothing_paid_is_a_sum() -> None:
    """Zero is not "not known"."""
    found, _ = changed(order__paid=Decimal("0.00"))
    assert found.paid == Decimal("0.00")


def test_state_set_back_takes_the_later_moments_away() -> None:
    """It was not delivered after all; the application stays."""
    moments = {"shipped": at(1), "delivered": at(2), "applied": at(3)}
    found, _ = with_changes(order(moments=moments), CLAIM, {"order.state": "in-transit"})
    assert (found.state, set(found.moments)) == ("in-transit", {"shipped", "applied"})


def test_moment_set_beside_an_earlier_state_wins() -> None:
    """Whatever their order in the correction."""
    found, _ = changed(order__delivered_at=at(2), order__state="unshipped")
    assert (found.state, found.moments) == ("delivered", {"delivered": at(2)})


@pytest.mark.parametrize("moment", ["ordered", "paid", "shipped", "delivered", "completed"])
def test_state_is_never_before_a_moment(moment: str) -> None:
    """The later of both."""
    assert state_of(order(state="completed", moments={moment: at(1)})) == "completed"


def test_correction_may_be_written_as_tables() -> None:
    """As a hand edit would."""
    found, faults = read("amended", set={"order": {"item": "x"}, "claim": {"facts": {"a": False}}})
    assert (found, faults) == ({"set": {"order.item": "x", "claim.facts.a": False}}, [])


def test_empty_list_takes_the_kinds_away() -> None:
    """As the empty text does."""
    assert read("amended", set={"order.item_kinds": []})[0] == {"set": {"order.item_kinds": ""}}


def test_fault_of_a_correction_names_its_key() -> None:
    """The event, `set`, the key."""
    _, faults = read("amended", set={"order.paid": "much"})
    assert [one.key for one in faults] == ["events.x.set.order.paid"]


def test_what_is_needed_and_empty_is_a_fault() -> None:
    """Once, and not where the value is wrong anyhow."""
    assert [one.what.key for one in read("noted", note="")[1]] == ["fault-missing"]
    assert [one.what.key for one in read("noted", note=1)[1]] == ["fault-type"]
