"""`refundcli new`: answers, by flags or by the wizard, to verdict, letter and a saved case."""

import shlex

from refundcli.adapters.ladder import load_ladder
from refundcli.adapters.prompts import Back, Option, Prompts
from refundcli.commands.app import Command
from refundcli.commands.cases import event_id
from refundcli.commands.gather import gather
from refundcli.commands.letters import copy, letter_for, warn_of_length
from refundcli.commands.moment import keep_line
from refundcli.commands.options import CLAIM, LETTER, Given
from refundcli.commands.session import Session
from refundcli.commands.wizard import Wizard, resumed
from refundcli.core.answers import Answers, arguments, claim_of, missing, order_of
from refundcli.core.case import Case
from refundcli.core.dossier import dossier_of
from refundcli.core.errors import AnswersMissing
from refundcli.core.events import Event
from refundcli.core.letters import Letter
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import say
from refundcli.core.values import replace
from refundcli.core.verdict import assess
from refundcli.render.case_text import letter_part, step_part
from refundcli.render.case_views import case_view
from refundcli.render.check_text import verdict_page
from refundcli.render.page import Page

_CHOICES = ("save", "copy", "edit", "change", "leave")


def run(session: Session, given: Given) -> int:
    """Ask where somebody can be asked; else take the flags as they are and save."""
    answers, rulebook = gather(session, given)
    prompts = session.prompts
    if prompts is not None:
        return _with_questions(session, given, prompts, answers)
    if missing(answers):
        raise AnswersMissing(missing(answers))
    letter = letter_for(session, given, order_of(answers), claim_of(answers), rulebook)
    _save(session, answers, rulebook, letter, is_shown=False)
    return 0


def _with_questions(session: Session, given: Given, prompts: Prompts, answers: Answers) -> int:
    begun, rulebook = resumed(session, prompts, answers)
    wizard = Wizard(session, prompts, rulebook, begun)
    answers = wizard.ask()
    letter: Letter | None = None
    while True:
        if letter is None:
            letter = _shown(session, given, answers, rulebook)
        chosen = _choice(session, prompts)
        if chosen == "save":
            _save(session, answers, rulebook, letter, is_shown=True)
            wizard.forget()
            session.tell(say("same-command", command=equivalent(answers)))
            return 0
        if chosen == "copy":
            copy(session, letter)
        elif chosen == "edit":
            letter = _edited(session, letter)
        elif chosen == "change":
            answers, letter = wizard.change(), None
        else:
            wizard.forget()
            session.tell(say("same-command", command=equivalent(answers)))
            return 0


def equivalent(answers: Answers) -> str:
    """Return the command that does the same without questions."""
    return shlex.join(("refundcli", "new", "--no-input", *arguments(answers)))


def _shown(session: Session, given: Given, answers: Answers, rulebook: Rulebook) -> Letter:
    order, claim = order_of(answers), claim_of(answers)
    verdict = assess(rulebook, order, claim, session.now)
    letter = letter_for(session, given, order, claim, rulebook)
    page = Page()
    verdict_page(page, verdict, rulebook, session.words, full=False)
    letter_part(page, letter, session.words)
    session.show(page)
    warn_of_length(session, letter)
    return letter


def _choice(session: Session, prompts: Prompts) -> str:
    write = session.words.write
    options = [Option(one, write(say(f"do-{one}"))) for one in _CHOICES]
    found = prompts.choose(write(say("ask-what-now")), options, can_go_back=False)
    return "change" if isinstance(found, Back) else found


def _edited(session: Session, letter: Letter) -> Letter:
    from refundcli.adapters.editor import edit  # noqa: PLC0415 - only who edits pays for it

    text = edit(letter.text)
    changed = replace(letter, text=text, length=len(text))
    warn_of_length(session, changed)
    return changed


def _save(
    session: Session, answers: Answers, rulebook: Rulebook, letter: Letter, *, is_shown: bool
) -> None:
    """Store the case with its drafted letter, and answer with it."""
    at = session.now.replace(microsecond=0)
    order = order_of(answers)
    short = rulebook.platforms[order.platform].short
    id = session.ledger.unused_id(short, iter(session.letters, ""))
    drafted = Event(event_id(session), at, "drafted", {"stage": letter.stage})
    case = Case(id, at, order, claim_of(answers), (drafted,))
    session.ledger.add(case)
    keep_line(session, case, rulebook)
    found = dossier_of(rulebook, case, session.now, load_ladder())
    if session.is_json:
        session.answer(case_view(found, letter, session.words))
        return
    session.tell(say("case-saved", id=case.id, file=str(session.ledger.folder)))
    page = Page()
    if not is_shown:
        verdict_page(page, found.verdict, rulebook, session.words, full=False)
        letter_part(page, letter, session.words)
    step_part(page, found.next_step, session.words)
    session.show(page)


COMMAND = Command((*CLAIM, *LETTER), run)
