"""The Typer app: commands found in the table, loaded when they are called."""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from refundcli import __version__
from refundcli.adapters.console import Console
from refundcli.commands import TABLE
from refundcli.commands.command import Command, call, command_in, given_by
from refundcli.commands.options import Given, Option
from refundcli.commands.session import Session
from refundcli.commands.sheets import page_of
from refundcli.commands.signature import signature
from refundcli.commands.usage import misuse, no_command
from refundcli.core.errors import Interrupted, UsageError
from refundcli.core.text import say
from refundcli.core.values import dataclass
from refundcli.render.words import Words

Call = Callable[[Command, Given], int]

_USAGE = cast(type[Exception], typer.BadParameter.__mro__[1])
"""What every wrong command line is raised as."""


@dataclass(frozen=True, slots=True)
class _Door:
    """What the whole app hangs on: the words of its help, and what is done with a line that was read."""

    words: Words
    call: Call


def run_typer(arguments: Sequence[str], words: Words) -> int:
    """Let Typer read *arguments*, and return the exit code of the answer.

    Raises `UsageError` for a wrong command line, `Interrupted` for Ctrl-C, and what the command raises.
    """
    try:
        result = build_app(words)(
            args=list(arguments), prog_name="refundcli", standalone_mode=False
        )
    except _USAGE as error:
        raise UsageError(*misuse(error, arguments)) from None
    except typer.Abort:
        raise Interrupted(say("error-interrupted")) from None
    if result == Interrupted.code:  # Typer takes Ctrl-C for an exit and says nothing
        raise Interrupted(say("error-interrupted"))
    return result if isinstance(result, int) else 0


def build_app(words: Words, call: Call = call) -> Any:
    """Return the program as a click command whose help is in the language of *words*.

    *call* is handed every command with what is given to it, and returns the exit code.
    """
    door = _Door(words, call)
    app = typer.Typer(
        name="refundcli",
        cls=_group(door, TABLE),
        invoke_without_command=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_root())
    return typer.main.get_command(app)


def _root() -> Callable[..., Any]:
    def root(context: typer.Context, **values: Any) -> int | None:
        if values.pop("version"):
            typer.echo(f"refundcli {__version__}")
            raise typer.Exit
        if context.invoked_subcommand is not None:
            return None

        def called(name: str, given: Mapping[str, object]) -> int:
            command = command_in(str(TABLE[name]))
            both = Given({**values, **given})
            return command.run(Session(both), both)

        if values["json"]:
            return called("help", {})
        home = import_module("refundcli.commands.home")
        return int(home.run(lambda: Session(Given(values)), context.get_help, called))

    version = Option("version", ("--version",), bool)
    root.__signature__ = signature((version,))  # type: ignore[attr-defined]  # what Typer reads
    return root


def _group(door: _Door, table: Mapping[str, str | Mapping[str, str]]) -> type[TyperGroup]:
    """Return a class of group that knows the names of *table* and imports a module when it is called."""

    class Group(TyperGroup):
        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            self.commands = cast(Any, dict.fromkeys(table))  # names alone, for suggestions

        def get_help(self, ctx: Any) -> str:
            return _page(ctx, door.words)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - click's signature
            if cmd_name not in table:
                return None
            return TyperCommand(cmd_name)

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            if args[0] not in table and not ctx.resilient_parsing and args[0][:1] != "-":
                raise no_command(ctx.command_path, args[0], _below(table))
            name, stub, rest = super().resolve_command(ctx, args)
            if stub is None or name is None or name not in table:
                return name, stub, rest
            return name, _loaded(door, table[name], name), rest

    return Group


def _command(words: Words) -> type[TyperCommand]:
    """Return a class of command whose help is in the language of *words* to the last word."""

    class Leaf(TyperCommand):
        def get_help(self, ctx: Any) -> str:
            return _page(ctx, words)

    return Leaf


def _below(table: Mapping[str, str | Mapping[str, str]]) -> tuple[str, ...]:
    """Return the commands of *table* and, after their group, those of its groups."""
    groups = ((name, entry) for name, entry in table.items() if not isinstance(entry, str))
    return (*table, *(f"{name} {inner}" for name, entry in groups for inner in entry))


def _page(context: Any, words: Words) -> str:
    """Return the help page of the command that *context* is about."""
    _, *names = context.command_path.split()
    return page_of(" ".join(names), words, Console().width)


def _loaded(door: _Door, entry: str | Mapping[str, str], name: str) -> Any:
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    if not isinstance(entry, str):
        group = typer.Typer(
            cls=_group(door, entry),
            context_settings={"help_option_names": ["--help", "-h"]},
            no_args_is_help=True,
            rich_markup_mode=None,
            add_completion=False,
        )
        group.callback()(lambda: None)
        return typer.main.get_command(group)
    command = command_in(entry)
    app.command(
        name,
        cls=_command(door.words),
        context_settings={"help_option_names": ["--help", "-h"]},
    )(_function(door, command))
    return typer.main.get_command(app)


def _function(door: _Door, command: Command) -> Callable[..., int]:
    def run(context: typer.Context, **values: Any) -> int:
        return door.call(command, given_by(values, context.find_root().params))

    run.__signature__ = signature(command.parameters)  # type: ignore[attr-defined]  # what Typer reads
    return run
