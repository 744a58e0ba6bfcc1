"""A wrong command line, told in the reader's language, with the nearest right thing."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from refundcli.commands import TABLE
from refundcli.commands.options import GLOBAL, Option
from refundcli.commands.sheets import parameters_of
from refundcli.core.errors import UsageError
from refundcli.core.names import near_matches
from refundcli.core.text import Said, say

_EXTRA = re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", re.DOTALL)
_TAKES_NONE = "does not take a value"


def misuse(error: Any, arguments: Sequence[str]) -> tuple[Said, Said]:
    """Return what the parser's *error* says is wrong with *arguments*, and the next step."""
    name = _command_in(arguments)
    path = f"refundcli {name}".rstrip()
    see = say("hint-usage", command=path)
    words: str = error.format_message()
    match type(error).__name__:
        case "NoSuchOption":
            near = _near_options(error.option_name, name)
            wrong = say("usage-no-option", command=path, option=error.option_name)
            return wrong, say("hint-did-you-mean", ids=near) if near else see
        case "BadOptionUsage":
            return _bad_option(error.option_name, name, see, takes_none=_TAKES_NONE in words)
        case "MissingParameter":
            place = error.param.name
            hint = say("hint-argument", says=say(f"arg-{place}"), command=path)
            return say("usage-missing", name=place.upper()), hint
        case "NoArgsIsHelpError":
            names = tuple(TABLE[name])
            return say("usage-needs-command", command=path, names=names), see
    extra = _EXTRA.match(words)
    if extra is None:
        return say("usage-other", what=words), see
    near = _near_options(extra[1].split()[0], name)
    hint = say("hint-extra-option", ids=near, command=path) if near else see
    return say("usage-extra", words=extra[1]), hint


def no_command(path: str, name: str, known: Collection[str]) -> UsageError:
    """Return the error for a command *name* that *path* does not have; near ones are named.

    *known* are its commands, and those of its groups after the name of the group.
    """
    own = tuple(one for one in known if " " not in one)
    inner = {one: {last} for one in known if (last := one.split()[-1]) not in own}
    near = near_matches(name.casefold(), {**{one: {one} for one in own}, **inner})
    wrong = say("usage-no-command", command=path, name=name)
    return UsageError(
        wrong, say("hint-did-you-mean", ids=near) if near else say("hint-one-of", ids=own)
    )


def _bad_option(flag: str, name: str, see: Said, *, takes_none: bool) -> tuple[Said, Said]:
    """Return the error for an option with a value that takes none, or without one that needs it."""
    if takes_none:
        return say("usage-option-alone", option=flag), say("hint-option-alone", option=flag)
    option = _flags_of(name).get(flag)
    if option is None:
        return say("usage-option-value", option=flag), see
    says = say(f"opt-{option.name.replace('_', '-')}")
    hint = say("hint-option-value", option=flag, says=says, command=f"refundcli {name}".rstrip())
    return say("usage-option-value", option=flag), hint


def _command_in(arguments: Sequence[str]) -> str:
    """Return the command that *arguments* call, as far as there is one: `rules show`, `rules` or nothing."""
    for at, word in enumerate(arguments):
        entry = TABLE.get(word)
        if isinstance(entry, Mapping):
            inner = next((one for one in arguments[at + 1 :] if one in entry), "")
            return f"{word} {inner}".rstrip()
        if entry is not None:
            return word
    return ""


def _flags_of(name: str) -> Mapping[str, Option]:
    """Return the options of a command by how they are written; a group has none."""
    if isinstance(TABLE.get(name), Mapping):
        return {}
    own = (one for one in parameters_of(name) if isinstance(one, Option))
    return {flag: one for one in (*own, *GLOBAL) for flag in one.flags}


def _near_options(written: str, name: str) -> tuple[str, ...]:
    """Return the options of a command that are written much like *written*, with or without its hyphens."""
    bare = {flag.lstrip("-"): flag for flag in _flags_of(name) if flag.startswith("--")}
    near = near_matches(written.lstrip("-").casefold(), {one: {one} for one in bare})
    return tuple(bare[one] for one in near)
