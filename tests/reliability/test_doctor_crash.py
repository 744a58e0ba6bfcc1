"""`doctor --fix` killed at any of its calls: no event is lost, and the next one finishes the work."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.builders_cases import ID, case, event
from tests.reliability.mender import DIED

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


LEDGERS: Mapping[str, Callable[[Ledger], None]] = {
    "copy": _copy,
    "twice": _twice,
    "misnamed": _misnamed,
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return what each killed `doctor --fix` left, of every ledger; see `mender.py`.

    In memory where that can be: hundreds of flushes to a busy disk take long.
    """
    memory = Path("/dev/shm")
    parent = memory if os.access(memory, os.W_OK) else tmp_path_factory.mktemp("mender")
    with tempfile.TemporaryDirectory(dir=parent) as name:
        place = Path(name)
        for kind, make in LEDGERS.items():
            make(Ledger(place / kind / kind))
        command = [sys.executable, "-m", "tests.reliability.mender", name]
        done = subprocess.run(
            [*command, *(str(place / kind / kind) for kind in LEDGERS)],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        )
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


@pytest.mark.parametrize("kind", LEDGERS)
def test_killed_at_any_call_nothing_is_lost_and_the_next_fix_finishes(
    rows: list[dict[str, Any]], kind: str
) -> None:
    of_kind = [row for row in rows if row["ledger"] == kind]
    assert len(of_kind) > 10
    assert [row["ended"] for row in of_kind] == [DIED] * (len(of_kind) - 1) + [0]
    whole = sorted(one.id for one in (SENT, NOTED, OTHER, CLOSED))
    for row in of_kind:
        assert set(whole) == {id for file in row["left"].values() for id in file}
        assert (row["read"], row["faults"]) == ([whole], [])
