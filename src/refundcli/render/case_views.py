"""The JSON documents of cases and letters."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from refundcli.core.dossier import Dossier
from refundcli.core.events import Event
from refundcli.core.letters import Letter
from refundcli.core.next_step import NextStep
from refundcli.render.views import (
    View,
    claim_view,
    deadline_view,
    instant,
    money,
    order_view,
    verdict_view,
)
from refundcli.render.words import Words


def case_view(dossier: Dossier, letter: Letter | None, words: Words) -> View:
    """Return the document refundcli/case/1."""
    case, state = dossier.case, dossier.state
    return {
        "schema": "refundcli/case/1",
        "as_of": instant(dossier.as_of),
        "case": {
            "id": case.id,
            "opened_at": instant(case.opened_at),
            "order": order_view(state.order),
            "claim": claim_view(state.claim),
            "state": state.order.state,
            "phase": state.phase,
            "attempts": state.attempts,
            "refunded": money(state.refunded),
            "outcome": state.outcome,
            "currency": "CNY",
            "events": [_event(one) for one in state.events],
        },
        "verdict": verdict_view(dossier.verdict, words),
        "deadlines": [deadline_view(one, words) for one in dossier.deadlines],
        "next_step": step_view(dossier.next_step, words),
        "letter": letter_view(letter) if letter is not None else None,
    }


def step_view(step: NextStep, words: Words) -> View:
    """Return the one next step."""
    return {
        "id": step.id,
        "what": words.write(step.what),
        "why": words.write(step.why),
        "by": instant(step.by),
        "command": ["refundcli", *step.command],
        "closes": words.write(step.closes) if step.closes is not None else None,
        "waiting": step.is_waiting,
    }


def _event(event: Event) -> View:
    carries = {key: _plain(value) for key, value in event.carries.items()}
    return {"id": event.id, "at": instant(event.at), "kind": event.kind, **carries}


def _plain(value: object) -> object:
    match value:
        case Decimal():
            return money(value)
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {key: _plain(one) for key, one in value.items()}
        case tuple():
            return [_plain(one) for one in value]
    return value


def letter_view(letter: Letter) -> View:
    """Return a letter as it stands in every document that holds one."""
    return {
        "stage": letter.stage,
        "tone": letter.tone,
        "language": letter.language,
        "text": letter.text,
        "respond_by": instant(letter.respond_by),
        "basis": list(letter.basis),
        "length": letter.length,
        "limit": letter.limit,
        "left_out": list(letter.left_out),
    }


def letter_document(letter: Letter, as_of: datetime) -> View:
    """Return the document refundcli/letter/1."""
    return {
        "schema": "refundcli/letter/1",
        "as_of": instant(as_of),
        **letter_view(letter),
    }


def cases_view(dossiers: Iterable[Dossier], as_of: datetime, words: Words) -> View:
    """Return the document refundcli/cases/1."""
    return {
        "schema": "refundcli/cases/1",
        "as_of": instant(as_of),
        "cases": [_line(one, words) for one in dossiers],
    }


def _line(dossier: Dossier, words: Words) -> View:
    order, clock = dossier.state.order, dossier.next
    return {
        "id": dossier.case.id,
        "platform": order.platform,
        "order": order.number,
        "seller": order.seller,
        "item": order.item,
        "paid": money(order.paid),
        "currency": "CNY",
        "state": order.state,
        "phase": dossier.state.phase,
        "remedy": dossier.state.claim.remedy,
        "verdict": dossier.verdict.id,
        "next": None
        if clock is None
        else {
            "what": words.write(clock.title),
            "actor": clock.actor,
            "due": instant(clock.due),
            "overdue": clock.due <= dossier.as_of,
        },
        "next_step": step_view(dossier.next_step, words),
    }
