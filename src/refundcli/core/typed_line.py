"""A command line while it is typed: its words so far, and what the next TAB is about."""

from collections.abc import Callable, Iterable, Mapping

from refundcli.core.values import dataclass, field

_BLANKS = " \t\n"
"""What parts words in a shell; other blanks, as the one as wide as a character, are part of a word."""


@dataclass(frozen=True, slots=True)
class Flag:
    """A flag of a command: its name in the code, how it is written, and its help in the reader's language.

    `completes` names what its value is one of, None for any words.
    """

    name: str
    written: tuple[str, ...]
    is_switch: bool = False
    is_many: bool = False
    completes: str | None = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A positional argument; `completes` as of a flag."""

    name: str
    is_many: bool = False
    completes: str | None = None


@dataclass(frozen=True, slots=True)
class Shape:
    """What a command takes. `path` are the words that call it, a space between; that of the program is empty.

    `commands` are the names that may follow a group of commands, each with its help.
    """

    path: str
    flags: tuple[Flag, ...] = ()
    places: tuple[Place, ...] = ()
    commands: tuple[tuple[str, str], ...] = ()


Shapes = Callable[[str], Shape | None]
"""Returns the shape of a path, None for an unknown one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be completed: `offers` is "commands", "flags" or "values", empty where nothing can be.

    `typed` is how it begins, `before` what stands before that in the same word (`--platform=`), `completes`
    what a value is one of, `given` what was typed before by name: a word, True, or a tuple of words.
    """

    shape: Shape
    offers: str
    typed: str
    given: Mapping[str, object]
    before: str = ""
    completes: str | None = None
    name: str | None = None


def words_of(line: str, escape: str = "\\") -> tuple[tuple[str, ...], str]:
    r"""Return the words of *line* as a shell takes them, and the one that TAB was pressed in.

    That is empty after a blank. A quotation may still be open; *escape* keeps the next character what it is,
    and inside `'…'` nothing does.

    >>> words_of("refundcli check --note 'a b' -p ta")
    (('refundcli', 'check', '--note', 'a b', '-p'), 'ta')
    >>> words_of("refundcli check --seller x\\ y ")
    (('refundcli', 'check', '--seller', 'x y'), '')
    """
    words: list[str] = []
    word: str | None = None
    quote, is_escaped = "", False
    for one in line:
        if is_escaped:
            word, is_escaped = (word or "") + one, False
        elif one == escape and quote != "'":
            word, is_escaped = word or "", True
        elif quote:
            word, quote = (
                (word or "") + (one if one != quote else ""),
                quote if one != quote else "",
            )
        elif one in "'\"":
            word, quote = word or "", one
        elif one in _BLANKS:
            words += [] if word is None else [word]
            word = None
        else:
            word = (word or "") + one
    return tuple(words), word or ""


def rejoined(words: Iterable[str]) -> tuple[str, ...]:
    """Return *words* with those put together that bash took apart at `=` and `:`.

    >>> rejoined(("check", "--platform", "=", "tao", "--fact", "intact", "="))
    ('check', '--platform=tao', '--fact', 'intact=')
    """
    found: list[str] = []
    for word in words:
        is_part = found and (word in ("=", ":") or found[-1][-1:] in ("=", ":"))
        found[-1:] = [found[-1] + word] if is_part else [*found[-1:], word]
    return tuple(found)


@dataclass(slots=True)
class _Reader:
    """Reads word after word; of a line that makes no sense, what does."""

    shapes: Shapes
    shape: Shape
    given: dict[str, object] = field(default_factory=dict)
    placed: int = 0
    waiting: Flag | None = None
    is_over: bool = False
    is_lost: bool = False

    def read(self, word: str) -> None:
        """Take *word* for what it is after those before."""
        if self.waiting is not None:
            self.give(self.waiting, word)
            self.waiting = None
        elif word == "--" and not self.is_over:
            self.is_over = True
        elif word[:1] == "-" and len(word) > 1 and not self.is_over:
            self._read_flag(word)
        elif self.shape.commands:
            below = self.shapes(f"{self.shape.path} {word}".strip())
            self.is_lost = self.is_lost or below is None
            self.shape = below or self.shape
        else:
            place = self.place()
            if place is not None:
                self.give(place, word)
            self.placed += 1

    def _read_flag(self, word: str) -> None:
        flag, before = self.joined(word)
        if flag is None:
            flag = self.flag(word)
        if flag is None or flag.is_switch:
            self.given.update({flag.name: True} if flag is not None else {})
        elif before:
            self.give(flag, word[len(before) :])
        else:
            self.waiting = flag

    def flag(self, word: str) -> Flag | None:
        """Return the flag that is written so."""
        return next((one for one in self.shape.flags if word in one.written), None)

    def joined(self, word: str) -> tuple[Flag | None, str]:
        """Return the flag whose value stands in the same word, and the part of *word* before it."""
        before = word.partition("=")[0] + "=" if word[:2] == "--" else word[:2]
        flag = self.flag(before.rstrip("="))
        if flag is None or flag.is_switch or not word.startswith(before) or word in flag.written:
            return None, ""
        return flag, before

    def give(self, one: Flag | Place, word: str) -> None:
        """Note *word* as the value of a flag or an argument."""
        known = self.given.get(one.name)
        many = known if isinstance(known, tuple) else ()
        self.given[one.name] = (*many, word) if one.is_many else word

    def place(self) -> Place | None:
        """Return the argument that the next word is."""
        places = self.shape.places
        last = places[-1] if places and places[-1].is_many else None
        return places[self.placed] if self.placed < len(places) else last


def asked(shapes: Shapes, words: Iterable[str], typed: str) -> Asked:
    """Return what TAB is about in the word *typed* after *words*, those after the program's name.

    >>> check = Shape("check", (Flag("platform", ("--platform", "-p"), completes="platforms"),))
    >>> shapes = {"": Shape("", commands=(("check", ""),)), "check": check}.get
    >>> found = asked(shapes, ("check",), "--platform=tao")
    >>> found.offers, found.completes, found.before, found.typed
    ('values', 'platforms', '--platform=', 'tao')
    """
    reader = _Reader(shapes, shapes("") or Shape(""))
    for word in words:
        reader.read(word)
    shape, given = reader.shape, reader.given
    if reader.is_lost:
        return Asked(shape, "", typed, given)
    if typed[:1] == "-" and not reader.is_over:
        flag, before = reader.joined(typed)
        if flag is None:
            return Asked(shape, "flags", typed, given)
        return Asked(
            shape, "values", typed[len(before) :], given, before, flag.completes, flag.name
        )
    if reader.waiting is not None:
        flag = reader.waiting
        return Asked(shape, "values", typed, given, "", flag.completes, flag.name)
    if shape.commands:
        return Asked(shape, "commands", typed, given)
    place = reader.place()
    if place is None:
        return Asked(shape, "", typed, given)
    return Asked(shape, "values", typed, given, "", place.completes, place.name)


def flags_left(found: Asked) -> tuple[tuple[str, str], ...]:
    """Return how the flags are written that begin as typed, with their help; one given already only if repeatable.

    >>> check = Shape("check", (Flag("json", ("--json",), is_switch=True, help="As JSON"),))
    >>> flags_left(Asked(check, "flags", "--j", {})), flags_left(Asked(check, "flags", "--", {"json": True}))
    ((('--json', 'As JSON'),), ())
    """
    return tuple(
        (written, one.help)
        for one in found.shape.flags
        if one.is_many or one.name not in found.given
        for written in one.written
        if written.startswith(found.typed)
    )
