"""The file of an index in the cache folder: private, disposable, made anew where it is wrong."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from refundcli.adapters.atomic import FILE_MODE, make_folder
from refundcli.adapters.index import Index, make_tables
from refundcli.adapters.ledger_files import is_there
from refundcli.core.values import dataclass

if TYPE_CHECKING:
    import sqlite3

_BUSY_SECONDS = 0.5
"""How long another program is waited for before the index is done without."""

_NOT_NOW = (5, 6, 8, 10, 13, 14)
"""SQLite's codes for a file that cannot be used now: busy, locked, read-only, faulty disk, full disk, not opened."""

R = TypeVar("R")

_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class IndexFile:
    """The file of the index of the ledger in *ledger*, in the folder *cache*; made when first used."""

    cache: Path
    ledger: Path

    @property
    def path(self) -> Path:
        """Where it lies: a name of its own for each ledger."""
        from zlib import adler32, crc32  # noqa: PLC0415 - only where an index is used

        name = os.fsencode(os.path.realpath(self.ledger))
        return self.cache / f"index-{crc32(name):08x}{adler32(name):08x}.sqlite"

    @property
    def is_made(self) -> bool:
        """Whether it is there; so it is taken to be where nobody may look."""
        try:
            return is_there(self.path)
        except OSError:
            return True

    def use(self, do: Callable[[Index], R]) -> R:
        """Return what *do* makes of the index.

        One that is broken, or of another version, is made anew. Where it cannot be used, *do* is
        given an empty one that is kept nowhere. So *do* may be called more than once.
        """
        import sqlite3  # noqa: PLC0415 - 10 ms, only where an index is used

        try:
            return self._tried(do)
        except OSError:
            pass
        except sqlite3.Error as error:
            if not _is_refused(error):
                self.remove()
                with suppress(sqlite3.Error, OSError):
                    return self._tried(do)
        with _connected(":memory:") as connection:
            make_tables(connection)
            return do(Index(connection, is_kept=False))

    def note(self, do: Callable[[Index], object]) -> None:
        """Let *do* change the index if that can be done now; if not, nothing is wrong."""
        import sqlite3  # noqa: PLC0415 - as above

        try:
            self._tried(do)
        except OSError:
            pass
        except sqlite3.Error as error:
            if not _is_refused(error):
                self.remove()

    def remove(self) -> None:
        """Remove the file and what SQLite keeps beside it."""
        for ending in ("", "-journal"):
            with suppress(OSError):
                self.path.with_name(self.path.name + ending).unlink()

    def _tried(self, do: Callable[[Index], R]) -> R:
        make_folder(self.cache)
        handle = os.open(self.path, _OPEN, FILE_MODE)
        try:
            if os.name != "nt" and os.fstat(handle).st_mode & 0o077:
                os.fchmod(handle, FILE_MODE)
        finally:
            os.close(handle)
        with _connected(str(self.path)) as connection:
            make_tables(connection)
            return do(Index(connection, is_kept=True))


@contextmanager
def _connected(name: str) -> "Iterator[sqlite3.Connection]":
    import sqlite3  # noqa: PLC0415 - as above

    connection = sqlite3.connect(name, timeout=_BUSY_SECONDS, isolation_level=None)
    try:
        yield connection
    finally:
        connection.close()


def _is_refused(error: "sqlite3.Error") -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOT_NOW
