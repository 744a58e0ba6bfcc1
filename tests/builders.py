"""Values that tests share, built from what the official notices say."""

from collections.abc import Iterator
from datetime import date, timedelta

from refundcli.core.rulebook import Calendar


def days(first: date, last: date) -> Iterator[date]:
    """Give the days from *first* to *last*, both inclusive."""
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def calendar_2026() -> Calendar:
    """Return the calendar of 2026 alone (国务院办公厅, 2025-11-04)."""
    blocks = (
        (date(2026, 1, 1), date(2026, 1, 3)),
        (date(2026, 2, 15), date(2026, 2, 23)),
        (date(2026, 4, 4), date(2026, 4, 6)),
        (date(2026, 5, 1), date(2026, 5, 5)),
        (date(2026, 6, 19), date(2026, 6, 21)),
        (date(2026, 9, 25), date(2026, 9, 27)),
        (date(2026, 10, 1), date(2026, 10, 7)),
    )
    made_up = ((1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10))
    return Calendar(
        off=frozenset(day for block in blocks for day in days(*block)),
        work=frozenset(date(2026, month, day) for month, day in made_up),
        years=frozenset({2026}),
    )
