"""Deadlines as a reader sees them: whose, until when, what then, and how they are computed."""

from collections.abc import Iterable
from datetime import datetime

from refundcli.core.findings import Deadline
from refundcli.core.text import Said, say
from refundcli.render.page import Page
from refundcli.render.words import Words


def deadlines_part(
    page: Page, deadlines: Iterable[Deadline], now: datetime, words: Words, *, why: bool
) -> None:
    """Put deadlines on *page*; the buyer's own look different from the other side's.

    *why* adds how each is computed.
    """
    found = tuple(deadlines)
    if not found:
        return
    page.heading(words.write(say("head-deadlines")))
    told: set[str] = set()
    for one in found:
        is_ours = one.actor == "buyer"
        is_over = one.due <= now and not one.is_paused
        line = deadline_line(one)
        page.marked(
            "▶" if is_ours else "◁",
            words.write(say("deadline-over", line=line) if is_over else line),
            "bad" if is_over else "ours" if is_ours else "theirs",
        )
        page.line(words.write(_then(one)), indent=4)
        for condition in one.only_if:
            page.line(words.write(say("deadline-only-if", condition=condition)), "doubt", indent=4)
        for step in _untold(one.derivation, told) if why else ():
            page.line(words.write(step), "faint", indent=6)


def _untold(derivation: tuple[Said, ...], told: set[str]) -> tuple[Said, ...]:
    """Return the steps of a derivation; only its rule where the counting was just told for another one."""
    counting = str(derivation[1:])
    if counting in told:
        return derivation[:1]
    told.add(counting)
    return derivation


def deadline_line(one: Deadline) -> Said:
    """Return the sentence of a deadline: whose it is, and until when."""
    if one.is_paused:
        return say("deadline-paused", actor=say(f"whose-{one.actor}"), title=one.title)
    key = "deadline-line" if one.earliest == one.latest else "deadline-line-bounds"
    return say(
        key,
        actor=say(f"whose-{one.actor}"),
        title=one.title,
        due=one.due,
        earliest=one.earliest,
        latest=one.latest,
    )


def _then(one: Deadline) -> Said:
    return say(
        "deadline-then",
        kind=say(f"kind-{one.kind}"),
        expiry=say(f"expiry-{one.on_expiry}"),
        id=one.id,
    )
