"""Worked days that no rule's clock holds: limitation, hours, sixty days, and what a plain count gets wrong."""

from datetime import date, datetime

import pytest

from refundcli.adapters.rulebook import DATA
from refundcli.adapters.toml_files import read_toml
from refundcli.core.parsing import parse_calendar
from refundcli.core.periods import beijing, clock_days, hours, period_end
from refundcli.core.rules import Length, Reading
from refundcli.core.workdays import working_days

CALENDAR = parse_calendar(read_toml(DATA / "holidays" / "cn.toml"))


@pytest.mark.parametrize(
    ("start", "length", "safe", "arguable"),
    [
        (date(2026, 9, 25), Length(7, "days"), date(2026, 10, 2), date(2026, 10, 8)),
        (date(2026, 9, 19), Length(7, "days"), date(2026, 9, 26), date(2026, 9, 28)),
        (date(2026, 9, 23), Length(7, "days"), date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 9, 28), Length(7, "days"), date(2026, 10, 5), date(2026, 10, 8)),
        (date(2026, 10, 1), Length(7, "days"), date(2026, 10, 8), date(2026, 10, 8)),
        (date(2026, 10, 3), Length(7, "days"), date(2026, 10, 10), date(2026, 10, 10)),
        (date(2026, 9, 25), Length(15, "days"), date(2026, 10, 10), date(2026, 10, 10)),
        (date(2026, 10, 13), Length(60, "days"), date(2026, 12, 12), date(2026, 12, 14)),
        (date(2026, 9, 25), Length(1, "years"), date(2027, 9, 25), date(2027, 9, 27)),
        (date(2026, 9, 25), Length(3, "years"), date(2029, 9, 25), date(2029, 9, 25)),
        (date(2026, 9, 25), Length(2, "years"), date(2028, 9, 25), date(2028, 9, 25)),
        (date(2026, 8, 31), Length(6, "months"), date(2027, 2, 28), date(2027, 3, 1)),
        (date(2026, 12, 25), Length(7, "days"), date(2027, 1, 1), date(2027, 1, 4)),
    ],
    ids=[
        "seven days from a holiday",
        "seven days to Mid-Autumn",
        "seven days to a workday",
        "seven days into the National Day",
        "seven days through the National Day",
        "seven days to a make-up Saturday",
        "fifteen days to a make-up Saturday",
        "12315 mediates for sixty days",
        "revocation for fraud in a year",
        "limitation in three years",
        "business notice in two years",
        "six months from a long month",
        "seven days to New Year of a year without a notice",
    ],
)
def test_statutory_period_ends_with_its_last_day(
    start: date, length: Length, safe: date, arguable: date
) -> None:
    """《民法典》第二百零一条至第二百零三条: the safe end, and the rolled one that is arguable."""
    span = period_end(start, Reading(length), "law", CALENDAR)
    assert (_end_of(safe), _end_of(arguable)) == (span.earliest, span.latest)


def _end_of(day: date) -> datetime:
    """Return the end of the last day *day*: 00:00 of the next."""
    return clock_days(beijing(day.year, day.month, day.day), 1)


def test_seven_working_days_of_12315_end_after_the_holiday() -> None:
    """Filed on 28 September: 29, 30, then 8, 9, 10, 12 and 13 October."""
    day = date(2026, 10, 13)
    assert (day, day) == working_days(date(2026, 9, 28), 7, CALENDAR)


def test_hours_take_no_notice_of_a_holiday() -> None:
    """《民法典》第二百零一条第二款."""
    assert beijing(2026, 10, 1, 20, 15) == hours(beijing(2026, 9, 30, 20, 15), 24)


def test_seven_days_by_the_clock_end_too_early_for_the_law() -> None:
    """168 hours from the minute of signing are a platform's count, not the law's."""
    signed = beijing(2026, 9, 25, 10)
    week = Reading(Length(168, "hours"))
    assert beijing(2026, 10, 2, 10) == period_end(signed, week, "platform", CALENDAR).latest


def test_168_hours_from_the_next_midnight_end_as_the_laws_seven_days() -> None:
    """The way most shops write it: the same end, without a roll."""
    signed = beijing(2026, 9, 25, 10)
    week = Reading(Length(168, "hours"), "next-day")
    span = period_end(signed, week, "platform", CALENDAR)
    assert (beijing(2026, 10, 3), beijing(2026, 10, 3)) == (span.earliest, span.latest)
