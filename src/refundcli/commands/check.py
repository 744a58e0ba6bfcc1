"""`refundcli check`: the verdict and the deadlines; saves nothing."""

from refundcli.adapters.ladder import load_ladder
from refundcli.commands.command import Command
from refundcli.commands.gather import gather
from refundcli.commands.options import CLAIM, Given, Option
from refundcli.commands.session import Session
from refundcli.core.answers import claim_of, missing, order_of
from refundcli.core.errors import EXIT_ANSWER_IS_NO, AnswersMissing
from refundcli.core.ladder import standings_of_claim
from refundcli.core.verdict import assess
from refundcli.render.check_text import verdict_page
from refundcli.render.ladder_view import brief_view
from refundcli.render.page import Page
from refundcli.render.views import check_view


def run(session: Session, given: Given) -> int:
    """Gather the answers, assess, and show the argument."""
    answers, rulebook = gather(session, given)
    if missing(answers):
        raise AnswersMissing(missing(answers))
    order, claim = order_of(answers), claim_of(answers)
    verdict = assess(rulebook, order, claim, session.now)
    rungs = standings_of_claim(load_ladder(), rulebook, order, claim, verdict)
    if session.is_json:
        session.answer(check_view(verdict, session.words, brief_view(rungs, session.words)))
    else:
        page = Page()
        full = given.is_set("full")
        verdict_page(page, verdict, rulebook, session.words, full=full, rungs=rungs)
        session.show(page)
    is_no = verdict.id in ("negotiable", "unavailable")
    return EXIT_ANSWER_IS_NO if is_no and given.is_set("exit_code") else 0


COMMAND = Command(
    (
        *CLAIM,
        Option("full", ("--full",), bool),
        Option("exit_code", ("--exit-code",), bool),
    ),
    run,
)
