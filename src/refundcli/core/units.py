"""What time is told in: Beijing's zone, and a length with its unit."""

from datetime import timedelta, timezone

from refundcli.core.values import dataclass

BEIJING = timezone(timedelta(hours=8), "Beijing")
"""Beijing time: +08:00 the whole year."""


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time and its unit: hours, days, working-days, months or years.

    >>> str(Length(48, "hours"))
    '48 hours'
    """

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"
