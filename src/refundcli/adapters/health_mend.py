"""What is safe to mend in a ledger, mended: what it replaces is kept beside it first."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from refundcli.adapters.atomic import (
    FILE_MODE,
    FOLDER_MODE,
    make_folder,
    sweep,
    sync_folder,
    write_file,
)
from refundcli.adapters.health_cases import Look, Plan, examined
from refundcli.adapters.health_files import KEPT
from refundcli.adapters.ledger import Ledger
from refundcli.adapters.ledger_files import is_there

_MOST = 1000


class Mender(Ledger):
    """A ledger whose files are put right. Every write is under the lock and as safe as any other.

    What is replaced or taken away is first copied to a folder in `.doctor`, named by the time *now*;
    whoever is killed between leaves a file too many, never one too few. Each method raises
    `LedgerUnwritable` where the ledger cannot be written.
    """

    def __init__(self, folder: Path, lock_timeout: float, now: datetime) -> None:
        super().__init__(folder, lock_timeout)
        self._now = now
        self._kept: Path | None = None

    @property
    def kept_in(self) -> Path | None:
        """The folder with what was replaced; None as long as nothing was."""
        return self._kept

    def mend(self, plans: Iterable[Plan]) -> None:
        """Do what *plans* say; a case whose files changed since is looked at again first."""
        with self._writing():
            for plan in plans:
                looked = (one.path for one in plan.looks if is_there(one.path))
                paths = dict.fromkeys((*self.layout.paths_of(plan.id), *looked))
                again = examined(self, plan.id, tuple(paths), self._now).plan
                if again is not None:
                    self._mend(again)

    def put_away(self, paths: Iterable[Path]) -> None:
        """Move what a merge tool left out of the way."""
        with self._writing():
            for path in paths:
                place = self._place_of(path)
                with suppress(FileNotFoundError):
                    path.rename(place)
                    sync_folder(place.parent)
                    sync_folder(path.parent)

    def tidy(self, open_to_others: Iterable[Path]) -> None:
        """Take from others what they may open, and remove temporary files that nobody writes any more."""
        with self._writing():
            for path in open_to_others:
                with suppress(FileNotFoundError):
                    path.chmod(FOLDER_MODE if path.is_dir() else FILE_MODE)
            for folder in {self.layout.temporary_folder, self.folder}:
                sweep(folder)

    def _mend(self, plan: Plan) -> None:
        main, *others = plan.looks
        target = plan.home / f"{plan.id}.toml"
        make_folder(plan.home)
        if main.path.name != target.name:
            self._write(target, plan.data)
            others = list(plan.looks)
        else:
            if plan.data != main.data:
                self._keep(main.path, main.data)
                if not self._write(main.path, plan.data, main.found):
                    return
            self.layout.move(main.path, plan.home)
        for one in others:
            self._set_aside(one)

    def _set_aside(self, look: Look) -> None:
        self._keep(look.path, look.data)
        look.path.unlink()
        sync_folder(look.path.parent)

    def _keep(self, path: Path, data: bytes) -> None:
        place = self._place_of(path)
        write_file(place, data, place.parent)

    def _place_of(self, path: Path) -> Path:
        """Return where *path* is kept; its folder is there then."""
        if self._kept is None:
            self._kept = self._new_folder()
        place = self._kept / path.relative_to(self.folder)
        make_folder(place.parent)
        return place

    def _new_folder(self) -> Path:
        name = f"{self._now:%Y%m%dT%H%M%S}"
        names = (name, *(f"{name}-{number}" for number in range(2, _MOST)))
        folders = (self.folder / KEPT / one for one in names)
        folder = next(one for one in folders if not is_there(one))
        make_folder(folder)
        return folder
