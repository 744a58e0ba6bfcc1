"""A terminal for tests: a program in it, keys to press, and the screen as a person sees it."""

import os
import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

import pexpect
import pyte

BACK, ENTER, UP, DOWN = "\x1b", "\r", "\x1b[A", "\x1b[B"
SECONDS = 15.0


class Screen(pyte.Screen):
    """A screen that answers the questions programs put to it, as terminals do."""

    child: "pexpect.spawn[bytes] | None" = None

    def write_process_input(self, data: str) -> None:
        """Send an answer of the terminal to the program."""
        if self.child is not None and self.child.isalive():
            self.child.send(data.encode())

    def select_graphic_rendition(self, *attributes: int, **private: bool) -> None:
        """Show what is faint as grey: pyte knows no faint. A colour by number may hold a 2 of its own."""
        if not {38, 48} & set(attributes):
            attributes = tuple(90 if one == 2 else one for one in attributes)
        super().select_graphic_rendition(*attributes, **private)


class Terminal:
    """Runs Python *code* in a pseudo-terminal of *columns* by *lines*."""

    def __init__(
        self, code: str, *, columns: int = 80, lines: int = 24, **environment: str
    ) -> None:
        self._screen = Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.child: pexpect.spawn[bytes] = pexpect.spawn(
            sys.executable,
            ["-c", code],
            dimensions=(lines, columns),
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": os.pathsep.join(sys.path),
                "HOME": os.environ["HOME"],
                "LANG": "C.UTF-8",
                "TERM": "xterm-256color",
                "PAGER": "cat",
                **environment,
            },
            timeout=SECONDS,
        )
        self.child.delaybeforesend = None
        self._screen.child = self.child

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.child.close(force=True)

    @property
    def shown(self) -> str:
        """What the screen shows now, without the blanks at the line ends."""
        return "\n".join(line.rstrip() for line in self._screen.display).rstrip()

    @property
    def cells(self) -> list[list[Any]]:
        """The screen row by row; a cell has `data` and looks, the second one of a wide character no data."""
        rows = (self._screen.buffer[row] for row in range(self._screen.lines))
        return [[row[column] for column in range(self._screen.columns)] for row in rows]

    def press(self, *keys: str) -> None:
        """Send *keys*, one after the other."""
        for key in keys:
            self.child.send(key.encode())

    def resize(self, columns: int, lines: int) -> None:
        """Make the window another size, as who drags its corner does."""
        self._screen.resize(lines, columns)
        self.child.setwinsize(lines, columns)

    def until_it(self, is_there: Callable[[str], bool], what: str) -> str:
        """Wait until what the screen shows is as *is_there* says, and return it; *what* is named where it never is."""
        return self._wait(lambda: is_there(self.shown), what)

    def settled(self, seconds: float) -> str:
        """Return what the screen shows once the program has written nothing for *seconds*."""
        while True:
            try:
                self._stream.feed(self.child.read_nonblocking(65536, timeout=seconds))
            except (pexpect.TIMEOUT, pexpect.EOF):
                return self.shown

    def until(self, words: str) -> str:
        """Wait until the screen shows *words* and return all it shows."""
        return self._wait(lambda: words in self.shown, words)

    def until_gone(self, words: str) -> str:
        """Wait until the screen no longer shows *words* and return what it shows."""
        return self._wait(lambda: words not in self.shown, f"no {words}")

    def until_ended(self) -> str:
        """Wait until the program has ended and return all that the screen shows then."""
        while True:
            try:
                self._stream.feed(self.child.read_nonblocking(65536, timeout=SECONDS))
            except pexpect.EOF:
                return self.shown

    def _wait(self, is_there: Callable[[], bool], what: str) -> str:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if is_there():
                return self.shown
            try:
                self._stream.feed(self.child.read_nonblocking(4096, timeout=0.1))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                break
        if is_there():
            return self.shown
        raise AssertionError(f"the screen never showed: {what}\n{self.shown}")
