"""`refundcli check`: the verdict and the deadlines; saves nothing."""

from refundcli.commands.app import Command
from refundcli.commands.gather import gather
from refundcli.commands.options import CLAIM, Given, Option
from refundcli.commands.session import Session
from refundcli.core.answers import claim_of, missing, order_of
from refundcli.core.errors import EXIT_ANSWER_IS_NO, AnswersMissing
from refundcli.core.verdict import assess
from refundcli.render.check_text import verdict_page
from refundcli.render.page import Page
from refundcli.render.views import check_view


def run(session: Session, given: Given) -> int:
    """Gather the answers, assess, and show the argument."""
    answers, rulebook = gather(session, given)
    if missing(answers):
        raise AnswersMissing(missing(answers))
    verdict = assess(rulebook, order_of(answers), claim_of(answers), session.now)
    if session.is_json:
        session.answer(check_view(verdict, session.words))
    else:
        page = Page()
        verdict_page(page, verdict, rulebook, session.words, full=given.is_set("full"))
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
