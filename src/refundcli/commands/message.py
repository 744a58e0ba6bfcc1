"""`refundcli message`: the letter for a stage, from a case or from flags."""

from dataclasses import replace

from refundcli.commands.app import Command
from refundcli.commands.cases import event_id, record, rulebook_of
from refundcli.commands.gather import gather
from refundcli.commands.letters import copy, letter_for, save, warn_of_length
from refundcli.commands.options import CLAIM, LETTER, Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.core.answers import answers_of, claim_of, missing, order_of, over
from refundcli.core.case import Case, CaseState, fold
from refundcli.core.errors import AnswersMissing, LedgerUnwritable
from refundcli.core.events import Event
from refundcli.core.letters import Letter
from refundcli.core.text import say
from refundcli.render.case_views import letter_document


def run(session: Session, given: Given) -> int:
    """Compose the letter, write it to stdout, and note in the case that it is drafted."""
    name = given.word("case")
    letter = _from_flags(session, given) if name is None else _from_case(session, given, name)
    if given.is_set("edit") and session.prompts is not None:
        from refundcli.adapters.editor import edit  # noqa: PLC0415 - only who edits pays for it

        text = edit(letter.text)
        letter = replace(letter, text=text, length=len(text))
    if session.is_json:
        session.answer(letter_document(letter, session.now))
    else:
        session.console.out(letter.text)
    warn_of_length(session, letter)
    if given.is_set("copy"):
        copy(session, letter)
    file = given.word("save")
    if file is not None:
        save(session, letter, file)
    if name is not None:
        _note_draft(session, name, letter)
    return 0


def _from_flags(session: Session, given: Given) -> Letter:
    answers, rulebook = gather(session, given)
    if missing(answers):
        raise AnswersMissing((*missing(answers), "CASE"))
    return letter_for(session, given, order_of(answers), claim_of(answers), rulebook)


def _from_case(session: Session, given: Given, name: str) -> Letter:
    case = session.ledger.read(name)
    rulebook = rulebook_of(session, case)
    state = fold(case)
    flags, _ = gather(session, given)
    answers = over(answers_of(state.order, state.claim), flags)
    return letter_for(session, given, order_of(answers), claim_of(answers), rulebook)


def _note_draft(session: Session, name: str, letter: Letter) -> None:
    """Log `drafted` once a stage; a ledger that cannot be written does not keep the letter back."""
    state = fold(session.ledger.read(name))
    drafted = [one for one in state.events if one.kind in ("drafted", "sent")]
    if not state.is_open or any(one.carries.get("stage") == letter.stage for one in drafted):
        return

    def make(_case: Case, _state: CaseState) -> Event:
        at = session.now.replace(microsecond=0)
        return Event(event_id(session), at, "drafted", {"stage": letter.stage})

    try:
        record(session, name, make)
    except LedgerUnwritable as error:
        session.warn(error)
        return
    session.tell(say("letter-drafted", id=name))


COMMAND = Command(
    (
        Argument("case", is_needed=False, completes="cases"),
        *LETTER,
        Option("copy", ("--copy",), bool),
        Option("edit", ("--edit",), bool),
        Option("save", ("--save",), completes="paths"),
        *CLAIM,
    ),
    run,
)
