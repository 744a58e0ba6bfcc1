"""Typer's own options in the reader's language, as a shell shows them beside what it completes."""

from typing import Any

from refundcli.render.words import Words

_OWN = ("install_completion", "show_completion")
"""Options that Typer makes itself."""


def explain(parameters: list[Any], words: Words) -> None:
    """Give the options that Typer makes itself a help in the language of *words*."""
    for one in parameters:
        if one.name in _OWN or "--help" in one.opts:
            name = "help" if one.name not in _OWN else one.name.replace("_", "-")
            one.help = words.write_key(f"opt-{name}")
