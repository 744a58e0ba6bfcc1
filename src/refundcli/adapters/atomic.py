"""Files and folders written so that a crash leaves what was there or what should be there."""

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

FILE_MODE = 0o600
FOLDER_MODE = 0o700

_PREFIX = ".tmp-"
_STALE_AFTER_SECONDS = 3600
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

Stamp = tuple[int, int, int, int]
"""What tells one state of a file from the next: device, inode, size, time of change."""


def stamp_of(found: os.stat_result) -> Stamp:
    """Return the stamp of a file whose `stat` is *found*."""
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def make_folder(folder: Path) -> None:
    """Make *folder* and those above it that are missing, for the owner alone whatever the umask."""
    if folder.is_dir():
        return
    if folder.parent != folder:
        make_folder(folder.parent)
    try:
        folder.mkdir(FOLDER_MODE)
    except FileExistsError:
        if not folder.is_dir():
            raise
        return
    folder.chmod(FOLDER_MODE)
    sync_folder(folder.parent)


def write_file(
    target: Path,
    data: bytes,
    temporary_in: Path,
    *,
    mode: int = FILE_MODE,
    is_unchanged: Callable[[], bool] = lambda: True,
) -> bool:
    """Put *data* at *target* at once and for good; return False where *is_unchanged* said no.

    A temporary file in *temporary_in*, on the same file system, is written, flushed to the disk
    and renamed over the target; then the folder is flushed. *is_unchanged* is asked last before
    the renaming. Raises `OSError`; the temporary file is gone then, unless the process was killed.
    """
    temporary = temporary_in / _temporary_name(target.name)
    try:
        write_new(temporary, data, mode)
        is_wanted = is_unchanged()
        if is_wanted:
            temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    if not is_wanted:
        temporary.unlink()
        return False
    sync_folder(target.parent)
    return True


def sweep(folder: Path, ending: str = "") -> None:
    """Remove what `strays` gives."""
    for path in strays(folder, ending):
        path.unlink(missing_ok=True)


def strays(folder: Path, ending: str = "") -> Iterator[Path]:
    """Give temporary files that a killed process left in *folder* and that end in *ending*.

    None that is younger than an hour and whose process may live.
    """
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.name.startswith(_PREFIX) and path.name.endswith(ending) and _is_stray(path):
            yield path


def sync_folder(folder: Path) -> None:
    """Flush the names in *folder* to the disk, where the system has a way to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_new(path: Path, data: bytes, mode: int = FILE_MODE) -> None:
    """Write *data* to the new file *path* and flush it to the disk; raises `OSError`."""
    handle = os.open(path, _CREATE, FILE_MODE)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        if os.name != "nt":
            os.fchmod(handle, stat.S_IMODE(mode))
        os.fsync(handle)
    finally:
        os.close(handle)


def _temporary_name(name: str) -> str:
    return f"{_PREFIX}{os.getpid()}-{host()}-{name}"


def host() -> str:
    """Return this machine's name, as it may stand in a file's name."""
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    return "".join(one for one in name if one.isascii() and one.isalnum()) or "here"


def _is_stray(path: Path) -> bool:
    pid, _, rest = path.name.removeprefix(_PREFIX).partition("-")
    try:
        age = time.time() - path.stat().st_mtime
    except FileNotFoundError:
        return False
    if age > _STALE_AFTER_SECONDS:
        return True
    is_ours = rest.startswith(f"{host()}-") and pid.isdecimal()
    return is_ours and not _lives(int(pid))


def _lives(pid: int) -> bool:
    if os.name == "nt":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
