"""Command lines that leave no doubt, read without Typer; every other one is Typer's.

It reads the tables that Typer's signatures are made of, and a property test holds what it reads equal to what
Typer hands over. It words no errors: where one would be due, it has not read the line.
"""

from collections.abc import Iterable, Sequence

from refundcli.commands import TABLE
from refundcli.commands.command import Command, command_in, given_by
from refundcli.commands.options import GLOBAL, Argument, Given, Option

Values = dict[str, object]


def plain_line(arguments: Sequence[str]) -> tuple[Command, Given] | None:
    """Return the command that *arguments* call and what they give it, None where that is not plain.

    Plain are a command of the table, exact flags with a value that does not begin with a hyphen, switches,
    and as many arguments as the command takes.

    >>> _, given = plain_line(["--json", "show", "tb-7k2m", "--lang=en"])
    >>> given.word("case"), given.word("lang"), given.is_set("json")
    ('tb-7k2m', 'en', True)
    >>> plain_line(["show"]), plain_line(["show", "--help"])
    (None, None)
    """
    above: Values = {}
    rest = _without_flags(arguments, GLOBAL, above, ends_at_word=True)
    module, words = _module(rest or ())
    if module is None:
        return None
    command = command_in(module)
    own: Values = {}
    options = (one for one in command.parameters if isinstance(one, Option))
    left = _without_flags(words, (*options, *GLOBAL), own)
    places = (one for one in command.parameters if isinstance(one, Argument))
    if left is None or not _are_placed(left, places, own):
        return None
    return command, given_by(own, above)


def _module(words: Sequence[str]) -> tuple[str | None, Sequence[str]]:
    """Return the module of the command that *words* begin with, and the words after its name."""
    entry: str | dict[str, str] | None = TABLE.get(words[0]) if words else None
    if isinstance(entry, dict):
        return (entry.get(words[1]) if len(words) > 1 else None), words[2:]
    return entry, words[1:]


def _without_flags(
    arguments: Sequence[str],
    options: Iterable[Option],
    values: Values,
    *,
    ends_at_word: bool = False,
) -> Sequence[str] | None:
    """Put what the flags say into *values* and return the other words; None where a flag is in doubt.

    With *ends_at_word* no flag is looked for from the first word on that is none.
    """
    flags: dict[str, Option] = {}
    for one in options:
        flags.update(dict.fromkeys(one.flags, one))
        values[one.name] = False if one.type is bool else None
    words: list[str] = []
    at = 0
    while at < len(arguments):
        word = arguments[at]
        at += 1
        if word[:1] != "-":
            if ends_at_word:
                return arguments[at - 1 :]
            words.append(word)
            continue
        name, is_joined, value = word.partition("=") if word[:2] == "--" else (word, "", "")
        option = flags.get(name)
        if option is None or (option.type is bool and is_joined):
            return None
        if option.type is bool:
            values[option.name] = True
            continue
        if not is_joined:
            value = arguments[at] if at < len(arguments) else "-"
            at += 1
            if value[:1] == "-":
                return None
        before = values[option.name]
        many = [*before, value] if isinstance(before, list) else [value]
        values[option.name] = many if option.is_many else value
    return words


def _are_placed(words: Sequence[str], places: Iterable[Argument], values: Values) -> bool:
    """Put *words* into *values* in the order of *places*; return whether none is left over or lacking."""
    left = list(words)
    for place in places:
        if not left and place.is_needed:
            return False
        if place.is_many:
            values[place.name], left = left or None, []
        else:
            values[place.name] = left.pop(0) if left else None
    return not left
