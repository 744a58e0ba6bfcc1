"""The one thing to do next in a case: what, why, by when, and the command that does it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from refundcli.core.case import Case, CaseState, in_time
from refundcli.core.findings import Deadline, Verdict
from refundcli.core.periods import bounds
from refundcli.core.text import Said, say

_ASKS_FOR_EVIDENCE = ("escalated", "evidence-asked")
"""Events after which the buyer has a time to hand in evidence."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """One step: `by` is the moment it is due, `command` the arguments that log it, `closes` what it shuts.

    `is_waiting` marks a step that is somebody else's to take.
    """

    id: str
    what: Said
    why: Said
    by: datetime | None
    command: tuple[str, ...]
    closes: Said | None = None
    is_waiting: bool = False


@dataclass(frozen=True, slots=True)
class _View:
    case: Case
    state: CaseState
    verdict: Verdict
    deadlines: tuple[Deadline, ...]
    now: datetime

    def runs(self, *actors: str) -> Deadline | None:
        """The soonest clock of somebody that is not over and not on hold."""
        return next(
            (
                one
                for one in self.deadlines
                if one.actor in actors and one.is_sure and self.now < one.due
            ),
            None,
        )

    def over(self) -> tuple[Deadline, ...]:
        """The other side's clocks that have run out, the last one last."""
        return tuple(
            one
            for one in self.deadlines
            if one.actor != "buyer" and one.is_sure and one.due <= self.now
        )

    def evidence(self) -> Deadline | None:
        """The buyer's time to hand in evidence, where none was handed in since it began."""
        filed = self.state.last("evidence")
        asked = (one for one in self.deadlines if one.started_by in _ASKS_FOR_EVIDENCE)
        return next(
            (
                one
                for one in asked
                if one.actor == "buyer"
                and one.is_sure
                and self.now < one.due
                and (filed is None or filed.at < bounds(one.started_at)[0])
            ),
            None,
        )


def next_step(
    case: Case,
    state: CaseState,
    verdict: Verdict,
    deadlines: tuple[Deadline, ...],
    now: datetime,
) -> NextStep:
    """Return the one next step of a case.

    It never leads to a rung that is closed or not yet open, and says what it would close.
    """
    return _BY_PHASE[state.phase](_View(case, state, verdict, deadlines, now))


def _step(
    view: _View,
    id: str,
    *arguments: str,
    by: datetime | None = None,
    why: Said | None = None,
    closes: Said | None = None,
) -> NextStep:
    command = tuple(view.case.id if one == "CASE" else one for one in arguments)
    reason = why or say(f"why-{id}")
    return NextStep(id, say(f"step-{id}"), reason, by, command, closes)


def _wait(view: _View, deadline: Deadline) -> NextStep:
    actor = say(f"actor-{deadline.actor}")
    return NextStep(
        id="wait",
        what=say("step-wait", actor=actor, title=deadline.title, until=deadline.due),
        why=say("why-wait", expiry=say(f"expiry-{deadline.on_expiry}")),
        by=deadline.due,
        command=("show", view.case.id),
        is_waiting=True,
    )


def _preparing(view: _View) -> NextStep:
    if view.verdict.id == "unavailable":
        return _step(view, "choose-other", "show", "CASE", why=view.verdict.summary)
    mine = view.runs("buyer")
    by = mine.due if mine is not None else None
    if view.state.order.state in ("unpaid", "unshipped") and view.verdict.id == "eligible":
        return _step(view, "apply", "log", "CASE", "applied", by=by, why=say("why-apply-at-once"))
    if view.state.last("drafted") is not None:
        return _step(view, "send", "log", "CASE", "sent", by=by)
    return _step(view, "write", "message", "CASE", by=by)


def _asking(view: _View) -> NextStep:
    asked = next((one for one in view.deadlines if one.id == "asked"), None)
    mine = view.runs("buyer")
    is_pressing = mine is not None and asked is not None and mine.due <= asked.due
    if asked is not None and view.now < asked.due and not is_pressing:
        return _wait(view, asked)
    why = say("why-apply")
    if asked is not None and asked.due <= view.now:
        why = say("why-apply-no-answer", until=asked.due)
    elif is_pressing and mine is not None:
        why = say("why-apply-pressing", until=mine.due)
    by = mine.due if mine is not None else None
    return _step(view, "apply", "log", "CASE", "applied", by=by, why=why)


def _applied(view: _View) -> NextStep:
    refused = view.state.last("refused")
    applied = view.state.application
    if refused is not None and (applied is None or refused.at >= applied.at):
        mine = view.runs("buyer")
        return _escalate(view, say("why-escalate-refused"), mine.due if mine else None)
    return _others_turn(view, "seller", "platform")


def _others_turn(view: _View, *actors: str) -> NextStep:
    """Wait while somebody's clock runs; once it is over, look what came of it, or go on.

    When the seller's time on the platform is over, no slower clock keeps the buyer waiting, except the seller's own
    of a later step.
    """
    waiting, over = view.runs(*actors), view.over()
    late = [one for one in over if _is_the_sellers(one)]
    if waiting is not None and _is_the_sellers(waiting):
        late = [one for one in late if _began(waiting) < _began(one)]
    if waiting is not None and not late:
        return _wait(view, waiting)
    if not over:
        return _step(view, "check-back", "show", "CASE")
    return _after(view, over[-1])


def _is_the_sellers(one: Deadline) -> bool:
    return one.actor == "seller" and one.kind == "platform"


def _began(one: Deadline) -> datetime:
    return bounds(one.started_at)[0]


def _after(view: _View, over: Deadline) -> NextStep:
    if over.on_expiry == "may-escalate":
        return _escalate(view, say("why-escalate-silent", title=over.title, until=over.due), None)
    kind = "agreed" if over.on_expiry == "agreed" else "refunded"
    why = say("why-look", title=over.title, until=over.due, expiry=say(f"expiry-{over.on_expiry}"))
    return _step(view, f"look-{kind}", "log", "CASE", kind, why=why)


def _escalate(view: _View, why: Said, by: datetime | None) -> NextStep:
    arguments = ("log", "CASE", "escalated", "--rung", "platform")
    return _step(view, "escalate", *arguments, by=by, why=why, closes=say("closes-escalate"))


def _returning(view: _View) -> NextStep:
    if view.state.returned is not None:
        return _others_turn(view, "seller", "courier", "platform")
    mine = view.runs("buyer")
    arguments = ("log", "CASE", "returned", "--courier", "…", "--waybill", "…")
    return _step(view, "return", *arguments, by=mine.due if mine else None)


def _refunding(view: _View) -> NextStep:
    if view.state.last("refunded") is not None:
        return _step(view, "close", "close", "CASE", "--outcome", "won", closes=say("closes-close"))
    return _others_turn(view, "seller", "platform")


def _disputed(view: _View) -> NextStep:
    mine = view.evidence()
    if mine is not None:
        return _step(view, "evidence", "log", "CASE", "evidence", by=mine.due)
    decided, gone_on = view.state.decision, view.state.escalation
    if decided is not None and (gone_on is None or in_time(gone_on) < in_time(decided)):
        return _step(view, "decided", "show", "CASE", closes=say("closes-decided"))
    waiting = view.runs("platform", "authority", "seller")
    return _wait(view, waiting) if waiting is not None else _step(view, "await", "show", "CASE")


def _closed(view: _View) -> NextStep:
    return _step(view, "nothing", "show", "CASE")


_BY_PHASE: Mapping[str, Callable[[_View], NextStep]] = {
    "preparing": _preparing,
    "asking": _asking,
    "applied": _applied,
    "returning": _returning,
    "refunding": _refunding,
    "disputed": _disputed,
    "authority": _disputed,
    "court": _disputed,
    "closed": _closed,
}
