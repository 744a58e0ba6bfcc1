"""Workdays by the official calendar: counted, rolled over, and the years nobody knows yet."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import groupby

from refundcli.core.rulebook import Calendar
from refundcli.core.text import Said, say

ONE_DAY = timedelta(days=1)


def working_days(day: date, n: int, calendar: Calendar) -> tuple[date, date]:
    """Return the earliest and the latest day that can be the last of *n* workdays.

    *day*, the day of the start, is not counted; make-up workdays (调休上班) are. In a year whose
    notice is not known every day counts for the earliest, since even a weekend may be worked; for
    the latest its weekends are off, and so are as many workdays as the longest break of the known
    years can cover. Raises `OverflowError` beyond the year 9999.

    >>> known = Calendar(off=frozenset({date(2026, 9, 28)}), years=frozenset({2026}))
    >>> print(*working_days(date(2026, 9, 25), 2, known))
    2026-09-30 2026-09-30
    """

    def may_be_worked(one: date) -> bool:
        return calendar.is_workday(one) or not calendar.knows(one)

    earliest = _nth(day, n, may_be_worked)
    latest = _nth(day, n, calendar.is_workday)
    if unknown_years(day + ONE_DAY, latest, calendar):
        weeks, rest = divmod(longest_break(calendar), 7)
        latest = _nth(day, n + 5 * weeks + min(rest, 5), calendar.is_workday)
    return earliest, latest


def rolled_over(last: date, calendar: Calendar) -> date:
    """Return the day a statutory period ends with if a last day off rolls on (民法典 203).

    That is the next workday, or *last* itself where it is one; a make-up workday is one. Of a year
    whose notice is not known only weekends and the festival days that never move roll. Raises
    `OverflowError` beyond the year 9999.

    >>> print(rolled_over(date(2026, 9, 26), Calendar()))
    2026-09-28
    """
    while not calendar.is_workday(last):
        last += ONE_DAY
    return last


def unknown_years(first: date, last: date, calendar: Calendar) -> tuple[int, ...]:
    """Return the years from *first* to *last*, both inclusive, whose notice is not known.

    >>> unknown_years(date(2026, 12, 30), date(2027, 1, 4), Calendar(years=frozenset({2026})))
    (2027,)
    """
    return tuple(year for year in range(first.year, last.year + 1) if year not in calendar.years)


def longest_break(calendar: Calendar) -> int:
    """Return how many days the longest run of days off within a known year has; 0 if none is known.

    >>> longest_break(Calendar(off=frozenset({date(2026, 5, 1)}), years=frozenset({2026})))
    3
    """
    return max(
        (
            sum(1 for _ in run)
            for year in calendar.years
            for is_worked, run in groupby(_days_of(year), calendar.is_workday)
            if not is_worked
        ),
        default=0,
    )


def days_off(first: date, last: date, calendar: Calendar) -> tuple[date | Said, ...]:
    """Return the days off of known years from *first* to *last*, a run of several as one sentence.

    >>> known = Calendar(off=frozenset({date(2026, 10, 1)}), years=frozenset({2026}))
    >>> days_off(date(2026, 9, 28), date(2026, 10, 2), known)
    (datetime.date(2026, 10, 1),)
    """

    def is_skipped(one: date) -> bool:
        return calendar.knows(one) and not calendar.is_workday(one)

    runs = (tuple(run) for skipped, run in groupby(_days(first, last), is_skipped) if skipped)
    return tuple(
        run[0] if len(run) == 1 else say("period-run", first=run[0], last=run[-1]) for run in runs
    )


def _nth(day: date, n: int, counts: Callable[[date], bool]) -> date:
    while n:
        day += ONE_DAY
        n -= counts(day)
    return day


def _days(first: date, last: date) -> tuple[date, ...]:
    return tuple(map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1)))


def _days_of(year: int) -> tuple[date, ...]:
    return _days(date(year, 1, 1), date(year, 12, 31))
