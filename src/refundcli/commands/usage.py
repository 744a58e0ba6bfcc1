"""A wrong command line, told in the reader's language."""

import re
from collections.abc import Collection
from typing import Any

from refundcli.core.errors import UsageError
from refundcli.core.names import near_matches
from refundcli.core.text import Said, say

_EXTRA = re.compile(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", re.DOTALL)
_TAKES_NONE = "does not take a value"


def misuse(error: Any) -> tuple[Said, Said]:
    """Return what the parser's *error* says is wrong, and the next step."""
    context: Any = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "refundcli"
    see = say("hint-usage", command=path)
    words: str = error.format_message()
    match type(error).__name__:
        case "NoSuchOption":
            near = tuple(error.possibilities or ())
            wrong = say("usage-no-option", command=path, option=error.option_name)
            return wrong, say("hint-did-you-mean", ids=near) if near else see
        case "BadOptionUsage":
            key = "usage-option-alone" if _TAKES_NONE in words else "usage-option-value"
            return say(key, option=error.option_name), see
        case "MissingParameter":
            return say("usage-missing", name=error.param.name.upper()), see
        case "NoArgsIsHelpError":
            names = tuple(context.command.list_commands(context))
            return say("usage-needs-command", command=path, names=names), see
    extra = _EXTRA.match(words)
    return (say("usage-extra", words=extra[1]) if extra else say("usage-other", what=words)), see


def no_command(path: str, name: str, known: Collection[str]) -> UsageError:
    """Return the error for a command *name* that *path* does not have; near ones are named."""
    near = near_matches(name.casefold(), {one: {one} for one in known})
    wrong = say("usage-no-command", command=path, name=name)
    return UsageError(
        wrong,
        say("hint-did-you-mean", ids=near) if near else say("hint-one-of", ids=tuple(known)),
    )
