"""Whole processes against `python -c pass` of the same interpreter, run in turn: medians and ratios.

An answer "again" is one that the launcher gives as it was given before; `list` and `due` are worked out. They are
started as the console script of pip 26 and of uv starts the program; that of pip 23 imports `re` besides, and `-m`
imports `runpy`.

Run with the interpreter that refundcli is installed for: ``python benchmarks/startup.py [ROUNDS]``.
"""

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from ledger import id_of, write_ledger  # the benchmark beside this one

SOURCE = Path(__file__).resolve().parent.parent / "src"
CLAIM = [
    "-p",
    "1688",
    "-s",
    "delivered",
    "-r",
    "quality",
    "--remedy",
    "return-refund",
    "--delivered-at",
    "2026-11-21",
]
NOW = ("--now", "2026-11-22 10:00", "--no-input")
CASES = 1000
YOUNG = 2.1
"""Seconds for which a file that was just written is not trusted to stay."""
BARE = "python -c pass"
START = "from refundcli.launcher import main; main()"


def commands(case: str, other: str) -> Mapping[str, tuple[list[str], Mapping[str, str]]]:
    """Return what is measured: arguments of the interpreter, and variables; *other* is a ledger to write to."""
    logged = {"REFUNDCLI_LEDGER": other}
    program = ["-c", START]
    words = {
        "_REFUNDCLI_COMPLETE": "complete_bash",
        "COMP_WORDS": "refundcli show ",
        "COMP_CWORD": "2",
    }
    return {
        BARE: (["-c", "pass"], {}),
        "--version": ([*program, "--version"], {}),
        "--version, -m": (["-m", "refundcli", "--version"], {}),
        "--version, pip 23": (["-c", f"import re; {START}", "--version"], {}),
        "TAB, again": (program, words),
        "list, again": ([*program, "list"], {}),
        "due, again": ([*program, "due"], {}),
        "list": ([*program, "--no-input", "list"], {}),
        "due": ([*program, "--no-input", "due"], {}),
        "check --json": ([*program, *NOW, "--json", "check", *CLAIM], {}),
        "check": ([*program, *NOW, "check", *CLAIM], {}),
        "show": ([*program, *NOW, "show", case], {}),
        "--help": ([*program, "--help"], {}),
        "message": ([*program, *NOW, "message", *CLAIM], {}),
        "log": ([*program, *NOW, "log", case, "noted", "--note", "x"], logged),
    }


def main() -> None:
    """Measure every command and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    compileall.compile_dir(SOURCE, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        homes = {f"XDG_{one}_HOME": folder for one in ("CONFIG", "DATA", "STATE", "CACHE")}
        base = {**os.environ, **homes, "HOME": folder, "PYTHONPATH": str(SOURCE)}
        base["REFUNDCLI_LEDGER"] = f"{folder}/ledger"
        for name in ("ledger", "logged"):
            write_ledger(Path(folder, name), CASES)
        rows = commands(id_of(0), f"{folder}/logged")
        taken: dict[str, list[float]] = {name: [] for name in rows}
        for number in range(rounds + 1):
            if not number:
                time.sleep(YOUNG)
            for name, (arguments, variables) in rows.items():
                began = time.perf_counter()
                command = [sys.executable, *arguments]
                subprocess.run(command, env={**base, **variables}, check=False, capture_output=True)
                if number:  # before that the index is made
                    taken[name].append(time.perf_counter() - began)
    bare = statistics.median(taken[BARE])
    print(f"{'command':<18}{'ms':>8}{'ratio':>8}   ({rounds} rounds, {CASES} cases)")
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"{name:<18}{median * 1000:>8.0f}{median / bare:>8.1f}")


if __name__ == "__main__":
    main()
