"""What the tests of this folder work with: writers to trace and kill, and what a ledger then holds."""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.reliability.writer import (
    ANSWERS,
    CLOSED,
    FORMATS_OF,
    MARK,
    OPEN,
    new_case,
    prepare,
    told,
)

from refundcli.adapters.ledger import Ledger
from refundcli.core.case import Case, fold
from refundcli.core.errors import BadData
from refundcli.core.migrations import FORMATS, Formats

WRITER = Path(__file__).with_name("writer.py")
SEED = 7
CALLS = "%file,%desc"
MEMORY = ("mmap", "munmap", "mprotect")
CHANGES = frozenset(
    [
        "write",
        "rename",
        "unlink",
        "unlinkat",
        "rmdir",
        "mkdir",
        "chmod",
        "fchmod",
        "symlink",
        "ftruncate",
        "fsync",
    ]
)
ERRORS = ("ENOSPC", "EIO", "EACCES", "EROFS")
LONG = ("import", "migrate", "merge")
"""Actions of hundreds of calls."""

Journal = dict[str, tuple[list[str], int]]
"""Of every case the kinds of its events, and how often its file was brought to another format.

Under "" it holds how many copies of cases there are, as sync programs make them.
"""


@dataclass(frozen=True)
class Ended:
    """How a child ended: the signal that killed it, and what it said."""

    signal: int
    said: tuple[str, ...]

    @property
    def is_stored(self) -> bool:
        """Whether it acknowledged its write."""
        return "stored" in self.said


class Writer:
    """A process that writes on command, each time in a child; see `writer.py` for *faults*."""

    def __init__(self, *faults: str) -> None:
        command = [sys.executable, "-m", "tests.reliability.writer", *faults]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=WRITER.parents[2]
        )

    def start(self, action: str, folder: Path, seed: int, how: str = "") -> int:
        """Start *action* and return the id of its process; *how* is `wait`, `stay` or nothing."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{action} {folder} {seed} {how}\n")
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
        """Do *action* under strace with *options*; return how it ended, and what was traced.

        In a child, which the options may kill.
        """
        pid = self.start(action, folder, SEED, "wait")
        with _tracer(pid, options) as tracer:
            trace = _told_by(tracer)
        return self.end(), trace

    def hindered(self, action: str, folder: Path, *options: str) -> tuple[Ended, str]:
        """Do as `traced`, in the process itself, which the options may not kill."""
        pid = self.start(action, folder, SEED, "stay")
        with _tracer(pid, options) as tracer:
            ended = self.end()
            tracer.terminate()
            return ended, _told_by(tracer)

    def stop(self) -> None:
        """End the process."""
        self._process.communicate()

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()


@contextmanager
def _tracer(pid: int, options: Sequence[str]) -> Iterator[subprocess.Popen[str]]:
    """Trace the process *pid*, and let it begin."""
    command = ["strace", "-p", str(pid), "-e", f"trace={CALLS}", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        assert tracer.stderr is not None
        assert "attached" in tracer.stderr.readline()
        os.kill(pid, signal.SIGUSR1)
        yield tracer


def _told_by(tracer: subprocess.Popen[str]) -> str:
    assert tracer.stderr is not None
    return tracer.stderr.read()


def _may_trace() -> bool:
    if shutil.which("strace") is None:
        return False
    probe = ["strace", "-qq", "-o", os.devnull, sys.executable, "-c", ""]
    return subprocess.run(probe, check=False, capture_output=True).returncode == 0


needs_strace = pytest.mark.skipif(not _may_trace(), reason="strace is not there, or may not trace")


def make_ledger(folder: Path) -> Path:
    """Make a ledger with an open and a closed case in *folder* and return it."""
    ledger = Ledger(folder)
    ledger.add(new_case(OPEN))
    ledger.add(new_case(CLOSED, told("closed", 1, outcome="lost")))
    return folder


def journal(folder: Path, formats: Formats = FORMATS) -> Journal:
    """Return what a command finds that is run now; a case that cannot be read fails the test."""
    ledger = Ledger(folder, formats=formats)
    ledger.recover()
    found: Journal = {"": ([], 0)}
    for one in ledger.cases(closed=True):
        if isinstance(one, BadData) and one.message.key == "ledger-wrong-name":
            found[""] = ([], found[""][1] + 1)
            continue
        assert isinstance(one, Case), one
        assert len({event.id for event in one.events}) == len(one.events)
        assert one.id not in found
        (path,) = ledger.paths(one.id)
        kinds = [event.kind for event in one.events]
        found[one.id] = (kinds, path.read_text("utf-8").count(MARK))
    return found


def cases_in(folder: Path, formats: Formats) -> list[Case]:
    """Return every case of the ledger."""
    found = Ledger(folder, formats=formats).cases(closed=True)
    return [one for one in found if isinstance(one, Case)]


def open_ids(folder: Path, formats: Formats = FORMATS) -> set[str]:
    """Return the ids of the open cases, as a list shows them."""
    found = Ledger(folder, formats=formats).cases()
    return {one.id for one in found if isinstance(one, Case)}


def next_command_works(folder: Path, formats: Formats = FORMATS) -> None:
    """Write once more to both cases, and find each in its place afterwards, and no litter."""
    ledger = Ledger(folder, lock_timeout=2, formats=formats)
    for seed, id in enumerate((OPEN, CLOSED), start=900):
        state = fold(ledger.append(id, told("noted", seed, note="next")))
        (path,) = ledger.paths(id)
        assert (path.parent.name == "cases") == state.is_open
        assert (id in open_ids(folder, formats)) == state.is_open
    assert [one.name for one in folder.iterdir() if one.name.startswith((".imp", ".mig"))] == []


@dataclass(frozen=True)
class Call:
    """A system call: its name, its count among those of its name, whether it can change the disk."""

    name: str
    count: int
    changes: bool


def calls(trace: str) -> list[Call]:
    """Return each call of *trace* that concerns the ledger."""
    counts: dict[str, int] = {}
    found = []
    for name, rest in re.findall(r"^(\w+)\((.*)", trace, re.MULTILINE):
        counts[name] = counts.get(name, 0) + 1
        if name not in MEMORY and not (name == "write" and rest.startswith(f"{ANSWERS},")):
            changes = name in CHANGES or "O_WRONLY" in rest or "O_CREAT" in rest
            found.append(Call(name, counts[name], changes))
    return found


def to_kill(action: str, trace: str) -> list[Call]:
    """Return the calls on whose entry *action* is killed: every one.

    Of an action of hundreds of calls every one that can change the disk: a kill at one that only
    reads leaves the disk as a kill at the next of these does.
    """
    return [one for one in calls(trace) if one.changes or action not in LONG]


def to_fail(action: str, trace: str, error: str) -> list[Call]:
    """Return the calls of *action* that fail with *error*, one run a call: every one.

    Of an action of hundreds of calls every one fails once, with one of the four errors in turn.
    """
    turn = ERRORS.index(error)
    return [
        one
        for number, one in enumerate(calls(trace))
        if action not in LONG or number % len(ERRORS) == turn
    ]


def outcomes(
    writers: Sequence[Writer], action: str, folder: Path, options: list[str]
) -> Iterator[tuple[Path, Ended, str]]:
    """Do *action* on a copy of the ledger under each of *options*, writers side by side."""
    numbered = list(enumerate(options))
    shares = [numbered[number :: len(writers)] for number in range(len(writers))]

    def share(one: tuple[Writer, list[tuple[int, str]]]) -> list[tuple[Path, Ended, str]]:
        writer, mine = one
        found = []
        for number, option in mine:
            copy = folder.with_name(f"copy-{number}")
            shutil.copytree(folder, copy, symlinks=True)
            does = writer.traced if "KILL" in option else writer.hindered
            found.append((copy, *does(action, copy, "-e", option)))
        return found

    with ThreadPoolExecutor(len(writers)) as pool:
        for rows in pool.map(share, zip(writers, shares, strict=True)):
            yield from rows


class Judge:
    """Says of a ledger in which *action* was cut off whether all is well.

    A ledger that looks as another one did, byte for byte, is not looked at twice.
    """

    def __init__(self, writer: Writer, action: str, folder: Path) -> None:
        prepare(action, folder)
        self._formats = FORMATS_OF.get(action, FORMATS)
        whole = Path(shutil.copytree(folder, folder.with_name("whole")))
        self._before = journal(shutil.copytree(folder, folder.with_name("before")))
        ended, self.trace = writer.traced(action, whole)
        assert ended.said == ("stored",)
        self._after = journal(whole, self._formats)
        assert self._after != self._before
        self._known: set[object] = set()

    def judge(self, copy: Path, ended: Ended) -> None:
        """Check that the case is as before or as it should be, and that the next command works."""
        looks = (_looks_of(copy), ended.is_stored)
        if looks in self._known:
            return
        self._known.add(looks)
        between = {**self._after, "": self._before[""]}  # merged, and the copy not put away yet
        wanted = [self._after] if ended.is_stored else [self._before, between, self._after]
        assert journal(copy, self._formats) in wanted
        every = cases_in(copy, self._formats)
        assert open_ids(copy, self._formats) == {one.id for one in every if fold(one).is_open}
        next_command_works(copy, self._formats)


def _looks_of(folder: Path) -> frozenset[tuple[str, int, bytes]]:
    found = []
    for path in folder.rglob("*"):
        how = path.lstat()
        name = re.sub(r"\.tmp-\d+-", ".tmp-", str(path.relative_to(folder)))
        is_told = stat.S_ISREG(how.st_mode) and path.name != ".lock"
        found.append((name, how.st_mode, path.read_bytes() if is_told else b""))
    return frozenset(found)


def killed_everywhere(writers: Sequence[Writer], action: str, folder: Path) -> int:
    """Kill *action* on entry to each of its calls, one run a call, and judge what is left.

    Returns how many calls there were.
    """
    judge = Judge(writers[0], action, folder)
    kills = [
        f"inject={one.name}:signal=KILL:when={one.count}" for one in to_kill(action, judge.trace)
    ]
    for copy, ended, _ in outcomes(writers, action, folder, kills):
        assert ended.signal == signal.SIGKILL
        judge.judge(copy, ended)
    return len(kills)


def refused_everywhere(
    writers: Sequence[Writer], action: str, folder: Path, error: str
) -> list[tuple[str, ...]]:
    """Let each call of *action* fail once with *error*, and judge what is left.

    Returns what was said each time.
    """
    judge = Judge(writers[0], action, folder)
    failures = [
        f"inject={one.name}:error={error}:when={one.count}"
        for one in to_fail(action, judge.trace, error)
    ]
    said = []
    for copy, ended, trace in outcomes(writers, action, folder, failures):
        assert "INJECTED" in trace
        judge.judge(copy, ended)
        said.append(ended.said)
    return said


@dataclass(frozen=True)
class Tally:
    """What a crowd of writers said, and what the ledger holds; letters of the events' ids."""

    said: tuple[str, ...]
    stored: tuple[str, ...]

    @property
    def acknowledged(self) -> tuple[str, ...]:
        """The events whose writer said that they are stored."""
        return tuple(sorted(word for word in self.said if len(word) == 4))


def crowded(writer: Writer, action: str, folder: Path) -> Tally:
    """Let eight processes do *action* at once on the open cases of a ledger."""
    said = writer.run(f"crowd-{action}", folder).said
    found = cases_in(folder, FORMATS)
    stored = [event.id[-4:] for one in found for event in one.events if event.kind == "noted"]
    return Tally(said, tuple(sorted(stored)))
