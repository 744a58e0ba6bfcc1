"""A list of choices as a value: what was typed, what is found, where the pointer stands."""

from collections.abc import Sequence
from enum import Enum

from refundcli.adapters.matching import Found, Option, found
from refundcli.adapters.screen_text import plain
from refundcli.core.values import dataclass, field
from refundcli.core.widths import beginning, cells


class Back(Enum):
    """The one value of `BACK`."""

    BACK = "back"


BACK = Back.BACK
"""The answer of who wants the question before this one again."""


def fitted(text: str, columns: int) -> str:
    """Return *text* in at most *columns* columns, cut with "…" where it is longer.

    >>> fitted("未按约定时间发货", 9)
    '未按约定…'
    """
    if cells(text) <= columns:
        return text
    return f"{beginning(text, columns - 1)}…" if columns > 0 else ""


@dataclass(slots=True)
class Menu:
    """The state of a question with choices, moved by what the buyer presses.

    The pointer stands on one of `found`; with nothing found it stands nowhere and nothing can be
    chosen. `last` stands below the others as long as nothing is typed: the way back. `picked`
    keeps the order of `options`, not of picking; `is_ticked` says that something was ticked or unticked.
    """

    options: tuple[Option, ...]
    last: Option | None = None
    pointed: int = 0
    typed: str = ""
    is_help_shown: bool = False
    is_ticked: bool = False
    _picked: set[str] = field(default_factory=set)

    def start(self, default: str | None, picked: Sequence[str] = ()) -> "Menu":
        """Point at *default*, tick *picked*, and return the menu."""
        ids = [one.id for one in self.options]
        self.pointed = ids.index(default) if default in ids else 0
        self._picked = {one for one in picked if one in ids}
        return self

    @property
    def found(self) -> tuple[Found, ...]:
        """The options that what was typed finds, with the reason where the title does not show it."""
        if self.typed.strip() or self.last is None:
            return found(self.options, self.typed)
        return (*found(self.options, ""), Found(self.last))

    @property
    def current(self) -> Option | None:
        """The option the pointer stands on."""
        ways = self.found
        return ways[self.pointed].option if self.pointed < len(ways) else None

    @property
    def picked(self) -> tuple[str, ...]:
        """The ids that are ticked."""
        return tuple(one.id for one in self.options if one.id in self._picked)

    def move(self, steps: int) -> None:
        """Move the pointer, round both ends."""
        count = len(self.found)
        if count:
            self.pointed = (self.pointed + steps) % count

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
            self.is_ticked = True
