"""`refundcli ladder`: where a case may go now, where not yet, and where no more."""

from refundcli.adapters.ladder import load_ladder
from refundcli.commands.cases import dossier
from refundcli.commands.command import Command
from refundcli.commands.options import Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.core.ladder import standings
from refundcli.core.text import say
from refundcli.render.ladder_text import ladder_page
from refundcli.render.ladder_view import ladder_view
from refundcli.render.page import Page


def run(session: Session, given: Given) -> int:
    """Show every rung as it stands now."""
    found, rulebook = dossier(session, given.needed("case"))
    case, now = found.case, found.as_of
    rungs = standings(load_ladder(), rulebook, found.state, found.deadlines, now, case.opened_at)
    if session.is_json:
        session.answer(ladder_view(rungs, case.id, now, rulebook, session.words))
        return 0
    page = Page()
    page.heading(session.words.write(say("head-ladder-of", id=case.id)))
    page.line(session.words.write(say("as-of", at=now)), "faint")
    full = given.is_set("ladder_full")
    ladder_page(page, rungs, case.id, session.words, full=full)
    session.show(page)
    return 0


COMMAND = Command(
    (Argument("case", completes="cases"), Option("ladder_full", ("--full",), bool)), run
)
