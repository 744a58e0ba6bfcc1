"""Cases in the words of the shipped rules, for properties of lines and of the index."""

from datetime import datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from refundcli.core.case import ALPHABET, Case
from refundcli.core.case_values import state_of
from refundcli.core.events import Event
from refundcli.core.order import PURPOSES, Claim, Order
from refundcli.core.periods import beijing

FIRST = beijing(2025, 12, 1)
REASONS = ("quality", "not-as-described", "no-reason", "change-of-mind", "late-shipment")
REMEDIES = ("cancel", "refund-only", "return-refund", "price-reduction")
PLATFORMS = ("taobao", "1688", "pinduoduo")
_KINDS: dict[str, dict[str, object]] = {
    "sent": {"stage": "first"},
    "applied": {},
    "agreed": {},
    "refused": {"words": "拆封不退"},
    "returned": {"courier": "SF", "waybill": "1"},
    "received": {},
    "refunded": {"amount": Decimal("9.90")},
    "escalated": {"rung": "platform"},
    "extended": {"deadline": "asked"},
    "snoozed": {},
    "noted": {"note": "x"},
    "closed": {"outcome": "won"},
    "reopened": {},
}
_TIMES = {"sent": "respond_by", "extended": "due", "snoozed": "until"}

INSTANTS = st.integers(0, 500 * 24).map(lambda hours: FIRST + timedelta(hours=hours))
"""Instants around which the shipped rules change."""


@st.composite
def real_cases(draw: st.DrawFn, id: str = "tb-7k2m") -> Case:
    """Draw a case that the shipped rules can judge."""
    begun = draw(INSTANTS)
    names = ("paid", "shipped", "delivered", "completed")
    known = names[: draw(st.integers(0, 4))]
    moments: dict[str, datetime] = {}
    at = begun
    for name in known:
        at += timedelta(hours=draw(st.integers(1, 200)))
        moments[name] = at
    told = Order(draw(st.sampled_from(PLATFORMS)), "unpaid", moments=moments)
    claim = Claim(
        draw(st.sampled_from(REASONS)),
        draw(st.sampled_from(REMEDIES)),
        draw(st.none() | st.sampled_from(PURPOSES)),
    )
    order = Order(told.platform, state_of(told), paid=Decimal("50.00"), moments=moments)
    return Case(id, at, order, claim, draw(_events(at)))


@st.composite
def _events(draw: st.DrawFn, at: datetime) -> tuple[Event, ...]:
    found = []
    for number, kind in enumerate(draw(st.lists(st.sampled_from(sorted(_KINDS)), max_size=5))):
        at += timedelta(hours=draw(st.integers(1, 100)))
        carries = dict(_KINDS[kind])
        if kind in _TIMES:
            carries[_TIMES[kind]] = at + timedelta(hours=draw(st.integers(1, 100)))
        found.append(Event(f"{at:%Y%m%dT%H%M%S}-222{ALPHABET[number]}", at, kind, carries))
    return tuple(found)
