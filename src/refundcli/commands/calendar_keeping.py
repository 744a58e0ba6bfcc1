"""The calendar of the buyer's cases: what its entries say, and the file that `remind run` keeps up to date."""

from collections.abc import Callable, Iterable
from pathlib import Path

from refundcli.commands.cases import Overview
from refundcli.commands.session import Session
from refundcli.core.calendar_entries import Entry, entries_of, revised
from refundcli.core.dossier import Dossier
from refundcli.core.errors import BadData
from refundcli.core.remind_outcome import Outcome
from refundcli.render.calendar_text import calendar_wording

CALENDAR = "calendar"
"""The channel that is brought up to date in every run."""

_FILE = "deadlines.ics"
"""The file's name in the data folder, unless another file is set."""


def calendar_path(session: Session) -> Path:
    """Return the file that the channel keeps: the one that is set, counted from the configuration file's folder."""
    named = session.settings.remind.calendar
    if named is None:
        return session.settings.data_dir / _FILE
    return session.settings.config_dir / Path(named).expanduser()


def entries(
    session: Session, dossiers: Iterable[Dossier], *, leads_are_events: bool
) -> tuple[Entry, ...]:
    """Return what a calendar says of cases, in the buyer's words and by the buyer's lead times."""
    wanted = session.settings.remind
    plan = wanted.plan(session.settings.here)
    return tuple(
        entry
        for one in dossiers
        for entry in entries_of(
            one,
            plan,
            calendar_wording(one, session.words, has_details=wanted.details),
            leads_are_events=leads_are_events,
        )
    )


def is_told_by(found: Overview) -> Callable[[str], bool]:
    """Return of which cases *found* tells all: of every one, unless some of the ledger cannot be read."""
    read = {one.case.id for one in found.dossiers}
    return lambda case_id: not found.code or case_id in read


def keep_calendar(session: Session, found: Overview, *, is_dry: bool) -> Outcome:
    """Bring the channel's file up to date, and return what came of it; a dry run changes nothing."""
    from refundcli.adapters.calendar_file import (  # noqa: PLC0415 - 100 ms, for who wants a calendar
        read_calendar,
        revise_calendar,
    )

    path = calendar_path(session)
    wanted = entries(
        session, found.dossiers, leads_are_events=session.settings.remind.calendar_events
    )
    is_told = is_told_by(found)
    try:
        if is_dry:
            before = read_calendar(path)
            is_new = revised(before, wanted, is_told, session.now) != before
            outcome = "would-write" if is_new else "nothing"
        else:
            name = session.words.write_key("calendar-name")
            written = revise_calendar(path, name, wanted, is_told, session.now)[1]
            outcome = "written" if written else "nothing"
    except BadData as error:
        return Outcome(CALENDAR, str(path), "failed", (), error.message, error.hint)
    return Outcome(CALENDAR, str(path), outcome)
