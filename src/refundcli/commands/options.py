"""What the commands take: flags and arguments, declared once."""

import inspect
from collections.abc import Callable, Mapping
from typing import Annotated, Any

import typer

from refundcli.core.order import MOMENTS
from refundcli.core.values import dataclass

Completer = Callable[[Mapping[str, Any], str], list[tuple[str, str]]]
"""Returns (value, help) for what was typed so far; the mapping holds the options already given."""


@dataclass(frozen=True, slots=True)
class Option:
    """A flag: its name in the code, how it is written, its type, and who completes it.

    `completes` names a function of `completers`. The help stands in the catalogues as `opt-<name>`.
    """

    name: str
    flags: tuple[str, ...]
    type: type = str
    is_many: bool = False
    completes: str | None = None


@dataclass(frozen=True, slots=True)
class Argument:
    """A positional argument; its help stands in the catalogues as `arg-<name>`."""

    name: str
    is_needed: bool = True
    is_many: bool = False
    completes: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What was given on the command line, by name."""

    values: Mapping[str, Any]

    def word(self, name: str) -> str | None:
        """Return a string or None."""
        value = self.values.get(name)
        return None if value is None else str(value)

    def needed(self, name: str) -> str:
        """Return a string that the parser made sure of."""
        return str(self.values[name])

    def words(self, name: str) -> tuple[str, ...]:
        """Return every value of a flag that may be repeated."""
        return tuple(self.values.get(name) or ())

    def is_set(self, name: str) -> bool:
        """Return whether a switch was given."""
        return bool(self.values.get(name))


GLOBAL = (
    Option("lang", ("--lang",), completes="languages"),
    Option("ledger", ("--ledger",), completes="paths"),
    Option("now", ("--now",)),
    Option("config", ("--config",), completes="paths"),
    Option("no_input", ("--no-input",), bool),
    Option("json", ("--json",), bool),
    Option("quiet", ("--quiet",), bool),
)
"""Accepted before and after the command."""

CLAIM = (
    Option("platform", ("--platform", "-p"), completes="platforms"),
    Option("state", ("--state", "-s"), completes="states"),
    Option("reason", ("--reason", "-r"), completes="reasons"),
    Option("remedy", ("--remedy",), completes="remedies"),
    Option("purpose", ("--purpose",), completes="purposes"),
    Option("number", ("--order", "-n")),
    Option("seller", ("--seller",)),
    Option("item", ("--item",)),
    Option("item_kind", ("--item-kind",), is_many=True, completes="item_kinds"),
    Option("paid", ("--paid",)),
    Option("amount", ("--amount",)),
    *(Option(f"{moment}_at", (f"--{moment}-at",)) for moment in MOMENTS),
    Option("fact", ("--fact",), is_many=True, completes="facts"),
    Option("answers", ("--answers",), completes="paths"),
)
"""An order and a claim, the same on `check`, `new` and `message`."""

LETTER = (
    Option("stage", ("--stage",), completes="stages"),
    Option("tone", ("--tone",), completes="tones"),
    Option("letter_lang", ("--letter-lang",), completes="letter_languages"),
)


def signature(
    parameters: tuple[Option | Argument, ...],
    text: Callable[[str], str],
    complete: Callable[[str], Callable[..., Any]],
) -> inspect.Signature:
    """Return the signature by which Typer reads *parameters* and then the global ones.

    *text* gives the help of a key in the language at hand, *complete* the completion of a name.
    """
    own = [_parameter(one, text, complete) for one in parameters]
    shared = [_parameter(one, text, complete, text("panel-global")) for one in GLOBAL]
    context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    return inspect.Signature([context, *own, *shared])


def _parameter(
    one: Option | Argument,
    text: Callable[[str], str],
    complete: Callable[[str], Callable[..., Any]],
    panel: str | None = None,
) -> inspect.Parameter:
    completion = complete(one.completes) if one.completes is not None else None
    default: Any
    if isinstance(one, Argument):
        needed = one.is_needed and not one.is_many
        shape: Any = list[str] if one.is_many else (str if needed else str | None)
        info: Any = typer.Argument(
            help=text(f"arg-{one.name}"), autocompletion=completion, show_default=False
        )
        default = inspect.Parameter.empty if one.is_needed else None
    else:
        shape = list[str] | None if one.is_many else (one.type if one.type is bool else str | None)
        info = typer.Option(
            *one.flags,
            help=text(f"opt-{one.name.replace('_', '-')}"),
            autocompletion=completion,
            show_default=False,
            rich_help_panel=panel,
        )
        default = False if one.type is bool else None
    return inspect.Parameter(
        one.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[shape, info],
    )
