"""The one thing to do next in a case: what, why, by when, and the command that does it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from refundcli.core.case import Case, CaseState, in_time
from refundcli.core.events import REPLACING
from refundcli.core.findings import Deadline
from refundcli.core.periods import bounds
from refundcli.core.step_view import View, answer_offer, applying, end, step, wait
from refundcli.core.steps import STEPS, NextStep
from refundcli.core.steps_up import escalating, go_up
from refundcli.core.text import Said, say
from refundcli.core.values import replace
from refundcli.core.ways import Around, Way

__all__ = ["STEPS", "NextStep", "next_step"]

ALONE = Around()
"""Nothing around a case: only the platform is known, and it answers in time."""

_FIRST_ASKED = ("asked", "promised")

_LOOKED = ("noted", "replied")
"""Events that tell, after a time is over, that the buyer looked, and nothing came of it."""

_PRESSED = (*_LOOKED, "sent")
"""Those that tell it of a rung: a letter asks the seller, who has a time of his own to answer."""


class Judged(Protocol):
    """What was judged of a claim, as far as a step depends on it."""

    @property
    def id(self) -> str: ...

    @property
    def summary(self) -> Said: ...


def next_step(
    case: Case,
    state: CaseState,
    verdict: Judged,
    deadlines: tuple[Deadline, ...],
    now: datetime,
    around: Around = ALONE,
) -> NextStep:
    """Return the one next step of a case.

    It never leads to a rung that is closed or not yet open, and says what it would close.
    """
    asked: list[tuple[Way, ...]] = []
    ways = around.ways

    def recorded() -> tuple[Way, ...]:
        if not asked and ways is not None:
            asked.append(ways())
        return asked[0]

    known = replace(around, ways=recorded) if ways is not None else around
    view = View(case, state, deadlines, now, known)
    if state.phase == "preparing" and state.offer is None:
        found = _preparing(view, verdict)
    else:
        found = _urgent(view) or _BY_PHASE[state.phase](view)
    return replace(found, depends_on_rungs=True) if asked else found


def _urgent(view: View) -> NextStep | None:
    """Return what comes first in every phase but before the start: evidence, the end, an offer."""
    if not view.state.is_open:
        return None
    mine = view.evidence()
    if mine is not None:
        return step(view, "evidence", "log", "CASE", "evidence", by=mine.due)
    if view.state.is_settled:
        return end(view)
    return answer_offer(view) if view.state.offer is not None else None


def _preparing(view: View, verdict: Judged) -> NextStep:
    if verdict.id == "unavailable":
        return step(view, "choose-other", "show", "CASE", why=verdict.summary)
    by = view.by()
    is_before_shipping = view.state.order.state in ("unpaid", "unshipped")
    if is_before_shipping and verdict.id == "eligible" and view.around.answers():
        return applying(view, say("why-apply-at-once")) or _no_more(view)
    if _is_drafted(view):
        return step(view, "send", "log", "CASE", "sent", by=by)
    return step(view, "write", "message", "CASE", by=by)


def _is_drafted(view: View) -> bool:
    """Whether a letter is drafted for the claim as it stands: a correction of it since asks for another one."""
    draft, amended = view.state.last("drafted"), view.state.last("amended")
    if draft is None or amended is None or in_time(amended) < in_time(draft):
        return draft is not None
    changes = amended.carries.get("set")
    names = changes if isinstance(changes, Mapping) else ()
    return not any(str(one).startswith("claim.") for one in names)


def _asking(view: View) -> NextStep:
    asked = next((one for one in view.deadlines if one.id in _FIRST_ASKED), None)
    mine = view.mine() if view.around.takes_applications() else None
    is_pressing = mine is not None and asked is not None and mine.due <= asked.due
    if asked is not None and view.now < asked.due and not is_pressing:
        return wait(view, asked)
    why = say("why-apply-refused" if view.state.last("refused") is not None else "why-apply")
    if asked is not None and asked.due <= view.now:
        why = say("why-apply-no-answer", until=asked.due)
    elif is_pressing and mine is not None:
        why = say("why-apply-pressing", until=mine.due)
    return applying(view, why) or _no_more(view)


def _no_more(view: View) -> NextStep:
    """Return the step where the platform takes no application: up; where it takes no more, with its sentence why."""
    left = view.attempts()
    why = say("why-no-attempts", limit=left.limit.says) if left is not None else _why_up(view)
    return go_up(view, why, view.by()) or end(view)


def _why_up(view: View) -> Said:
    """Return why to go up where nothing is known of applying: the seller has been asked, and that was all."""
    if view.state.last("refused") is not None:
        return say("why-escalate-refused")
    asked = next((one for one in view.deadlines if one.id in _FIRST_ASKED), None)
    return say("why-apply-no-answer", until=asked.due) if asked is not None else say("why-no-form")


def _applied(view: View) -> NextStep:
    refused, applied = view.state.last("refused"), view.state.application
    if refused is not None and (applied is None or refused.at >= applied.at):
        return _after_refusal(view)
    return _others_turn(view, "seller", "platform")


def _after_refusal(view: View) -> NextStep:
    """Return the step after a refusal: to the platform in time; once the time for it is over, to apply anew."""
    answer = next(
        (one for one in view.deadlines if one.started_by == "refused" and one.is_the_buyers), None
    )
    if answer is None or not answer.drives or view.now < answer.due:
        return escalating(view, say("why-escalate-refused"), view.by())
    if view.now < answer.latest:
        why = say("why-escalate-doubt", earliest=answer.earliest, latest=answer.latest)
        return escalating(view, why, None, dares=True)
    return applying(view, say("why-apply-lapsed", until=answer.latest)) or _no_more(view)


def _others_turn(view: View, *actors: str) -> NextStep:
    """Wait while somebody's clock runs; once it is over, look what came of it, or go on.

    When the seller's time on the platform is over, no slower clock keeps the buyer waiting, except the seller's own
    of a later step.
    """
    waiting, over = view.runs(*actors), view.over()
    late = [one for one in over if _is_the_sellers(one)]
    if waiting is not None and _is_the_sellers(waiting):
        late = [one for one in late if _began(waiting) < _began(one)]
    if waiting is not None and not late:
        return wait(view, waiting)
    if not over:
        return step(view, "check-back", "show", "CASE")
    return _after(view, over[-1])


def _is_the_sellers(one: Deadline) -> bool:
    return one.actor == "seller" and one.kind == "platform"


def _began(one: Deadline) -> datetime:
    return bounds(one.started_at)[0]


def _after(view: View, over: Deadline) -> NextStep:
    if over.on_expiry == "may-escalate" or _has(view, over.due, _LOOKED):
        why = say("why-escalate-silent", title=over.title, until=over.due)
        return escalating(view, why, None)
    kind = "agreed" if over.on_expiry == "agreed" else "refunded"
    why = say("why-look", title=over.title, until=over.due, expiry=over.then)
    return step(view, f"look-{kind}", "log", "CASE", kind, why=why)


def _has(view: View, since: datetime, kinds: tuple[str, ...]) -> bool:
    return any(one.at > since and one.kind in kinds for one in view.state.events)


def _returning(view: View) -> NextStep:
    if view.state.returned is not None:
        return _others_turn(view, "seller", "courier", "platform")
    agreed = (one for one in view.deadlines if one.started_by == "agreed" and one.is_the_buyers)
    over = next((one for one in agreed if one.drives and one.latest <= view.now), None)
    if over is not None:
        return applying(view, say("why-apply-return-lapsed", until=over.latest)) or _no_more(view)
    arguments = ("log", "CASE", "returned", "--courier", "…", "--waybill", "…")
    by = view.by()
    return step(view, "return", *arguments, by=by, why=None if by else say("why-return-granted"))


def _refunding(view: View) -> NextStep:
    refund, grant = view.state.last("refunded"), view.state.grant
    if refund is not None and (grant is None or in_time(grant) < in_time(refund)):
        return _rest(view)
    found = _others_turn(view, "seller", "platform")
    if found.id not in ("check-back", "look-refunded"):
        return found
    why = found.why if found.id == "look-refunded" else None
    if view.state.remedy in REPLACING:
        return _look_replaced(view, why)
    return step(view, "look-refunded", "log", "CASE", "refunded", why=why)


def _look_replaced(view: View, why: Said | None) -> NextStep:
    """Return the step of looking at what came in exchange: its sentence says what to do where that is faulty too."""
    found = step(view, "look-replaced", "close", "CASE", "--outcome", "won", why=why)
    again = say("again-apply" if applying(view, found.why) is not None else "again-write")
    return replace(found, what=say("step-look-replaced", again=again))


def _rest(view: View) -> NextStep:
    """Return the step after a refund of less than is due: ask for the rest, and go on if that does not help."""
    state = view.state
    refund, letter = state.last("refunded"), state.last("sent")
    sums = {"refunded": state.refunded, "asked": state.expected, "left": state.outstanding}
    if refund is None or letter is None or in_time(letter) < in_time(refund):
        return step(
            view, "ask-for-rest", "message", "CASE", by=view.by(), why=say("why-rest", **sums)
        )
    waiting = view.runs("seller", lawful=False)
    if waiting is not None:
        return wait(view, waiting)
    return escalating(view, say("why-rest-unpaid", **sums), view.by())


def _disputed(view: View) -> NextStep:
    decided, gone_on = view.state.decision, view.state.escalation
    if decided is not None and (gone_on is None or in_time(gone_on) < in_time(decided)):
        return _decided(view, str(decided.carries.get("outcome")))
    rung = gone_on.rung if gone_on is not None else None
    own = [
        one for one in view.deadlines if one.rung == rung and one.is_sure and one.actor != "buyer"
    ]
    late = [one for one in own if one.due <= view.now]
    waiting = next((one for one in own if view.now < one.due), None)
    if waiting is None and not late:
        waiting = view.runs("platform", "authority", "seller", lawful=False)
    if waiting is not None:
        return wait(view, waiting)
    if not late:
        return step(view, "await", "show", "CASE")
    return _late(view, late[-1])


def _late(view: View, over: Deadline) -> NextStep:
    """Return the step after a rung's time is over: look and ask there; once something was noted since, go on up."""
    why = say("why-look", title=over.title, until=over.due, expiry=over.then)
    if _has(view, over.due, _PRESSED):
        onward = go_up(
            view, say("why-escalate-silent", title=over.title, until=over.due), view.by()
        )
        if onward is not None:
            return onward
    if "replied" in over.ended_by:
        rung = over.rung or ""
        return step(view, "look-accepted", "log", "CASE", "replied", "--rung", rung, why=why)
    return step(view, "look-decided", "log", "CASE", "decided", why=why)


def _decided(view: View, outcome: str) -> NextStep:
    if outcome == "lost":
        onward = go_up(view, say("why-decided-lost"), view.by())
        if onward is not None:
            return onward
        if view.around.ways is not None:
            return end(view)
    closes = say("closes-decided")
    return replace(step(view, "decided", "show", "CASE"), closes=closes, by=view.by())


def _closed(view: View) -> NextStep:
    return step(view, "nothing", "show", "CASE")


_BY_PHASE: Mapping[str, Callable[[View], NextStep]] = {
    "preparing": _asking,
    "asking": _asking,
    "applied": _applied,
    "returning": _returning,
    "refunding": _refunding,
    "disputed": _disputed,
    "authority": _disputed,
    "court": _disputed,
    "closed": _closed,
}
