"""The money of a case: paid, asked for, offered, received."""

from decimal import Decimal

from refundcli.core.case_state import CaseState
from refundcli.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Sums:
    """Yuan; None is not known. `offered` is the seller's last offer, `missing` what is still to come."""

    paid: Decimal | None
    asked: Decimal | None
    offered: Decimal | None
    received: Decimal
    missing: Decimal | None


def sums(state: CaseState) -> Sums:
    """Return the money of a case as it stands."""
    offers = (one for one in reversed(state.events) if one.kind == "offered" and one.by == "seller")
    named = (one.carries.get("amount") for one in offers)
    return Sums(
        paid=state.order.paid,
        asked=state.asked,
        offered=next((one for one in named if isinstance(one, Decimal)), None),
        received=state.refunded,
        missing=state.outstanding,
    )
