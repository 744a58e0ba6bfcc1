"""The ways of counting, by the worked days of 2026 and by what must hold for every day."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import calendar_2026

from refundcli.core.errors import BadData
from refundcli.core.order import When
from refundcli.core.periods import (
    BEIJING,
    WAYS,
    Span,
    beijing,
    bounds,
    calendar_days,
    clock_days,
    clock_months,
    clock_years,
    hours,
    merge,
    months,
    parse_length,
    period_end,
    years,
)
from refundcli.core.rulebook import Calendar
from refundcli.core.rules import Hours, Length, Reading
from refundcli.core.text import say

CALENDAR = calendar_2026()
DAILY = Hours(opens=9 * 60, closes=18 * 60, answers=(10 * 60, 12 * 60))
ZONE = say("period-zone")


def _end(start: When, lasts: str, kind: str = "law", begins: str = "instant") -> Span:
    return period_end(start, Reading(parse_length(lasts), begins), kind, CALENDAR)


def _ends(start: When, lasts: str, kind: str = "law") -> tuple[datetime, datetime]:
    span = _end(start, lasts, kind)
    return span.earliest, span.latest


@pytest.mark.parametrize(
    ("start", "lasts", "safe", "arguable"),
    [
        (beijing(2026, 9, 25, 10), "7 days", date(2026, 10, 2), date(2026, 10, 8)),
        (date(2026, 9, 19), "7 days", date(2026, 9, 26), date(2026, 9, 28)),
        (date(2026, 9, 23), "7 days", date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 9, 28), "7 days", date(2026, 10, 5), date(2026, 10, 8)),
        (date(2026, 10, 1), "7 days", date(2026, 10, 8), date(2026, 10, 8)),
        (date(2026, 10, 3), "7 days", date(2026, 10, 10), date(2026, 10, 10)),
        (date(2026, 9, 25), "15 days", date(2026, 10, 10), date(2026, 10, 10)),
        (date(2026, 9, 25), "1 year", date(2027, 9, 25), date(2027, 9, 27)),
        (date(2026, 9, 25), "3 years", date(2029, 9, 25), date(2029, 9, 25)),
        (date(2026, 9, 25), "2 years", date(2028, 9, 25), date(2028, 9, 25)),
        (date(2026, 9, 28), "7 working-days", date(2026, 10, 13), date(2026, 10, 13)),
        (date(2026, 10, 13), "60 days", date(2026, 12, 12), date(2026, 12, 14)),
        (date(2026, 8, 31), "6 months", date(2027, 2, 28), date(2027, 3, 1)),
    ],
)
def test_law_ends_with_the_last_day(start: When, lasts: str, safe: date, arguable: date) -> None:
    expected = (bounds(safe)[1], bounds(arguable)[1])
    assert expected == _ends(start, lasts)


@pytest.mark.parametrize("kind", ["law", "platform", "promise", "asked"])
def test_hours_run_on_through_days_off(kind: str) -> None:
    expected = beijing(2026, 10, 1, 20, 15)
    assert (expected, expected) == _ends(beijing(2026, 9, 30, 20, 15), "24 hours", kind)


@pytest.mark.parametrize("kind", ["platform", "promise", "asked"])
@pytest.mark.parametrize(
    ("lasts", "expected"),
    [
        ("7 days", beijing(2026, 10, 2, 10)),
        ("168 hours", beijing(2026, 10, 2, 10)),
        ("1 month", beijing(2026, 10, 25, 10)),
        ("1 year", beijing(2027, 9, 25, 10)),
        ("1 working-day", beijing(2026, 9, 29)),
    ],
)
def test_clocks_count_from_the_instant(kind: str, lasts: str, expected: datetime) -> None:
    assert (expected, expected) == _ends(beijing(2026, 9, 25, 10), lasts, kind)


@pytest.mark.parametrize("start", [beijing(2026, 9, 25, 10), date(2026, 9, 25)])
def test_clock_from_the_next_day_begins_at_its_midnight(start: When) -> None:
    span = _end(start, "168 hours", "platform", "next-day")
    assert (beijing(2026, 10, 3), beijing(2026, 10, 3)) == (span.earliest, span.latest)


def test_law_counts_the_same_whatever_the_rule_says_of_the_beginning() -> None:
    start = beijing(2026, 9, 30, 20, 15)
    reading = Reading(Length(24, "hours"), "next-day", DAILY)
    assert _end(start, "24 hours") == period_end(start, reading, "law", CALENDAR)


def test_clock_from_a_day_alone_has_the_bounds_of_the_day() -> None:
    expected = (beijing(2026, 9, 26), beijing(2026, 9, 27))
    assert expected == _ends(date(2026, 9, 25), "24 hours", "platform")


def test_law_counts_a_day_alone_without_doubt() -> None:
    assert _ends(beijing(2026, 9, 23, 23, 59), "7 days") == _ends(date(2026, 9, 23), "7 days")


def test_answering_hours_move_the_end() -> None:
    reading = Reading(Length(2, "hours"), hours=DAILY)
    span = period_end(beijing(2026, 9, 25, 20), reading, "platform", CALENDAR)
    assert (beijing(2026, 9, 26, 12), beijing(2026, 9, 26, 12)) == (span.earliest, span.latest)


def test_answering_hours_of_a_day_alone_give_its_bounds() -> None:
    reading = Reading(Length(2, "hours"), hours=DAILY)
    span = period_end(date(2026, 9, 25), reading, "platform", CALENDAR)
    assert (beijing(2026, 9, 25, 11), beijing(2026, 9, 26, 12)) == (span.earliest, span.latest)


@pytest.mark.parametrize("lasts", ["0 hours", "0 days", "0 working-days", "0 months", "0 years"])
@pytest.mark.parametrize("kind", ["law", "platform"])
def test_length_of_zero_ends_at_once(lasts: str, kind: str) -> None:
    start = beijing(2026, 9, 25, 10)
    assert (start, start) == _ends(start, lasts, kind)


def test_abolished_period_has_no_end() -> None:
    with pytest.raises(ValueError, match="abolished"):
        period_end(date(2026, 9, 25), Reading(None), "law", CALENDAR)


@pytest.mark.parametrize("kind", ["law", "clock"])
@pytest.mark.parametrize(
    ("start", "lasts"),
    [
        (beijing(2026, 9, 25), "999999999 hours"),
        (beijing(2026, 9, 25), "999999999 days"),
        (beijing(2026, 9, 25), "999999999 months"),
        (beijing(2026, 9, 25), "7974 years"),
        (beijing(9999, 12, 30), "2 days"),
        (beijing(9999, 12, 30), "3 working-days"),
        (beijing(9999, 12, 30), "999999999 working-days"),
        (beijing(9999, 11, 30), "1 month"),
    ],
)
def test_end_beyond_the_calendar_is_refused(start: When, lasts: str, kind: str) -> None:
    with pytest.raises(BadData) as raised:
        _end(start, lasts, kind)
    expected = say("error-period-beyond", start=start, length=parse_length(lasts))
    assert expected == raised.value.message


def test_end_in_the_last_year_of_the_calendar_is_given() -> None:
    assert beijing(9999, 11, 16) == months(date(9999, 10, 15), 1)


@pytest.mark.parametrize(
    "when",
    [date(9999, 12, 31), datetime(9999, 12, 31, 20, tzinfo=UTC)],
)
def test_bounds_beyond_the_calendar_are_refused(when: When) -> None:
    with pytest.raises(BadData) as raised:
        bounds(when)
    assert say("error-time-beyond", value=when.isoformat()) == raised.value.message


def test_bounds_of_an_instant_are_itself_in_beijing_time() -> None:
    at = beijing(2026, 9, 25, 10)
    assert (at.isoformat(),) * 2 == tuple(
        one.isoformat() for one in bounds(datetime(2026, 9, 25, 2, tzinfo=UTC))
    )


def test_bounds_take_a_time_without_offset_as_beijing_time() -> None:
    at = beijing(2026, 9, 25, 10)
    assert (at, at) == bounds(at.replace(tzinfo=None))


def test_bounds_of_a_day_are_its_two_midnights() -> None:
    assert (beijing(2026, 9, 30), beijing(2026, 10, 1)) == bounds(date(2026, 9, 30))


def test_beijing_time_is_eight_hours_ahead() -> None:
    assert timezone(timedelta(hours=8), "Beijing") == BEIJING


def test_beijing_instant_takes_seconds() -> None:
    expected = "2026-09-25T10:20:30+08:00"
    assert expected == beijing(2026, 9, 25, 10, 20, 30).isoformat()


def test_law_derivation_names_start_days_and_roll_over() -> None:
    start = beijing(2026, 9, 25, 10)
    expected = (
        say("period-start", start=start),
        say("period-first-day", day=date(2026, 9, 26)),
        say("period-last-day", day=date(2026, 10, 2)),
        say("period-rolled", last=date(2026, 10, 2), rolled=date(2026, 10, 8)),
        ZONE,
    )
    assert expected == _end(start, "7 days").steps


def test_working_day_derivation_names_the_days_skipped_and_made_up() -> None:
    start = date(2026, 9, 28)
    holiday = say("period-run", first=date(2026, 10, 1), last=date(2026, 10, 7))
    expected = (
        say("period-start", start=start),
        say("period-first-day", day=date(2026, 9, 29)),
        say("period-days-off", days=(holiday, date(2026, 10, 11))),
        say("period-made-up", days=(date(2026, 10, 10),)),
        say("period-last-day", day=date(2026, 10, 13)),
        ZONE,
    )
    assert expected == _end(start, "7 working-days").steps


def test_working_day_derivation_names_a_first_day_made_up() -> None:
    expected = say("period-made-up", days=(date(2026, 10, 10),))
    assert expected == _end(date(2026, 10, 9), "1 working-day").steps[2]


def test_working_day_derivation_names_the_unknown_year() -> None:
    span = _end(date(2026, 12, 30), "3 working-days")
    doubt = say("period-work-unknown", years=(2027,), latest=date(2027, 1, 13), days=9)
    assert (say("period-last-day", day=date(2027, 1, 2)), doubt, ZONE) == span.steps[-3:]


def test_roll_over_into_an_unknown_year_is_named() -> None:
    doubt = say("period-roll-unknown", years=(2027,))
    assert (doubt, ZONE) == _end(date(2026, 9, 25), "1 year").steps[-2:]


def test_derivation_names_the_month_that_has_no_such_day() -> None:
    assert say("period-short-month", day=31) in _end(date(2026, 8, 31), "6 months").steps


def test_clock_derivation_names_start_length_and_end() -> None:
    start = beijing(2026, 9, 25, 10)
    expected = (
        say("period-start", start=start),
        say("period-clock", length=Length(7, "days")),
        say("period-end", at=beijing(2026, 10, 2, 10)),
        ZONE,
    )
    assert expected == _end(start, "7 days", "platform").steps


def test_clock_derivation_names_the_next_day() -> None:
    span = _end(date(2026, 9, 25), "7 days", "platform", "next-day")
    assert say("period-next-day", day=date(2026, 9, 26)) == span.steps[1]


def test_clock_derivation_names_the_doubt_of_a_day_alone() -> None:
    ends = say("period-ends", earliest=beijing(2026, 9, 26), latest=beijing(2026, 9, 27))
    steps = _end(date(2026, 9, 25), "24 hours", "platform").steps
    assert (say("period-day-alone"), ends) == (steps[1], steps[3])


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (beijing(2027, 1, 31, 10), 1, beijing(2027, 2, 28, 10)),
        (beijing(2028, 1, 31, 10), 1, beijing(2028, 2, 29, 10)),
        (beijing(2026, 12, 31, 10), 2, beijing(2027, 2, 28, 10)),
        (datetime(2026, 9, 30, 20, tzinfo=UTC), 1, beijing(2026, 11, 1, 4)),
    ],
)
def test_clock_months_keep_the_hour_and_the_day_number(
    start: datetime, n: int, expected: datetime
) -> None:
    assert expected == clock_months(start, n)


def test_merge_gives_the_widest_bounds() -> None:
    start = beijing(2026, 9, 25, 10)
    both = merge((_end(start, "48 hours", "platform"), _end(start, "24 hours", "platform")))
    assert (beijing(2026, 9, 26, 10), beijing(2026, 9, 27, 10)) == (both.earliest, both.latest)


def test_merge_keeps_every_step_once() -> None:
    start = beijing(2026, 9, 25, 10)
    first, second = (_end(start, lasts, "platform") for lasts in ("24 hours", "48 hours"))
    assert (*first.steps, *second.steps[1:3]) == merge((first, second)).steps


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("48 hours", Length(48, "hours")),
        ("1 hour", Length(1, "hours")),
        ("0 hours", Length(0, "hours")),
        ("7 days", Length(7, "days")),
        ("7 working-days", Length(7, "working-days")),
        ("1 working-day", Length(1, "working-days")),
        ("6 months", Length(6, "months")),
        ("2 years", Length(2, "years")),
    ],
)
def test_length_is_read_as_the_rules_write_it(text: str, expected: Length) -> None:
    assert expected == parse_length(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "48",
        "hours",
        "48hours",
        "48  hours",
        "-1 days",
        "1.5 days",
        "2 weeks",
        "7 day days",
        "s s",
        "7 working",
        "٣ days",
        "1234567890 days",
        "7 Days",
        " 7 days",
        "7 dayss",
        "7 s",
    ],
)
def test_length_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(BadData) as raised:
        parse_length(text)
    assert say("error-length", value=text) == raised.value.message


def test_every_length_reads_back_as_written() -> None:
    lengths = [Length(3, unit) for _, unit in WAYS]
    assert lengths == [parse_length(str(length)) for length in lengths]


def test_ways_count_every_unit_by_law_and_by_clock() -> None:
    by_law, by_clock = ({unit for who, unit in WAYS if who == one} for one in ("law", "clock"))
    assert by_law == by_clock


instants = st.integers(0, 7 * 366 * 86400).map(
    lambda seconds: beijing(2024, 1, 1) + timedelta(seconds=seconds)
)
starts = instants | st.dates(date(2024, 1, 1), date(2030, 12, 31))
units = st.sampled_from(sorted({unit for _, unit in WAYS}))
counts = st.integers(0, 400)
kinds = st.sampled_from(["law", "platform", "promise", "asked"])
readings = st.builds(
    Reading,
    st.builds(Length, counts, units),
    st.sampled_from(["instant", "next-day"]),
    st.sampled_from([None, DAILY]),
)


@given(starts, readings, kinds)
def test_deadline_never_lies_before_its_start(start: When, reading: Reading, kind: str) -> None:
    assert period_end(start, reading, kind, CALENDAR).earliest >= bounds(start)[0]


@given(starts, readings, kinds)
def test_earliest_end_never_lies_after_the_latest(start: When, reading: Reading, kind: str) -> None:
    span = period_end(start, reading, kind, CALENDAR)
    assert span.earliest <= span.latest


@given(starts, units, counts, counts, kinds)
def test_more_never_ends_sooner(start: When, unit: str, n: int, more: int, kind: str) -> None:
    one, other = (
        period_end(start, Reading(Length(count, unit)), kind, CALENDAR) for count in (n, n + more)
    )
    assert one.earliest <= other.earliest
    assert one.latest <= other.latest


@given(starts, st.integers(1, 400))
def test_working_days_never_end_before_calendar_days(start: When, n: int) -> None:
    assert calendar_days(start, n) <= _end(start, f"{n} working-days").earliest


@given(instants, readings, kinds)
def test_day_alone_holds_every_instant_of_it(at: datetime, reading: Reading, kind: str) -> None:
    of_day = period_end(at.date(), reading, kind, CALENDAR)
    of_instant = period_end(at, reading, kind, CALENDAR)
    assert of_day.earliest <= of_instant.earliest
    assert of_instant.latest <= of_day.latest


@given(starts, readings, kinds)
def test_known_years_change_nothing_outside_them(start: When, reading: Reading, kind: str) -> None:
    """A future notice may narrow the doubt of working days; it never moves the end out of it."""
    span = period_end(start, reading, kind, CALENDAR)
    plain = Calendar(CALENDAR.off, CALENDAR.work, frozenset(range(2024, 2040)))
    later = period_end(start, reading, kind, plain)
    assert span.earliest <= later.earliest
    assert later.latest <= span.latest


@given(instants, counts)
def test_hours_are_counted_exactly(at: datetime, n: int) -> None:
    assert timedelta(hours=n) == hours(at, n) - at


@given(instants, counts)
def test_clock_days_are_blocks_of_24_hours(at: datetime, n: int) -> None:
    assert hours(at, 24 * n) == clock_days(at, n)


@given(instants, st.integers(0, 60))
def test_years_are_twelve_months(at: datetime, n: int) -> None:
    assert (months(at, 12 * n), clock_months(at, 12 * n)) == (years(at, n), clock_years(at, n))
