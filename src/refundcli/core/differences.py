"""What an entry changes in a case: the case before it beside the case after it."""

from collections.abc import Iterator
from datetime import datetime

from refundcli.core.dossier import Dossier
from refundcli.core.findings import Deadline
from refundcli.core.history import value_at
from refundcli.core.text import Said, Text
from refundcli.core.values import dataclass

_ORDER_AND_CLAIM = (
    *("order.platform", "order.state", "order.number", "order.seller", "order.item", "order.paid"),
    *("claim.reason", "claim.remedy", "claim.purpose", "claim.amount"),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A thing that differs: `what` names it, *before* and *after* are its values; None: there is none.

    Of a `deadline` the values are its ends, and `title` says which it is.
    """

    what: str
    before: object
    after: object
    title: Said | Text | None = None


def differences(before: Dossier, after: Dossier) -> tuple[Difference, ...]:
    """Return what differs between two states of one case: phase, order, claim, money, clocks."""
    return (*_values(before, after), *_clocks(before, after))


def _values(before: Dossier, after: Dossier) -> Iterator[Difference]:
    one, other = before.state, after.state
    pairs = [
        ("phase", one.phase, other.phase),
        *(
            (key, value_at(one.order, one.claim, key), value_at(other.order, other.claim, key))
            for key in _ORDER_AND_CLAIM
        ),
        ("refunded", one.refunded, other.refunded),
        ("outcome", one.outcome, other.outcome),
        ("verdict", before.verdict.id, after.verdict.id),
    ]
    yield from (Difference(what, old, new) for what, old, new in pairs if old != new)


def _clocks(before: Dossier, after: Dossier) -> Iterator[Difference]:
    then = {one.rule: one for one in before.deadlines}
    now = {one.rule: one for one in after.deadlines}
    for rule, one in {**then, **now}.items():
        old, new = _end(then.get(rule)), _end(now.get(rule))
        if old != new:
            yield Difference("deadline", old, new, one.title)


def _end(one: Deadline | None) -> datetime | str | None:
    """Return when a deadline ends, `on-hold` while it is held, None where it does not run."""
    if one is None:
        return None
    return "on-hold" if one.is_paused else one.due
