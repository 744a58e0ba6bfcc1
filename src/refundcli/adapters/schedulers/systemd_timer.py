"""systemd: a timer of the user's own manager, and the service that it starts."""

import re
import shlex
from pathlib import Path

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

_SERVICE = """\
[Unit]
Description=Reminders of refundcli

[Service]
Type=oneshot
ExecStart={call}
"""

_TIMER = """\
[Unit]
Description=Reminders of refundcli, by the clock

[Timer]
OnStartupSec=1min
OnUnitActiveSec={seconds}s
AccuracySec=1min

[Install]
WantedBy=timers.target
"""


def is_here(world: World) -> bool:
    """Return whether this system has the scheduler: Linux, run by systemd."""
    return (
        world.system == "linux" and world.has("systemctl") and Path("/run/systemd/system").exists()
    )


def installing(job: Job, world: World) -> tuple[Step, ...]:
    """Return the steps that install *job*: two unit files, and where there is a systemctl, its calls."""
    call = " ".join(map(_quoted, shell_argv(job)))
    service = _SERVICE.format(call=call)
    timer = _TIMER.format(seconds=round(job.every.total_seconds()))
    return (
        _written(_folder(world) / f"{NAME}.service", service),
        _written(_folder(world) / f"{NAME}.timer", timer),
        *_calls(world, Run(("systemctl", "--user", "daemon-reload"))),
        *_calls(world, Run(("systemctl", "--user", "restart", f"{NAME}.timer"))),
        *_calls(world, Run(("systemctl", "--user", "enable", f"{NAME}.timer"))),
    )


def removing(world: World) -> tuple[Step, ...]:
    """Return the steps that take the timer and its service away."""
    stop = Run(("systemctl", "--user", "disable", "--now", f"{NAME}.timer"), is_optional=True)
    reload = Run(("systemctl", "--user", "daemon-reload"), is_optional=True)
    return (
        *_calls(world, stop),
        Remove(_wanted(world)),
        Remove(_folder(world) / f"{NAME}.timer"),
        Remove(_folder(world) / f"{NAME}.service"),
        *_calls(world, reload),
    )


def installed(world: World) -> Installed | None:
    """Return the timer or the service that is there."""
    service = _folder(world) / f"{NAME}.service"
    timer = service.with_suffix(".timer")
    if not service.exists() and not timer.exists():
        return None
    text = service.read_text("utf-8", errors="replace") if service.exists() else ""
    found = re.search(r"^ExecStart=(.*)$", text, re.MULTILINE)
    program = program_of(_unquoted(found[1])) if found else None
    return Installed("systemd", str(timer), program, _wanted(world).is_symlink())


def _folder(world: World) -> Path:
    config = world.environment.get("XDG_CONFIG_HOME") or str(world.home / ".config")
    return Path(config) / "systemd" / "user"


def _wanted(world: World) -> Path:
    """Return the link by which `systemctl enable` says that the timer is wanted."""
    return _folder(world) / "timers.target.wants" / f"{NAME}.timer"


def _calls(world: World, run: Run) -> tuple[Run, ...]:
    return (run,) if world.has("systemctl") else ()


def _written(path: Path, text: str) -> Write:
    return Write(path, text.encode(), text)


def _quoted(word: str) -> str:
    """Return *word* as a unit file has it: in quotes, nothing in it a specifier, a variable or an escape.

    >>> _quoted('50% "$0"')
    '"50%% \\\\"$$0\\\\""'
    """
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        word = word.replace(sign, written)
    return f'"{word}"'


def _unquoted(call: str) -> list[str]:
    try:
        return [one.replace("%%", "%").replace("$$", "$") for one in shlex.split(call)]
    except ValueError:
        return []
