"""Workdays by the calendar of 2026, and what is said of years nobody knows."""

from datetime import date

import chinese_calendar
import pytest
from tests.builders import calendar_2026, days

from refundcli.core.rulebook import Calendar
from refundcli.core.text import say
from refundcli.core.workdays import (
    days_off,
    longest_break,
    rolled_over,
    unknown_years,
    working_days,
)

CALENDAR = calendar_2026()
SPRING_FESTIVAL_2025 = frozenset(days(date(2025, 1, 28), date(2025, 2, 4)))
ONLY_2025 = Calendar(off=SPRING_FESTIVAL_2025, years=frozenset({2025}))


def test_calendar_agrees_with_the_published_library() -> None:
    year = tuple(days(date(2026, 1, 1), date(2026, 12, 31)))
    expected = [day for day in year if chinese_calendar.is_workday(day)]
    assert expected == [day for day in year if CALENDAR.is_workday(day)]


@pytest.mark.parametrize(
    ("day", "n", "last"),
    [
        (date(2026, 9, 28), 7, date(2026, 10, 13)),
        (date(2026, 9, 30), 1, date(2026, 10, 8)),
        (date(2026, 10, 9), 1, date(2026, 10, 10)),
        (date(2026, 10, 10), 1, date(2026, 10, 12)),
        (date(2026, 12, 30), 1, date(2026, 12, 31)),
        (date(2025, 12, 31), 1, date(2026, 1, 4)),
        (date(2026, 1, 1), 1, date(2026, 1, 4)),
        (date(2026, 9, 28), 0, date(2026, 9, 28)),
    ],
)
def test_working_days_end_on_one_day_in_a_known_year(day: date, n: int, last: date) -> None:
    assert (last, last) == working_days(day, n, CALENDAR)


def test_working_days_of_an_unknown_year_end_earliest_if_every_day_is_worked() -> None:
    assert date(2027, 1, 2) == working_days(date(2026, 12, 30), 3, CALENDAR)[0]


def test_working_days_of_an_unknown_year_end_latest_after_a_break() -> None:
    """Three weekdays, and seven that a break of nine days can cover."""
    assert date(2027, 1, 13) == working_days(date(2026, 12, 30), 3, CALENDAR)[1]


def test_break_of_six_days_covers_no_more_than_five_workdays() -> None:
    off = frozenset(days(date(2025, 5, 1), date(2025, 5, 6)))
    assert (
        date(2026, 1, 8)
        == working_days(date(2025, 12, 31), 1, Calendar(off, years=frozenset({2025})))[1]
    )


@pytest.mark.parametrize("n", [1, 3, 7, 15])
def test_working_days_of_an_unknown_year_hold_what_the_notice_then_says(n: int) -> None:
    starts = days(date(2026, 1, 1), date(2026, 11, 30))
    expected: list[date] = []
    wrong = []
    for start in starts:
        earliest, latest = working_days(start, n, ONLY_2025)
        if not earliest <= working_days(start, n, CALENDAR)[0] <= latest:
            wrong.append(start)
    assert expected == wrong


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (date(2026, 9, 26), date(2026, 9, 28)),
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 10, 2), date(2026, 10, 8)),
        (date(2026, 10, 10), date(2026, 10, 10)),
        (date(2027, 9, 25), date(2027, 9, 27)),
    ],
)
def test_last_day_off_rolls_to_the_next_workday(last: date, expected: date) -> None:
    assert expected == rolled_over(last, CALENDAR)


def test_unknown_years_leave_out_those_of_the_calendar() -> None:
    expected = (2025, 2027)
    assert expected == unknown_years(date(2025, 12, 31), date(2027, 1, 1), CALENDAR)


def test_longest_break_of_2026_is_the_spring_festival() -> None:
    expected = 9
    assert expected == longest_break(CALENDAR)


def test_longest_break_is_nothing_where_no_year_is_known() -> None:
    expected = 0
    assert expected == longest_break(Calendar())


def test_days_off_are_said_as_runs_and_single_days() -> None:
    expected = (say("period-run", first=date(2026, 10, 1), last=date(2026, 10, 7)),)
    assert (*expected, date(2026, 10, 11)) == days_off(
        date(2026, 9, 29), date(2026, 10, 13), CALENDAR
    )


def test_days_off_are_said_up_to_the_last_day() -> None:
    expected = (say("period-run", first=date(2026, 10, 2), last=date(2026, 10, 3)),)
    assert expected == days_off(date(2026, 10, 2), date(2026, 10, 3), CALENDAR)


def test_days_off_are_not_said_of_an_unknown_year() -> None:
    expected = ()
    assert expected == days_off(date(2027, 1, 1), date(2027, 1, 10), CALENDAR)
