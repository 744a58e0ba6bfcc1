"""Deadlines as a reader sees them: whose, until when, what then, and how they are computed."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from refundcli.core.text import Said, say
from refundcli.render.page import Page
from refundcli.render.words import Words

if TYPE_CHECKING:
    from refundcli.core.findings import Deadline

_A_YEAR = timedelta(days=365)

OURS, THEIRS, HELD, LATE = "▶", "◁", "‖", "!"
"""The marks of a clock: a right of the buyer's is lost with it, or not; on hold; over as well."""


def deadlines_part(
    page: Page,
    deadlines: "Iterable[Deadline]",
    now: datetime,
    words: Words,
    *,
    why: bool,
    whole: bool = False,
) -> None:
    """Put deadlines on *page*: those by which a right is lost, then those that give a lever.

    *why* adds how each is computed; the counting is told once where several count alike, unless
    *whole*.
    """
    found = tuple(deadlines)
    if not found:
        return
    page.heading(words.write(say("head-deadlines")))
    told: set[str] = set()
    for is_ours in (True, False):
        group = [one for one in found if one.is_the_buyers is is_ours]
        if group:
            page.line(words.write(say("deadlines-ours" if is_ours else "deadlines-theirs")), "head")
        for one in group:
            _deadline(page, one, now, words)
            steps = one.derivation if whole else _untold(one.derivation, told)
            for step in steps if why else ():
                page.line(words.in_year(None).write(step), "faint", indent=8)


def _deadline(page: Page, one: "Deadline", now: datetime, words: Words) -> None:
    is_over = one.due <= now and not one.is_paused
    line = deadline_line(one)
    page.marked(
        (LATE if is_over else "") + deadline_mark(one),
        words.write(say("deadline-over", line=line) if is_over else line),
        deadline_style(one, now),
        indent=4,
    )
    page.line(words.write(_then(one)), indent=6)
    for condition in one.only_if:
        page.line(words.write(say("deadline-only-if", condition=condition)), "doubt", indent=6)
    if one.computed is not None:
        page.line(words.write(say("deadline-computed", computed=one.computed)), indent=6)
    if one.changed is not None:
        page.line(words.write(one.changed), "doubt", indent=6)


def deadline_mark(one: "Deadline") -> str:
    """Return the mark of a deadline in the margin."""
    if one.is_paused:
        return HELD
    return OURS if one.is_the_buyers else THEIRS


def deadline_style(one: "Deadline", now: datetime) -> str:
    """Return how the mark or the row of a deadline looks where there are colours."""
    if one.is_paused:
        return "faint"
    if one.due <= now:
        return "bad"
    return "ours" if one.is_the_buyers else "theirs"


def _untold(derivation: tuple[Said, ...], told: set[str]) -> tuple[Said, ...]:
    """Return the steps of a derivation; only its rule where the counting was just told for another one."""
    counting = str(derivation[1:])
    if counting in told:
        return derivation[:1]
    told.add(counting)
    return derivation


def deadline_line(one: "Deadline") -> Said:
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


def _then(one: "Deadline") -> Said:
    return say("deadline-then", kind=say(f"kind-{one.kind}"), expiry=one.then, id=one.id)


def left_said(due: datetime, now: datetime) -> Said:
    """Return how long it is until *due*, or how long it has been over, in round words."""
    distance = due - now
    size = abs(distance)
    if size >= 2 * _A_YEAR:
        span = say("span-years", count=size // _A_YEAR)
    elif size >= timedelta(days=2):
        span = say("span-days", count=size.days)
    elif size >= timedelta(hours=2):
        span = say("span-hours", count=int(size.total_seconds() // 3600))
    else:
        span = say("span-minutes", count=int(size.total_seconds() // 60))
    return say("over-since" if distance <= timedelta() else "left-for", span=span)
