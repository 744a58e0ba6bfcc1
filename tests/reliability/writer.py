"""Writes to a ledger on command, each time in a child of its own that a test may trace or kill.

Reads lines `ACTION LEDGER SEED [wait|stay]`. Answers with a line that holds the child's process id, and,
when that has ended, with one that holds its wait status and the words it said, each after what was
done. With `wait` the child waits for SIGUSR1 before it begins, and from the first answer on it makes
the ledger's own system calls alone. With `stay` it is no child that does so but the process itself:
what is not to be killed need not pay for one. Arguments of the process name faults to plant.
"""

import os
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from pathlib import Path

from refundcli.adapters import ledger as ledger_module
from refundcli.adapters.case_file import new_file
from refundcli.adapters.health_ledger import looked_at, mend
from refundcli.adapters.ledger import Ledger
from refundcli.core.case import ALPHABET, Case, last_undoable, new_event_id
from refundcli.core.errors import LedgerUnreadable, RefundcliError
from refundcli.core.events import Event
from refundcli.core.migrations import Formats
from refundcli.core.order import Claim, Order
from refundcli.core.periods import beijing

NOW = beijing(2026, 11, 23, 10)
OPEN, CLOSED = "tb-7k2m", "tb-7k2n"
NEW, NEW_CLOSED = "tb-9new", "tb-9nex"
MARK = "# brought to format 2"
NEXT = Formats(2, {1: lambda text: f"{MARK}\n{text}"})
"""A format to come, whose step shows when it is taken twice."""
FORMATS_OF: Mapping[str, Formats] = {"migrate": NEXT}
"""What an action leaves, where it is not today's format."""


def letters(number: int) -> str:
    """Return four letters of an id, another for each number."""
    return "".join(ALPHABET[number // 31**place % 31] for place in (3, 2, 1, 0))


def told(kind: str, seed: int, **carries: object) -> Event:
    """Return an event of *kind* with an id of its own."""
    return Event(new_event_id(NOW, letters(seed)), NOW, kind, carries)


def new_case(id: str, *events: Event) -> Case:
    """Return a case on Taobao."""
    order = Order("taobao", "delivered", moments={"delivered": beijing(2026, 11, 20, 10)})
    return Case(id, NOW, order, Claim("quality", "return-refund"), events)


def _add(ledger: Ledger, seed: int) -> None:
    ledger.add(new_case(f"pdd-{letters(seed)}"))


def _append(ledger: Ledger, seed: int) -> None:
    ledger.append(OPEN, told("noted", seed, note="x"))


def _close(ledger: Ledger, seed: int) -> None:
    ledger.append(OPEN, told("closed", seed, outcome="won"))


def _reopen(ledger: Ledger, seed: int) -> None:
    ledger.append(CLOSED, told("reopened", seed))


def _undo(ledger: Ledger, seed: int) -> None:
    def decide(case: Case) -> tuple[Event, ...]:
        last = last_undoable(case)
        return () if last is None else (told("retracted", seed, event=last.id),)

    ledger.update(CLOSED, decide)


def _read(ledger: Ledger, _: int) -> None:
    if [one for one in ledger.cases(closed=True) if not isinstance(one, Case)]:
        raise ValueError


def _import(ledger: Ledger, _: int) -> None:
    grown = new_case(OPEN, told("sent", 40), told("noted", 41, note="from elsewhere"))
    ended = new_case(NEW_CLOSED, told("closed", 42, outcome="won"))
    ledger.bring_in([grown, new_case(NEW), ended])


def _migrate(ledger: Ledger, _: int) -> None:
    Ledger(ledger.folder, formats=NEXT).update(OPEN, lambda _: ())


def _merge(ledger: Ledger, _: int) -> None:
    mend(looked_at(ledger.folder, NOW), ledger.folder, 30, NOW)
    left = [one.what for one in looked_at(ledger.folder, NOW).findings if one.severity != "ok"]
    if left:
        raise LedgerUnreadable(left[0])


def _with_copy(folder: Path) -> None:
    """Put beside the open case what a sync program does when two machines change it."""
    path = folder / "cases" / f"{OPEN}.toml"
    data = new_file(new_case(OPEN, told("sent", 50)), path)
    path.with_name(f"{OPEN} (conflicted copy).toml").write_bytes(data)


def _many(ledger: Ledger, seed: int) -> None:
    for number in range(seed * 1000, seed * 1000 + 50):
        _append(ledger, number)
        say(letters(number))


def _fives(ledger: Ledger, seed: int) -> None:
    for first in range(seed * 1000, seed * 1000 + 100, 5):
        told_now = [told("noted", number, note="x") for number in range(first, first + 5)]
        ledger.append(OPEN, *told_now)
        say(" ".join(one.id[-4:] for one in told_now))


def _few(ledger: Ledger, seed: int) -> None:
    for number in range(seed * 1000, seed * 1000 + 20):
        _append(ledger, number)
        say(letters(number))


def _each(ledger: Ledger, seed: int) -> None:
    for number in range(seed * 1000, seed * 1000 + 100):
        ledger.append(f"pdd-{letters(number % 20)}", told("noted", number, note="x"))
        say(letters(number))


def _crowd(act: Callable[[Ledger, int], None]) -> Callable[[Ledger, int], None]:
    def do(ledger: Ledger, _: int) -> None:
        for number in range(1, 9):
            if os.fork() == 0:
                _acted(act, ledger.folder, number)
        for _ in range(8):
            os.wait()

    return do


def _too_big(ledger: Ledger, seed: int) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (120, 120))
    _append(ledger, seed)


def _no_handles(ledger: Ledger, seed: int) -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    _append(ledger, seed)


ACTIONS: Mapping[str, Callable[[Ledger, int], None]] = {
    "add": _add,
    "append": _append,
    "close": _close,
    "reopen": _reopen,
    "undo": _undo,
    "import": _import,
    "migrate": _migrate,
    "merge": _merge,
    "read": _read,
    "many": _many,
    "crowd-fives": _crowd(_fives),
    "crowd-few": _crowd(_few),
    "crowd-each": _crowd(_each),
    "too-big": _too_big,
    "no-handles": _no_handles,
}


def prepare(action: str, folder: Path) -> None:
    """Do to a ledger what *action* needs."""
    if action == "merge":
        _with_copy(folder)


def say(word: str) -> None:
    """Tell the server *word*: from then on what was done is acknowledged."""
    os.write(ANSWERS, f"{word} ".encode())


ANSWERS = 200
"""The child's end of the pipe to the server."""


def _words_of(act: Callable[[Ledger, int], None], folder: Path, seed: int) -> str:
    """Do *act* and return how it ended, in a word."""
    try:
        act(Ledger(folder, lock_timeout=30), seed)
    except RefundcliError as error:
        return f"{error.code}:{error.message.key}"
    except BaseException as error:  # whatever it was is the test's to judge
        return f"bug:{error!r}".replace(" ", "_")
    return "stored"


def _acted(act: Callable[[Ledger, int], None], folder: Path, seed: int) -> None:
    """Do *act*, say how it ended, and end this process."""
    say(_words_of(act, folder, seed))
    os._exit(0)


def _answer(words: object) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _stay(action: str, folder: Path, seed: int) -> None:
    _answer(os.getpid())
    signal.sigwaitinfo({signal.SIGUSR1})
    words = _words_of(ACTIONS[action], folder, seed)
    os.closerange(3, ANSWERS)  # where closing a file failed
    _answer(f"0 {words}")


def _serve() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    for line in sys.stdin:
        action, folder, seed, *waits = line.split()
        if waits == ["stay"]:
            _stay(action, Path(folder), int(seed))
            continue
        heard, end = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.dup2(end, ANSWERS)
            os.close(end)
            os.close(heard)
            say("ready")
            if waits:
                signal.sigwaitinfo({signal.SIGUSR1})
            _acted(ACTIONS[action], Path(folder), int(seed))
        os.close(end)
        os.read(heard, len("ready "))
        _answer(pid)
        with os.fdopen(heard) as words:
            said = words.read()
        _answer(f"{os.waitpid(pid, 0)[1]} {said}")


def warm_up() -> None:
    """Import what is imported late, so that a child's calls are the ledger's alone."""
    with tempfile.TemporaryDirectory() as folder:
        for action in ("add", "read", "merge"):
            ACTIONS[action](Ledger(Path(folder)), 0)
        try:
            Ledger(Path(folder)).read("x")
        except RefundcliError:
            _add(Ledger(Path(folder)), 1)


def _without_lock() -> None:
    """Let everybody write at once; the instant between the last look and the renaming is long."""
    looks_same = vars(ledger_module)["_is_same"]

    def slowly(place: Path, before: os.stat_result) -> bool:
        is_same: bool = looks_same(place, before)
        time.sleep(0.002)
        return is_same

    vars(ledger_module).update(_is_same=slowly, held=lambda path, timeout: nullcontext())


def _without_temporary_file() -> None:
    """Write over the file itself."""

    def write_file(target: Path, data: bytes, *_: object, **__: object) -> bool:
        target.write_bytes(data)
        return True

    vars(ledger_module).update(write_file=write_file)


FAULTS: Mapping[str, Callable[[], None]] = {
    "without-lock": _without_lock,
    "without-temporary-file": _without_temporary_file,
}
"""What a careless change could do, to see that the tests find it."""


if __name__ == "__main__":
    warm_up()
    for fault in sys.argv[1:]:
        FAULTS[fault]()
    _serve()
