"""How the ledger grows: list, due, completion, log, index and memory with ever more cases.

    python benchmarks/ledger.py [ROUNDS [SIZE …]]

Medians of whole processes run in turn, each as a ratio to `python -c pass` of the same run. The
index's rebuild is measured in one process, against parsing the same files with tomli.
"""

import compileall
import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import tomli

from refundcli.adapters.ledger_index import Query
from refundcli.commands.lines import lines
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.case import ALPHABET
from refundcli.core.periods import BEIJING

SOURCE = Path(__file__).resolve().parent.parent / "src"
SIZES = (100, 1_000, 10_000, 100_000)
BARE = ("-c", "pass")
PROGRAM = ("-m", "refundcli")
OLD = 3600
"""Seconds ago that the files seem to have been written: so that no list looks at all of them twice."""

_CASE = """\
id = "{id}"
opened_at = {opened}

[order]
platform = "{platform}"
number = "4096{number:015d}"
seller = "某某旗舰店{shop}"
item = "蓝色连衣裙 M 码"
paid = {paid}.50
delivered_at = {delivered}

[claim]
reason = "quality"
remedy = "return-refund"
purpose = "personal"

[events]
{key}-k3f9 = {{ at = {opened}, kind = "sent", stage = "first", respond_by = {until} }}
{key}-m8zq = {{ at = {opened}, kind = "{kind}" }}
"""
_MEASURER = """
import os, sys
pid = os.fork()
if not pid:
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    os.execv(sys.argv[1], sys.argv[1:])
print(os.wait4(pid, 0)[2].ru_maxrss)
"""
_KINDS = ("applied", "refused", "replied", "applied")


def write_ledger(folder: Path, size: int) -> None:
    """Write a ledger of *size* open cases, a few days to a few weeks old."""
    cases = folder / "cases"
    cases.mkdir(parents=True)
    (folder / "ledger.toml").write_text("format = 1\n")
    today = datetime.now(BEIJING).replace(minute=0, second=0, microsecond=0)
    for number in range(size):
        at = today - timedelta(hours=1 + number % 720)
        platform = ("taobao", "1688", "pinduoduo", "jd")[number % 4]
        path = cases / f"{id_of(number)}.toml"
        path.write_text(
            _CASE.format(
                id=id_of(number),
                opened=at.isoformat(),
                platform=platform,
                number=number,
                shop=number % 977,
                paid=number % 1000,
                delivered=(at - timedelta(days=2)).isoformat(),
                until=(at + timedelta(days=1)).isoformat(),
                key=f"{at:%Y%m%dT%H%M%S}",
                kind=_KINDS[number // 4 % 4],
            )
        )
    then = time.time() - OLD
    for path in (*cases.iterdir(), cases):
        os.utime(path, (then, then))


def id_of(number: int) -> str:
    """Return the id of the case of this number."""
    return "tb-" + "".join(ALPHABET[number // 31**place % 31] for place in (3, 2, 1, 0))


def parsing_seconds(folder: Path) -> float:
    """Return how long reading and parsing every file with tomli takes."""
    began = time.perf_counter()
    for path in (folder / "cases").iterdir():
        tomli.loads(path.read_text())
    return time.perf_counter() - began


def rebuild_seconds(variables: Mapping[str, str]) -> float:
    """Return how long the first list takes, in this process: every case read and its line worked out."""
    os.environ.update(variables)
    session = Session(Given({}))
    began = time.perf_counter()
    next(lines(session, Query(most=1)).lines)
    return time.perf_counter() - began


def seconds(arguments: tuple[str, ...], variables: Mapping[str, str]) -> float:
    """Return how long a process takes whose result goes to a terminal."""
    ours, theirs = pty.openpty()
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments],
        env={**os.environ, **variables},
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    os.close(theirs)
    with suppress(OSError):
        while os.read(ours, 65536):
            pass
    process.wait()
    taken = time.perf_counter() - began
    os.close(ours)
    return taken


def memory(arguments: tuple[str, ...], variables: Mapping[str, str]) -> int:
    """Return the most memory that a process has whose result goes to a pipe, in KiB.

    Started by a process that is itself bare: what one has before it becomes another counts too.
    """
    found = subprocess.run(
        [sys.executable, "-S", "-c", _MEASURER, sys.executable, *arguments],
        env={**os.environ, **variables},
        check=True,
        capture_output=True,
    )
    return int(found.stdout)


def world(folder: Path) -> dict[str, str]:
    """Return the variables of a run whose every folder lies in *folder*."""
    kinds = ("CONFIG", "DATA", "STATE", "CACHE")
    homes = {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in kinds}
    return {**homes, "HOME": str(folder), "PYTHONPATH": str(SOURCE), "REFUNDCLI_LEDGER": ""}


def commands(case: str) -> dict[str, tuple[tuple[str, ...], dict[str, str]]]:
    """Return what is measured by its name: the arguments and the variables of a run."""
    typed = {
        "_REFUNDCLI_COMPLETE": "complete_bash",
        "COMP_WORDS": "refundcli show tb-2",
        "COMP_CWORD": "2",
    }
    return {
        "python -c pass": (BARE, {}),
        "list": ((*PROGRAM, "list"), {}),
        "due": ((*PROGRAM, "due"), {}),
        "list, made anew": ((*PROGRAM, "--no-input", "list"), {}),
        "TAB, a case": (PROGRAM, typed),
        "log": ((*PROGRAM, "log", case, "noted", "--note", "x"), {}),
        "list after log": ((*PROGRAM, "list"), {}),
    }


def measured(folder: Path, size: int, rounds: int) -> Iterator[str]:
    """Give the rows of the table for a ledger of *size* cases."""
    ledger = folder / "ledger"
    write_ledger(ledger, size)
    variables = {**world(folder), "REFUNDCLI_LEDGER": str(ledger)}
    parsing = parsing_seconds(ledger)
    rebuild = rebuild_seconds(variables)
    index = sum(one.stat().st_size for one in (folder / "cache" / "refundcli").iterdir())
    taken: dict[str, list[float]] = {}
    runs = commands(id_of(size // 2))
    for _ in range(rounds):
        for name, (arguments, more) in runs.items():
            taken.setdefault(name, []).append(seconds(arguments, {**variables, **more}))
    most = {name: memory(one[0], {**variables, **one[1]}) for name, one in runs.items()}
    bare = statistics.median(taken["python -c pass"])
    for name, times in taken.items():
        median = statistics.median(times)
        times_memory = most[name] / most["python -c pass"]
        yield f"{size:>8}  {name:<16}{median * 1000:>9.0f} ms{median / bare:>8.1f}{times_memory:>9.1f}"
    yield f"{size:>8}  {'parse with tomli':<16}{parsing * 1000:>9.0f} ms"
    yield f"{size:>8}  {'index rebuilt':<16}{rebuild * 1000:>9.0f} ms{rebuild / parsing:>8.1f} x tomli"
    yield f"{size:>8}  {'index on disk':<16}{index / 1e6:>9.1f} MB"


def main() -> None:
    """Measure each size and print the table."""
    numbers = [int(one) for one in sys.argv[1:]]
    rounds, sizes = (numbers[0] if numbers else 5), (tuple(numbers[1:]) or SIZES)
    compileall.compile_dir(SOURCE, quiet=1)
    print(f"{'cases':>8}  {'what':<16}{'median':>12}{'ratio':>8}{'memory':>9}   ({rounds} rounds)")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            for row in measured(Path(folder), size, rounds):
                print(row, flush=True)


if __name__ == "__main__":
    main()
