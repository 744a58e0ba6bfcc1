"""`refundcli --install-completion [SHELL]` and `--show-completion [SHELL]`."""

import os
from collections.abc import Sequence
from pathlib import Path

from refundcli.adapters.home import home_folder
from refundcli.adapters.shell_setup import (
    SHELLS,
    ShellSetup,
    script_of,
    set_up,
    setup_for,
    shell_here,
    shell_named,
)
from refundcli.commands.completing import make_book
from refundcli.commands.options import GLOBAL, Given
from refundcli.commands.session import Session
from refundcli.core.errors import UsageError
from refundcli.core.text import say
from refundcli.render.setup_view import setup_view

_INSTALL, _SHOW = "--install-completion", "--show-completion"


def is_setup(arguments: Sequence[str]) -> bool:
    """Return whether *arguments* are about the completion of a shell: before any command one of the two flags.

    >>> is_setup(["--lang", "en", "--show-completion=fish"]), is_setup(["log", "x", "--show-completion"])
    (True, False)
    """
    return _split(arguments) is not None


def setup(arguments: Sequence[str]) -> int:
    """Do what *arguments*, of which `is_setup`, say, and return the exit code.

    Raises `UsageError` for a shell that is none of the four, or what else stands there, `BadData` for a
    file that cannot be written.
    """
    flag, named, given = _split(arguments) or (_INSTALL, None, {})
    session = Session(Given(given))
    shell = shell_named(named) if named is not None else shell_here(os.environ)
    if shell is None:
        key = "error-shell-unknown" if named is None else "error-shell"
        raise UsageError(say(key, shell=named or ""), say("hint-shell", shells=SHELLS))
    if flag == _SHOW:
        session.console.out(script_of(shell), end="")
        return 0
    made = setup_for(shell, os.environ, home_folder())
    make_book(session, None if given.get("lang") is None else str(given["lang"]))
    written = set_up(made)
    _tell(session, made, written)
    return 0


def _tell(session: Session, made: ShellSetup, written: tuple[Path, ...]) -> None:
    files = tuple(one for one in (made.script, made.starts) if one is not None)
    if session.is_json:
        found = ((str(one), one in written) for one in files)
        session.answer(setup_view(made.shell, found, session.now))
        return
    write = session.words.write
    for one in files:
        key = "completion-written" if one in written else "completion-there"
        session.console.out(write(say(key, file=str(one))))
    session.console.out(write(say(f"completion-next-{made.shell}")))


def _split(arguments: Sequence[str]) -> tuple[str, str | None, dict[str, object]] | None:
    """Return the flag, the shell it names and the global options; None where no such flag is there."""
    flag: str | None = None
    shell: str | None = None
    given: dict[str, object] = {}
    options = {written: one for one in GLOBAL for written in one.flags}
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        name, is_joined, value = word.partition("=")
        if name in (_INSTALL, _SHOW) and flag is None:
            flag = name
            if is_joined:
                shell = value
            elif rest and rest[0][:1] != "-":
                shell = rest.pop(0)
        elif name in options:
            one = options[name]
            if one.type is bool and not is_joined:
                given[one.name] = True
            elif is_joined or rest:
                given[one.name] = value if is_joined else rest.pop(0)
        elif flag is None:
            return None
        else:
            raise UsageError(
                say("error-shell-extra", argument=word), say("hint-shell", shells=SHELLS)
            )
    return None if flag is None else (flag, shell, given)
