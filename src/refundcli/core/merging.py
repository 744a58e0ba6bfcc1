"""Versions of a case from two machines made one: a union of events, the same whoever merges."""

import re
from collections.abc import Iterator, Mapping

from refundcli.core.case import ALPHABET, Case
from refundcli.core.values import dataclass, replace

HEAD = ("opened_at", "order", "claim")
"""What a case was opened with: no event, so nothing but a hand edit changes it."""

_EVENT_LINE = rf"[ \t]*[\"']?([0-9]{{8}}T[0-9]{{6}}-[{ALPHABET}]{{4}})[\"']?[ \t]*="
_TABLE = r"[ \t]*\[[ \t]*([\w.-]+)[ \t]*\]"
_LINE = r"[^\n]*\n|[^\n]+"
_MARK = r"(?:<{7}|\|{7}|={7}|>{7})(?=\s|$)"
_NEXT: Mapping[tuple[str, str], str] = {
    ("all", "<"): "ours",
    ("ours", "|"): "base",
    ("ours", "="): "theirs",
    ("base", "="): "theirs",
    ("theirs", ">"): "all",
}
"""Whose lines follow a mark, by whose stood before it."""


@dataclass(frozen=True, slots=True)
class Merge:
    """What two versions of a case come to.

    `clashes` are what both say in other words: the key of an event, or a name of `HEAD`; where
    there are any, there is no `case`. Its events are in the order of their keys. *is_head_theirs*:
    order and claim are the other side's, which alone changed them.
    """

    case: Case | None
    clashes: tuple[str, ...] = ()
    is_head_theirs: bool = False


@dataclass(frozen=True, slots=True)
class EventLine:
    """The line of an event as it stands in a file: its number, from 1, its key, and its text."""

    number: int
    id: str
    text: str


def merge(ours: Case, theirs: Case, base: Case | None = None) -> Merge:
    """Return the union of two versions of one case by the keys of their events (合并).

    An event that one side lacks is taken from the other: none is ever taken away. What both were
    opened with counts; where it differs, the side that differs from *base*, the version that both
    come from. Which of the two is "ours" makes no difference to the case, nor does the order in
    which several versions are merged.
    """
    known = {one.id: one for one in theirs.events}
    clashes = [one.id for one in ours.events if known.get(one.id, one) != one]
    is_head_theirs = base is not None and _head(ours) == _head(base)
    is_settled = is_head_theirs or (base is not None and _head(theirs) == _head(base))
    if not is_settled:
        clashes += [name for name in HEAD if getattr(ours, name) != getattr(theirs, name)]
    if clashes:
        return Merge(None, tuple(sorted(clashes)))
    events = {**known, **{one.id: one for one in ours.events}}
    chosen = theirs if is_head_theirs else ours
    made = replace(chosen, events=tuple(events[id] for id in sorted(events)))
    return Merge(made, is_head_theirs=is_head_theirs)


def holds(whole: Case, part: Case) -> bool:
    """Return whether *whole* is *part* and perhaps some events more."""
    merged = merge(whole, part).case
    return merged is not None and len(merged.events) == len(whole.events)


def event_lines(text: str) -> tuple[EventLine, ...]:
    """Return the lines of *text* that are an event each.

    >>> event_lines('[events]\\n20261122T093100-k3f9 = { kind = "sent" }\\n')[0].number
    2
    """
    found = ((number, line, re.match(_EVENT_LINE, line)) for number, line in _numbered(text))
    return tuple(EventLine(number, one[1], line) for number, line, one in found if one)


def line_of(text: str, key: str) -> int | None:
    """Return the number of the line that holds *key*, written with its table, or None.

    >>> line_of('id = "tb-7k2m"\\n[order]\\npaid = 128.00\\n', "order.paid")
    3
    """
    parts = key.split(".")
    table: list[str] = []
    place = None
    for number, line in _numbered(text):
        opened = re.match(_TABLE, line)
        if opened:
            table = opened[1].split(".")
        name, equals, _ = line.partition("=")
        here = table if opened else [*table, name.strip().strip("\"'")]
        if (opened or equals) and here == parts[: len(here)]:
            place = number
    return place


def sides(text: str) -> tuple[str, str, str | None] | None:
    """Return the versions that a merge left in *text* with its marks: ours, theirs, and the base.

    The base is None where the marks do not show it. None for all where there are no marks, or where
    they do not fit each other.
    """
    parts: dict[str, list[str]] = {"ours": [], "base": [], "theirs": []}
    side = "all"
    starts = bases = 0
    for line in re.findall(_LINE, text):
        mark = re.match(_MARK, line)
        if mark is None:
            for name in parts if side == "all" else (side,):
                parts[name].append(line)
            continue
        following = _NEXT.get((side, line[0]))
        if following is None:
            return None
        side = following
        starts += side == "ours"
        bases += side == "base"
    if not starts or side != "all":
        return None
    ours, base, theirs = ("".join(part) for part in parts.values())
    return ours, theirs, base if bases == starts else None


def _head(case: Case) -> Case:
    return replace(case, events=())


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return enumerate(text.split("\n"), start=1)
