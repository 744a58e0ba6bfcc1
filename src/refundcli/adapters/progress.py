"""A line on the terminal that says how far a long piece of work is."""

import time
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TypeVar

from refundcli.adapters.console import Console

T = TypeVar("T")

_FIRST_SECONDS = 1.0
_NEXT_SECONDS = 0.2
_ERASE = "\r\x1b[K"


class Progress:
    """Counts items on the error stream of *console*; *line* makes the words of done and all.

    Nothing is shown of work that takes less than a second, where the stream is no terminal, or where
    the terminal cannot go back in a line. The line is gone when the work is done.
    """

    def __init__(
        self,
        console: Console,
        line: Callable[[int, int], str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._console = console
        self.line = line
        self._clock = clock
        self._is_shown = False
        self._can_show = console.notes_to_terminal and not console.is_dumb

    def __call__(self, items: Collection[T], /) -> Iterable[T]:
        """Give *items* on, one by one."""
        return self._counted(items) if self._can_show else items

    def _counted(self, items: Collection[T]) -> Iterator[T]:
        due = self._clock() + _FIRST_SECONDS
        try:
            for number, item in enumerate(items):
                now = self._clock()
                if now >= due:
                    self._console.note(_ERASE + self.line(number, len(items)), end="")
                    due, self._is_shown = now + _NEXT_SECONDS, True
                yield item
        finally:
            self.erase()

    def erase(self) -> None:
        """Take the line away, where there is one: the work may have been broken off."""
        if self._is_shown:
            self._console.note(_ERASE, end="")
        self._is_shown = False
