"""Several events from a file or from the standard input, every mistake named by its key."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from refundcli.adapters.standard_input import read_input
from refundcli.adapters.toml_files import parse_toml, read_toml
from refundcli.commands.session import Session
from refundcli.commands.telling import Told, kind_named, time_told, value_told
from refundcli.core.errors import BadData, RefundcliError
from refundcli.core.events import EVENTS
from refundcli.core.reading import Fault, Reader, read_file
from refundcli.core.text import say

STANDARD_INPUT = "-"


def events_of(session: Session, name: str) -> tuple[Told, ...]:
    """Return the events that the file *name* tells of (`-`: the standard input), in order of time.

    Each `[[event]]` has a `kind`, an `at` (a TOML time, or words; without one it is now) and what
    the event carries. Raises `BadData` naming the file and every key that is wrong.
    """
    if name == STANDARD_INPUT:
        where = session.words.write(say("standard-input"))
        data = parse_toml(read_input(), where)
    else:
        where, data = name, read_toml(Path(name))
    try:
        found = read_file(data, where, lambda top: _events(session, top))
    except BadData as error:
        raise BadData(error.message, say("hint-event-file")) from None
    return tuple(sorted(found, key=lambda one: one.at))


def _events(session: Session, top: Reader) -> list[Told]:
    told = (_event(session, one) for one in top.tables("event", needed=True))
    return [one for one in told if one is not None]


def _event(session: Session, table: Reader) -> Told | None:
    """Return the event of a table, or None after noting what is wrong with it."""
    before = len(table.faults)
    try:
        kind = kind_named(session, table.word("kind"))
    except RefundcliError as error:
        _blame(table, "kind", error)
        return None
    known = ("kind", "at", *EVENTS[kind].keys)
    values: dict[str, object] = {}
    for key in table.data:
        if key not in known:
            table.fault(key, say("fault-unknown-key", known=known))
        elif key != "kind":
            values[key] = _value(session, table, kind, key)
    if len(table.faults) > before:
        return None
    at = values.pop("at", session.now.replace(microsecond=0))
    return Told(kind, at, values, table.place, table.file)  # type: ignore[arg-type]  # what `time_told` gave


def _value(session: Session, table: Reader, kind: str, key: str) -> object:
    told = _as_told(table.data[key])
    if told is None or (key != "set" and not isinstance(told, str)):
        table.fault(key, say("fault-type", wanted="string"))
        return None
    try:
        if key == "at":
            return time_told(session, kind, str(told), key)
        return value_told(session, key, told, key)
    except RefundcliError as error:
        _blame(table, key, error)
        return None


def _blame(table: Reader, key: str, error: RefundcliError) -> None:
    """Note what is wrong with *key*; an error about a value names the key itself."""
    what = say("fault-with-hint", what=error.message, hint=error.hint)
    if "name" in error.message.fields:
        table.faults.append(Fault(table.file, table.place, what))
    else:
        table.fault(key, what)


def _as_told(value: object) -> str | tuple[str, ...] | None:
    """Return a value of TOML as one types it; None for what nobody would."""
    match value:
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case int() | Decimal():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return tuple(_pairs(value))
        case list() if all(isinstance(one, str) for one in value):
            return ",".join(value)
    return None


def _pairs(table: Mapping[str, object], above: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _pairs(value, f"{above}{key}.")
        else:
            yield f"{above}{key}={_as_told(value) or ''}"
