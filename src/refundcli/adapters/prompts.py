"""Questions on a terminal: the port, and the ways of asking."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TextIO

from refundcli.adapters.matching import Option
from refundcli.adapters.menu import BACK, Back
from refundcli.adapters.plain_prompts import PlainPrompts
from refundcli.core.text import Said

__all__ = ("BACK", "Back", "Option", "Prompts", "prompts_for")


class Prompts(Protocol):
    """Asks the buyer. Every question may be answered with `BACK`, and with Ctrl-C by stopping.

    All words that are handed in are shown as they are, without what could steer the terminal; *help* is
    shown when it is asked for, *place* (how far it is) as long as the question is open.
    Ctrl-C and the end of the input raise `KeyboardInterrupt`.
    """

    def choose(
        self,
        title: str,
        options: Sequence[Option],
        *,
        default: str | None = None,
        help: str | None = None,
        place: str = "",
        can_go_back: bool = True,
        stays: bool = True,
    ) -> str | Back:
        """Return the id of the option chosen; the question *stays* on the screen with it, or goes."""

    def several(
        self,
        title: str,
        options: Sequence[Option],
        *,
        default: Sequence[str] = (),
        help: str | None = None,
        place: str = "",
        can_go_back: bool = True,
    ) -> tuple[str, ...] | Back:
        """Return the ids of the options chosen, in the order of *options*; it may be none."""

    def text(
        self,
        title: str,
        *,
        default: str = "",
        help: str | None = None,
        place: str = "",
        validate: Callable[[str], str | None] | None = None,
        can_go_back: bool = True,
    ) -> str | Back:
        """Return a text that *validate* finds no fault with; a fault is what it returns."""

    def confirm(self, title: str, *, default: bool | None = None) -> bool | Back:
        """Return whether the buyer says yes."""

    def pause(self, title: str) -> None:
        """Wait until the buyer has read."""


def prompts_for(
    write: Callable[[Said], str], environment: Mapping[str, str] | None = None
) -> Prompts | None:
    """Return a way of asking, or None where nobody is there to be asked.

    Somebody is there when input and output are terminals: a pipe would answer with its first line.
    The questions go to stderr, or to stdout where stderr is no terminal.
    """
    world = os.environ if environment is None else environment
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout)):
        return None
    screen = sys.stderr if _is_terminal(sys.stderr) else sys.stdout
    if world.get("TERM", "dumb") in ("dumb", "") and os.name != "nt":
        return PlainPrompts(write, sys.stdin, screen)
    from refundcli.adapters.terminal_prompts import (  # noqa: PLC0415 - 0.2 s, only to ask
        TerminalPrompts,
    )

    return TerminalPrompts(write, sys.stdin, screen)


def _is_terminal(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False
