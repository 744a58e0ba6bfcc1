"""A case on one axis of time: what happened, now, and what is to come."""

from collections.abc import Iterator
from datetime import date, datetime

from refundcli.core.case_state import CaseState
from refundcli.core.dossier import Dossier
from refundcli.core.events import EVENTS, Event
from refundcli.core.findings import Deadline
from refundcli.core.order import MOMENTS, STATE_OF_MOMENT, When
from refundcli.core.periods import bounds
from refundcli.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A point of the axis: a `moment` of the order, an `event`, `now`, or the end of a `deadline`.

    `when` is the time as it is known, which may be a day alone; None is no certain time: a deadline
    on hold. `name` is the moment, the event's kind or the deadline's id; `actor` whose act it is.
    """

    kind: str
    name: str
    when: When | None
    actor: str | None = None
    event: Event | None = None
    deadline: Deadline | None = None


def timeline(dossier: Dossier) -> tuple[Point, ...]:
    """Return the points of a case in order of time, `now` among them, what is on hold at the end.

    The order's moments stand as they were last corrected. A deadline that has run out and still
    stands lies before `now`.
    """
    now = Point("now", "now", dossier.as_of)
    past = [*_moments(dossier.state), *_events(dossier.state)]
    running = [
        Point("deadline", one.id, None if one.is_paused else one.due, one.actor, deadline=one)
        for one in dossier.deadlines
    ]
    return tuple(sorted((*past, *running, now), key=_place))


def _place(point: Point) -> tuple[bool, datetime, bool]:
    at = bounds(point.when if point.when is not None else date.min)[0]
    return point.when is None, at, point.kind == "now"


def _moments(state: CaseState) -> Iterator[Point]:
    told = {one.kind for one in state.events if one not in state.replacements}
    for name in MOMENTS:
        when = state.order.moments.get(name)
        if when is not None and name not in told:
            actor = EVENTS[name].actor if name in EVENTS else "buyer"
            yield Point("moment", name, when, actor)


def _events(state: CaseState) -> Iterator[Point]:
    lived = state.order.moments
    last = {one.kind: one.id for one in state.events if one not in state.replacements}
    for one in state.events:
        is_again = one in state.replacements
        if one.kind in STATE_OF_MOMENT and one.kind not in lived and not is_again:
            continue
        is_last = last.get(one.kind) == one.id
        when = lived.get(one.kind, one.at) if is_last else one.at
        yield Point("event", one.kind, when, EVENTS[one.kind].actor, event=one)
