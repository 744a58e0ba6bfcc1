"""Quiet hours on the buyer's own clock."""

from datetime import datetime, time, timedelta, timezone

import pytest

from refundcli.core.errors import BadData
from refundcli.core.periods import BEIJING, beijing
from refundcli.core.quiet_hours import QuietHours, hours_named

NIGHT = QuietHours(time(22), time(8), BEIJING)
NOON = QuietHours(time(12), time(14), BEIJING)


@pytest.mark.parametrize(
    ("hours", "at", "around"),
    [
        (NIGHT, beijing(2026, 11, 22, 21, 59), None),
        (NIGHT, beijing(2026, 11, 22, 22), (beijing(2026, 11, 22, 22), beijing(2026, 11, 23, 8))),
        (
            NIGHT,
            beijing(2026, 11, 23, 7, 59),
            (beijing(2026, 11, 22, 22), beijing(2026, 11, 23, 8)),
        ),
        (NIGHT, beijing(2026, 11, 23, 8), None),
        (NOON, beijing(2026, 11, 22, 13), (beijing(2026, 11, 22, 12), beijing(2026, 11, 22, 14))),
        (NOON, beijing(2026, 11, 22, 2), None),
    ],
)
def test_quiet_hours_lie_around_what_they_hold(
    hours: QuietHours, at: datetime, around: tuple[datetime, datetime] | None
) -> None:
    assert around == hours.around(at)


def test_quiet_hours_are_those_of_the_buyers_zone() -> None:
    """22:00 in Berlin is 05:00 in Beijing."""
    berlin = QuietHours(time(22), time(8), timezone(timedelta(hours=1)))
    assert berlin.around(beijing(2026, 11, 23, 3)) is None
    expected = (beijing(2026, 11, 23, 5), beijing(2026, 11, 23, 15))
    assert expected == berlin.around(beijing(2026, 11, 23, 14))


@pytest.mark.parametrize("text", ["22:00", "22-8", "late", "22:00-22:00", "22:00-08:00+08:00", ""])
def test_hours_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(BadData) as caught:
        hours_named(text)
    assert text == caught.value.message.fields["value"]
