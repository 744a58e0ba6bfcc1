"""The ladder as data: its rungs, what each asks, gives and closes, read with every mistake named."""

from collections.abc import Mapping
from datetime import date

from refundcli.core.order import PURPOSES
from refundcli.core.parsing_rules import Parsed, cites_of, conditions_of, sources_of
from refundcli.core.reading import Reader, read_file
from refundcli.core.rules import Citation, Conditions, Length, Source
from refundcli.core.text import Text, say
from refundcli.core.values import dataclass, field

FILE = "ladder"
"""The name of the file, as mistakes and sources name it."""

GATES = ("applied", "refused-or-silent", "turned-down", "answered-or-late")
"""What must have happened before a rung opens.

`applied`: an application runs on the platform. `refused-or-silent`: the seller has refused, or the seller's time is
over. `turned-down`: the gate's rung has decided, and not all was granted. `answered-or-late`: the gate's rung has
answered, or its time is over.
"""

ONCE = ("gone", "settled")
"""When a rung shuts another."""

CONFIDENCES = ("A+", "A", "B")
"""How sure a statement of law is, as provisions have it."""

LAWS = ("consumer", "civil")
"""Whose law a platform's sales are under, as platform files have it."""

SPEAKS_OF_A_RUNG = ("turned-down", "answered-or-late")


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement about a rung, where *platforms*, *laws* and *purposes* fit (empty: everywhere)."""

    says: Text
    cites: tuple[Citation, ...]
    confidence: str | None = None
    platforms: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    laws: tuple[str, ...] = ()

    def fits(self, platform: str, law: str, purpose: str | None) -> bool:
        """Return whether it is about *platform*, sales under its *law*, and *purpose*; an unknown one fits both."""
        asked = ((self.platforms, platform), (self.laws, law), (self.purposes, purpose))
        return all(not some or one is None or one in some for some, one in asked)


@dataclass(frozen=True, slots=True)
class Lasting:
    """A length in force from *since* until before *until*."""

    since: date
    until: date | None
    lasts: Length
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A time bar (时效): a period of law from when the buyer knew.

    It is the rulebook's *timer* of that name, which events may begin anew, or as long as the version in force.
    """

    says: Text
    timer: str | None
    versions: tuple[Lasting, ...]


@dataclass(frozen=True, slots=True)
class Clock:
    """A rung's own time, in dated versions; the rulebook's timers with the rung's id are its clocks too."""

    says: Text
    versions: tuple[Lasting, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """A precondition that events of the case fulfil: one of `GATES`, some of them about a *rung*.

    It asks nothing where the buyer's reason is one of *spares*.
    """

    is_: str
    entry: Entry
    rung: str | None = None
    spares: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Closing:
    """What a rung shuts, on the entry's platforms: another *rung* (None: it is only said).

    `once` is when: the buyer has `gone` there, or an agreement was `settled`, that is performed.
    """

    entry: Entry
    rung: str | None = None
    once: str = "gone"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a rung exists: on these platforms, or for these reasons."""

    platforms: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rung:
    """A place to go to (维权途径).

    It exists where one of *on* fits (empty: everywhere), and with `needs_clock` only where the rulebook has a clock
    of the buyer's that leads there. It counts as begun by the events of *begins* (empty: `escalated` to it) and as
    over by those of *ends* (empty: `decided` there); those of *quits* take it back. *absent* says where there is none
    and why. The buyer's clocks that the events of *closes_after* start are the last time to go there. `is_side` marks
    a side door; the short form shows a rung to buyers for the purposes in *brief*.
    """

    id: str
    name: Text
    what: Text
    cites: tuple[Citation, ...]
    is_side: bool
    brief: tuple[str, ...]
    conditions: Conditions
    laws: tuple[str, ...] = ()
    on: tuple[Scope, ...] = ()
    needs_clock: bool = False
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    quits: tuple[str, ...] = ()
    closes_after: tuple[str, ...] = ()
    absent: tuple[Entry, ...] = ()
    gates: tuple[Gate, ...] = ()
    bar: Bar | None = None
    clocks: tuple[Clock, ...] = ()
    bring: tuple[Entry, ...] = ()
    awards: tuple[Entry, ...] = ()
    costs: tuple[Entry, ...] = ()
    places: tuple[Entry, ...] = ()
    notes: tuple[Entry, ...] = ()
    closes: tuple[Closing, ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ladder:
    """Every rung, in the order in which a buyer goes up; the side doors come last."""

    rungs: tuple[Rung, ...]
    sources: Mapping[str, Source] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that `escalated` may go to."""
        return tuple(one.id for one in self.rungs)


def ladder_from_mapping(data: Mapping[str, object], file: str = f"{FILE}.toml") -> Ladder:
    """Return the ladder that *data* describes; raises `BadData` naming every fault by file and key."""
    return read_file(data, file, _ladder)


def _ladder(top: Reader) -> Ladder:
    parsed = Parsed(FILE, dict(sources_of(top)))
    tables = top.tables("rung", needed=True)
    rungs = tuple(_rung(one, parsed) for one in tables)
    known = tuple(one.id for one in rungs)
    for table, rung in zip(tables, rungs, strict=True):
        if known.count(rung.id) > 1:
            table.fault("id", say("fault-ladder-twice", value=rung.id))
        for gate in rung.gates:
            if (gate.rung is None) is (gate.is_ in SPEAKS_OF_A_RUNG):
                table.fault("gate", say("fault-ladder-gate", value=gate.is_))
        named = (*(one.rung for one in rung.gates), *(one.rung for one in rung.closes))
        for id in named:
            if id is not None and id not in known:
                table.fault("rung", say("fault-choice", value=id, allowed=known))
    return Ladder(rungs, dict(parsed.sources))


def _rung(reader: Reader, parsed: Parsed) -> Rung:
    bar = reader.table("bar")
    made = Rung(
        id=reader.word("id"),
        name=reader.text("name"),
        what=reader.text("what"),
        cites=cites_of(reader, parsed, needed=True),
        is_side=reader.flag("side"),
        brief=reader.words("brief", PURPOSES),
        conditions=conditions_of(reader),
        laws=reader.words("laws", LAWS),
        on=tuple(_scope(one) for one in reader.tables("on")),
        needs_clock=reader.flag("needs_clock"),
        begins=reader.words("begins"),
        ends=reader.words("ends"),
        quits=reader.words("quits"),
        closes_after=reader.words("closes_after"),
        absent=_entries(reader, "absent", parsed),
        gates=tuple(_gate(one, parsed) for one in reader.tables("gate")),
        bar=_bar(bar, parsed) if bar is not None else None,
        clocks=tuple(_clock(one, parsed) for one in reader.tables("clock")),
        bring=_entries(reader, "bring", parsed),
        awards=_entries(reader, "awards", parsed),
        costs=_entries(reader, "costs", parsed),
        places=_entries(reader, "places", parsed),
        notes=_entries(reader, "notes", parsed),
        closes=tuple(_closing(one, parsed) for one in reader.tables("closes")),
        aliases=reader.words("aliases"),
    )
    reader.finish()
    return made


def _scope(reader: Reader) -> Scope:
    made = Scope(reader.words("platforms"), reader.words("reasons"))
    reader.finish()
    return made


def _entries(reader: Reader, key: str, parsed: Parsed) -> tuple[Entry, ...]:
    made = []
    for one in reader.tables(key):
        made.append(_entry(one, parsed))
        one.finish()
    return tuple(made)


def _entry(reader: Reader, parsed: Parsed) -> Entry:
    return Entry(
        says=reader.text("says"),
        cites=cites_of(reader, parsed, needed=True),
        confidence=reader.maybe_word("confidence", CONFIDENCES),
        platforms=reader.words("platforms"),
        purposes=reader.words("purposes", PURPOSES),
        laws=reader.words("laws", LAWS),
    )


def _gate(reader: Reader, parsed: Parsed) -> Gate:
    made = Gate(
        is_=reader.word("is", GATES),
        entry=_entry(reader, parsed),
        rung=reader.maybe_word("rung"),
        spares=reader.words("spares"),
    )
    reader.finish()
    return made


def _closing(reader: Reader, parsed: Parsed) -> Closing:
    made = Closing(
        entry=_entry(reader, parsed),
        rung=reader.maybe_word("rung"),
        once=reader.word("once", ONCE, "gone"),
    )
    reader.finish()
    return made


def _bar(reader: Reader, parsed: Parsed) -> Bar:
    timer = reader.maybe_word("timer")
    made = Bar(
        says=reader.text("says"),
        timer=timer,
        versions=_versions(reader, parsed, needed=timer is None),
    )
    reader.finish()
    return made


def _clock(reader: Reader, parsed: Parsed) -> Clock:
    made = Clock(reader.text("says"), _versions(reader, parsed, needed=True))
    reader.finish()
    return made


def _versions(reader: Reader, parsed: Parsed, *, needed: bool) -> tuple[Lasting, ...]:
    return tuple(_lasting(one, parsed) for one in reader.tables("version", needed=needed))


def _lasting(reader: Reader, parsed: Parsed) -> Lasting:
    made = Lasting(
        since=reader.day("since"),
        until=reader.maybe_day("until"),
        lasts=reader.length("lasts", needed=True) or Length(0, "days"),
        cites=cites_of(reader, parsed, needed=True),
    )
    reader.finish()
    return made
