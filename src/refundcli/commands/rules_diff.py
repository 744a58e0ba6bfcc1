"""`refundcli rules diff`: which rules changed between two days, and what that means for open cases."""

from refundcli.commands.cases import overview
from refundcli.commands.command import Command
from refundcli.commands.options import Argument, Given
from refundcli.commands.session import Session
from refundcli.core.periods import bounds
from refundcli.core.rule_changes import case_changes, changes
from refundcli.core.times import parse_when
from refundcli.render.page import Page
from refundcli.render.report_text import diff_page
from refundcli.render.report_views import diff_view


def run(session: Session, given: Given) -> int:
    """Compare the rules of the earlier day with those of the later one."""
    named = (parse_when(given.needed(one), session.now, one) for one in ("earlier", "later"))
    a, b = sorted(bounds(when)[0].date() for when in named)
    rules = changes(session.rulebook(), a, b)
    ledger = overview(session)
    judged = (
        case_changes(one.case, ledger.rulebook, a, b, session.now)
        for one in session.progress(ledger.dossiers)
    )
    cases = tuple(one for one in judged if one is not None)
    if session.is_json:
        session.answer(diff_view((a, b), rules, cases, session.now, session.words))
        return ledger.code
    page = Page()
    diff_page(page, (a, b), rules, cases, session.words)
    session.show(page)
    return ledger.code


COMMAND = Command(
    (Argument("earlier", completes="times"), Argument("later", completes="times")), run
)
