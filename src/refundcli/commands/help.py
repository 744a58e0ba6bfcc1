"""Typer's help pages in the reader's language."""

import re
from typing import Any

from refundcli.render.words import Words

_HEADS = {
    "Usage: ": "help-usage",
    "Arguments:\n": "help-arguments",
    "Options:\n": "help-options",
    "Commands:\n": "help-commands",
}
"""What Typer writes at the start of a line, and our sentence for it."""

_OWN = ("install_completion", "show_completion")
"""Options that Typer makes itself."""


def told(page: str, words: Words) -> str:
    """Return a help page with Typer's own headings in the language of *words*."""
    for head, key in _HEADS.items():
        kept = head[len(head.rstrip()) :]
        page = re.sub(f"^{head}", words.write_key(key) + kept, page, flags=re.MULTILINE)
    return page.replace("[required]", f"[{words.write_key('help-required')}]")


def explain(parameters: list[Any], words: Words) -> None:
    """Give the options that Typer makes itself a help in the language of *words*."""
    for one in parameters:
        if one.name in _OWN or "--help" in one.opts:
            name = "help" if one.name not in _OWN else one.name.replace("_", "-")
            one.help = words.write_key(f"opt-{name}")


def example(words: Words, key: str) -> str:
    """Return the examples of a command; Typer leaves their lines as they are."""
    return "\b\n" + words.write_key(f"example-{key}")
