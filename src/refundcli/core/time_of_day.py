"""The hour a person types after a day: 10:00, 3pm, 下午三点半, with or without an offset."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone

from refundcli.core.periods import BEIJING
from refundcli.core.workdays import ONE_DAY

_PARTS: Mapping[str, range] = {
    word: hours
    for hours, words in (
        (range(7), "凌晨"),
        (range(4, 12), "清晨 早晨 早上 早 上午"),
        (range(11, 14), "中午"),
        (range(12, 20), "下午"),
        (range(16, 20), "傍晚"),
        (range(17, 24), "晚上 晚 夜里 夜"),
        (range(12), "am"),
        (range(12, 24), "pm"),
    )
    for word in words.split()
}
_CLOCK = (
    rf"(?:t|,? ?(?:at )?)(?P<part>{'|'.join(_PARTS)})? ?(?P<hour>\d{{1,2}})"
    r"(?::(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.(?P<fraction>\d{1,6}))?)?"
    r"|(?P<dot>[点时])(?:(?P<half>半)|(?P<quarter>[13])刻|(?P<past>[0-5]?\d)分?|[整钟])?"
    r"|(?= ?[ap]m))"
    r"(?(part)| ?(?P<half_day>[ap]m)?)(?: ?(?P<offset>z|[+-]\d\d:?[0-5]\d))?"
)


class UnclearError(ValueError):
    """The words have more than one reading."""


def at_hour(day: date, words: str) -> datetime:
    """Return the instant of *day* that *words* mean, in Beijing time.

    *words* are in lower case, their numbers in digits. 24:00 is the end of the day. Raises
    `ValueError` for what cannot be read, and `UnclearError` for an hour that may be of the night or
    of the day: 3点, 晚上12点.

    >>> print(at_hour(date(2026, 11, 20), "下午3点半"))
    2026-11-20 15:30:00+08:00
    >>> print(at_hour(date(2026, 11, 20), " 10:00z"))
    2026-11-20 18:00:00+08:00
    """
    clock = re.fullmatch(_CLOCK, words, re.ASCII)
    if clock is None:
        raise ValueError(words)
    since_midnight = timedelta(
        hours=_hour(clock),
        minutes=int(clock["minute"] or clock["past"] or 0),
        seconds=int(clock["second"] or 0),
        microseconds=int((clock["fraction"] or "").ljust(6, "0")),
    )
    since_midnight += timedelta(minutes=30 if clock["half"] else 15 * int(clock["quarter"] or 0))
    if since_midnight > ONE_DAY:
        raise ValueError(words)
    midnight = datetime.combine(day, time(), _zone(clock["offset"]))
    return (midnight + since_midnight).astimezone(BEIJING)


def _hour(clock: re.Match[str]) -> int:
    hour, part = int(clock["hour"]), clock["part"] or clock["half_day"]
    if part is None:
        if clock["dot"] == "点" and 1 <= hour <= 12:
            raise UnclearError
        return hour
    for meant in (0 if hour == 12 else hour, hour, hour + 12):
        if meant in _PARTS[part]:
            return meant
    raise UnclearError


def _zone(offset: str | None) -> timezone:
    if offset is None:
        return BEIJING
    if offset == "z":
        return UTC
    ahead = timedelta(hours=int(offset[1:3]), minutes=int(offset[-2:]))
    return timezone(-ahead if offset[0] == "-" else ahead)
