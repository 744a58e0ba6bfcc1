"""The ladder as a reader sees it: every rung with what it asks and gives, or a line each."""

from collections.abc import Iterable

from refundcli.core.ladder import Standing, correction_key, in_brief
from refundcli.core.ladder_form import Entry
from refundcli.core.rung_view import RungClock
from refundcli.core.text import Said, say
from refundcli.render.cites_text import cites_part
from refundcli.render.page import Page
from refundcli.render.words import Words

MARKS = {
    "done": ("✓", "faint"),
    "current": ("▶", "ours"),
    "open": ("→", "good"),
    "not-yet": ("·", ""),
    "closed": ("✗", "bad"),
    "unknown": ("?", "doubt"),
}
"""The mark and the style of each status; the words carry the meaning without them."""

_TOLD = ("current", "open")
"""Statuses of which the page tells what to bring and what comes of it."""

_PAST = ("done", "closed")
"""Statuses of which the page tells only why."""


def ladder_page(
    page: Page, found: Iterable[Standing], case: str, words: Words, *, full: bool
) -> None:
    """Put the ladder of a case on *page*: where to go now with all it takes, and why not elsewhere.

    *full* tells all of every rung, with its sources.
    """
    for one in found:
        mark, style = MARKS[one.status]
        page.heading(f"{mark} {words.write(_line(one))}", style)
        if full or one.status not in _PAST:
            page.line(words.write(one.rung.what))
        for reason in one.reasons:
            page.marked("-", words.write(reason.says))
            if reason.question is not None:
                key = correction_key(reason.question)
                page.line(words.write(say("ladder-settle", case=case, key=key)), "faint", indent=4)
        if full or one.status in _TOLD:
            _details(page, one, words, full=full)
        for line in _times(one) if full or one.status not in _PAST else ():
            page.marked("-", words.write(line))
        if full:
            cites_part(page, one.rung.cites, words)
    if not full:
        page.heading(words.write(say("ladder-see-full")), "faint")


def _line(one: Standing) -> Said:
    return say("ladder-line", rung=one.rung.name, status=say(f"ladder-status-{one.status}"))


def _details(page: Page, one: Standing, words: Words, *, full: bool) -> None:
    lists = (
        ("bring", one.rung.bring),
        ("awards", one.rung.awards),
        ("costs", one.rung.costs),
        ("places", one.rung.places),
        *((("notes", one.rung.notes),) if full else ()),
    )
    for name, entries in lists:
        for entry in entries:
            if one.speaks(entry):
                _entry(page, say(f"ladder-{name}", says=entry.says), entry, words, full=full)
    for path in one.paths:
        steps = " → ".join(words.write(step) for step in path.steps)
        page.marked("-", words.write(say("ladder-path", steps=steps)))
    for closing in one.closes:
        says = say(f"ladder-closes-{closing.once}", says=closing.entry.says)
        _entry(page, says, closing.entry, words, full=full)


def _entry(page: Page, says: Said, entry: Entry, words: Words, *, full: bool) -> None:
    page.marked("-", words.write(says))
    if full:
        cites_part(page, entry.cites, words)


def _times(one: Standing) -> Iterable[Said]:
    """Give a rung's clocks, and the last safe moment to go there."""
    for clock in one.clocks:
        yield _clock(clock)
    if one.closes_at is not None and one.status != "closed":
        yield say("ladder-by", by=one.closes_at)


def _clock(clock: RungClock) -> Said:
    if clock.until is not None:
        return say("ladder-clock-until", title=clock.says, until=clock.until)
    if clock.lasts is not None:
        return say("ladder-clock", title=clock.says, lasts=clock.lasts)
    return say("ladder-clock-said", title=clock.says)


def ladder_part(
    page: Page, found: tuple[Standing, ...], purpose: str | None, words: Words, *, full: bool
) -> None:
    """Put the short form on *page*: a line a rung, all of them where *full*."""
    shown = found if full else in_brief(found, purpose)
    if not shown:
        return
    page.heading(words.write(say("head-ladder")))
    for one in shown:
        mark, style = MARKS[one.status]
        page.marked(mark, words.write(_brief(one)), style)


def _brief(one: Standing) -> Said:
    status = say(f"ladder-status-{one.status}")
    if one.reasons:
        why = one.reasons[0].says
        return say("ladder-line-why", rung=one.rung.name, status=status, why=why)
    if one.status == "open" and one.closes_at is not None:
        by = say("ladder-by", by=one.closes_at)
        return say("ladder-line-why", rung=one.rung.name, status=status, why=by)
    return _line(one)
