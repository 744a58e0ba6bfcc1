"""What tells one state of files from the next: their names, sizes and times; none of them is read."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from zlib import adler32, crc32


def states_in(folder: str | Path, endings: str | tuple[str, ...]) -> Iterator[str]:
    """Give a line about each file of *folder* with one of *endings*, by name; none where there is no such folder."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(one.path for one in entries if one.name.endswith(endings))
    except OSError:
        return
    for path in found:
        line, _ = state_of(path)
        if line:
            yield line


def state_of(path: str | Path) -> tuple[str, int]:
    """Return a line about the file *path* and when it was changed, in nanoseconds since 1970; "" and 0 for none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - what is listed is a string
    except OSError:
        return "", 0
    name = os.path.basename(path)  # noqa: PTH119 - as above
    return f"{name} {found.st_size} {found.st_mtime_ns}", found.st_mtime_ns


def number_of(lines: Iterable[str]) -> int:
    """Return one number for *lines*, never 0 and below 2 to the 56th.

    >>> number_of(("taobao.toml 12 34",)) == number_of(("taobao.toml 12 35",))
    False
    """
    text = "\n".join(lines).encode(errors="surrogateescape")
    return crc32(text) << 24 | adler32(text) & 0xFFFFFF | 1
