"""Writes to a ledger on command, each time in a child of its own that a test may trace or kill.

Reads lines `ACTION LEDGER SEED [wait]`. Answers with a line that holds the child's process id, and,
when that has ended, with one that holds its wait status and the words it said, each after what was
done. With `wait` the child waits for SIGUSR1 before it begins, and from the first answer on it makes
the ledger's own system calls alone.
"""

import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from refundcli.adapters.ledger import Ledger
from refundcli.core.case import ALPHABET, Case, last_undoable, new_event_id
from refundcli.core.errors import RefundcliError
from refundcli.core.events import Event
from refundcli.core.order import Claim, Order
from refundcli.core.periods import beijing

NOW = beijing(2026, 11, 23, 10)
OPEN, CLOSED = "tb-7k2m", "tb-7k2n"


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


def _many(ledger: Ledger, seed: int) -> None:
    for number in range(seed * 1000, seed * 1000 + 50):
        _append(ledger, number)
        say(letters(number))


def _each(ledger: Ledger, seed: int) -> None:
    for number in range(seed * 1000, seed * 1000 + 100):
        ledger.append(f"pdd-{letters(number % 4)}", told("noted", number, note="x"))
        say(letters(number))


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
    "read": _read,
    "many": _many,
    "each": _each,
    "too-big": _too_big,
    "no-handles": _no_handles,
}


def say(word: str) -> None:
    """Tell the server *word*: from then on what was done is acknowledged."""
    os.write(ANSWERS, f"{word} ".encode())


ANSWERS = 200
"""The child's end of the pipe to the server."""


def _act(action: str, folder: str, seed: int, *, waits: bool) -> None:
    try:
        if waits:
            signal.sigwaitinfo({signal.SIGUSR1})
        ACTIONS[action](Ledger(Path(folder), lock_timeout=30), seed)
        say("stored")
    except RefundcliError as error:
        say(f"{error.code}:{error.message.key}")
    except BaseException as error:  # whatever it was is the test's to judge
        say(f"bug:{error!r}".replace(" ", "_"))
    os._exit(0)


def _serve() -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1})
    for line in sys.stdin:
        action, folder, seed, *waits = line.split()
        heard, end = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.dup2(end, ANSWERS)
            os.close(end)
            os.close(heard)
            say("ready")
            _act(action, folder, int(seed), waits=bool(waits))
        os.close(end)
        os.read(heard, len("ready "))
        sys.stdout.write(f"{pid}\n")
        sys.stdout.flush()
        with os.fdopen(heard) as words:
            said = words.read()
        sys.stdout.write(f"{os.waitpid(pid, 0)[1]} {said}\n")
        sys.stdout.flush()


def warm_up() -> None:
    """Import what is imported late, so that a child's calls are the ledger's alone."""
    with tempfile.TemporaryDirectory() as folder:
        for action in ("add", "read"):
            ACTIONS[action](Ledger(Path(folder)), 0)
        try:
            Ledger(Path(folder)).read("x")
        except RefundcliError:
            _add(Ledger(Path(folder)), 1)


if __name__ == "__main__":
    warm_up()
    _serve()
