"""The table of speed: whole processes against `python -c pass` of the same interpreter, run in turn; medians.

    python benchmarks/startup.py [--rounds N] [--large [CASES]]

Run it with the interpreter that refundcli is installed for. The ledger has 1,000 open cases; with --large also one of
100,000, whose writing and first list take many minutes. "Again" is an answer that follows from what an answer before
followed from; "changed" is the first one after a case was changed. A row ends in a pipe, unless it says that it ends
on a terminal, which shows the first hundred cases; a pipe gets them all. The program is started as the console
script of pip 26 and of uv starts it; that of pip 23 imports `re` besides, and `-m` imports `runpy`.
"""

import argparse
import compileall
import os
import pty
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ledger import id_of, write_ledger  # the benchmark beside this one
from ledger import seconds as on_terminal

SOURCE = Path(__file__).resolve().parent.parent / "src"
BARE = ("-c", "pass")
START = "from refundcli.launcher import main; main()"
PROGRAM = ("-c", START)
CLAIM = (
    *("-p", "1688", "-s", "delivered", "-r", "quality", "--remedy", "return-refund"),
    *("--delivered-at", "2026-11-21"),
)
NOTE = ("noted", "--note", "x")
SMALL, LARGE = 1_000, 100_000
YOUNG = 2.1
"""Seconds for which a file that was just written is not trusted to stay."""
FIRST_QUESTION = b"1688"
"""What the screen shows once the wizard asks for the platform."""

Variables = Mapping[str, str]
Timer = Callable[[tuple[str, ...], Variables], float]


@dataclass(frozen=True, slots=True)
class Row:
    """What is measured: arguments of the interpreter, variables, how it is timed, and how often bare Python at most.

    Before each time `changes` is called.
    """

    name: str
    arguments: tuple[str, ...]
    variables: Variables
    most: float | None = None
    timer: Timer | None = None
    changes: Callable[[], object] | None = None


def in_pipe(arguments: tuple[str, ...], variables: Variables) -> float:
    """Return how long a process takes whose result goes to a pipe."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments],
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - began


def until_asked(arguments: tuple[str, ...], variables: Variables) -> float:
    """Return how long it takes until the first question is on a terminal; nobody answers it."""
    began = time.perf_counter()
    child, terminal = pty.fork()
    if not child:
        os.execve(sys.executable, [sys.executable, *arguments], {**os.environ, **variables})
    shown = b""
    with suppress(OSError):
        while FIRST_QUESTION not in shown:
            shown += os.read(terminal, 65536)
    taken = time.perf_counter() - began
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    if FIRST_QUESTION not in shown:
        raise SystemExit(f"the wizard did not ask: {shown.decode(errors='replace')}")
    return taken


def world(folder: Path, size: int) -> dict[str, str]:
    """Return the variables of a run whose every folder lies in *folder*, with a ledger of *size* cases."""
    kinds = ("CONFIG", "DATA", "STATE", "CACHE")
    homes = {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in kinds}
    write_ledger(folder / "ledger", size)
    return {
        **homes,
        "HOME": str(folder),
        "PYTHONPATH": str(SOURCE),
        "REFUNDCLI_LEDGER": str(folder / "ledger"),
        "TERM": "xterm-256color",
    }


def typed(*words: str) -> dict[str, str]:
    """Return the variables by which bash asks what may follow *words*, the last of which is begun."""
    return {
        "_REFUNDCLI_COMPLETE": "complete_bash",
        "COMP_WORDS": " ".join(("refundcli", *words)),
        "COMP_CWORD": str(len(words)),
    }


def listing(calm: Variables, busy: Variables, most: float, of: str = "") -> Iterator[Row]:
    """Give the rows of what is answered at once: of a ledger that stays, and of one that changes."""

    def log() -> None:
        in_pipe((*PROGRAM, "log", id_of(0), *NOTE), busy)

    case = typed("show", "tb-2")
    yield Row(f"TAB, a case, again{of}", PROGRAM, {**calm, **case}, most)
    yield Row(f"TAB, a case, changed{of}", PROGRAM, {**busy, **case}, most, None, log)
    yield Row(f"TAB, a platform{of}", PROGRAM, {**calm, **typed("check", "-p", "t")}, most)
    state = typed("check", "-p", "taobao", "-s", "de")
    yield Row(f"TAB, a state{of}", PROGRAM, {**calm, **state}, most)
    for name in ("list", "due"):
        command = (*PROGRAM, name)
        yield Row(f"{name}, again, terminal{of}", command, calm, most, on_terminal)
        yield Row(f"{name}, again{of}", command, calm, most)
        yield Row(f"{name}, changed, terminal{of}", command, busy, most, on_terminal, log)
        yield Row(f"{name}, changed, every case{of}", command, busy, None, None, log)


def rows(folder: Path, large: int) -> Iterator[Row]:
    """Give every row of the table; ledgers are written in *folder* as they are needed."""
    calm, busy = (world(folder / name, SMALL) for name in ("calm", "busy"))
    yield Row("python -c pass", BARE, calm)
    yield Row("--version", (*PROGRAM, "--version"), calm, 2)
    yield Row("--version, -m", ("-m", "refundcli", "--version"), calm)
    yield Row("--version, pip 23", ("-c", f"import re; {START}", "--version"), calm)
    yield from listing(calm, busy, 2)
    for name, words in (("check", ("check", *CLAIM)), ("show", ("show", id_of(1)))):
        yield Row(name, (*PROGRAM, *words), calm, 10)
        yield Row(f"{name}, terminal", (*PROGRAM, *words), calm, 10, on_terminal)
    yield Row("--help", (*PROGRAM, "--help"), calm, 10)
    yield Row("check --help", (*PROGRAM, "check", "--help"), calm, 10)
    yield Row("log", (*PROGRAM, "log", id_of(2), *NOTE), busy, 12)
    yield Row("message", (*PROGRAM, "message", *CLAIM), calm, 12)
    yield Row("message CASE", (*PROGRAM, "message", id_of(3)), busy, 12)
    yield Row("first question, terminal", (*PROGRAM, "new"), calm, 20, until_asked)
    if large:
        still, moved = (world(folder / name, large) for name in ("still", "moved"))
        yield from listing(still, moved, 2.5, f", {large:,}")
        alone = world(folder / "alone", 1)
        yield Row("log, 1 case", (*PROGRAM, "log", id_of(0), *NOTE), alone)
        yield Row(f"log, {large:,}", (*PROGRAM, "log", id_of(2), *NOTE), moved)


def measured(table: list[Row], rounds: int) -> dict[str, float]:
    """Return the median of each row, in seconds; a first round, in which indexes are made, does not count."""
    taken: dict[str, list[float]] = {one.name: [] for one in table}
    for number in range(rounds + 1):
        for one in table:
            if one.changes is not None:
                one.changes()
            seconds = (one.timer or in_pipe)(one.arguments, one.variables)
            if number:
                taken[one.name].append(seconds)
        if not number:
            time.sleep(YOUNG)
    return {name: statistics.median(times) for name, times in taken.items()}


def verdict(ratio: float, most: float | None) -> str:
    """Return what the last columns say of a ratio: the target, and whether it is met."""
    return "" if most is None else f"{most:>8.1f}  {'met' if ratio <= most else 'not met'}"


def main() -> None:
    """Measure every row and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--large", type=int, nargs="?", const=LARGE, default=0, metavar="CASES")
    asked = parser.parse_args()
    compileall.compile_dir(SOURCE, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        table = list(rows(Path(folder), asked.large))
        found = measured(table, asked.rounds)
    bare = found[table[0].name]
    print(f"{'':<34}{'ms':>7}{'ratio':>8}{'at most':>8}   ({asked.rounds} rounds, {SMALL:,} cases)")
    for one in table:
        ratio = found[one.name] / bare
        line = f"{one.name:<34}{found[one.name] * 1000:>7.0f}{ratio:>8.1f}"
        print(line + verdict(ratio, one.most))
    if asked.large:
        ratio = found[f"log, {asked.large:,}"] / found["log, 1 case"]
        print(f"{'log, many cases against one':<41}{ratio:>8.2f}{verdict(ratio, 1.2)}")


if __name__ == "__main__":
    main()
