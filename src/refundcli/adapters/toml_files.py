"""TOML files: read with every mistake named by its line, and written line by line."""

import os
import stat
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from refundcli.adapters.os_reasons import reason_of
from refundcli.core.errors import BadData
from refundcli.core.text import Said, say

LARGEST = 4 * 1024 * 1024
"""The size in bytes from which on a file is refused."""

_BOM = "\ufeff"
_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_toml(path: Path) -> dict[str, object]:
    """Return what the TOML file *path* holds; a fraction is an exact `Decimal`.

    Raises `BadData` naming the file, and line and column where its text is wrong.
    """
    try:
        data, _ = read_bytes(path)
    except OSError as error:
        raise unreadable(path, error) from None
    return parse_toml(data, str(path))


def unreadable(path: Path, error: OSError) -> BadData:
    """Return the error that says why the system did not let *path* be read."""
    wrong = say("toml-unreadable", file=str(path), reason=reason_of(error))
    return BadData(wrong, say("hint-file"))


def read_bytes(path: Path) -> tuple[bytes, os.stat_result]:
    """Return the bytes of *path* and what the system knew of the file when they were read.

    Never waits, and reads little more than `LARGEST`. Raises `BadData` for a pipe, a device or a
    folder, and `OSError` where the system refuses.
    """
    handle = os.open(path, _READ)
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise BadData(say("toml-no-file", file=str(path)), say("hint-file"))
        chunks: list[bytes] = []
        while sum(map(len, chunks)) <= LARGEST and (more := os.read(handle, LARGEST + 1)):
            chunks.append(more)
    finally:
        os.close(handle)
    return b"".join(chunks), found


def parse_toml(data: bytes, file: str) -> dict[str, object]:
    """Return what the bytes of a TOML file hold; *file* names it in errors.

    A byte order mark and CRLF are accepted. Raises `BadData` with line, column and what to type.
    """
    if len(data) > LARGEST:
        most = LARGEST // 1024 // 1024
        raise BadData(say("toml-too-big", file=file, most=most), say("hint-file"))
    try:
        text = data.decode().removeprefix(_BOM)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise _wrong(file, line, column, say("toml-not-utf-8")) from None
    import tomli  # noqa: PLC0415 - most runs read the shipped data as it is kept, and no TOML

    try:
        return tomli.loads(text, parse_float=_exact)
    except tomli.TOMLDecodeError as error:
        from refundcli.adapters.toml_advice import (  # noqa: PLC0415 - only where it went wrong
            conflict_line,
            what_is_wrong,
        )

        lines = text.replace("\r\n", "\n")
        what = what_is_wrong(lines, error.lineno, error.colno, error.msg)
        mark = conflict_line(lines)
        if mark is not None:
            raise _wrong(file, mark, 1, what) from None
        raise _wrong(file, error.lineno, error.colno, what) from None
    except (ValueError, RecursionError):
        raise BadData(say("toml-absurd", file=file), say("hint-toml")) from None


def toml_document(mapping: Mapping[str, object]) -> str:
    """Return a whole document: plain values first, then a table for each mapping.

    Inside of a table every entry is one line; a mapping there is written inline.
    """
    plain = [key_value(key, one) for key, one in mapping.items() if not isinstance(one, Mapping)]
    tables = [
        f"\n[{key}]\n" + "".join(f"{key_value(inner, one)}\n" for inner, one in value.items())
        for key, value in mapping.items()
        if isinstance(value, Mapping)
    ]
    return "".join(f"{line}\n" for line in plain) + "".join(tables)


def key_value(key: str, value: object) -> str:
    """Return *key* and *value* as one line without its end; times have seconds and an offset.

    Raises `BadData` for text that UTF-8 cannot hold.

    >>> key_value("20261122T093100-k3f9", {"kind": "refunded", "amount": Decimal("128.00")})
    '20261122T093100-k3f9 = { kind = "refunded", amount = 128.00 }'
    """
    if isinstance(value, Mapping):
        inner = ", ".join(key_value(name, one) for name, one in value.items())
        return f"{_scalar(key, 0)[:-4]} = {{ {inner} }}"
    if isinstance(value, datetime):
        return f"{_scalar(key, 0)[:-4]} = {value.isoformat()}"
    if isinstance(value, list | tuple):
        items = ", ".join(_scalar("x", one)[4:] for one in value)
        return f"{_scalar(key, 0)[:-4]} = [{items}]"
    return _scalar(key, value)


def _scalar(key: str, value: object) -> str:
    import tomli_w  # noqa: PLC0415 - only what writes pays

    line = tomli_w.dumps({key: value}).rstrip("\n")
    try:
        line.encode()
    except UnicodeEncodeError:
        raise BadData(say("toml-not-text", key=key.encode(errors="replace").decode())) from None
    return line


def _exact(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError from None


def _wrong(file: str, line: int, column: int, what: Said) -> BadData:
    return BadData(
        say("toml-wrong", file=file, line=line, column=column, what=what), say("hint-toml")
    )
