"""cron: a line between two marks, ahead of whatever else stands in the buyer's table."""

import re
import shlex
from datetime import timedelta

from refundcli.adapters.schedulers import (
    Installed,
    Job,
    Run,
    Step,
    World,
    output_of,
    program_of,
    refused,
    shell_argv,
)
from refundcli.core.errors import BadData
from refundcli.core.text import say

BEGIN, END = b"# >>> refundcli remind >>>\n", b"# <<< refundcli remind <<<\n"
"""The marks; what stands outside them is never touched."""

_LIST = ("crontab", "-l")
_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_LONGEST = 900
"""Bytes that every cron takes in a line."""


def is_here(world: World) -> bool:
    """Return whether this system has the scheduler: anything but Windows, with crontab on the PATH."""
    return world.system != "win32" and world.has("crontab")


def installing(job: Job, world: World) -> tuple[Step, ...]:
    """Return the step that installs *job*.

    The line stands first, so that no setting of the buyer's table changes what it runs in, and so that the rest of the
    table is the same to the byte with and without it.
    """
    rest = _without(_table(world))
    line = f"{_schedule(job.every)} {_escaped(shlex.join(shell_argv(job)))}\n".encode()
    if len(line) > _LONGEST:
        raise BadData(say("error-cron-long", most=_LONGEST), say("hint-cron-long"))
    block = BEGIN + line + END
    return (Run(("crontab", "-"), block + rest, block.decode()),)


def removing(world: World) -> tuple[Step, ...]:
    """Return the step that takes the line away; an empty table goes as a whole."""
    table = _table(world)
    rest = _without(table)
    if rest == table:
        return ()
    return (Run(("crontab", "-"), rest),) if rest else (Run(("crontab", "-r")),)


def installed(world: World) -> Installed | None:
    """Return the line that is there."""
    if not is_here(world):
        return None
    table = _table(world)
    if BEGIN not in table:
        return None
    block = _block(table).decode(errors="replace")
    fields = block.removeprefix(BEGIN.decode()).split("\n")[0].split(" ", 5)
    program = program_of(_unescaped(fields[5])) if len(fields) == 6 else None
    return Installed("cron", "crontab", program)


def _table(world: World) -> bytes:
    """Return the buyer's table as it is; none yet is an empty one."""
    done = output_of(_LIST, world)
    if done.returncode == 0:
        return done.stdout
    if b"no crontab" in done.stderr.lower():
        return b""
    raise refused(_LIST, done)


def _block(table: bytes) -> bytes:
    """Return the marks and what stands between them; raises `BadData` where one mark stands alone."""
    start = table.find(BEGIN)
    end = table.find(END, start)
    if start < 0 or end < 0 or table.count(BEGIN) > 1:
        raise BadData(say("error-cron-marks"), say("hint-cron-marks", begin=BEGIN.decode().strip()))
    return table[start : end + len(END)]


def _without(table: bytes) -> bytes:
    if BEGIN not in table and END not in table:
        return table
    return table.replace(_block(table), b"", 1)


def _schedule(every: timedelta) -> str:
    """Return *every* as cron's five fields; raises `BadData` for what they cannot say.

    >>> _schedule(timedelta(minutes=15)), _schedule(timedelta(hours=6)), _schedule(_DAY)
    ('*/15 * * * *', '0 */6 * * *', '0 0 * * *')
    """
    if every == _DAY:
        return "0 0 * * *"
    if every == _HOUR:
        return "0 * * * *"
    if every < _HOUR and not _HOUR % every and not every.seconds % 60:
        return f"*/{every // timedelta(minutes=1)} * * * *"
    if every > _HOUR and not _DAY % every and not every % _HOUR:
        return f"0 */{every // _HOUR} * * *"
    raise BadData(say("error-cron-every"), say("hint-cron-every"))


def _escaped(line: str) -> str:
    r"""Return *line* as cron takes it: to it a bare % ends the line.

    >>> _escaped("date +%F")
    'date +\\%F'
    """
    return line.replace("%", "\\%")


def _unescaped(call: str) -> list[str]:
    try:
        return shlex.split(re.sub(r"\\%", "%", call))
    except ValueError:
        return []
