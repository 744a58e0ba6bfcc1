"""What runs the reminders by the clock: one module a scheduler, and the table of them.

A module has three functions. `installing(job, world)` and `removing(world)` give the steps, and run nothing;
`installed(world)` gives what is there. Each `Scheduler` describes.
"""

import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from shutil import which
from typing import Protocol, cast

from refundcli.adapters.atomic import FILE_MODE, make_folder, write_file
from refundcli.adapters.os_reasons import reason_of
from refundcli.core.errors import BadData
from refundcli.core.outside import clean
from refundcli.core.text import say
from refundcli.core.values import dataclass, field

NAME = "refundcli-remind"
"""What the job is called wherever a scheduler names jobs."""

SCHEDULERS: Mapping[str, str] = {
    "systemd": "systemd_timer",
    "launchd": "launch_agent",
    "cron": "crontab",
    "windows": "windows_task",
}
"""Every scheduler and the module of this folder that holds it."""

_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(days=1)

_SECONDS = 30
"""How long a scheduler's own program may take."""


@dataclass(frozen=True, slots=True)
class World:
    """Where a scheduler works: the buyer's home and environment, the program's data folder, the system's name."""

    home: Path
    data: Path
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    system: str = sys.platform

    def has(self, program: str) -> bool:
        """Return whether *program* is on the PATH."""
        return which(program, path=self.environment.get("PATH", os.defpath)) is not None


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be run, how often, and with which variables over a scheduler's few.

    The first of *argv* is the absolute path of the program. *farewell* is what the job says, and all it does, once
    that program is gone. Raises `BadData` for what no scheduler can hold: a line break, a character that controls.
    """

    argv: tuple[str, ...]
    every: timedelta
    variables: Mapping[str, str]
    farewell: str

    def __post_init__(self) -> None:
        """Refuse what no scheduler can hold, and what would run too often or too seldom."""
        for one in (*self.argv, *self.variables.values(), self.farewell):
            if not one.isprintable():
                raise BadData(say("error-schedule-words", words=one), say("hint-schedule-words"))
        if not _SHORTEST <= self.every <= _LONGEST:
            raise BadData(say("error-schedule-every"), say("hint-schedule-every"))


@dataclass(frozen=True, slots=True)
class Write:
    """A step: *data* becomes the file *path*; *text* is what of it is shown."""

    path: Path
    data: bytes
    text: str


@dataclass(frozen=True, slots=True)
class Remove:
    """A step: the file *path* goes, if it is there."""

    path: Path


@dataclass(frozen=True, slots=True)
class Run:
    """A step: a program is run, with *given* on its standard input, of which *text* is shown.

    Where it is *optional* it may fail: it takes away what may not be there.
    """

    argv: tuple[str, ...]
    given: bytes = b""
    text: str = ""
    is_optional: bool = False


Step = Write | Remove | Run


@dataclass(frozen=True, slots=True)
class Installed:
    """A job that is there: with which scheduler, in which file or table, and the program that it calls.

    `program` is None where that cannot be read out of it. `is_enabled`: the scheduler knows that it is to run.
    """

    scheduler: str
    where: str
    program: Path | None
    is_enabled: bool = True


class Scheduler(Protocol):
    """What a module of a scheduler has."""

    def is_here(self, world: World) -> bool:
        """Return whether this system has the scheduler."""

    def installing(self, job: Job, world: World) -> tuple[Step, ...]:
        """Return the steps that install *job*, over one that is there; raises `BadData` where that cannot be."""

    def removing(self, world: World) -> tuple[Step, ...]:
        """Return the steps that take away what `installing` made, and nothing else."""

    def installed(self, world: World) -> Installed | None:
        """Return what is there, or None."""


def scheduler(name: str) -> Scheduler:
    """Return the scheduler *name* of the table."""
    return cast(Scheduler, import_module(f"{__name__}.{SCHEDULERS[name]}"))


def usual_scheduler(world: World) -> str:
    """Return the first scheduler of the table that this system has; raises `BadData` where it has none."""
    for name in SCHEDULERS:
        if scheduler(name).is_here(world):
            return name
    raise BadData(say("error-scheduler-none", known=tuple(SCHEDULERS)), say("hint-scheduler-none"))


def all_installed(world: World) -> tuple[Installed, ...]:
    """Return every job of ours, whichever scheduler has it."""
    found = (scheduler(name).installed(world) for name in SCHEDULERS)
    return tuple(one for one in found if one is not None)


def shell_argv(job: Job) -> tuple[str, ...]:
    """Return the job as a call of the system's shell, which tells where the program is gone.

    Its results go nowhere: what there is to say is said by the channels. Its complaints stay.
    """
    script = 'test -x "$1" || { echo "$0" >&2; exit 127; }; exec "$@" >/dev/null'
    pairs = (f"{name}={value}" for name, value in job.variables.items())
    env = ("/usr/bin/env", *pairs) if job.variables else ()
    return (*env, "/bin/sh", "-c", script, job.farewell, *job.argv)


def program_of(argv: list[str]) -> Path | None:
    """Return the program that a call made by `shell_argv` is about."""
    if "-c" not in argv or len(argv) < argv.index("-c") + 4:
        return None
    return Path(argv[argv.index("-c") + 3])


def output_of(argv: tuple[str, ...], world: World) -> subprocess.CompletedProcess[bytes]:
    """Run a scheduler's program, in English, and return what it answered; raises `BadData` where it cannot be run."""
    return _called(Run(argv), world)


def carry_out(steps: tuple[Step, ...], world: World) -> None:
    """Do the *steps*; where one cannot be done, take away the files that were new, and raise `BadData`."""
    made: list[Path] = []
    try:
        for one in steps:
            _do(one, world, made)
    except BadData:
        for path in made:
            path.unlink(missing_ok=True)
        raise


def _do(step: Step, world: World, made: list[Path]) -> None:
    if isinstance(step, Run):
        done = _called(step, world)
        if done.returncode and not step.is_optional:
            raise refused(step.argv, done)
        return
    try:
        if isinstance(step, Remove):
            step.path.unlink(missing_ok=True)
            return
        is_new = not step.path.exists()
        make_folder(step.path.parent)
        write_file(step.path, step.data, step.path.parent, mode=FILE_MODE)
        made += [step.path] if is_new else []
    except OSError as error:
        raise BadData(
            say("error-file-unwritable", file=str(step.path), reason=reason_of(error)),
            say("hint-file-unwritable"),
        ) from error


def refused(argv: tuple[str, ...], done: subprocess.CompletedProcess[bytes]) -> BadData:
    """Return the error of a scheduler's program that ended with another code than 0."""
    words = clean((done.stderr or done.stdout).decode(errors="replace")).strip()
    return BadData(
        say("error-scheduler-refused", call=" ".join(argv), code=done.returncode, words=words),
        say("hint-scheduler-refused"),
    )


def _called(run: Run, world: World) -> subprocess.CompletedProcess[bytes]:
    name, *rest = run.argv
    program = which(name, path=world.environment.get("PATH", os.defpath))
    if program is None:
        raise BadData(say("error-scheduler-absent", program=name), say("hint-scheduler-none"))
    try:
        return subprocess.run(
            (program, *rest),
            input=run.given,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**world.environment, "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired:
        raise BadData(
            say("error-scheduler-slow", call=" ".join(run.argv), seconds=_SECONDS),
            say("hint-scheduler-refused"),
        ) from None
    except OSError as error:
        raise BadData(
            say("error-channel-start", program=program, reason=reason_of(error)),
            say("hint-scheduler-none"),
        ) from error
