"""Which conditions of a case are so: what a part, a stage and its turn may hang on."""

from collections.abc import Iterator
from decimal import Decimal

from refundcli.core.events import Event
from refundcli.core.letter_life import (
    Life,
    days_since_received,
    hours_late,
    is_asked_overdue,
    is_word,
    stage_of,
)

_REMINDER = "reminder"
_REBUTTAL = "rebuttal"
_REFUND_DUE = "refund-due"
_GRANTED = "won"
_PART = "price-reduction"
_SAID = ("replied", "refused", "offered")
_SITES = ("platform", "platform-appeal")
_OFFICES = ("12315", "association", "report")
_COURTS = ("arbitration", "court")
_GRANTED_IN = ("returning", "refunding")


def life_conditions(life: Life | None) -> frozenset[str]:
    """Return every condition that the case makes so; without a case none."""
    return frozenset(_conditions(life)) if life is not None else frozenset()


def _conditions(life: Life) -> Iterator[str]:
    state = life.state
    for event in state.events:
        yield f"has-{event.kind}"
        if event.kind == "sent":
            yield f"sent-{stage_of(event)}"
        if event.kind == "escalated":
            yield f"rung-{event.rung}"
    if state.decision is not None:
        yield f"decided-{state.decision.carries.get('outcome')}"
    yield f"phase-{state.phase}"
    asked = {
        "case": True,
        "asked": life.asked is not None,
        "has-excuse": life.excuse is not None,
        **_of_words(life),
        **_of_money(life),
        **_of_rungs(life),
    }
    yield from (name for name, is_so in asked.items() if is_so)


def _of_words(life: Life) -> dict[str, bool]:
    asked, word = life.asked, life.word
    is_new = life.is_after(word, asked)
    kind = word.kind if word is not None else None
    is_late, is_broken = is_asked_overdue(life), life.is_over(id="promised")
    return {
        "asked-overdue": is_late,
        "promise-broken": is_broken,
        "waiting-over": is_late or is_broken,
        "one-hour-late": hours_late(life) == 1,
        "reminded": asked is not None and stage_of(asked) == _REMINDER,
        "refused": kind == "refused",
        "seller-spoke": any(is_word(one) and one.kind in _SAID for one in life.talk),
        "unanswered-words": _is_unanswered(life),
        "unanswered-offer": is_new and kind == "offered" and life.state.offer is not None,
        "offer-enough": _is_enough(life),
        "offer-in-money": _is_in_money(life),
    }


def _is_unanswered(life: Life) -> bool:
    """Return whether the seller replied or refused after the last letter to him."""
    word = life.word
    return (
        life.is_after(word, life.asked) and word is not None and word.kind in ("replied", "refused")
    )


def _has_to_hear(life: Life) -> bool:
    """Return whether the seller is to hear something first: an answer, or that the money is late."""
    is_late = _of_money(life)["refund-late"] and not life.state.is_settled
    told = any(one.kind == "sent" and stage_of(one) == _REFUND_DUE for one in life.state.events)
    return _is_unanswered(life) or (is_late and not told)


def _is_enough(life: Life) -> bool:
    """Return whether the seller's last offer gives what is asked for."""
    if life.offer is None:
        return False
    amount, remedy = life.offer.carries.get("amount"), life.offer.carries.get("remedy")
    if isinstance(amount, Decimal):
        return life.state.asked is not None and amount >= life.state.asked
    return remedy == life.state.claim.remedy


def _is_in_money(life: Life) -> bool:
    """Return whether the seller's last offer is a sum and nothing else."""
    carries = life.offer.carries if life.offer is not None else {}
    return "amount" in carries and carries.get("remedy") in (None, _PART)


def _of_money(life: Life) -> dict[str, bool]:
    state = life.state
    law = life.sellers_clocks("law", "received")
    site = life.sellers_clocks("platform", "received")
    over = [one for one in (*law, *site) if one.due <= life.now]
    return {
        "one-day-since": days_since_received(life) == 1,
        "money-due": state.received is not None and not state.is_settled and state.is_open,
        "refund-late": bool(over),
        "refund-law-late": bool(law) and law[0].due <= life.now,
        "refund-platform-late": bool(site) and site[0].due <= life.now,
        "long-late": len(law) > 1 and law[1].due <= life.now,
        "partly-refunded": bool(state.refunded) and not state.is_settled,
    }


def _of_rungs(life: Life) -> dict[str, bool]:
    state, word = life.state, life.word
    decision, escalation = state.decision, state.escalation
    is_waiting_over = is_asked_overdue(life) or life.is_over(id="promised")
    is_unresolved = state.is_open and (
        (word is not None and word.kind in _SAID)
        or is_waiting_over
        or life.late_clock() is not None
        or state.phase in ("disputed", "authority", "court")
    )
    is_turned_down = _is_turned_down(life, decision, escalation)
    rung = life.step.rung if life.step is not None else None
    is_answering = life.step is not None and life.step.id == "answer-offer"
    is_left_alone = is_turned_down and rung is None and state.phase not in _GRANTED_IN
    has_complained = any(one.rung in _OFFICES for one in _escalations(life))
    return {
        "unresolved": is_unresolved,
        "turned-down": is_turned_down,
        "at-impasse": is_unresolved
        and (
            (rung in _SITES and (is_turned_down or not _has_to_hear(life)))
            or (not is_turned_down and not is_answering and _is_stuck(life, is_waiting_over))
        ),
        "authority-next": rung in _OFFICES or (is_left_alone and not has_complained),
        "court-next": state.phase == "court"
        or rung in _COURTS
        or (is_left_alone and has_complained),
    }


def _is_stuck(life: Life, is_waiting_over: bool) -> bool:
    """Return whether asking the seller once more leads nowhere, or the platform has it."""
    asked, word = life.asked, life.word
    return (
        (is_waiting_over and asked is not None and stage_of(asked) == _REMINDER)
        or (word is not None and word.kind == "refused" and _has_rebutted(life))
        or life.state.phase == "disputed"
    )


def _is_turned_down(life: Life, decision: Event | None, escalation: Event | None) -> bool:
    """Return whether the last rung has decided, and not all was granted, and nothing came after."""
    if decision is None or decision.carries.get("outcome") == _GRANTED:
        return False
    return life.state.is_open and not life.is_after(escalation, decision)


def _escalations(life: Life) -> Iterator[Event]:
    return (one for one in life.state.events if one.kind == "escalated")


def _has_rebutted(life: Life) -> bool:
    return any(one.kind == "sent" and stage_of(one) == _REBUTTAL for one in life.state.events)
