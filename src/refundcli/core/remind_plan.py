"""When the buyer wants to be told: how long before an end, and in which hours not."""

from datetime import timedelta

from refundcli.core.quiet_hours import QuietHours
from refundcli.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Lead:
    """How far *before* the instant of a thing it is said; after it where that is negative."""

    before: timedelta

    @property
    def id(self) -> str:
        """Its name in keys: the largest whole unit, with a plus after the instant.

        >>> [Lead(timedelta(hours=n)).id for n in (72, 3, 0, -1)]
        ['3d', '3h', 'end', '+1h']
        """
        minutes = round(abs(self.before).total_seconds() / 60)
        if not minutes:
            return "end"
        count, unit = next(
            (minutes // size, unit)
            for size, unit in ((1440, "d"), (60, "h"), (1, "m"))
            if minutes % size == 0
        )
        return f"{'+' if self.before < timedelta(0) else ''}{count}{unit}"


def leads(*hours: int) -> tuple[Lead, ...]:
    """Return leads of so many *hours*.

    >>> leads(3)[0].id
    '3h'
    """
    return tuple(Lead(timedelta(hours=one)) for one in hours)


@dataclass(frozen=True, slots=True)
class Plan:
    """When the buyer wants to be told.

    *own* are the leads of a right of the buyer's that ends, *others* those of the other side's time, *drafted* those
    of a letter that is drafted and not marked sent, counted from its drafting. Two reminders of one thing keep
    *spacing* between them where the second can wait.
    """

    own: tuple[Lead, ...] = leads(72, 24, 3)
    others: tuple[Lead, ...] = leads(0)
    drafted: tuple[Lead, ...] = leads(-1, -24)
    quiet: QuietHours | None = None
    spacing: timedelta = timedelta(hours=1)
