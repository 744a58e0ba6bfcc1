"""Everything that was ever recorded in a case, in the order it was written down."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from refundcli.core.case import Case, fold, in_time, retracted_ids
from refundcli.core.case_line import recorded_at
from refundcli.core.events import Event
from refundcli.core.order import Claim, Order
from refundcli.core.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Change:
    """A key that a correction set: what it was before, and what it became; None: not known."""

    key: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Record:
    """An event as it was written down; `is_retracted` says that it counts no more.

    `target` is the event that a retraction takes back, `changes` is what a correction set.
    """

    event: Event
    recorded_at: datetime
    is_retracted: bool
    target: Event | None = None
    changes: tuple[Change, ...] = ()


def history(case: Case) -> tuple[Record, ...]:
    """Return every event of *case* by its key, retracted ones and retractions as well."""
    gone = retracted_ids(case.events)
    by_id = {one.id: one for one in case.events}
    return tuple(
        Record(
            event=event,
            recorded_at=recorded_at(event),
            is_retracted=event.id in gone,
            target=by_id.get(str(event.carries.get("event"))),
            changes=tuple(_changes(case, event)),
        )
        for event in sorted(case.events, key=lambda one: one.id)
    )


def _changes(case: Case, event: Event) -> Iterator[Change]:
    """Give what a correction changed, by what was recorded before it."""
    meant = event.carries.get("set")
    if not isinstance(meant, Mapping):
        return
    known = tuple(
        one
        for one in case.events
        if one.id < event.id and (one.kind == "retracted" or in_time(one) < in_time(event))
    )
    before = fold(replace(case, events=known))
    after = fold(replace(case, events=(*known, event)))
    for key in meant:
        yield Change(
            key, value_at(before.order, before.claim, key), value_at(after.order, after.claim, key)
        )


def value_at(order: Order, claim: Claim, key: str) -> object:
    """Return the value of a key as a correction names it, such as `order.paid`; None: not known.

    >>> value_at(Order("taobao", "unshipped"), Claim("quality", "repair"), "claim.remedy")
    'repair'
    """
    table, _, name = key.partition(".")
    _, _, fact = name.partition(".")
    if fact:
        return claim.facts.get(fact)
    if table == "order" and name.endswith("_at"):
        return order.moments.get(name.removesuffix("_at"))
    value: object = getattr(order if table == "order" else claim, name)
    return None if value == () else value
