"""A typed time said back."""

from datetime import UTC, date, datetime

from refundcli.core.meant import meant
from refundcli.core.periods import beijing
from refundcli.core.text import say


def test_instant_is_said_with_its_day_weekday_and_hour_in_beijing() -> None:
    said = meant("x", datetime(2026, 11, 20, 18, 30, tzinfo=UTC))
    assert said == say(
        "meant-at", typed="x", day=date(2026, 11, 21), weekday=say("weekday-6"), hour="02:30"
    )


def test_midnight_is_said_as_it_was_typed() -> None:
    said = meant("11-20 0:00", beijing(2026, 11, 20))
    assert (said.fields["day"], said.fields["hour"]) == (date(2026, 11, 20), "00:00")


def test_day_alone_is_said_without_an_hour() -> None:
    said = meant("11-20", date(2026, 11, 20))
    assert (said.key, said.fields["weekday"]) == ("meant-day", say("weekday-5"))


def test_day_alone_that_becomes_an_instant_is_said_with_its_hour() -> None:
    said = meant("11-20", date(2026, 11, 20), beijing(2026, 11, 20, 23, 59))
    assert (said.key, said.fields["hour"]) == ("meant-day-at", "23:59")


def test_end_of_a_day_is_said_as_its_24_hours() -> None:
    said = meant("11-20", date(2026, 11, 20), beijing(2026, 11, 21))
    assert (said.fields["day"], said.fields["hour"]) == (date(2026, 11, 20), "24:00")
