"""What is written of each command beside its options: what it is for, examples, exit codes, what to read next."""

from collections.abc import Mapping

from refundcli.core.errors import ERRORS, EXIT_ANSWER_IS_NO
from refundcli.core.reading import Reader, read_file
from refundcli.core.text import Text, say
from refundcli.core.values import dataclass, field

FILE = "commands"
"""The name of the file without its ending; the program itself has the name of no command."""

_CODES = (0, EXIT_ANSWER_IS_NO, *(one.code for one in ERRORS))


@dataclass(frozen=True, slots=True)
class Example:
    """A command line to copy, and what it is for."""

    run: Text
    says: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written of the command *name* (`rules show`); the name of the program itself is empty.

    `codes` are the exit codes that the command has besides those that every command has; `means` says of
    some of them what they mean here.
    """

    name: str
    about: Text
    examples: tuple[Example, ...]
    codes: tuple[int, ...]
    means: Mapping[int, Text] = field(default_factory=dict, hash=False)
    see: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the environment that the program reads."""

    name: str
    says: Text


@dataclass(frozen=True, slots=True)
class Place:
    """A file or folder that the program reads or writes, as it is found on most systems."""

    path: str
    says: Text


@dataclass(frozen=True, slots=True)
class Manual:
    """All that is written of the commands.

    `groups` holds the commands in the order in which a newcomer meets them, by the name of their group;
    `takes` is what stands for an option's value, by the option's name.
    """

    groups: Mapping[str, tuple[str, ...]] = field(hash=False)
    takes: Mapping[str, str] = field(hash=False)
    entries: Mapping[str, Entry] = field(hash=False)
    variables: tuple[Variable, ...] = ()
    places: tuple[Place, ...] = ()


def manual_from_mapping(data: Mapping[str, object], file: str) -> Manual:
    """Return the manual that *file* holds; raises `BadData` naming every fault with its key."""
    return read_file(data, file, _manual)


def _manual(top: Reader) -> Manual:
    groups = top.table("groups", needed=True)
    takes = top.table("takes", needed=True)
    entries = tuple(_entry(one) for one in top.tables("command", needed=True))
    return Manual(
        {id: groups.words(id, needed=True) for id in groups.data} if groups is not None else {},
        _takes(takes) if takes is not None else {},
        {one.name: one for one in entries},
        tuple(Variable(one.word("name"), _says(one)) for one in top.tables("variable")),
        tuple(Place(one.word("path"), _says(one)) for one in top.tables("place")),
    )


def _takes(reader: Reader) -> Mapping[str, str]:
    return {name: what for what in reader.data for name in reader.words(what, needed=True)}


def _entry(reader: Reader) -> Entry:
    means = reader.table("means")
    made = Entry(
        name=reader.word("name", default=""),
        about=reader.text("about"),
        examples=tuple(_example(one) for one in reader.tables("example", needed=True)),
        codes=_codes(reader),
        means={} if means is None else {int(code): means.text(code) for code in means.data},
        see=reader.words("see"),
    )
    for code in made.means.keys() - set(made.codes):
        reader.fault(f"means.{code}", say("fault-choice", value=str(code), allowed=made.codes))
    reader.finish()
    return made


def _codes(reader: Reader) -> tuple[int, ...]:
    found = reader.words("codes", tuple(map(str, _CODES)), needed=True)
    return tuple(int(one) for one in found if one.isdecimal())


def _example(reader: Reader) -> Example:
    made = Example(_line(reader), reader.text("says"))
    reader.finish()
    return made


def _line(reader: Reader) -> Text:
    """Return a command line: one for all readers, or one in each language."""
    if isinstance(reader.data.get("run"), str):
        line = reader.word("run")
        return Text(line, line)
    return reader.text("run")


def _says(reader: Reader) -> Text:
    says = reader.text("says")
    reader.finish()
    return says
