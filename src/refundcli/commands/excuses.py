"""`refundcli excuses`: what sellers say, whether it is right, and what to answer."""

from refundcli.adapters.excuses import load_excuses
from refundcli.adapters.rulebook import platform_ids
from refundcli.commands.command import Command
from refundcli.commands.gather import PURPOSE_NAMES
from refundcli.commands.options import Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.core.case import fold
from refundcli.core.errors import AnswersMissing
from refundcli.core.excuses import Answer, Candidate, Excuse, addressing, candidates
from refundcli.core.letter_text import called
from refundcli.core.names import of_reasons, resolve
from refundcli.core.order import Claim
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import Text, say
from refundcli.render.excuse_text import candidates_part, excuse_part, excuses_part
from refundcli.render.excuse_views import excuses_view
from refundcli.render.page import Page


def run(session: Session, given: Given) -> int:
    """List the excuses, show the one of an id, or those that the seller's words may be."""
    name = given.word("case")
    case = session.ledger.read(name) if name is not None else None
    platform = fold(case).order.platform if case is not None else None
    rulebook = session.rulebook((platform,) if platform in platform_ids() else ())
    site = rulebook.platforms.get(platform) if platform is not None else None
    you = called(site)
    excuses = load_excuses(rulebook)
    claim = _claim(given, rulebook) if case is None else fold(case).claim
    said = given.word("words") or ""
    by_id = {one.id: one for one in excuses}
    found = (
        tuple(Candidate(one, ()) for one in excuses if said in ("", one.id))
        if said in by_id or not said
        else candidates(excuses, said)
    )
    if session.is_json:
        answers = {one.excuse.id: _answers(one.excuse, rulebook, claim, you) for one in found}
        session.answer(excuses_view(found, answers, rulebook, session.now, session.words))
        return 0
    page = Page()
    if said in by_id:
        excuse = by_id[said]
        excuse_part(page, excuse, _answers(excuse, rulebook, claim, you), rulebook, session.words)
    elif said:
        candidates_part(page, found, session.words)
    else:
        excuses_part(page, excuses, session.words)
    if found:
        session.show(page)
    else:
        session.tell(say("no-excuse-found"))
    return 0


def _claim(given: Given, rulebook: Rulebook) -> Claim | None:
    """Return the claim of the flags, None where none is given; one flag alone lacks the other."""
    reason, purpose = given.word("reason"), given.word("purpose")
    if reason is None and purpose is None:
        return None
    if reason is None:
        raise AnswersMissing(("--reason",))
    named = resolve(purpose, PURPOSE_NAMES, "purpose") if purpose else None
    return Claim(resolve(reason, of_reasons(rulebook), "reason"), "", named)


def _answers(
    excuse: Excuse, rulebook: Rulebook, claim: Claim | None, you: Text
) -> tuple[Answer, ...]:
    """Return the answers to show, with the seller called *you*."""
    if claim is None:
        return tuple(addressing(one, you) for one in excuse.answers)
    return (addressing(excuse.answer(claim, rulebook.reasons[claim.reason].fault), you),)


COMMAND = Command(
    (
        Argument("words", is_needed=False, completes="excuses"),
        Option("case", ("--case",), completes="cases"),
        Option("reason", ("--reason", "-r"), completes="reasons"),
        Option("purpose", ("--purpose",), completes="purposes"),
    ),
    run,
)
