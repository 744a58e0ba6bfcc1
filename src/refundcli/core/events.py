"""What can happen in a case (事件): one table of what each event carries, moves and may follow."""

from collections.abc import Mapping
from datetime import datetime

from refundcli.core.values import dataclass, field

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

DECISIONS = ("won", "partial", "lost")
"""What a rung decides, from the buyer's side."""

FREIGHT = ("buyer", "seller")
"""Who pays the way back."""

OFFERERS = ("seller", "buyer")
"""Who makes an offer; the buyer's is a counter-offer."""

PLATFORM_RUNGS = ("platform", "platform-appeal")
"""Rungs on the platform itself: only these hold or end its clocks."""

SIDE_RUNGS = ("payment", "report", "courier", "12305")
"""Side doors: they run beside the case and move no phase of it."""

RUNGS = (
    "seller",
    *PLATFORM_RUNGS,
    "12315",
    "association",
    "arbitration",
    "court",
    *SIDE_RUNGS,
)
"""Every rung (维权途径) that a case may go to, upwards; the side doors last."""

RETURNING = frozenset({"return-refund", "exchange", "repair"})
"""Remedies under which goods go back, where the rulebook's own list is not at hand."""

REPLACING = frozenset({"exchange", "repair", "resend"})
"""Remedies that end with goods, not with money."""

NOT_TO_THE_SELLER = ("platform", "authority", "court")
"""Stages of letters that go elsewhere: they ask nothing of the seller."""

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
    **dict.fromkeys(PLATFORM_RUNGS, "disputed"),
    "12315": "authority",
    "association": "authority",
    "arbitration": "court",
    "court": "court",
}
"""The phase that going to a rung begins; one that a file names and nobody knows is an authority."""

_GRANTED_BY: Mapping[str, str] = {"won": GRANTED, "partial": GRANTED}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened at an instant; never changed, only added."""

    id: str
    at: datetime
    kind: str
    carries: Mapping[str, object] = field(default_factory=dict)

    @property
    def rung(self) -> str | None:
        """The rung it speaks of, where it carries one."""
        found = self.carries.get("rung")
        return found if isinstance(found, str) else None

    @property
    def by(self) -> str:
        """Who acts in an offer: the seller, unless it says that the buyer makes it."""
        return str(self.carries.get("by", OFFERERS[0]))


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
    order on to the state *moves_to*. *sends_goods_back*: only where the remedy returns goods. It *stops* the clocks
    of the case's own that it names: `asked`, `promised`, `evidence`, `offer`. The rulebook's timers name themselves
    what starts, ends, holds and resumes them; `refunded` and `closed` end every one.
    """

    actor: str
    carries: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    phases: frozenset[str] = _OPEN
    becomes: str | Pick | None = None
    leaves: frozenset[str] = _OPEN
    moves_to: str | None = None
    sends_goods_back: bool = False
    stops: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys it may carry; a note goes with every event."""
        return self.carries if "note" in self.carries else (*self.carries, "note")


EVENTS: Mapping[str, EventKind] = {
    "paid": EventKind("buyer", moves_to="unshipped"),
    "shipped": EventKind(
        "seller", ("courier", "waybill"), moves_to="in-transit", stops=("promised",)
    ),
    "delivered": EventKind("courier", moves_to="delivered"),
    "completed": EventKind("buyer", moves_to="completed"),
    "drafted": EventKind("buyer", ("stage", "text", "respond_by")),
    "sent": EventKind(
        "buyer",
        ("stage", "respond_by", "channel", "text"),
        becomes="asking",
        leaves=frozenset({"preparing"}),
        stops=("offer",),
    ),
    "applied": EventKind(
        "buyer",
        ("remedy", "reason", "amount", "attempt", "reference"),
        phases=_OPEN - {"court"},
        becomes="applied",
        stops=("asked", "promised", "offer"),
    ),
    "replied": EventKind("seller", ("words", "excuse", "rung", "reference"), stops=("asked",)),
    "agreed": EventKind(
        "seller",
        ("remedy", "amount", "address", "freight", "words"),
        phases=_OPEN - {"refunding"},
        becomes=GRANTED,
        stops=("asked", "promised", "offer"),
    ),
    "refused": EventKind(
        "seller",
        ("words", "excuse"),
        becomes=BACK,
        leaves=frozenset({"returning", "refunding"}),
        stops=("asked", "promised", "offer"),
    ),
    "offered": EventKind(
        "seller",
        ("amount", "remedy", "words", "by", "respond_by", "until"),
        stops=("asked", "offer"),
    ),
    "promised": EventKind("seller", ("promised_by", "words"), stops=("asked",)),
    "returned": EventKind(
        "buyer",
        ("courier", "waybill", "address"),
        phases=_OPEN - {"refunding"},
        becomes="returning",
        leaves=_BEFORE_A_RUNG | {"disputed"},
        sends_goods_back=True,
        stops=("offer",),
    ),
    "received": EventKind(
        "seller",
        phases=_OPEN - {"refunding"},
        becomes="refunding",
        leaves=_BEFORE_A_RUNG | {"disputed"},
        sends_goods_back=True,
        stops=("asked", "promised", "offer"),
    ),
    "refunded": EventKind(
        "seller",
        ("amount", "channel", "reference"),
        becomes="refunding",
        leaves=_BEFORE_A_RUNG,
        stops=("asked", "promised", "offer"),
    ),
    "escalated": EventKind(
        "buyer",
        ("rung", "reference", "channel"),
        ("rung",),
        becomes=Pick("rung", PHASE_OF_RUNG, "authority"),
        stops=("asked", "promised", "offer"),
    ),
    "evidence-asked": EventKind("platform", ("rung", "due", "words"), phases=_STARTED),
    "decided": EventKind(
        "platform",
        ("rung", "outcome", "amount", "words"),
        ("outcome",),
        phases=_STARTED,
        becomes=Pick("outcome", _GRANTED_BY),
        stops=("promised", "evidence", "offer"),
    ),
    "extended": EventKind("platform", ("deadline", "due", "why"), ("deadline", "due")),
    "withdrawn": EventKind(
        "buyer", phases=_STARTED, becomes=BACK, leaves=_ON_THE_PLATFORM, stops=("offer",)
    ),
    "snoozed": EventKind("buyer", ("until",), ("until",)),
    "noted": EventKind("buyer", ("note",), ("note",), phases=_ALL),
    "evidence": EventKind("buyer", ("reference",), phases=_ALL, stops=("evidence",)),
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
