"""What a journal comes to: where a case stands, and how much is asked, granted and back."""

from datetime import datetime
from decimal import Decimal

from refundcli.core.events import REPLACING, Event
from refundcli.core.order import STATES, Claim, Order
from refundcli.core.values import dataclass

_WHOLE = ("cancel", "refund-only", "return-refund")
"""Remedies that ask for all that was paid where no amount is named."""

_TWICE = ("in-transit", "delivered")
"""States of the order that goods sent in replacement go through once more."""


@dataclass(frozen=True, slots=True)
class CaseState:
    """What a journal comes to; folded from it, never stored.

    `events` are those that count, in order of time; `attempts` is how often the buyer applied, and
    `application` the event of the one that runs. `applied_in` and `withdrawn_in` are the order's states at each
    application and withdrawal, with the application that a case was opened after. `stage` and `respond_by` are those
    of the last letter sent. `refunded` is the sum of what came back; `has_unknown_refund`: of some the amount is not
    known. `target` and `granted` are the sums that would be reached with what was applied for, and with what was
    agreed or decided. `grant` is the consent or decision that stands, `offer` the seller's offer that nobody has
    answered. `replacements` are the shipments and deliveries of goods sent in place of others; they move the order
    no more. `escalation` and `decision` are the last of a main rung. `outcome` is there while the case is closed, and
    `closed_in` is the phase it was closed in.
    """

    order: Order
    claim: Claim
    phase: str
    events: tuple[Event, ...]
    attempts: int = 0
    application: Event | None = None
    stage: str | None = None
    respond_by: datetime | None = None
    returned: Event | None = None
    received: Event | None = None
    refunded: Decimal = Decimal(0)
    escalation: Event | None = None
    decision: Event | None = None
    snoozed_until: datetime | None = None
    outcome: str | None = None
    closed_in: str = "preparing"
    applied_in: tuple[str, ...] = ()
    withdrawn_in: tuple[str, ...] = ()
    has_unknown_refund: bool = False
    target: Decimal | None = None
    granted: Decimal | None = None
    grant: Event | None = None
    offer: Event | None = None
    replacements: tuple[Event, ...] = ()

    @property
    def asked(self) -> Decimal | None:
        """The sum, in yuan, that is asked for in all; None where it is not known."""
        if self.target is not None:
            return self.target
        if self.claim.amount is not None:
            return self.claim.amount
        return self.order.paid if self.claim.remedy in _WHOLE else None

    @property
    def expected(self) -> Decimal | None:
        """The sum, in yuan, that is to come in all: what was granted, else what is asked for."""
        if self.grant is None:
            return self.asked
        if self.granted is not None:
            return self.granted
        is_whole = self.grant.carries.get("outcome") != "partial" and self.remedy in _WHOLE
        return self.asked if is_whole else None

    @property
    def outstanding(self) -> Decimal | None:
        """What is still to come, in yuan, never below zero; None where it is not known."""
        if self.expected is None or self.has_unknown_refund:
            return None
        return max(self.expected - self.refunded, Decimal(0))

    @property
    def is_settled(self) -> bool:
        """Whether money came and nothing is known to be outstanding."""
        return self.last("refunded") is not None and not self.outstanding

    @property
    def result(self) -> str:
        """The outcome by what came back: `won` where it is all that was asked, else `partial` or `lost`."""
        if self.last("refunded") is None:
            return "lost"
        falls_short = self.asked is not None and self.refunded < self.asked
        return "partial" if falls_short and not self.has_unknown_refund else "won"

    @property
    def remedy(self) -> str:
        """The remedy that was granted, else the one that is asked for."""
        agreed = self.grant.carries.get("remedy") if self.grant is not None else None
        return str(agreed or self.claim.remedy)

    def is_again(self, moved: str | None) -> bool:
        """Return whether an event that moves an order to the state *moved* now tells of a replacement on its way."""
        if moved not in _TWICE or self.remedy not in REPLACING:
            return False
        is_due = self.received is not None or self.phase == "refunding"
        has_been = STATES.index(moved) <= STATES.index(self.order.state)
        return has_been and (is_due or bool(self.replacements))

    @property
    def is_open(self) -> bool:
        """Whether the case is not closed."""
        return self.phase != "closed"

    def last(self, *kinds: str) -> Event | None:
        """Return the latest event of *kinds* that counts."""
        return next((one for one in reversed(self.events) if one.kind in kinds), None)
