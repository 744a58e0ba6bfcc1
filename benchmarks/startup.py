"""Whole processes against `python -c pass` of the same interpreter, run in turn: medians and ratios.

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
BARE = "python -c pass"


def commands(case: str) -> Mapping[str, tuple[list[str], Mapping[str, str]]]:
    """Return what is measured: arguments of the interpreter, and variables."""
    program = ["-m", "refundcli"]
    words = {
        "_REFUNDCLI_COMPLETE": "complete_bash",
        "COMP_WORDS": "refundcli show ",
        "COMP_CWORD": "2",
    }
    return {
        BARE: (["-c", "pass"], {}),
        "--version": ([*program, "--version"], {}),
        "TAB, a case id": (program, words),
        "list": ([*program, *NOW, "list"], {}),
        "due": ([*program, *NOW, "due"], {}),
        "check --json": ([*program, *NOW, "--json", "check", *CLAIM], {}),
        "check": ([*program, *NOW, "check", *CLAIM], {}),
        "show": ([*program, *NOW, "show", case], {}),
        "--help": ([*program, "--help"], {}),
        "message": ([*program, *NOW, "message", *CLAIM], {}),
        "log": ([*program, *NOW, "log", case, "noted", "--note", "x"], {}),
    }


def main() -> None:
    """Measure every command and print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    compileall.compile_dir(SOURCE, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        base = {**os.environ, "REFUNDCLI_LEDGER": folder, "HOME": folder, "PYTHONPATH": str(SOURCE)}
        new = [sys.executable, "-m", "refundcli", *NOW, "new", *CLAIM]
        subprocess.run(new, env=base, check=True, capture_output=True)
        case = next(Path(folder, "cases").glob("*.toml")).stem
        rows = commands(case)
        taken: dict[str, list[float]] = {name: [] for name in rows}
        for _ in range(rounds):
            for name, (arguments, variables) in rows.items():
                began = time.perf_counter()
                command = [sys.executable, *arguments]
                subprocess.run(command, env={**base, **variables}, check=False, capture_output=True)
                taken[name].append(time.perf_counter() - began)
    bare = statistics.median(taken[BARE])
    print(f"{'command':<18}{'ms':>8}{'ratio':>8}   ({rounds} rounds, 1 case)")
    for name, times in taken.items():
        median = statistics.median(times)
        print(f"{name:<18}{median * 1000:>8.0f}{median / bare:>8.1f}")


if __name__ == "__main__":
    main()
