"""Rows in columns: as wide as they must be, the last one folded into what is left of the page."""

from collections.abc import Iterator
from itertools import chain

from refundcli.core.values import dataclass, field
from refundcli.core.widths import cells, folded

Row = tuple[str, ...]

INDENT = 2
"""How far rows are indented."""

_GAP = 2
_LEAST_ROOM = 8
_GOOD_ROOM = 20
_MANY = 1000


@dataclass(slots=True)
class Columns:
    """Rows of equal length, under *heads* where there are any, each with a style.

    The columns of *drops* are left out, the first of them first, while the last column has little room.
    Of many rows all but the widths are packed, so that a hundred thousand take a few megabytes.
    """

    heads: Row = ()
    drops: tuple[int, ...] = ()
    _rows: list[tuple[Row, str]] = field(default_factory=list)
    _packed: list[bytes] = field(default_factory=list)
    _widths: list[int] = field(default_factory=list)

    @property
    def has_rows(self) -> bool:
        """Whether a row was added."""
        return bool(self._widths)

    def add(self, row: Row, style: str = "") -> None:
        """Add a row."""
        widths = self._widths or list(map(cells, self.heads or row))
        self._widths = list(map(max, widths, map(cells, row)))
        self._rows.append((row, style))
        if len(self._rows) == _MANY:
            self._packed.append(_packed(self._rows))
            self._rows.clear()

    def lines(self, width: int) -> Iterator[tuple[str, str]]:
        """Give the lines of a page of *width* columns, each with its style, without blanks at its end.

        Where the last column would have no room, each row is its cells one after the other.
        """
        places, room = self._places(width - INDENT)
        margin = " " * INDENT
        if room < _LEAST_ROOM:
            for row, _ in self._all():
                for line in folded("  ".join(row), width - INDENT):
                    yield (margin + line).rstrip(), ""
            return
        heads = ((self.heads, "faint"),) if self.heads else ()
        widths = [(place, self._widths[place] + _GAP) for place in places]
        below = " " * (INDENT + sum(size for _, size in widths))
        for row, style in chain(heads, self._all()):
            before = margin
            for place, size in widths:
                before += row[place] + " " * (size - cells(row[place]))
            for line in folded(row[-1], room):
                yield (before + line).rstrip(), style
                before = below

    def _places(self, width: int) -> tuple[list[int], int]:
        """Return which columns but the last are shown, and the room of the last."""
        *sizes, longest = self._widths
        places = list(range(len(sizes)))
        wished = max(_LEAST_ROOM, min(_GOOD_ROOM, longest))
        room = width - sum(sizes) - _GAP * len(places)
        for place in self.drops:
            if room >= wished:
                break
            places.remove(place)
            room += sizes[place] + _GAP
        return places, room

    def _all(self) -> Iterator[tuple[Row, str]]:
        for some in self._packed:
            yield from _unpacked(some)
        yield from self._rows


def _packed(rows: list[tuple[Row, str]]) -> bytes:
    import marshal  # noqa: PLC0415 - only a long list is packed
    import zlib  # noqa: PLC0415 - as above

    return zlib.compress(marshal.dumps(rows), 1)


def _unpacked(packed: bytes) -> list[tuple[Row, str]]:
    import marshal  # noqa: PLC0415 - as above
    import zlib  # noqa: PLC0415 - as above

    rows: list[tuple[Row, str]] = marshal.loads(zlib.decompress(packed))
    return rows
