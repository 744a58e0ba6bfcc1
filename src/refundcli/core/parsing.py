"""Mappings to a rulebook: platforms, laws and words; every mistake with its file and key."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from refundcli.core.order import STATES
from refundcli.core.parsing_rules import CHANNELS, Parsed, cites_of, rule_set, sources_of
from refundcli.core.reading import YEARS, Reader, read_file
from refundcli.core.rulebook import (
    Calendar,
    Fact,
    Law,
    Multiple,
    Platform,
    Provision,
    ProvisionVersion,
    Reason,
    Remedy,
    Stale,
    Word,
)
from refundcli.core.rules import GOVERNING, Citation, RuleSet
from refundcli.core.text import Text, say

PROTECTS = ("consumer", "anyone", "traders-too")
CONFIDENCE = ("A+", "A", "B", "C")
LAWS = ("consumer", "civil", "none")
FAULTS = ("seller", "buyer", "nobody", "open")
_LONGEST_BREAK = 31
_NOT_OWN = ("offer", "choice", "path")
"""Tables that only a platform's file holds: what its pages offer, and where to click."""

Data = Mapping[str, object]


def parse_platform(data: Data, id: str) -> Platform:
    """Return the platform that `data/platforms/<id>.toml` describes."""
    return read_file(data, f"platforms/{id}.toml", lambda top: _platform(top, id))


def parse_platform_name(data: Data, id: str) -> Platform:
    """Return the platform of a file by its names alone: without states, rules and what else there is."""
    names = {key: data[key] for key in ("name", "aliases", "short", "rank") if key in data}
    return read_file(names, f"platforms/{id}.toml", lambda top: _named(top, id))


def _named(top: Reader, id: str) -> Platform:
    return Platform(
        id=id,
        name=top.text("name"),
        aliases=top.words("aliases"),
        short=top.word("short"),
        channel=CHANNELS[0],
        states={},
        rules=RuleSet(),
        rank=top.number("rank"),
    )


def parse_law(data: Data, id: str) -> Law:
    """Return the law that `data/laws/<id>.toml` describes."""
    return read_file(data, f"laws/{id}.toml", lambda top: _law(top, id))


def parse_own(data: Data, id: str, file: str) -> RuleSet:
    """Return the rules of a buyer's own *file*: promises, marked as the buyer's own, their ids under *id*."""
    return read_file(data, file, lambda top: _own(top, id))


def parse_reasons(data: Data) -> Mapping[str, Reason]:
    """Return the reasons by id."""
    return read_file(data, "reasons.toml", lambda top: {k: _reason(k, r) for k, r in _tables(top)})


def parse_remedies(data: Data) -> Mapping[str, Remedy]:
    """Return the remedies by id."""
    return read_file(data, "remedies.toml", lambda top: {k: _remedy(k, r) for k, r in _tables(top)})


def parse_facts(data: Data, file: str = "facts.toml") -> Mapping[str, Fact]:
    """Return the facts a buyer may be asked for, by id."""
    return read_file(data, file, lambda top: {k: _fact(k, r) for k, r in _tables(top)})


def parse_items(data: Data) -> Mapping[str, Word]:
    """Return the kinds of item by id."""
    return read_file(
        data, "items.toml", lambda top: {k: _word(k, r, "help") for k, r in _tables(top)}
    )


def parse_calendar(data: Data) -> Calendar:
    """Return the official calendar: days off and make-up workdays by year."""
    return read_file(data, "holidays/cn.toml", _calendar)


def parse_stale(data: Data) -> tuple[Stale, ...]:
    """Return the citations that no longer hold."""
    return read_file(data, "stale.toml", _stale)


def _tables(top: Reader) -> tuple[tuple[str, Reader], ...]:
    return tuple(top.named_tables())


def _platform(top: Reader, id: str) -> Platform:
    parsed = Parsed(id)
    states = top.table("states", needed=True) or top.inner("states", {})
    for name in states.data:
        if name not in STATES:
            states.fault(name, say("fault-choice", value=name, allowed=STATES))
    short = top.word("short")
    if not (2 <= len(short) <= 4 and short.isascii() and short.isalnum() and short.islower()):
        top.fault("short", say("fault-short"))
    return Platform(
        id=id,
        name=top.text("name"),
        aliases=top.words("aliases"),
        short=short,
        channel=top.word("channel", CHANNELS),
        states={name: states.text(name) for name in states.data},
        rules=rule_set(top, parsed),
        rules_of=top.maybe_word("rules_of"),
        is_wholesale=top.flag("wholesale"),
        law=top.word("law", LAWS, "consumer"),
        not_covered=top.texts("not_covered"),
        calls_seller=top.maybe_text("calls_seller"),
        rank=top.number("rank"),
    )


def _own(top: Reader, id: str) -> RuleSet:
    for key in _NOT_OWN:
        if key in top.data:
            top.fault(key, say("fault-not-own"))
    return rule_set(top, Parsed(id, is_own=True))


def _law(top: Reader, id: str) -> Law:
    parsed = Parsed(id)
    name, rules = top.text("name"), rule_set(top, parsed)
    provisions = tuple(_provision(one, id, name, parsed) for one in top.tables("provision"))
    return Law(id, name, top.words("aliases"), provisions, rules)


def _provision(reader: Reader, law: str, law_name: Text, parsed: Parsed) -> Provision:
    id = reader.word("id")
    if not id.startswith(f"{law}-"):
        reader.fault("id", say("fault-provision-id", law=law))
    made = Provision(
        id=id,
        law=law,
        law_name=law_name,
        article=reader.word("article"),
        says=reader.text("says"),
        protects=reader.word("protects", PROTECTS),
        confidence=reader.word("confidence", CONFIDENCE),
        is_citable=reader.flag("cite"),
        versions=tuple(
            _provision_version(one, parsed) for one in reader.tables("version", needed=True)
        ),
        multiple=_multiple(reader.table("multiple")),
    )
    reader.finish()
    return made


def _multiple(reader: Reader | None) -> Multiple | None:
    if reader is None:
        return None
    times = reader.number("times", needed=True) or 0
    least = reader.money("least", needed=True) or Decimal(0)
    reader.finish()
    return Multiple(times, least)


def _provision_version(reader: Reader, parsed: Parsed) -> ProvisionVersion:
    made = ProvisionVersion(
        since=reader.day("since"),
        until=reader.maybe_day("until"),
        governed_by=reader.word("governed_by", GOVERNING),
        text=reader.maybe_word("text"),
        cites=cites_of(reader, parsed, needed=True),
    )
    reader.finish()
    return made


def _word(id: str, reader: Reader, help_key: str) -> Word:
    made = Word(id, reader.text("name"), reader.text(help_key), reader.words("aliases"))
    if help_key == "help":
        reader.finish()
    return made


def _reason(id: str, reader: Reader) -> Reason:
    word = _word(id, reader, "says")
    made = Reason(word, reader.word("fault", FAULTS), reader.words("states", STATES, needed=True))
    reader.finish()
    return made


def _remedy(id: str, reader: Reader) -> Remedy:
    made = Remedy(_word(id, reader, "says"), reader.flag("returns_goods"))
    reader.finish()
    return made


def _fact(id: str, reader: Reader) -> Fact:
    made = Fact(id, reader.text("asks"), reader.text("help"), reader.flag("promise"))
    reader.finish()
    return made


def _calendar(top: Reader) -> Calendar:
    parsed = Parsed("cn", dict(sources_of(top)))
    years = top.table("year", needed=True) or top.inner("year", {})
    off: set[date] = set()
    work: set[date] = set()
    known: set[int] = set()
    notices: dict[int, tuple[Citation, ...]] = {}
    for name, year in years.named_tables():
        cites = cites_of(year, parsed, needed=True)
        if name.isdecimal() and int(name) in YEARS:
            known.add(int(name))
            notices[int(name)] = cites
        else:
            years.fault(name, say("fault-year", first=YEARS[0], last=YEARS[-1]))
        work.update(year.days("work"))
        for block in year.tables("off", needed=True):
            off.update(_block(block))
        year.finish()
    yearly = _yearly(top.table("yearly"), parsed)
    return Calendar(frozenset(off), frozenset(work), frozenset(known), notices, yearly)


def _yearly(table: Reader | None, parsed: Parsed) -> frozenset[tuple[int, int]]:
    """Return the days, written as in "01-31", that are off in every year."""
    if table is None:
        return frozenset()
    found: set[tuple[int, int]] = set()
    cites_of(table, parsed, needed=True)
    for written in table.words("off", needed=True):
        try:
            day = date.fromisoformat(f"2000-{written}")
        except ValueError:
            table.fault("off", say("fault-type", wanted='month and day, as in "01-31"'))
        else:
            found.add((day.month, day.day))
    table.finish()
    return frozenset(found)


def _stale(top: Reader) -> tuple[Stale, ...]:
    parsed = Parsed("stale", dict(sources_of(top)))
    unless = top.words("unless")
    return tuple(_stale_citation(one, parsed, unless) for one in top.tables("stale", needed=True))


def _stale_citation(reader: Reader, parsed: Parsed, unless: tuple[str, ...]) -> Stale:
    made = Stale(
        id=reader.word("id"),
        words=reader.words("words", needed=True),
        instead=reader.text("instead"),
        since=reader.day("since"),
        cites=cites_of(reader, parsed, needed=True),
        near=reader.words("near"),
        unless=unless,
    )
    reader.finish()
    return made


def _block(block: Reader) -> tuple[date, ...]:
    block.text("name")
    block.days("statutory")
    first, last = block.day("from"), block.day("to")
    block.finish()
    count = (last - first).days + 1
    if count in range(1, _LONGEST_BREAK + 1):
        return tuple(first + timedelta(days=n) for n in range(count))
    if date.min not in (first, last):
        block.fault("to", say("fault-break", most=_LONGEST_BREAK))
    return ()
