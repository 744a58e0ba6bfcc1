"""A mapping read key by key: every mistake is kept with its file and its key."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TypeVar

from refundcli.core.errors import BadData
from refundcli.core.money import yuan
from refundcli.core.order import When
from refundcli.core.periods import bounds, parse_length
from refundcli.core.rules import Length
from refundcli.core.text import Said, Text, say
from refundcli.core.values import dataclass, field

T = TypeVar("T")

YEARS = range(2000, 2200)
"""Years in which an event of a case can lie; outside them a time is a slip of the pen."""

_KINDS: Mapping[str, Text] = {
    "string": Text("文字", "string"),
    "list of strings": Text("文字列表", "list of strings"),
    "true or false": Text("true 或 false", "true or false"),
    "whole number": Text("整数", "whole number"),
    "date": Text("日期", "date"),
    "list of dates": Text("日期列表", "list of dates"),
    "date and time": Text("日期和时间", "date and time"),
    "date, with or without a time": Text("日期，可带时间", "date, with or without a time"),
    "amount of yuan, as 128.00": Text("金额（元），如 128.00", "amount of yuan, as 128.00"),
    "length": Text("时长", "length"),
    "{ zh, en }": Text("{ zh, en }", "{ zh, en }"),
    "table": Text("表", "table"),
    "list of tables": Text("表的列表", "list of tables"),
}
"""What a value must be, in the reader's language."""

_NOTHING: tuple[object, ...] = ("", [], (), {})
"""What a needed key may not hold."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A mistake in a data file: the file, the key in it, and what is wrong."""

    file: str
    key: str
    what: Said


@dataclass(slots=True)
class Reader:
    """Reads one table of a file; `faults` is shared by all readers of the file.

    Each method takes a key, remembers that it was asked for, and returns the value or a harmless
    stand-in after noting the fault. `finish()` notes the keys that nobody asked for.
    """

    data: Mapping[str, object]
    file: str
    place: str
    faults: list[Fault]
    _asked: set[str] = field(default_factory=set)

    def fault(self, key: str, what: Said) -> None:
        """Note that *key* of this table is wrong."""
        self.faults.append(Fault(self.file, f"{self.place}.{key}" if self.place else key, what))

    def _take(self, key: str, wanted: str, kinds: tuple[type, ...], *, needed: bool) -> object:
        self._asked.add(key)
        value = self.data.get(key)
        if value is None or (needed and value in _NOTHING):
            if needed:
                self.fault(key, say("fault-missing", wanted=_KINDS[wanted]))
            return None
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            self.fault(key, say("fault-type", wanted=_KINDS[wanted]))
            return None
        return value

    def word(self, key: str, allowed: tuple[str, ...] = (), default: str | None = None) -> str:
        """Return a string, one of *allowed* where they are given; needed without a default."""
        value = self._take(key, "string", (str,), needed=default is None)
        if not isinstance(value, str):
            return default or ""
        if allowed and value not in allowed:
            self.fault(key, say("fault-choice", value=value, allowed=allowed))
        return value

    def maybe_word(self, key: str, allowed: tuple[str, ...] = ()) -> str | None:
        """Return a string or None where the key is left out."""
        return self.word(key, allowed, "") or None

    def words(
        self, key: str, allowed: tuple[str, ...] = (), *, needed: bool = False
    ) -> tuple[str, ...]:
        """Return the strings of a list, each one of *allowed* where they are given."""
        value = self._take(key, "list of strings", (list, tuple), needed=needed)
        if not isinstance(value, list | tuple):
            return ()
        for one in value:
            if not isinstance(one, str):
                self.fault(key, say("fault-type", wanted=_KINDS["list of strings"]))
                return ()
            if allowed and one not in allowed:
                self.fault(key, say("fault-choice", value=one, allowed=allowed))
        return tuple(value)

    def flag(self, key: str) -> bool:
        """Return true or false; false where the key is left out."""
        return self.maybe_flag(key) is True

    def maybe_flag(self, key: str) -> bool | None:
        """Return true, false, or None where the key is left out."""
        value = self._take(key, "true or false", (bool,), needed=False)
        return value if isinstance(value, bool) else None

    def number(self, key: str, *, needed: bool = False) -> int | None:
        """Return a whole number or None."""
        value = self._take(key, "whole number", (int,), needed=needed)
        return value if isinstance(value, int) else None

    def day(self, key: str) -> date:
        """Return a day; needed."""
        value = self._take(key, "date", (date,), needed=True)
        return self._as_day(key, value) or date.min

    def maybe_day(self, key: str) -> date | None:
        """Return a day or None."""
        return self._as_day(key, self._take(key, "date", (date,), needed=False))

    def days(self, key: str) -> tuple[date, ...]:
        """Return the days of a list."""
        value = self._take(key, "list of dates", (list, tuple), needed=False)
        if not isinstance(value, list | tuple):
            return ()
        found = tuple(self._as_day(key, one) for one in value)
        return tuple(one for one in found if one is not None)

    def _as_day(self, key: str, value: object) -> date | None:
        if value is None:
            return None
        if isinstance(value, datetime) or not isinstance(value, date):
            self.fault(key, say("fault-type", wanted=_KINDS["date"]))
            return None
        return value

    def instant(self, key: str) -> datetime:
        """Return an instant in Beijing time; needed."""
        return self.maybe_instant(key, needed=True) or bounds(date.min)[0]

    def maybe_instant(self, key: str, *, needed: bool = False) -> datetime | None:
        """Return an instant or None; one without an offset is Beijing wall time."""
        found = self._when(key, "date and time", (datetime,), needed=needed)
        return found if isinstance(found, datetime) else None

    def maybe_when(self, key: str) -> When | None:
        """Return an instant in Beijing time, a day alone, or None."""
        return self._when(key, "date, with or without a time", (date,), needed=False)

    def _when(self, key: str, wanted: str, kinds: tuple[type, ...], *, needed: bool) -> When | None:
        value = self._take(key, wanted, kinds, needed=needed)
        if not isinstance(value, date):
            return None
        if value.year not in YEARS:
            self.fault(key, say("fault-year", first=YEARS[0], last=YEARS[-1]))
            return None
        return bounds(value)[0] if isinstance(value, datetime) else value

    def exact(self, key: str) -> Decimal | None:
        """Return yuan, written as an exact decimal, or None; a binary float is refused."""
        value = self._take(key, "amount of yuan, as 128.00", (Decimal, int, str), needed=False)
        if not isinstance(value, Decimal | int | str):
            return None
        try:
            return yuan(value, key)
        except BadData as error:
            self.fault(key, error.message)
            return None

    def length(self, key: str, *, needed: bool = False) -> Length | None:
        """Return a length of time or None."""
        return self._read(key, parse_length, "length", needed=needed)

    def money(self, key: str, *, needed: bool = False) -> Decimal | None:
        """Return yuan, written as a string, or None."""
        return self._read(key, lambda value: yuan(value, key), "string", needed=needed)

    def _read(self, key: str, reads: Callable[[str], T], wanted: str, *, needed: bool) -> T | None:
        value = self._take(key, wanted, (str,), needed=needed)
        if not isinstance(value, str):
            return None
        try:
            return reads(value)
        except BadData as error:
            self.fault(key, error.message)
            return None

    def text(self, key: str) -> Text:
        """Return words in both languages; needed."""
        return self.maybe_text(key, needed=True) or Text("", "")

    def maybe_text(self, key: str, *, needed: bool = False) -> Text | None:
        """Return words in both languages, or None where the key is left out."""
        value = self._take(key, "{ zh, en }", (Mapping,), needed=needed)
        return _as_text(self.inner(key, value)) if isinstance(value, Mapping) else None

    def texts(self, key: str) -> tuple[Text, ...]:
        """Return a list of words in both languages."""
        return tuple(_as_text(one) for one in self.tables(key))

    def table(self, key: str, *, needed: bool = False) -> "Reader | None":
        """Return a reader of the table under *key*, or None where it is left out."""
        value = self._take(key, "table", (Mapping,), needed=needed)
        return self.inner(key, value) if isinstance(value, Mapping) else None

    def tables(self, key: str, *, needed: bool = False) -> "tuple[Reader, ...]":
        """Return a reader of each table in the list under *key*."""
        value = self._take(key, "list of tables", (list, tuple), needed=needed)
        if not isinstance(value, list | tuple):
            return ()
        if not all(isinstance(one, Mapping) for one in value):
            self.fault(key, say("fault-type", wanted=_KINDS["list of tables"]))
            return ()
        return tuple(self.inner(f"{key}[{i}]", one) for i, one in enumerate(value))

    def named_tables(self) -> "Iterator[tuple[str, Reader]]":
        """Give every table of this table with its name; anything else is a fault."""
        for name, value in self.data.items():
            self._asked.add(name)
            if isinstance(value, Mapping):
                yield name, self.inner(name, value)
            else:
                self.fault(name, say("fault-type", wanted=_KINDS["table"]))

    def inner(self, key: str, value: Mapping[str, object]) -> "Reader":
        """Return a reader of a table inside this one."""
        return Reader(value, self.file, f"{self.place}.{key}" if self.place else key, self.faults)

    def finish(self) -> None:
        """Note every key that nobody asked for."""
        for key in self.data:
            if key not in self._asked:
                self.fault(key, say("fault-unknown-key", known=tuple(sorted(self._asked))))


def read_file(data: Mapping[str, object], file: str, reads: Callable[[Reader], T]) -> T:
    """Return what *reads* makes of a whole file; raises `BadData` naming every fault in it."""
    top = Reader(data, file, "", [])
    value = reads(top)
    top.finish()
    if top.faults:
        faults = tuple(say("fault-at", key=one.key, what=one.what) for one in top.faults)
        raise BadData(
            say("error-data-file", file=file, faults=faults), say("hint-data-file", file=file)
        )
    return value


def _as_text(reader: Reader) -> Text:
    made = Text(reader.word("zh"), reader.word("en"), reader.maybe_word("zh-Hant"))
    reader.finish()
    return made
