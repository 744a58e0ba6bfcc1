"""Words as any terminal can show them: in one line, of characters it has, of widths that all agree on."""

import re
from functools import cache

from refundcli.core.outside import clean

_JOINERS = re.compile("[\u200d\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_STAND_INS = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "’": "'",
        "…": "...",
        "←": "<-",
        "→": "->",
        "·": "-",
        "—": "-",
        "¥": "CNY ",
    }
)


def plain(text: str) -> str:
    """Return *text* in one line, with no character whose width terminals disagree on.

    An emoji of several parts falls into them, and a flag becomes its letters.

    >>> plain("店\ufe0f家\U0001f1e8\U0001f1f3")
    '店家CN'
    """
    joined = _JOINERS.sub("", clean(text))
    return _FLAG.sub(lambda found: chr(ord(found.group()) - 0x1F1E6 + ord("A")), joined)


def shown_in(encoding: str, text: str) -> str:
    """Return *text* with stand-ins for the marks that *encoding* lacks, and ? for anything else it lacks.

    >>> shown_in("ascii", "← back to “Taobao”")
    '<- back to "Taobao"'
    """
    if _has(encoding, text):
        return text
    return text.translate(_STAND_INS).encode(encoding, "replace").decode(encoding)


@cache
def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
