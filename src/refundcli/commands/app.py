"""The Typer app: commands found in the table, loaded when they are called."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from refundcli import __version__
from refundcli.commands import TABLE
from refundcli.commands.help import example, explain, told
from refundcli.commands.options import GLOBAL, Argument, Given, Option, signature
from refundcli.commands.session import Session
from refundcli.commands.usage import no_command
from refundcli.core.values import dataclass
from refundcli.render.words import Words

Run = Callable[[Session, Given], int]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it takes, and what it does; it returns the exit code of its answer.

    Its help stands in the catalogues as `cmd-<name>`, an example as `example-<name>`. After one that itself
    `shows_due` no reminder follows.
    """

    parameters: tuple[Option | Argument, ...]
    run: Run
    shows_due: bool = False


def _completion(name: str) -> Callable[..., list[tuple[str, str]]]:
    """Return the function by which Typer completes *name*; what it needs is imported when it is called."""

    def complete(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        return cast(
            list[tuple[str, str]],
            import_module("refundcli.commands.completers").completed(name, context, incomplete),
        )

    return complete


def build_app(words: Words) -> Any:
    """Return the program as a click command whose help is in the language of *words*."""
    app = typer.Typer(
        name="refundcli",
        cls=_group(words, TABLE, ""),
        help=words.write_key("cmd-refundcli"),
        epilog=example(words, "refundcli"),
        invoke_without_command=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )
    app.callback()(_root(words))
    made = typer.main.get_command(app)
    explain(made.params, words)
    return made


def _root(words: Words) -> Callable[..., Any]:
    def root(context: typer.Context, **values: Any) -> int | None:
        if values.pop("version"):
            typer.echo(f"refundcli {__version__}")
            raise typer.Exit
        if context.invoked_subcommand is not None:
            return None

        def call(name: str, given: Mapping[str, object]) -> int:
            command: Command = import_module(f"refundcli.commands.{TABLE[name]}").COMMAND
            both = Given({**values, **given})
            return command.run(Session(both), both)

        home = import_module("refundcli.commands.home")
        return int(home.run(Session(Given(values)), context.get_help, call))

    version = Option("version", ("--version",), bool)
    root.__signature__ = signature((version,), words.write_key, _completion)  # type: ignore[attr-defined]  # what Typer reads
    return root


def _group(
    words: Words, table: Mapping[str, str | Mapping[str, str]], prefix: str
) -> type[TyperGroup]:
    """Return a class of group that knows the names of *table* and imports a module when it is called."""

    class Group(TyperGroup):
        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            self.commands = cast(Any, dict.fromkeys(table))  # names alone, for suggestions

        def get_help(self, ctx: Any) -> str:
            return told(super().get_help(ctx), words)

        def get_help_option(self, ctx: Any) -> Any:
            return _explained(super().get_help_option(ctx), words)

        def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - click's signature
            return list(table)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - click's signature
            if cmd_name not in table:
                return None
            text = words.write_key(f"cmd-{prefix}{cmd_name}")
            return TyperCommand(cmd_name, help=text, short_help=text.split("\n")[0])

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            if args[0] not in table and not ctx.resilient_parsing and args[0][:1] != "-":
                raise no_command(ctx.command_path, args[0], table)
            name, stub, rest = super().resolve_command(ctx, args)
            if stub is None or name is None or name not in table:
                return name, stub, rest
            return name, _loaded(words, table[name], prefix, name), rest

    return Group


def _command(words: Words) -> type[TyperCommand]:
    """Return a class of command whose help is in the language of *words* to the last word."""

    class Leaf(TyperCommand):
        def get_help(self, ctx: Any) -> str:
            return told(super().get_help(ctx), words)

        def get_help_option(self, ctx: Any) -> Any:
            return _explained(super().get_help_option(ctx), words)

    return Leaf


def _explained(option: Any, words: Words) -> Any:
    explain([option] if option is not None else [], words)
    return option


def _loaded(words: Words, entry: str | Mapping[str, str], prefix: str, name: str) -> Any:
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    key = f"{prefix}{name}"
    if not isinstance(entry, str):
        group = typer.Typer(
            cls=_group(words, entry, f"{name}-"),
            help=words.write_key(f"cmd-{key}"),
            epilog=example(words, key),
            context_settings={"help_option_names": ["--help", "-h"]},
            no_args_is_help=True,
            rich_markup_mode=None,
            add_completion=False,
        )
        group.callback()(lambda: None)
        return typer.main.get_command(group)
    command: Command = import_module(f"refundcli.commands.{entry}").COMMAND
    app.command(
        name,
        cls=_command(words),
        help=words.write_key(f"cmd-{key}"),
        epilog=example(words, key),
        context_settings={"help_option_names": ["--help", "-h"]},
    )(_function(words, command))
    return typer.main.get_command(app)


def _function(words: Words, command: Command) -> Callable[..., int]:
    def run(context: typer.Context, **values: Any) -> int:
        above = context.find_root().params
        merged = {**values, **{one.name: values[one.name] or above.get(one.name) for one in GLOBAL}}
        given = Given(merged)
        session = Session(given)
        code = command.run(session, given)
        if not command.shows_due and session.may_be_reminded:
            import_module("refundcli.commands.remind_screen").remind(session)
        return code

    run.__signature__ = signature(command.parameters, words.write_key, _completion)  # type: ignore[attr-defined]  # what Typer reads
    return run
