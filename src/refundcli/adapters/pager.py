"""Long output, a screen at a time: through the program that the buyer reads with."""

import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import FrameType

__all__ = ("is_read_in", "pager_of")

_USUAL = "less"
_NONE = ("", "cat")
_USUAL_OPTIONS = {"LESS": "FRX", "LV": "-c"}
"""What a pager is told unless the buyer tells it something: to end by itself, show colours, leave the text there."""

_SIGNALLED = 128
"""Above it a shell tells the signal that ended a program."""


def pager_of(chosen: str | None, environment: Mapping[str, str]) -> str | None:
    """Return the shell command to read long text with: *chosen*, else $PAGER, else `less` where there is one.

    None where there is none, or where the one that decides is empty or `cat`.
    """
    for one in (chosen, environment.get("PAGER")):
        if one is not None:
            return None if one.strip() in _NONE else one
    return _USUAL if shutil.which(_USUAL, path=environment.get("PATH")) else None


def is_read_in(pager: str, text: str, encoding: str, environment: Mapping[str, str]) -> bool:
    """Let the buyer read *text* in *pager*, wait until they have, and return whether it worked.

    The command goes to the shell as it is, the text to its input alone. Whoever leaves before the end has read
    enough, and a Ctrl-C meanwhile is meant for the pager. A pager that is not there, or that fails by itself, has
    not worked.
    """
    world = {**_USUAL_OPTIONS, **environment}
    if encoding.lower().replace("-", "") == "utf8":
        world.setdefault("LESSCHARSET", "utf-8")
    with _stops_noted() as stops:
        try:
            process = subprocess.Popen(pager, shell=True, stdin=subprocess.PIPE, env=world)
        except (OSError, ValueError):
            return False
        with process:
            process.communicate(text.encode(encoding, "replace"))
    return not 0 < process.returncode <= _SIGNALLED or bool(stops)


@contextmanager
def _stops_noted() -> Iterator[list[int]]:
    """Note Ctrl-C instead of ending by it; a program that is started meanwhile takes it as it likes."""
    stops: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - as signal calls it
        stops.append(number)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield stops
    finally:
        signal.signal(signal.SIGINT, before)
