"""A case as a journal (案件): what was known at its opening, the events since, their fold."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from refundcli.core.case_values import state_of, with_changes
from refundcli.core.events import BACK, EVENTS, GRANTED, RESUMED, RETURNING, Event, Pick
from refundcli.core.order import STATE_OF_MOMENT, Claim, Order
from refundcli.core.periods import BEIJING

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Letters and digits of ids: none that a reader can mistake (no 0 o 1 l i)."""

_CASE_ID = re.compile(f"[a-z0-9]{{2,4}}-[{ALPHABET}]{{4}}", re.ASCII)
_EVENT_ID = re.compile(f"[0-9]{{8}}T[0-9]{{6}}-[{ALPHABET}]{{4}}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Case:
    """The journal of a case: order and claim as it was opened with them, and the events since."""

    id: str
    opened_at: datetime
    order: Order
    claim: Claim
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseState:
    """What a journal comes to; folded from it, never stored.

    `events` are those that count, in order of time; `attempts` is how often the buyer applied, and
    `application` the event of the one that runs. `stage` and `respond_by` are those of the last
    letter sent. `refunded` is the sum of what came back. `outcome` is there while the case is
    closed, and `closed_in` is the phase it was closed in.
    """

    order: Order
    claim: Claim
    phase: str
    events: tuple[Event, ...]
    attempts: int = 0
    application: Event | None = None
    stage: str | None = None
    respond_by: datetime | None = None
    returned: Event | None = None
    received: Event | None = None
    refunded: Decimal = Decimal(0)
    escalation: Event | None = None
    decision: Event | None = None
    snoozed_until: datetime | None = None
    outcome: str | None = None
    closed_in: str = "preparing"

    @property
    def is_open(self) -> bool:
        """Whether the case is not closed."""
        return self.phase != "closed"

    def last(self, *kinds: str) -> Event | None:
        """Return the latest event of *kinds* that counts."""
        return next((one for one in reversed(self.events) if one.kind in kinds), None)


def new_case_id(short: str, letters: str) -> str:
    """Return the id of a new case: the platform's short name and four random *letters*.

    >>> new_case_id("tb", "7k2m")
    'tb-7k2m'
    """
    return f"{short}-{letters}"


def new_event_id(now: datetime, letters: str) -> str:
    """Return the key of an event recorded at *now*: Beijing time and four random *letters*.

    >>> from refundcli.core.periods import beijing
    >>> new_event_id(beijing(2026, 11, 22, 9, 31), "k3f9")
    '20261122T093100-k3f9'
    """
    return f"{now.astimezone(BEIJING):%Y%m%dT%H%M%S}-{letters}"


def key_after(events: Iterable[Event], id: str) -> str:
    """Return *id*, moved to the second after the last key of *events* where it would sort before that.

    Of what happened at one instant the later recorded comes later, and `undo` takes the last one recorded back;
    the letters of two keys of one second are chance.

    >>> from refundcli.core.periods import beijing
    >>> first = Event("20261122T093100-zzzz", beijing(2026, 11, 22, 9, 31), "sent")
    >>> key_after((first,), "20261122T093100-k3f9")
    '20261122T093101-k3f9'
    """
    last = max((one.id for one in events), default="")
    if id > last:
        return id
    try:
        second = datetime.fromisoformat(last[:15]) + timedelta(seconds=1)
    except (ValueError, OverflowError):
        return id
    return f"{second:%Y%m%dT%H%M%S}{id[15:]}"


def is_case_id(text: str) -> bool:
    """Return whether *text* has the form of a case's id; only such a name is ever made a path."""
    return _CASE_ID.fullmatch(text) is not None


def is_event_id(text: str) -> bool:
    """Return whether *text* has the form of an event's key."""
    return _EVENT_ID.fullmatch(text) is not None


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
    phase = "applied" if "applied" in case.order.moments else "preparing"
    state = CaseState(case.order, case.claim, phase, live_events(case.events))
    for event in state.events:
        state = _after(state, event, returning)
    return state


def _after(state: CaseState, event: Event, returning: Collection[str]) -> CaseState:
    line = EVENTS[event.kind]
    if line.moves_to is not None:
        state = replace(state, order=_moved(state.order, line.moves_to, event.at))
    change = _CHANGES.get(event.kind)
    if change is not None:
        state = replace(state, **change(state, event))  # type: ignore[arg-type]  # names are its own fields
    becomes = line.becomes
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
    must_go_back = state.claim.remedy in returning and state.received is None
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
        "claim": replace(state.claim, **asked),  # type: ignore[arg-type]  # names are its own fields
        "order": replace(state.order, moments={**state.order.moments, "applied": event.at}),
    }


def _withdrawn(state: CaseState, _: Event) -> Changes:
    left = {name: when for name, when in state.order.moments.items() if name != "applied"}
    return {"application": None, "order": replace(state.order, moments=left)}


def _refunded(state: CaseState, event: Event) -> Changes:
    amount = event.carries.get("amount")
    return {"refunded": state.refunded + amount} if isinstance(amount, Decimal) else {}


def _closed(state: CaseState, event: Event) -> Changes:
    phase = state.closed_in if state.phase == "closed" else state.phase
    return {"closed_in": phase, "outcome": event.carries.get("outcome")}


def _amended(state: CaseState, event: Event) -> Changes:
    changes = event.carries.get("set")
    if not isinstance(changes, Mapping):
        return {}
    order, claim = with_changes(state.order, state.claim, changes)
    return {"order": order, "claim": claim}


_ASKED = ("remedy", "reason", "amount")

_CHANGES: Mapping[str, Callable[[CaseState, Event], Changes]] = {
    "sent": _sent,
    "applied": _applied,
    "withdrawn": _withdrawn,
    "returned": lambda _, event: {"returned": event},
    "received": lambda _, event: {"received": event},
    "refunded": _refunded,
    "escalated": lambda _, event: {"escalation": event},
    "decided": lambda _, event: {"decision": event},
    "snoozed": lambda _, event: {"snoozed_until": event.carries.get("until")},
    "closed": _closed,
    "reopened": lambda _, __: {"outcome": None},
    "amended": _amended,
}
