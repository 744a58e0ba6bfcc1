"""A command: what it takes and what it does; and the one way to call it, however its line was read."""

from collections.abc import Callable, Mapping
from importlib import import_module

from refundcli.commands.options import GLOBAL, Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.core.values import dataclass

Run = Callable[[Session, Given], int]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it takes, and what it does; it returns the exit code of its answer.

    Its brief stands in the catalogues as `cmd-<name>`, the rest of its help in `data/help/commands.toml`. After one
    that itself `shows_due` no reminder follows.
    """

    parameters: tuple[Option | Argument, ...]
    run: Run
    shows_due: bool = False


def command_in(module: str) -> Command:
    """Return the command that *module* of this folder holds."""
    found: Command = import_module(f"refundcli.commands.{module}").COMMAND
    return found


def given_by(own: Mapping[str, object], above: Mapping[str, object]) -> Given:
    """Return what was given: *own* after the command's name, *above* before it.

    A global option may stand in both places; the one after the name counts.
    """
    return Given({**own, **{one.name: own[one.name] or above.get(one.name) for one in GLOBAL}})


def call(command: Command, given: Given) -> int:
    """Do what a command line says, and return the exit code; a reminder may follow the answer."""
    session = Session(given)
    try:
        code = command.run(session, given)
    finally:
        session.end()
    if not command.shows_due and session.may_be_reminded:
        from refundcli.commands.remind_screen import remind  # noqa: PLC0415 - only at a terminal

        remind(session)
    return code
