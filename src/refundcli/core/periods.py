"""The ways of counting a period, each with its bounds and its derivation as sentences."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import MAXYEAR, date, datetime, timedelta

from refundcli.core import units
from refundcli.core.answering import answer_due, answer_due_on, daily_said
from refundcli.core.errors import BadData
from refundcli.core.order import When
from refundcli.core.rulebook import Calendar
from refundcli.core.rules import Length, Reading
from refundcli.core.text import Said, say
from refundcli.core.values import dataclass
from refundcli.core.workdays import (
    ONE_DAY,
    days_off,
    longest_break,
    rolled_over,
    unknown_years,
    working_days,
)

BEIJING = units.BEIJING
"""Beijing time: +08:00 the whole year."""


def beijing(year: int, month: int, day: int, *clock: int) -> datetime:
    """Return an instant by its Beijing wall time; *clock* is its hour, minute and second, or less.

    >>> print(beijing(2026, 9, 25, 10))
    2026-09-25 10:00:00+08:00
    """
    hour, minute, second = (*clock, *(0,) * (3 - len(clock)))
    return datetime(year, month, day, hour, minute, second, tzinfo=BEIJING)


@dataclass(frozen=True, slots=True)
class Span:
    """The end of a period: its earliest and latest bound, and how it was derived, step by step."""

    earliest: datetime
    latest: datetime
    steps: tuple[Said, ...]


def bounds(when: When) -> tuple[datetime, datetime]:
    """Return the first and the last instant that *when* can be, in Beijing time.

    An instant is both; without an offset it is Beijing wall time. A day alone runs from its 00:00
    to 00:00 of the next day. Raises `BadData` at the ends of the calendar.

    >>> print(*bounds(date(2026, 9, 25)), sep="; ")
    2026-09-25 00:00:00+08:00; 2026-09-26 00:00:00+08:00
    """
    try:
        if not isinstance(when, datetime):
            return _midnight(when), _midnight(when + ONE_DAY)
        at = when.astimezone(BEIJING) if when.tzinfo else when.replace(tzinfo=BEIJING)
    except OverflowError:
        raise BadData(say("error-time-beyond", value=when.isoformat())) from None
    return at, at


def period_end(start: When, reading: Reading, kind: str, calendar: Calendar) -> Span:
    """Return the end of the period that begins with *start*, with its doubt and its derivation.

    *kind* is law, platform, promise or asked. Law is counted by the Civil Code (民法典 201–203),
    whatever the reading says of its beginning and of answering hours; all others as platform
    clocks count. A length of zero ends at once. Raises `BadData` where the end lies beyond the
    year 9999, and `ValueError` for an abolished period, which has no end.

    >>> week = Reading(Length(7, "days"))
    >>> print(period_end(beijing(2026, 9, 28, 10), week, "platform", Calendar()).latest)
    2026-10-05 10:00:00+08:00
    >>> print(period_end(beijing(2026, 9, 28, 10), week, "law", Calendar()).latest)
    2026-10-06 00:00:00+08:00
    """
    length = reading.lasts
    if length is None:
        raise ValueError("an abolished period has no end")
    began = say("period-start", start=start)
    if length.count == 0:
        return Span(*bounds(start), (began, say("period-at-once"), say("period-zone")))
    manner, reading = ("law", Reading(length)) if kind == "law" else ("clock", reading)
    try:
        span = WAYS[manner, length.unit](start, length, reading, calendar)
    except OverflowError:
        raise BadData(
            say("error-period-beyond", start=start, length=length), say("hint-period-beyond")
        ) from None
    return Span(span.earliest, span.latest, (began, *span.steps, say("period-zone")))


def merge(spans: Sequence[Span]) -> Span:
    """Return one span for all readings of a period: the widest bounds, and every step once.

    >>> day, week = (Span(beijing(2026, 9, n), beijing(2026, 9, n), ()) for n in (2, 8))
    >>> print(merge((week, day)).earliest)
    2026-09-02 00:00:00+08:00
    """
    steps: list[Said] = []
    for span in spans:
        steps += [step for step in span.steps if step not in steps]
    return Span(
        min(span.earliest for span in spans), max(span.latest for span in spans), tuple(steps)
    )


def parse_length(text: str) -> Length:
    """Return the length that *text* writes as in the rules; one of a unit may stand without its s.

    Raises `BadData` naming the value.

    >>> parse_length("1 working-day")
    Length(count=1, unit='working-days')
    """
    written = re.fullmatch(r"(\d{1,9}) ([a-z-]+?)s?", text, re.ASCII)
    units = tuple(unit for manner, unit in WAYS if manner == "law")
    if written is None or f"{written[2]}s" not in units:
        raise BadData(say("error-length", value=text), say("hint-length", units=units))
    return Length(int(written[1]), f"{written[2]}s")


def hours(start: datetime, n: int) -> datetime:
    """Return the end of *n* hours from the instant (民法典 201 第二款); days off play no part.

    >>> print(hours(beijing(2026, 9, 30, 20, 15), 24))
    2026-10-01 20:15:00+08:00
    """
    return start + timedelta(hours=n)


def clock_days(start: datetime, n: int) -> datetime:
    """Return the end of *n* blocks of 24 hours from the instant, as platform clocks count.

    >>> print(clock_days(beijing(2026, 9, 25, 10), 7))
    2026-10-02 10:00:00+08:00
    """
    return start + timedelta(days=n)


def clock_months(start: datetime, n: int) -> datetime:
    """Return the same wall time *n* months on, on the same day number or the month's last day.

    >>> print(clock_months(beijing(2027, 1, 31, 10), 1))
    2027-02-28 10:00:00+08:00
    """
    at = start.astimezone(BEIJING)
    return datetime.combine(_months_on(at.date(), n), at.timetz())


def clock_years(start: datetime, n: int) -> datetime:
    """Return the same Beijing wall time *n* years on; 29 February falls on the 28th.

    >>> print(clock_years(beijing(2028, 2, 29, 10), 1))
    2029-02-28 10:00:00+08:00
    """
    return clock_months(start, 12 * n)


def calendar_days(start: When, n: int) -> datetime:
    """Return the end of a statutory period of *n* days (民法典 201).

    The day of *start* is not counted; the period ends with the last day, so the result is 00:00
    Beijing time of the day after it. Days off play no part; see `rolled_over`.

    >>> print(calendar_days(beijing(2026, 9, 25, 10), 7))
    2026-10-03 00:00:00+08:00
    """
    return _end_of(_day(start) + timedelta(days=n))


def months(start: When, n: int) -> datetime:
    """Return the end of a statutory period of *n* months (民法典 202): 00:00 after its last day.

    The last day has the day number of *start*; where the month has no such day, it is its last.

    >>> print(months(date(2026, 8, 31), 6))
    2027-03-01 00:00:00+08:00
    """
    return _end_of(_months_on(_day(start), n))


def years(start: When, n: int) -> datetime:
    """Return the end of a statutory period of *n* years (民法典 202): 00:00 after its last day.

    >>> print(years(beijing(2026, 9, 25, 10), 2))
    2028-09-26 00:00:00+08:00
    """
    return months(start, 12 * n)


Way = Callable[[When, Length, Reading, Calendar], Span]
"""A way of counting: a start, a length, its reading and the calendar give bounds and steps."""


def _by_clock(end: Callable[[datetime, int], datetime]) -> Way:
    def count(start: When, length: Length, reading: Reading, _: Calendar) -> Span:
        first, last = bounds(start)
        steps = [say("period-day-alone")] if first != last else []
        if reading.start == "next-day":
            first = last = _end_of(_day(start))
            steps = [say("period-next-day", day=first.date())]
        steps.append(say("period-clock", length=length))
        ends = (end(first, length.count), end(last, length.count))
        if reading.hours:
            steps.append(daily_said(reading.hours))
            ends = (
                answer_due(first, ends[0], reading.hours)
                if first == last
                else answer_due_on(first, lambda at: end(at, length.count), reading.hours)
            )
        return Span(*ends, (*steps, _ends(*ends)))

    return count


def _by_day(end: Callable[[When, int], datetime]) -> Way:
    def count(start: When, length: Length, _: Reading, calendar: Calendar) -> Span:
        day, earliest = _day(start), end(start, length.count)
        last = (earliest - ONE_DAY).date()
        rolled = rolled_over(last, calendar)
        steps = [say("period-first-day", day=day + ONE_DAY)]
        if length.unit != "days" and last.day != day.day:
            steps.append(say("period-short-month", day=day.day))
        steps.append(say("period-last-day", day=last))
        if rolled != last:
            steps.append(say("period-rolled", last=last, rolled=rolled))
        if unknown := unknown_years(last, rolled, calendar):
            steps.append(say("period-roll-unknown", years=unknown))
        return Span(earliest, _end_of(rolled), tuple(steps))

    return count


def _by_workday(start: When, length: Length, _: Reading, calendar: Calendar) -> Span:
    first = _day(start) + ONE_DAY
    earliest, latest = working_days(_day(start), length.count, calendar)
    steps = [say("period-first-day", day=first)]
    if skipped := days_off(first, earliest, calendar):
        steps.append(say("period-days-off", days=skipped))
    if made_up := tuple(day for day in sorted(calendar.work) if first <= day <= earliest):
        steps.append(say("period-made-up", days=made_up))
    steps.append(say("period-last-day", day=earliest))
    if unknown := unknown_years(first, earliest, calendar):
        pause = longest_break(calendar)
        steps.append(say("period-work-unknown", years=unknown, latest=latest, days=pause))
    return Span(_end_of(earliest), _end_of(latest), tuple(steps))


WAYS: Mapping[tuple[str, str], Way] = {
    ("law", "hours"): _by_clock(hours),
    ("law", "days"): _by_day(calendar_days),
    ("law", "working-days"): _by_workday,
    ("law", "months"): _by_day(months),
    ("law", "years"): _by_day(years),
    ("clock", "hours"): _by_clock(hours),
    ("clock", "days"): _by_clock(clock_days),
    ("clock", "working-days"): _by_workday,
    ("clock", "months"): _by_clock(clock_months),
    ("clock", "years"): _by_clock(clock_years),
}
"""The ways of counting, by who counts (the law or a platform's clock) and by the unit."""


def _ends(earliest: datetime, latest: datetime) -> Said:
    if earliest == latest:
        return say("period-end", at=latest)
    return say("period-ends", earliest=earliest, latest=latest)


def _day(when: When) -> date:
    return bounds(when)[0].date()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=BEIJING)


def _end_of(day: date) -> datetime:
    return _midnight(day + ONE_DAY)


def _months_on(day: date, n: int) -> date:
    year, month = divmod(12 * day.year + day.month - 1 + n, 12)
    if year > MAXYEAR:
        raise OverflowError
    first = date(year, month + 1, 1)
    length_of_month = ((first + 31 * ONE_DAY).replace(day=1) - first).days
    return first.replace(day=min(day.day, length_of_month))
