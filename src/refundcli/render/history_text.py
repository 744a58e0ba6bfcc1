"""Everything that was recorded in a case, as a reader sees it: nothing is left out."""

from collections.abc import Iterable

from refundcli.core.history import Record
from refundcli.core.text import Said, say
from refundcli.render.case_views import plain_value
from refundcli.render.page import Page
from refundcli.render.timeline_text import Names, event_said
from refundcli.render.views import View, instant
from refundcli.render.words import Words


def history_part(page: Page, records: Iterable[Record], words: Words, names: Names) -> None:
    """Put every record on *page* in the order of writing: when it was written, its key, what it says."""
    page.heading(words.write(say("head-history")))
    found = tuple(records)
    if not found:
        page.line(words.write(say("history-empty")))
    for one in found:
        page.marked(
            "✗" if one.is_retracted else "·",
            words.write(_line(one, names)),
            "faint" if one.is_retracted else "",
        )
        page.line(
            words.write(
                say("history-key", id=one.event.id, recorded=one.recorded_at, at=one.event.at)
            ),
            "faint",
            indent=4,
        )
        for change in one.changes:
            said = say("history-change", key=change.key, before=change.before, after=change.after)
            page.line(words.write(said), indent=4)


def _line(one: Record, names: Names) -> Said:
    said = event_said(one.event, names) if not one.changes else say(f"event-{one.event.kind}")
    if one.target is not None:
        key = "history-restores" if one.target.kind == "retracted" else "history-retracts"
        said = say(key, event=say(f"event-{one.target.kind}"), id=one.target.id)
    return say("history-retracted", event=said) if one.is_retracted else said


def history_view(records: Iterable[Record], words: Words, names: Names) -> list[View]:
    """Return the records for a JSON document."""
    return [
        {
            "id": one.event.id,
            "recorded_at": instant(one.recorded_at),
            "at": instant(one.event.at),
            "kind": one.event.kind,
            "says": words.write(_line(one, names)),
            "retracted": one.is_retracted,
            "retracts": one.target.id if one.target is not None else None,
            "carries": {key: plain_value(value) for key, value in one.event.carries.items()},
            "changes": [
                {
                    "key": change.key,
                    "before": plain_value(change.before),
                    "after": plain_value(change.after),
                }
                for change in one.changes
            ],
        }
        for one in records
    ]
