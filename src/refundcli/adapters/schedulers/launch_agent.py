"""launchd: an agent of the buyer's own, described by a property list."""

import os
import plistlib
from pathlib import Path
from xml.parsers.expat import ExpatError

from refundcli.adapters.schedulers import (
    NAME,
    Installed,
    Job,
    Remove,
    Run,
    Step,
    World,
    Write,
    program_of,
    shell_argv,
)


def is_here(world: World) -> bool:
    """Return whether this system has the scheduler: macOS."""
    return world.system == "darwin"


def installing(job: Job, world: World) -> tuple[Step, ...]:
    """Return the steps that install *job*, instead of one that is loaded.

    What it complains of goes to a file in the data folder.
    """
    data = plistlib.dumps(
        {
            "Label": NAME,
            "ProgramArguments": list(shell_argv(job)),
            "StartInterval": round(job.every.total_seconds()),
            "RunAtLoad": True,
            "ProcessType": "Background",
            "StandardErrorPath": str(_complaints(world)),
        }
    )
    return (
        Write(_path(world), data, data.decode()),
        *_calls(world, Run(("launchctl", "bootout", f"{_domain()}/{NAME}"), is_optional=True)),
        *_calls(world, Run(("launchctl", "bootstrap", _domain(), str(_path(world))))),
    )


def removing(world: World) -> tuple[Step, ...]:
    """Return the steps that take the agent away."""
    stop = Run(("launchctl", "bootout", f"{_domain()}/{NAME}"), is_optional=True)
    return (*_calls(world, stop), Remove(_path(world)), Remove(_complaints(world)))


def installed(world: World) -> Installed | None:
    """Return the agent that is there."""
    path = _path(world)
    if not path.exists():
        return None
    program = None
    try:
        found = plistlib.loads(path.read_bytes())
        program = program_of([str(one) for one in found["ProgramArguments"]])
    except (plistlib.InvalidFileException, ExpatError, KeyError, TypeError, ValueError):
        pass
    return Installed("launchd", str(path), program)


def _path(world: World) -> Path:
    return world.home / "Library" / "LaunchAgents" / f"{NAME}.plist"


def _complaints(world: World) -> Path:
    return world.data / f"{NAME}.log"


def _domain() -> str:
    return f"gui/{os.getuid() if hasattr(os, 'getuid') else 0}"


def _calls(world: World, run: Run) -> tuple[Run, ...]:
    return (run,) if world.has("launchctl") else ()
