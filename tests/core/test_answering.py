"""Answering hours: 9 to 18, else the next day from 10 to 12 (1688)."""

from datetime import datetime, timedelta

import pytest

from refundcli.core.answering import answer_due, answer_due_on, daily_said
from refundcli.core.periods import beijing
from refundcli.core.rules import Hours
from refundcli.core.text import say

DAILY = Hours(opens=9 * 60, closes=18 * 60, answers=(10 * 60, 12 * 60))


def _in_two_hours(at: datetime) -> datetime:
    return at + timedelta(hours=2)


@pytest.mark.parametrize(
    ("filed_at", "earliest", "latest"),
    [
        (beijing(2026, 9, 25, 0), beijing(2026, 9, 25, 12), beijing(2026, 9, 26, 12)),
        (beijing(2026, 9, 25, 8, 59), beijing(2026, 9, 25, 12), beijing(2026, 9, 26, 12)),
        (beijing(2026, 9, 25, 9), beijing(2026, 9, 25, 11), beijing(2026, 9, 25, 11)),
        (beijing(2026, 9, 25, 17, 59), beijing(2026, 9, 25, 19, 59), beijing(2026, 9, 25, 19, 59)),
        (beijing(2026, 9, 25, 18), beijing(2026, 9, 26, 12), beijing(2026, 9, 26, 12)),
        (beijing(2026, 9, 25, 23, 59), beijing(2026, 9, 26, 12), beijing(2026, 9, 26, 12)),
    ],
)
def test_answer_is_due_by_the_hour_of_filing(
    filed_at: datetime, earliest: datetime, latest: datetime
) -> None:
    assert (earliest, latest) == answer_due(filed_at, _in_two_hours(filed_at), DAILY)


def test_answer_is_never_due_before_the_filing() -> None:
    early = Hours(opens=9 * 60, closes=18 * 60, answers=(7 * 60, 8 * 60))
    filed_at = beijing(2026, 9, 25, 8, 30)
    following = beijing(2026, 9, 26, 8)
    assert (following, following) == answer_due(filed_at, _in_two_hours(filed_at), early)


def test_answer_to_a_filing_at_an_unknown_hour_has_the_bounds_of_the_whole_day() -> None:
    expected = (beijing(2026, 9, 25, 11), beijing(2026, 9, 26, 12))
    assert expected == answer_due_on(beijing(2026, 9, 25), _in_two_hours, DAILY)


def test_answer_to_a_filing_at_an_unknown_hour_may_be_due_last_from_the_evening() -> None:
    latest = answer_due_on(beijing(2026, 9, 25), lambda at: at + timedelta(hours=24), DAILY)[1]
    assert beijing(2026, 9, 26, 18) == latest


def test_answering_hours_are_said_as_times_of_day() -> None:
    expected = say("period-daily", opens="09:00", closes="18:00", since="10:00", until="12:00")
    assert expected == daily_said(DAILY)
