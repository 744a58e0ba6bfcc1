"""What an assessment found, clause by clause, as values."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from refundcli.core.order import When
from refundcli.core.rulebook import Multiple, Provision
from refundcli.core.rules import Choice, Citation, Ground, Length, Note, Path, Timer
from refundcli.core.text import Said, Text, say
from refundcli.core.values import dataclass

OUTCOMES = ("pass", "fail", "unknown")
_RUNGS_THAT_ANSWER = ("platform", "12315", "court", "courier")
"""Rungs with a time of their own, after which something else is open than after the seller's."""

VERDICTS = ("eligible", "conditional", "negotiable", "unavailable")


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition of a ground, judged: what it asks, the fact used, and what would turn a fail.

    `outcome` is pass, fail or unknown; `question` is the id of the question that settles an unknown.
    """

    clause: str
    outcome: str
    says: Said
    fact: Said | None = None
    flips: Said | None = None
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period that runs: who must act, until when, and what then (截止时间).

    `due` is the earliest bound where the buyer must act and the latest where somebody else must.
    An end of day is 00:00 of the next day. `computed` is the rule's own value where an `extended`
    event set another; `is_paused` marks a timer that an event holds. `only_if` are conditions of which it
    is not known that they hold: such a clock is shown, but only a buyer's own counts, on the safe side. `rung` is the
    one whose time it is. `changed` says that the version in force now gives another length than the one that governs.
    `ended_by` are the events that end it.
    """

    id: str
    actor: str
    kind: str
    title: Said | Text
    started_by: str
    started_at: When
    earliest: datetime
    latest: datetime
    on_expiry: str
    rule: str
    derivation: tuple[Said, ...]
    version: date | None = None
    cites: tuple[Citation, ...] = ()
    computed: datetime | None = None
    is_paused: bool = False
    only_if: tuple[Said, ...] = ()
    rung: str | None = None
    changed: Said | None = None
    ended_by: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether it runs for certain: not on hold, and under no condition that is open."""
        return not self.is_paused and not self.only_if

    @property
    def is_the_buyers(self) -> bool:
        """Whether a right of the buyer's is lost with it; with any other one a lever is gained."""
        return self.actor == "buyer" and self.on_expiry != "may-escalate"

    @property
    def drives(self) -> bool:
        """Whether something is driven by it: the buyer's own count in doubt too, a time bar only in a list."""
        is_sure = self.is_sure or (self.is_the_buyers and not self.is_paused)
        return is_sure and self.on_expiry != "time-barred"

    @property
    def is_door(self) -> bool:
        """Whether its end opens the platform to the buyer, and asks nobody to act."""
        return self.actor == "platform" and self.rung is None and self.on_expiry == "may-escalate"

    @property
    def due(self) -> datetime:
        """When it counts as over: early for the buyer's own acts, late for everybody else's."""
        return self.earliest if self.actor == "buyer" else self.latest

    @property
    def then(self) -> Said:
        """What its end brings about: by the rung whose time it is, else by whether the law sets it."""
        if self.on_expiry != "may-escalate":
            return say(f"expiry-{self.on_expiry}")
        if self.rung in _RUNGS_THAT_ANSWER:
            return say(f"expiry-may-escalate-{self.rung}")
        return say("expiry-may-escalate-law" if self.kind == "law" else "expiry-may-escalate")


@dataclass(frozen=True, slots=True)
class Finding:
    """A ground, judged: holds, fails or unknown.

    `counts` is False for a promise that the buyer has not spoken of.
    """

    ground: Ground
    outcome: str
    clauses: tuple[Clause, ...]
    window: Deadline | None = None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class RemedyVerdict:
    """A remedy the buyer could ask for, with its own verdict and the last moment to apply."""

    remedy: str
    verdict: str
    apply_by: datetime | None


@dataclass(frozen=True, slots=True)
class Basis:
    """A provision behind a ground that has not failed: `use` is cite or reserve.

    `rests_on` is the outcome of the ground it stands behind: holds or unknown; `is_stated` says whether
    the buyer has stated every fact that the ground needs.
    """

    provision: Provision
    text: str | None
    use: str
    because: Text | None
    rests_on: str
    cites: tuple[Citation, ...]
    is_stated: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """A question that settles an unknown, and the flag that answers it."""

    id: str
    asks: Said | Text
    flag: str
    help: Said | Text | None = None


@dataclass(frozen=True, slots=True)
class TimerPreview:
    """A timer that would run, with the length that the facts give (None: it depends)."""

    timer: Timer
    lasts: Length | None
    readings: tuple[Length, ...]
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Award:
    """Damages that a provision gives beyond the price: its *sum* where the price is known, exact to the fen.

    `use` is cite or reserve; `facts` are those that must be shown and are not stated yet.
    """

    provision: str
    title: str
    multiple: Multiple
    sum: Decimal | None
    use: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claimable:
    """What a claim is worth: at most `cap` comes back, `freight` is who pays the way back (None: open)."""

    cap: Decimal | None
    asked: Decimal | None
    freight: str | None
    awards: tuple[Award, ...]

    @property
    def is_over_cap(self) -> bool:
        """Whether more is asked for than was paid."""
        return self.cap is not None and self.asked is not None and self.asked > self.cap


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of a claim (结论), argued: see `refundcli.core.verdict.assess`."""

    id: str
    as_of: datetime
    platform: str
    state: str
    reason: str
    remedy: str
    purpose: str | None
    summary: Said
    remedies: tuple[RemedyVerdict, ...]
    findings: tuple[Finding, ...]
    deadlines: tuple[Deadline, ...]
    timers: tuple[TimerPreview, ...]
    basis: tuple[Basis, ...]
    questions: tuple[Question, ...]
    evidence: tuple[Note, ...]
    paths: tuple[Path, ...]
    choices: tuple[Choice, ...]
    cautions: tuple[Note, ...]
    limits: tuple[Note, ...]
    would_change: tuple[Finding, ...]
    not_covered: tuple[Said | Text, ...]
    stale_sources: Mapping[str, date]
    claimable: Claimable = Claimable(None, None, None, ())
    better: tuple[Said, ...] = ()

    @property
    def apply_by(self) -> datetime | None:
        """The last safe moment to apply for the remedy asked for, where one is known."""
        return next((one.apply_by for one in self.remedies if one.remedy == self.remedy), None)
