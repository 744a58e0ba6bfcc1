"""What the entries of a calendar say, and what was made of them, in the buyer's words."""

from collections.abc import Mapping
from datetime import datetime

from refundcli.core.calendar_entries import Entry, Wording
from refundcli.core.dossier import Dossier
from refundcli.core.findings import Deadline
from refundcli.core.reminders import Reminder
from refundcli.core.text import say
from refundcli.render.deadlines_text import deadline_line, left_said
from refundcli.render.reminder_text import details_of
from refundcli.render.views import instant
from refundcli.render.words import Words


def calendar_wording(found: Dossier, words: Words, *, has_details: bool) -> Wording:
    """Return how a calendar speaks of a case: its id, what, and when; of the order only where *has_details*."""
    id = found.case.id
    details = details_of(found.state.order, words) if has_details else {}

    def title(one: Deadline) -> str:
        key = "calendar-own" if one.is_the_buyers else "calendar-others"
        whose = say(f"reminder-whose-{one.actor}")
        return words.write(say(key, id=id, what=one.title, whose=whose, due=one.due))

    def text(one: Deadline) -> str:
        lines = (
            say("calendar-line", line=deadline_line(one)),
            one.then,
            *(say("deadline-only-if", condition=condition) for condition in one.only_if),
            say("calendar-command", id=id),
            *(say(f"reminder-detail-{name}", value=value) for name, value in details.items()),
        )
        return "\n".join(map(words.write, lines))

    def lead(one: Deadline, reminder: Reminder) -> tuple[str, str]:
        left = left_said(one.due, reminder.at)
        return words.write(say("calendar-lead", left=left, title=title(one))), text(one)

    return Wording(lambda one: (title(one), text(one)), lead)


def calendar_view(
    entries: tuple[Entry, ...], now: datetime, file: str | None
) -> Mapping[str, object]:
    """Return the document refundcli/remind-ics/1."""
    return {
        "schema": "refundcli/remind-ics/1",
        "as_of": instant(now),
        "file": file,
        "entries": [
            {
                "uid": one.uid,
                "case": one.case_id,
                "at": instant(one.at),
                "title": one.title,
                "text": one.text,
                "alarms": [round(span.total_seconds()) for span in one.alarms],
                "sequence": one.sequence,
                "cancelled": one.is_cancelled,
            }
            for one in entries
        ],
    }
