"""A screen of a terminal as an SVG picture, and back: the text that a picture shows."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby
from typing import NamedTuple
from xml.etree import ElementTree

CELL, ROW, MARGIN = 8.0, 21, 16
"""Width of a column, height of a row, and the room around them, in pixels."""

FONTS = (
    'ui-monospace,Menlo,Consolas,"DejaVu Sans Mono","Noto Sans Mono",'
    '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",monospace'
)
PAPER, INK = "#1b1f27", "#d5dae3"
COLOURS = {
    "black": "#3b4252",
    "red": "#f07178",
    "green": "#a3d977",
    "brown": "#f2c75c",
    "blue": "#7aa6f5",
    "magenta": "#c99bf0",
    "cyan": "#6fd3d6",
    "white": "#d5dae3",
    "brightblack": "#8b93a4",
    "brightred": "#ff8b92",
    "brightgreen": "#bdf28f",
    "brightbrown": "#ffdd7d",
    "brightblue": "#9cc0ff",
    "brightmagenta": "#dfb8ff",
    "brightcyan": "#8cebee",
    "brightwhite": "#ffffff",
}
"""Colours by the names that pyte gives; others are hexadecimal already."""

_NAME = "{http://www.w3.org/2000/svg}"


class Cell(NamedTuple):
    """A character and its looks; the second half of a wide one has no character."""

    data: str = " "
    ink: str = INK
    paper: str = PAPER
    is_bold: bool = False


class _Run(NamedTuple):
    """Characters of one kind and one look that begin at a column."""

    column: int
    text: str
    cells: int
    kind: str
    look: Cell


def cell(seen: object) -> Cell:
    """Return a cell of pyte as one of ours, with colours that a picture knows."""
    ink, paper = _colour(getattr(seen, "fg", ""), INK), _colour(getattr(seen, "bg", ""), PAPER)
    if getattr(seen, "reverse", False):
        ink, paper = paper, ink
    return Cell(getattr(seen, "data", " "), ink, paper, bool(getattr(seen, "bold", False)))


def picture(rows: Sequence[Sequence[Cell]], title: str) -> str:
    """Return the SVG of *rows*, which is named *title* to those who cannot see it.

    Every run of characters says where it begins and how wide it is, so that a viewer's fonts change
    nothing: a Chinese character is as wide as two columns.
    """
    width = round(max(map(len, rows)) * CELL + 2 * MARGIN)
    height = len(rows) * ROW + 2 * MARGIN
    looks: dict[str, str] = {}
    body = [line for y, row in enumerate(rows) for line in _row(y, _runs(row), looks)]
    styles = "".join(f".{name}{{{css}}}" for css, name in looks.items())
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" aria-label="{escape(title)}">',
            f"<title>{escape(title)}</title>",
            f"<style>text{{font:{CELL / 0.6:.2f}px {FONTS};fill:{INK};white-space:pre}}"
            f"text.w{{font-size:{2 * CELL:g}px}}{styles}</style>",
            f'<rect width="{width}" height="{height}" rx="8" fill="{PAPER}"/>',
            *body,
            "</svg>\n",
        )
    )


def text_of(svg: str) -> str:
    """Return what a picture shows, row by row, without the blanks at the line ends."""
    rows: dict[int, dict[int, str]] = {}
    for one in ElementTree.fromstring(svg).iter(f"{_NAME}text"):
        row = rows.setdefault(round((float(one.attrib["y"]) - MARGIN) // ROW), {})
        column = round((float(one.attrib["x"]) - MARGIN) / CELL)
        row[column] = one.text or ""
    return "\n".join(_line(rows.get(row, {})) for row in range(max(rows, default=-1) + 1))


def text_in(rows: Sequence[Sequence[Cell]]) -> str:
    """Return what *rows* show, as `text_of` reads it out of their picture."""
    return "\n".join("".join(one.data for one in row).rstrip() for row in rows).rstrip()


def _line(pieces: dict[int, str]) -> str:
    """Return the characters of a row in their columns; a wide one takes two."""
    line, at = "", 0
    for column, text in sorted(pieces.items()):
        line += " " * (column - at) + text
        at = column + sum(2 if _is_wide(one) else 1 for one in text)
    return line


def _colour(name: str, otherwise: str) -> str:
    if name in ("default", ""):
        return otherwise
    return COLOURS.get(name, f"#{name}")


def _is_wide(character: str) -> bool:
    from unicodedata import east_asian_width  # noqa: PLC0415 - known where a picture is read

    return east_asian_width(character) in ("W", "F")


def _kind(one: Cell, following: Cell | None) -> str:
    """Return what a character is drawn as: `ascii`, `wide`, or a `sign` that fonts draw as they like."""
    if following is not None and following.data == "":
        return "wide"
    return "ascii" if one.data.isascii() else "sign"


def _runs(row: Sequence[Cell]) -> Iterator[_Run]:
    """Give the runs of a row; two blanks part them, and a blank without paper of its own is none."""
    pieces: list[_Run] = []
    for column, one in enumerate(row):
        if one.data:
            following = row[column + 1] if column + 1 < len(row) else None
            kind = _kind(one, following)
            look = one._replace(data="")
            pieces.append(_Run(column, one.data, 2 if kind == "wide" else 1, kind, look))
    for (kind, look), group in groupby(pieces, key=lambda piece: (piece.kind, piece.look)):
        if kind == "sign":
            yield from group
        else:
            yield from _words(tuple(group), kind, look)


def _words(pieces: Sequence[_Run], kind: str, look: Cell) -> Iterator[_Run]:
    start = pieces[0].column
    text = "".join(one.text for one in pieces)
    size = pieces[0].cells
    if look.paper != PAPER:
        yield _Run(start, text, len(text) * size, kind, look)
        return
    at = 0
    for word in text.split("  "):
        bare = word.strip(" ")
        if bare:
            begin = at + len(word) - len(word.lstrip(" "))
            yield _Run(start + begin * size, bare, len(bare) * size, kind, look)
        at += len(word) + 2


def _row(y: int, runs: Iterable[_Run], looks: dict[str, str]) -> Iterator[str]:
    """Give the lines of SVG that draw a row; *looks* learns the styles."""
    top = MARGIN + y * ROW
    for run in runs:
        if not run.text.strip() and run.look.paper == PAPER:
            continue
        x, width = MARGIN + run.column * CELL, run.cells * CELL
        if run.look.paper != PAPER:
            yield f'<rect x="{x:g}" y="{top}" width="{width:g}" height="{ROW}" fill="{run.look.paper}"/>'
        classes = [*(["w"] if run.kind == "wide" else []), *_classes(run.look, looks)]
        named = f' class="{" ".join(classes)}"' if classes else ""
        fit = ' lengthAdjust="spacingAndGlyphs"' if run.kind == "sign" else ""
        text = escape(run.text, quote=False)
        yield f'<text x="{x:g}" y="{top + 15}"{named} textLength="{width:g}"{fit}>{text}</text>'


def _classes(look: Cell, looks: dict[str, str]) -> Iterator[str]:
    """Give the names of the styles of *look*."""
    for css in (
        f"fill:{look.ink}" if look.ink != INK else "",
        "font-weight:bold" if look.is_bold else "",
    ):
        if css:
            yield looks.setdefault(css, f"s{len(looks)}")
