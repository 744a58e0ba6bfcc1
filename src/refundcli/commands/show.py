"""`refundcli show`: one case with what happened, its deadlines and the next step."""

from refundcli.adapters.ladder import load_ladder
from refundcli.commands.cases import dossier
from refundcli.commands.command import Command
from refundcli.commands.options import Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.core.dossier import Dossier
from refundcli.core.history import Record, history
from refundcli.core.rulebook import Rulebook
from refundcli.render.case_text import case_page, head_part
from refundcli.render.page import Page
from refundcli.render.timeline_text import Names, names_of

Records = tuple[Record, ...] | None


def run(session: Session, given: Given) -> int:
    """Show the case as it stands now, or everything that was ever recorded in it."""
    found, rulebook = dossier(session, given.needed("case"))
    names = names_of(rulebook, load_ladder())
    records = history(found.case) if given.is_set("history") else None
    if session.is_json:
        session.answer(_view(session, found, rulebook, names, records))
        return 0
    words = session.words.in_year(session.now.year)
    page = Page()
    if records is not None:
        head_part(page, found, rulebook, words)
        from refundcli.render.history_text import history_part  # noqa: PLC0415 - few ask for it

        history_part(page, records, words, names)
    else:
        case_page(page, found, rulebook, words, names, why=given.is_set("show_why"))
    session.show(page)
    return 0


def _view(
    session: Session, found: Dossier, rulebook: Rulebook, names: Names, records: Records
) -> dict[str, object]:
    """Return the document of the JSON contract."""
    from refundcli.render.case_views import case_view  # noqa: PLC0415 - only where it is asked for
    from refundcli.render.history_text import history_view  # noqa: PLC0415 - as above
    from refundcli.render.show_views import show_view  # noqa: PLC0415 - as above

    view = case_view(found, None, session.words)
    view |= show_view(found, rulebook, session.words, names)
    if records is not None:
        view["history"] = history_view(records, session.words, names)
    return view


COMMAND = Command(
    (
        Argument("case", completes="cases"),
        Option("show_why", ("--why",), bool),
        Option("history", ("--history",), bool),
    ),
    run,
)
