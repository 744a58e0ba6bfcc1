"""The zone that this system's clocks show, as a value."""

from datetime import UTC, datetime, timedelta, tzinfo


class SystemZone(tzinfo):
    """The zone of the system, with its summer times."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """Return how far the system's clock is ahead of UTC at the wall time *dt*."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:  # noqa: ARG002 - the signature of a tzinfo
        """Return None: how much of the offset is summer time is not known."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """Return the system's name of the zone at the wall time *dt*."""
        return None if dt is None else dt.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, dt: datetime) -> datetime:
        """Return the wall time of *dt*, which is in UTC."""
        return dt.replace(tzinfo=UTC).astimezone().replace(tzinfo=self)
