"""Windows Task Scheduler: a task of the buyer's own, described by a file of XML."""

import subprocess
from pathlib import Path, PureWindowsPath
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from refundcli.adapters.schedulers import NAME, Installed, Job, Remove, Run, Step, World, Write

_SPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"

_TASK = """\
<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="{space}">
  <RegistrationInfo>
    <Description>Reminders of refundcli</Description>
  </RegistrationInfo>
  <Triggers>
    <TimeTrigger>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
      <Repetition>
        <Interval>PT{minutes}M</Interval>
      </Repetition>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT10M</ExecutionTimeLimit>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{command}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"""


def is_here(world: World) -> bool:
    """Return whether this system has the scheduler: Windows."""
    return world.system == "win32"


def installing(job: Job, world: World) -> tuple[Step, ...]:
    """Return the steps that install *job*: a file in the data folder, and the call that registers it.

    The variables are not written: a task has those of the buyer's account.
    """
    program, *arguments = job.argv
    text = _TASK.format(
        space=_SPACE,
        minutes=round(job.every.total_seconds() / 60),
        command=escape(_windowless(program)),
        arguments=escape(subprocess.list2cmdline(arguments)),
    )
    path = _path(world)
    register = Run(("schtasks", "/Create", "/TN", NAME, "/XML", str(path), "/F"))
    data = text.replace("\n", "\r\n").encode("utf-16")
    return (Write(path, data, text), *_calls(world, register))


def removing(world: World) -> tuple[Step, ...]:
    """Return the steps that take the task and its file away."""
    remove = Run(("schtasks", "/Delete", "/TN", NAME, "/F"), is_optional=True)
    return (*_calls(world, remove), Remove(_path(world)))


def installed(world: World) -> Installed | None:
    """Return the task whose file is there."""
    path = _path(world)
    if not path.exists():
        return None
    program = None
    try:
        root = ElementTree.fromstring(path.read_bytes())
        command = root.findtext(f".//{{{_SPACE}}}Command")
        program = Path(command) if command else None
    except (ElementTree.ParseError, ValueError):
        pass
    return Installed("windows", str(path), program)


def _path(world: World) -> Path:
    return world.data / f"{NAME}.xml"


def _calls(world: World, run: Run) -> tuple[Run, ...]:
    return (run,) if world.has("schtasks") else ()


def _windowless(program: str) -> str:
    """Return the Python beside *program* that opens no window, where it is one with a window.

    >>> _windowless(r"C:\\venv\\Scripts\\python.exe")
    'C:\\\\venv\\\\Scripts\\\\pythonw.exe'
    """
    path = PureWindowsPath(program)
    return str(path.with_name("pythonw.exe")) if path.name.lower() == "python.exe" else program
