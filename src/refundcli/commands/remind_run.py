"""`refundcli remind run`: say what is due to be said, once a channel; made for a scheduler."""

from collections.abc import Iterator
from contextlib import nullcontext
from itertools import chain

from refundcli.adapters.channels import ChannelFailed
from refundcli.commands.calendar_keeping import CALENDAR, keep_calendar
from refundcli.commands.cases import Overview, overview
from refundcli.commands.command import Command
from refundcli.commands.options import Given, Option
from refundcli.commands.reminding import failed, memory_of, plan_of, targets_of, tell
from refundcli.commands.session import Session
from refundcli.core.errors import EXIT_ANSWER_IS_NO
from refundcli.core.remind_outcome import Outcome
from refundcli.core.reminders import planned, to_say
from refundcli.render.page import Page
from refundcli.render.reminder_views import outcomes_page, run_view

SCREEN = "screen"
"""The channel that tells at the end of other commands, and not in a run."""

_WAIT_SECONDS = 30
"""How long another run is waited for."""


def run(session: Session, given: Given) -> int:
    """Tell every channel what it was not told yet, and show what was done."""
    is_dry = given.is_set("dry_run")
    found = overview(session)
    memory = memory_of(session)
    with nullcontext() if is_dry else memory.held(_WAIT_SECONDS):
        outcomes = tuple(_outcomes(session, found, is_dry=is_dry))
        if not is_dry:
            memory.mark_run(one.label for one in outcomes if one.outcome == "failed")
    if session.is_json:
        session.answer(run_view(outcomes, session.now, session.words, is_dry=is_dry))
    else:
        page = Page()
        outcomes_page(page, outcomes, session.now, session.words)
        session.show(page)
    if found.code:
        return found.code
    if any(one.outcome == "failed" for one in outcomes):
        return ChannelFailed.code
    is_due = any(one.reminders for one in outcomes)
    return EXIT_ANSWER_IS_NO if is_due and given.is_set("exit_code") else 0


def _outcomes(session: Session, found: Overview, *, is_dry: bool) -> Iterator[Outcome]:
    plan, memory = plan_of(session), memory_of(session)
    reminders = tuple(chain.from_iterable(planned(one, plan) for one in found.dossiers))
    cases = {one.case.id: one for one in found.dossiers}
    for channel in session.settings.remind.channels:
        if channel == SCREEN:
            continue
        if channel == CALENDAR:
            yield keep_calendar(session, found, is_dry=is_dry)
            continue
        try:
            aims = targets_of(session, channel)
        except ChannelFailed as error:
            yield failed(channel, channel, error)
            continue
        for aim in aims:
            chosen = to_say(reminders, memory.on(aim.memory), session.now, plan)
            if is_dry:
                outcome = "would-tell" if chosen else "nothing"
                yield Outcome(channel, aim.label, outcome, chosen)
            else:
                yield tell(session, aim, chosen, cases, memory)


COMMAND = Command(
    (Option("dry_run", ("--dry-run",), bool), Option("exit_code", ("--exit-code",), bool)),
    run,
    shows_due=True,
)
