"""A page of headings, lines and columns, laid out for a width; the one owner of rich."""

from dataclasses import dataclass, field
from io import StringIO

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as RichText

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


@dataclass(slots=True)
class Page:
    """Collects what is to be shown; `text()` lays it out. Nothing in it is read as markup."""

    _parts: list[RenderableType] = field(default_factory=list)

    def heading(self, text: str) -> None:
        """Begin a section."""
        if self._parts:
            self._parts.append(RichText(""))
        self._parts.append(RichText(text, style=STYLES["head"]))

    def line(self, text: str, style: str = "", indent: int = 2) -> None:
        """Add a paragraph, indented as a whole."""
        self._parts.append(Padding(RichText(text, style=STYLES[style]), (0, 0, 0, indent)))

    def marked(self, mark: str, text: str, style: str = "", indent: int = 2) -> None:
        """Add a paragraph behind a mark that stands out in the margin."""
        row = Table.grid(padding=(0, 1, 0, 0))
        row.add_column(no_wrap=True)
        row.add_column(overflow="fold")
        row.add_row(RichText(mark, style=STYLES[style]), RichText(text))
        self._parts.append(Padding(row, (0, 0, 0, indent)))

    def columns(
        self, rows: list[tuple[str, ...]], heads: tuple[str, ...] = (), styles: tuple[str, ...] = ()
    ) -> None:
        """Add rows in columns; the last column takes what is left of the width and folds."""
        if not rows:
            return
        table = Table.grid(padding=(0, 2, 0, 0))
        for place in range(len(rows[0])):
            is_last = place == len(rows[0]) - 1
            table.add_column(no_wrap=not is_last, overflow="fold")
        if heads:
            table.add_row(*(RichText(one, style=STYLES["faint"]) for one in heads))
        for number, row in enumerate(rows):
            style = STYLES[styles[number]] if styles else ""
            table.add_row(*(RichText(cell, style=style) for cell in row))
        self._parts.append(Padding(table, (0, 0, 0, 2)))

    def verbatim(self, text: str) -> None:
        """Add text whose lines stay as they are, but for folding."""
        self._parts.append(RichText(text, overflow="fold"))

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
            console.print(part)
        return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
