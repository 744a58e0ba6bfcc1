"""Cases in columns, a row each, and in one line for a prompt."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from refundcli.core.lines import CaseLine
from refundcli.core.text import Said, say
from refundcli.render.deadlines_text import LATE, OURS, THEIRS, left_said
from refundcli.render.page import Page
from refundcli.render.words import Words

_HEADS = ("mark", "id", "platform", "phase", "due", "left", "goods", "paid", "opened", "what")
_DROPS = tuple(map(_HEADS.index, ("opened", "goods", "paid", "phase", "platform")))
"""Columns that a narrow page leaves out, the first one first."""
_MOST = 12
"""How many characters of an item or a shop a row shows."""


def cases_page(page: Page, lines: Iterable[CaseLine], now: datetime, words: Words) -> int:
    """Put cases on *page*, a row each, and return how many: whose clock runs, until when, and what to do.

    What is overdue has a mark of its own, and so has a clock by which the buyer loses a right. There may be very
    many: of each only its row is kept.
    """
    count, has_clocks = 0, False

    def rows() -> Iterator[tuple[tuple[str, ...], str]]:
        nonlocal count, has_clocks
        for one in lines:
            count += 1
            has_clocks = has_clocks or one.next is not None
            yield _row(one, now, words), _style(one, now)

    heads = tuple("" if one == "mark" else words.write(say(f"label-{one}")) for one in _HEADS)
    page.table(rows(), heads, _DROPS)
    if has_clocks:
        page.line(words.write(say("list-legend")), "faint")
    return count


def _row(line: CaseLine, now: datetime, words: Words) -> tuple[str, ...]:
    clock = line.next
    due = words.write(clock.due) if clock is not None else "—"
    left: object = left_said(clock.due, now) if clock is not None else ""
    if line.is_closed:
        left = say(f"outcome-{line.outcome}") if line.outcome is not None else ""
    return (
        _mark(line, now),
        line.id,
        words.write(line.site),
        words.write(say(f"phase-{line.phase}")),
        due,
        words.write(left),
        _short(words.write(line.item or line.seller or "")),
        words.write(line.paid) if line.paid is not None else "—",
        words.write(line.opened_at.date()),
        words.write(about_said(line)),
    )


def _mark(line: CaseLine, now: datetime) -> str:
    if line.next is None:
        return ""
    return (LATE if line.is_overdue(now) else "") + (OURS if line.next.is_ours else THEIRS)


def _style(line: CaseLine, now: datetime) -> str:
    if line.is_closed:
        return "faint"
    return "bad" if line.is_overdue(now) else ""


def _short(name: str) -> str:
    return name if len(name) <= _MOST else f"{name[: _MOST - 1]}…"


def about_said(line: CaseLine) -> Said:
    """Return what a row says of a case: its next step, or whom it waits for."""
    step, clock = line.next_step, line.next
    if line.is_closed:
        return say("row-closed", refunded=line.refunded)
    if clock is not None and step.is_waiting and step.by == clock.due:
        return say("row-waiting", actor=say(f"awaited-{clock.actor}"), title=clock.what)
    return step.what


def brief_said(lines: Sequence[CaseLine], now: datetime) -> Said:
    """Return the one line of what is due, the soonest first: how many, how many over, and the first."""
    first = lines[0]
    at = first.next.due if first.next is not None else first.as_of
    late = sum(one.is_overdue(now) for one in lines)
    key = "due-brief-late" if late else "due-brief"
    return say(key, count=len(lines), late=late, id=first.id, at=at, left=left_said(at, now))
