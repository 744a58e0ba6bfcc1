"""`doctor --fix` killed at any of its calls: no event is lost, and the next one finishes the work."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.builders_cases import ID, case, event

from refundcli.adapters.ledger import Ledger

SENT, NOTED, OTHER = event("sent", 9), event("noted", 12, note="x"), event("replied", 13)
CLOSED = event("closed", 14, outcome="won")


def _copy(ledger: Ledger) -> None:
    """A conflict copy, one event of its own on each side, and the case is closed by it."""
    ledger.add(case(SENT, NOTED))
    room = Ledger(ledger.folder.parent / "room")
    path = room.add(case(SENT, OTHER, CLOSED))
    path.rename(ledger.folder / "cases" / f"{ID} 2.toml")


def _twice(ledger: Ledger) -> None:
    """The case is among the open and among the closed ones."""
    _copy(ledger)
    place = ledger.folder / "closed" / "2026"
    place.mkdir(parents=True)
    (ledger.folder / "cases" / f"{ID} 2.toml").rename(place / f"{ID}.toml")


def _misnamed(ledger: Ledger) -> None:
    """The one file has a name of the buyer's, and a quote of a Chinese keyboard."""
    path = ledger.add(case(SENT, NOTED, OTHER, CLOSED))
    text = path.read_text().replace('"taobao"', "“taobao”")
    (ledger.folder / "cases").mkdir(exist_ok=True)
    (ledger.folder / "cases" / "杯子.toml").write_text(text)
    path.unlink()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where there is one: a thousand flushes to a busy disk take long."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.mark.parametrize("make", [_copy, _twice, _misnamed])
def test_killed_at_any_call_nothing_is_lost_and_the_next_fix_finishes(
    place: Path, make: Callable[[Ledger], None]
) -> None:
    ledger = Ledger(place / "ledger")
    make(ledger)
    (place / "copies").mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "tests.reliability.mender", ledger.folder, place / "copies"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
    )
    rows = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert len(rows) > 10
    assert [row["ended"] for row in rows] == [77] * (len(rows) - 1) + [0]
    whole = sorted(one.id for one in (SENT, NOTED, OTHER, CLOSED))
    for row in rows:
        assert set(whole) == {id for file in row["left"].values() for id in file}
        assert (row["read"], row["faults"]) == ([whole], [])
