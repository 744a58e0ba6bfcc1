"""Case files made readable again and made one, without losing an event or a byte of the one that stays."""

from collections.abc import Iterable
from pathlib import Path

from refundcli.adapters.case_file import CaseFile, case_file, with_events
from refundcli.adapters.toml_advice import plain_line
from refundcli.adapters.toml_files import key_value, parse_toml
from refundcli.core.case import Case
from refundcli.core.case_format import event_to_mapping
from refundcli.core.errors import BadData
from refundcli.core.events import Event
from refundcli.core.merging import event_lines, merge, sides
from refundcli.core.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Mended:
    """What a text, or several files, come to.

    Where there is no `file`, the `clashes` say why: keys of events, or names of tables, that are
    there in two wordings; where there are none, nothing that is known mends it.
    """

    file: CaseFile | None = None
    clashes: tuple[str, ...] = ()


def mended(data: bytes, path: Path) -> Mended:
    """Return the case's file *path* out of *data* that may be broken.

    Mended are a merge's marks whose sides can be merged, an event's line that is there twice in the
    same words, and full-width punctuation outside of text. No event is left out.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return Mended()
    versions = sides(text)
    if versions is None:
        return _readable(text, path)
    ours, theirs = (_readable(one, path) for one in versions[:2])
    if ours.file is None or theirs.file is None:
        return Mended(clashes=ours.clashes or theirs.clashes)
    base = None if versions[2] is None else _readable(versions[2], path).file
    return merged(ours.file, theirs.file, None if base is None else base.case)


def merged(ours: CaseFile, theirs: CaseFile, base: Case | None = None) -> Mended:
    """Return the bytes of one file with the lines of the events that only the other has.

    They are those of *ours*, or of *theirs* where it alone changed the order or the claim since
    *base*. The lines stand after the last event, in the order of their keys, as they are written in
    the other file.
    """
    result = merge(ours.case, theirs.case, base)
    if result.case is None:
        return Mended(clashes=result.clashes)
    main, other = (theirs, ours) if result.is_head_theirs else (ours, theirs)
    known = {one.id for one in main.case.events}
    missing = tuple(one for one in result.case.events if one.id not in known)
    if not missing:
        return Mended(main)
    try:
        made = _with_lines(main, other, missing)
    except BadData:
        return Mended()
    events = tuple(sorted(made.case.events, key=lambda one: one.id))
    return Mended(made) if replace(made.case, events=events) == result.case else Mended()


def _with_lines(main: CaseFile, other: CaseFile, missing: Iterable[Event]) -> CaseFile:
    text = main.data.decode()
    there = event_lines(text)
    if not there:
        return with_events(main, tuple(missing))
    written = {one.id: one.text.strip() for one in event_lines(other.data.decode())}
    end = "\r\n" if b"\r\n" in main.data else "\n"
    added = [written.get(one.id) or key_value(one.id, event_to_mapping(one)) for one in missing]
    lines = (text if text.endswith("\n") else text + end).split("\n")
    place = there[-1].number
    lines[place:place] = [line + end[:-1] for line in added]
    return case_file("\n".join(lines).encode(), main.path)


def _readable(text: str, path: Path) -> Mended:
    text, clashes = _without_doubles(text)
    if clashes:
        return Mended(clashes=clashes)
    while True:
        try:
            return Mended(case_file(text.encode(), path))
        except BadData as error:
            number = error.message.fields.get("line")
        lines = text.split("\n")
        if not isinstance(number, int) or plain_line(lines[number - 1]) == lines[number - 1]:
            return Mended()
        lines[number - 1] = plain_line(lines[number - 1])
        text = "\n".join(lines)


def _without_doubles(text: str) -> tuple[str, tuple[str, ...]]:
    """Return *text* without the lines that say an event once more, and the keys told in two ways."""
    first: dict[str, str] = {}
    doubled: set[int] = set()
    clashes: set[str] = set()
    for one in event_lines(text):
        if one.id not in first:
            first[one.id] = one.text
        elif _is_same(one.text, first[one.id]):
            doubled.add(one.number)
        else:
            clashes.add(one.id)
    lines = text.split("\n")
    kept = (line for number, line in enumerate(lines, start=1) if number not in doubled)
    return "\n".join(kept), tuple(sorted(clashes))


def _is_same(line: str, other: str) -> bool:
    if line.strip() == other.strip():
        return True
    try:
        return parse_toml(line.strip().encode(), "") == parse_toml(other.strip().encode(), "")
    except BadData:
        return False
