"""`refundcli remind ics`: the deadlines as a calendar, on stdout or in a file that is kept up to date."""

import os
from collections.abc import Callable
from pathlib import Path

from refundcli.adapters.calendar_file import calendar_bytes, revise_calendar
from refundcli.commands.calendar_keeping import entries, is_told_by
from refundcli.commands.cases import dossier, overview
from refundcli.commands.command import Command
from refundcli.commands.options import Given, Option
from refundcli.commands.session import Session
from refundcli.core.dossier import Dossier
from refundcli.core.text import say
from refundcli.render.calendar_text import calendar_view


def run(session: Session, given: Given) -> int:
    """Write the entries of the cases that were named, or of all; a system with CRLF puts it into stdout itself."""
    dossiers, is_told, code = _chosen(session, given)
    wanted = entries(session, dossiers, leads_are_events=given.is_set("alarms_as_events"))
    name = session.words.write_key("calendar-name")
    file = given.word("calendar_out")
    if file is not None:
        path = Path(file).expanduser()
        wanted, is_written = revise_calendar(path, name, wanted, is_told, session.now)
        key = "calendar-written" if is_written else "calendar-unchanged"
        session.tell(say(key, file=file, count=sum(not one.is_cancelled for one in wanted)))
    if session.is_json:
        session.answer(calendar_view(wanted, session.now, file))
    elif file is None:
        text = calendar_bytes(wanted, name).decode()
        session.console.out(text.replace("\r\n", "\n") if os.linesep == "\r\n" else text, end="")
    return code


def _chosen(
    session: Session, given: Given
) -> tuple[tuple[Dossier, ...], Callable[[str], bool], int]:
    """Return the cases, of which cases they are all that there is, and the exit code: 13 where some cannot be read."""
    names = given.words("of_case")
    if names:
        found = {one.case.id: one for one in (dossier(session, name)[0] for name in names)}
        return tuple(found.values()), found.__contains__, 0
    all = overview(session)
    return all.dossiers, is_told_by(all), all.code


COMMAND = Command(
    (
        Option("calendar_out", ("--out",), completes="paths"),
        Option("of_case", ("--case",), is_many=True, completes="cases"),
        Option("alarms_as_events", ("--alarms-as-events",), bool),
    ),
    run,
)
