"""The help of a command as plain text, Chinese and English alike in columns."""

import re
from collections.abc import Iterable, Iterator

from refundcli.core.values import dataclass
from refundcli.core.widths import cells, folded
from refundcli.render.words import Words

WIDEST = 80
"""Columns that a help page takes at most: longer lines are hard to read."""

_INDENT = 2
_GAP = 2
_LONGEST_TERM = 28
_TOKEN = re.compile(r"'[^']*'|\S+")

Row = tuple[str, str]
"""A term and what is said of it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that help says of a command, in one language.

    `name` is the command with the program before it. `groups` are its own commands under a heading each, `examples`
    what each line is for and the line, `codes` its exit codes and what they mean.
    """

    name: str
    usage: str
    brief: str
    about: str
    groups: tuple[tuple[str, tuple[Row, ...]], ...]
    arguments: tuple[Row, ...]
    options: tuple[Row, ...]
    common: tuple[Row, ...]
    examples: tuple[Row, ...]
    codes: tuple[tuple[int, str], ...]
    see: tuple[str, ...]


def help_page(sheet: Sheet, words: Words, width: int) -> str:
    """Return the help page for a terminal of *width* columns, without a line break at its end."""
    room = min(width, WIDEST)
    return "\n".join(_lines(sheet, words, room))


def _lines(sheet: Sheet, words: Words, width: int) -> Iterator[str]:
    heading = words.write_key
    yield sheet.usage
    yield ""
    yield from _paragraph(sheet.brief, width)
    yield ""
    yield from _paragraph(sheet.about, width)
    for title, rows in (
        *sheet.groups,
        (heading("help-arguments"), sheet.arguments),
        (heading("help-options"), sheet.options),
        (heading("help-common"), sheet.common),
    ):
        if rows:
            yield from ("", title)
            yield from columns(rows, width)
    yield from ("", heading("help-examples"))
    for says, line in sheet.examples:
        yield from _paragraph(f"# {says}", width)
        yield from (" " * _INDENT + one for one in broken(line, width - _INDENT))
    yield from ("", heading("help-codes"))
    yield from columns(tuple((f"{code:>3}", says) for code, says in sheet.codes), width)
    yield from _paragraph(heading("help-codes-more"), width)
    if sheet.see:
        yield from ("", heading("help-see"))
        yield from (" " * _INDENT + one for one in _listed(sheet.see, width - _INDENT))


def _listed(commands: Iterable[str], width: int) -> list[str]:
    """Return *commands* side by side, none of them broken."""
    lines = [""]
    for one in commands:
        longer = f"{lines[-1]}, {one}" if lines[-1] else one
        if cells(longer) < width:
            lines[-1] = longer
        else:
            lines[-1] += ","
            lines.append(one)
    return lines


def _paragraph(text: str, width: int) -> Iterator[str]:
    for one in folded(text, width - _INDENT):
        yield " " * _INDENT + one.rstrip()


def columns(rows: Iterable[Row], width: int) -> Iterator[str]:
    """Give *rows* in two columns, the second one folded; a long term stands on a line of its own.

    >>> list(columns((("--json", "JSON 格式"), ("-h", "帮助")), 30))
    ['  --json  JSON 格式', '  -h      帮助']
    """
    terms = [cells(term) for term, _ in rows]
    fitting = [one for one in terms if one <= _LONGEST_TERM]
    left = _INDENT + max(fitting, default=0) + _GAP
    for (term, says), taken in zip(rows, terms, strict=True):
        first, *rest = folded(says, width - left)
        if taken > _LONGEST_TERM:
            yield " " * _INDENT + term
            yield " " * left + first.rstrip()
        else:
            yield " " * _INDENT + term + " " * (left - _INDENT - taken) + first.rstrip()
        yield from (" " * left + one.rstrip() for one in rest)


def broken(line: str, width: int) -> list[str]:
    """Return a command line in lines that a shell takes for one; an option keeps its value beside it.

    >>> broken("refundcli check -p taobao -s unshipped", 30)
    ['refundcli check -p taobao \\\\', '  -s unshipped']
    """
    lines: list[str] = []
    current = ""
    for piece in _pieces(line):
        if current and cells(f"{current} {piece} \\") > width:
            lines.append(f"{current} \\")
            current = f"  {piece}"
        else:
            current = f"{current} {piece}".lstrip() if not lines else f"{current} {piece}"
    return [*lines, current]


def _pieces(line: str) -> Iterator[str]:
    held = ""
    for token in _TOKEN.findall(line):
        if held and (token[0] == "-" or held[0] != "-" or " " in held):
            yield held
            held = token
        else:
            held = f"{held} {token}".strip()
    yield held


def listing(
    commands: Iterable[tuple[str, Iterable[Row]]],
    topics: Iterable[Row],
    words: Words,
    width: int,
) -> str:
    """Return the list of all commands, by heading, and topics, without a line break at its end."""
    room = min(width, WIDEST)
    groups = (*commands, (words.write_key("help-topics"), topics))
    lines = [line for title, rows in groups for line in (title, *columns(tuple(rows), room), "")]
    return "\n".join(
        (*lines, *(one.rstrip() for one in folded(words.write_key("help-more"), room)))
    )
