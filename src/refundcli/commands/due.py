"""`refundcli due`: what needs doing, soonest first."""

from datetime import datetime

from refundcli.commands.app import Command
from refundcli.commands.cases import overview
from refundcli.commands.options import Given, Option
from refundcli.commands.session import Session
from refundcli.core.dossier import Dossier
from refundcli.core.errors import EXIT_ANSWER_IS_NO
from refundcli.core.text import say
from refundcli.core.times import parse_span
from refundcli.render.case_text import cases_page, deadlines_of
from refundcli.render.case_views import cases_view
from refundcli.render.page import Page


def run(session: Session, given: Given) -> int:
    """List every open case with a clock or a step, the soonest first."""
    found = overview(session)
    code = found.code
    within = given.word("within")
    until = session.now + parse_span(within) if within is not None else None
    left = sorted((one for one in found.dossiers if _is_due(one, until)), key=by_due)
    if session.is_json:
        session.answer(cases_view(left, session.now, session.words))
    elif not left:
        session.tell(say("nothing-due"))
    else:
        page = Page()
        cases_page(page, left, found.rulebook, session.words)
        if given.is_set("show_why"):
            deadlines_of(page, left, session.words)
        session.show(page)
    return EXIT_ANSWER_IS_NO if left and given.is_set("exit_code") and not code else code


def by_due(one: Dossier) -> tuple[bool, datetime, str]:
    """Return what cases are sorted by: the soonest clock first, those without one last."""
    clock = one.next
    return clock is None, clock.due if clock is not None else one.as_of, one.case.id


def _is_due(one: Dossier, until: datetime | None) -> bool:
    if until is None:
        return True
    return one.next is not None and one.next.due <= until


COMMAND = Command(
    (
        Option("within", ("--within",)),
        Option("show_why", ("--why",), bool),
        Option("exit_code", ("--exit-code",), bool),
    ),
    run,
)
