"""What is asked of an index: the lines of many cases, a case by its number, whether a file was cut."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from refundcli.adapters.case_lines import line_from_text, microseconds, said_from_text
from refundcli.adapters.case_rows import FILED, CaseRows, chunks
from refundcli.adapters.index import Index
from refundcli.adapters.index_file import IndexFile
from refundcli.adapters.index_row import BROKEN_CLOSED, BROKEN_OPEN, CLOSED, OPEN
from refundcli.adapters.ledger_listing import Listing, after_own_write
from refundcli.adapters.ledger_reader import LedgerReader
from refundcli.adapters.moments import Moment, derived
from refundcli.core.errors import BadData
from refundcli.core.lines import CaseLine
from refundcli.core.values import dataclass, field, replace

if TYPE_CHECKING:
    from refundcli.core.case import Case

_ROUNDS = 5
"""How often a page is drawn up anew because a case on it was edited."""

_COMPLETED = 200
"""How many ids are given to complete a beginning."""


@dataclass(frozen=True, slots=True)
class Query:
    """Which lines, in which order: by opening, or *by_due* the soonest clock first.

    *where* are columns and what they hold: platform, state, phase. *due_by* leaves cases whose soonest clock
    ends by then, *since* those opened then or later. At *most* so many lines are given. With a *beginning* of
    ids it is those open, or *closed*, that begin so, by id: of many the first and the last.
    """

    closed: bool = False
    by_due: bool = False
    where: Mapping[str, str] = field(default_factory=dict)
    due_by: datetime | None = None
    since: datetime | None = None
    most: int | None = None
    beginning: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """The lines of a query, read as they are asked for, how many fit, and what could not be read."""

    lines: Iterator[CaseLine]
    total: int
    faults: tuple[BadData, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    names: list[str]
    total: int
    faults: tuple[BadData, ...]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LedgerIndex:
    """The index of the ledger that *reader* reads; *clock* gives nanoseconds since 1970.

    It is used where it can be: missing, broken, busy or not to be written, it is done without.
    """

    reader: LedgerReader
    file: IndexFile
    clock: Callable[[], int] = time.time_ns

    def select(self, query: Query, moment: Moment) -> Selection:
        """Return the lines of *query* as of *moment*, as they follow from the files on the disk.

        Of more than `FEW` files only those on the page are looked at. Raises `BadData` for a ledger of a newer
        format and `LedgerUnreadable` for a folder that cannot be listed.
        """
        fault = self.reader.format_fault()
        page = self.file.use(lambda index: self._page(index, query, moment))
        first = (fault, self.reader.importing())
        faults = (*(one for one in first if one is not None), *page.faults)
        return Selection(self._lines(page, moment), page.total, faults)

    def ids(self, beginning: str) -> tuple[str, ...] | None:
        """Return the ids of the cases that begin so; None where the folders would have to be listed."""

        def known(index: Index) -> tuple[str, ...] | None:
            if not Listing.of(self.reader.layout, self.clock()).is_known(index.folders()):
                return None
            values = (beginning, _after(beginning))
            return tuple(index.names("WHERE name >= ? AND name < ? AND place != ''", *values))

        return self.file.use(known)

    def numbered(self, number: str) -> tuple[str, ...]:
        """Return the ids of the cases with this order number, the open ones where there are any."""

        def found(index: Index) -> tuple[str, ...]:
            rows = CaseRows(self.reader, index, self.clock(), closed=True)
            for every in (False, True):
                if rows.refresh(every=every) or index.count("WHERE number = ?", number):
                    break
            by_standing = (
                index.names("WHERE number = ? AND standing IN (?, ?)", number, *standings)
                for standings in ((OPEN, BROKEN_OPEN), (CLOSED, BROKEN_CLOSED))
            )
            return tuple(next(filter(None, by_standing), ()))

        return self.file.use(found)

    def seen(self, id: str) -> int:
        """Return the most events that the case ever had, 0 for an unknown one."""
        return self.file.use(lambda index: index.seen([id]).get(id, 0))

    def all_seen(self) -> Mapping[str, int]:
        """Return of every case that is known the most events that it ever had."""
        return self.file.use(Index.seen)

    def keep(self, case: "Case", moment: Moment) -> None:
        """Store the line of *case*, which this program has just written, so that no list need work it out."""

        def keep(index: Index) -> None:
            with index.changing():
                index.derive([derived(case, moment)])

        if moment.is_real:
            self.file.note(keep)

    def forget(self, id: str) -> None:
        """Take the case as its file is now: how many events it had before counts no more."""

        def forget(index: Index) -> None:
            with index.changing():
                index.forget(id)

        self.file.use(forget)

    @contextmanager
    def around_write(self, id: str) -> Iterator[None]:
        """Note in the index what is written to the case *id* meanwhile.

        The other files are not looked at, whether there are ten or a hundred thousand.
        """
        before = _listing(self)
        yield

        def note(index: Index) -> None:
            known = index.folders()
            CaseRows(self.reader, index, self.clock()).read([id])
            after = _listing(self)
            if before is not None and after is not None:
                with index.changing():
                    index.put_folders(after_own_write(before, after, known))

        self.file.note(note)

    def _page(self, index: Index, query: Query, moment: Moment) -> _Page:
        if query.beginning is not None:
            return self._completions(index, query, moment)
        rows = CaseRows(self.reader, index, self.clock(), query.closed, moment)
        is_all_seen = rows.refresh()
        for _ in range(_ROUNDS):
            rows.work_out()
            if rows.held:
                with index.changing(for_good=False):
                    index.derive(tuple(rows.held.values()))
                    page = _drawn(index, query)
            else:
                page = _drawn(index, query)
            if is_all_seen or query.most is None:
                break
            touched = rows.touched(page.names)
            if not touched:
                break
            rows.read(touched)
        return replace(page, texts=rows.texts())

    def _completions(self, index: Index, query: Query, moment: Moment) -> _Page:
        rows = CaseRows(self.reader, index, self.clock(), query.closed)
        rows.refresh()
        names = _beginning(index, query.beginning or "", closed=query.closed)
        rows.moment = moment
        rows.work_out(names)
        return _Page(names, len(names), (), rows.texts())

    def _lines(self, page: _Page, moment: Moment) -> Iterator[CaseLine]:
        for some in chunks(page.names):
            missing = [name for name in some if name not in page.texts]
            texts = self.file.use(partial(Index.lines, names=missing)) if missing else {}
            for name in some:
                line = self._line(name, page.texts.get(name, texts.get(name)), moment)
                if line is not None:
                    yield line

    def _line(self, name: str, text: str | None, moment: Moment) -> CaseLine | None:
        """Return the line that *text* holds; where another program took it away, worked out anew."""
        if text is not None:
            with suppress(ValueError, TypeError):
                return line_from_text(text, moment.now)
        with suppress(BadData, OSError):
            case = self.reader.file(self.reader.kept(self.reader.paths(name))).case
            return replace(moment.make(case).line, as_of=moment.now)
        return None


def _drawn(index: Index, query: Query) -> _Page:
    standings = (OPEN, CLOSED) if query.closed else (OPEN,)
    conditions = [f"standing IN ({', '.join(map(str, standings))})"]
    conditions += [f"{column} = ?" for column in query.where]
    values: list[object] = list(query.where.values())
    if query.due_by is not None:
        conditions.append("due <= ?")
        values.append(microseconds(query.due_by))
    if query.since is not None:
        conditions.append("opened >= ?")
        values.append(microseconds(query.since))
    fitting = f"WHERE {' AND '.join(conditions)}"
    order = f"AND fault IS NULL ORDER BY {'due, opened' if query.by_due else 'opened'}, name"
    limit = "" if query.most is None else f" LIMIT {query.most}"
    names = index.names(f"{fitting} {order}{limit}", *values)
    total = len(names)
    if query.most is not None and total == query.most:
        total = index.count(fitting, *values)
        total -= index.count(f"{fitting} AND fault IS NOT NULL", *values)
    return _Page(names, total, tuple(map(_fault, index.faults(FILED[query.closed]))), {})


def _beginning(index: Index, beginning: str, *, closed: bool) -> list[str]:
    fitting = "WHERE name >= ? AND name < ? AND standing = ? AND fault IS NULL ORDER BY name"
    values = (beginning, _after(beginning), CLOSED if closed else OPEN)
    first = index.names(f"{fitting} LIMIT {_COMPLETED}", *values)
    if len(first) < _COMPLETED:
        return first
    last = index.names(f"{fitting} DESC LIMIT {_COMPLETED}", *values)
    return sorted({*first[: _COMPLETED // 2], *last[: _COMPLETED // 2]})


def _after(beginning: str) -> str:
    return beginning + chr(0x10FFFF)


def _fault(text: str) -> BadData:
    message, hint = said_from_text(text)
    return BadData(message, hint)


def _listing(of: LedgerIndex) -> Listing | None:
    with suppress(OSError):
        return Listing.of(of.reader.layout, of.clock())
    return None
