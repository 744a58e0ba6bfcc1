"""The bytes of a case's file: read as a case, made for a new one, and added to."""

from collections.abc import Mapping
from pathlib import Path

from refundcli.adapters.toml_files import key_value, parse_toml, toml_document
from refundcli.core.case import Case
from refundcli.core.case_format import case_from_mapping, case_to_mapping, event_to_mapping
from refundcli.core.errors import BadData
from refundcli.core.events import Event
from refundcli.core.text import say


def case_of(data: bytes, path: Path) -> Case:
    """Return the case in *data*, which the file *path* holds.

    Raises `BadData` naming the file: for its text by line and column, for its values by key, where
    it is empty, and where its name is not the id in it.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise BadData(say("ledger-file-empty", file=str(path)), say("hint-ledger-file-empty"))
    case = case_from_mapping(parse_toml(data, str(path)), str(path))
    if path.name != f"{case.id}.toml":
        raise BadData(
            say("ledger-wrong-name", file=str(path), id=case.id),
            say("hint-ledger-wrong-name", id=case.id),
        )
    return case


def new_file(case: Case, path: Path) -> bytes:
    """Return the bytes of a new file *path* for *case*.

    Raises `BadData` where they would not read back.
    """
    data = toml_document(case_to_mapping(case)).encode()
    case_of(data, path)
    return data


def with_events(data: bytes, events: tuple[Event, ...], path: Path) -> bytes:
    """Return *data* with a line added for each of *events*; every byte that was there stays.

    The lines end as the others do; the table of events is made where there is none. The result is
    read again before it is given. Raises `BadData` where a line would land in another table, where
    an id is taken, and where the result would not be a case.
    """
    old = parse_toml(data, str(path))
    there = old.get("events", {})
    lines = {event.id: event_to_mapping(event) for event in events}
    if not isinstance(there, Mapping) or there.keys() & lines.keys() or len(lines) < len(events):
        raise BadData(say("ledger-event-taken", file=str(path), ids=tuple(lines)))
    end = "\r\n" if b"\r\n" in data else "\n"
    table = "" if "events" in old else f"{end}[events]{end}"
    added = "".join(f"{key_value(id, line)}{end}" for id, line in lines.items())
    break_ = "" if data.endswith(b"\n") else end
    new = data + f"{break_}{table}{added}".encode()
    if parse_toml(new, str(path)) != {**old, "events": {**there, **lines}}:
        raise BadData(say("ledger-events-not-last", file=str(path)), say("hint-ledger-events-last"))
    case_of(new, path)
    return new
