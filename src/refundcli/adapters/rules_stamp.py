"""What lines are made by, as a number: it changes with the rules, the buyer's own ones, and the program."""

import zlib
from collections.abc import Iterator
from pathlib import Path

from refundcli import __version__

_PACKAGE = Path(__file__).resolve().parent.parent
_MADE_BY = ("core", "data", "data/platforms", "data/laws", "data/holidays")
"""The folders of the package that have a say in a line."""


def rules_stamp(own: Path) -> int:
    """Return a number for the program and its rules with those in the folder *own*; never 0.

    It goes by the names, sizes and times of the files: none of them is read.
    """
    folders = (*(_PACKAGE / one for one in _MADE_BY), own)
    lines = (line for folder in folders for line in _files(folder))
    text = "\n".join((__version__, str(own), *lines)).encode(errors="surrogateescape")
    return zlib.crc32(text) << 24 | zlib.adler32(text) & 0xFFFFFF | 1


def _files(folder: Path) -> Iterator[str]:
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return
    for path in found:
        if path.suffix in (".py", ".toml"):
            try:
                stat = path.stat()
            except OSError:
                continue
            yield f"{path.name} {stat.st_size} {stat.st_mtime_ns}"
