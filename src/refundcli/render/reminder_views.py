"""What was told on which channel: as a document of the JSON contract, and on a page."""

from collections.abc import Mapping
from datetime import datetime

from refundcli.core.remind_outcome import Outcome
from refundcli.core.reminders import Reminder
from refundcli.core.text import say
from refundcli.render.page import Page
from refundcli.render.reminder_text import reminder_said
from refundcli.render.views import instant
from refundcli.render.words import Words

_STYLES = {
    "told": "good",
    "failed": "bad",
    "would-tell": "doubt",
    "nothing": "",
    "trial": "good",
    "written": "good",
    "would-write": "doubt",
}


def run_view(
    outcomes: tuple[Outcome, ...], now: datetime, words: Words, *, is_dry: bool
) -> Mapping[str, object]:
    """Return the document of `remind run`: each reminder once, and what became of every channel."""
    told = {one.key: one for some in outcomes for one in some.reminders}
    return {
        "schema": "refundcli/remind/1",
        "as_of": instant(now),
        "dry_run": is_dry,
        "reminders": [_reminder_view(one, now, words) for one in told.values()],
        "channels": [_outcome_view(one, words) for one in outcomes],
    }


def trial_view(outcomes: tuple[Outcome, ...], now: datetime, words: Words) -> Mapping[str, object]:
    """Return the document of `remind test`."""
    return {
        "schema": "refundcli/remind-test/1",
        "as_of": instant(now),
        "channels": [_outcome_view(one, words) for one in outcomes],
    }


def _reminder_view(one: Reminder, now: datetime, words: Words) -> Mapping[str, object]:
    return {
        "key": one.key,
        "case": one.case_id,
        "deadline": one.deadline_id,
        "actor": one.actor,
        "is_ours": one.is_ours,
        "lead": one.lead,
        "due": instant(one.due),
        "at": instant(one.at),
        "what": words.write(one.what),
        "text": words.write(reminder_said(one, now)),
    }


def _outcome_view(one: Outcome, words: Words) -> Mapping[str, object]:
    return {
        "channel": one.channel,
        "label": one.label,
        "outcome": one.outcome,
        "reminders": [reminder.key for reminder in one.reminders],
        "problem": None if one.problem is None else words.write(one.problem),
        "hint": None if one.hint is None else words.write(one.hint),
    }


def outcomes_page(page: Page, outcomes: tuple[Outcome, ...], now: datetime, words: Words) -> None:
    """Put on *page* what became of every channel, then each reminder that was told, once."""
    if not outcomes:
        page.line(words.write(say("remind-no-channel")))
    for one in outcomes:
        said = say(f"remind-{one.outcome}", label=one.label, count=len(one.reminders))
        page.line(words.write(said), _STYLES[one.outcome], indent=0)
        for reason in (one.problem, one.hint):
            if reason is not None:
                page.line(words.write(reason))
    told = {one.key: one for some in outcomes for one in some.reminders}
    dated = words.in_year(now.year)
    for reminder in told.values():
        page.marked(reminder.case_id, dated.write(reminder_said(reminder, now)))
