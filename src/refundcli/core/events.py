"""What can happen in a case (事件): one table of what each event carries, moves and may follow."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

PHASES = (
    "preparing",
    "asking",
    "applied",
    "returning",
    "refunding",
    "disputed",
    "authority",
    "court",
    "closed",
)
"""Phases of a case, as the vocabulary has them."""

OUTCOMES = ("won", "partial", "lost", "expired", "dropped")
"""How a case ended, or what a rung decided."""

FREIGHT = ("buyer", "seller")
"""Who pays the way back."""

RETURNING = frozenset({"return-refund", "exchange", "repair"})
"""Remedies under which goods go back, where the rulebook's own list is not at hand."""

GRANTED = "granted"
"""Not a phase: `returning` where goods must still go back, else `refunding`."""
BACK = "back"
"""Not a phase: where the application, or the letters alone, leave the case."""
RESUMED = "resumed"
"""Not a phase: the one that the case was closed in."""

_OPEN = frozenset(PHASES) - {"closed"}
_ALL = frozenset(PHASES)
_STARTED = _OPEN - {"preparing", "asking"}
_ON_THE_PLATFORM = frozenset({"applied", "returning", "refunding", "disputed"})
_BEFORE_A_RUNG = frozenset({"preparing", "asking", "applied", "returning", "refunding"})

PHASE_OF_RUNG: Mapping[str, str] = {
    "platform": "disputed",
    "arbitration": "court",
    "court": "court",
}
"""The phase that going to a rung begins; every other rung is an authority."""

_GRANTED_BY: Mapping[str, str] = {"won": GRANTED, "partial": GRANTED}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at an instant; never changed, only added."""

    id: str
    at: datetime
    kind: str
    carries: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Pick:
    """The phase that follows is picked by what the event carries under *key*; None: it stays."""

    key: str
    phases: Mapping[str, str]
    otherwise: str | None = None


@dataclass(frozen=True, slots=True)
class EventKind:
    """A line of the table: whose act it is, what it carries, and what it moves.

    It makes sense in *phases*. Coming from one of *leaves* the case goes to *becomes*. It moves the
    order on to the state *moves_to*. *sends_goods_back*: only where the remedy returns goods.
    """

    actor: str
    carries: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    phases: frozenset[str] = _OPEN
    becomes: str | Pick | None = None
    leaves: frozenset[str] = _OPEN
    moves_to: str | None = None
    sends_goods_back: bool = False

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys it may carry; a note goes with every event."""
        return self.carries if "note" in self.carries else (*self.carries, "note")


EVENTS: Mapping[str, EventKind] = {
    "paid": EventKind("buyer", moves_to="unshipped"),
    "shipped": EventKind("seller", ("courier", "waybill"), moves_to="in-transit"),
    "delivered": EventKind("courier", moves_to="delivered"),
    "completed": EventKind("buyer", moves_to="completed"),
    "drafted": EventKind("buyer", ("stage", "text", "respond_by")),
    "sent": EventKind(
        "buyer",
        ("stage", "respond_by", "channel", "text"),
        becomes="asking",
        leaves=frozenset({"preparing"}),
    ),
    "applied": EventKind(
        "buyer",
        ("remedy", "reason", "amount", "attempt", "reference"),
        phases=_OPEN - {"court"},
        becomes="applied",
    ),
    "replied": EventKind("seller", ("words", "excuse")),
    "agreed": EventKind(
        "seller",
        ("address", "freight", "words"),
        phases=_OPEN - {"refunding"},
        becomes=GRANTED,
    ),
    "refused": EventKind(
        "seller",
        ("words", "excuse"),
        becomes=BACK,
        leaves=frozenset({"returning", "refunding"}),
    ),
    "offered": EventKind("seller", ("amount", "remedy", "words")),
    "promised": EventKind("seller", ("promised_by", "words")),
    "returned": EventKind(
        "buyer",
        ("courier", "waybill", "address"),
        phases=_OPEN - {"refunding"},
        becomes="returning",
        leaves=_BEFORE_A_RUNG | {"disputed"},
        sends_goods_back=True,
    ),
    "received": EventKind(
        "seller",
        phases=_OPEN - {"refunding"},
        becomes="refunding",
        leaves=_BEFORE_A_RUNG | {"disputed"},
        sends_goods_back=True,
    ),
    "refunded": EventKind(
        "seller", ("amount", "channel", "reference"), becomes="refunding", leaves=_BEFORE_A_RUNG
    ),
    "escalated": EventKind(
        "buyer",
        ("rung", "reference", "channel"),
        ("rung",),
        becomes=Pick("rung", PHASE_OF_RUNG, "authority"),
    ),
    "evidence-asked": EventKind("platform", ("rung", "due", "words"), phases=_STARTED),
    "decided": EventKind(
        "platform",
        ("rung", "outcome", "amount", "words"),
        ("outcome",),
        phases=_STARTED,
        becomes=Pick("outcome", _GRANTED_BY),
    ),
    "extended": EventKind("platform", ("deadline", "due", "why"), ("deadline", "due")),
    "withdrawn": EventKind("buyer", phases=_STARTED, becomes=BACK, leaves=_ON_THE_PLATFORM),
    "snoozed": EventKind("buyer", ("until",), ("until",)),
    "noted": EventKind("buyer", ("note",), ("note",), phases=_ALL),
    "evidence": EventKind("buyer", ("reference",), phases=_ALL),
    "amended": EventKind("buyer", ("set",), ("set",), phases=_ALL),
    "retracted": EventKind("buyer", ("event",), ("event",), phases=_ALL),
    "closed": EventKind("buyer", ("outcome", "amount"), ("outcome",), becomes="closed"),
    "reopened": EventKind(
        "buyer",
        phases=frozenset({"closed"}),
        becomes=RESUMED,
        leaves=frozenset({"closed"}),
    ),
}
"""Every event, in the order a case goes through them."""
