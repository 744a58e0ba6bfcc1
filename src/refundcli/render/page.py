"""A page of headings, lines and columns, laid out for a width; the one owner of rich."""

import re
from collections.abc import Sequence
from io import StringIO

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

from refundcli.core.values import dataclass, field

STYLES = {
    "head": "bold",
    "good": "green",
    "bad": "red",
    "doubt": "yellow",
    "faint": "dim",
    "ours": "bold yellow",
    "theirs": "cyan",
    "": "",
}
"""What a style looks like where colours are wanted; the words carry the meaning without them."""

_WORD = re.compile(r"[^\s⺀-鿿　-〿＀-￯]+|\s+|.")
_INDENT = 2
_GAP = 2
_LEAST_ROOM = 8
_GOOD_ROOM = 20
_NEVER_FIRST = frozenset("，。、；：？！）》」』”’】…·")
_NEVER_LAST = frozenset("（《「『“‘【")


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph: a mark in the margin, the text, how it looks, how far it is indented."""

    text: str
    style: str = ""
    indent: int = 0
    mark: str = ""
    mark_style: str = ""


@dataclass(frozen=True, slots=True)
class _Columns:
    """Rows of equal length, with heads and a style a row where there are any.

    The columns of *drops* are left out, the first of them first, while the last column has little room.
    """

    rows: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...]
    styles: tuple[str, ...]
    drops: tuple[int, ...] = ()


@dataclass(slots=True)
class Page:
    """Collects what is to be shown; `text()` lays it out. Nothing in it is read as markup."""

    _parts: list[_Block | _Columns] = field(default_factory=list)

    def heading(self, text: str, style: str = "head") -> None:
        """Begin a section."""
        if self._parts:
            self._parts.append(_Block(""))
        self._parts.append(_Block(text, style))

    def line(self, text: str, style: str = "", indent: int = 2) -> None:
        """Add a paragraph, indented as a whole."""
        self._parts.append(_Block(text, style, indent))

    def marked(self, mark: str, text: str, style: str = "", indent: int = 2) -> None:
        """Add a paragraph behind a mark that stands out in the margin."""
        self._parts.append(_Block(text, "", indent, mark, style))

    def columns(
        self,
        rows: Sequence[tuple[str, ...]],
        heads: tuple[str, ...] = (),
        styles: tuple[str, ...] = (),
        drops: tuple[int, ...] = (),
    ) -> None:
        """Add rows in columns; the last column takes what is left of the width and folds.

        Where that is little, the columns numbered in *drops* are left out, the first one first.
        """
        if rows:
            self._parts.append(_Columns(tuple(rows), heads, styles, drops))

    def verbatim(self, text: str) -> None:
        """Add text whose line ends stay as they are."""
        self._parts.append(_Block(text))

    def text(self, width: int, *, colour: bool) -> str:
        """Return the page for a terminal of *width* columns, without trailing blanks."""
        out = StringIO()
        console = Console(
            file=out,
            width=width,
            force_terminal=colour,
            no_color=not colour,
            color_system="standard" if colour else None,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )
        for part in self._parts:
            console.print(_laid_out(part, width))
        return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _laid_out(part: "_Block | _Columns", width: int) -> RenderableType:
    if isinstance(part, _Columns):
        table = _table(part, width - _INDENT)
        return Padding(table or _stacked(part, width - _INDENT), (0, 0, 0, _INDENT))
    margin = part.indent + (cell_len(part.mark) + 1 if part.mark else 0)
    lines = [one for raw in part.text.split("\n") for one in folded(raw, width - margin)]
    first = RichText(" " * part.indent)
    if part.mark:
        first.append(part.mark, STYLES[part.mark_style])
        first.append(" ")
    first.append(("\n" + " " * margin).join(lines), STYLES[part.style])
    return first


def _stacked(part: _Columns, width: int) -> RichText:
    """Rows one cell after the other, for a width that has no room for columns."""
    lines = [line for row in part.rows for line in folded("  ".join(row), width)]
    return RichText("\n".join(one.rstrip() for one in lines))


def _table(part: _Columns, width: int) -> Table | None:
    """Rows in columns, or None where the last one would have no room."""
    lines = [*([part.heads] if part.heads else []), *part.rows]
    *places, last = range(len(lines[0]))
    taken = {one: max(cell_len(line[one]) for line in lines) + _GAP for one in places}
    drops = list(part.drops)
    longest = max(cell_len(line[last]) for line in lines)
    wished = max(_LEAST_ROOM, min(_GOOD_ROOM, longest))
    while drops and width - sum(taken.values()) < wished:
        del taken[drops.pop(0)]
    room = width - sum(taken.values())
    if room < _LEAST_ROOM:
        return None
    table = Table.grid(padding=(0, _GAP, 0, 0))
    for place in (*taken, last):
        table.add_column(no_wrap=place in taken, overflow="fold")
    if part.heads:
        heads = (part.heads[place] for place in (*taken, last))
        table.add_row(*(RichText(one, style=STYLES["faint"]) for one in heads))
    for number, row in enumerate(part.rows):
        style = STYLES[part.styles[number]] if part.styles else ""
        cells = (row[place] for place in taken)
        rest = "\n".join(one.rstrip() for one in folded(row[last], room))
        table.add_row(*(RichText(cell, style=style) for cell in (*cells, rest)))
    return table


def folded(text: str, width: int) -> list[str]:
    """Return *text* in lines of at most *width* columns, broken as Chinese and English are.

    A line may end after any Chinese character, but none begins with a closing mark or ends with an opening one;
    a word of Latin letters stays whole where it fits.

    >>> folded("退款 refund，退货。", 12)
    ['退款 ', 'refund，退', '货。']
    """
    room = max(width, 10)
    lines: list[str] = []
    line = ""
    for word in _words(text):
        if line and cell_len(line + word.rstrip()) > room:
            lines.append(line)
            line = word.lstrip()
        else:
            line += word
        while cell_len(line.rstrip()) > room and len(line) > 1:
            cut = next(i for i in range(1, len(line) + 1) if cell_len(line[: i + 1]) > room)
            lines.append(line[:cut])
            line = line[cut:]
    return [*lines, line]


def _words(text: str) -> list[str]:
    """Return the pieces that a line may end between, marks with the piece they belong to."""
    words: list[str] = []
    for piece in _WORD.findall(text):
        glued = words and (piece[0] in _NEVER_FIRST or words[-1][-1] in _NEVER_LAST)
        if glued:
            words[-1] += piece
        else:
            words.append(piece)
    return words
