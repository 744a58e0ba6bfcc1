"""Mends a ledger in children of its own, each of which dies on entry to one of its calls.

Takes the folder for the copies, and ledgers. For each of these and for each call that `doctor --fix` makes on files a
copy of the ledger is mended by a child that ends there without a word; then what it left is described on
a line: how the child ended, whether the cases can be read, and how they are after another `doctor --fix`.
"""

import json
import os
import shutil
import sys
from pathlib import Path

from tests.builders_cases import NOW

from refundcli.adapters.health_ledger import looked_at, mend
from refundcli.adapters.ledger import Ledger
from refundcli.core.case import Case

CALLS = {"os.rename", "os.remove", "os.mkdir", "os.chmod", "os.symlink"}
"""What is counted: all by which a name comes, goes or changes; and each opening of a file to write."""

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT

DIED = 77
"""How a child ends that was stopped."""


def _mend(folder: Path) -> None:
    mend(looked_at(folder, NOW), folder, 5, NOW)


def _child(folder: Path, at: int) -> None:
    counts = [0]

    def watch(event: str, args: tuple[object, ...]) -> None:
        is_write = event == "open" and bool(int(str(args[2])) & WRITES)
        if (is_write or event in CALLS) and str(args[0]).startswith(str(folder)):
            counts[0] += 1
            if counts[0] == at:
                os._exit(DIED)

    sys.addaudithook(watch)
    _mend(folder)
    os._exit(0)


def _told(folder: Path) -> dict[str, list[str]]:
    """Return the events of each case by its file, wherever it lies, and what was kept of it."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.toml")):
        if path.name != "ledger.toml" and path.parent.name != ".tmp":
            lines = path.read_text().split("[events]\n")[-1].split("\n")
            found[str(path.relative_to(folder))] = sorted(line[:20] for line in lines if line)
    return found


def _read(folder: Path) -> list[list[str]]:
    return [
        sorted(event.id for event in one.events)
        for one in Ledger(folder).cases(closed=True)
        if isinstance(one, Case)
    ]


def _run(ledger: Path, room: Path) -> None:
    _mend(Path(shutil.copytree(ledger, room / f"warm-{ledger.name}")))
    at = 0
    ended = DIED
    while ended == DIED:
        at += 1
        copy = Path(shutil.copytree(ledger, room / f"{ledger.name}-{at}"))
        pid = os.fork()
        if pid == 0:
            _child(copy, at)
        ended = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        left = _told(copy)
        _mend(copy)
        faults = [one.id for one in looked_at(copy, NOW).findings if one.severity != "ok"]
        row: dict[str, object] = {
            "ledger": ledger.name,
            "ended": ended,
            "left": left,
            "read": _read(copy),
            "faults": faults,
        }
        sys.stdout.write(f"{json.dumps(row)}\n")


if __name__ == "__main__":
    for name in sys.argv[2:]:
        _run(Path(name), Path(sys.argv[1]))
