"""Whether the reminders come by themselves: a scheduler's job, the program it calls, and its last run."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from refundcli.adapters.said import SaidMemory
from refundcli.adapters.schedulers import Installed, World, all_installed
from refundcli.adapters.toml_files import unreadable
from refundcli.core.errors import BadData
from refundcli.core.health import Finding
from refundcli.core.text import Said, say

_LONG_AGO = timedelta(days=2)
"""After so long without a run something is wrong, or the machine was off."""

_AREA = "reminders"


def reminder_findings(world: World, memory: SaidMemory, now: datetime) -> Iterator[Finding]:
    """Give how the jobs are that run the reminders, when they last did, and whom they did not reach."""
    try:
        jobs = all_installed(world)
    except (BadData, OSError) as error:
        fault = unreadable(Path(error.filename), error) if isinstance(error, OSError) else error
        yield _finding("warning", "scheduler", fault.message, todo=fault.hint)
        return
    if not jobs:
        todo = say("doctor-do-reminders-none")
        yield _finding("note", "reminders-none", say("doctor-reminders-none"), todo=todo)
        return
    for one in jobs:
        yield _of_job(one)
    if memory.last_failed:
        what = say("doctor-reminders-failed", channels=memory.last_failed)
        yield _finding("error", "reminders-failed", what, todo=say("doctor-do-reminders-failed"))
    last_run = memory.last_run_at
    if last_run is not None and now - last_run < _LONG_AGO:
        yield _finding("ok", "reminders-run", say("doctor-reminders-run", at=last_run))
        return
    key = "doctor-reminders-never" if last_run is None else "doctor-reminders-long-ago"
    severity = "note" if last_run is None else "warning"
    todo = say("doctor-do-reminders-run")
    yield _finding(severity, "reminders-run", say(key, at=last_run), todo=todo)


def _of_job(one: Installed) -> Finding:
    again = say("doctor-do-reminders-again")
    if one.program is None:
        what = say("doctor-reminders-unread", scheduler=one.scheduler)
        return _finding("error", "reminders-unread", what, one.where, again)
    if not os.access(one.program, os.X_OK):
        what = say("doctor-reminders-gone", scheduler=one.scheduler, program=str(one.program))
        return _finding("error", "reminders-gone", what, one.where, again)
    if not one.is_enabled:
        what = say("doctor-reminders-disabled", scheduler=one.scheduler)
        return _finding("warning", "reminders-disabled", what, one.where, again)
    what = say("doctor-reminders", scheduler=one.scheduler)
    return _finding("ok", "reminders-installed", what, one.where)


def _finding(
    severity: str, id: str, what: Said, file: str | None = None, todo: Said | None = None
) -> Finding:
    return Finding(_AREA, severity, id, what, file, todo=todo)
