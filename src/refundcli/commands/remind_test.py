"""`refundcli remind test`: send a trial reminder over each channel, now."""

from collections.abc import Iterator

from refundcli.adapters.channels import CHANNELS, ChannelFailed, Notice, send
from refundcli.commands.command import Command
from refundcli.commands.options import Argument, Given
from refundcli.commands.reminding import failed, targets_of
from refundcli.commands.session import Session
from refundcli.core.names import resolve
from refundcli.core.remind_outcome import Outcome
from refundcli.core.text import say
from refundcli.render.page import Page
from refundcli.render.reminder_views import outcomes_page, trial_view


def run(session: Session, given: Given) -> int:
    """Send a trial over one channel, or over all that are set, and show which took it."""
    named = given.word("channel")
    names = {id: (session.words.write(say(f"remind-channel-{id}")),) for id in CHANNELS}
    wanted = session.settings.remind.channels
    chosen = wanted if named is None else (resolve(named, names, "channel"),)
    outcomes = tuple(_tried(session, chosen))
    if session.is_json:
        session.answer(trial_view(outcomes, session.now, session.words))
    else:
        page = Page()
        outcomes_page(page, outcomes, session.now, session.words)
        session.show(page)
    return ChannelFailed.code if any(one.outcome == "failed" for one in outcomes) else 0


def _tried(session: Session, channels: tuple[str, ...]) -> Iterator[Outcome]:
    for channel in channels:
        try:
            aims = targets_of(session, channel)
        except ChannelFailed as error:
            yield failed(channel, channel, error)
            continue
        for aim in aims:
            try:
                send(aim, (_trial(session, aim.label),), session.settings.remind.timeout)
            except ChannelFailed as error:
                yield failed(channel, aim.label, error)
            else:
                yield Outcome(channel, aim.label, "trial")


def _trial(session: Session, label: str) -> Notice:
    write = session.words.write
    return Notice(
        key="trial",
        case_id="trial",
        deadline_id="trial",
        actor="buyer",
        lead="end",
        due=session.now,
        as_of=session.now,
        title=write(say("reminder-trial-title")),
        text=write(say("reminder-trial", channel=label)),
    )


COMMAND = Command(
    (Argument("channel", is_needed=False, completes="channels"),), run, shows_due=True
)
