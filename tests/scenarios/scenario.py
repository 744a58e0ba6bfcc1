"""A scenario as a lawyer writes it: facts, events and what must be said of them, read from TOML."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from refundcli.adapters.toml_files import read_toml
from refundcli.core.case_values import CLAIM_VALUES, EVENT_VALUES, ORDER_VALUES
from refundcli.core.events import EVENTS, PHASES
from refundcli.core.findings import VERDICTS
from refundcli.core.order import MOMENTS, Claim, Order
from refundcli.core.periods import bounds
from refundcli.core.reading import Reader, read_file
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import ON_EXPIRY
from refundcli.core.text import say

FOLDER = Path(__file__).parent

_ORDER = {"item_kind" if key == "item_kinds" else key: read for key, read in ORDER_VALUES.items()}
_WORDS = ("actor", "kind", "on_expiry", "started_by")
_TIMES = ("due", "earliest", "latest", "computed")
_OF_ANY = ("holds", "unknown", "fails", "would_change")
_LISTS = (
    *_OF_ANY,
    *("no_deadline", "basis", "reserve", "not_basis", "questions", "not_questions", "cautions"),
    *("not_cautions", "evidence", "limits", "choices", "path", "better"),
)


@dataclass(frozen=True, slots=True)
class Happened:
    """An event of a scenario's case: what, when, and what it carries as the data has it."""

    kind: str
    at: datetime
    carries: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Running:
    """A deadline that must be there: its rule, and of its other values those that are stated."""

    rule: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a scenario expects; an empty field expects nothing.

    `lists` are ids by what is expected of them: see `README.md` beside this file. `fails_by` names the
    clause that a ground fails by, `remedies` the verdicts of other remedies, `awards` the sums of multiples.
    """

    verdict: str | None
    apply_by: datetime | None
    phase: str | None
    state: str | None
    next_step: str | None
    freight: str | None
    remedies: Mapping[str, str]
    fails_by: Mapping[str, str]
    awards: Mapping[str, Decimal | None]
    deadlines: tuple[Running, ...]
    lists: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """One situation with its facts, its source and what must be said of it."""

    name: str
    why: str
    source: str
    now: datetime
    order: Order
    claim: Claim
    events: tuple[Happened, ...] | None
    expect: Expected


def read_scenarios(path: Path) -> tuple[Scenario, ...]:
    """Return the scenarios of a file; raises `BadData` naming every key that is wrong or missing."""
    return parse_scenarios(read_toml(path), path.name)


def parse_scenarios(data: Mapping[str, object], file: str) -> tuple[Scenario, ...]:
    """Return the scenarios of a file that was read; see `read_scenarios`."""
    return read_file(
        data, file, lambda top: tuple(map(_scenario, top.tables("scenario", needed=True)))
    )


def _scenario(reader: Reader) -> Scenario:
    now = reader.instant("now")
    order = {key: read(reader, key) for key, read in _ORDER.items()}
    claim = {key: read(reader, key) for key, read in CLAIM_VALUES.items()}
    for key in ("platform", "state"):
        if order[key] is None:
            reader.fault(key, say("fault-missing", wanted="string"))
    for key in ("reason", "remedy"):
        if claim[key] is None:
            reader.fault(key, say("fault-missing", wanted="string"))
    moments = {name: order.pop(f"{name}_at") for name in MOMENTS}
    for name, when in moments.items():
        if isinstance(when, date) and bounds(when)[0] > now:
            reader.fault(f"{name}_at", say("error-in-the-future", name=name, at=when))
    order["item_kinds"] = order.pop("item_kind") or ()
    facts = reader.table("facts")
    if not reader.data.get("expect"):
        reader.fault("expect", say("fault-missing", wanted="expectation"))
    events = reader.tables("events") if "events" in reader.data else None
    made = Scenario(
        name=reader.word("name"),
        why=reader.word("why"),
        source=reader.word("source"),
        now=now,
        order=Order(
            **order,  # type: ignore[arg-type]  # ORDER_VALUES has its fields
            moments={name: one for name, one in moments.items() if one is not None},  # type: ignore[misc]  # read as When
        ),
        claim=Claim(
            **claim,  # type: ignore[arg-type]  # CLAIM_VALUES has its fields
            facts={name: facts.flag(name) for name in facts.data} if facts is not None else {},
        ),
        events=None if events is None else tuple(map(_event, events)),
        expect=_expected(reader.table("expect") or reader.inner("expect", {})),
    )
    reader.finish()
    return made


def _event(reader: Reader) -> Happened:
    kind = reader.word("kind", tuple(EVENTS))
    keys = EVENTS[kind].keys if kind in EVENTS else ()
    given = {key: EVENT_VALUES[key](reader, key) for key in keys}
    made = Happened(
        kind,
        reader.instant("at"),
        {key: value for key, value in given.items() if value is not None},
    )
    reader.finish()
    return made


def _expected(reader: Reader) -> Expected:
    for key, value in reader.data.items():
        if value in ("", [], {}):
            reader.fault(key, say("fault-missing", wanted="expectation"))
    made = Expected(
        verdict=reader.maybe_word("verdict", VERDICTS),
        apply_by=reader.maybe_instant("apply_by"),
        phase=reader.maybe_word("phase", PHASES),
        state=reader.maybe_word("state"),
        next_step=reader.maybe_word("next_step"),
        freight=reader.maybe_word("freight", ("seller", "buyer", "agreed")),
        remedies=_by_name(reader, "remedies", VERDICTS),
        fails_by=_by_name(reader, "fails_by"),
        awards=_awards(reader.table("awards")),
        deadlines=tuple(map(_running, reader.tables("deadlines"))),
        lists={key: found for key in _LISTS if (found := reader.words(key))},
    )
    reader.finish()
    return made


def _by_name(reader: Reader, key: str, allowed: tuple[str, ...] = ()) -> Mapping[str, str]:
    table = reader.table(key)
    return {} if table is None else {name: table.word(name, allowed) for name in table.data}


def _awards(table: Reader | None) -> Mapping[str, Decimal | None]:
    return {} if table is None else {name: table.money(name) for name in table.data}


def _running(reader: Reader) -> Running:
    values = {key: reader.maybe_word(key) for key in _WORDS if key in reader.data}
    reader.maybe_word("on_expiry", ON_EXPIRY)
    times = {key: reader.instant(key) for key in _TIMES if key in reader.data}
    days = {key: reader.day(key) for key in ("version",) if key in reader.data}
    flags = {key: reader.flag(key) for key in ("is_paused", "is_sure") if key in reader.data}
    made = Running(reader.word("rule"), {**values, **times, **days, **flags})
    reader.finish()
    return made


def known_words(rulebook: Rulebook, platform: str) -> Mapping[str, Collection[str]]:
    """Return what a scenario on *platform* may speak of, by the key that speaks of it."""
    rule_sets = rulebook.rule_sets(platform)
    grounds = {one.id for one in rulebook.grounds(platform)}
    provisions = {one.id for law in rulebook.laws.values() for one in law.provisions}
    clocks = {*grounds, *(one.rule for one in rulebook.timers(platform)), *_OF_A_CASE}
    questions = {*rulebook.facts, *_FLAGS, *(f"{name}_at" for name in MOMENTS)}
    cautions = {one.id for rules in rule_sets for one in rules.cautions}
    paths = rulebook.platforms[platform].rules.paths
    return {
        **dict.fromkeys((*_OF_ANY, "fails_by"), grounds),
        **dict.fromkeys(("deadlines", "no_deadline"), clocks),
        **dict.fromkeys(("basis", "reserve", "awards"), provisions),
        "not_basis": {*provisions, *rulebook.laws},
        **dict.fromkeys(("questions", "not_questions"), questions),
        **dict.fromkeys(("cautions", "not_cautions"), cautions),
        "evidence": {one.id for rules in rule_sets for one in rules.evidence},
        "limits": {one.id for rules in rule_sets for one in rules.limits},
        "choices": {one.label for rules in rule_sets for one in rules.choices},
        "path": {step.zh for one in paths for step in one.steps},
        "better": _BETTER,
        "state": rulebook.platforms[platform].states,
        "reason": rulebook.reasons,
        "remedy": rulebook.remedies,
        "item_kind": rulebook.items,
        "fact": rulebook.facts,
    }


def unknown_words(scenario: Scenario, known: Mapping[str, Collection[str]]) -> tuple[str, ...]:
    """Return the words of *scenario* that are not among the *known*: such a check could never fail."""
    expect = scenario.expect
    named: dict[str, Iterable[str]] = {
        **expect.lists,
        "fails_by": expect.fails_by,
        "awards": expect.awards,
        "deadlines": [one.rule for one in expect.deadlines],
        "state": [scenario.order.state, *([expect.state] if expect.state else [])],
        "reason": [scenario.claim.reason],
        "remedy": [scenario.claim.remedy, *expect.remedies],
        "item_kind": scenario.order.item_kinds,
        "fact": scenario.claim.facts,
    }
    return tuple(
        f"{what} {one}" for what, words in named.items() for one in words if one not in known[what]
    )


_FLAGS = ("purpose", "paid", "item_kind")
_BETTER = ("better-remedy", "better-return", "better-reason")
_OF_A_CASE = ("case/asked", "case/promised", "case/evidence")

ALL = tuple(one for path in sorted(FOLDER.glob("*.toml")) for one in read_scenarios(path))
"""Every scenario of the folder, file by file."""
