"""The cases of a ledger, read without a lock: listed, found, and named where unreadable."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from refundcli.adapters.ledger_files import LedgerFiles
from refundcli.adapters.migrating import Migration, upgraded
from refundcli.adapters.os_reasons import reason_of
from refundcli.adapters.staging import Staging
from refundcli.adapters.toml_files import parse_toml, read_bytes, unreadable
from refundcli.core.case_ids import is_case_id
from refundcli.core.counted import Counted, uncounted
from refundcli.core.errors import BadData, LedgerUnreadable, NotFound
from refundcli.core.migrations import FORMATS, Formats, check_format
from refundcli.core.text import say, some

if TYPE_CHECKING:
    from refundcli.adapters.case_file import CaseFile
    from refundcli.core.case import Case

_TRIES = 3
"""How often a case is looked for anew that was moved while it was read."""

_NEAR = 3
"""How many near matches are named."""


class LedgerReader:
    """The cases in *folder*; nothing is written, and nothing waited for.

    Where many are read, `counted` is handed them.
    """

    def __init__(self, folder: Path, formats: Formats = FORMATS) -> None:
        self.folder = folder
        self.layout = LedgerFiles(folder)
        self.formats = formats
        self.format = formats.newest
        self.migration = Migration(self.layout, formats)
        self.arrivals = Staging(folder, "import")
        self.counted: Counted = uncounted

    def cases(self, *, closed: bool = False) -> "Iterator[Case | BadData]":
        """Give every open case, and with *closed* the closed ones too.

        What cannot be read is given as the error that names it, and the others go on. Raises
        `BadData` for a ledger of a newer format, and `LedgerUnreadable` for a folder that cannot be
        listed.
        """
        fault = self.format_fault()
        if fault is not None:
            yield fault
        importing = self.importing()
        if importing is not None:
            yield importing
        with self._reading():
            groups = tuple(self.layout.groups(closed=closed))
        for paths in self.counted(groups):
            try:
                case = self._found(paths)
            except BadData as error:
                yield error
            else:
                if case is not None and (closed or _is_open(case)):
                    yield case

    def read(self, wanted: str) -> "Case":
        """Return the case with this id, this unique beginning of an id, or this order number.

        An order number that stands in several cases means the open one. Raises `NotFound` naming
        near matches, or all that fit, `LedgerUnreadable` where the file cannot be read, and `BadData`
        for a ledger of a newer format.
        """
        self.format_fault()
        wanted = wanted.encode(errors="replace").decode()  # no file holds a lone surrogate
        name = wanted.strip().lower()
        ids = self._ids(name)
        if len(ids) > 1:
            raise NotFound(
                say("ledger-not-unique", wanted=wanted, ids=some(ids)), say("hint-ledger-id")
            )
        if not ids:
            return self._by_number(wanted.strip())
        try:
            case = self._found(self.paths(ids[0]))
        except BadData as error:
            raise LedgerUnreadable(error.message, error.hint) from None
        if case is None:
            raise self.not_found(wanted)
        return case

    def load(self, path: Path) -> "Case":
        """Return the case in the file *path*; raises `BadData` where it cannot be read."""
        try:
            return self.file(path).case
        except OSError as error:
            raise unreadable(path, error) from None

    def file(self, path: Path) -> "CaseFile":
        """Return the case's file *path*, as the newest format has it; raises `BadData`, `OSError`."""
        from refundcli.adapters.case_file import case_file  # noqa: PLC0415 - an index reads few files

        data, _ = read_bytes(path)
        return case_file(upgraded(data, str(path), self.formats, self.format), path)

    @property
    def is_unfinished(self) -> bool:
        """Whether a change of many files was cut off, or goes on; raises `OSError`."""
        return self.arrivals.is_ready or self.migration.is_unfinished

    def paths(self, id: str) -> tuple[Path, ...]:
        """Return the files of the case *id*; raises `NotFound` where there is none."""
        with self._reading():
            paths = self.layout.paths_of(id) if is_case_id(id) else ()
        if not paths:
            raise self.not_found(id)
        return paths

    def kept(self, paths: tuple[Path, ...]) -> Path:
        """Return the file to go on with: of several the one that holds all that the others hold.

        Raises `BadData` where each holds something of its own, and `OSError`.
        """
        if len(paths) == 1:
            return paths[0]
        from refundcli.core.merging import holds  # noqa: PLC0415 - few cases have two

        cases = {path: self.file(path).case for path in paths}
        best = max(paths, key=lambda path: len(cases[path].events))
        if not all(holds(cases[best], one) for one in cases.values()):
            files = tuple(map(str, paths))
            raise BadData(say("ledger-two-files", files=files), say("hint-ledger-two-files"))
        return best

    def format_fault(self) -> BadData | None:
        """Return what is wrong with `ledger.toml`, or None; raises `BadData` for a newer format.

        Raises `LedgerUnreadable` while the ledger is being brought to another format.
        """
        with self._reading():
            self.layout.check_folder()
            is_unfinished = self.migration.is_unfinished
        if is_unfinished:
            raise LedgerUnreadable(
                say("ledger-migrating", file=str(self.folder)), say("hint-ledger-migrating")
            )
        try:
            return self.read_format()
        except OSError as error:
            return unreadable(self.layout.format_file, error)

    def importing(self) -> BadData | None:
        """Return that an import is not complete yet, or None; raises `LedgerUnreadable`."""
        with self._reading():
            if not self.arrivals.is_ready:
                return None
        what = say("ledger-importing", file=str(self.folder))
        return BadData(what, say("hint-ledger-importing"))

    def read_format(self) -> BadData | None:
        """Do as `format_fault`, but raise `OSError` where the system refuses."""
        file = str(self.layout.format_file)
        try:
            data, _ = read_bytes(self.layout.format_file)
            newest = self.formats.newest
            is_usual = (
                data == b"format = %d\n" % newest
            )  # as the program writes it: no TOML is needed
            format = newest if is_usual else parse_toml(data, file).get("format")
        except FileNotFoundError:
            return None
        except BadData as error:
            return error
        if not isinstance(format, int) or format < 1:
            return BadData(say("ledger-no-format", file=file), say("hint-ledger-no-format"))
        check_format(format, file, self.formats.newest)
        self.format = format
        return None

    def _ids(self, name: str) -> tuple[str, ...]:
        with self._reading():
            if is_case_id(name):
                return (name,) if self.layout.paths_of(name) else ()
            ids = self.layout.ids() if name else ()
        return tuple(id for id in ids if id.startswith(name) and is_case_id(id))

    def _found(self, paths: tuple[Path, ...]) -> "Case | None":
        """Return the case in *paths*, sought again where it was moved; None where it is gone."""
        for left in reversed(range(_TRIES)):
            try:
                return self.file(self.kept(paths)).case
            except FileNotFoundError as error:
                with self._reading():
                    there = self.layout.paths_of(paths[0].stem)
                if not left and there:
                    raise unreadable(there[0], error) from None
                paths = there
            except OSError as error:
                raise unreadable(paths[0], error) from None
            if not paths:
                break
        return None

    def _by_number(self, number: str) -> "Case":
        from refundcli.core.case import fold  # noqa: PLC0415 - few cases are named so

        cases = (one for one in self.cases(closed=True) if not isinstance(one, BadData))
        found = [one for one in cases if fold(one).order.number == number]
        running = [one for one in found if _is_open(one)] or found
        if not running:
            raise self.not_found(number)
        if len(running) > 1:
            ids = tuple(one.id for one in running)
            raise NotFound(
                say("ledger-not-unique", wanted=number, ids=some(ids)), say("hint-ledger-id")
            )
        return running[0]

    def not_found(self, wanted: str) -> NotFound:
        """Return the error for *wanted* that no case has, with the ids that are near."""
        from difflib import get_close_matches  # noqa: PLC0415  # only a miss pays for it

        with self._reading():
            near = tuple(get_close_matches(wanted.lower(), self.layout.ids(), _NEAR))
        hint = say("hint-ledger-near", near=near) if near else say("hint-ledger-list")
        return NotFound(say("ledger-no-such-case", wanted=wanted), hint)

    @contextmanager
    def _reading(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            file = os.fsdecode(error.filename or self.folder)
            why = say("ledger-unreadable", file=file, reason=reason_of(error))
            raise LedgerUnreadable(why, say("hint-ledger-unreadable")) from error


def _is_open(case: "Case") -> bool:
    from refundcli.core.case import fold  # noqa: PLC0415 - an index knows it

    return all(event.kind != "closed" for event in case.events) or fold(case).is_open
