"""`refundcli list`: the cases, a row each."""

from refundcli.commands.app import Command
from refundcli.commands.cases import overview
from refundcli.commands.gather import state_named
from refundcli.commands.options import Given, Option
from refundcli.commands.session import Session
from refundcli.core.dossier import Dossier
from refundcli.core.events import PHASES
from refundcli.core.names import resolve
from refundcli.core.text import say
from refundcli.render.case_text import cases_page
from refundcli.render.case_views import cases_view
from refundcli.render.page import Page


def run(session: Session, given: Given) -> int:
    """List the cases that the filters leave, the oldest first."""
    closed = given.is_set("closed") or given.word("phase") == "closed"
    found = overview(session, closed=closed)
    rulebook, code = found.rulebook, found.code
    platform, state, phase = given.word("platform"), given.word("state"), given.word("phase")
    wanted = {
        "platform": session.platform_named(platform) if platform else None,
        "state": state_named(session.rulebook(), None, state) if state else None,
        "phase": resolve(phase, dict.fromkeys(PHASES, ()), "phase") if phase else None,
    }
    is_overdue = given.is_set("overdue")
    left = [
        one for one in found.dossiers if _fits(one, wanted) and (one.is_overdue or not is_overdue)
    ]
    left.sort(key=lambda one: (one.case.opened_at, one.case.id))
    if session.is_json:
        session.answer(cases_view(left, session.now, session.words))
        return code
    if not left:
        session.tell(say("no-cases"))
        return code
    page = Page()
    cases_page(page, left, rulebook, session.words)
    session.show(page)
    return code


def _fits(one: Dossier, wanted: dict[str, str | None]) -> bool:
    order = one.state.order
    has = {"platform": order.platform, "state": order.state, "phase": one.state.phase}
    return all(value is None or has[name] == value for name, value in wanted.items())


COMMAND = Command(
    (
        Option("platform", ("--platform", "-p"), completes="platforms"),
        Option("state", ("--state", "-s"), completes="states"),
        Option("phase", ("--phase",), completes="phases"),
        Option("overdue", ("--overdue",), bool),
        Option("closed", ("--closed",), bool),
    ),
    run,
)
