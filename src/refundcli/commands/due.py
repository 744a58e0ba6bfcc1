"""`refundcli due`: what needs doing, soonest first."""

from collections.abc import Iterable
from datetime import datetime

from refundcli.adapters.ledger_index import Query
from refundcli.commands.command import Command
from refundcli.commands.keeping import Keeper, keeper
from refundcli.commands.lines import Lines, fitting, lines, screenful, tell_of_more
from refundcli.commands.options import Given, Option
from refundcli.commands.session import Session
from refundcli.core.errors import EXIT_ANSWER_IS_NO
from refundcli.core.lines import CaseLine
from refundcli.core.text import say
from refundcli.render.case_list import brief_said, cases_page
from refundcli.render.page import Page


def run(session: Session, given: Given) -> int:
    """List every open case with a clock or a step, the soonest first."""
    kept = keeper(session, given, "due")
    is_brief, why = given.is_set("brief"), given.is_set("show_why")
    most = None if is_brief else screenful(session)
    found = lines(session, Query(by_due=True, due_by=_until(session, given), most=most))
    left = (one for one in found.lines if one.next is not None or not is_brief)
    if session.is_json:
        shown = _answer(session, tuple(left), why=why)
    elif is_brief:
        shown = _brief(session, tuple(left))
    else:
        shown = _page(session, kept, found, why=why)
    if found.code:
        return found.code
    return EXIT_ANSWER_IS_NO if shown and given.is_set("exit_code") else 0


def _until(session: Session, given: Given) -> datetime | None:
    within = given.word("within")
    if within is None:
        return None
    from refundcli.core.times import parse_span  # noqa: PLC0415 - few ask for less than all

    return session.now + parse_span(within)


def _answer(session: Session, left: tuple[CaseLine, ...], *, why: bool) -> int:
    from refundcli.commands.cases import dossier  # noqa: PLC0415 - only where it is asked for
    from refundcli.render.case_views import cases_view  # noqa: PLC0415 - as above

    clocks = {one.id: dossier(session, one.id)[0] for one in left} if why else None
    session.answer(cases_view(left, session.now, session.words, clocks))
    return len(left)


def _brief(session: Session, left: tuple[CaseLine, ...]) -> int:
    if left:
        words = session.words.in_year(session.now.year)
        session.console.out(words.write(brief_said(left, session.now)))
    return len(left)


def _page(session: Session, kept: Keeper, found: Lines, *, why: bool) -> int:
    page = Page()
    words = kept.words.in_year(session.now.year)
    left: Iterable[CaseLine] = tuple(found.lines) if why else fitting(session, found.lines)
    shown = cases_page(page, kept.noted(left), session.now, words)
    if shown:
        if why:
            _explain(session, page, left)
        kept.show(page)
        said = tell_of_more(session, found, shown)
        if not found.code:
            kept.keep(said, is_whole=shown == found.total)
    elif not found.code:
        session.tell(say("nothing-due"))
    return shown


def _explain(session: Session, page: Page, left: Iterable[CaseLine]) -> None:
    """Put the clocks of each case on *page*, and how they are computed."""
    from refundcli.commands.cases import dossier  # noqa: PLC0415 - only where it is asked for
    from refundcli.render.deadlines_text import deadlines_part  # noqa: PLC0415 - as above

    words = session.words.in_year(session.now.year)
    for one in left:
        page.heading(one.id)
        clocks = dossier(session, one.id)[0].deadlines
        deadlines_part(page, clocks, session.now, words, why=True, whole=True)


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
