"""The one axis of a case as a reader sees it: what happened, now, what is to come."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import reduce

from refundcli.core.events import EVENTS, Event
from refundcli.core.ladder_form import Ladder
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import Said, Text, say
from refundcli.core.timeline import Point
from refundcli.render.deadlines_text import LATE, deadline_mark, deadline_style, left_said
from refundcli.render.page import Page
from refundcli.render.words import Words

_DONE_BY_US, _DONE_BY_THEM, _NOW = "●", "○", "━"

Names = Mapping[str, Mapping[str, Said | Text]]
"""What ids are called, by what an event carries them as: rungs, remedies, reasons."""

_SHOWN = (
    *(
        "by",
        "stage",
        "rung",
        "outcome",
        "amount",
        "remedy",
        "words",
        "promised_by",
        "address",
        "freight",
    ),
    *("courier", "waybill", "channel", "reference", "deadline", "due", "respond_by", "until"),
    *("why", "note"),
)
"""What an event carries that a reader wants to see, in this order."""
_NAMED = {"outcome": "outcome", "freight": "who-pays", "by": "who-offers", "stage": "stage"}
"""Keys whose values are ids, and how their names begin in the catalogues."""


def timeline_part(
    page: Page, points: Iterable[Point], now: datetime, words: Words, names: Names
) -> None:
    """Put the axis on *page*, a row each; marks and words tell whose is what, not colour alone."""
    page.heading(words.write(say("head-timeline")))
    rows, styles = [], []
    for point in points:
        when = "" if point.when is None else words.write(point.when)
        rows.append((when, mark(point, now), words.write(point_said(point, now, names))))
        styles.append(_style(point, now))
    page.columns(rows, (), tuple(styles))
    page.line(words.write(say("timeline-legend")), "faint")


def names_of(rulebook: Rulebook, ladder: Ladder) -> Names:
    """Return what the ids that events carry are called."""
    return {
        "rung": {one.id: one.name for one in ladder.rungs},
        "remedy": {id: one.word.name for id, one in rulebook.remedies.items()},
        "reason": {id: one.word.name for id, one in rulebook.reasons.items()},
    }


def mark(point: Point, now: datetime) -> str:
    """Return the mark of a point in the margin; one that is over has a second one."""
    one = point.deadline
    if one is not None:
        is_over = one.due <= now and not one.is_paused
        return (LATE if is_over else "") + deadline_mark(one)
    if point.kind == "now":
        return _NOW
    return _DONE_BY_US if point.actor == "buyer" else _DONE_BY_THEM


def _style(point: Point, now: datetime) -> str:
    if point.kind == "now":
        return "head"
    return deadline_style(point.deadline, now) if point.deadline is not None else ""


def point_said(point: Point, now: datetime, names: Names) -> Said:
    """Return the sentence of a point: what happened, or whose time ends there and when that is."""
    one = point.deadline
    if point.event is not None:
        return event_said(point.event, names)
    if one is None:
        return say("timeline-now" if point.kind == "now" else f"event-{point.name}")
    whose = say(f"whose-{one.actor}")
    if one.is_paused:
        return say("deadline-paused", actor=whose, title=one.title)
    return say("timeline-due", actor=whose, title=one.title, left=left_said(one.due, now))


def event_said(event: Event, names: Names) -> Said:
    """Return the sentence of an event with what it carries."""
    label = say(f"event-{event.kind}")
    known = [key for key in _SHOWN if key in event.carries and key in EVENTS[event.kind].keys]
    details = tuple(_carried(key, event.carries[key], names) for key in known)
    changes = event.carries.get("set")
    if isinstance(changes, Mapping):
        details += tuple(say("carried-set", key=key, value=one) for key, one in changes.items())
    if not details:
        return label
    joined = reduce(lambda first, rest: say("carried-and", first=first, rest=rest), details)
    return say("event-with", event=label, details=joined)


def _carried(key: str, value: object, names: Names) -> Said:
    if key in names:
        value = names[key].get(str(value), value)
    elif key in _NAMED:
        value = say(f"{_NAMED[key]}-{value}")
    return say(f"carried-{key.replace('_', '-')}", value=value)
