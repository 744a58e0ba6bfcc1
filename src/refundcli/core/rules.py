"""The shapes of a rule: conditions, periods, grounds, timers and notes, each with its citations."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from refundcli.core import units
from refundcli.core.text import Text
from refundcli.core.values import dataclass, field

KINDS = ("law", "platform", "promise")
"""Kinds of rule (依据种类); only `law` may be called law."""

ON_EXPIRY = (
    "agreed",
    "refunded",
    "closed",
    "completed",
    "may-escalate",
    "lapses",
    "time-barred",
)
"""What a timer's end brings about; time-barred: a court need enforce the claim no more (诉讼时效)."""

GOVERNING = ("ordered", "paid", "shipped", "delivered", "completed", "applied", "now")
"""The days that may pick the version in force."""

USES = ("cite", "reserve")
"""How a letter may use a provision: rely on it, or name it as reserved."""


Length = units.Length
"""A length of time and its unit."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where values come from (来源), when it was published and when somebody last read it."""

    id: str
    title: str
    publisher: str
    read_on: date
    quality: str
    published: date | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and the place in it, or its words (出处)."""

    source: Source
    at: str | None = None
    says: str | None = None


@dataclass(frozen=True, slots=True)
class Within:
    """The application is made within *lasts* of the moment *after*."""

    after: str
    lasts: Length


@dataclass(frozen=True, slots=True)
class ExcludedIf:
    """These kinds of item are out where *fact* is so."""

    items: tuple[str, ...]
    fact: str


@dataclass(frozen=True, slots=True)
class Conditions:
    """What must be so for a rule to count; an empty field asks nothing. Each field is one clause."""

    states: tuple[str, ...] = ()
    remedies: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    excludes_if: tuple[ExcludedIf, ...] = ()
    needs: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    paid_up_to: Decimal | None = None
    paid_over: Decimal | None = None
    within: Within | None = None
    beyond: Within | None = None


@dataclass(frozen=True, slots=True)
class Hours:
    """Answering hours of a platform: outside them an answer falls into the next day's *answers*.

    Times of day are minutes after 00:00 Beijing time.
    """

    opens: int
    closes: int
    answers: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a period: its length (None: abolished), where it begins, and who says so."""

    lasts: Length | None
    start: str = "instant"
    hours: Hours | None = None
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """The period to apply in, in one version: in force from *since* until before *until*."""

    since: date
    until: date | None
    governed_by: str
    after: str
    reading: Reading
    also: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A timer's length where its conditions hold; the first band that holds decides."""

    conditions: Conditions
    reading: Reading
    also: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class TimerVersion:
    """A timer's bands as they were in force from *since* until before *until*."""

    since: date
    until: date | None
    governed_by: str | None
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class ProvisionUse:
    """A provision behind a ground, how a letter may use it, and why it helps."""

    id: str
    use: str
    because: Text | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """One complete basis on which a remedy can be demanded (依据). Its id is `<file>/<id>`."""

    id: str
    kind: str
    title: Text
    grants: tuple[str, ...]
    conditions: Conditions
    windows: tuple[Window, ...] = ()
    provisions: tuple[ProvisionUse, ...] = ()
    freight: str | None = None
    proof: Text | None = None
    cites: tuple[Citation, ...] = ()
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Timer:
    """A period that starts with an event in a case and ends with a consequence (时限).

    `restarts` says whether a further start begins it anew; else it runs from the first.
    """

    id: str
    rule: str
    kind: str
    actor: str
    title: Text
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    pauses: tuple[str, ...]
    resumes: tuple[str, ...]
    conditions: Conditions
    on_expiry: str
    versions: tuple[TimerVersion, ...]
    rung: str | None = None
    is_own: bool = False
    restarts: bool = True


@dataclass(frozen=True, slots=True)
class Offer:
    """Remedies that the platform's pages offer where the conditions hold."""

    conditions: Conditions
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A reason as the platform's own form words it."""

    conditions: Conditions
    label: str
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that counts where its conditions hold: a caution, a piece of evidence or a limit."""

    id: str
    says: Text
    conditions: Conditions
    cites: tuple[Citation, ...]
    need: str | None = None
    most: int | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """Where to click, step by step, on one surface (app or web); *rung* is where it leads, if not to an application."""

    surface: str
    title: Text | None
    steps: tuple[Text, ...]
    conditions: Conditions
    cites: tuple[Citation, ...]
    rung: str | None = None


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules that a file holds, of a platform or of a law."""

    offers: tuple[Offer, ...] = ()
    choices: tuple[Choice, ...] = ()
    grounds: tuple[Ground, ...] = ()
    timers: tuple[Timer, ...] = ()
    cautions: tuple[Note, ...] = ()
    evidence: tuple[Note, ...] = ()
    paths: tuple[Path, ...] = ()
    limits: tuple[Note, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)
