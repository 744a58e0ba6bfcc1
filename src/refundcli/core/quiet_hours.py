"""The hours in which nothing is said, on the buyer's own clock."""

from datetime import datetime, time, tzinfo

from refundcli.core.errors import BadData
from refundcli.core.periods import BEIJING
from refundcli.core.text import say
from refundcli.core.values import dataclass
from refundcli.core.workdays import ONE_DAY


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From *begins* until before *ends*, every day, by the clocks of *zone*; over midnight where it ends first."""

    begins: time
    ends: time
    zone: tzinfo

    def around(self, at: datetime) -> tuple[datetime, datetime] | None:
        """Return the bounds of the quiet hours in which *at* lies, in Beijing time; None outside them.

        >>> from refundcli.core.periods import beijing
        >>> night = QuietHours(time(22), time(8), BEIJING)
        >>> print(*night.around(beijing(2026, 11, 29, 3, 12)), sep="; ")
        2026-11-28 22:00:00+08:00; 2026-11-29 08:00:00+08:00
        """
        today = at.astimezone(self.zone).date()
        for day in (today - ONE_DAY, today):
            last = day + ONE_DAY if self.ends < self.begins else day
            begins = datetime.combine(day, self.begins, self.zone).astimezone(BEIJING)
            ends = datetime.combine(last, self.ends, self.zone).astimezone(BEIJING)
            if begins <= at < ends:
                return begins, ends
        return None


def hours_named(text: str) -> tuple[time, time]:
    """Return the begin and the end that *text* names, as 22:00-08:00; raises `BadData` for any other text.

    >>> hours_named("22:00-08:00")
    (datetime.time(22, 0), datetime.time(8, 0))
    """
    begins, mark, ends = text.partition("-")
    try:
        found = time.fromisoformat(begins.strip()), time.fromisoformat(ends.strip())
    except ValueError:
        found = (time(), time())
    if not mark or found[0] == found[1] or any(one.tzinfo for one in found):
        raise BadData(say("error-quiet-hours", value=text), say("hint-quiet-hours"))
    return found
