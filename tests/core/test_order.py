"""The order and the way through its states."""

import pytest

from refundcli.core.order import MOMENTS, STATE_OF_MOMENT, STATES, Order, has_reached


@pytest.mark.parametrize(
    ("state", "moment", "expected"),
    [
        ("unpaid", "ordered", True),
        ("unpaid", "paid", False),
        ("in-transit", "shipped", True),
        ("in-transit", "delivered", False),
        ("completed", "paid", True),
    ],
)
def test_order_has_reached_the_moments_up_to_its_state(
    state: str, moment: str, expected: bool
) -> None:
    assert expected == has_reached(state, moment)


def test_order_state_begins_with_a_moment_of_its_own() -> None:
    assert tuple(STATE_OF_MOMENT.values()) == STATES


def test_order_moments_are_those_of_the_states_and_the_application() -> None:
    assert (*STATE_OF_MOMENT, "applied") == MOMENTS


def test_order_needs_no_more_than_platform_and_state() -> None:
    order = Order("taobao", "delivered")
    expected = (None, None, None)
    assert expected == (order.number, order.seller, order.paid)
