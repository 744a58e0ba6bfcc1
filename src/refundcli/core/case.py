"""A case as a journal (案件): what was known at its opening, the events since, their fold."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from refundcli.core.case_ids import (
    ALPHABET,
    is_case_id,
    is_event_id,
    key_after,
    new_case_id,
    new_event_id,
)
from refundcli.core.case_state import CaseState
from refundcli.core.case_values import state_of, with_changes
from refundcli.core.events import (
    BACK,
    EVENTS,
    GRANTED,
    RESUMED,
    RETURNING,
    SIDE_RUNGS,
    Event,
    Pick,
)
from refundcli.core.order import STATE_OF_MOMENT, Claim, Order
from refundcli.core.values import dataclass, replace

__all__ = [
    "ALPHABET",
    "Case",
    "CaseState",
    "fold",
    "in_time",
    "is_case_id",
    "is_event_id",
    "key_after",
    "last_undoable",
    "live_events",
    "new_case_id",
    "new_event_id",
    "retracted_ids",
]


@dataclass(frozen=True, slots=True)
class Case:
    """The journal of a case: order and claim as it was opened with them, and the events since."""

    id: str
    opened_at: datetime
    order: Order
    claim: Claim
    events: tuple[Event, ...] = ()


def in_time(event: Event) -> tuple[datetime, str]:
    """Return what events are sorted by: when it happened, then when it was recorded."""
    return event.at, event.id


def retracted_ids(events: Iterable[Event]) -> frozenset[object]:
    """Return the ids of the events that are taken back.

    A retraction that is itself taken back counts no more. Retractions that name each other in a
    ring, which only a hand edit can make, take nothing back.
    """
    targets = {one.id: one.carries.get("event") for one in events if one.kind == "retracted"}
    waiting = Counter(targets.values())
    ready = [id for id in targets if not waiting[id]]
    gone: set[object] = set()
    for id in ready:
        target = targets[id]
        if id not in gone:
            gone.add(target)
        waiting[target] -= 1
        if target in targets and not waiting[target]:
            ready.append(str(target))
    return frozenset(gone)


def live_events(events: Iterable[Event]) -> tuple[Event, ...]:
    """Return the events that count, in order of time: no retractions, and nothing retracted."""
    known = tuple(events)
    gone = retracted_ids(known)
    counted = (one for one in known if one.kind != "retracted" and one.id not in gone)
    return tuple(sorted(counted, key=in_time))


def last_undoable(case: Case) -> Event | None:
    """Return the event that `undo` takes back: the last recorded one that still counts.

    That may be a retraction: to undo an undo is to take the retraction back.
    """
    gone = retracted_ids(case.events)
    left = (one for one in case.events if one.id not in gone)
    return max(left, key=lambda one: one.id, default=None)


def fold(case: Case, returning: Collection[str] = RETURNING) -> CaseState:
    """Return the state of *case*: its events in order of time, whatever order they arrived in.

    *returning* are the remedies under which goods go back.
    """
    has_applied = "applied" in case.order.moments
    state = CaseState(
        case.order,
        case.claim,
        "applied" if has_applied else "preparing",
        live_events(case.events),
        applied_in=(case.order.state,) if has_applied else (),
    )
    for event in state.events:
        state = _after(state, event, returning)
    return state


def _after(state: CaseState, event: Event, returning: Collection[str]) -> CaseState:
    line = EVENTS[event.kind]
    if state.is_again(line.moves_to):
        state = replace(
            state, replacements=(*state.replacements, event), returned=None, received=None
        )
    elif line.moves_to is not None:
        state = replace(state, order=_moved(state.order, line.moves_to, event.at))
    change = _CHANGES.get(event.kind)
    if change is not None:
        state = replace(state, **change(state, event))  # type: ignore[arg-type]  # names are its own fields
    if state.offer is not None and state.offer is not event and "offer" in line.stops:
        state = replace(state, offer=None)
    becomes = line.becomes if event.rung not in SIDE_RUNGS else None
    if isinstance(becomes, Pick):
        becomes = becomes.phases.get(str(event.carries.get(becomes.key)), becomes.otherwise)
    if becomes is None or state.phase not in line.leaves:
        return state
    named = _NAMED.get(becomes)
    phase = named(state, returning) if named else becomes
    return state if phase == state.phase else replace(state, phase=phase)


def _moved(order: Order, state: str, at: datetime) -> Order:
    moment = next(name for name, begins in STATE_OF_MOMENT.items() if begins == state)
    moved = replace(order, moments={**order.moments, moment: at})
    return replace(moved, state=state_of(moved))


def _granted(state: CaseState, returning: Collection[str]) -> str:
    must_go_back = state.remedy in returning and state.received is None
    return "returning" if must_go_back else "refunding"


def _back(state: CaseState, _: Collection[str]) -> str:
    if "applied" in state.order.moments:
        return "applied"
    return "preparing" if state.stage is None else "asking"


_NAMED: Mapping[str, Callable[[CaseState, Collection[str]], str]] = {
    GRANTED: _granted,
    BACK: _back,
    RESUMED: lambda state, _: state.closed_in,
}

Changes = dict[str, object]


def _sent(_: CaseState, event: Event) -> Changes:
    return {
        "stage": event.carries.get("stage", "first"),
        "respond_by": event.carries.get("respond_by"),
    }


def _applied(state: CaseState, event: Event) -> Changes:
    asked = {key: event.carries[key] for key in _ASKED if key in event.carries}
    return {
        "application": event,
        "attempts": state.attempts + 1,
        "applied_in": (*state.applied_in, state.order.state),
        "target": _in_all(state, event),
        "claim": replace(state.claim, **asked),  # type: ignore[arg-type]  # names are its own fields
        "order": replace(state.order, moments={**state.order.moments, "applied": event.at}),
        **_NOTHING_GRANTED,
    }


def _withdrawn(state: CaseState, _: Event) -> Changes:
    left = {name: when for name, when in state.order.moments.items() if name != "applied"}
    return {
        "application": None,
        "withdrawn_in": (*state.withdrawn_in, state.order.state),
        "order": replace(state.order, moments=left),
        **_NOTHING_GRANTED,
    }


def _agreed(state: CaseState, event: Event) -> Changes:
    return {"grant": event, "granted": _in_all(state, event)}


def _offered(_: CaseState, event: Event) -> Changes:
    return {"offer": event} if event.by == "seller" else {}


def _refunded(state: CaseState, event: Event) -> Changes:
    amount = event.carries.get("amount")
    if isinstance(amount, Decimal):
        return {"refunded": state.refunded + amount}
    return {"has_unknown_refund": True}


def _escalated(_: CaseState, event: Event) -> Changes:
    return {} if event.rung in SIDE_RUNGS else {"escalation": event}


def _decided(state: CaseState, event: Event) -> Changes:
    if event.rung in SIDE_RUNGS:
        return {}
    granted = _agreed(state, event) if event.carries.get("outcome") in _GRANTS else _NOTHING_GRANTED
    return {"decision": event, **granted}


def _in_all(state: CaseState, event: Event) -> Decimal | None:
    """Return the sum that is reached once the amount of *event* comes on top of what came before it."""
    amount = event.carries.get("amount")
    return state.refunded + amount if isinstance(amount, Decimal) else None


def _closed(state: CaseState, event: Event) -> Changes:
    phase = state.closed_in if state.phase == "closed" else state.phase
    changes: Changes = {"closed_in": phase, "outcome": event.carries.get("outcome")}
    amount = event.carries.get("amount")
    if isinstance(amount, Decimal):  # what came back in all
        changes |= {"refunded": max(state.refunded, amount), "has_unknown_refund": False}
    return changes


def _amended(state: CaseState, event: Event) -> Changes:
    changes = event.carries.get("set")
    if not isinstance(changes, Mapping):
        return {}
    order, claim = with_changes(state.order, state.claim, changes)
    target = state.target if claim.amount == state.claim.amount else None
    return {"order": order, "claim": claim, "target": target}


_NOTHING_GRANTED: Changes = {"grant": None, "granted": None}
_GRANTS = ("won", "partial")
_ASKED = ("remedy", "reason", "amount")

_CHANGES: Mapping[str, Callable[[CaseState, Event], Changes]] = {
    "sent": _sent,
    "applied": _applied,
    "withdrawn": _withdrawn,
    "agreed": _agreed,
    "refused": lambda _, __: _NOTHING_GRANTED,
    "offered": _offered,
    "returned": lambda _, event: {"returned": event},
    "received": lambda _, event: {"received": event},
    "refunded": _refunded,
    "escalated": _escalated,
    "decided": _decided,
    "snoozed": lambda _, event: {"snoozed_until": event.carries.get("until")},
    "closed": _closed,
    "reopened": lambda _, __: {"outcome": None},
    "amended": _amended,
}
