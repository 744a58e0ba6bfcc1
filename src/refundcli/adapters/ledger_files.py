"""Where things lie in a ledger's folder: which file a case is in, and moving it."""

import errno
import os
import stat
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from refundcli.adapters.atomic import make_folder, sync_folder
from refundcli.core.units import BEIJING

if TYPE_CHECKING:
    from refundcli.core.case_state import CaseState


class LedgerFiles:
    """The places in the ledger *folder*. Every method may raise `OSError`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.format_file = folder / "ledger.toml"
        self.lock_file = folder / ".lock"
        self.temporary_folder = folder / ".tmp"
        self.open_folder = folder / "cases"
        self.closed_folder = folder / "closed"

    def check_folder(self) -> None:
        """Raise `OSError` where the folder's name is a file's, or a link's that leads nowhere.

        There is no ledger yet where the name is nobody's.
        """
        if is_there(self.folder) and not stat.S_ISDIR(self.folder.stat().st_mode):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(self.folder))

    def groups(self, *, closed: bool = False) -> Iterator[tuple[Path, ...]]:
        """Give the files of each case, by name: open ones, and with *closed* the closed ones too.

        There is more than one file where a write was killed or two machines were merged.
        """
        found = {path.name: (path,) for path in _toml_files(self.open_folder)}
        for folder in self._years():
            for path in _toml_files(folder):
                if closed or path.name in found:
                    found[path.name] = (*found.get(path.name, ()), path)
        for name in sorted(found):
            yield found[name]

    @cached_property
    def _real_folder(self) -> str:
        return os.path.realpath(self.folder)

    def folders(self) -> tuple[Path, ...]:
        """Return the folders that hold cases: the open ones' first, then the closed ones' by year."""
        return (self.open_folder, *self._years())

    def ids(self) -> tuple[str, ...]:
        """Return the name of every case's file, without its ending."""
        return tuple(paths[0].stem for paths in self.groups(closed=True))

    def paths_of(self, id: str) -> tuple[Path, ...]:
        """Return the files of the case *id*, the open one first; none for an unknown id."""
        return tuple(path for one in self.folders() if is_there(path := one / f"{id}.toml"))

    def home_of(self, state: "CaseState") -> Path:
        """Return the folder where a case in *state* belongs: closed ones by the year of the end."""
        end = state.last("closed")
        if state.is_open or end is None:
            return self.open_folder
        return self.closed_folder / f"{end.at.astimezone(BEIJING).year}"

    def real(self, path: Path) -> tuple[Path, Path]:
        """Return the file that *path* stands for, links followed, and where to write before it.

        A temporary file lies in a folder of its own, so that nothing has to look through many cases
        for one that was left behind; beside the file where a link leads out of the ledger.
        """
        place = Path(os.path.realpath(path))
        if place.is_relative_to(self._real_folder):
            make_folder(self.temporary_folder)
            return place, self.temporary_folder
        return place, place.parent

    def move(self, path: Path, folder: Path) -> Path:
        """Move the case's file *path* into *folder* at once; a link stays a link to the same file.

        Never over another file: raises `FileExistsError`.
        """
        if path.parent == folder:
            return path
        make_folder(folder)
        target = folder / path.name
        if is_there(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        if path.is_symlink():
            goal = os.path.join(os.path.realpath(path.parent), path.readlink())  # noqa: PTH118  # keeps ".."
            is_fixed = path.readlink().is_absolute()
            target.symlink_to(goal if is_fixed else os.path.relpath(goal, os.path.realpath(folder)))
            path.unlink()
        else:
            path.rename(target)
        sync_folder(folder)
        sync_folder(path.parent)
        return target

    def _years(self) -> tuple[Path, ...]:
        found = _entries(self.closed_folder)
        names = sorted(one.name for one in found if one.name.isdecimal() and is_folder(one))
        return tuple(self.closed_folder / name for name in names)


def _toml_files(folder: Path) -> Iterator[Path]:
    for entry in _entries(folder):
        if entry.name.endswith(".toml") and not entry.name.startswith("."):
            yield folder / entry.name


def _entries(folder: Path) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except FileNotFoundError:
        return []


def is_folder(entry: "os.DirEntry[str]") -> bool:
    """Return whether *entry* is a folder, or a link to one; a link that leads nowhere is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def is_there(path: Path) -> bool:
    """Return whether something has the name *path*, be it a link to nothing; raises `OSError`."""
    try:
        path.lstat()
    except FileNotFoundError:
        return False
    return True
