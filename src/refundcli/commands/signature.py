"""What a command takes, as the signature of a function: the form in which Typer is told."""

import inspect
from typing import Annotated, Any

import typer

from refundcli.commands.options import GLOBAL, Argument, Option


def signature(parameters: tuple[Option | Argument, ...]) -> inspect.Signature:
    """Return the signature by which Typer reads *parameters* and then the global ones; their help is in `sheets`."""
    context = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)
    return inspect.Signature([context, *map(_parameter, (*parameters, *GLOBAL))])


def _parameter(one: Option | Argument) -> inspect.Parameter:
    default: Any
    if isinstance(one, Argument):
        needed = one.is_needed and not one.is_many
        shape: Any = list[str] if one.is_many else (str if needed else str | None)
        info: Any = typer.Argument(show_default=False)
        default = inspect.Parameter.empty if one.is_needed else None
    else:
        shape = list[str] | None if one.is_many else (one.type if one.type is bool else str | None)
        info = typer.Option(*one.flags, show_default=False)
        default = False if one.type is bool else None
    return inspect.Parameter(
        one.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=default,
        annotation=Annotated[shape, info],
    )
