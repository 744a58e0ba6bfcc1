"""Nothing is lost: killed at every system call, refused by the system, and raced for real."""

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.reliability.writer import ANSWERS, CLOSED, OPEN, letters, new_case, told

from refundcli.adapters.ledger import Ledger
from refundcli.core.case import Case, fold

WRITER = Path(__file__).with_name("writer.py")
WRITES = ("add", "append", "close", "reopen", "undo")
SEED = 7
CALLS = "%file,%desc"
MEMORY = ("mmap", "munmap", "mprotect")
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS")


@dataclass(frozen=True)
class Ended:
    """How a child ended: the signal that killed it, and what it said."""

    signal: int
    said: tuple[str, ...]


class Writer:
    """A process that writes on command, each time in a child; see `writer.py`."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.reliability.writer"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=WRITER.parents[2]
        )

    def start(self, action: str, folder: Path, seed: int, *, waits: bool = False) -> int:
        """Start *action* in a child and return its process id."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{action} {folder} {seed}{' wait' if waits else ''}\n")
        self._process.stdin.flush()
        return int(self._line())

    def end(self) -> Ended:
        """Wait for the child's end."""
        status, *said = self._line().split()
        number = int(status)
        return Ended(os.WTERMSIG(number) if os.WIFSIGNALED(number) else 0, tuple(said))

    def run(self, action: str, folder: Path, seed: int = SEED) -> Ended:
        """Do *action* and return how it ended."""
        self.start(action, folder, seed)
        return self.end()

    def traced(self, action: str, folder: Path, *options: str) -> tuple[Ended, str]:
        """Do *action* under strace with *options*; return how it ended, and what was traced."""
        pid = self.start(action, folder, SEED, waits=True)
        command = ["strace", "-p", str(pid), "-e", f"trace={CALLS}", *options]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr is not None
            assert "attached" in tracer.stderr.readline()
            os.kill(pid, signal.SIGUSR1)
            trace = tracer.stderr.read()
        return self.end(), trace

    def stop(self) -> None:
        """End the process."""
        self._process.communicate()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


def _may_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    probe = ["strace", "-qq", "-o", os.devnull, sys.executable, "-c", ""]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


needs_strace = pytest.mark.skipif(not _may_trace(), reason="strace is not there, or may not trace")


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


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where there is one: a thousand flushes to a busy disk take minutes."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def folder(place: Path) -> Path:
    """Return a ledger with an open and a closed case."""
    ledger = Ledger(place / "ledger")
    ledger.add(new_case(OPEN))
    ledger.add(new_case(CLOSED, told("closed", 1, outcome="lost")))
    return ledger.folder


def journal(folder: Path) -> dict[str, list[str]]:
    """Return the kinds of every case's events; a case that cannot be read fails the test."""
    found = {}
    for one in Ledger(folder).cases(closed=True):
        assert isinstance(one, Case), one
        assert len({event.id for event in one.events}) == len(one.events)
        assert one.id not in found
        found[one.id] = [event.kind for event in one.events]
    return found


def open_ids(folder: Path) -> set[str]:
    """Return the ids of the open cases, as a list shows them."""
    return {one.id for one in Ledger(folder).cases() if isinstance(one, Case)}


def next_command_works(folder: Path) -> None:
    """Write once more to both cases, and find each in its place afterwards."""
    ledger = Ledger(folder, lock_timeout=2)
    for seed, id in enumerate((OPEN, CLOSED), start=900):
        state = fold(ledger.append(id, told("noted", seed, note="next")))
        (path,) = ledger.paths(id)
        assert (path.parent.name == "cases") == state.is_open
        assert (id in open_ids(folder)) == state.is_open


def calls(trace: str) -> list[tuple[str, int]]:
    """Return each call of *trace* that concerns the ledger, with its count among those of its name."""
    counts: dict[str, int] = {}
    found = []
    for name, first in re.findall(r"^(\w+)\((\w*)", trace, re.MULTILINE):
        counts[name] = counts.get(name, 0) + 1
        if name not in MEMORY and (name, first) != ("write", str(ANSWERS)):
            found.append((name, counts[name]))
    return found


def copies(folder: Path, count: int) -> Iterator[Path]:
    """Give copies of the ledger, a new one each time."""
    for number in range(count):
        yield Path(shutil.copytree(folder, folder.with_name(f"copy-{number}")))


def outcomes(
    writers: Sequence[Writer], action: str, folder: Path, options: list[str]
) -> list[tuple[Path, Ended, str]]:
    """Do *action* on a copy of the ledger under each of *options*, writers side by side."""
    work = list(zip(copies(folder, len(options)), options, strict=True))
    shares = [work[number :: len(writers)] for number in range(len(writers))]

    def share(one: tuple[Writer, list[tuple[Path, str]]]) -> list[tuple[Path, Ended, str]]:
        writer, mine = one
        return [(copy, *writer.traced(action, copy, "-e", option)) for copy, option in mine]

    with ThreadPoolExecutor(len(writers)) as pool:
        return [row for rows in pool.map(share, zip(writers, shares, strict=True)) for row in rows]


@needs_strace
@pytest.mark.parametrize("action", WRITES)
def test_killed_at_any_call_the_case_is_as_before_or_as_it_should_be(
    writers: list[Writer], folder: Path, place: Path, action: str
) -> None:
    """One run for every single call; what was acknowledged is there, none twice."""
    before = journal(folder)
    whole = Path(shutil.copytree(folder, place / "whole"))
    ended, trace = writers[0].traced(action, whole)
    assert ended.said == ("stored",)
    after = journal(whole)
    kills = [f"inject={name}:signal=KILL:when={n}" for name, n in calls(trace)]
    assert len(kills) > 20
    killed = 0
    for copy, end, _ in outcomes(writers, action, folder, kills):
        killed += end.signal == signal.SIGKILL
        assert journal(copy) in ([after] if "stored" in end.said else [before, after])
        every = [one for one in Ledger(copy).cases(closed=True) if isinstance(one, Case)]
        assert open_ids(copy) == {one.id for one in every if fold(one).is_open}
        next_command_works(copy)
    assert killed == len(kills)


@needs_strace
@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("action", WRITES)
def test_refused_by_the_system_a_write_is_stored_or_ends_in_14(
    writers: list[Writer], folder: Path, place: Path, action: str, error: str
) -> None:
    """Every call fails once; never "stored" for what is not there."""
    before = journal(folder)
    whole = Path(shutil.copytree(folder, place / "whole"))
    _, trace = writers[0].traced(action, whole)
    after = journal(whole)
    failures = [f"inject={name}:error={error}:when={n}" for name, n in calls(trace)]
    for copy, end, trace in outcomes(writers, action, folder, failures):
        assert "INJECTED" in trace
        assert end.said == ("stored",) or end.said[0].startswith("14:"), trace
        assert journal(copy) in ([after] if "stored" in end.said else [before, after])
        next_command_works(copy)


@needs_strace
@pytest.mark.parametrize("action", WRITES)
def test_acknowledged_write_has_reached_the_disk(writer: Writer, folder: Path, action: str) -> None:
    """The file is flushed before it is renamed, and the folder after it: power may fail then."""
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


def test_killed_at_random_nothing_acknowledged_is_lost(writer: Writer, folder: Path) -> None:
    """In the flow of fifty writes, forty times."""
    chance = random.Random(20261122)
    acknowledged: list[str] = []
    for seed in range(1, 41):
        pid = writer.start("many", folder, seed)
        time.sleep(chance.uniform(0.0, 0.06))
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        acknowledged += [word for word in writer.end().said if len(word) == 4]
    stored = {event.id[-4:] for event in Ledger(folder).read(OPEN).events}
    assert set(acknowledged) <= stored
    assert len(stored) <= len(acknowledged) + 40
    assert journal(folder)
    next_command_works(folder)
    assert len(list((folder / ".tmp").iterdir())) == 0


@pytest.mark.parametrize(("action", "count"), [("many", 50), ("each", 100)])
def test_writers_side_by_side_lose_nothing(place: Path, action: str, count: int) -> None:
    """Eight processes: fifty events each to one case, a hundred each to four."""
    ledger = Ledger(place / "ledger")
    ledger.add(new_case(OPEN))
    for number in range(4):
        ledger.add(new_case(f"pdd-{letters(number)}"))
    crowd = [Writer() for _ in range(8)]
    for seed, one in enumerate(crowd, start=1):
        one.start(action, ledger.folder, seed)
    said = [one.end().said for one in crowd]
    for one in crowd:
        one.stop()
    assert [words[-1] for words in said] == ["stored"] * 8
    stored = [
        event.id[-4:] for one in ledger.cases() if isinstance(one, Case) for event in one.events
    ]
    assert sorted(stored) == sorted(word for words in said for word in words if len(word) == 4)
    assert len(set(stored)) == 8 * count


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
