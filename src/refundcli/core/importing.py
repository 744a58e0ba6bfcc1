"""Cases out of an exported document (导入), and what of them a ledger lacks."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from refundcli.core.case import Case
from refundcli.core.case_format import case_from_mapping
from refundcli.core.case_values import EVENT_VALUES
from refundcli.core.counted import Counted, uncounted
from refundcli.core.errors import BadData
from refundcli.core.events import Event
from refundcli.core.exporting import SCHEMA
from refundcli.core.merging import merge
from refundcli.core.reading import Reader
from refundcli.core.text import Said, say
from refundcli.core.values import dataclass

_NAME, _, _NUMBER = SCHEMA.rpartition("/")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIMES = frozenset(
    ("at", *(key for key, reads in EVENT_VALUES.items() if reads == Reader.maybe_instant))
)
_TOP = ("schema", "exported_at", "redacted", "cases")


@dataclass(frozen=True, slots=True)
class Incoming:
    """What an import would do: cases that are new, known ones with the events they lack, the rest."""

    new: tuple[Case, ...] = ()
    grown: tuple[tuple[Case, tuple[Event, ...]], ...] = ()
    unchanged: tuple[Case, ...] = ()

    @property
    def to_store(self) -> tuple[Case, ...]:
        """The cases that bring something, as the document holds them."""
        return (*self.new, *(case for case, _ in self.grown))


def cases_in(document: object, where: str, counted: Counted = uncounted) -> tuple[Case, ...]:
    """Return the cases of the exported *document*; *where* is what it is called in errors.

    *counted* is handed what the cases are made of. Raises `BadData` with the place of the first case that is wrong
    and every fault in it, for a document that is no export, for one of a newer format, and for a
    key that this program does not know: to leave out what is not understood would be to lose it.
    """
    if not isinstance(document, Mapping):
        raise _no_export(where)
    _check_schema(document.get("schema"), where)
    unknown = tuple(key for key in document if key not in _TOP)
    if unknown:
        raise _wrong(where, "", say("import-unknown-keys", keys=unknown))
    raw = document.get("cases")
    if not isinstance(raw, list):
        raise _wrong(where, "cases", say("fault-type", wanted="list of tables"))
    cases = tuple(_case(one, where, f"cases[{place}]") for place, one in enumerate(counted(raw)))
    twice = [id for id, times in Counter(one.id for one in cases).items() if times > 1]
    if twice:
        raise _wrong(where, "cases", say("import-twice", ids=tuple(twice)))
    return cases


def lacking(known: Case, other: Case) -> tuple[Event, ...]:
    """Return the events of *other* that the same case *known* lacks, in their order.

    Raises `BadData` naming the case where the two were opened with other words, or where an event
    of one id says one thing here and another there: nothing is chosen.
    """
    clashes = merge(known, other).clashes
    if clashes:
        raise BadData(
            say("import-conflict", id=known.id, clashes=clashes), say("hint-import-conflict")
        )
    here = {one.id for one in known.events}
    return tuple(one for one in other.events if one.id not in here)


def incoming(cases: Iterable[Case], known: Callable[[str], Case | None]) -> Incoming:
    """Return what an import of *cases* would do to a ledger; *known* gives its case of an id.

    Raises `BadData` as `lacking` does.
    """
    new: list[Case] = []
    grown: list[tuple[Case, tuple[Event, ...]]] = []
    unchanged: list[Case] = []
    for case in cases:
        here = known(case.id)
        if here is None:
            new.append(case)
        elif events := lacking(here, case):
            grown.append((case, events))
        else:
            unchanged.append(case)
    return Incoming(tuple(new), tuple(grown), tuple(unchanged))


def _check_schema(schema: object, where: str) -> None:
    name, _, number = str(schema).rpartition("/")
    if name != _NAME or not (number.isascii() and number.isdecimal()):
        raise _no_export(where)
    if number != _NUMBER:
        raise BadData(
            say("import-newer", file=where, schema=str(schema), known=SCHEMA),
            say("hint-ledger-newer-format"),
        )


def _no_export(where: str) -> BadData:
    return BadData(say("import-no-export", file=where, known=SCHEMA), say("hint-import"))


def _wrong(where: str, place: str, what: Said) -> BadData:
    file = f"{where}: {place}" if place else where
    return BadData(say("import-wrong", file=file, what=what), say("hint-import"))


def _case(raw: object, where: str, place: str) -> Case:
    if not isinstance(raw, Mapping):
        raise _wrong(where, place, say("fault-type", wanted="table"))
    held = {key: _timed(key, value) for key, value in raw.items()}
    held["events"] = _events(raw.get("events", []), where, f"{place}.events")
    try:
        return case_from_mapping(held, f"{where}: {place}")
    except BadData as error:
        raise BadData(error.message, say("hint-import")) from None


def _events(raw: object, where: str, place: str) -> dict[str, object]:
    if not isinstance(raw, list):
        raise _wrong(where, place, say("fault-type", wanted="list of tables"))
    events: dict[str, object] = {}
    for number, one in enumerate(raw):
        id = one.get("id") if isinstance(one, Mapping) else None
        if not isinstance(one, Mapping) or not isinstance(id, str):
            raise _wrong(where, f"{place}[{number}]", say("import-event-form"))
        if id in events:
            raise _wrong(where, f"{place}[{number}]", say("import-twice", ids=(id,)))
        events[id] = {key: _timed(key, value) for key, value in one.items() if key != "id"}
    return events


def _timed(key: str, value: object) -> object:
    """Return *value* with every time in it, told by its key, read; what is no time stays."""
    if isinstance(value, Mapping):
        return {name: _timed(name, one) for name, one in value.items()}
    if not isinstance(value, str) or not (key in _TIMES or key.endswith("_at")):
        return value
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
        return datetime.fromisoformat(value) if _DAY.match(value) else value
    except ValueError:
        return value
