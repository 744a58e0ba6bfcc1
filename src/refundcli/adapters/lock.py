"""One writer at a time: a lock that the system frees when its holder dies."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from refundcli.adapters.atomic import FILE_MODE, host
from refundcli.core.errors import LedgerUnwritable
from refundcli.core.text import say

_PAUSE_SECONDS = 0.01
_OPEN = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
_HOLDER_LENGTH = 80


@contextmanager
def held(path: Path, timeout: float) -> Iterator[None]:
    """Hold the lock file *path* for the time of a `with`; wait *timeout* seconds for it at most.

    Raises `LedgerUnwritable` naming the process that holds it, and `OSError` where the system has
    no lock to give. The file stays; what is written in it is only a name for others to read.
    """
    handle = _locked(path, timeout)
    try:
        with suppress(OSError):
            name = f"{os.getpid()} {host()}".ljust(_HOLDER_LENGTH)[:_HOLDER_LENGTH]
            os.lseek(handle, 0, os.SEEK_SET)
            os.write(handle, name.encode())
        yield
    finally:
        os.close(handle)


def _locked(path: Path, timeout: float) -> int:
    until = time.monotonic() + timeout
    while True:
        handle = os.open(path, _OPEN, FILE_MODE)
        try:
            if _taken(handle) and _is_at(handle, path):
                return handle
            if time.monotonic() >= until:
                holder = _holder(handle)
                raise LedgerUnwritable(
                    say("ledger-locked", file=str(path), holder=holder, seconds=round(timeout)),
                    say("hint-ledger-locked"),
                )
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)
        time.sleep(_PAUSE_SECONDS)


def _is_at(handle: int, path: Path) -> bool:
    """Return whether the lock is still the one that others find: somebody may have removed it."""
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    ours = os.fstat(handle)
    return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)


def _holder(handle: int) -> str:
    with suppress(OSError, UnicodeDecodeError):
        os.lseek(handle, 0, os.SEEK_SET)
        name = os.read(handle, _HOLDER_LENGTH).decode("ascii").strip()
        if name:
            return name
    return "?"


if sys.platform == "win32":
    import msvcrt

    _LOCKED_BYTE = 1 << 30

    def _taken(handle: int) -> bool:
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:
    import fcntl

    def _taken(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
