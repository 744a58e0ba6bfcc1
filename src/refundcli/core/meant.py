"""What a typed time is understood as, said back with its day, weekday and hour in Beijing time."""

from datetime import date, datetime

from refundcli.core.order import When
from refundcli.core.periods import BEIJING
from refundcli.core.text import Said, say


def meant(typed: str, when: When, at: datetime | None = None) -> Said:
    """Return the sentence that says *when* back to who typed it.

    Of a day alone it says how it is taken: as the instant *at*, or, without one, by its safe end for each deadline.
    An instant at 00:00 that a day alone became by its end is said as the day's 24:00.

    >>> meant("昨天", date(2026, 11, 21)).key
    'meant-day'
    """
    if isinstance(when, datetime):
        here = when.astimezone(BEIJING)
        return _said("meant-at", typed, here.date(), f"{here:%H:%M}")
    if at is None:
        return _said("meant-day", typed, when, "")
    here = at.astimezone(BEIJING)
    return _said("meant-day-at", typed, when, "24:00" if here.date() > when else f"{here:%H:%M}")


def _said(key: str, typed: str, day: date, hour: str) -> Said:
    return say(key, typed=typed, day=day, weekday=say(f"weekday-{day.isoweekday()}"), hour=hour)
