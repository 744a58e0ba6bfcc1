"""What `ledger init` made, or would make."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from refundcli.core.text import say
from refundcli.render.page import Page
from refundcli.render.views import View, instant
from refundcli.render.words import Words

Lines = Mapping[str, tuple[str, ...]]
"""The lines added to each file, by its name."""


def init_view(folder: Path, lines: Lines, now: datetime, *, is_dry: bool) -> View:
    """Return the document refundcli/ledger-init/1."""
    added = [
        {"file": str(folder / name), "line": one} for name, some in lines.items() for one in some
    ]
    return {
        "schema": "refundcli/ledger-init/1",
        "as_of": instant(now),
        "ledger": str(folder),
        "dry_run": is_dry,
        "added": added,
    }


def init_page(page: Page, folder: Path, lines: Lines, words: Words, *, is_dry: bool) -> None:
    """Put on *page* the ledger's folder and the *lines*; none at all where git was not asked for."""
    page.line(words.write(say("ledger-init-folder", folder=str(folder))), indent=0)
    key = "ledger-init-would-add" if is_dry else "ledger-init-added"
    for name, some in lines.items():
        for one in some:
            page.line(words.write(say(key, file=name, line=one)))
    if lines and not any(lines.values()):
        page.line(words.write(say("ledger-init-nothing")))
    if lines and not is_dry:
        page.line(words.write(say("ledger-init-next")), indent=0)
