"""Screens held against golden files: one file a walk, one part a screen; `--regold` rewrites them."""

import re
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import pytest
from tests.adapters.terminal import Terminal

FOLDER = Path(__file__).resolve().parent.parent / "golden" / "screens" / "wizard"

_CASE = re.compile(r"\b(tb|ab|pd|jd)-[0-9a-z]{4}\b")
_QUIET = 0.7
"""Seconds without output after which a screen is taken as whole, only where golden files are rewritten."""


def masked(shown: str) -> str:
    """Return a screen with the random letters of case ids as x, and what stands beside them where it stood."""
    return _CASE.sub(r"\1-xxxx", shown)


class Screens:
    """The golden screens of one walk, in the order they are shown."""

    def __init__(self, name: str, request: pytest.FixtureRequest) -> None:
        self._file = FOLDER / f"{name}.txt"
        self._is_new = bool(request.config.getoption("--regold", default=False))
        self._made: list[tuple[str, str]] = []
        kept = self._file.read_text("utf-8") if self._file.exists() else ""
        self._kept = re.findall(r"^#### (.*)\n((?:(?!####).*\n?)*)", kept, flags=re.MULTILINE)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None and self._is_new:
            FOLDER.mkdir(parents=True, exist_ok=True)
            text = "".join(f"#### {name}\n{shown}\n" for name, shown in self._made)
            self._file.write_text(text, encoding="utf-8")
        elif kind is None:
            assert [name for name, _ in self._kept] == [name for name, _ in self._made]

    def check(
        self, terminal: Terminal, name: str, part: Callable[[str], str] = lambda shown: shown
    ) -> str:
        """Wait until the screen, or a *part* of it, is the golden one called *name*, and return what it shows."""
        if self._is_new:
            shown = terminal.settled(_QUIET)
            self._made.append((name, masked(part(shown)).rstrip()))
            return shown
        expected = self._kept[len(self._made)][1].rstrip() if self._kept[len(self._made) :] else ""
        self._made.append((name, expected))
        return terminal.until_it(
            lambda shown: masked(part(shown)).rstrip() == expected, f"{name}\n{expected}\n---"
        )
