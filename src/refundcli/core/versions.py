"""What a dated rule says in one of its versions, and which day picks it."""

from datetime import date, datetime
from typing import TypeVar

from refundcli.core.deadlines import governing
from refundcli.core.order import Order
from refundcli.core.rulebook import ProvisionVersion, in_force
from refundcli.core.rules import Citation, Length, Reading, TimerVersion, Window
from refundcli.core.values import dataclass

Version = Window | TimerVersion | ProvisionVersion
V = TypeVar("V", Window, TimerVersion, ProvisionVersion)


@dataclass(frozen=True, slots=True)
class Value:
    """What one version says: its lengths, those of every band and every source, or its words.

    A period without a length is abolished; words that are None were not read.
    """

    since: date
    until: date | None
    lengths: tuple[Length, ...]
    text: str | None
    cites: tuple[Citation, ...]
    is_abolished: bool = False


@dataclass(frozen=True, slots=True)
class Pick:
    """The version that governs, the day that picked it, and the version in force now.

    `governed_on` is today where the day of `governed_by` is not known: `is_day_known` is False then.
    """

    governed_by: str
    governed_on: date
    is_day_known: bool
    then: Value | None
    now: Value | None

    @property
    def has_changed(self) -> bool:
        """Whether the version in force now is another one than that which governs."""
        return self.then != self.now


def value_of(version: Version) -> Value:
    """Return what *version* says."""
    if isinstance(version, ProvisionVersion):
        return Value(version.since, version.until, (), version.text, version.cites)
    if isinstance(version, Window):
        readings: tuple[Reading, ...] = (version.reading, *version.also)
    else:
        readings = tuple(one for band in version.bands for one in (band.reading, *band.also))
    lengths = tuple(dict.fromkeys(one.lasts for one in readings if one.lasts is not None))
    cites = tuple(dict.fromkeys(cite for one in readings for cite in one.cites))
    return Value(version.since, version.until, lengths, None, cites, is_abolished=not lengths)


def value_on(versions: tuple[V, ...], day: date) -> Value | None:
    """Return what is in force on *day*, or None where nothing is known for it."""
    found = in_force(versions, day)
    return value_of(found) if found is not None else None


def pick(
    versions: tuple[V, ...], order: Order, at: datetime, now: datetime, started_by: str = "now"
) -> Pick | None:
    """Return which of *versions* governs as of *at*, and what is in force *now*; None: none has begun by *at*.

    *started_by* is what a version is governed by that names no day of its own: the event that happened *at*.
    """
    found = governing(versions, order, at, now)
    if found is None:
        return None
    version, moment, day = found
    return Pick(
        governed_by=moment or started_by,
        governed_on=day,
        is_day_known=moment in (None, "now", *order.moments),
        then=value_of(version) if version is not None else None,
        now=value_on(versions, now.date()),
    )
