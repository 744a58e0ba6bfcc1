"""The clipboard: whichever tool there is takes the text, else the terminal itself."""

import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping
from shutil import which
from typing import TextIO

from refundcli.core.errors import BadData
from refundcli.core.text import say
from refundcli.core.values import dataclass

SECONDS = 3
"""How long a tool may take before the next one is tried."""

LONGEST_SEQUENCE = 74_994
"""Bytes of base64 that terminals take in one OSC 52; longer ones they drop without a word."""

TERMINAL = "terminal"
"""The way of OSC 52: the terminal was asked, and does not say whether it obeyed."""


@dataclass(frozen=True, slots=True)
class Tool:
    """A program that takes the clipboard's text from its standard input."""

    name: str
    argv: tuple[str, ...]
    needs: str | None = None
    encoding: str = "utf-8"
    is_local: bool = True


TOOLS: tuple[Tool, ...] = (
    Tool("pbcopy", ("pbcopy",)),
    Tool("wl-copy", ("wl-copy",), "WAYLAND_DISPLAY", is_local=False),
    Tool("xclip", ("xclip", "-selection", "clipboard"), "DISPLAY", is_local=False),
    Tool("xsel", ("xsel", "--clipboard", "--input"), "DISPLAY", is_local=False),
    Tool("clip.exe", ("clip.exe",), encoding="utf-16-le"),
    Tool("tmux", ("tmux", "load-buffer", "-w", "-"), "TMUX", is_local=False),
)
"""In the order they are tried; over SSH a local one would fill the far machine's clipboard."""


def copy(
    text: str, environment: Mapping[str, str] | None = None, terminal: TextIO | None = None
) -> str:
    """Put *text* on the clipboard and return the name of the way that took it.

    The way is a tool's name or `TERMINAL`. Raises `BadData`, naming the ways that were tried, where
    none works. The text goes through a pipe, never into a command line.
    """
    world = os.environ if environment is None else environment
    screen = sys.stderr if terminal is None else terminal
    is_remote = bool(world.get("SSH_TTY") or world.get("SSH_CONNECTION"))
    tried: list[str] = []
    for tool in TOOLS:
        if (is_remote and tool.is_local) or (tool.needs and not world.get(tool.needs)):
            continue
        program = which(tool.argv[0], path=world.get("PATH", os.defpath))
        if program is None:
            continue
        if _run((program, *tool.argv[1:]), text.encode(tool.encoding, "replace"), world):
            return tool.name
        tried.append(tool.name)
    if _ask_terminal(text, world, screen):
        return TERMINAL
    if tried:
        raise BadData(say("error-clipboard-tried", tried=tuple(tried)), say("hint-clipboard"))
    known = tuple(one.name for one in TOOLS)
    raise BadData(say("error-clipboard", known=known), say("hint-clipboard"))


def _run(argv: tuple[str, ...], data: bytes, environment: Mapping[str, str]) -> bool:
    """Return whether the program took *data*.

    Its output goes nowhere: xclip and wl-copy leave a child behind that would hold a pipe open.
    """
    try:
        done = subprocess.run(
            argv,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
            env={"LC_CTYPE": "UTF-8", **environment} if argv[0].endswith("pbcopy") else environment,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def _ask_terminal(text: str, environment: Mapping[str, str], screen: TextIO) -> bool:
    """Send OSC 52 to *screen* and return whether it could be sent."""
    encoded = b64encode(text.encode("utf-8", "replace")).decode("ascii")
    if environment.get("TERM", "dumb") == "dumb" or len(encoded) > LONGEST_SEQUENCE:
        return False
    sequence = f"\x1b]52;c;{encoded}\x07"
    if environment.get("TMUX"):
        sequence = f"\x1bPtmux;\x1b{sequence}\x1b\\"
    try:
        if not screen.isatty():
            return False
        screen.write(sequence)
        screen.flush()
    except (OSError, ValueError):
        return False
    return True
