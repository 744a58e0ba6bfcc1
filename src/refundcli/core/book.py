"""What can be completed without a ledger, as text: a look-up reads only the part it needs."""

from collections.abc import Callable, Iterable

from refundcli.core.candidates import Candidate
from refundcli.core.typed_line import Asked, Flag, Place, Shape, Shapes
from refundcli.core.values import dataclass

Values = Callable[[str], tuple[Candidate, ...] | None]
"""Returns the values of a name, or of a name and what they follow from: `states taobao`; None for others."""

_PART = "\x1e"
_FOLLOWS = {"states": ("platform", "platforms"), "reasons": ("state", "states")}
"""The values that follow from a flag, and the name of what that is one of."""


@dataclass(frozen=True, slots=True)
class Book:
    """The commands by path and values by name, in one language."""

    shape: Shapes
    values: Values

    def candidates(self, found: Asked) -> tuple[Candidate, ...] | None:
        """Return all the values for what is asked; None where the book alone does not tell them."""
        name = found.completes or ""
        flag, of = _FOLLOWS.get(name, ("", ""))
        word = found.given.get(flag)
        if word is None:
            return None if flag and "answers" in found.given else self.values(name)
        ids = [one.value for one in self.values(of) or () if word in (one.value, *one.also)]
        return self.values(f"{name} {ids[0]}") if len(ids) == 1 else None


def text_of(shapes: Iterable[Shape], values: Iterable[tuple[str, Iterable[Candidate]]]) -> str:
    """Return a book as text, for `book_of`; names and values must be free of tabs, line ends and control characters.

    >>> text_of((), (("tones", (Candidate("firm", "Firm"),)),))
    '\\x1evalues tones\\nfirm\\tFirm\\n\\x1e'
    """
    parts = [("shape " + one.path, tuple(_lines_of(one))) for one in shapes]
    parts += [
        (
            "values " + name,
            tuple("\t".join((one.value, _flat(one.help), *one.also)) for one in some),
        )
        for name, some in values
    ]
    return "".join(_PART + "\n".join((key, *lines)) + "\n" for key, lines in parts) + _PART


def book_of(text: str) -> Book:
    """Return the book that *text* holds.

    It may be a part of one: its `shape` raises `LookupError` for a path that is not in it. Texts can be put
    together.

    >>> book = book_of(text_of((Shape("show"),), ()) + text_of((), (("tones", (Candidate("firm"),)),)))
    >>> book.shape("show").path, book.values("tones")[0].value, book.values("states")
    ('show', 'firm', None)
    """

    def lines(key: str) -> list[str] | None:
        head = f"{_PART}{key}\n"
        start = text.find(head)
        if start < 0:
            return None
        start += len(head)
        return text[start : text.index(_PART, start)].split("\n")[:-1]

    def shape(path: str) -> Shape:
        found = lines(f"shape {path}")
        if found is None:
            raise LookupError(path)
        return _shape(path, found)

    def values(name: str) -> tuple[Candidate, ...] | None:
        found = lines(f"values {name}")
        if found is None:
            return None
        rows = (one.split("\t") for one in found)
        return tuple(Candidate(value, help, tuple(also)) for value, help, *also in rows)

    return Book(shape, values)


def _lines_of(shape: Shape) -> Iterable[str]:
    for flag in shape.flags:
        kind = ("s" if flag.is_switch else "") + ("m" if flag.is_many else "")
        completes = flag.completes or ""
        yield "\t".join(("flag", flag.name, kind, completes, _flat(flag.help), *flag.written))
    for place in shape.places:
        kind = "m" if place.is_many else ""
        yield "\t".join(("place", place.name, kind, place.completes or ""))
    for name, help in shape.commands:
        yield "\t".join(("command", name, _flat(help)))


def _flat(help: str) -> str:
    return " ".join(help.split())


def _shape(path: str, lines: list[str]) -> Shape:
    flags: list[Flag] = []
    places: list[Place] = []
    commands: list[tuple[str, str]] = []
    for line in lines:
        what, name, *rest = line.split("\t")
        if what == "flag":
            kind, completes, help, *written = rest
            is_switch, is_many = "s" in kind, "m" in kind
            flag = Flag(name, tuple(written), is_switch, is_many, completes or None, help)
            flags.append(flag)
        elif what == "place":
            places.append(Place(name, rest[0] == "m", rest[1] or None))
        else:
            commands.append((name, rest[0]))
    return Shape(path, tuple(flags), tuple(places), tuple(commands))
