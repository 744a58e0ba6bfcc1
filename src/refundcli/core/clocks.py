"""The clocks of a case: which run, since when, until when, and what holds them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from refundcli.core.case import Case, CaseState, fold, in_time
from refundcli.core.case_values import state_of
from refundcli.core.clauses import Situation
from refundcli.core.deadlines import timer_deadline, timer_runs
from refundcli.core.events import Event
from refundcli.core.findings import Deadline, Verdict
from refundcli.core.order import STATE_OF_MOMENT, STATES, When
from refundcli.core.periods import bounds
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Timer
from refundcli.core.text import Said, say

_SETTLES = ("closed", "refunded")
"""Events that stop every timer."""
_OF_AN_APPLICATION = frozenset(
    ("applied", "agreed", "refused", "returned", "received", "escalated", "decided")
)
_ANSWERS = ("replied", "agreed", "refused", "offered", "promised", "refunded", "received")
"""Events that stop the hours a letter asked for."""
_KEEPS = ("refunded", "agreed", "received", "refused", "shipped", "decided")
"""Events that settle a promise."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event or a moment known at the opening, on the one axis of a case."""

    kind: str
    at: When
    event: Event | None = None


def running(
    rulebook: Rulebook, case: Case, state: CaseState, verdict: Verdict | None
) -> tuple[Deadline, ...]:
    """Return the deadlines that run in a case, the soonest first; those on hold come last.

    Before an application runs, the windows to apply in of *verdict* are among them. An `extended` event sets a
    deadline's end and keeps the computed one beside it.
    """
    if not state.is_open:
        return ()
    axis = _axis(state)
    found = [
        *_timers(rulebook, case, state, axis),
        *_asked(axis),
        *_promised(axis),
        *_evidence(axis),
    ]
    if verdict is not None and "applied" not in state.order.moments:
        found += [one for one in verdict.deadlines if one.id == "apply"]
    found = [_extended(one, axis) for one in found]
    return tuple(sorted(found, key=lambda one: (one.is_paused, one.due, one.rule)))


def _axis(state: CaseState) -> tuple[Happening, ...]:
    """Return what happened, in order of time; moments stand as they were last corrected."""
    reopened = state.last("reopened")
    lived = state.order.moments
    counted = [
        one
        for one in state.events
        if (one.kind != "closed" or reopened is None or in_time(one) > in_time(reopened))
        and (one.kind in lived or one.kind not in STATE_OF_MOMENT)
    ]
    last = {one.kind: one.id for one in counted}
    events = [
        Happening(
            one.kind, lived.get(one.kind, one.at) if last[one.kind] == one.id else one.at, one
        )
        for one in counted
    ]
    told = last.keys()
    moments = [Happening(name, when) for name, when in lived.items() if name not in told]
    return tuple(sorted(moments + events, key=lambda one: bounds(one.at)[0]))


def _timers(
    rulebook: Rulebook, case: Case, state: CaseState, axis: tuple[Happening, ...]
) -> Iterator[Deadline]:
    for timer in rulebook.timers(state.order.platform):
        start = next((i for i in reversed(range(len(axis))) if _starts(timer, axis[i])), None)
        if start is None:
            continue
        since = axis[start]
        later = axis[start + 1 :]
        if any(_ends(timer, one) for one in later):
            continue
        situation = _situation(rulebook, case, state, since)
        if timer_runs(timer, situation):
            deadline = timer_deadline(timer, since.kind, since.at, situation)
            if deadline is not None:
                yield _held(timer, deadline, later)


def _starts(timer: Timer, happening: Happening) -> bool:
    if happening.kind not in timer.starts:
        return False
    event = happening.event
    return timer.rung is None or (event is not None and event.carries.get("rung") == timer.rung)


def _ends(timer: Timer, happening: Happening) -> bool:
    if happening.kind in timer.ends or happening.kind in _SETTLES:
        return True
    return happening.kind == "withdrawn" and bool(_OF_AN_APPLICATION & set(timer.starts))


def _situation(rulebook: Rulebook, case: Case, state: CaseState, since: Happening) -> Situation:
    """Return order and claim as they stood at *since*, with what was corrected later."""
    at, event = bounds(since.at)[0], since.event
    past = tuple(
        one for one in state.events if event is not None and in_time(one) <= in_time(event)
    )
    corrections = tuple(one for one in state.events if one.kind == "amended" and one not in past)
    then = fold(replace(case, events=past))
    corrected = fold(replace(case, events=past + corrections))
    moments = {
        name: when for name, when in corrected.order.moments.items() if bounds(when)[0] <= at
    }
    reached = min(then.order.state, corrected.order.state, key=STATES.index)
    order = replace(corrected.order, state=reached, moments=moments)
    return Situation(rulebook, replace(order, state=state_of(order)), corrected.claim, at)


def _held(timer: Timer, deadline: Deadline, later: tuple[Happening, ...]) -> Deadline:
    """Return the deadline moved by the time it was on hold, or marked as on hold."""
    since: datetime | None = None
    held = timedelta()
    for one in later:
        at = bounds(one.at)[0]
        if one.kind in timer.pauses and since is None:
            since = at
        elif one.kind in timer.resumes and since is not None:
            held += at - since
            since = None
    steps: tuple[Said, ...] = ()
    if held:
        steps = (say("step-held", minutes=round(held.total_seconds() / 60)),)
    if since is not None:
        steps = (*steps, say("step-on-hold", since=since))
    return replace(
        deadline,
        earliest=deadline.earliest + held,
        latest=deadline.latest + held,
        derivation=(*deadline.derivation, *steps),
        is_paused=since is not None,
    )


def _last(axis: tuple[Happening, ...], kind: str) -> tuple[Event, tuple[Happening, ...]] | None:
    for i in reversed(range(len(axis))):
        event = axis[i].event
        if axis[i].kind == kind and event is not None:
            return event, axis[i + 1 :]
    return None


def _asked(axis: tuple[Happening, ...]) -> Iterator[Deadline]:
    found = _last(axis, "sent")
    if found is None or any(one.kind in _ANSWERS for one in found[1]):
        return
    event = found[0]
    until = event.carries.get("respond_by")
    if isinstance(until, datetime):
        steps = (say("step-asked", sent=event.at, until=until), say("step-asked-no-law"))
        yield _plain("asked", "seller", "asked", event, until, steps)


def _promised(axis: tuple[Happening, ...]) -> Iterator[Deadline]:
    found = _last(axis, "promised")
    if found is None or any(one.kind in _KEEPS for one in found[1]):
        return
    event = found[0]
    until = event.carries.get("promised_by")
    if isinstance(until, datetime):
        steps = (say("step-promised", at=event.at, until=until),)
        yield _plain("promised", "seller", "promise", event, until, steps)


def _evidence(axis: tuple[Happening, ...]) -> Iterator[Deadline]:
    found = _last(axis, "evidence-asked")
    if found is None or any(one.kind in ("evidence", "decided") for one in found[1]):
        return
    event = found[0]
    until = event.carries.get("due")
    if isinstance(until, datetime):
        steps = (say("step-evidence-asked", at=event.at, until=until),)
        yield _plain("evidence", "buyer", "platform", event, until, steps)


def _plain(
    id: str, actor: str, kind: str, event: Event, until: datetime, steps: tuple[Said, ...]
) -> Deadline:
    return Deadline(
        id=id,
        actor=actor,
        kind=kind,
        title=say(f"deadline-{id}"),
        started_by=event.kind,
        started_at=event.at,
        earliest=until,
        latest=until,
        on_expiry="lapses" if actor == "buyer" else "may-escalate",
        rule=f"case/{id}",
        derivation=steps,
    )


def _extended(deadline: Deadline, axis: tuple[Happening, ...]) -> Deadline:
    """Return the deadline as the last `extended` event since its start set it."""
    started = bounds(deadline.started_at)[0]
    for one in reversed(axis):
        carries: Mapping[str, object] = one.event.carries if one.event is not None else {}
        names = (deadline.id, deadline.rule)
        due = carries.get("due")
        if one.kind != "extended" or carries.get("deadline") not in names:
            continue
        if isinstance(due, datetime) and bounds(one.at)[0] >= started:
            why = carries.get("why") or say("no-reason-given")
            step = say("step-extended", due=due, why=why, computed=deadline.due)
            return replace(
                deadline,
                earliest=due,
                latest=due,
                computed=deadline.due,
                derivation=(*deadline.derivation, step),
            )
    return deadline
