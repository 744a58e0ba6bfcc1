"""`refundcli show`: one case with what happened, its deadlines and the next step."""

from refundcli.adapters.ladder import load_ladder
from refundcli.commands.app import Command
from refundcli.commands.cases import dossier
from refundcli.commands.options import Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.core.history import history
from refundcli.render.case_text import case_page, head_part
from refundcli.render.case_views import case_view
from refundcli.render.history_text import history_part, history_view
from refundcli.render.page import Page
from refundcli.render.show_views import show_view
from refundcli.render.timeline_text import names_of


def run(session: Session, given: Given) -> int:
    """Show the case as it stands now, or everything that was ever recorded in it."""
    found, rulebook = dossier(session, given.needed("case"))
    names = names_of(rulebook, load_ladder())
    records = history(found.case) if given.is_set("history") else None
    if session.is_json:
        view = case_view(found, None, session.words)
        view |= show_view(found, rulebook, session.words, names)
        if records is not None:
            view["history"] = history_view(records, session.words, names)
        session.answer(view)
        return 0
    words = session.words.in_year(session.now.year)
    page = Page()
    if records is not None:
        head_part(page, found, rulebook, words)
        history_part(page, records, words, names)
    else:
        case_page(page, found, rulebook, words, names, why=given.is_set("show_why"))
    session.show(page)
    return 0


COMMAND = Command(
    (
        Argument("case", completes="cases"),
        Option("show_why", ("--why",), bool),
        Option("history", ("--history",), bool),
    ),
    run,
)
