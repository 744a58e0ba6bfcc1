"""What help says of a command: its table of options and what is written of it, in one language."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from refundcli.adapters.manual import load_manual
from refundcli.commands import TABLE
from refundcli.commands.command import command_in
from refundcli.commands.options import GLOBAL, Argument, Option
from refundcli.core.events import EVENTS
from refundcli.core.manual import Entry, Manual
from refundcli.core.text import say
from refundcli.render.help_text import Row, Sheet, help_page
from refundcli.render.words import Words

PROGRAM = "refundcli"

_HELP = Option("help", ("-h", "--help"), bool)
_OF_THE_PROGRAM = (
    Option("version", ("--version",), bool),
    Option("install_completion", ("--install-completion",), bool),
    Option("show_completion", ("--show-completion",), bool),
)
"""Options of the program itself, which stand before no command."""


def page_of(name: str, words: Words, width: int) -> str:
    """Return the help page of the command *name* (`rules show`), or of the program where it is empty."""
    return help_page(sheet_of(name, words), words, width)


def names() -> tuple[str, ...]:
    """Return every command and every group, in the order of the table."""
    found = []
    for name, entry in TABLE.items():
        found.append(name)
        if not isinstance(entry, str):
            found += [f"{name} {inner}" for inner in entry]
    return tuple(found)


def help_asked(arguments: Sequence[str]) -> str | None:
    """Return the command whose help *arguments* ask for and nothing else; None where that is in doubt.

    >>> help_asked(["rules", "show", "--help"]), help_asked(["--lang", "en", "-h"])
    ('rules show', '')
    >>> help_asked(["show", "tb-7k2m", "--help"]) is None
    True
    """
    words = list(arguments)
    if not words or words.pop() not in _HELP.flags:
        return None
    if words[:1] == ["--lang"]:
        del words[:2]
    name = " ".join(words)
    return name if name in ("", *names()) else None


def sheet_of(name: str, words: Words) -> Sheet:
    """Return what help says of the command *name*; raises `KeyError` where there is none."""
    manual = load_manual()
    entry = manual.entries[name]
    write = words.write
    own = parameters_of(name)
    arguments = tuple(one for one in own if isinstance(one, Argument))
    options = tuple(one for one in own if isinstance(one, Option))
    return Sheet(
        name=f"{PROGRAM} {name}".rstrip(),
        usage=_usage(name, arguments, words),
        brief=brief_of(name, words),
        about=write(entry.about),
        groups=tuple(_groups(name, manual, words)),
        arguments=tuple((_place(one), words.write_key(f"arg-{one.name}")) for one in arguments),
        options=tuple(_rows(options, manual, words)),
        common=tuple(_rows(_common(name), manual, words)),
        examples=tuple((write(one.says), write(one.run)) for one in entry.examples),
        codes=tuple((code, code_says(entry, code, words)) for code in entry.codes),
        see=tuple(f"{PROGRAM} {one}" for one in entry.see),
    )


def brief_of(name: str, words: Words) -> str:
    """Return the line by which a list of commands tells what *name* does."""
    return words.write_key(f"cmd-{name.replace(' ', '-') or PROGRAM}")


def code_says(entry: Entry, code: int, words: Words) -> str:
    """Return what the exit code *code* of a command means."""
    own = entry.means.get(code)
    return words.write(own if own is not None else say(f"exit-{code}"))


def parameters_of(name: str) -> tuple[Option | Argument, ...]:
    """Return what the command *name* takes besides the common options."""
    if not name:
        return _OF_THE_PROGRAM
    first, _, inner = name.partition(" ")
    entry = TABLE[first]
    if isinstance(entry, str):
        return command_in(entry).parameters
    return command_in(entry[inner]).parameters if inner else ()


def _common(name: str) -> tuple[Option, ...]:
    """Return the options that every command has; a group has nothing but help."""
    is_group = isinstance(TABLE.get(name), Mapping)
    return (_HELP,) if is_group else (*GLOBAL, _HELP)


def _usage(name: str, arguments: Iterable[Argument], words: Words) -> str:
    entry = TABLE.get(name)
    is_group = not name or isinstance(entry, Mapping)
    key = "help-usage-group" if is_group else "help-usage-command"
    places = " ".join(_place(one, is_usage=True) for one in arguments)
    return words.write(say(key, command=f"{PROGRAM} {name}".rstrip(), arguments=places)).rstrip()


def _place(one: Argument, *, is_usage: bool = False) -> str:
    """Return how an argument is written: `CASE`, in a usage line `[EVENT]` or `[CASES]...` too."""
    name = one.name.upper()
    if not is_usage:
        return name
    dots = "..." if one.is_many else ""
    return f"{name}{dots}" if one.is_needed else f"[{name}]{dots}"


def _groups(name: str, manual: Manual, words: Words) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Give the commands under *name*, or the events of `log`, by the heading they stand under."""
    if not name:
        for group, members in manual.groups.items():
            yield words.write_key(f"help-group-{group}"), _briefs(members, "", words)
        return
    if name == "log":
        events = (one for one in EVENTS if one != "retracted")
        rows = tuple((one, words.write_key(f"event-{one}")) for one in events)
        yield words.write_key("help-events"), rows
    entry = TABLE.get(name)
    if isinstance(entry, Mapping):
        yield words.write_key("help-commands"), _briefs(entry, f"{name} ", words)


def _briefs(members: Iterable[str], before: str, words: Words) -> tuple[Row, ...]:
    return tuple((one, brief_of(f"{before}{one}", words)) for one in members)


def _rows(options: Iterable[Option], manual: Manual, words: Words) -> Iterator[Row]:
    for one in options:
        yield written(one, manual), words.write_key(f"opt-{one.name.replace('_', '-')}")


def written(option: Option, manual: Manual) -> str:
    """Return how an option is written, short form first, with what stands for its value: `-p, --platform PLATFORM`."""
    flags = ", ".join(sorted(option.flags, key=len))
    if option.type is bool:
        return flags
    flag = max(option.flags, key=len)
    takes = manual.takes.get(option.name, flag.lstrip("-").replace("-", "_").upper())
    return f"{flags} {takes}"


def overview_of(words: Words) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """Return every command with its line, by the heading it stands under."""
    return tuple(_groups("", load_manual(), words))
