"""`refundcli due`: what needs doing, soonest first."""

from refundcli.adapters.ledger_index import Query
from refundcli.commands.app import Command
from refundcli.commands.cases import dossier
from refundcli.commands.keeping import keeper
from refundcli.commands.lines import lines, screenful, tell_of_more
from refundcli.commands.options import Given, Option
from refundcli.commands.session import Session
from refundcli.core.errors import EXIT_ANSWER_IS_NO
from refundcli.core.text import say
from refundcli.core.times import parse_span
from refundcli.render.case_list import brief_said, cases_page
from refundcli.render.case_views import cases_view
from refundcli.render.deadlines_text import deadlines_part
from refundcli.render.page import Page


def run(session: Session, given: Given) -> int:
    """List every open case with a clock or a step, the soonest first."""
    kept = keeper(session, given, "due")
    within = given.word("within")
    until = session.now + parse_span(within) if within is not None else None
    most = None if given.is_set("brief") else screenful(session)
    found = lines(session, Query(by_due=True, due_by=until, most=most))
    left = tuple(found.lines)
    if given.is_set("brief"):
        left = tuple(one for one in left if one.next is not None)
    words = kept.words.in_year(session.now.year)
    clocks = [dossier(session, one.id)[0] for one in left] if given.is_set("show_why") else []
    if session.is_json:
        shown = {one.case.id: one for one in clocks} if given.is_set("show_why") else None
        session.answer(cases_view(left, session.now, session.words, shown))
    elif given.is_set("brief"):
        if left:
            session.console.out(words.write(brief_said(left, session.now)))
    elif not left:
        if not found.code:
            session.tell(say("nothing-due"))
    else:
        page = Page()
        cases_page(page, left, session.now, words)
        for one in clocks:
            page.heading(one.case.id)
            deadlines_part(page, one.deadlines, session.now, words, why=True, whole=True)
        kept.show(page)
        said = tell_of_more(session, found, len(left))
        if not found.code:
            kept.keep(left, said, is_whole=len(left) == found.total)
    return (
        EXIT_ANSWER_IS_NO if left and given.is_set("exit_code") and not found.code else found.code
    )


COMMAND = Command(
    (
        Option("within", ("--within",)),
        Option("show_why", ("--why",), bool),
        Option("brief", ("--brief",), bool),
        Option("exit_code", ("--exit-code",), bool),
    ),
    run,
    shows_due=True,
)
