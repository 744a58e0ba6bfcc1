"""The bytes of a case's file: read as a case, made for a new one, and added to."""

from collections.abc import Mapping
from pathlib import Path

from refundcli.adapters.toml_files import key_value, parse_toml, toml_document
from refundcli.core.case import Case
from refundcli.core.case_format import case_from_mapping, case_to_mapping, event_to_mapping
from refundcli.core.errors import BadData
from refundcli.core.events import Event
from refundcli.core.text import say
from refundcli.core.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case's file as it was read: its bytes, what they say, and the case they are."""

    path: Path
    data: bytes
    mapping: Mapping[str, object]
    case: Case


def case_file(data: bytes, path: Path) -> CaseFile:
    """Return the case's file *path* that holds *data*.

    Raises `BadData` naming the file: for its text by line and column, for its values by key, where
    it is empty, and where its name is not the id in it.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise BadData(say("ledger-file-empty", file=str(path)), say("hint-ledger-file-empty"))
    mapping = parse_toml(data, str(path))
    case = case_from_mapping(mapping, str(path))
    if path.name != f"{case.id}.toml":
        raise BadData(
            say("ledger-wrong-name", file=str(path), id=case.id),
            say("hint-ledger-wrong-name", id=case.id),
        )
    return CaseFile(path, data, mapping, case)


def new_file(case: Case, path: Path) -> bytes:
    """Return the bytes of a new file *path* for *case*.

    Raises `BadData` where they would not read back.
    """
    data = toml_document(case_to_mapping(case)).encode()
    case_file(data, path)
    return data


def with_events(old: CaseFile, events: tuple[Event, ...]) -> CaseFile:
    """Return *old* with a line added for each of *events*; every byte that was there stays.

    The lines end as the others do; the table of events is made where there is none. The result is
    read again before it is given. Raises `BadData` where a line would land in another table, where
    an id is taken, and where an event would not read back.
    """
    file = str(old.path)
    lines = {event.id: event_to_mapping(event) for event in events}
    if len({*lines, *(event.id for event in old.case.events)}) < len((*events, *old.case.events)):
        raise BadData(say("ledger-event-taken", file=file, ids=tuple(lines)))
    there = old.mapping.get("events")
    end = "\r\n" if b"\r\n" in old.data else "\n"
    break_ = "" if old.data.endswith(b"\n") else end
    table = f"{end}[events]{end}" if there is None else ""
    added = "".join(f"{key_value(id, line)}{end}" for id, line in lines.items())
    data = old.data + f"{break_}{table}{added}".encode()
    mapping = parse_toml(data, file)
    known = there if isinstance(there, Mapping) else {}
    if mapping != {**old.mapping, "events": {**known, **lines}}:
        raise BadData(say("ledger-events-not-last", file=file), say("hint-ledger-events-last"))
    read = case_from_mapping({**old.mapping, "events": lines}, file).events
    return CaseFile(old.path, data, mapping, replace(old.case, events=(*old.case.events, *read)))
