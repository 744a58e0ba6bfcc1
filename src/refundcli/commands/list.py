"""`refundcli list`: the cases, a row each."""

from refundcli.adapters.ledger_index import Query
from refundcli.commands.command import Command
from refundcli.commands.filters import query_given
from refundcli.commands.keeping import keeper
from refundcli.commands.lines import SORTED_BY_INDEX, fitting, lines, screenful, tell_of_more
from refundcli.commands.options import Given, Option
from refundcli.commands.session import Session
from refundcli.core.case_order import SORTS
from refundcli.core.text import Said, say
from refundcli.core.values import replace
from refundcli.render.case_list import cases_page
from refundcli.render.page import Page


def run(session: Session, given: Given) -> int:
    """List the cases that the filters leave, the oldest first unless --sort says otherwise."""
    kept = keeper(session, given, "list")
    order = _order(session, given)
    query = query_given(session, given)
    if order in SORTED_BY_INDEX:
        query = replace(query, by_due=order == "due", most=screenful(session))
    found = lines(session, query)
    left = found.lines
    if order not in SORTED_BY_INDEX:
        left = iter(sorted(left, key=SORTS[order]))
    if session.is_json:
        from refundcli.render.case_views import cases_view  # noqa: PLC0415 - only where it is asked for

        session.answer(cases_view(tuple(left), session.now, session.words))
        return found.code
    page = Page()
    shown = cases_page(
        page, kept.noted(fitting(session, left)), session.now, kept.words.in_year(session.now.year)
    )
    if shown:
        kept.show(page)
        said = tell_of_more(session, found, shown)
        if not found.code:
            kept.keep(said, is_whole=True)
    elif not found.code:
        session.tell(_nothing(session, query))
    return found.code


def _nothing(session: Session, query: Query) -> Said:
    """Return why no case is left: there is none, none is open, or none fits."""
    if not lines(session, Query(closed=True, most=1)).total:
        return say("no-cases-yet")
    is_narrowed = query.where or query.due_by is not None or query.since is not None
    return say("no-cases-left" if is_narrowed else "no-open-cases")


def _order(session: Session, given: Given) -> str:
    named = given.word("sort")
    if not named:
        return "opened"
    from refundcli.commands.naming import labelled  # noqa: PLC0415 - few sort otherwise

    return labelled(session, named, SORTS, "sort", "sort")


COMMAND = Command(
    (
        Option("platform", ("--platform", "-p"), completes="platforms"),
        Option("state", ("--state", "-s"), completes="states"),
        Option("phase", ("--phase",), completes="phases"),
        Option("overdue", ("--overdue",), bool),
        Option("closed", ("--closed",), bool),
        Option("since", ("--since",), completes="times"),
        Option("sort", ("--sort",), completes="sorts"),
    ),
    run,
    shows_due=True,
)
