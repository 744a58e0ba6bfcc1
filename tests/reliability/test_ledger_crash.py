"""Nothing is lost: killed at every system call, refused by the system, and raced for real."""

import os
import random
import re
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.reliability.harness import (
    ERRORS,
    Writer,
    crowded,
    journal,
    killed_everywhere,
    make_ledger,
    needs_strace,
    next_command_works,
    refused_everywhere,
)
from tests.reliability.writer import OPEN, letters, new_case, prepare

from refundcli.adapters.ledger import Ledger

WRITES = ("add", "append", "close", "reopen", "undo", "import", "merge", "migrate")


@pytest.fixture(scope="module")
def writers() -> Iterator[list[Writer]]:
    """Give writers to use side by side."""
    made = [Writer() for _ in range(3)]
    yield made
    for one in made:
        one.stop()


@pytest.fixture
def writer(writers: list[Writer]) -> Writer:
    """Give one writer."""
    return writers[0]


@needs_strace
@pytest.mark.parametrize("action", WRITES)
def test_killed_at_any_call_the_case_is_as_before_or_as_it_should_be(
    writers: list[Writer], folder: Path, action: str
) -> None:
    """One run for every single call; what was acknowledged is there, none twice."""
    assert killed_everywhere(writers, action, folder) > 20


@needs_strace
@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("action", WRITES)
def test_refused_by_the_system_a_write_is_stored_or_ends_in_14(
    writers: list[Writer], folder: Path, action: str, error: str
) -> None:
    """Every call fails once; never "stored" for what is not there."""
    said = refused_everywhere(writers, action, folder, error)
    assert len(said) > 20
    codes = {one[0][:3] for one in said if one != ("stored",)}
    assert codes <= ({"14:"} if action != "merge" else {"14:", "13:"})


@needs_strace
@pytest.mark.parametrize("action", WRITES)
def test_acknowledged_write_has_reached_the_disk(writer: Writer, folder: Path, action: str) -> None:
    """The file is flushed before it is renamed, and the folder after it: power may fail then."""
    prepare(action, folder)
    _, trace = writer.traced(action, folder)
    names = re.findall(r"^(fsync|rename|write)\(", trace, re.MULTILINE)
    assert "write fsync rename fsync" in " ".join(names)
    assert names[-1] == "write"


@needs_strace
@pytest.mark.parametrize("error", ERRORS)
def test_reading_goes_on_where_nothing_can_be_written(
    writer: Writer, folder: Path, error: str
) -> None:
    """A full or read-only disk."""
    for name in ("fsync", "mkdir", "rename", "unlink", "ftruncate"):
        ended, trace = writer.traced("read", folder, "-e", f"inject={name}:error={error}:when=1")
        assert ended.said == ("stored",), trace


def test_killed_at_random_nothing_acknowledged_is_lost(writer: Writer, place: Path) -> None:
    """In the flow of fifty writes, two hundred times: twenty each in ten ledgers."""
    chance = random.Random(20261122)
    for number in range(10):
        folder = make_ledger(place / f"ledger-{number}")
        acknowledged: list[str] = []
        for seed in range(1, 21):
            pid = writer.start("many", folder, seed)
            time.sleep(chance.uniform(0.0, 0.03))
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            acknowledged += [word for word in writer.end().said if len(word) == 4]
        stored = {event.id[-4:] for event in Ledger(folder).read(OPEN).events}
        assert set(acknowledged) <= stored
        assert len(stored) <= len(acknowledged) + 20
        assert journal(folder)
        next_command_works(folder)
        assert len(list((folder / ".tmp").iterdir())) == 0


@pytest.mark.parametrize("action", ["fives", "each"])
def test_writers_side_by_side_lose_nothing(writer: Writer, place: Path, action: str) -> None:
    """Eight processes, a hundred events each: to one case, five a write, and to twenty, one a write."""
    folder = make_ledger(place / "ledger")
    for number in range(20):
        Ledger(folder).add(new_case(f"pdd-{letters(number)}"))
    tally = crowded(writer, action, folder)
    assert tally.said.count("stored") == 8 + 1  # and the one that waited for them
    assert tally.stored == tally.acknowledged
    assert len(set(tally.stored)) == 800


@pytest.mark.parametrize(
    ("action", "key"), [("too-big", "14:ledger-unwritable"), ("no-handles", "14:ledger-unwritable")]
)
def test_limit_of_the_system_ends_in_14(
    writer: Writer, folder: Path, action: str, key: str
) -> None:
    """A write that stops half-way for real, and no file handle left."""
    before = {path: path.read_bytes() for path in folder.rglob("*.toml")}
    assert writer.run(action, folder).said == (key,)
    assert {path: path.read_bytes() for path in folder.rglob("*.toml")} == before
    assert list((folder / ".tmp").iterdir()) == []
    next_command_works(folder)
