"""What the data files were read into, kept in the cache folder: most runs read no TOML and judge none of it again.

A value is kept with the names, sizes and times of its files, all of them with those of the program's own. The file is
believed where nobody else can have written it; where it is wrong, or cannot be written, a run only takes longer.
"""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cache
from io import BufferedReader
from pathlib import Path
from time import time_ns
from types import TracebackType
from typing import Any, TypeVar
from zlib import crc32

from refundcli import __version__
from refundcli.adapters.file_states import number_of, state_of, states_in
from refundcli.adapters.kept_pages import LARGEST, SETTLED_AFTER, cache_folder, keep, opened
from refundcli.adapters.value_bytes import bytes_of, value_of

FOLDER = "data"
"""The folder of what is kept, in the cache folder."""

FILES = 4
"""How many files there are at most; an installation has one, and some may have to share."""

T = TypeVar("T")

_MAGIC = b"refundcli data 1"
_PACKAGE = Path(__file__).resolve().parent.parent

_Bodies = dict[str, tuple[str, bytes]]
"""By the name of a value the state of its files, and the value as bytes."""


class KeptData:
    """What the files in the folder *data* were read into.

    Values are asked for inside of a `with`; those that had to be made are kept at its end.
    """

    def __init__(self, data: Path) -> None:
        self._data = data
        self._known: dict[str, tuple[str, Any]] = {}
        self._fresh: set[str] = set()

    def __enter__(self) -> "KeptData":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        fresh, self._fresh = self._fresh, set()
        place = place_of(self._data)
        if fresh and place is not None:
            with suppress(OSError):
                _add(place, self._data, {name: self._known[name] for name in fresh})

    def value(self, name: str, files: Iterable[str | Path], make: Callable[[], T]) -> T:
        """Return the value *name* as it was kept, while *files* are what they were then, else what *make* gives.

        It is one of `value_bytes`, and hangs on nothing but *files* and the program. Raises what *make* raises.
        """
        states = [state_of(path) for path in files]
        state = f"{number_of(line for line, _ in states):x}"
        known = self._known.get(name)
        if known is None or known[0] != state:
            try:
                known = (state, _found(self._data, name, state))
            except (OSError, ValueError):
                known = (state, make())
                if max((changed for _, changed in states), default=0) + SETTLED_AFTER < time_ns():
                    self._fresh.add(name)
            self._known[name] = known
        value: T = known[1]
        return value


@cache
def kept_data(data: Path) -> KeptData:
    """Return what is kept of the folder *data*, one for the whole process."""
    return KeptData(data)


def place_of(data: Path) -> Path | None:
    """Return the file of what is kept of the folder *data*; None where it cannot be told who wrote it."""
    caches = cache_folder()
    if os.name != "posix" or caches is None:
        return None
    number = crc32(f"{data} {sys.version}".encode(errors="surrogateescape")) % FILES
    return Path(caches, FOLDER, str(number))


def _found(data: Path, name: str, state: str) -> Any:
    """Return the value *name* as it is kept; raises `ValueError` where it is not, or `OSError`."""
    place = place_of(data)
    if place is None:
        raise ValueError("nothing is kept")
    with opened(str(place)) as file:
        for its_name, its_state, offset, length, sum in _entries(file, data):
            if (its_name, its_state) == (name, state):
                return value_of(_body(file, offset, length, sum))
    raise ValueError(name)


def _entries(file: BufferedReader, data: Path) -> list[tuple[str, str, int, int, int]]:
    """Return of each value that *file* holds of *data* name, state, offset, length and sum."""
    head, _, numbers = file.readline().rpartition(b" : ")
    length, sum = (int(one, 16) for one in numbers.split())
    if head != _head(data):
        raise ValueError("of another program")
    offset = file.tell() + length
    found = []
    for line in _body(file, file.tell(), length, sum).decode().splitlines():
        name, state, size, its_sum = line.rsplit(" ", 3)
        found.append((name, state, offset, int(size, 16), int(its_sum, 16)))
        offset += int(size, 16)
    return found


def _body(file: BufferedReader, offset: int, length: int, sum: int) -> bytes:
    file.seek(offset)
    body = file.read(min(length, LARGEST))
    if crc32(body) != sum:
        raise ValueError("damaged")
    return body


@cache
def _head(data: Path) -> bytes:
    """Return how a file begins that this state of the program has written about *data*."""
    code = (line for one in ("core", "adapters") for line in states_in(_PACKAGE / one, ".py"))
    return b"%s %x" % (_MAGIC, number_of((__version__, sys.version, str(data), *code)))


def _add(place: Path, data: Path, values: Mapping[str, tuple[str, object]]) -> None:
    """Keep *values* in the file *place*, with what it holds besides; raises `OSError`."""
    bodies = _others(place, data)
    bodies |= {name: (state, bytes_of(value)) for name, (state, value) in values.items()}
    lines = (
        f"{name} {state} {len(body):x} {crc32(body):x}\n" for name, (state, body) in bodies.items()
    )
    index = "".join(lines).encode()
    head = b"%s : %x %x\n" % (_head(data), len(index), crc32(index))
    keep(str(place), b"".join((head, index, *(body for _, body in bodies.values()))))


def _others(place: Path, data: Path) -> _Bodies:
    """Return what the file *place* holds already and is whole."""
    found: _Bodies = {}
    with suppress(OSError, ValueError), opened(str(place)) as file:
        for name, state, *where in _entries(file, data):
            with suppress(ValueError):
                found[name] = (state, _body(file, *where))
    return found
