"""A page of headings, lines and columns, laid out for a width; the one owner of rich, which gives the colours."""

from collections.abc import Iterable, Iterator, Sequence

from refundcli.core.values import dataclass, field
from refundcli.core.widths import cells, folded
from refundcli.render.columns import Columns, Row

STYLES = {
    "head": "bold",
    "good": "green",
    "bad": "red",
    "doubt": "magenta",
    "faint": "dim",
    "ours": "bold magenta",
    "theirs": "cyan",
}
"""What a style looks like where colours are wanted; the words carry the meaning without them."""

_LEAST = 10
"""So many columns a paragraph has, however narrow the page is."""

_LINES = 500
"""How many lines a piece of a long page has."""


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph: a mark in the margin, the text, how it looks, how far it is indented."""

    text: str
    style: str = ""
    indent: int = 0
    mark: str = ""
    mark_style: str = ""

    def lines(self, width: int, *, colour: bool) -> Iterator[str]:
        """Give the lines of a page of *width* columns, without blanks at their ends."""
        below = " " * (self.indent + (cells(self.mark) + 1 if self.mark else 0))
        mark = _styled(self.mark, self.mark_style) if colour else self.mark
        before = " " * self.indent + f"{mark} " if mark else below
        for raw in self.text.split("\n"):
            for line in folded(raw, max(width - len(below), _LEAST)):
                text = line.rstrip()
                yield (before + (_styled(text, self.style) if colour else text)).rstrip()
                before = below


@dataclass(slots=True)
class Page:
    """Collects what is to be shown; `text()` lays it out. Nothing in it is read as markup."""

    _parts: list[_Block | Columns] = field(default_factory=list)

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
        rows: Sequence[Row],
        heads: Row = (),
        styles: Sequence[str] = (),
        drops: tuple[int, ...] = (),
    ) -> None:
        """Add rows in columns; the last column takes what is left of the width and folds.

        Where that is little, the columns numbered in *drops* are left out, the first one first.
        """
        self.table(zip(rows, styles or ("",) * len(rows), strict=True), heads, drops)

    def table(
        self, rows: Iterable[tuple[Row, str]], heads: Row = (), drops: tuple[int, ...] = ()
    ) -> None:
        """Add rows, each with its style, as `columns` does; they are read at once and may be very many."""
        part = Columns(heads, drops)
        for row, style in rows:
            part.add(row, style)
        if part.has_rows:
            self._parts.append(part)

    def verbatim(self, text: str) -> None:
        """Add text whose line ends stay as they are."""
        self._parts.append(_Block(text))

    def text(self, width: int, *, colour: bool) -> str:
        """Return the page for a terminal of *width* columns, without trailing blanks."""
        return "".join(self.pieces(width, colour=colour))

    def pieces(self, width: int, *, colour: bool) -> Iterator[str]:
        """Give what `text` returns in pieces, some hundred lines each."""
        lines = []
        for part in self._parts:
            for line in _laid_out(part, width, colour=colour):
                lines.append(line)
                if len(lines) == _LINES:
                    yield "\n".join([*lines, ""])
                    lines = []
        yield "\n".join([*lines, ""]) if lines else ""


def _laid_out(part: _Block | Columns, width: int, *, colour: bool) -> Iterator[str]:
    if isinstance(part, _Block):
        return part.lines(width, colour=colour)
    return (_styled(text, style) if colour else text for text, style in part.lines(width))


def _styled(text: str, style: str) -> str:
    if not (style and text):
        return text
    from rich.color import ColorSystem  # noqa: PLC0415 - a pipe wants no colours
    from rich.style import Style  # noqa: PLC0415 - as above; rich's console would cost ten times as much

    return Style.parse(STYLES[style]).render(text, color_system=ColorSystem.STANDARD)
