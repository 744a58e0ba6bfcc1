"""`refundcli undo`: take the last entry back; once more restores it."""

from refundcli.commands.app import Command
from refundcli.commands.cases import answer_with_step, event_id, record
from refundcli.commands.options import Argument, Given
from refundcli.commands.session import Session
from refundcli.core.case import Case, CaseState, last_undoable
from refundcli.core.errors import BadData
from refundcli.core.events import Event
from refundcli.core.text import say


def run(session: Session, given: Given) -> int:
    """Retract the last event that counts; a retraction is an event too."""
    taken: list[Event] = []

    def make(case: Case, _state: CaseState) -> Event:
        last = last_undoable(case)
        if last is None:
            raise BadData(say("error-nothing-to-undo", id=case.id), say("hint-nothing-to-undo"))
        taken[:] = [last]
        at = session.now.replace(microsecond=0)
        return Event(event_id(session), at, "retracted", {"event": last.id})

    found, _ = record(session, given.needed("case"), make, force=True)
    last = taken[0]
    restored = next((e for e in found.case.events if e.id == last.carries.get("event")), None)
    shown, done = (restored, "redone") if restored is not None else (last, "undone")
    answer_with_step(session, found, done, event=say(f"event-{shown.kind}"), at=shown.at)
    return 0


COMMAND = Command((Argument("case", completes="cases"),), run)
