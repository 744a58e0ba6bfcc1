"""A calendar as a file of iCalendar (RFC 5545); the one owner of the library icalendar."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from icalendar import Alarm, Calendar, Component, Event

from refundcli.adapters.atomic import FILE_MODE, make_folder, write_file
from refundcli.adapters.os_reasons import reason_of
from refundcli.core.calendar_entries import Entry, is_uid, revised
from refundcli.core.errors import BadData
from refundcli.core.text import say

PRODUCT = "-//refundcli//refundcli//EN"
"""Who wrote the file; only such files are written over."""

_CANCELLED = "CANCELLED"


def calendar_bytes(entries: Iterable[Entry], name: str) -> bytes:
    """Return *entries* as a calendar called *name*: UTC, CRLF, lines of at most 75 bytes.

    An entry takes no time and keeps nobody busy.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    for one in entries:
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def read_calendar(path: Path) -> tuple[Entry, ...]:
    """Return the entries of the file *path*, none where there is no file.

    Raises `BadData` where it cannot be read, or holds anything that this program has not written.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise BadData(
            say("error-calendar-unreadable", file=str(path), reason=reason_of(error)),
            say("hint-calendar-foreign"),
        ) from error
    with suppress(ValueError, KeyError, TypeError, AttributeError):
        calendar = Calendar.from_ical(data)
        if str(calendar["PRODID"]) == PRODUCT:
            return tuple(_entry(one) for one in calendar.subcomponents)
    raise BadData(say("error-calendar-foreign", file=str(path)), say("hint-calendar-foreign"))


def revise_calendar(
    path: Path,
    name: str,
    wanted: Iterable[Entry],
    is_told: Callable[[str], bool],
    now: datetime,
) -> tuple[tuple[Entry, ...], bool]:
    """Bring the file *path* up to what is *wanted*; return what it holds then, and whether it had to be written.

    See `revised`. The file is replaced at once, for the owner alone; one that was there keeps its mode, and a link its
    place. Raises `BadData` for a file of somebody else's, and where it cannot be written.
    """
    before = read_calendar(path)
    after = revised(before, wanted, is_told, now)
    target = path.resolve()
    if after == before and target.exists():
        return after, False
    try:
        make_folder(target.parent)
        mode = target.stat().st_mode if target.exists() else FILE_MODE
        write_file(target, calendar_bytes(after, name), target.parent, mode=mode)
    except OSError as error:
        raise BadData(
            say("error-file-unwritable", file=str(path), reason=reason_of(error)),
            say("hint-file-unwritable"),
        ) from error
    return after, True


def _event(one: Entry) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", one.changed_at)
    event.add("sequence", one.sequence)
    event.add("dtstart", one.at)
    event.add("summary", one.title)
    event.add("description", one.text)
    event.add("status", _CANCELLED if one.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    for span in one.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", span)
        alarm.add("description", one.title)
        event.add_component(alarm)
    return event


def _entry(component: Component) -> Entry:
    uid = str(component["UID"])
    if component.name != "VEVENT" or not is_uid(uid):
        raise ValueError(uid)
    alarms = (one.decoded("TRIGGER") for one in component.subcomponents)
    return Entry(
        uid=uid,
        at=_instant(component, "DTSTART"),
        title=str(component["SUMMARY"]),
        text=str(component["DESCRIPTION"]),
        alarms=tuple(sorted(one for one in alarms if isinstance(one, timedelta))),
        sequence=int(str(component["SEQUENCE"])),
        changed_at=_instant(component, "DTSTAMP"),
        is_cancelled=str(component["STATUS"]) == _CANCELLED,
    )


def _instant(component: Component, name: str) -> datetime:
    found = component.decoded(name)
    if not isinstance(found, datetime) or found.tzinfo is None:
        raise ValueError(name)
    return found.astimezone(UTC)
