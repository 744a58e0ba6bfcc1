"""A rung judged: each precondition of going there, what it comes to and why."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from refundcli.core.case import in_time
from refundcli.core.clauses import clauses_of
from refundcli.core.findings import Clause, Deadline
from refundcli.core.ladder_form import Bar, Gate, Rung
from refundcli.core.order import MOMENTS, STATE_OF_MOMENT, STATES
from refundcli.core.periods import bounds
from refundcli.core.rulebook import in_force
from refundcli.core.rules import Length
from refundcli.core.rung_view import View, begun, clocks_of, end_of, ended, happened, leads_there
from refundcli.core.text import Said, Text, say
from refundcli.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """A precondition that does not hold: `fails`, `waits` (it may come) or `unknown`.

    `question` is the id of the question that settles an unknown.
    """

    outcome: str
    says: Said
    question: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one precondition comes to; without a reason it holds."""

    reason: Reason | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None


def preconditions(view: View, rung: Rung) -> Iterator[Finding]:
    """Give what each precondition of going to *rung* comes to; nothing stops at the first that fails."""
    for one in rung.absent:
        if view.fits(one):
            yield Finding(Reason("fails", say("ladder-absent", says=one.says)))
    if rung.laws and view.law not in rung.laws:
        outcome = "unknown" if view.law == "none" else "fails"
        yield Finding(Reason(outcome, say(f"ladder-law-{view.law}")))
    for clause in clauses_of(rung.conditions, view.situation):
        if clause.outcome != "pass":
            yield Finding(_of_clause(view, rung, clause))
    for gate in rung.gates:
        if view.state.claim.reason not in gate.spares:
            yield _GATES[gate.is_](view, gate)
    yield from _last_chances(view, rung)
    if rung.bar is not None:
        yield _barred(view, rung.bar)


def _of_clause(view: View, rung: Rung, clause: Clause) -> Reason:
    says = clause.says
    if clause.fact is not None:
        says = say("clause-with-fact", says=clause.says, fact=clause.fact)
    if clause.outcome == "unknown":
        return Reason("unknown", says, clause.question)
    reached = STATES.index(view.state.order.state)
    is_early = clause.clause == "states" and all(
        reached < STATES.index(one) for one in rung.conditions.states
    )
    return Reason("waits" if is_early else "fails", says)


def _applied(view: View, gate: Gate) -> Finding:
    applied = view.state.order.moments.get("applied")
    if applied is not None:
        return Finding(opens_at=bounds(applied)[0])
    windows = [one for one in view.deadlines if one.id == "apply" and one.kind != "law"]
    if windows and all(one.latest <= view.now for one in windows):
        by = max(one.latest for one in windows)
        return Finding(Reason("unknown", say("ladder-window-over", by=by)))
    ahead = [one.due for one in windows if one.due > view.now]
    if not ahead:
        return Finding(_waits(gate))
    return Finding(Reason("waits", say("ladder-gate-by", says=gate.entry.says, by=min(ahead))))


_SELLER_SAYS = ("replied", "agreed", "refused", "offered", "promised")


def _refused_or_silent(view: View, gate: Gate) -> Finding:
    answer = view.state.last("refused", "agreed", "applied")
    if answer is not None and answer.kind == "refused":
        return Finding(opens_at=answer.at)
    clocks = [one for one in view.deadlines if _is_the_sellers(view, one) and not one.is_paused]
    over = [one for one in clocks if one.due <= view.now]
    sure = [one.due for one in over if one.is_sure]
    if sure:
        return Finding(opens_at=min(sure))
    if over:
        says = say("ladder-gate-if", says=gate.entry.says, only_if=over[0].only_if)
        return Finding(Reason("unknown", says))
    silent = _silent_since(view)
    if silent is not None and silent <= view.now:
        return Finding(opens_at=silent)
    ahead = min((one.due for one in clocks if one.is_sure), default=None)
    return Finding(_waits(gate, ahead), opens_at=ahead)


def _silent_since(view: View) -> datetime | None:
    """Return when the hours of the last letter were over, where nothing came and no application runs."""
    if "applied" in view.state.order.moments:
        return None
    last = view.state.last("sent", *_SELLER_SAYS)
    until = last.carries.get("respond_by") if last is not None and last.kind == "sent" else None
    return until if isinstance(until, datetime) else None


def _is_the_sellers(view: View, one: Deadline) -> bool:
    """Whether a clock is the seller's time to answer: an application, or a letter where there is none."""
    if one.actor not in ("seller", "platform") or one.started_by in ("escalated", "decided"):
        return False
    return not one.rule.startswith("case/") or "applied" not in view.state.order.moments


def _turned_down(view: View, gate: Gate) -> Finding:
    rung = view.rung(gate.rung)
    decided = ended(view, rung)
    if decided is None:
        return Finding(_waits(gate))
    decision = next(one for one in view.state.events if in_time(one) == decided)
    if decision.carries.get("outcome") == "won":
        return Finding(Reason("fails", say("ladder-granted", rung=rung.name)))
    return Finding(opens_at=decision.at)


def _answered_or_late(view: View, gate: Gate) -> Finding:
    rung = view.rung(gate.rung)
    went = begun(view, rung)
    if went is None:
        return Finding(_waits(gate))
    told = (*happened(view, rung, (), "replied"), *happened(view, rung, rung.ends, "decided"))
    answered = max(told, default=None)
    if answered is not None and went <= answered:
        return Finding(opens_at=answered[0])
    ends = [one.until for one in clocks_of(view, rung, went) if one.until is not None]
    opens_at = max(ends, default=None)
    if opens_at is not None and opens_at <= view.now:
        return Finding(opens_at=opens_at)
    return Finding(_waits(gate, opens_at), opens_at)


def _waits(gate: Gate, opens_at: datetime | None = None) -> Reason:
    if opens_at is None:
        return Reason("waits", say("ladder-gate", says=gate.entry.says))
    return Reason("waits", say("ladder-gate-from", says=gate.entry.says, at=opens_at))


_GATES: Mapping[str, Callable[[View, Gate], Finding]] = {
    "applied": _applied,
    "refused-or-silent": _refused_or_silent,
    "turned-down": _turned_down,
    "answered-or-late": _answered_or_late,
}


def _last_chances(view: View, rung: Rung) -> Iterator[Finding]:
    leading = {one.rule for one in view.timers if leads_there(one, rung)}
    for one in view.deadlines:
        if one.rule in leading and one.started_by in rung.closes_after and one.is_sure:
            late = _late(one.title, one.earliest, one.latest, view.now)
            yield Finding(late, closes_at=one.due)


def _late(title: Said | Text, earliest: datetime, latest: datetime, now: datetime) -> Reason | None:
    """Return why it is too late, or may be: between the bounds it is arguable."""
    if latest <= now:
        return Reason("fails", say("ladder-too-late", title=title, by=latest))
    if earliest <= now:
        says = say("ladder-arguable", title=title, earliest=earliest, latest=latest)
        return Reason("unknown", says)
    return None


def _barred(view: View, bar: Bar) -> Finding:
    """Return how the time bar stands: as its timer runs in the case, else counted from when the buyer knew.

    The buyer knew at the earliest when the order began, and at the latest when he or she first did something about
    it.
    """
    for one in view.deadlines:
        if one.rule == bar.timer:
            late = _late(bar.says, one.earliest, one.latest, view.now)
            return Finding(late, closes_at=one.earliest)
    lasts = _lasts(view, bar)
    if lasts is None:
        return Finding(Reason("unknown", say("ladder-no-version", title=bar.says)))
    moments = view.state.order.moments
    lived = [moments[one] for one in MOMENTS if one in moments and one in STATE_OF_MOMENT]
    _, last = end_of(view, lasts, view.known_at)
    if not lived:
        open_ = Reason("unknown", say("ladder-bar-unknown", title=bar.says), _question(view))
        return Finding(_late(bar.says, last, last, view.now) or open_)
    first, rolled = end_of(view, lasts, min(lived, key=lambda one: bounds(one)[0]))
    return Finding(_late(bar.says, first, max(rolled, last), view.now), closes_at=first)


def _lasts(view: View, bar: Bar) -> Length | None:
    """Return how long *bar* is now: as the timer it names, or as its own version in force."""
    today = view.now.date()
    for timer in view.timers if bar.timer is not None else ():
        version = in_force(timer.versions, today) if timer.rule == bar.timer else None
        if version is not None:
            return version.bands[0].reading.lasts
    own = in_force(bar.versions, today)
    return own.lasts if own is not None else None


def _question(view: View) -> str:
    """Return the question for the moment that the order's state began with."""
    state = view.state.order.state
    return next(f"{name}_at" for name, begins in STATE_OF_MOMENT.items() if begins == state)
