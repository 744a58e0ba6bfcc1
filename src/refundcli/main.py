"""The entry point: reads the command line, and is the one place where an error becomes an exit code."""

import os
import sys
from collections.abc import Sequence

from refundcli.adapters.console import Console
from refundcli.adapters.kept_pages import COMPLETE
from refundcli.adapters.settings import Flags, language_named, language_of_locale, settings
from refundcli.commands.command import call
from refundcli.commands.plain_line import plain_line
from refundcli.commands.session import words_in
from refundcli.core.errors import Interrupted, RefundcliError
from refundcli.core.text import LANGUAGES, Said, say
from refundcli.render.words import Words


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the program and end it with its exit code."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    sys.exit(run(words))


def run(arguments: Sequence[str]) -> int:
    """Run the program on *arguments* and return its exit code; nothing that goes wrong escapes."""
    try:
        if os.environ.get(COMPLETE):
            from refundcli.commands.completing import answer  # noqa: PLC0415 - only for a shell

            return answer()
        line = plain_line(arguments)
        return _by_typer(arguments) if line is None else call(*line)
    except RefundcliError as error:
        return _failed(error, arguments)
    except KeyboardInterrupt:
        return _failed(Interrupted(say("error-interrupted")), arguments)
    except Exception as error:
        return _broken(error, arguments)


def _by_typer(arguments: Sequence[str]) -> int:
    from refundcli.commands.sheets import help_asked, page_of  # noqa: PLC0415 - only for few lines

    name = help_asked(arguments)
    if name is not None:
        console = Console()
        console.out(page_of(name, _words(arguments), console.width))
        return 0
    from refundcli.commands.app import run_typer  # noqa: PLC0415 - a third of a start, for few lines
    from refundcli.commands.completion_setup import is_setup, setup  # noqa: PLC0415 - as above

    if is_setup(arguments):
        return setup(arguments)
    return run_typer(arguments, _words(arguments))


def _words(arguments: Sequence[str]) -> Words:
    return words_in(Console().legible(_language(arguments)))


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
    for name in (*named[-1:], os.environ.get("REFUNDCLI_LANG", "")):
        try:
            return language_named(name)
        except RefundcliError:
            continue
    return language_of_locale(os.environ) or LANGUAGES[0]


def _failed(error: RefundcliError, arguments: Sequence[str]) -> int:
    return _reported(error.code, error.kind, error.message, error.hint, arguments)


def _broken(error: Exception, arguments: Sequence[str]) -> int:
    """Write the traceback, which holds no values of the buyer's, to a private file."""
    import tempfile  # noqa: PLC0415 - only for a bug
    import traceback  # noqa: PLC0415 - only for a bug

    kind = type(error).__name__
    lines = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    handle, name = tempfile.mkstemp(prefix="refundcli-bug-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("\n".join([kind, *lines]) + "\n")
    said = say("error-bug", kind=kind), say("hint-bug", file=name)
    return _reported(1, "bug", *said, arguments)


def _reported(
    code: int, kind: str, message: Said, hint: Said | None, arguments: Sequence[str]
) -> int:
    """Say on stderr what went wrong, in the language of the command line, and return *code*."""
    words, console = _words(arguments), Console()
    told = words.write(message), words.write(hint) if hint is not None else None
    if "--json" in arguments:
        import json  # noqa: PLC0415 - only where it is asked for

        from refundcli.render.views import error_view  # noqa: PLC0415 - only where it is asked for

        console.note(json.dumps(error_view(code, kind, *told), ensure_ascii=False))
        return code
    is_fault = code != Interrupted.code
    console.note(words.write(say("error-line", message=told[0])) if is_fault else told[0])
    if hint is not None:
        console.note(f"  {told[1]}")
    return code
