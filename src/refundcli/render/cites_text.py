"""Citations as a reader sees them: source, place, how good it is, and when it was read."""

from collections.abc import Iterable

from refundcli.core.rules import Citation
from refundcli.core.text import say
from refundcli.render.page import Page
from refundcli.render.words import Words


def cites_part(page: Page, cites: Iterable[Citation], words: Words) -> None:
    """Put citations on *page*, a line each."""
    for cite in cites:
        text = say(
            "cite",
            title=cite.source.title,
            at=cite.at or cite.says or "",
            quality=say(f"quality-{cite.source.quality}"),
            read_on=cite.source.read_on,
        )
        page.line(words.write(text), "faint", indent=4)
