"""`refundcli` alone: on a terminal what is due and a menu, elsewhere help."""

from collections.abc import Callable, Mapping

from refundcli.adapters.ledger_index import Query
from refundcli.adapters.prompts import Back, Option
from refundcli.commands.lines import SCREEN, lines, tell_of_more
from refundcli.commands.session import Session
from refundcli.core.case_line import CaseLine
from refundcli.core.text import say
from refundcli.render.case_list import cases_page
from refundcli.render.page import Page

_MENU = ("new", "log", "show", "message", "help", "leave")
_NEEDS_A_CASE = ("log", "show", "message")


def run(
    session: Session, get_help: Callable[[], str], call: Callable[[str, Mapping[str, object]], int]
) -> int:
    """Show what is due and what one would do next, and do what is chosen through *call*."""
    prompts = session.prompts
    if prompts is None:
        session.console.out(get_help())
        return 0
    found = lines(session, Query(by_due=True, most=SCREEN))
    code = found.code
    waiting = tuple(found.lines)
    page = Page()
    page.heading(session.words.write(say("head-due" if waiting else "head-welcome")))
    cases_page(page, waiting, session.now, session.words.in_year(session.now.year))
    session.show(page)
    tell_of_more(session, found, len(waiting))
    write = session.words.write
    able = [one for one in _MENU if waiting or one not in _NEEDS_A_CASE]
    options = [Option(one, write(say(f"menu-{one}"))) for one in able]
    chosen = prompts.choose(write(say("ask-what-now")), options, can_go_back=False)
    if chosen == "help":
        session.console.out(get_help())
    elif chosen == "new":
        return call("new", {})
    elif chosen in _NEEDS_A_CASE:
        case = _case(session, waiting)
        return code if case is None else call(str(chosen), {"case": case})
    return code


def _case(session: Session, waiting: tuple[CaseLine, ...]) -> str | None:
    write = session.words.write
    options = [
        Option(one.id, write(say("case-choice", id=one.id, what=one.next_step.what)))
        for one in waiting
    ]
    if session.prompts is None or not options:
        return None
    found = session.prompts.choose(write(say("ask-which-case")), options)
    return None if isinstance(found, Back) else found
