"""A list of choices as a value: what was typed, what is found, where the pointer stands."""

import re
from collections.abc import Sequence
from enum import Enum
from unicodedata import east_asian_width

from refundcli.core.outside import clean
from refundcli.core.values import dataclass, field


class Back(Enum):
    """The one value of `BACK`."""

    BACK = "back"


BACK = Back.BACK
"""The answer of who wants the question before this one again."""


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: its id, its title, the other words it is found by (aliases, pinyin), its help."""

    id: str
    title: str
    keys: tuple[str, ...] = ()
    help: str | None = None


def matching(options: Sequence[Option], typed: str) -> tuple[Option, ...]:
    """Return the options that *typed* finds: exact words first, then beginnings, then parts.

    An option is found by its id, its title and its keys; case and the spaces around play no part.

    >>> taobao = Option("taobao", "淘宝", ("tb",))
    >>> tmall = Option("tmall", "天猫", ("tm",))
    >>> [one.id for one in matching((taobao, tmall), "猫")]
    ['tmall']
    """
    wanted = typed.strip().casefold()
    if not wanted:
        return tuple(options)
    ranked = [(_rank(one, wanted), one) for one in options]
    return tuple(one for rank in range(3) for found, one in ranked if found == rank)


def exactly(options: Sequence[Option], typed: str) -> Option | None:
    """Return the first option of which *typed* is the id, the title or a key.

    >>> exactly((Option("jd", "京东"), Option("jd-pop", "京东第三方")), "JD")
    Option(id='jd', title='京东', keys=(), help=None)
    """
    wanted = typed.strip().casefold()
    return next((one for one in options if _rank(one, wanted) == 0), None)


def _rank(option: Option, wanted: str) -> int:
    words = tuple(one.casefold() for one in (option.id, option.title, *option.keys))
    if wanted in words:
        return 0
    if any(one.startswith(wanted) for one in words):
        return 1
    return 2 if any(wanted in one for one in words) else 3


_JOINERS = re.compile("[\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60"
_PARTS = re.compile(rf"[{_WIDE}][，。：；！？、）》”]*\s*|[^\s{_WIDE}]*\s+|[^\s{_WIDE}]+")
_COMBINING = re.compile("[\u0300-\u036f]")


def plain(text: str) -> str:
    """Return *text* in one line, with no character whose width terminals disagree on.

    An emoji of several parts falls into them, and a flag becomes its letters.

    >>> plain("店\ufe0f家\U0001f1e8\U0001f1f3")
    '店家CN'
    """
    joined = _JOINERS.sub("", clean(text))
    return _FLAG.sub(lambda found: chr(ord(found.group()) - 0x1F1E6 + ord("A")), joined)


def cells(text: str) -> int:
    """Return the columns *text* takes: two for a Chinese character.

    >>> cells("退款ok")
    6
    """
    wide = sum(east_asian_width(one) in "WF" for one in text)
    return len(text) - len(_COMBINING.findall(text)) + wide


def fitted(text: str, columns: int) -> str:
    """Return *text* in at most *columns* columns, cut with "…" where it is longer.

    >>> fitted("未按约定时间发货", 9)
    '未按约定…'
    """
    if cells(text) <= columns:
        return text
    return f"{_beginning(text, columns - 1)}…" if columns > 0 else ""


def _beginning(text: str, columns: int) -> str:
    end = len(text)
    while end and cells(text[:end]) > columns:
        end -= 1
    return text[:end]


def wrapped(text: str, columns: int) -> tuple[str, ...]:
    """Return *text* as lines of at most *columns* columns, broken at blanks and between Chinese.

    >>> wrapped("refund 退款退款", 10)
    ('refund 退', '款退款')
    """
    lines = [""]
    for part in _PARTS.findall(text):
        if cells(lines[-1] + part.rstrip()) > columns and lines[-1]:
            lines.append("")
        rest = part if lines[-1] else part.lstrip()
        while cells(rest.rstrip()) > columns > 1:
            head = _beginning(rest, columns)
            lines[-1], rest = head, rest[len(head) :]
            lines.append("")
        lines[-1] += rest
    return tuple(line.rstrip() for line in lines)


@dataclass(slots=True)
class Menu:
    """The state of a question with choices, moved by what the buyer presses.

    The pointer stands on one of `found`; with nothing found it stands nowhere and nothing can be
    chosen. `last` stands below the others as long as nothing is typed: the way back. `picked`
    keeps the order of `options`, not of picking.
    """

    options: tuple[Option, ...]
    last: Option | None = None
    pointed: int = 0
    typed: str = ""
    is_help_shown: bool = False
    _picked: set[str] = field(default_factory=set)

    def start(self, default: str | None, picked: Sequence[str] = ()) -> "Menu":
        """Point at *default*, tick *picked*, and return the menu."""
        ids = [one.id for one in self.options]
        self.pointed = ids.index(default) if default in ids else 0
        self._picked = {one for one in picked if one in ids}
        return self

    @property
    def found(self) -> tuple[Option, ...]:
        """The options that what was typed finds."""
        if self.typed.strip() or self.last is None:
            return matching(self.options, self.typed)
        return (*self.options, self.last)

    @property
    def current(self) -> Option | None:
        """The option the pointer stands on."""
        found = self.found
        return found[self.pointed] if self.pointed < len(found) else None

    @property
    def picked(self) -> tuple[str, ...]:
        """The ids that are ticked."""
        return tuple(one.id for one in self.options if one.id in self._picked)

    def move(self, steps: int) -> None:
        """Move the pointer, round both ends."""
        if self.found:
            self.pointed = (self.pointed + steps) % len(self.found)

    def type(self, text: str) -> None:
        """Add to what was typed; the pointer goes to the best find."""
        self.typed += plain(text)
        self.pointed = 0

    def erase(self, count: int = 1) -> None:
        """Take back the last *count* characters typed."""
        self.typed = self.typed[: max(0, len(self.typed) - count)]
        self.pointed = 0

    def toggle(self) -> None:
        """Tick or untick the option the pointer stands on."""
        if self.current in self.options and self.current is not None:
            self._picked ^= {self.current.id}
