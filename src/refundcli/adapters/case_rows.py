"""The rows of the index kept true to the ledger's files: what is new, changed or gone is read anew."""

import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from refundcli.adapters.case_lines import microseconds, said_to_text
from refundcli.adapters.index import Index, Stamped
from refundcli.adapters.index_row import (
    BROKEN_CLOSED,
    BROKEN_OPEN,
    CLOSED,
    OPEN,
    Derived,
    Row,
)
from refundcli.adapters.ledger_listing import SETTLED_AFTER, Listing, name_of, stamp_at
from refundcli.adapters.ledger_reader import LedgerReader
from refundcli.adapters.moments import Moment, derived
from refundcli.adapters.os_reasons import reason_of
from refundcli.adapters.toml_files import read_bytes, unreadable
from refundcli.core.errors import BadData, LedgerUnreadable
from refundcli.core.text import say
from refundcli.core.values import dataclass, field, replace

if TYPE_CHECKING:
    from refundcli.core.case import Case

FEW = 2000
"""Up to so many files each is looked at every time; of more, those that are shown."""

FILED: Mapping[bool, tuple[int, ...]] = {
    False: (OPEN, BROKEN_OPEN),
    True: (OPEN, CLOSED, BROKEN_OPEN, BROKEN_CLOSED),
}
"""How the cases stand that are told of: without the closed ones, and with them."""

_CHUNK = 500
_TRIES = 3
"""How often a case is looked for anew that was moved while it was read."""


@dataclass(slots=True)
class CaseRows:
    """The rows in *index* of the ledger that *reader* reads; *now* is nanoseconds since 1970.

    With a *moment* the lines of what is read are worked out at once; `held` has those that the index does not
    keep. Methods may raise `sqlite3.Error`, and `LedgerUnreadable` for a folder that cannot be listed.
    """

    reader: LedgerReader
    index: Index
    now: int
    closed: bool = False
    moment: Moment | None = None
    held: dict[str, Derived] = field(default_factory=dict)

    @property
    def keeps_lines(self) -> bool:
        """Whether the lines that are worked out stay in the index."""
        return self.index.is_kept and (self.moment is None or self.moment.is_real)

    def texts(self) -> dict[str, str]:
        """Return the lines that are held, as text."""
        return {name: one.line for name, one in self.held.items() if one.line is not None}

    def refresh(self, *, every: bool = False) -> bool:
        """Read what is new or changed and return whether every file was looked at.

        That is done with *every*, and where there are few: of the open cases, or with *closed* of all.
        """
        with listed(self.reader):
            listing = Listing.of(self.reader.layout, self.now)
            is_known = listing.is_known(self.index.folders())
            if is_known and not every:
                return self._refresh_known()
            known, found = self.index.files(), listing.files()
        gone = known.keys() - found.keys()
        is_all = every or len(found) <= FEW
        named = {name for name, (place, _) in found.items() if known.get(name, ("",))[0] != place}
        named |= set(self.index.names("WHERE NOT is_settled")) - gone
        if is_all:
            looked_at = iter(self.index.stamps(f"WHERE {self._filed(every=every)}"))
        else:
            changed = (name for name in known.keys() - gone if known[name] != found[name])
            looked_at = self._stamps(changed)
        named |= self._touched(one for one in looked_at if one[0] not in gone)
        self.read(sorted(named), anew=every)
        if gone or not is_known:
            with self.index.changing():
                self.index.lose(gone)
                self.index.put_folders(listing.folders())
        return is_all

    def touched(self, names: Iterable[str]) -> set[str]:
        """Return those of *names* whose files are not as they were when they were read."""
        return self._touched(self._stamps(names))

    def _refresh_known(self) -> bool:
        """Read what was changed where no name came or went."""
        is_all = self.index.count() <= FEW
        named = set(self.index.names("WHERE NOT is_settled"))
        if is_all:
            named |= self._touched(self.index.stamps(f"WHERE {self._filed(every=False)}"))
        self.read(sorted(named), anew=False)
        return is_all

    def _filed(self, *, every: bool) -> str:
        return f"standing IN ({', '.join(map(str, FILED[self.closed or every]))})"

    def _stamps(self, names: Iterable[str]) -> Iterator[Stamped]:
        for some in chunks(names):
            yield from self.index.stamps_of(some)

    def _touched(self, rows: Iterable[Stamped]) -> set[str]:
        layout = self.reader.layout
        return {
            name
            for name, place, *stamp in rows
            if stamp_at(layout, name_of(name), place) != tuple(stamp)
        }

    def read(self, names: Iterable[str], *, anew: bool = True) -> None:
        """Read the cases *names*; unless *anew* only those whose files do not hold the bytes that are known."""
        for some in chunks(self.reader.counted(tuple(names))):
            known = self.index.rows(some)
            changed, same, gone, made = [], [], [], []
            for name in some:
                row, case = self._read_one(name, known.get(name), anew=anew)
                if row is None:
                    gone.append(name)
                elif name in known and row.says_the_same(known[name]):
                    same += [row] if row.stamp != known[name].stamp or row.is_settled else []
                else:
                    changed.append(row)
                    if case is not None and self.moment is not None and row.standing in self._told:
                        made.append(derived(case, self.moment))
            if changed or gone or same:
                with self.index.changing():
                    self.index.put(changed)
                    self.index.restamp(same)
                    self.index.lose(gone)
                    self._keep(made)

    def work_out(self, only: Iterable[str] | None = None) -> None:
        """Work out the lines of those told of, or of *only* some, that have none for the moment."""
        moment = self.moment
        if moment is None:
            return
        at = microseconds(moment.now)
        stale: set[str] = set()
        for standing in self._told:
            for query, value in (
                ("basis < ?", moment.basis),
                ("basis > ?", moment.basis),
                ("since > ?", at),
                ("until <= ?", at),
            ):
                stale |= set(self.index.names(f"WHERE standing = ? AND {query}", standing, value))
        wanted = stale if only is None else stale.intersection(only)
        for some in chunks(self.reader.counted(sorted(wanted - self.held.keys()))):
            made = []
            for name in some:
                _, case = self._read_one(name, None, anew=True)
                if case is not None:
                    made.append(derived(case, moment))
            with self.index.changing():
                self._keep(made)

    @property
    def _told(self) -> tuple[int, ...]:
        return (OPEN, CLOSED) if self.closed else (OPEN,)

    def _keep(self, made: list[Derived]) -> None:
        if self.keeps_lines:
            self.index.derive(made)
        else:
            self.held |= {one.name: one for one in made}

    def _read_one(
        self, key: str, known: Row | None, *, anew: bool
    ) -> "tuple[Row | None, Case | None]":
        """Return what the files of a case say, and the case where it can be read; None where it is gone.

        Unless *anew* there is no case of a file that holds the bytes that are *known*: it is not parsed.
        """
        name, seen = name_of(key), 0 if known is None else known.seen
        layout = self.reader.layout
        number = None if known is None else known.number
        row = Row(key, layout.open_folder.name, 0, 0, 0, 0, 0, False, seen, BROKEN_OPEN, number)
        path = layout.open_folder / f"{name}.toml"
        lost: OSError | None = None
        for _ in range(_TRIES):
            try:
                paths = layout.paths_of(name)
                if not paths:
                    return None, None
                path = paths[0]
                row = self._found(row, name, paths)
                if known is not None and not anew and _is_unchanged(paths, known):
                    return known.as_found(row), None
                file = self.reader.file(self.reader.kept(paths))
                check_whole(file.case, seen, file.path)
                return _told_by(row, file.case, zlib.crc32(file.data)), file.case
            except FileNotFoundError as error:
                lost = error
            except OSError as error:
                return _broken(row, unreadable(path, error)), None
            except BadData as error:
                return _broken(row, error), None
        return (None if lost is None else _broken(row, unreadable(path, lost))), None

    def _found(self, row: Row, name: str, paths: tuple[Path, ...]) -> Row:
        layout = self.reader.layout
        places = "\n".join(one.parent.relative_to(layout.folder).as_posix() for one in paths)
        inode, size, mtime, ctime = stamp_at(layout, name, places)
        is_among_open = paths[0].parent == layout.open_folder
        return replace(
            row,
            place=places,
            inode=inode,
            size=size,
            mtime=mtime,
            ctime=ctime,
            is_settled=max(mtime, ctime) + SETTLED_AFTER <= self.now,
            standing=BROKEN_OPEN if is_among_open else BROKEN_CLOSED,
        )


def check_whole(case: "Case", seen: int, path: Path) -> None:
    """Raise `BadData` where *path* holds fewer events than were *seen* in it: it was cut."""
    has = len(case.events)
    if has < seen:
        raise BadData(
            say("ledger-cut", file=str(path), had=seen, has=has),
            say("hint-ledger-cut", id=case.id),
        )


@contextmanager
def listed(reader: LedgerReader) -> Iterator[None]:
    """Turn what the system refuses while folders are listed into `LedgerUnreadable`."""
    try:
        yield
    except OSError as error:
        file = os.fsdecode(error.filename or reader.folder)
        why = say("ledger-unreadable", file=file, reason=reason_of(error))
        raise LedgerUnreadable(why, say("hint-ledger-unreadable")) from error


def chunks(names: Iterable[str]) -> Iterator[list[str]]:
    """Give *names*, some hundreds at a time."""
    left = iter(names)
    while some := list(islice(left, _CHUNK)):
        yield some


def _is_unchanged(paths: tuple[Path, ...], known: Row) -> bool:
    """Whether the one file of a case holds the bytes that it held; raises `BadData` and `OSError`."""
    if len(paths) > 1 or known.standing not in (OPEN, CLOSED) or known.fault is not None:
        return False
    data, _ = read_bytes(paths[0])
    return (len(data), zlib.crc32(data)) == (known.size, known.sum)


def _told_by(row: Row, case: "Case", sum: int) -> Row:
    from refundcli.core.case import fold  # noqa: PLC0415 - only where a file was read

    state = fold(case)
    return replace(
        row,
        sum=sum,
        seen=len(case.events),
        standing=OPEN if state.is_open else CLOSED,
        number=state.order.number,
        platform=state.order.platform,
        state=state.order.state,
        phase=state.phase,
        opened=microseconds(case.opened_at),
    )


def _broken(row: Row, error: BadData) -> Row:
    return replace(row, fault=said_to_text(error.message, error.hint))
