"""The order as it stands and what the buyer claims."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from refundcli.core.values import dataclass, field

STATES = ("unpaid", "unshipped", "in-transit", "delivered", "completed")
"""Order states (订单状态), in the order an order goes through them."""

PURPOSES = ("personal", "business")
"""Purpose of the purchase (购买用途): 生活消费 or 转售/生产经营. It decides whose law may be cited."""

MOMENTS = ("ordered", "paid", "shipped", "delivered", "completed", "applied")
"""The times of an order's life that a buyer may state; `applied` is the application on the platform."""

STATE_OF_MOMENT: Mapping[str, str] = {
    "ordered": "unpaid",
    "paid": "unshipped",
    "shipped": "in-transit",
    "delivered": "delivered",
    "completed": "completed",
}
"""The order state that begins with a moment."""

When = datetime | date
"""An instant with offset, or a day alone where the hour is not known (Beijing time)."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order (订单). Everything but the platform and the state may be unknown."""

    platform: str
    state: str
    number: str | None = None
    seller: str | None = None
    item: str | None = None
    item_kinds: tuple[str, ...] = ()
    paid: Decimal | None = None
    moments: Mapping[str, When] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """What the buyer asks (诉求): reason, remedy, purpose, amount and the facts he or she states."""

    reason: str
    remedy: str
    purpose: str | None = None
    amount: Decimal | None = None
    facts: Mapping[str, bool] = field(default_factory=dict)


def has_reached(state: str, moment: str) -> bool:
    """Return whether an order in *state* has passed *moment*.

    >>> has_reached("in-transit", "delivered")
    False
    """
    return STATES.index(state) >= STATES.index(STATE_OF_MOMENT[moment])
