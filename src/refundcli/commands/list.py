"""`refundcli list`: the cases, a row each."""

from refundcli.commands.app import Command
from refundcli.commands.filters import query_given
from refundcli.commands.keeping import keeper
from refundcli.commands.lines import SORTED_BY_INDEX, lines, screenful, tell_of_more
from refundcli.commands.naming import labelled
from refundcli.commands.options import Given, Option
from refundcli.commands.session import Session
from refundcli.core.case_order import SORTS
from refundcli.core.text import say
from refundcli.core.values import replace
from refundcli.render.case_list import cases_page
from refundcli.render.case_views import cases_view
from refundcli.render.page import Page


def run(session: Session, given: Given) -> int:
    """List the cases that the filters leave, the oldest first unless --sort says otherwise."""
    kept = keeper(session, given, "list")
    order = labelled(session, given.word("sort") or "opened", SORTS, "sort", "sort")
    query = query_given(session, given)
    if order in SORTED_BY_INDEX:
        query = replace(query, by_due=order == "due", most=screenful(session))
    found = lines(session, query)
    left = tuple(found.lines)
    if order not in SORTED_BY_INDEX:
        left = tuple(sorted(left, key=SORTS[order]))
    if session.is_json:
        session.answer(cases_view(left, session.now, session.words))
    elif left:
        page = Page()
        cases_page(page, left, session.now, kept.words.in_year(session.now.year))
        kept.show(page)
        said = tell_of_more(session, found, len(left))
        if not found.code:
            kept.keep(left, said, is_whole=True)
    elif not found.code:
        session.tell(say("no-cases"))
    return found.code


COMMAND = Command(
    (
        Option("platform", ("--platform", "-p"), completes="platforms"),
        Option("state", ("--state", "-s"), completes="states"),
        Option("phase", ("--phase",), completes="phases"),
        Option("overdue", ("--overdue",), bool),
        Option("closed", ("--closed",), bool),
        Option("since", ("--since",)),
        Option("sort", ("--sort",), completes="sorts"),
    ),
    run,
    shows_due=True,
)
