"""Long work on many cases says how far it is: on a terminal, to whoever wants to be told, and nowhere else."""

import io
import os
import shutil
from collections.abc import Collection, Iterable
from importlib import import_module
from pathlib import Path
from typing import TypeVar

import pytest
from tests.interface.program import UNSHIPPED

from refundcli.adapters.console import Console
from refundcli.adapters.progress import Progress
from refundcli.commands.command import Command
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.counted import uncounted
from refundcli.main import run

T = TypeVar("T")
CASES = 2


class Counting:
    """Notes how many things it was handed at most."""

    def __init__(self) -> None:
        self.most = 0

    def __call__(self, items: Collection[T], /) -> Iterable[T]:
        """Give *items* on."""
        self.most = max(self.most, len(items))
        return items


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def exported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    """Return the name of a file with as many cases as the ledger has, which has no index."""
    monkeypatch.chdir(tmp_path)
    for _ in range(CASES):
        assert run(["new", "--no-input", *UNSHIPPED]) == 0
    assert run(["export", "--out", "cases.json"]) == 0
    shutil.rmtree(os.environ["XDG_CACHE_HOME"])
    capsys.readouterr()
    return "cases.json"


@pytest.mark.parametrize(
    ("module", "values"),
    [
        ("list", {}),
        ("doctor", {}),
        ("export", {}),
        ("import_", {"file": "cases.json"}),
        ("rules_diff", {"earlier": "2020-01-01", "later": "now"}),
    ],
)
def test_command_on_all_cases_says_how_far_it_is(
    exported: str, module: str, values: dict[str, object]
) -> None:
    """Each hands over the cases that it reads or judges."""
    command: Command = import_module(f"refundcli.commands.{module}").COMMAND
    given = Given(values)
    session = Session(given)
    session.progress = counting = Counting()
    command.run(session, given)
    assert counting.most == CASES


@pytest.mark.parametrize("silence", ["json", "quiet"])
def test_nothing_is_said_to_whoever_wants_silence(silence: str) -> None:
    """Not to a script, and not under --quiet, though it is a terminal."""
    session = Session(Given({silence: True}))
    session.console = Console(Terminal(), Terminal(), {"TERM": "xterm"})
    assert session.progress is uncounted


def test_terminal_is_told_in_the_buyers_language() -> None:
    """In a line of its own that goes away."""
    err = Terminal()
    session = Session(Given({"lang": "en"}))
    session.console = Console(Terminal(), err, {"TERM": "xterm"})
    progress = session.progress
    assert isinstance(progress, Progress)
    clock = iter(range(100))
    told = Progress(session.console, progress.line, lambda: next(clock))
    assert (list(told("ab")), err.getvalue()) == (
        ["a", "b"],
        "\r\x1b[K0 of 2 …\r\x1b[K1 of 2 …\r\x1b[K",
    )


def test_line_of_work_that_is_broken_off_is_gone_before_anything_else_is_said() -> None:
    """Whoever presses Ctrl-C reads that on a line of its own."""
    err = Terminal()
    session = Session(Given({"lang": "en"}))
    session.console = Console(Terminal(), err, {"TERM": "xterm"})
    clock = iter(range(0, 100, 10))
    session.progress = Progress(session.console, lambda *_: "far", lambda: next(clock))
    work = iter(session.progress("ab"))
    assert next(work) == "a"
    session.end()
    session.end()
    assert err.getvalue() == "\r\x1b[Kfar\r\x1b[K"
