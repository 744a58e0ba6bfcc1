"""The entry point: builds the app, and the one place where an error becomes an exit code."""

import json
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import cast

import typer

from refundcli.adapters.console import Console
from refundcli.adapters.settings import Flags, language_named, language_of_locale, settings
from refundcli.commands.app import build_app
from refundcli.commands.keeping import completing
from refundcli.commands.session import words_in
from refundcli.commands.usage import misuse
from refundcli.core.errors import Interrupted, RefundcliError, UsageError
from refundcli.core.text import LANGUAGES, Said, say
from refundcli.render.views import error_view
from refundcli.render.words import Words

_USAGE = cast(type[Exception], typer.BadParameter.__mro__[1])
"""What every wrong command line is raised as."""

_COMPLETE = "_REFUNDCLI_COMPLETE"
"""The variable by which a shell asks what may come next."""

_UNFOLDED = "100000"
"""Columns to which Typer folds the help of a completion; of two lines a shell would make two choices."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and end it with its exit code."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    sys.exit(run(words))


def run(arguments: Sequence[str]) -> int:
    """Run the program on *arguments* and return its exit code; nothing that goes wrong escapes."""
    words = words_in(_language(arguments))
    is_json = "--json" in arguments
    if _COMPLETE in os.environ:
        os.environ["TERMINAL_WIDTH"] = _UNFOLDED
    try:
        with completing() if _COMPLETE in os.environ else nullcontext():
            result = build_app(words)(
                args=list(arguments), prog_name="refundcli", standalone_mode=False
            )
    except RefundcliError as error:
        return _failed(error, words, is_json)
    except _USAGE as error:
        return _misused(error, words, is_json)
    except (KeyboardInterrupt, typer.Abort):
        return _failed(Interrupted(say("error-interrupted")), words, is_json)
    except Exception:
        return _broken(words, is_json)
    if result == Interrupted.code:  # Typer takes Ctrl-C for an exit and says nothing
        return _failed(Interrupted(say("error-interrupted")), words, is_json)
    return result if isinstance(result, int) else 0


def _language(arguments: Sequence[str]) -> str:
    """Return the language to speak before the command line is read; a wrong one is reported later."""
    named = [
        two if one == "--lang" else one.removeprefix("--lang=")
        for one, two in zip(arguments, (*arguments[1:], ""), strict=False)
        if one == "--lang" or one.startswith("--lang=")
    ]
    try:
        return settings(Flags(language=named[-1] if named else None), os.environ).language
    except RefundcliError:
        pass
    try:
        return language_named(os.environ.get("REFUNDCLI_LANG", ""))
    except RefundcliError:
        return language_of_locale(os.environ) or LANGUAGES[0]


def _failed(error: RefundcliError, words: Words, is_json: bool) -> int:
    message = words.write(error.message)
    hint = words.write(error.hint) if error.hint is not None else None
    _report(error.code, error.kind, message, hint, words, is_json)
    return error.code


def _misused(error: Exception, words: Words, is_json: bool) -> int:
    message, hint = misuse(error)
    return _failed(UsageError(message, hint), words, is_json)


def _broken(words: Words, is_json: bool) -> int:
    """Write the traceback, which holds no values of the buyer's, to a private file."""
    lines = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(sys.exc_info()[2])
    ]
    kind = type(sys.exc_info()[1]).__name__
    handle, name = tempfile.mkstemp(prefix="refundcli-bug-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join([kind, *lines]) + "\n")
    message = words.write(say("error-bug", kind=kind))
    _report(1, "bug", message, words.write(say("hint-bug", file=str(Path(name)))), words, is_json)
    return 1


def _report(
    code: int, kind: str, message: str, hint: str | None, words: Words, is_json: bool
) -> None:
    console = Console()
    if is_json:
        console.note(json.dumps(error_view(code, kind, message, hint), ensure_ascii=False))
        return
    line: Said = say("error-line", message=message)
    console.note(words.write(line))
    if hint:
        console.note(f"  {hint}")
