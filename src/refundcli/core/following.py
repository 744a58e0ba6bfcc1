"""Which event may follow what, and what one is completed with that the buyer did not say."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from refundcli.core.case import Case, CaseState, fold, in_time, retracted_ids
from refundcli.core.case_values import carried
from refundcli.core.errors import BadData
from refundcli.core.events import DECISIONS, EVENTS, NOT_TO_THE_SELLER, RETURNING, RUNGS, Event
from refundcli.core.order import MOMENTS, STATE_OF_MOMENT, Order
from refundcli.core.periods import bounds
from refundcli.core.reading import Fault, Reader
from refundcli.core.text import Said, say
from refundcli.core.values import replace

SLACK = timedelta(minutes=5)
"""How far ahead another machine's clock may be before an event counts as lying in the future."""

ASKED = timedelta(hours=24)
"""What a letter asks for, counted from when it was sent; a request, no rule."""

GOES_TO = tuple(one for one in RUNGS if one != "seller")
"""The rungs that a case can be taken to; the seller is asked by a letter."""

_FIRST_RUNG = "platform"
_FIRST_STAGE = "first"
_LESS = "price-reduction"


def may_follow(state: CaseState, kind: str, returning: Collection[str] = RETURNING) -> bool:
    """Return whether an event of *kind* makes sense now."""
    return objection(state, kind, returning) is None


def possible_events(state: CaseState, returning: Collection[str] = RETURNING) -> tuple[str, ...]:
    """Return the kinds of event that may come next; to retract is left to `undo`."""
    return tuple(
        kind for kind in EVENTS if kind != "retracted" and may_follow(state, kind, returning)
    )


def objection(state: CaseState, kind: str, returning: Collection[str] = RETURNING) -> Said | None:
    """Return why an event of *kind* makes no sense in *state*, or None where it does."""
    line = EVENTS[kind]
    label = say(f"event-{kind}")
    if not state.is_open and state.phase not in line.phases:
        return say("case-is-closed", event=label)
    is_answer = kind == "agreed" and state.offer is not None
    if state.phase not in line.phases and not is_answer:
        return say("case-not-in-phase", event=label, phase=say(f"phase-{state.phase}"))
    if line.sends_goods_back and state.remedy not in returning:
        return say("case-nothing-to-return", event=label, remedy=state.remedy)
    if kind == "returned" and state.returned is not None:
        return say("case-already", event=label, at=state.returned.at)
    if kind == "withdrawn" and "applied" not in state.order.moments:
        return say("case-no-application", event=label)
    known = state.order.moments.get(_moment(line.moves_to)) if line.moves_to else None
    if known is not None and not state.is_again(line.moves_to):
        return say("case-moment-known", event=label, at=known)
    return None


def check_event(
    case: Case,
    event: Event,
    now: datetime,
    *,
    force: bool = False,
    returning: Collection[str] = RETURNING,
) -> Said | None:
    """Return the objection that *force* overrules, or None where the event makes sense.

    It is judged by the events before it in time, so one that was forgotten can still be told.
    Raises `BadData` for a wrong value or a rung that there is not, for a time in the future or before the order's
    first known moment (a day alone counts from its 00:00), and, without *force*, for one that makes no sense.
    """
    if event.kind not in EVENTS:
        raise BadData(say("case-unknown-event", kind=event.kind), say("hint-case-unknown-event"))
    _read(event)
    _check_words(event)
    _check_time(case, event, now)
    against = _objection_in(case, event, returning)
    if against is not None and not force:
        raise BadData(say("case-makes-no-sense", why=against), say("hint-case-force"))
    return against


def completed_event(case: Case, event: Event) -> Event:
    """Return *event* with what was not said: stage, remedy, reason and amount as last known.

    A letter asks for 24 hours from when it was sent. The first rung to go to is the platform; a
    decision is the last rung's. A refund is what is still to come of what was granted or asked for, a further
    application asks for the rest. An offer of less than was asked is one to reduce the price; the buyer's own asks
    for 24 hours too. Raises `BadData` for a wrong value.
    """
    if event.kind not in EVENTS:
        return event
    given = _read(event, is_complete=False)
    line = EVENTS[event.kind]
    usual = _usual(fold(_before(case, event)), event)
    filled = {key: given.get(key, usual.get(key)) for key in line.keys}
    return replace(event, carries={key: one for key, one in filled.items() if one is not None})


def _usual(state: CaseState, event: Event) -> Mapping[str, object]:
    letter = state.last("drafted", "sent")
    stage = letter.carries.get("stage") if letter is not None else None
    rung = state.escalation.rung if state.escalation is not None else None
    asked, refunded = state.asked, state.refunded
    by = (event.at + ASKED).replace(second=0, microsecond=0)
    match event.kind:
        case "drafted":
            return {"stage": stage or _FIRST_STAGE}
        case "sent":
            stage = event.carries.get("stage", stage or _FIRST_STAGE)
            return {"stage": stage, "respond_by": None if stage in NOT_TO_THE_SELLER else by}
        case "applied":
            claim = state.claim
            left = asked - refunded if asked is not None and refunded < asked else asked
            known = {"remedy": claim.remedy, "reason": claim.reason, "amount": left}
            return {**known, "attempt": state.attempts + 1}
        case "offered":
            amount = event.carries.get("amount")
            is_less = (
                isinstance(amount, Decimal) and asked is not None and refunded + amount < asked
            )
            return {
                "remedy": _LESS if is_less else None,
                "respond_by": by if event.by == "buyer" else None,
            }
        case "refunded":
            return {"amount": state.outstanding or None}
        case "escalated":
            return {"rung": None if rung is not None else _FIRST_RUNG}
        case "evidence-asked" | "decided":
            return {"rung": rung or _FIRST_RUNG}
        case "closed":
            return {"amount": refunded or None}
    return {}


def _read(event: Event, *, is_complete: bool = True) -> Mapping[str, object]:
    faults: list[Fault] = []
    reader = Reader(event.carries, "", "", faults)
    found = carried(reader, event.kind, is_complete=is_complete)
    reader.finish()
    if faults:
        what = tuple(say("fault-at", key=one.key, what=one.what) for one in faults)
        raise BadData(
            say("case-event-wrong", event=say(f"event-{event.kind}"), faults=what),
            say("hint-case-event"),
        )
    return found


def _check_words(event: Event) -> None:
    """Raise `BadData` for a rung that there is not, and for what no rung decides."""
    if event.rung is not None and event.rung not in GOES_TO:
        raise BadData(
            say("case-unknown-rung", rung=event.rung), say("hint-case-unknown-rung", known=GOES_TO)
        )
    outcome = event.carries.get("outcome")
    if event.kind == "decided" and outcome not in DECISIONS:
        raise BadData(
            say("case-no-decision", outcome=str(outcome)),
            say("hint-case-no-decision", known=DECISIONS),
        )


def _check_time(case: Case, event: Event, now: datetime) -> None:
    label = say(f"event-{event.kind}")
    if event.at > now + SLACK:
        raise BadData(
            say("case-in-the-future", event=label, at=event.at), say("hint-in-the-future")
        )
    order = fold(case).order
    first = min(_known_before(order, event.kind), default=None)
    if first is not None and event.at < first:
        raise BadData(
            say("case-older-than-order", event=label, at=event.at, first=first),
            say("hint-case-older-than-order"),
        )


def _known_before(order: Order, kind: str) -> tuple[datetime, ...]:
    """Return when the order's known moments began; for one of these, only those before it."""
    state = EVENTS[kind].moves_to
    upto = MOMENTS.index(_moment(state) if state is not None else "applied")
    return tuple(bounds(order.moments[name])[0] for name in MOMENTS[:upto] if name in order.moments)


def _moment(state: str) -> str:
    return next(name for name, begins in STATE_OF_MOMENT.items() if begins == state)


def _before(case: Case, event: Event) -> Case:
    """Return *case* as it was when *event* happened, by all that is known now."""
    kept = (one for one in case.events if in_time(one) < in_time(event) or one.kind == "retracted")
    return replace(case, events=tuple(kept))


def _objection_in(case: Case, event: Event, returning: Collection[str]) -> Said | None:
    if event.kind == "retracted":
        return _objection_to_undo(case, event)
    now = fold(case, returning)
    if not now.is_open and "closed" not in EVENTS[event.kind].phases:
        return objection(now, event.kind, returning)
    return objection(fold(_before(case, event), returning), event.kind, returning)


def _objection_to_undo(case: Case, event: Event) -> Said | None:
    target = event.carries.get("event")
    if target not in {one.id for one in case.events}:
        raise BadData(say("case-no-such-event", event=str(target), case=case.id))
    if target in retracted_ids(case.events):
        return say("case-already-retracted", event=str(target))
    return None
