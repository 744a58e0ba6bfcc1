"""The parts of a rulebook by file and id, and what is written anywhere inside one."""

from collections.abc import Iterator, Mapping
from typing import TypeVar

from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import RuleSet
from refundcli.core.values import dataclass, fields, is_dataclass

T = TypeVar("T")

CALENDAR, STALE = "cn", "stale"
"""The ids of the files that are neither a platform's nor a law's."""


@dataclass(frozen=True, slots=True)
class Part:
    """A rule with its citations: the file it stands in, and the id by which it is named.

    What has no id of its own is named by its kind: `taobao/offer`.
    """

    file: str
    id: str
    value: object


def parts_of(rulebook: Rulebook) -> tuple[Part, ...]:
    """Return every part of *rulebook* that cites something, file by file."""
    found = [
        Part(file, id, one) for file, rules in rulebook.files() for id, one in _of(file, rules)
    ]
    for law in rulebook.laws.values():
        found += [Part(law.id, one.id, one) for one in law.provisions]
    for year, cites in rulebook.calendar.notices.items():
        found.append(Part(CALENDAR, f"{CALENDAR}/{year}", cites))
    found += [Part(STALE, f"{STALE}/{one.id}", one) for one in rulebook.stale]
    return tuple(found)


def _of(file: str, rules: RuleSet) -> Iterator[tuple[str, object]]:
    yield from ((one.id, one) for one in rules.grounds)
    yield from ((one.rule, one) for one in rules.timers)
    for note in (*rules.cautions, *rules.evidence, *rules.limits):
        yield f"{file}/{note.id}", note
    yield from ((f"{file}/offer", one) for one in rules.offers)
    yield from ((f"{file}/choice", one) for one in rules.choices)
    yield from ((f"{file}/path", one) for one in rules.paths)


def inside(value: object, kind: type[T]) -> Iterator[T]:
    """Give every value of *kind* that stands in *value*, however deep, in the order it is written.

    >>> list(inside((("a", {"b": "c"}), 1), str))
    ['a', 'c']
    """
    match value:
        case _ if isinstance(value, kind):
            yield value
        case Mapping():
            for one in value.values():
                yield from inside(one, kind)
        case tuple():
            for one in value:
                yield from inside(one, kind)
        case _ if is_dataclass(value):
            for field in fields(value):
                yield from inside(getattr(value, field.name), kind)
