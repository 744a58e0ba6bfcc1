"""Whether the index works and agrees with the files, and what it remembers that they no longer hold."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from refundcli.adapters.case_rows import CaseRows, chunks
from refundcli.adapters.health_recovery import ways_back
from refundcli.adapters.index import Index
from refundcli.adapters.index_row import CLOSED, OPEN, Row
from refundcli.adapters.ledger_index import LedgerIndex
from refundcli.adapters.toml_files import parse_toml, read_bytes
from refundcli.core.case import Case, fold
from refundcli.core.errors import BadData
from refundcli.core.health import Finding
from refundcli.core.text import say


def index_findings(
    index: LedgerIndex, cases: Mapping[Path, Case], *, has_ledger: bool
) -> Iterator[Finding]:
    """Give how the *index* is, and where it saw more events than the *cases* have by their files.

    What was edited behind its back is read first, whatever the size of the ledger.
    """
    file = str(index.file.path)
    if not index.file.is_made:
        yield Finding("index", "ok", "index-none", say("doctor-index-none"), file)
        return
    if not has_ledger:
        return
    if not index.file.use(lambda one: one.is_kept):
        what, todo = say("doctor-index-unusable"), say("doctor-do-index-unusable")
        yield Finding("index", "warning", "index-unusable", what, file, todo=todo)
        return
    yield from _lost(index, cases)
    wrong = index.file.use(lambda one: _disagreeing(index, one, cases))
    for id in wrong:
        what = say("doctor-index-wrong", id=id)
        todo = say("doctor-do-mend")
        yield Finding("index", "warning", "index-wrong", what, file, todo=todo, is_mendable=True)
    if not wrong:
        yield Finding("index", "ok", "index", say("doctor-index"), file)


def mend_index(index: LedgerIndex, cases: Mapping[Path, Case]) -> None:
    """Read anew what the *index* has of *cases* and is not so; what it remembers stays."""

    def read(one: Index) -> None:
        CaseRows(index.reader, one, index.clock()).read(_disagreeing(index, one, cases))

    if index.file.is_made:
        index.file.use(read)


def _lost(index: LedgerIndex, cases: Mapping[Path, Case]) -> Iterator[Finding]:
    seen = dict(index.all_seen())
    for path, case in cases.items():
        yield from _cut(index, case.id, path, seen.pop(case.id, 0), len(case.events))
    for id, had in seen.items():
        paths = index.reader.layout.paths_of(id) if had else ()
        for path in paths:
            yield from _cut(index, id, path, had, _events_told(path))
        if had and not paths:
            what = say("doctor-gone", id=id, seen=had)
            gone = index.reader.layout.open_folder / f"{id}.toml"
            ways = ways_back(index.reader.folder, gone, 0)
            todo = say("doctor-do-cut", id=id, ways=ways)
            yield Finding("ledger", "note", "gone", what, todo=todo)


def _cut(index: LedgerIndex, id: str, path: Path, had: int, has: int | None) -> Iterator[Finding]:
    if has is not None and has < had:
        what = say("ledger-cut", file=str(path), had=had, has=has)
        ways = ways_back(index.reader.folder, path, has)
        todo = say("doctor-do-cut", id=id, ways=ways)
        yield Finding("ledger", "error", "cut", what, str(path), todo=todo)


def _events_told(path: Path) -> int | None:
    """Return how many events a file holds whose case is wrong; None where its text is, or there is none."""
    try:
        mapping = parse_toml(read_bytes(path)[0], str(path))
    except (BadData, OSError):
        return None
    events = mapping.get("events", {})
    return len(events) if mapping and isinstance(events, Mapping) else None


def _disagreeing(index: LedgerIndex, rows: Index, cases: Mapping[Path, Case]) -> list[str]:
    """Return the ids of *cases* that the index has otherwise though it has read their files."""
    CaseRows(index.reader, rows, index.clock(), closed=True).refresh(every=True)
    by_id = {case.id: case for case in cases.values()}
    return [
        id
        for some in chunks(sorted(by_id))
        for id, row in rows.rows(some).items()
        if _differs(row, by_id[id])
    ]


def _differs(row: Row, case: Case) -> bool:
    state = fold(case)
    has = (row.standing == OPEN, row.number, row.platform)
    is_read = row.standing in (OPEN, CLOSED)
    return is_read and has != (state.is_open, state.order.number, state.order.platform)
