"""The channel `screen`: a line at the end of a command where something is due within the day, once a reminder."""

from collections.abc import Iterator
from contextlib import suppress

from refundcli.adapters.channels import Target
from refundcli.adapters.ledger_index import Query
from refundcli.commands.cases import dossier
from refundcli.commands.lines import readable_lines
from refundcli.commands.reminding import memory_of, plan_of, tell
from refundcli.commands.session import Session
from refundcli.core.dossier import Dossier
from refundcli.core.errors import RefundcliError
from refundcli.core.reminders import planned, planned_of_line, to_say
from refundcli.core.values import replace
from refundcli.core.workdays import ONE_DAY

SCREEN = "screen"

_CASES = 20
"""How many cases are looked into at the end of a command at most; what is left is said after the next one."""


def remind(session: Session) -> None:
    """Say in one line what is due within the day and was not said on the screen yet; never an error.

    Quiet hours do not count: whoever types is awake.
    """
    with suppress(RefundcliError):
        if SCREEN in session.settings.remind.channels:
            _remind(session)


def _remind(session: Session) -> None:
    plan, memory = replace(plan_of(session), quiet=None), memory_of(session)
    said = memory.on(SCREEN)
    query = Query(by_due=True, due_by=session.now + ONE_DAY)
    lines = readable_lines(session, query)
    due = (one for one in lines if to_say(planned_of_line(one, plan), said, session.now, plan))
    cases = dict(_looked_into(session, (one.id for one in due)))
    reminders = [
        one
        for found in cases.values()
        for one in planned(found, plan)
        if one.due <= session.now + ONE_DAY
    ]
    if to_say(reminders, said, session.now, plan):
        with memory.held(0):
            chosen = to_say(reminders, memory.on(SCREEN), session.now, plan)
            tell(session, Target(SCREEN, SCREEN, SCREEN, {}), chosen, cases, memory)


def _looked_into(session: Session, ids: Iterator[str]) -> Iterator[tuple[str, Dossier]]:
    for id, _ in zip(ids, range(_CASES), strict=False):
        with suppress(RefundcliError):
            found, _ = dossier(session, id)
            yield id, found
