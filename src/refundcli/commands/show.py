"""`refundcli show`: one case with what happened, its deadlines and the next step."""

from refundcli.commands.app import Command
from refundcli.commands.cases import dossier
from refundcli.commands.options import Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.render.case_text import case_page
from refundcli.render.case_views import case_view
from refundcli.render.page import Page


def run(session: Session, given: Given) -> int:
    """Show the case as it stands now."""
    found, rulebook = dossier(session, given.needed("case"))
    if session.is_json:
        session.answer(case_view(found, None, session.words))
        return 0
    page = Page()
    case_page(page, found, rulebook, session.words, why=given.is_set("show_why"))
    session.show(page)
    return 0


COMMAND = Command((Argument("case", completes="cases"), Option("show_why", ("--why",), bool)), run)
