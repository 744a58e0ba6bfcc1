"""A ledger of an older format, read as the newest one has it and brought to it for good."""

from collections.abc import Callable, Iterator
from pathlib import Path

from refundcli.adapters.atomic import sync_folder
from refundcli.adapters.ledger_files import LedgerFiles, is_there
from refundcli.adapters.staging import Staging
from refundcli.adapters.toml_files import parse_toml, read_bytes
from refundcli.core.errors import BadData, LedgerUnwritable
from refundcli.core.migrations import Formats, check_format
from refundcli.core.text import say

NAME = "migration"
_OLD, _NEW = "old", "new"
_BACKUPS = 1000

Put = Callable[[Path, Callable[[bytes], bytes]], None]
"""Writes to a file that is there what the function makes of its bytes."""


def upgraded(data: bytes, file: str, formats: Formats, format: int) -> bytes:
    """Return the bytes of a case's file of an older *format* as the newest one has them.

    Raises `BadData` naming the *file* where it cannot be read at all.
    """
    if format >= formats.newest:
        return data
    parse_toml(data, file)
    return formats.upgraded(data.decode(), format).encode()


class Migration:
    """Brings the ledger of *layout* to the newest of *formats*; whoever calls holds the lock.

    Every file as it was and as it shall be is made ready first; from then on the change counts, and
    who is killed in it leaves it to the next command. The files as they were stay behind, in
    `backup-format-<number>`. Every method may raise `OSError`.
    """

    def __init__(self, layout: LedgerFiles, formats: Formats) -> None:
        self._layout = layout
        self._formats = formats
        self._staging = Staging(layout.folder, NAME)

    @property
    def is_unfinished(self) -> bool:
        """Whether somebody is at it, or was killed in it."""
        return self._staging.is_ready

    def begin(self, format: int) -> None:
        """Make every file of the ledger, which is of *format*, ready.

        Raises `LedgerUnwritable` naming a file that cannot be read: nothing has been touched then.
        """
        try:
            self._staging.prepare(self._made(format))
        except BadData as error:
            raise LedgerUnwritable(
                say("ledger-cannot-migrate", what=error.message), error.hint
            ) from error

    def finish(self, put: Put) -> None:
        """Put every file that is ready into its place; one edited by hand since is made anew."""
        ready = self._staging.ready
        file = self._layout.format_file.name
        self._refuse_newer(ready / _NEW / file)
        if is_there(ready / _OLD):
            before = _format_in(ready / _OLD / file)
            names = [str(path.relative_to(ready / _NEW)) for path in self._staging.files(_NEW)]
            for name in sorted(names, key=lambda one: one == file):
                self._put(name, before, put)
                (ready / _NEW / name).unlink()
            (ready / _OLD).rename(self._backup(before))
            sync_folder(self._layout.folder)
        self._staging.done()

    def sweep(self) -> None:
        """Remove what somebody was killed in before it counted."""
        self._staging.sweep()

    def _made(self, format: int) -> Iterator[tuple[str, bytes]]:
        from refundcli.adapters.case_file import case_file  # noqa: PLC0415 - only where it is done

        folder, file = self._layout.folder, self._layout.format_file
        data, _ = read_bytes(file)
        yield f"{_OLD}/{file.name}", data
        yield f"{_NEW}/{file.name}", self._numbered(data)
        for path in (path for paths in self._layout.groups(closed=True) for path in paths):
            data, _ = read_bytes(path)
            new = upgraded(data, str(path), self._formats, format)
            case_file(new, path)
            name = path.relative_to(folder).as_posix()
            yield f"{_OLD}/{name}", data
            yield f"{_NEW}/{name}", new

    def _numbered(self, data: bytes) -> bytes:
        import re  # noqa: PLC0415 - only where it is done

        line, is_many = f"format = {self._formats.newest}", re.MULTILINE | re.ASCII
        number = re.compile(r"^format[ \t]*=[ \t]*[0-9]+", is_many)
        return number.sub(line, data.decode(), count=1).encode()

    def _put(self, name: str, before: int, put: Put) -> None:
        ready, target = self._staging.ready, self._layout.folder / name
        old, new = (read_bytes(ready / one / name)[0] for one in (_OLD, _NEW))

        def change(current: bytes) -> bytes:
            if current == old:
                return new
            if current.startswith(new):
                return current
            return upgraded(current, str(target), self._formats, before)

        if is_there(target):
            put(target, change)

    def _refuse_newer(self, file: Path) -> None:
        if is_there(file):
            check_format(_format_in(file), str(file), self._formats.newest)

    def _backup(self, number: int) -> Path:
        name = f"backup-format-{number}"
        names = (name, *(f"{name}-{again}" for again in range(2, _BACKUPS)))
        places = (self._layout.folder / one for one in names)
        return next(one for one in places if not is_there(one))


def _format_in(file: Path) -> int:
    format = parse_toml(read_bytes(file)[0], str(file)).get("format")
    return format if isinstance(format, int) else 0
