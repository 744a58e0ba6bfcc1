"""The names in a ledger's folders, and what tells that none came or went since they were listed."""

import os
from collections.abc import Iterator
from stat import S_ISLNK

from refundcli.adapters.ledger_files import LedgerFiles
from refundcli.core.values import dataclass

SETTLED_AFTER = 2 * 10**9
"""Nanoseconds for which a file system may give two changes the same time: FAT counts by twos."""

LISTED_ANEW_AFTER = 3600 * 10**9
"""Nanoseconds after which folders are listed again, though nothing in them seems to have changed."""

_BITS = 2**63 - 1
"""Numbers of files may be greater than SQLite takes."""

Known = dict[str, tuple[str, bool, int]]
"""Of each folder: its stamp, whether a later change would show in it, and when it was listed."""

FileStamp = tuple[int, int, int, int]
"""What tells one state of a file from the next: its number, size, time of change and of any change at all."""

NO_FILE: FileStamp = (0, 0, 0, 0)
"""The stamp of a file that is not there."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The folders of a ledger with their stamps as of *at*, nanoseconds since 1970."""

    layout: LedgerFiles
    stamps: dict[str, tuple[str, int]]
    at: int

    @classmethod
    def of(cls, layout: LedgerFiles, at: int) -> "Listing":
        """Return the folders of *layout* as they are now; raises `OSError`."""
        stamps = {}
        for folder in layout.folders():
            try:
                found = folder.stat()
            except FileNotFoundError:
                continue
            stamp = f"{found.st_dev} {found.st_ino} {found.st_mtime_ns} {found.st_ctime_ns}"
            place = folder.relative_to(layout.folder).as_posix()
            stamps[place] = (stamp, max(found.st_mtime_ns, found.st_ctime_ns))
        return cls(layout, stamps, at)

    def is_known(self, known: Known) -> bool:
        """Return whether the names are those that were listed when the folders were as *known*."""
        return self.stamps.keys() == known.keys() and all(
            (stamp, True) == known[place][:2] and 0 <= self.at - known[place][2] < LISTED_ANEW_AFTER
            for place, (stamp, _) in self.stamps.items()
        )

    def folders(self) -> Iterator[tuple[str, str, bool, int]]:
        """Give what is to be known of each folder once it is listed."""
        for place, (stamp, changed_at) in self.stamps.items():
            yield place, stamp, changed_at + SETTLED_AFTER <= self.at, self.at

    def files(self) -> dict[str, tuple[str, int]]:
        """Return the places and the number of each case's file, by name; raises `OSError`.

        A case with several files has their places on a line each, and the sum of their numbers.
        """
        found: dict[str, tuple[str, int]] = {}
        for place in self.stamps:
            with os.scandir(self.layout.folder / place) as entries:
                for entry in entries:
                    if entry.name.endswith(".toml") and not entry.name.startswith("."):
                        name = key_of(entry.name[:-5])
                        number = entry.inode() & _BITS
                        if name in found:
                            places, sum_ = found[name]
                            found[name] = (f"{places}\n{place}", sum_ + number & _BITS)
                        else:
                            found[name] = (place, number)
        return found


def after_own_write(
    before: Listing, after: Listing, known: Known
) -> list[tuple[str, str, bool, int]]:
    """Return what is to be known of the folders after a write of this program between two looks at them.

    Where the names were known before it they still are: the only one that came or went is our own.
    """
    return [
        (place, after.stamps[place][0], True, at)
        if is_settled and place in after.stamps and before.stamps.get(place, ("",))[0] == stamp
        else (place, stamp, is_settled, at)
        for place, (stamp, is_settled, at) in known.items()
    ]


def key_of(name: str) -> str:
    """Return *name* as it may stand in the index, whatever bytes it is made of."""
    return name if name.isascii() else "\n" + os.fsencode(name).hex()


def name_of(key: str) -> str:
    """Return the name that `key_of` made *key* of."""
    return os.fsdecode(bytes.fromhex(key[1:])) if key.startswith("\n") else key


def stamp_at(layout: LedgerFiles, name: str, places: str) -> FileStamp:
    """Return the stamp of a case's files; of several the sum, and all zero where one is not there."""
    stamps = [_stamp(f"{layout.folder}/{place}/{name}.toml") for place in places.split("\n")]
    if len(stamps) == 1:
        return stamps[0]
    if NO_FILE in stamps:
        return NO_FILE
    number, size, mtime, ctime = (sum(numbers) & _BITS for numbers in zip(*stamps, strict=True))
    return number, size, mtime, ctime


def _stamp(path: str) -> FileStamp:
    """Return the stamp of a file, of a link that of what it leads to with a number of its own."""
    try:
        link = found = os.lstat(path)
        if S_ISLNK(link.st_mode):
            found = os.stat(path)  # noqa: PTH116 - a thousand paths would take as long as all else
    except OSError:
        return NO_FILE
    return link.st_ino & _BITS, found.st_size, found.st_mtime_ns, found.st_ctime_ns
