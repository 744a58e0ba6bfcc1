"""Answers kept as bytes, with all that they follow from; read without the program that made them.

The launcher imports this, so that it imports nothing itself that Python has not imported at its start.
"""

import os
import sys
import time
from io import BufferedReader

from refundcli import __version__

FOLDER = "pages"
"""The folder of the pages in the cache folder."""

COMPLETE = "_REFUNDCLI_COMPLETE"
"""The variable by which a shell asks what may come next."""

LARGEST = 16 * 1024 * 1024
"""The size in bytes from which on a file is not believed."""

SETTLED_AFTER = 2 * 10**9
"""Nanoseconds for which a file system may give two changes the same time: FAT counts by twos."""

_MAGIC = b"refundcli page 1"
_PAGES = 64
_PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  # no pathlib here
_SAID_BY = (
    *("LANG", "LANGUAGE", "HOME", "COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"),
    *("TERM", "COLORTERM", "TZ", "PAGER"),
)
_SAID_BY_THOSE_OF = ("REFUNDCLI_", COMPLETE, "LC_", "XDG_", "PYTHON", "COMP_", "_TYPER_", "TTY_")
"""The variables that have a say in an answer, and the beginnings of the names of others."""

_UNITS = {"y": 365 * 86400 * 10**6, "d": 86400 * 10**6, "h": 3600 * 10**6, "m": 60 * 10**6}
"""Microseconds of what a length of time is told in."""

Span = tuple[int, str]
"""A length of time as a page tells it: how many, of which unit."""

Slot = tuple[int, int, int, str]
"""Where a page tells a length of time: offset and count of its digits, the moment (microseconds since
1970) that it is the distance to, and the unit."""


def form_of(arguments: list[str]) -> str | None:
    """Return the one way to write a command line that a page may answer; None for any other.

    >>> form_of(["--lang", "en", "list"]), form_of(["list", "--overdue"])
    ('list --lang en', None)
    """
    if os.environ.get(COMPLETE):
        return None if arguments else "complete"
    match arguments:
        case [("list" | "due") as name]:
            return name
        case ["--lang", language, ("list" | "due") as name]:
            return f"{name} --lang {language}"
        case [("list" | "due") as name, "--lang", language]:
            return f"{name} --lang {language}"
    return None


def key_of(form: str) -> bytes | None:
    """Return what an answer to *form* depends on besides files and time, as a line; None where it is not kept.

    That is the program, the environment, and where the answer goes.
    """
    out = sys.stdout
    if os.name != "posix" or out is None or out.encoding.lower() != "utf-8" or not cache_folder():
        return None
    environment = {
        name: value
        for name, value in os.environ.items()
        if name in _SAID_BY or name.startswith(_SAID_BY_THOSE_OF)
    }
    for name in ("REFUNDCLI_LEDGER", "REFUNDCLI_CONFIG", "REFUNDCLI_RULES", "XDG_CACHE_HOME"):
        if not environment.get(name, "/").startswith("/"):
            return None
    parts = (
        *(__version__, sys.version, sys.prefix, form, os.isatty(1)),
        *(_columns(), _lines(), sorted(environment.items())),
    )
    return ascii(parts).encode()


def place_of(key: bytes) -> str:
    """Return the file for the page of *key*; there are few, so that they never become many."""
    from zlib import crc32  # noqa: PLC0415 - only where a page may be there

    return f"{cache_folder()}/{FOLDER}/{crc32(key) % _PAGES:02x}"


def cache_folder() -> str | None:
    """Return the cache folder of the program; None where nothing names one that is the same from everywhere."""
    usual = "~/Library/Caches" if sys.platform == "darwin" else "~/.cache"
    caches = os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser(usual)  # noqa: PTH111 - no home, no error
    return f"{caches}/refundcli" if caches.startswith("/") else None


def program_stamp() -> bytes:
    """Return what tells one state of the program and its data from the next; raises `OSError`.

    It goes by the names, sizes and times of the files: none of them is read.
    """
    from zlib import adler32, crc32  # noqa: PLC0415 - as above

    lines: list[str] = []
    folders = [_PACKAGE]
    for folder in folders:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith((".py", ".toml")):
                    found = entry.stat()
                    lines.append(f"{entry.name} {found.st_size} {found.st_mtime_ns}")
                elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
                    folders.append(entry.path)
    lines.sort()
    text = "\n".join(lines).encode(errors="surrogateescape")
    return f"{crc32(text):08x}{adler32(text):08x}{len(lines)}".encode()


def stamp_of(path: bytes) -> bytes:
    """Return what tells one state of a file or folder from the next; `-` where there is none.

    A link is followed, and counts itself. The last two numbers are its time of change and that of any change at
    all, in nanoseconds. Raises `OSError` where it cannot be looked at.
    """
    try:
        found = os.lstat(path)
        link = 0
        if found.st_mode & 0o170000 == 0o120000:
            link, found = found.st_ino, os.stat(path)  # noqa: PTH116  # no pathlib here
    except FileNotFoundError:
        return b"-"
    return (
        f"{link} {found.st_mode} {found.st_dev} {found.st_ino} {found.st_size}"
        f" {found.st_mtime_ns} {found.st_ctime_ns}"
    ).encode()


def span_of(distance: int) -> Span:
    """Return a length of so many microseconds as a page tells it.

    >>> span_of(3 * 3600 * 10**6 + 1), span_of(-50 * 3600 * 10**6)
    ((3, 'h'), (2, 'd'))
    """
    size = abs(distance)
    for unit, least in (("y", 2), ("d", 2), ("h", 2), ("m", 0)):
        count = size // _UNITS[unit]
        if count >= least:
            break
    return count, unit


def packed(
    key: bytes,
    program: bytes,
    times: tuple[int, int],
    watched: dict[bytes, bytes],
    slots: list[Slot],
    out: bytes,
    err: bytes,
) -> bytes:
    """Return a page as a file holds it; `unpacked` reads it.

    It holds from the first of *times* until before the second, microseconds since 1970, while each file *watched* has
    its stamp. Raises `ValueError` for a file whose name has a line end or a tab.
    """
    from zlib import crc32  # noqa: PLC0415 - as above

    if any(b"\n" in path or b"\t" in path for path in watched):
        raise ValueError("a name that cannot be kept")
    lines = [key, program, f"{times[0]} {times[1]} {len(watched)} {len(slots)} {len(out)}".encode()]
    lines += [path + b"\t" + stamp for path, stamp in watched.items()]
    lines += [f"{at} {digits} {due} {unit}".encode() for at, digits, due, unit in slots]
    rest = b"\n".join(lines) + b"\n" + out + err
    return b"%s %08x\n%s" % (_MAGIC, crc32(rest), rest)


def answer_to(form: str) -> tuple[bytes, bytes] | None:
    """Return stdout and stderr of the kept answer to *form*, where one holds now; raises `OSError`, `ValueError`."""
    key = key_of(form)
    return None if key is None else page_in(place_of(key), key)


def page_in(place: str, key: bytes) -> tuple[bytes, bytes] | None:
    """Return what the page of *key* in the file *place* says now; raises as `answer_to`."""
    with opened(place) as file:
        return unpacked(file.read(), key, time.time_ns() // 1000)


def unpacked(data: bytes, key: bytes, now: int) -> tuple[bytes, bytes] | None:
    """Return stdout and stderr of the page *data* where it is that of *key* and holds *now*, else None."""
    from zlib import crc32  # noqa: PLC0415 - as above

    first, _, rest = data.partition(b"\n")
    if first != b"%s %08x" % (_MAGIC, crc32(rest)):
        return None
    its_key, program, numbers, rest = rest.split(b"\n", 3)
    since, until, files, slots, length = map(int, numbers.split())
    if its_key != key or not since <= now < until:
        return None
    *lines, body = rest.split(b"\n", files + slots)
    for line in lines[:files]:
        path, stamp = line.split(b"\t")
        if stamp_of(path) != stamp:
            return None
    if program_stamp() != program:
        return None
    out = bytearray(body[:length])
    for line in lines[files:]:
        at, digits, due, unit = line.split()
        count, now_told_in = span_of(int(due) - now)
        told = b"%d" % count
        if now_told_in.encode() != unit or len(told) != int(digits) or count < 2:
            return None
        out[int(at) : int(at) + int(digits)] = told
    return bytes(out), body[length:]


def keep(place: str, data: bytes) -> None:
    """Put *data* in the file *place*, for the owner alone whatever the umask; raises `OSError`."""
    from pathlib import Path  # noqa: PLC0415 - the launcher keeps nothing

    from refundcli.adapters.atomic import make_folder  # noqa: PLC0415 - as above

    target = Path(place)
    make_folder(target.parent)
    draft = Path(place + ".new")
    draft.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
        draft.replace(target)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def opened(place: str) -> BufferedReader:
    """Return the file *place*, open; raises `OSError`, and `ValueError` where another can have written or read it."""
    file = os.fdopen(os.open(place, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
    found = os.fstat(file.fileno())
    is_own = found.st_uid == os.geteuid() and found.st_mode & 0o170077 == 0o100000
    if not is_own or found.st_size > LARGEST:
        file.close()
        raise ValueError("not the owner's alone")
    return file


def _lines() -> int:
    """Return how high the terminal is that the answer goes to, 0 where it goes elsewhere."""
    try:
        return os.get_terminal_size(1).lines
    except OSError:
        return 0


def _columns() -> int:
    for handle in (1, 2):
        try:
            columns = os.get_terminal_size(handle).columns
        except OSError:
            continue
        if columns > 0:
            return columns
    return 0
