"""What came of telling the buyer: a value for each channel, or each address of one."""

from refundcli.core.reminders import Reminder
from refundcli.core.text import Said
from refundcli.core.values import dataclass

OUTCOMES = ("told", "would-tell", "failed", "nothing", "trial", "written", "would-write")
"""Everything was told; would be, in a dry run; not, or not all of it; nothing was to be; a trial was handed over.

A calendar's file was brought up to date; would be, in a dry run.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of *channel*, or of one of its addresses, which *label* names.

    `reminders` are those that were told, or would be. `problem` and `hint` say why the rest was not.
    """

    channel: str
    label: str
    outcome: str
    reminders: tuple[Reminder, ...] = ()
    problem: Said | None = None
    hint: Said | None = None
