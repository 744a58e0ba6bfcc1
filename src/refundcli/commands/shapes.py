"""The book of what can be completed without a ledger: made of the tables of the commands, the words and the rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from refundcli.commands import TABLE
from refundcli.commands.options import GLOBAL, Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.core.book import Book, book_of, text_of
from refundcli.core.candidates import Candidate
from refundcli.core.typed_line import Flag, Place, Shape

_HELP = Flag("help", ("--help", "-h"), is_switch=True)
_ROOT = (
    Flag("version", ("--version",), is_switch=True),
    Flag("install_completion", ("--install-completion",), completes="shells"),
    Flag("show_completion", ("--show-completion",), completes="shells"),
)


def book(session: Session) -> Book:
    """Return what can be completed without a ledger, in the language of *session*, made as it is asked for."""
    from refundcli.commands.completers import COMPLETERS  # noqa: PLC0415 - what is kept needs none

    def values(name: str) -> tuple[Candidate, ...] | None:
        word, _, follows = name.partition(" ")
        one = COMPLETERS.get(word)
        if one is None or one.by is None:
            return None
        given = Given(dict.fromkeys(one.by, follows) if follows else {})
        return tuple(one.find(session, given, ""))

    return Book(lambda path: _shape(path, session.words.write_key), values)


class GrowingBook:
    """The same, as far as it is known in *text*; what is asked for besides is added, so that it can be kept."""

    def __init__(self, session: Session, text: str) -> None:
        self._whole = book(session)
        self._known = book_of(text)
        self._shapes: dict[str, Shape] = {}
        self._values: dict[str, tuple[Candidate, ...]] = {}

    @property
    def book(self) -> Book:
        """The book to look things up in."""
        return Book(self._shape, self._candidates)

    @property
    def added(self) -> str:
        """What was looked up and was not known yet, as text."""
        return text_of(self._shapes.values(), self._values.items()) if self._has_grown else ""

    @property
    def _has_grown(self) -> bool:
        return bool(self._shapes or self._values)

    def look_up_all(self, session: Session) -> None:
        """Look up all that there is."""
        from refundcli.commands.completers import COMPLETERS  # noqa: PLC0415 - what is kept needs none
        from refundcli.core.order import STATES  # noqa: PLC0415 - as above

        before = {"platform": session.rulebook().platforms, "state": STATES}
        for path in _paths():
            self._shape(path)
        for name, one in COMPLETERS.items():
            self._candidates(name)
            for flag in one.by or ():
                for id in before[flag]:
                    self._candidates(f"{name} {id}")

    def _shape(self, path: str) -> Shape | None:
        try:
            return self._known.shape(path)
        except LookupError:
            made = self._shapes.get(path) or self._whole.shape(path)
        if made is not None:
            self._shapes[path] = made
        return made

    def _candidates(self, name: str) -> tuple[Candidate, ...] | None:
        found = self._known.values(name)
        if found is not None:
            return found
        made = self._values.get(name) or self._whole.values(name)
        if made is not None:
            self._values[name] = made
        return made


def _paths() -> Iterator[str]:
    yield ""
    for name, entry in TABLE.items():
        yield name
        if not isinstance(entry, str):
            yield from (f"{name} {below}" for below in entry)


def _shape(path: str, write: Callable[[str], str]) -> Shape | None:
    if not path:
        flags = tuple(_helped((*_ROOT, *map(_flag, GLOBAL), _HELP), write))
        return Shape("", flags, (), _names(TABLE, "", write))
    name, _, below = path.partition(" ")
    entry = TABLE.get(name)
    if isinstance(entry, dict) and not below:
        return Shape(name, tuple(_helped((_HELP,), write)), (), _names(entry, f"{name}-", write))
    module = entry.get(below) if isinstance(entry, dict) else entry
    return None if module is None else _command(path, module, write)


def _names(
    table: Mapping[str, str | dict[str, str]], prefix: str, write: Callable[[str], str]
) -> tuple[tuple[str, str], ...]:
    return tuple((name, write(f"cmd-{prefix}{name}").split("\n")[0]) for name in table)


def _command(path: str, module: str, write: Callable[[str], str]) -> Shape:
    from refundcli.commands.command import command_in  # noqa: PLC0415 - what is kept needs none

    parameters = command_in(module).parameters
    options = [_flag(one) for one in parameters if isinstance(one, Option)]
    places = tuple(
        Place(one.name, one.is_many, one.completes)
        for one in parameters
        if isinstance(one, Argument)
    )
    return Shape(path, tuple(_helped((*options, *map(_flag, GLOBAL), _HELP), write)), places)


def _flag(one: Option) -> Flag:
    return Flag(one.name, one.flags, one.type is bool, one.is_many, one.completes)


def _helped(flags: Iterable[Flag], write: Callable[[str], str]) -> Iterator[Flag]:
    for one in flags:
        help = write(f"opt-{one.name.replace('_', '-')}")
        yield Flag(one.name, one.written, one.is_switch, one.is_many, one.completes, help)
