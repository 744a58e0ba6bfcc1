"""A letter noted in its case: that it was drafted, and that it was sent."""

from refundcli.commands.cases import event_id, record
from refundcli.commands.session import Session
from refundcli.core.case import CaseState, fold
from refundcli.core.errors import LedgerUnwritable
from refundcli.core.events import Event
from refundcli.core.letters import Letter
from refundcli.core.text import say

_RUNG_OF = {"platform": "platform", "authority": "12315", "court": "court"}
"""The rung that a letter to somebody else than the seller goes to."""


def note_letter(session: Session, name: str, letter: Letter) -> None:
    """Log in the case *name* `drafted` once a stage, and `sent` where the buyer says so.

    A ledger that cannot be written does not keep the letter back.
    """
    state = fold(session.ledger.read(name))
    if not state.is_open:
        return
    try:
        if not _is_known(state, letter.stage):
            record(session, name, lambda _case, _state: _event(session, "drafted", letter))
            rung = _RUNG_OF.get(letter.to)
            if rung is not None:
                session.tell(say("letter-drafted-for", id=name, rung=rung))
            else:
                session.tell(say("letter-drafted", id=name))
        if letter.to not in _RUNG_OF and session.prompts is not None and _was_sent(session):
            done = record(session, name, lambda _case, _state: _event(session, "sent", letter))
            session.tell(say("letter-noted-sent", id=name, step=done.found.next_step.what))
    except LedgerUnwritable as error:
        session.warn(error)


def _is_known(state: CaseState, stage: str) -> bool:
    """Whether a letter of *stage* was drafted or sent and nothing else was since."""
    last = state.last("drafted", "sent")
    return last is not None and last.carries.get("stage") == stage


def _was_sent(session: Session) -> bool:
    prompts = session.prompts
    if prompts is None:
        return False
    asked = session.words.write(say("ask-letter-sent"))
    return prompts.confirm(asked, default=False) is True


def _event(session: Session, kind: str, letter: Letter) -> Event:
    at = session.now.replace(microsecond=0)
    carries: dict[str, object] = {"stage": letter.stage}
    if kind == "sent" and letter.respond_by is not None:
        carries["respond_by"] = letter.respond_by
    return Event(event_id(session), at, kind, carries)
