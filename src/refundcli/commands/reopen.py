"""`refundcli reopen`: a closed case goes on."""

from refundcli.commands.cases import answer_with_step, event_id, record
from refundcli.commands.command import Command
from refundcli.commands.options import Argument, Given
from refundcli.commands.session import Session
from refundcli.core.case import Case, CaseState
from refundcli.core.errors import BadData
from refundcli.core.events import Event
from refundcli.core.text import say


def run(session: Session, given: Given) -> int:
    """Open the case again where it was closed."""

    def make(case: Case, state: CaseState) -> Event:
        if state.is_open:
            raise BadData(say("error-not-closed", id=case.id), say("hint-not-closed", id=case.id))
        return Event(event_id(session), session.now.replace(microsecond=0), "reopened", {})

    done = record(session, given.needed("case"), make)
    answer_with_step(session, done, say("reopened-case", id=done.found.case.id))
    return 0


COMMAND = Command((Argument("case", completes="closed_cases"),), run)
