"""What a wizard ends with: the verdict and the letter on a page, and the case in the ledger."""

from refundcli.adapters.ladder import load_ladder
from refundcli.commands.cases import event_id
from refundcli.commands.letters import letter_for, warn_of_length
from refundcli.commands.moment import keep_line
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.answers import Answers, claim_of, order_of
from refundcli.core.case import Case
from refundcli.core.dossier import dossier_of
from refundcli.core.events import Event
from refundcli.core.letters import Letter
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import Said, say
from refundcli.core.values import replace
from refundcli.core.verdict import assess
from refundcli.render.case_text import letter_part, step_part
from refundcli.render.case_views import case_view
from refundcli.render.check_text import verdict_page, verdict_said
from refundcli.render.page import Page


def show_verdict(
    session: Session, given: Given, answers: Answers, rulebook: Rulebook
) -> tuple[Letter, Said]:
    """Show the verdict, the deadlines and the letter of *answers*; return the letter, and the verdict in one line."""
    order, claim = order_of(answers), claim_of(answers)
    verdict = assess(rulebook, order, claim, session.now)
    letter = letter_for(session, given, order, claim, rulebook)
    page = Page()
    verdict_page(page, verdict, rulebook, session.words, full=False)
    letter_part(page, letter, session.words)
    session.show(page)
    warn_of_length(session, letter)
    return letter, verdict_said(verdict, rulebook)


def edited(session: Session, letter: Letter) -> Letter:
    """Let the buyer edit the letter, and return it as it was left."""
    from refundcli.adapters.editor import edit  # noqa: PLC0415 - only who edits pays for it

    text = edit(letter.text)
    changed = replace(letter, text=text, length=len(text))
    warn_of_length(session, changed)
    return changed


def save_case(
    session: Session, answers: Answers, rulebook: Rulebook, letter: Letter, *, is_shown: bool
) -> None:
    """Store the case with its drafted letter, and answer with it; what *is_shown* already is not said again."""
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
