"""Reminders in the buyer's words: as notices for a channel, and on the page of what was done."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from refundcli.core.order import Order
from refundcli.core.reminders import DRAFTED, SNOOZED, Reminder
from refundcli.core.text import Said, say
from refundcli.render.deadlines_text import left_said
from refundcli.render.words import Words


def reminder_said(one: Reminder, now: datetime) -> Said:
    """Return what is said of a reminder: what, until when, and how long that is."""
    if one.deadline_id == SNOOZED:
        return say("reminder-snoozed", what=one.what)
    if one.deadline_id == DRAFTED:
        return say("reminder-drafted", what=one.what, id=one.case_id)
    left = left_said(one.due, now)
    if one.is_ours:
        key = "reminder-own" if now < one.due else "reminder-own-over"
        return say(key, what=one.what, due=one.due, left=left)
    whose = say(f"reminder-whose-{one.actor}")
    return say("reminder-others", whose=whose, what=one.what, due=one.due, left=left)


def title_said(case_id: str) -> Said:
    """Return the title of what is said of a case."""
    return say("reminder-title", id=case_id)


def details_of(order: Order, words: Words) -> Mapping[str, str]:
    """Return what is known of an order, by name; for those who want it in reminders."""
    known = {
        "seller": order.seller,
        "item": order.item,
        "number": order.number,
        "paid": order.paid,
    }
    return {name: words.write(value) for name, value in known.items() if value is not None}


def reminder_words(
    one: Reminder, now: datetime, words: Words, details: Mapping[str, str]
) -> tuple[str, str]:
    """Return the title and the text of a reminder; *details* are lines of their own."""
    lines: Sequence[str] = [
        words.write(say(f"reminder-detail-{name}", value=value)) for name, value in details.items()
    ]
    text = words.in_year(now.year).write(reminder_said(one, now))
    return words.write(title_said(one.case_id)), "\n".join((text, *lines))
