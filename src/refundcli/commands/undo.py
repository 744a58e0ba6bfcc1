"""`refundcli undo`: take an entry back; once more restores it."""

from refundcli.commands.cases import Recorded, event_id, record
from refundcli.commands.command import Command
from refundcli.commands.options import Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.core.case import Case, CaseState, last_undoable
from refundcli.core.differences import differences
from refundcli.core.errors import BadData
from refundcli.core.events import Event
from refundcli.core.names import resolve
from refundcli.core.text import Said, say
from refundcli.render.case_text import step_part
from refundcli.render.case_views import case_view
from refundcli.render.differences_text import differences_part, differences_view
from refundcli.render.page import Page


def run(session: Session, given: Given) -> int:
    """Retract the last event that counts, or the one of --event; a retraction is an event too."""
    named = given.word("event_id")

    def make(case: Case, _state: CaseState) -> Event:
        wanted = last_undoable(case) if named is None else _event_named(case, named)
        if wanted is None:
            raise BadData(say("error-nothing-to-undo", id=case.id), say("hint-nothing-to-undo"))
        at = session.now.replace(microsecond=0)
        return Event(event_id(session), at, "retracted", {"event": wanted.id})

    done = record(session, given.needed("case"), make, force=named is None)
    _answer(session, done)
    return 0


def _event_named(case: Case, named: str) -> Event:
    """Return the event with this id or unique beginning of one; raises `NotFound` naming those there are."""
    id = resolve(named.upper()[:15] + named[15:], {one.id: () for one in case.events}, "event")
    return next(one for one in case.events if one.id == id)


def _answer(session: Session, done: Recorded) -> None:
    target = _target(done)
    changes = differences(done.dossier_before(), done.found)
    if session.is_json:
        undone = {
            "event": target.id,
            "kind": target.kind,
            "redone": target.kind == "retracted",
            "changes": differences_view(changes, session.words),
        }
        session.answer({**case_view(done.found, None, session.words), "undone": undone})
        return
    session.tell(_done(done, target))
    words = session.words.in_year(session.now.year)
    page = Page()
    page.heading(words.write(say("head-undone" if changes else "head-undone-nothing")))
    differences_part(page, changes, done.rulebook, words)
    step_part(page, done.found.next_step, words)
    session.show(page)


def _target(done: Recorded) -> Event:
    id = done.events[0].carries["event"]
    return next(one for one in done.before.events if one.id == id)


def _done(done: Recorded, target: Event) -> Said:
    """Return the sentence of what was taken back, or of what was restored by taking that back."""
    restored = next(
        (one for one in done.before.events if one.id == target.carries.get("event")), None
    )
    shown, key = (restored, "redone") if restored is not None else (target, "undone")
    return say(key, id=done.found.case.id, event=say(f"event-{shown.kind}"), at=shown.at)


COMMAND = Command(
    (
        Argument("case", completes="cases"),
        Option("event_id", ("--event",), completes="event_ids"),
    ),
    run,
)
