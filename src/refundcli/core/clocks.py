"""The clocks of a case: which run, since when, until when, and what holds them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Protocol

from refundcli.core.axis import IN_PART, Happening, axis_of
from refundcli.core.case import Case, CaseState, fold, in_time
from refundcli.core.case_values import state_of
from refundcli.core.clauses import Situation
from refundcli.core.deadlines import timer_deadline, timer_runs
from refundcli.core.events import PHASE_OF_RUNG, PLATFORM_RUNGS
from refundcli.core.findings import Deadline
from refundcli.core.order import STATES
from refundcli.core.own_clocks import own_clocks
from refundcli.core.periods import bounds
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Timer
from refundcli.core.text import Said, say
from refundcli.core.values import replace

_SETTLES = ("closed", "refunded")
"""Events that stop every timer."""
_OF_AN_APPLICATION = frozenset(
    ("applied", "agreed", "refused", "returned", "received", "escalated", "decided")
)


class HasWindows(Protocol):
    """What was judged of a claim, as far as its windows go."""

    @property
    def deadlines(self) -> tuple[Deadline, ...]: ...


def running(
    rulebook: Rulebook,
    case: Case,
    state: CaseState,
    verdict: HasWindows | None,
    now: datetime | None = None,
    also: Iterable[Deadline] = (),
) -> tuple[Deadline, ...]:
    """Return the deadlines that run in a case, the soonest first; those on hold come last.

    Before an application runs, the windows to apply in of *verdict* are among them. Once all the money came, none of
    the buyer's stands. An `extended` event sets a
    deadline's end and keeps the computed one beside it. *now* picks the version of a rule that today governs; without
    it that is the version of the clock's start. *also* are clocks that were found elsewhere: those of the ladder.
    """
    if not state.is_open:
        return ()
    axis = axis_of(state)
    found = [*_timers(rulebook, case, state, axis, now), *own_clocks(axis), *also]
    if verdict is not None and "applied" not in state.order.moments:
        found += [_known(one, axis) for one in verdict.deadlines if one.id == "apply"]
    if state.is_settled:
        found = [one for one in found if one.actor != "buyer"]
    found = [_extended(one, axis) for one in found]
    return tuple(sorted(found, key=lambda one: (one.is_paused, one.due, one.rule)))


def _known(window: Deadline, axis: tuple[Happening, ...]) -> Deadline:
    """Return a window with where its start is known from."""
    since = [one for one in axis if one.kind == window.started_by]
    return _began(window, since[-1]) if since else window


def _began(deadline: Deadline, since: Happening) -> Deadline:
    """Return a deadline whose derivation says, after its rule, what started it and where that is known from."""
    rule, *counting = deadline.derivation
    event = say(f"event-{since.kind}")
    step = say("step-began", event=event, at=since.at, source=since.source)
    return replace(deadline, derivation=(rule, step, *counting))


def _timers(
    rulebook: Rulebook,
    case: Case,
    state: CaseState,
    axis: tuple[Happening, ...],
    now: datetime | None,
) -> Iterator[Deadline]:
    known: dict[int, Situation] = {}
    for timer in rulebook.timers(state.order.platform):
        start = _start(timer, axis)
        if start is None:
            continue
        since = axis[start]
        if start not in known:
            known[start] = _situation(rulebook, case, state, since)
        situation = known[start]
        if timer_runs(timer, situation):
            deadline = timer_deadline(timer, since.kind, since.at, situation, now)
            if deadline is not None:
                yield _held(timer, _began(deadline, since), axis[start + 1 :])


def _start(timer: Timer, axis: tuple[Happening, ...]) -> int | None:
    """Return where on the axis the clock that runs began, or None where none does.

    That is its last start, or the first since its last end for a timer that nothing starts anew.
    """
    found: int | None = None
    for i, one in enumerate(axis):
        if found is not None and _ends(timer, one):
            found = None
        if _starts(timer, one) and (found is None or timer.restarts):
            found = i
    return found


def _starts(timer: Timer, happening: Happening) -> bool:
    """Whether a happening starts *timer*; none is known that a replacement starts.

    After a decision the seller has a time only where there is something to carry out, also of an appeal's; the buyer
    only where something was refused.
    """
    if happening.kind not in timer.starts or happening.is_again:
        return False
    rung, event = happening.carries_rung, happening.event
    is_the_buyers = timer.actor == "buyer"
    if happening.kind == "decided" and event is not None:
        if event.carries.get("outcome") == ("won" if is_the_buyers else "lost"):
            return False
        if timer.rung in PLATFORM_RUNGS and rung in PLATFORM_RUNGS and not is_the_buyers:
            return True
    return timer.rung is None or rung == timer.rung


def _ends(timer: Timer, happening: Happening) -> bool:
    if happening.kind in _SETTLES:
        return True
    if happening.kind == IN_PART:
        return timer.kind != "law" and timer.actor != "buyer"
    if happening.kind in timer.ends:
        return _concerns(timer, happening)
    if happening.kind == "escalated":
        return _is_passed_by(timer, happening.carries_rung)
    is_on_the_platform = timer.on_expiry != "time-barred" and _OF_AN_APPLICATION & set(timer.starts)
    return happening.kind == "withdrawn" and bool(is_on_the_platform)


def _is_passed_by(timer: Timer, rung: str | None) -> bool:
    """Whether going to *rung* leaves *timer* nothing to do.

    That is so on the platform for a time of the seller's that it does not only hold, and in court for a time of the
    authorities: they do not take what a court handles.
    """
    if rung in PLATFORM_RUNGS:
        is_the_platforms = timer.kind == "platform" and timer.actor != "buyer"
        return is_the_platforms and timer.rung is None and not timer.pauses
    return PHASE_OF_RUNG.get(str(rung)) == "court" and timer.actor == "authority"


def _concerns(timer: Timer, happening: Happening) -> bool:
    """Whether what speaks of a rung speaks of the timer's own, or of the platform for the platform's clocks."""
    rung = happening.carries_rung
    if timer.rung is not None:
        is_its_answer = rung is None and happening.kind != "replied"
        both_on_it = rung in PLATFORM_RUNGS and timer.rung in PLATFORM_RUNGS
        return is_its_answer or both_on_it or rung == timer.rung
    return timer.kind != "platform" or happening.is_of_the_platform


def _situation(rulebook: Rulebook, case: Case, state: CaseState, since: Happening) -> Situation:
    """Return order and claim as they stood at *since*, with what was corrected later."""
    at, event = bounds(since.at)[0], since.event
    past = tuple(
        one for one in state.events if event is not None and in_time(one) <= in_time(event)
    )
    corrections = tuple(one for one in state.events if one.kind == "amended" and one not in past)
    then = fold(replace(case, events=past))
    corrected = fold(replace(case, events=past + corrections)) if corrections else then
    moments = {
        name: when for name, when in corrected.order.moments.items() if bounds(when)[0] <= at
    }
    reached = min(then.order.state, corrected.order.state, key=STATES.index)
    order = replace(corrected.order, state=reached, moments=moments)
    claim = replace(corrected.claim, remedy=corrected.remedy)
    return Situation(rulebook, replace(order, state=state_of(order)), claim, at)


def _in_words(length: timedelta) -> tuple[Said, ...]:
    """Return *length* to the minute as so many days, hours and minutes, without those there are none of."""
    hours, minutes = divmod(round(length.total_seconds() / 60), 60)
    days, hours = divmod(hours, 24)
    counts = {"days": days, "hours": hours, "minutes": minutes}
    told = tuple(say(f"lasted-{unit}", count=count) for unit, count in counts.items() if count)
    return told or (say("lasted-minutes", count=0),)


def _held(timer: Timer, deadline: Deadline, later: tuple[Happening, ...]) -> Deadline:
    """Return the deadline moved by the time it was on hold, or marked as on hold; each hold with its reason."""
    pause: Happening | None = None
    held = timedelta()
    steps = []
    for one in later:
        if not _concerns(timer, one):
            continue
        if one.kind in timer.pauses and pause is None:
            is_over = deadline.latest + held <= bounds(one.at)[0]
            pause = one if not is_over else None
        elif one.kind in timer.resumes and pause is not None and _lets_go(pause, one):
            lasted = bounds(one.at)[0] - bounds(pause.at)[0]
            held += lasted
            steps.append(
                say(
                    "step-held",
                    event=say(f"event-{pause.kind}"),
                    since=pause.at,
                    resumed=say(f"event-{one.kind}"),
                    until=one.at,
                    lasted=_in_words(lasted),
                )
            )
            pause = None
    if held:
        ends = say(
            "step-held-ends", earliest=deadline.earliest + held, latest=deadline.latest + held
        )
        steps.append(ends)
    if pause is not None:
        steps.append(say("step-on-hold", event=say(f"event-{pause.kind}"), since=pause.at))
    return replace(
        deadline,
        earliest=deadline.earliest + held,
        latest=deadline.latest + held,
        derivation=(*deadline.derivation, *steps),
        is_paused=pause is not None,
    )


def _lets_go(pause: Happening, resumed: Happening) -> bool:
    """Whether a clock that *pause* held runs on: what an application holds, only its failure lets go."""
    if pause.kind != "applied" or resumed.kind != "decided" or resumed.event is None:
        return True
    return resumed.event.carries.get("outcome") == "lost"


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
