"""Telling the buyer: reminders become notices, a channel is given them, and what it told is kept."""

from collections.abc import Mapping
from pathlib import Path

from refundcli.adapters.channels import MOST, ChannelFailed, Notice, Target, send, targets
from refundcli.adapters.said import SaidMemory
from refundcli.commands.calendar_keeping import calendar_path
from refundcli.commands.session import Session
from refundcli.core.dossier import Dossier
from refundcli.core.remind_outcome import Outcome
from refundcli.core.reminders import Plan, Reminder
from refundcli.core.text import say
from refundcli.render.reminder_text import details_of, reminder_words

URLS_FILE = "notify-urls"
"""The name of the file of addresses beside the configuration file, unless another one is set."""

Cases = Mapping[str, Dossier]
"""The cases that reminders speak of, by id."""


def plan_of(session: Session) -> Plan:
    """Return when this buyer wants to be told."""
    return session.settings.remind.plan(session.settings.here)


def memory_of(session: Session) -> SaidMemory:
    """Return what was said of this ledger's cases."""
    return SaidMemory(session.settings.cache_dir, session.settings.ledger)


def targets_of(session: Session, channel: str) -> tuple[Target, ...]:
    """Return whom *channel* tells; raises `ChannelFailed` where it is not set up."""
    wanted = session.settings.remind
    file = session.settings.config_dir / Path(wanted.urls_file or URLS_FILE).expanduser()
    options = {
        "command": wanted.command,
        "urls_file": str(file),
        "calendar": str(calendar_path(session)),
        "calendar_name": session.words.write_key("calendar-name"),
    }
    return targets(channel, options)


def failed(channel: str, label: str, error: ChannelFailed) -> Outcome:
    """Return the outcome of a channel that could not tell anything."""
    return Outcome(channel, label, "failed", (), error.message, error.hint)


def tell(
    session: Session,
    target: Target,
    chosen: tuple[Reminder, ...],
    cases: Cases,
    memory: SaidMemory,
) -> Outcome:
    """Tell *target* of what was *chosen*, keep what it told, and return what came of it."""
    channel, label = target.channel, target.label
    if not chosen:
        return Outcome(channel, label, "nothing")
    notices, covered = notices_of(session, channel, chosen, cases)
    error: ChannelFailed | None = None
    try:
        send(target, notices, session.settings.remind.timeout)
    except ChannelFailed as caught:
        error = caught
    known = tuple(one for some in covered[: error.told if error else len(covered)] for one in some)
    if known:
        memory.add(target.memory, (one.key for one in known), session.now)
    if error is None:
        return Outcome(channel, label, "told", known)
    return Outcome(channel, label, "failed", known, error.message, error.hint)


def notices_of(
    session: Session, channel: str, chosen: tuple[Reminder, ...], cases: Cases
) -> tuple[tuple[Notice, ...], tuple[tuple[Reminder, ...], ...]]:
    """Return the notices of what was *chosen* for *channel*, and which reminders each one speaks of."""
    most = MOST.get(channel, len(chosen))
    alone = chosen if len(chosen) <= most else chosen[: most - 1]
    rest = chosen[len(alone) :]
    notices = tuple(_notice(session, one, cases) for one in alone)
    covered = tuple((one,) for one in alone)
    if not rest:
        return notices, covered
    return (*notices, _notice(session, rest[0], cases, len(rest) - 1)), (*covered, rest)


def _notice(session: Session, one: Reminder, cases: Cases, more: int = 0) -> Notice:
    wants_details = session.settings.remind.details
    details = details_of(cases[one.case_id].state.order, session.words) if wants_details else {}
    title, text = reminder_words(one, session.now, session.words, details)
    if more:
        text = session.words.write(say("reminder-more", first=text, count=more))
    return Notice(
        key=one.key,
        case_id=one.case_id,
        deadline_id=one.deadline_id,
        actor=one.actor,
        lead=one.lead,
        due=one.due,
        as_of=session.now,
        title=title,
        text=text,
        details=details,
    )
