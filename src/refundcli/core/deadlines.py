"""The deadlines of windows and timers: bounds, consequence and derivation."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

from refundcli.core.clauses import Situation, clauses_of, holds_or_may, outcome_of
from refundcli.core.findings import Clause, Deadline, TimerPreview
from refundcli.core.order import Order, When, has_reached
from refundcli.core.periods import Span, bounds, merge, period_end
from refundcli.core.rulebook import Calendar, Dated, in_force
from refundcli.core.rules import Citation, Ground, Length, Reading, Timer, TimerVersion, Window
from refundcli.core.text import Said, say
from refundcli.core.values import dataclass, replace
from refundcli.core.workdays import ONE_DAY

_ONE_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class WindowFinding:
    """The clause of a ground's window, and the deadline where its clock has started."""

    clause: Clause
    deadline: Deadline | None = None


def governing_day(governed_by: str, order: Order, now: datetime) -> date:
    """Return the day that picks the version; today where the governing moment is not known."""
    when = order.moments.get(governed_by, now)
    return bounds(when)[0].date()


class Governed(Dated, Protocol):
    """A dated value that says which day picks it; None: the day it is asked for."""

    @property
    def governed_by(self) -> str | None: ...


G = TypeVar("G", bound=Governed)


def version_for(versions: tuple[G, ...], order: Order, now: datetime) -> G | None:
    """Return the version that governs *order*, or None where none is known for its day.

    The newest that has begun by *now* says which day that is; what begins later changes nothing before it does.
    """
    found = governing(versions, order, now)
    return found[0] if found is not None else None


def governing(
    versions: tuple[G, ...], order: Order, at: datetime, now: datetime | None = None
) -> tuple[G | None, str | None, date] | None:
    """Return the version that governs *order*, what it is governed by, and that day; None: none has begun.

    *at* is when the period begins, the day that counts where a version names none, or names one that is not known;
    *now*, *at* unless it is given, picks a version that today governs, and says what has begun.
    """
    today = at if now is None else now
    begun = [one for one in versions if one.since <= bounds(today)[0].date()]
    if not begun:
        return None
    governed_by = max(begun, key=lambda one: one.since).governed_by
    day = governing_day(governed_by or "", order, today if governed_by == "now" else at)
    return in_force(begun, day), governed_by, day


def window_finding(ground: Ground, situation: Situation, now: datetime) -> WindowFinding | None:
    """Return how *ground*'s window stands, or None where it has none.

    A window whose event has not come yet passes; one whose event's time is not known is unknown, and so is one
    of which no version is known for the governing day. Between the bounds it is unknown as well: arguable.
    """
    if not ground.windows:
        return None
    order = situation.order
    found = governing(ground.windows, order, now)
    window = found[0] if found is not None else None
    if found is None or window is None:
        return WindowFinding(Clause("window", "unknown", say("clause-window-no-version")))
    if window.reading.lasts is None:
        says = say("clause-window-abolished", since=window.since)
        return WindowFinding(Clause("window", "fail", says))
    moment = say(f"moment-{window.after}")
    says = say("clause-window", lasts=window.reading.lasts, after=moment)
    start = order.moments.get(window.after)
    if start is None:
        if not has_reached(order.state, window.after):
            return WindowFinding(Clause("window", "pass", says, say("fact-not-begun")))
        clause = Clause("window", "unknown", says, question=f"{window.after}_at")
        return WindowFinding(clause)
    calendar = situation.rulebook.calendar
    deadline = replace(
        _window_deadline(ground, window, start, calendar, _by_rule(ground.id, found, order)),
        changed=_changed(window, in_force(ground.windows, bounds(now)[0].date()), _lengths),
    )
    acts_at = situation.acts_at

    def needed() -> When:
        return _needed_start(
            deadline, acts_at, lambda start: _window_span(ground, window, start, calendar).earliest
        )

    return WindowFinding(_judged(says, moment, deadline, acts_at, needed), deadline)


def _judged(
    says: Said, moment: Said, deadline: Deadline, acts_at: datetime, needed: Callable[[], When]
) -> Clause:
    fact = say("fact-since", after=moment, at=deadline.started_at)
    if acts_at < deadline.earliest:
        return Clause(
            "window", "pass", say("clause-window-open", rule=says, by=deadline.earliest), fact
        )
    if acts_at < deadline.latest:
        arguable = say(
            "clause-window-arguable", rule=says, by=deadline.earliest, until=deadline.latest
        )
        exact = bounds(deadline.started_at)[0] == bounds(deadline.started_at)[1]
        question = None if exact else f"{deadline.started_by}_at"
        return Clause("window", "unknown", arguable, fact, question=question)
    flips = say("flip-window", after=moment, on=needed())
    over = say("clause-window-over", rule=says, by=deadline.latest)
    return Clause("window", "fail", over, fact, flips)


def _needed_start(deadline: Deadline, acts_at: datetime, end: Callable[[When], datetime]) -> When:
    """Return since when it would have had to start for *acts_at* to be safely in time.

    *end* gives the safe end by the start. Where a clock runs from the instant it is an instant, else the first day
    that is late enough, whatever its hour.
    """
    first, last = bounds(deadline.started_at)
    needed = first + (acts_at - deadline.earliest) + _ONE_MINUTE
    if first == last and end(needed) == acts_at + _ONE_MINUTE:
        return needed
    day = needed.date()
    while end(day) <= acts_at:
        day += ONE_DAY
    while end(day - ONE_DAY) > acts_at:
        day -= ONE_DAY
    return day


def _window_span(ground: Ground, window: Window, start: When, calendar: Calendar) -> Span:
    return _span((window.reading, *window.also), start, ground.kind, calendar)


def _window_deadline(
    ground: Ground, window: Window, start: When, calendar: Calendar, by_rule: Said
) -> Deadline:
    span = _window_span(ground, window, start, calendar)
    return Deadline(
        id="apply",
        actor="buyer",
        kind=ground.kind,
        title=ground.title,
        started_by=window.after,
        started_at=start,
        earliest=span.earliest,
        latest=span.latest,
        on_expiry="lapses",
        rule=ground.id,
        derivation=(by_rule, *span.steps),
        version=window.since,
        cites=_cites((window.reading, *window.also)),
    )


def timer_runs(timer: Timer, situation: Situation) -> bool:
    """Return whether *timer* may run in this situation: no condition fails."""
    return holds_or_may(timer.conditions, situation)


def timer_deadline(
    timer: Timer,
    started_by: str,
    start: When,
    situation: Situation,
    now: datetime | None = None,
) -> Deadline | None:
    """Return the deadline of *timer* started by an event at *start*, or None where no version was in force.

    The first band whose conditions hold gives the length; bands that only may hold widen the bounds. *now* (the
    start unless it is given) is the day of a version that today governs.
    """
    at = bounds(start)[0]
    at_start = replace(situation, acts_at=at)
    found = governing(timer.versions, situation.order, at, now)
    version = found[0] if found is not None else None
    readings = _readings(version, at_start) if version is not None else ()
    if found is None or version is None or not readings:
        return None
    span = _span(readings, start, timer.kind, situation.rulebook.calendar)
    current = in_force(timer.versions, bounds(now or start)[0].date())
    return Deadline(
        id=timer.id,
        actor=timer.actor,
        kind=timer.kind,
        title=timer.title,
        started_by=started_by,
        started_at=start,
        earliest=span.earliest,
        latest=span.latest,
        on_expiry=timer.on_expiry,
        rule=timer.rule,
        derivation=(_by_rule(timer.rule, found, situation.order), *span.steps),
        version=version.since,
        cites=_cites(readings),
        only_if=tuple(
            one.says for one in clauses_of(timer.conditions, at_start) if one.outcome == "unknown"
        ),
        rung=timer.rung,
        ended_by=timer.ends,
        changed=_changed(version, current, lambda one: _lasting(_readings(one, at_start))),
    )


def timer_preview(timer: Timer, situation: Situation) -> TimerPreview | None:
    """Return how long *timer* would run if it started now, or None where no version is in force."""
    version = version_for(timer.versions, situation.order, situation.acts_at)
    readings = _readings(version, situation) if version is not None else ()
    lengths = _lasting(readings)
    if not lengths:
        return None
    return TimerPreview(timer, lengths[0], lengths[1:], _cites(readings))


def _readings(version: TimerVersion, situation: Situation) -> tuple[Reading, ...]:
    """Return the readings of the band that holds, then of those before it that may.

    A band for special kinds of item counts only where the buyer has named such a kind.
    """
    possible: list[Reading] = []
    for band in version.bands:
        clauses = clauses_of(band.conditions, situation)
        if any(one.clause == "items" and one.outcome == "unknown" for one in clauses):
            continue
        outcome = outcome_of(
            one for one in clauses if one.clause != "excludes" or one.outcome != "unknown"
        )
        if outcome == "holds":
            return (band.reading, *band.also, *possible)
        if outcome == "unknown":
            possible += [band.reading, *band.also]
    return tuple(possible)


def _span(readings: tuple[Reading, ...], start: When, kind: str, calendar: Calendar) -> Span:
    first, *others = (period_end(start, one, kind, calendar) for one in readings)
    if not others:
        return first
    both = merge((first, *others))
    lengths = tuple(dict.fromkeys(one.lasts for one in readings))
    doubt = say("step-sources-differ", lengths=lengths, earliest=both.earliest, latest=both.latest)
    return Span(both.earliest, both.latest, (*first.steps, doubt))


def _by_rule(rule: str, found: tuple[Governed | None, str | None, date], order: Order) -> Said:
    """Return which version of a rule counts, and by which day; a day that is not known is a doubt."""
    version, moment, day = found
    if moment is None:
        governs = say("governs-start", on=day)
    elif moment == "now":
        governs = say("governs-now", on=day)
    else:
        key = "governs-moment" if moment in order.moments else "governs-unknown"
        governs = say(key, moment=say(f"moment-{moment}"), on=day)
    since = version.since if version is not None else None
    return say("step-rule", rule=rule, since=since, governs=governs)


def _changed(then: G, now: G | None, lengths: Callable[[G], tuple[Length, ...]]) -> Said | None:
    """Return what governs the case and what is in force now, where they give other lengths."""
    if then is now:
        return None
    if now is None:
        return say("deadline-changed-unknown", lasts=lengths(then), since=then.since)
    before, after = lengths(then), lengths(now)
    if before == after:
        return None
    key = "deadline-changed" if after else "deadline-changed-abolished"
    return say(key, lasts=before, since=then.since, lasts_now=after, since_now=now.since)


def _lengths(window: Window) -> tuple[Length, ...]:
    return _lasting((window.reading, *window.also))


def _lasting(readings: Iterable[Reading]) -> tuple[Length, ...]:
    return tuple(dict.fromkeys(one.lasts for one in readings if one.lasts is not None))


def _cites(readings: Iterable[Reading]) -> tuple[Citation, ...]:
    return tuple(dict.fromkeys(cite for one in readings for cite in one.cites))
