"""Files made ready in a folder of the ledger that count all at once: when the folder is renamed."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from refundcli.adapters.atomic import make_folder, sync_folder, write_new
from refundcli.adapters.ledger_files import is_there


class Staging:
    """The folder *name* in *folder*. Every method may raise `OSError`; whoever writes holds the lock.

    What `prepare` was killed in is a draft, and no more than that: nothing of it counts. Once
    `is_ready`, all of it does, and whoever finds it puts each file into its place and `done`s it.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.ready = folder / f".{name}"
        self._draft = folder / f".{name}.draft"

    @property
    def is_ready(self) -> bool:
        """Whether there is something that counts and is not in its place yet."""
        return is_there(self.ready)

    def prepare(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write *files*, each a path in the folder with its bytes, and make them count."""
        self.sweep()
        try:
            self._write(files)
        except BaseException:
            with suppress(OSError):
                self.sweep()
            raise
        self._draft.rename(self.ready)
        sync_folder(self.ready.parent)

    def files(self, below: str = "") -> Iterator[Path]:
        """Give the files that are not in their place yet, in the order of their names."""
        with os.scandir(self.ready / below) as entries:
            found = sorted((entry.name, entry.is_dir()) for entry in entries)
        for name, is_folder in found:
            if is_folder:
                yield from self.files(f"{below}/{name}" if below else name)
            else:
                yield self.ready / below / name

    def done(self) -> None:
        """Remove the folder: all that was in it is in its place."""
        self.ready.rename(self._draft)
        sync_folder(self.ready.parent)
        with suppress(OSError):
            self.sweep()

    def sweep(self) -> None:
        """Remove a draft that was never finished."""
        if is_there(self._draft):
            import shutil  # noqa: PLC0415 - only where something was left

            shutil.rmtree(self._draft)

    def _write(self, files: Iterable[tuple[str, bytes]]) -> None:
        make_folder(self._draft)
        folders = {self._draft}
        for name, data in files:
            path = self._draft / name
            make_folder(path.parent)
            folders.add(path.parent)
            write_new(path, data)
        for folder in folders:
            sync_folder(folder)
