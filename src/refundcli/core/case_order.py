"""In what order many cases are listed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from refundcli.core.lines import CaseLine


def by_due(line: CaseLine) -> tuple[bool, datetime, str]:
    """Return what cases are sorted by: the soonest clock first, those without one last."""
    clock = line.next
    return clock is None, clock.due if clock is not None else line.opened_at, line.id


SORTS: Mapping[str, Callable[[CaseLine], tuple[Any, ...]]] = {
    "opened": lambda one: (one.opened_at, one.id),
    "due": by_due,
    "platform": lambda one: (one.platform, one.opened_at, one.id),
    "paid": lambda one: (-(one.paid if one.paid is not None else Decimal(-1)), one.id),
}
"""What a list of cases may be sorted by: the oldest, the soonest or the dearest first."""
