"""`refundcli rules why`: the rules a case rests on, their versions, and the days that picked them."""

from refundcli.commands.cases import dossier
from refundcli.commands.command import Command
from refundcli.commands.options import Argument, Given
from refundcli.commands.session import Session
from refundcli.core.why import why
from refundcli.render.page import Page
from refundcli.render.why_text import why_page
from refundcli.render.why_view import why_view


def run(session: Session, given: Given) -> int:
    """Show where each ground that counts and each deadline that runs comes from."""
    found, rulebook = dossier(session, given.needed("case"))
    reasons = why(rulebook, found)
    if session.is_json:
        session.answer(why_view(reasons, session.words))
        return 0
    page = Page()
    why_page(page, reasons, rulebook, session.words)
    session.show(page)
    return 0


COMMAND = Command((Argument("case", completes="cases"),), run)
