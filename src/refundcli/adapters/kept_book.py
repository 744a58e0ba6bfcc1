"""The book of what can be completed, kept in the cache folder; read, as a page is, without the program."""

import os
import sys

from refundcli import __version__
from refundcli.adapters import kept_pages

_BOOKS = 8
_SAID_BY = ("LANG", "LANGUAGE", "HOME")
_SAID_BY_THOSE_OF = ("REFUNDCLI_", "LC_", "XDG_")
"""The variables that have a say in a language, and the beginnings of the names of others."""

_FOR_EVER = 2**62


def kept_book(language: str | None) -> str | None:
    """Return the text of the book in *language*, or in the language that is set; None where it is not kept."""
    key = _key(language)
    if key is None:
        return None
    try:
        found = kept_pages.page_in(_place(key), key)
        return None if found is None else found[0].decode()
    except (OSError, ValueError):
        return None


def keep_book(language: str | None, settings_file: str, text: str, begun: int) -> None:
    """Keep *text* as the book in *language* until the program or the *settings_file* changes.

    *begun* is when it was begun to be made, nanoseconds since 1970: of a younger file it is not known what it
    was then. Raises `OSError` and `ValueError`.
    """
    key = _key(language)
    watched = os.fsencode(settings_file)
    stamp = kept_pages.stamp_of(watched)
    is_settled = stamp == b"-" or int(stamp.split()[-1]) + kept_pages.SETTLED_AFTER < begun
    if key is not None and is_settled:
        program, times = kept_pages.program_stamp(), (0, _FOR_EVER)
        data = kept_pages.packed(key, program, times, {watched: stamp}, [], text.encode(), b"")
        kept_pages.keep(_place(key), data)


def _key(language: str | None) -> bytes | None:
    """Return what a book depends on besides files, as a line; None where it is not kept.

    The encoding is part of it: where that has no Chinese, the book is in English.
    """
    out = sys.stdout
    if os.name != "posix" or out is None or not kept_pages.cache_folder():
        return None
    environment = {
        name: value
        for name, value in os.environ.items()
        if name in _SAID_BY or name.startswith(_SAID_BY_THOSE_OF)
    }
    for name in ("REFUNDCLI_CONFIG", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        if not environment.get(name, "/").startswith("/"):
            return None
    parts = (
        __version__,
        sys.version,
        __file__,
        language,
        out.encoding,
        sorted(environment.items()),
    )
    return ascii(parts).encode()


def _place(key: bytes) -> str:
    from zlib import crc32  # noqa: PLC0415 - only where a book may be there

    folder = os.path.dirname(kept_pages.place_of(key))  # noqa: PTH120 - as above
    return f"{folder}/book-{crc32(key) % _BOOKS}"
