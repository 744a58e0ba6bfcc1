"""`refundcli rules sources`: every source, and which rules rest on it."""

from refundcli.commands.command import Command
from refundcli.commands.options import Argument, Given
from refundcli.commands.session import Session
from refundcli.core.sources import of_source, rules_by_source
from refundcli.render.page import Page
from refundcli.render.report_text import sources_page
from refundcli.render.report_views import sources_view


def run(session: Session, given: Given) -> int:
    """Show all sources, or those that the argument names."""
    rulebook = session.rulebook()
    name = given.word("source")
    uses = rules_by_source(rulebook)
    if name is not None:
        uses = of_source(uses, name, rulebook)
    if session.is_json:
        session.answer(sources_view(uses, session.now))
        return 0
    page = Page()
    sources_page(page, uses, session.words)
    session.show(page)
    return 0


COMMAND = Command((Argument("source", is_needed=False, completes="sources"),), run)
