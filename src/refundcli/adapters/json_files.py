"""JSON documents from outside, read with every mistake named by its line."""

import json
import os
import stat
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO

from refundcli.adapters.os_reasons import reason_of
from refundcli.core.errors import BadData
from refundcli.core.text import say

LARGEST = 256 * 1024 * 1024
"""The size in bytes from which on a document is refused: some 200,000 cases."""

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_json(name: str) -> object:
    """Return what the JSON file *name* holds, or the standard input where the name is `-`.

    Raises `BadData` naming the file, and line and column where its text is wrong; a pipe or a device
    is not waited for.
    """
    if name == "-":
        data = b"" if sys.stdin is None else _all_of(sys.stdin.buffer, "stdin")
        return parse_json(data, "stdin")
    try:
        with os.fdopen(os.open(Path(name).expanduser(), _READ), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise BadData(say("toml-no-file", file=name), say("hint-file"))
            _check_size(found.st_size, name)
            data = _all_of(file, name)
    except IsADirectoryError:
        raise BadData(say("toml-no-file", file=name), say("hint-file")) from None
    except OSError as error:
        raise BadData(
            say("toml-unreadable", file=name, reason=reason_of(error)), say("hint-file")
        ) from None
    except ValueError:  # a name that no file can have
        raise BadData(
            say("toml-unreadable", file=name, reason=say("os-missing")), say("hint-file")
        ) from None
    return parse_json(data, name)


def parse_json(data: bytes, file: str) -> object:
    """Return what *data* says; a fraction is an exact `Decimal`, and no key may be there twice.

    Raises `BadData` naming the *file*.
    """
    try:
        text = data.decode("utf-8-sig")
        return json.loads(
            text, parse_float=_exact, parse_constant=_refused, object_pairs_hook=_once
        )
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        what = say("toml-not-utf-8")
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
        what = say("json-statement")
    except (ValueError, RecursionError):
        raise BadData(say("json-absurd", file=file), say("hint-import")) from None
    raise BadData(
        say("toml-wrong", file=file, line=line, column=column, what=what), say("hint-import")
    )


def _all_of(file: IO[bytes], name: str) -> bytes:
    data = file.read(LARGEST + 1)
    _check_size(len(data), name)
    return data


def _check_size(size: int, name: str) -> None:
    if size > LARGEST:
        most = LARGEST // 1024 // 1024
        raise BadData(say("toml-too-big", file=name, most=most), say("hint-file"))


def _exact(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError from None


def _refused(_: str) -> object:
    raise ValueError


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError
    return found
