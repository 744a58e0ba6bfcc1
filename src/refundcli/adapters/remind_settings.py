"""How the buyer wants to be reminded: the table `[remind]` of the configuration file."""

from collections.abc import Callable, Mapping
from datetime import time, tzinfo

from refundcli.adapters.channels import CHANNELS
from refundcli.core.errors import BadData
from refundcli.core.quiet_hours import QuietHours, hours_named
from refundcli.core.reading import Reader
from refundcli.core.remind_plan import Lead, Plan
from refundcli.core.text import say
from refundcli.core.times import parse_span
from refundcli.core.values import dataclass

OFF = "off"
"""What stands for no quiet hours."""

_LONGEST_TIMEOUT = 120
_DEFAULT_PLAN = Plan()


@dataclass(frozen=True, slots=True)
class RemindSettings:
    """What `[remind]` says. `quiet_hours` are begin and end on the buyer's clock; `timeout` is seconds a channel.

    `urls_file` is the file with the addresses of the channel `apprise`, `calendar` the file of the channel `calendar`,
    None for the usual ones. `calendar_events`: its lead times are entries of their own.
    """

    channels: tuple[str, ...] = ("screen", "desktop")
    leads: tuple[Lead, ...] = _DEFAULT_PLAN.own
    drafted: tuple[Lead, ...] = _DEFAULT_PLAN.drafted
    repeats: tuple[Lead, ...] = ()
    quiet_hours: tuple[time, time] | None = (time(22), time(8))
    details: bool = False
    timeout: int = 10
    urls_file: str | None = None
    command: tuple[str, ...] = ()
    calendar: str | None = None
    calendar_events: bool = False

    def plan(self, zone: tzinfo) -> Plan:
        """Return when to tell a buyer whose clocks are those of *zone*."""
        quiet = QuietHours(*self.quiet_hours, zone) if self.quiet_hours is not None else None
        others = (*_DEFAULT_PLAN.others, *self.repeats)
        return Plan(self.leads, others, self.drafted, quiet)


def _channels(reader: Reader, key: str) -> object:
    return tuple(dict.fromkeys(reader.words(key, tuple(CHANNELS))))


def _leads(sign: int) -> Callable[[Reader, str], object]:
    def read(reader: Reader, key: str) -> object:
        found = []
        for one in reader.words(key):
            try:
                found.append(Lead(sign * parse_span(one, key)))
            except BadData as error:
                reader.fault(key, error.message)
        return tuple(found)

    return read


def _quiet_hours(reader: Reader, key: str) -> object:
    text = reader.word(key)
    if text.strip() == OFF:
        return None
    try:
        return hours_named(text)
    except BadData as error:
        reader.fault(key, error.message)
        return None


def _timeout(reader: Reader, key: str) -> object:
    seconds = reader.number(key)
    if seconds is not None and not 1 <= seconds <= _LONGEST_TIMEOUT:
        reader.fault(key, say("fault-remind-timeout", most=_LONGEST_TIMEOUT))
    return seconds


REMIND_SETTINGS: Mapping[str, Callable[[Reader, str], object]] = {
    "channels": _channels,
    "leads": _leads(1),
    "drafted": _leads(-1),
    "repeats": _leads(-1),
    "quiet_hours": _quiet_hours,
    "details": Reader.flag,
    "timeout": _timeout,
    "urls_file": Reader.maybe_word,
    "command": Reader.words,
    "calendar": Reader.maybe_word,
    "calendar_events": Reader.flag,
}
"""Every key of the table and how it is read; the loader, the checks and the docs read this."""


def remind_settings(table: Reader) -> RemindSettings:
    """Return what *table* says; what is wrong in it is noted there."""
    for key in REMIND_SETTINGS.keys() - table.data.keys():
        table.maybe_word(key)  # so that a wrong key is told which there are
    found = {key: read(table, key) for key, read in REMIND_SETTINGS.items() if key in table.data}
    table.finish()
    return RemindSettings(**found)  # type: ignore[arg-type]  # the table has its fields
