"""What to type instead, where a TOML file was edited by hand and cannot be read."""

import re
from collections.abc import Callable

from refundcli.core.text import Said, say

_WIDE = {
    "“": '"',
    "”": '"',
    "„": '"',
    "‘": "'",
    "’": "'",
    "＂": '"',
    "＇": "'",
    "「": '"',
    "」": '"',
    "＝": "=",
    "，": ",",
    "、": ",",
    "：": ":",
    "．": ".",
    "－": "-",
    "＃": "#",
    "｛": "{",
    "｝": "}",
    "【": "[",
    "】": "]",
    "［": "[",
    "］": "]",
    "\u3000": " ",
    "\u00a0": " ",
    "\u200b": "",
    "\ufeff": "",
}
"""Characters of a Chinese keyboard, or of a web page, and what TOML wants in their place."""

_NARROW = {ord(wide): narrow for wide, narrow in _WIDE.items()}
_CONFLICT = r"(?m)^(<<<<<<< |=======$|>>>>>>> |\|\|\|\|\|\|\| )"
_STRINGS = r'"(?:[^"\\]|\\.)*"|\'[^\']*\''
_QUOTED = r"[“”„＂「」]([^“”„＂「」\"\\]*)[“”„＂「」]"
_MESSAGES = (
    ("Cannot overwrite a value", "toml-twice"),
    ("Duplicate inline table key", "toml-twice"),
    ("Cannot declare", "toml-twice"),
    ("Illegal character", "toml-quote-missing"),
    ("Unterminated string", "toml-quote-missing"),
    ("Unescaped", "toml-backslash"),
    ("Invalid hex value", "toml-backslash"),
    ("Unclosed", "toml-bracket-missing"),
    ("Expected '='", "toml-equals-missing"),
    ("Expected ']'", "toml-bracket-missing"),
    ("Invalid value", "toml-value"),
)


def conflict_line(text: str) -> int | None:
    """Return the line where a merge left its first mark, or None."""
    mark = re.search(_CONFLICT, text)
    return None if mark is None else text.count("\n", 0, mark.start()) + 1


def plain_line(line: str) -> str:
    """Return *line* with what TOML wants in place of full-width characters; text in quotes stays.

    >>> plain_line('item ＝ “杯，蓝” # 我的，蓝的')
    'item = "杯，蓝" # 我的，蓝的'
    """
    quoted = _outside(line, lambda bare: re.sub(_QUOTED, r'"\1"', bare))
    return _outside(quoted, lambda bare: bare.translate(_NARROW))


def what_is_wrong(text: str, line: int, column: int, message: str) -> Said:
    """Return what is wrong at *line* and *column* of *text*, and what to write there.

    *message* is what the reader of TOML said, in English. Both numbers count from 1.
    """
    if conflict_line(text) is not None:
        return say("toml-conflict")
    lines = text.split("\n")
    rest = lines[line - 1]
    wide = _wide_character(rest, column)
    if wide is not None:
        return say("toml-wide-character", character=_shown(wide), wanted=_shown(_WIDE[wide]))
    if message.startswith("Illegal character") and "'\\n'" not in message:
        return say("toml-control-character")
    if re.search(r"\d{4}[/.]\d", rest):
        return say("toml-date")
    known = (key for start, key in _MESSAGES if message.startswith(start))
    what = next(known, "toml-statement")
    is_at_the_end = line == len(lines) and column > len(rest)
    return say("toml-breaks-off" if is_at_the_end and what != "toml-twice" else what)


def _outside(line: str, change: Callable[[str], str]) -> str:
    """Return *line* with what lies outside of quoted text and of a comment changed."""
    made = ""
    place = 0
    for found in re.finditer(_STRINGS, line):
        bare, mark, _ = line[place : found.start()].partition("#")
        if mark:
            break
        made += change(bare) + found[0]
        place = found.end()
    bare, mark, comment = line[place:].partition("#")
    return made + change(bare) + mark + comment


def _wide_character(line: str, column: int) -> str | None:
    """Return the first such character outside of quotes; inside of them it is plain text."""
    bare = re.sub(_STRINGS, lambda found: " " * len(found[0]), line)
    at_fault = bare[column - 1 : column]
    if at_fault in _WIDE:
        return at_fault
    return next((one for one in bare.partition("#")[0] if one in _WIDE), None)


def _shown(character: str) -> Said:
    named = _NAMES.get(character)
    return say(named) if named is not None else say("toml-character", character=character)


_NAMES = {
    " ": "toml-space",
    "\u3000": "toml-wide-space",
    "\u00a0": "toml-hard-space",
    "\u200b": "toml-hidden",
    "\ufeff": "toml-hidden",
    "": "toml-nothing",
}
