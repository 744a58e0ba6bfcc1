"""What help pages take from the rules: values by reference, evidence, what a rung asks and gives."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import TypeVar

from refundcli.core.errors import BadData
from refundcli.core.ladder_form import Entry, Ladder, Rung
from refundcli.core.periods import WAYS, bounds, parse_length
from refundcli.core.rulebook import Rulebook, in_force
from refundcli.core.rules import Length, Note, Reading, Timer
from refundcli.core.text import Said, say
from refundcli.core.values import dataclass

T = TypeVar("T")

_SEVERAL = 2

_HOURS = {"hours": 1, "days": 24, "working-days": 24, "months": 720, "years": 8760}
"""About how many hours a unit has: enough to put lengths in order."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What pages take their values from: rules, ladder and the day on which they hold."""

    rulebook: Rulebook
    ladder: Ladder
    today: date


def value_of(kind: str, id: str, rules: Rules) -> object:
    """Return what `{kind:id}` stands for, as `Words.write` takes it.

    Raises `BadData` where there is no such kind, or the rules no longer hold the id: a page never says what
    the rules do not.
    """
    look = _LOOKS.get(kind)
    if look is None:
        raise _unknown(f"{kind}:{id}")
    try:
        return look(rules, id)
    except LookupError:
        raise _unknown(f"{kind}:{id}") from None


def _unknown(reference: str) -> BadData:
    return BadData(say("error-topic-reference", reference=reference))


def _platform(rules: Rules, id: str) -> object:
    return rules.rulebook.platforms[id].name


def _reason(rules: Rules, id: str) -> object:
    return rules.rulebook.reasons[id].word.name


def _rung_name(rules: Rules, id: str) -> object:
    return rung_of(rules, id).name


def _provision(rules: Rules, id: str) -> object:
    found = rules.rulebook.provision(id)
    if found is None:
        raise KeyError(id)
    return found.title_text


def _window(rules: Rules, id: str) -> object:
    """Return how long the ground *id* leaves to apply, by the version of the day."""
    grounds = (one for _, held in rules.rulebook.files() for one in held.grounds if one.id == id)
    window = in_force(_only(grounds, id).windows, rules.today)
    return _known(window.reading.lasts if window is not None else None, id)


def _timer(rules: Rules, id: str) -> object:
    """Return how long the timer *id* (`<file>/<id>`) runs, by the version of the day and its last band."""
    version = in_force(_timer_named(rules, id).versions, rules.today)
    return _known(version.bands[-1].reading.lasts if version is not None else None, id)


def _timer_named(rules: Rules, id: str) -> Timer:
    timers = (one for _, held in rules.rulebook.files() for one in held.timers if one.rule == id)
    return _only(timers, id)


def _readings(rules: Rules, id: str) -> object:
    """Return every length that sources give for the timer *id*, the shortest first."""
    version = in_force(_timer_named(rules, id).versions, rules.today)
    bands = version.bands if version is not None else ()
    found = {r.lasts for band in bands for r in (band.reading, *band.also) if r.lasts is not None}
    return _several(tuple(sorted(found, key=_in_hours)), id)


def _years(rules: Rules, _: str) -> object:
    return tuple(str(year) for year in sorted(rules.rulebook.calendar.years))


def _count(rules: Rules, id: str) -> object:
    counts = {"platforms": rules.rulebook.platforms, "laws": rules.rulebook.laws}
    return len(counts[id])


def _end(rules: Rules, id: str) -> object:
    return _span(rules, id)[0]


def _rolled(rules: Rules, id: str) -> object:
    return _span(rules, id)[1]


def _span(rules: Rules, id: str) -> tuple[datetime, datetime]:
    """Return both ends of `<by law or clock>, <length>, <start>`; a start with `+` counts from the next day."""
    way, written, start = id.split(", ")
    length = parse_length(written)
    reading = Reading(length, "next-day" if start.endswith("+") else "instant")
    begun = bounds(datetime.fromisoformat(start.removesuffix("+")))[0]
    span = WAYS[way, length.unit](begun, length, reading, rules.rulebook.calendar)
    return span.earliest, span.latest


def _sentence(_: Rules, id: str) -> object:
    return say(id)


_LOOKS: Mapping[str, Callable[[Rules, str], object]] = {
    "platform": _platform,
    "reason": _reason,
    "rung": _rung_name,
    "provision": _provision,
    "window": _window,
    "timer": _timer,
    "readings": _readings,
    "years": _years,
    "count": _count,
    "end": _end,
    "rolled": _rolled,
    "word": _sentence,
}
"""What words may take from the rules, by kind."""


def _only(found: Iterator[T], id: str) -> T:
    for one in found:
        return one
    raise KeyError(id)


def _several(lengths: tuple[Length, ...], id: str) -> tuple[Length, ...]:
    if len(lengths) < _SEVERAL:
        raise KeyError(id)
    return lengths


def _in_hours(length: Length) -> int:
    return length.count * _HOURS[length.unit]


def _known(length: Length | None, id: str) -> Length:
    if length is None:
        raise KeyError(id)
    return length


def rung_of(rules: Rules, id: str) -> Rung:
    """Return the rung *id*; raises `LookupError` where the ladder has none."""
    return _only((one for one in rules.ladder.rungs if one.id == id), id)


def evidence_of(rules: Rules, id: str) -> Note:
    """Return the evidence `<file>/<id>`; raises `BadData` where the rules no longer hold it."""
    file, _, name = id.partition("/")
    held = dict(rules.rulebook.files()).get(file)
    found = next((one for one in held.evidence if one.id == name), None) if held else None
    if found is None:
        raise _unknown(id)
    return found


def told_of_rung(rules: Rules, id: str, tells: tuple[str, ...]) -> tuple[Said, ...]:
    """Return what a page *tells* of a rung, a sentence each; what holds on some platforms only names them.

    *tells* are some of `topics.TELLS`. Raises `BadData` where the ladder has no such rung.
    """
    try:
        rung = rung_of(rules, id)
    except LookupError:
        raise _unknown(id) from None
    said = {
        "gates": [("ladder-gate", one.entry) for one in rung.gates],
        "bring": [("ladder-bring", one) for one in rung.bring],
        "awards": [("ladder-awards", one) for one in rung.awards],
        "costs": [("ladder-costs", one) for one in rung.costs],
        "places": [("ladder-places", one) for one in rung.places],
        "notes": [("ladder-notes", one) for one in rung.notes],
        "closes": [(f"ladder-closes-{one.once}", one.entry) for one in rung.closes],
    }
    found = []
    for name in tells:
        if name == "bar":
            found += _bar(rules, rung)
        found += [_entry(rules, key, entry) for key, entry in said.get(name, ())]
    return tuple(found)


def _entry(rules: Rules, key: str, entry: Entry) -> Said:
    said = Said(key, {"says": entry.says})
    for purpose in entry.purposes:
        said = say("topic-for-purpose", purpose=say(f"purpose-{purpose}"), says=said)
    if not entry.platforms:
        return said
    names = tuple(rules.rulebook.platforms[one].name for one in entry.platforms)
    return say("topic-on-platforms", platforms=names, says=said)


def _bar(rules: Rules, rung: Rung) -> list[Said]:
    if rung.bar is None:
        return []
    if rung.bar.timer is not None:
        lasts = _timer(rules, rung.bar.timer)
    else:
        version = in_force(rung.bar.versions, rules.today)
        lasts = _known(version.lasts if version is not None else None, rung.id)
    return [say("ladder-clock", title=rung.bar.says, lasts=lasts)]
