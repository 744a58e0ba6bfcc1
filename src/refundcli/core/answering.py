"""Answering hours (受理时间): outside them an answer falls into the next day's answering time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from refundcli.core.rules import Hours
from refundcli.core.text import Said, say
from refundcli.core.workdays import ONE_DAY


def answer_due(filed_at: datetime, plain: datetime, daily: Hours) -> tuple[datetime, datetime]:
    """Return the earliest and the latest end for what was filed at an instant of Beijing time.

    Filed from `opens` until before `closes`, it ends at *plain*, the end without answering hours.
    Filed later, the answer is due by the end of the next day's answering time. Filed after
    midnight, "the next day" may be the day that has just begun or the one after it: both bounds.

    >>> from refundcli.core.periods import beijing
    >>> daily = Hours(opens=9 * 60, closes=18 * 60, answers=(10 * 60, 12 * 60))
    >>> print(*answer_due(beijing(2026, 9, 25, 3), beijing(2026, 9, 25, 5), daily), sep="; ")
    2026-09-25 12:00:00+08:00; 2026-09-26 12:00:00+08:00
    """
    if _at(filed_at, daily.opens) <= filed_at < _at(filed_at, daily.closes):
        return plain, plain
    same_day = _at(filed_at, daily.answers[1])
    following = same_day + ONE_DAY
    may_be_same_day = filed_at < min(_at(filed_at, daily.opens), same_day)
    return same_day if may_be_same_day else following, following


def answer_due_on(
    midnight: datetime, plain: Callable[[datetime], datetime], daily: Hours
) -> tuple[datetime, datetime]:
    """Return the earliest and the latest end for what was filed at an unknown hour of a day.

    *midnight* is 00:00 Beijing time of that day; *plain* gives the end without answering hours.

    >>> from refundcli.core.periods import beijing
    >>> daily = Hours(opens=9 * 60, closes=18 * 60, answers=(10 * 60, 12 * 60))
    >>> ends = answer_due_on(beijing(2026, 9, 25), lambda at: at + timedelta(hours=2), daily)
    >>> print(*ends, sep="; ")
    2026-09-25 11:00:00+08:00; 2026-09-26 12:00:00+08:00
    """
    opens_at, closes_at = _at(midnight, daily.opens), _at(midnight, daily.closes)
    night = answer_due(midnight, plain(midnight), daily)
    evening = answer_due(closes_at, plain(closes_at), daily)
    return min(*night, plain(opens_at)), max(*evening, plain(closes_at))


def daily_said(daily: Hours) -> Said:
    """Return the answering hours as a sentence.

    >>> daily_said(Hours(opens=540, closes=1080, answers=(600, 720))).fields["opens"]
    '09:00'
    """
    opens, closes, since, until = (
        f"{minute // 60:02}:{minute % 60:02}"
        for minute in (daily.opens, daily.closes, *daily.answers)
    )
    return say("period-daily", opens=opens, closes=closes, since=since, until=until)


def _at(day: datetime, minute: int) -> datetime:
    return day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(minutes=minute)
