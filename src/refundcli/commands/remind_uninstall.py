"""`refundcli remind uninstall`: take away what `remind install` made, and nothing else."""

from refundcli.adapters.schedulers import all_installed, scheduler
from refundcli.commands.command import Command
from refundcli.commands.options import Given, Option
from refundcli.commands.scheduling import do_and_show, world_of
from refundcli.commands.session import Session
from refundcli.core.text import say


def run(session: Session, given: Given) -> int:
    """Show what is removed and run, and do it, whichever scheduler has the job."""
    world = world_of(session)
    names = tuple(one.scheduler for one in all_installed(world))
    steps = tuple(step for name in names for step in scheduler(name).removing(world))
    done = say("schedule-removed" if names else "schedule-none")
    do_and_show(
        session, "remind-uninstall", names, steps, is_dry=given.is_set("dry_run"), done=done
    )
    return 0


COMMAND = Command((Option("dry_run", ("--dry-run",), bool),), run)
