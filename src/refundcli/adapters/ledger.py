"""The ledger (台账): a folder with one TOML file a case; a write adds lines, under a lock."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from refundcli.adapters.atomic import make_folder, stamp_of, sweep, write_file
from refundcli.adapters.case_file import case_file, new_file, with_events
from refundcli.adapters.ledger_files import is_there
from refundcli.adapters.ledger_reader import LedgerReader
from refundcli.adapters.lock import held
from refundcli.adapters.os_reasons import reason_of
from refundcli.adapters.toml_files import read_bytes, toml_document
from refundcli.core.case import Case, fold, new_case_id
from refundcli.core.counted import Counted, uncounted
from refundcli.core.errors import BadData, LedgerUnreadable, LedgerUnwritable
from refundcli.core.events import Event
from refundcli.core.importing import Incoming, incoming, lacking
from refundcli.core.migrations import FORMATS, Formats
from refundcli.core.text import Said, say

_TRIES = 5
"""How often a write begins anew because the file was edited meanwhile."""


class Ledger(LedgerReader):
    """The cases in *folder*, to read and to write. The folder is made at the first write.

    A write waits *lock_timeout* seconds for another one to end. It raises `LedgerUnwritable` where
    what was to be stored may not be, and `BadData` where a file may not be touched.
    """

    def __init__(
        self, folder: Path, lock_timeout: float = 10.0, formats: Formats = FORMATS
    ) -> None:
        super().__init__(folder, formats)
        self.lock_timeout = lock_timeout

    def unused_id(self, short: str, draws: Iterable[str]) -> str:
        """Return an id that no case has: *short* and the first of *draws* that is free."""
        ids = (new_case_id(short, letters) for letters in draws)
        with self._reported():
            return next(id for id in ids if not self.layout.paths_of(id))

    def add(self, case: Case) -> Path:
        """Store a new case and return its file; raises `BadData` for an id that is taken."""
        with self._writing():
            return self._add(case)

    def append(self, id: str, *events: Event) -> Case:
        """Store *events* in the case *id*, a line each, and return the case with them."""
        return self.update(id, lambda _: events)

    def update(self, id: str, decide: Callable[[Case], tuple[Event, ...]]) -> Case:
        """Store the events that *decide* makes of the case as it is on the disk, under the lock.

        A case that they close moves to the closed ones, and back where they open it. A file that is
        edited meanwhile is read again, so *decide* may be asked more than once. What an editor
        saves in the instant between the last look and the renaming is lost: nothing can see that.
        """
        with self._writing(id):
            return self._update(id, decide)

    def bring_in(self, cases: Iterable[Case], counted: Counted = uncounted) -> Incoming:
        """Store *cases*, and of known ones the events that are new: all of them or nothing.

        Returns what was done. They are made ready first; from then on they count, and who is killed
        in it leaves it to the next command. *counted* is handed the cases twice, before they are
        made ready and before they are put into their places. Raises `BadData` naming a case that
        does not go together with the one of its id here.
        """
        with self._writing():
            found = self._incoming(cases)
            self.arrivals.prepare(_files(counted(found.to_store)))
            self._put_arrivals(counted)
            return found

    def would_bring_in(self, cases: Iterable[Case]) -> Incoming:
        """Return what `bring_in` would do; raises as it does."""
        self.format_fault()
        with self._reported():
            found = self._incoming(cases)
            deque(_files(found.to_store), maxlen=0)
            return found

    def recover(self) -> None:
        """Finish what a killed process left, where nobody is at it; else leave it as it is."""
        with suppress(OSError, LedgerUnwritable, BadData):
            if self.is_unfinished:
                with Ledger(self.folder, 0, self.formats)._writing():
                    pass

    def _add(self, case: Case) -> Path:
        if self.layout.paths_of(case.id):
            raise BadData(say("ledger-id-taken", id=case.id), say("hint-ledger-id-taken"))
        path = self.layout.home_of(fold(case)) / f"{case.id}.toml"
        data = new_file(case, path)
        make_folder(path.parent)
        self._write(path, data)
        return path

    def _update(self, id: str, decide: Callable[[Case], tuple[Event, ...]]) -> Case:
        for _ in range(_TRIES):
            case = self._try_update(self.paths(id), decide)
            if case is not None:
                return case
        raise LedgerUnwritable(say("ledger-being-edited", id=id), say("hint-ledger-being-edited"))

    def _incoming(self, cases: Iterable[Case]) -> Incoming:
        known = {}

        def here(id: str) -> Case | None:
            paths = self.layout.paths_of(id)
            if not paths:
                return None
            known[id] = self.file(self.kept(paths))
            return known[id].case

        found = incoming(cases, here)
        for case, events in found.grown:
            with_events(known[case.id], events)
        return found

    def _put_arrivals(self, counted: Counted = uncounted) -> None:
        try:
            for path in counted(tuple(self.arrivals.files())):
                self._put_arrival(path)
                path.unlink()
            self.arrivals.done()
        except OSError as error:
            file = os.fsdecode(error.filename or self.folder)
            raise LedgerUnwritable(
                say("import-unfinished", file=file, reason=reason_of(error)),
                say("hint-import-unfinished"),
            ) from error

    def _put_arrival(self, path: Path) -> None:
        data, _ = read_bytes(path)
        try:
            case = case_file(data, path).case
            if self.layout.paths_of(case.id):
                self._update(case.id, lambda known: lacking(known, case))
            else:
                self._add(case)
        except BadData:
            # Edited by hand, here or there, since it was looked at: put beside it, as a sync program does.
            place = self.layout.open_folder / f"{path.stem} (import).toml"
            make_folder(place.parent)
            self._write(place, data)

    def _put_migrated(self, path: Path, change: Callable[[bytes], bytes]) -> None:
        for _ in range(_TRIES):
            data, found = read_bytes(path)
            new = change(data)
            if new == data or self._write(path, new, found):
                return
        raise LedgerUnwritable(
            say("ledger-being-edited", id=path.stem), say("hint-ledger-being-edited")
        )

    def _finish_what_was_left(self) -> None:
        if self.migration.is_unfinished:
            self.migration.finish(self._put_migrated)
            self.read_format()
        if self.format < self.formats.newest:
            self.migration.begin(self.format)
            self.migration.finish(self._put_migrated)
            self.read_format()
        self.migration.sweep()
        if self.arrivals.is_ready:
            self._put_arrivals()
        self.arrivals.sweep()

    def _try_update(
        self, paths: tuple[Path, ...], decide: Callable[[Case], tuple[Event, ...]]
    ) -> Case | None:
        path = self.kept(paths)
        data, found = read_bytes(path)
        old = case_file(data, path)
        events = decide(old.case)
        if not events:
            return old.case
        new = with_events(old, events)
        state = fold(new.case)
        for one in paths:
            if one != path and data.startswith(read_bytes(one)[0]):
                one.unlink()
        if state.is_open:
            path = self.layout.move(path, self.layout.open_folder)
        if not self._write(path, new.data, found):
            return None
        if not state.is_open:
            # It is stored; where the file lies is put right by the next write as well.
            with suppress(OSError):
                self.layout.move(path, self.layout.home_of(state))
        return new.case

    def _write(self, path: Path, data: bytes, before: os.stat_result | None = None) -> bool:
        place, room = self.layout.real(path)
        sweep(room, "" if room == self.layout.temporary_folder else f"-{place.name}")
        if before is None:
            return write_file(place, data, room)
        return write_file(
            place, data, room, mode=before.st_mode, is_unchanged=lambda: _is_same(place, before)
        )

    @contextmanager
    def _writing(self, id: str | None = None) -> Iterator[None]:
        """Hold the lock of a ledger that is there, or is made; not for an *id* that it cannot have."""
        with self._reported():
            if id is not None and not is_there(self.folder):
                raise self.not_found(id)
            make_folder(self.folder)
            with held(self.layout.lock_file, self.lock_timeout):
                fault = self.read_format()
                if fault is not None:
                    raise fault
                if not is_there(self.layout.format_file):
                    number = toml_document({"format": self.formats.newest})
                    self._write(self.layout.format_file, number.encode())
                self._finish_what_was_left()
                yield

    @contextmanager
    def _reported(self) -> Iterator[None]:
        """Turn what the system refuses into `LedgerUnwritable`."""
        try:
            yield
        except OSError as error:
            file = os.fsdecode(error.filename or self.folder)
            raise _unwritable(
                say("ledger-unwritable", file=file, reason=reason_of(error))
            ) from error
        except LedgerUnreadable as error:
            raise _unwritable(error.message) from error


def _files(cases: Iterable[Case]) -> Iterator[tuple[str, bytes]]:
    for case in cases:
        name = f"{case.id}.toml"
        yield name, new_file(case, Path(name))


def _unwritable(message: Said) -> LedgerUnwritable:
    return LedgerUnwritable(message, say("hint-ledger-unwritable"))


def _is_same(place: Path, before: os.stat_result) -> bool:
    try:
        return stamp_of(place.stat()) == stamp_of(before)
    except FileNotFoundError:
        return False
