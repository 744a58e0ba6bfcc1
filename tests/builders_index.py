"""A ledger with its index, its lines, and files edited behind their back."""

import os
from datetime import datetime
from pathlib import Path

from tests.builders_cases import case, event

from refundcli.adapters.indexed_ledger import IndexedLedger
from refundcli.adapters.ladder import load_ladder
from refundcli.adapters.ledger_index import Query, Selection
from refundcli.adapters.moments import Moment
from refundcli.adapters.rulebook import load_rulebook
from refundcli.core.case import Case
from refundcli.core.line_maker import LineMaker, MadeLine
from refundcli.core.periods import beijing

NOW = beijing(2026, 11, 30, 12)
RULES = load_rulebook(("taobao", "1688", "pinduoduo"))
LADDER = load_ladder()
MAKER = LineMaker(RULES, LADDER)


class Counted:
    """Makes lines as of a time and counts them."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.count = 0

    def __call__(self, case: Case) -> MadeLine:
        """Return the line of *case*."""
        self.count += 1
        return MAKER.made(case, self.now)


def moment(
    now: datetime = NOW, make: Counted | None = None, *, basis: int = 1, is_real: bool = True
) -> Moment:
    """Return a moment whose lines are made by the shipped rules."""
    return Moment(now, basis, make or Counted(now), is_real)


def ledger_at(folder: Path) -> IndexedLedger:
    """Return the ledger in *folder* with its index beside it, as a program of its own would open it."""
    return IndexedLedger(folder / "ledger", folder / "cache", lock_timeout=5)


def ids(folder: Path, query: Query | None = None, **changes: object) -> list[str]:
    """Return the ids that a new program lists."""
    return [one.id for one in selected(folder, query or Query(**changes)).lines]  # type: ignore[arg-type]  # its own fields


def selected(folder: Path, query: Query | None = None, at: Moment | None = None) -> Selection:
    """Return what a new program selects."""
    return ledger_at(folder).index.select(query or Query(), at or moment())


def faults(folder: Path) -> list[str]:
    """Return what a new program says of the files that it cannot read."""
    return [one.message.key for one in selected(folder, Query(closed=True)).faults]


def filled(folder: Path, *names: str) -> IndexedLedger:
    """Return a ledger with a case of each name, each with a letter sent."""
    ledger = ledger_at(folder)
    for name in names:
        sent = event("sent", stage="first", respond_by=beijing(2026, 12, 1, 10))
        ledger.add(case(sent, event("refused", 11, words="拆封不退"), id=name, number=name[3:]))
    return ledger


def aged(folder: Path) -> None:
    """Let everything in the ledger seem to have been written an hour ago, as far as times can be set."""
    for path in (folder / "ledger").rglob("*"):
        before = path.stat().st_mtime_ns - 3600 * 10**9
        os.utime(path, ns=(before, before))


def path_of(folder: Path, name: str) -> Path:
    """Return the file of an open case."""
    return folder / "ledger" / "cases" / f"{name}.toml"


def cut(path: Path, lines: int = 1) -> bytes:
    """Cut a file at the end of a line and return what it was."""
    before = path.read_bytes()
    path.write_bytes(b"".join(before.splitlines(keepends=True)[:-lines]))
    return before


def index_file(folder: Path) -> Path:
    """Return the file of the index."""
    return next((folder / "cache").glob("index-*.sqlite"))
