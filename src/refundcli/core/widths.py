"""How many columns of a terminal a text takes, and how it is broken into lines."""

import re
from functools import lru_cache
from unicodedata import category, east_asian_width

_PIECE = r"[^\s⺀-鿿　-〿＀-￯]+|\s+|."
NEVER_FIRST = frozenset("，。、；：？！）》」』”’】…·")
NEVER_LAST = frozenset("（《「『“‘【")
"""Marks that no line begins with, and those that none ends with."""

_WIDE_UNASSIGNED = ((0x1FA70, 0x1FAFF), (0x20000, 0x3FFFD))
"""Where characters will be wide that this Python's table does not know yet: emoji and rare Chinese ones."""

_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))


class _Widths(dict[str, int]):
    """The width of every character that was met."""

    def __missing__(self, one: str) -> int:
        kind = category(one)
        if kind == "Cn":  # which `east_asian_width` calls wide, wherever it is, up to Python 3.11
            width = 1 + any(first <= ord(one) <= last for first, last in _WIDE_UNASSIGNED)
        elif kind[0] == "M" or one == "\u200d" or one in _SKIN_TONES:
            width = 0
        else:
            width = 1 + (east_asian_width(one) in "WF")
        self[one] = width
        return width


_width = _Widths().__getitem__


@lru_cache(4096)
def cells(text: str) -> int:
    """Return the columns *text* takes: two for a Chinese character, none for an accent of its own.

    >>> cells("退款ok")
    6
    """
    return len(text) if text.isascii() else sum(map(_width, text))


def beginning(text: str, columns: int) -> str:
    """Return as much of the beginning of *text* as *columns* columns hold.

    >>> beginning("退款", 3)
    '退'
    """
    left = columns
    for at, one in enumerate(text):
        left -= _width(one)
        if left < 0:
            return text[:at]
    return text


def folded(text: str, width: int) -> list[str]:
    """Return *text* in lines of at most *width* columns, two at least, broken as Chinese and English are.

    A line may end after any Chinese character, but none begins with a closing mark or ends with an opening one;
    a word of Latin letters stays whole where it fits. Blanks at the end of a line stay, beyond the width too.

    >>> folded("退款 refund，退货。", 12)
    ['退款 ', 'refund，退', '货。']
    """
    room = max(width, 2)
    if cells(text) <= room:
        return [text]
    lines: list[str] = []
    line, taken = "", 0
    for word in _words(text):
        if line and taken + cells(word.rstrip()) > room:
            lines.append(line)
            word = word.lstrip()  # noqa: PLW2901 - what is left of it
            line, taken = word, cells(word)
        else:
            line, taken = line + word, taken + cells(word)
        while taken > room and cells(line.rstrip()) > room:
            head = beginning(line, room)
            lines.append(head)
            line = line[len(head) :]
            taken = cells(line)
    return [*lines, line]


def _words(text: str) -> list[str]:
    """Return the pieces that a line may end between, marks with the piece they belong to."""
    words: list[str] = []
    for piece in re.findall(_PIECE, text):
        if words and (piece[0] in NEVER_FIRST or words[-1][-1] in NEVER_LAST):
            words[-1] += piece
        else:
            words.append(piece)
    return words
