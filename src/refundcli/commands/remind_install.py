"""`refundcli remind install`: let the system's scheduler run the reminders."""

import os
import sys
from datetime import timedelta

from refundcli.adapters.schedule_job import job_of
from refundcli.adapters.schedulers import Run, all_installed, scheduler, usual_scheduler
from refundcli.adapters.settings import CONFIG_VARIABLE
from refundcli.commands.command import Command
from refundcli.commands.options import Given, Option
from refundcli.commands.scheduling import do_and_show, named_scheduler, world_of
from refundcli.commands.session import Session
from refundcli.core.errors import BadData
from refundcli.core.text import say
from refundcli.core.times import parse_span

_EVERY = "15m"


def run(session: Session, given: Given) -> int:
    """Show what is written and run, and do it; a job that is there already is replaced."""
    world = world_of(session)
    name = named_scheduler(given) or usual_scheduler(world)
    others = tuple(one.scheduler for one in all_installed(world) if one.scheduler != name)
    if others:
        raise BadData(say("error-schedule-other", schedulers=others), say("hint-schedule-other"))
    every = _span(given.word("every") or _EVERY)
    job = job_of(
        session.settings,
        every,
        session.words.write(say("schedule-gone", program=sys.executable)),
        os.environ,
        is_config_named=bool(given.word("config") or os.environ.get(CONFIG_VARIABLE)),
    )
    steps = scheduler(name).installing(job, world)
    is_running = any(isinstance(one, Run) for one in steps)
    done = say("schedule-installed" if is_running else "schedule-written", scheduler=name)
    do_and_show(
        session, "remind-install", (name,), steps, is_dry=given.is_set("dry_run"), done=done
    )
    return 0


def _span(text: str) -> timedelta:
    """Return how often; here an m can only be minutes."""
    number = text.strip().removesuffix("m")
    return parse_span(f"{number} min" if number.isdecimal() else text, "--every")


COMMAND = Command(
    (
        Option("every", ("--every",)),
        Option("scheduler", ("--scheduler",), completes="schedulers"),
        Option("dry_run", ("--dry-run",), bool),
    ),
    run,
)
