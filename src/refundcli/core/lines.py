"""A case in a line, as a value: what lists, reminders and an index know of it without opening it."""

from datetime import datetime
from decimal import Decimal

from refundcli.core.steps import NextStep
from refundcli.core.text import Said, Text
from refundcli.core.values import dataclass


@dataclass(frozen=True, slots=True)
class ClockLine:
    """The soonest clock that runs in a case: what it is for, who must act, and until when.

    `id` and `kind` are those of its deadline. `is_ours`: a right of the buyer's is lost with it; with
    any other a lever is gained.
    """

    id: str
    kind: str
    what: Said | Text
    actor: str
    due: datetime
    is_ours: bool


@dataclass(frozen=True, slots=True)
class CaseLine:
    """What a row of `list` or `due` is made of; every sentence in it is a key with its values.

    `site` is the platform's name. `asked` is what is asked for in all, `refunded` what has come
    back. `first_asked_at` is the first letter sent or application,
    `refunded_at` the last refund. `updated_at` is when the last event was recorded. The line holds
    from `as_of` until, at the latest, `good_until`: then a clock or a day ends, and it is to be
    made anew.
    """

    id: str
    platform: str
    site: Text
    number: str | None
    seller: str | None
    item: str | None
    paid: Decimal | None
    state: str
    phase: str
    reason: str
    remedy: str
    purpose: str | None
    verdict: str
    next: ClockLine | None
    next_step: NextStep
    opened_at: datetime
    updated_at: datetime
    as_of: datetime
    good_until: datetime
    asked: Decimal | None = None
    refunded: Decimal = Decimal(0)
    outcome: str | None = None
    first_asked_at: datetime | None = None
    refunded_at: datetime | None = None

    @property
    def is_closed(self) -> bool:
        """Whether the case is closed."""
        return self.phase == "closed"

    def is_overdue(self, now: datetime) -> bool:
        """Return whether the soonest clock has run out by *now*."""
        return self.next is not None and self.next.due <= now
