"""The JSON documents of cases and letters."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from refundcli.core.dossier import Dossier
from refundcli.core.events import Event
from refundcli.core.lines import CaseLine
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

if TYPE_CHECKING:
    from refundcli.core.letters import Letter


def case_view(dossier: Dossier, letter: "Letter | None", words: Words) -> View:
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
        "rung": step.rung,
        "doubts": [words.write(one) for one in step.doubts],
    }


def _event(event: Event) -> View:
    carries = {key: plain_value(value) for key, value in event.carries.items()}
    return {"id": event.id, "at": instant(event.at), "kind": event.kind, **carries}


def plain_value(value: object) -> object:
    """Return a value of an order, a claim or an event as JSON holds it."""
    match value:
        case Decimal():
            return money(value)
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {key: plain_value(one) for key, one in value.items()}
        case tuple():
            return [plain_value(one) for one in value]
    return value


def letter_view(letter: "Letter") -> View:
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
        "to": letter.to,
    }


def letter_document(letter: "Letter", as_of: datetime) -> View:
    """Return the document refundcli/letter/1."""
    return {
        "schema": "refundcli/letter/1",
        "as_of": instant(as_of),
        **letter_view(letter),
    }


def cases_view(
    lines: Iterable[CaseLine],
    as_of: datetime,
    words: Words,
    clocks: Mapping[str, Dossier] | None = None,
) -> View:
    """Return the document refundcli/cases/1; *clocks* are the cases whose deadlines it shows as well."""
    found = tuple(lines)
    late = [one for one in found if one.is_overdue(as_of)]
    soonest = [one for one in found if one.next is not None]
    shown = [_line(one, as_of, words) for one in found]
    if clocks is not None:
        for view, one in zip(shown, found, strict=True):
            deadlines = clocks[one.id].deadlines if one.id in clocks else ()
            view["deadlines"] = [deadline_view(each, words) for each in deadlines]
    return {
        "schema": "refundcli/cases/1",
        "as_of": instant(as_of),
        "count": len(found),
        "with_clock": len(soonest),
        "overdue": len(late),
        "cases": shown,
    }


def _line(line: CaseLine, as_of: datetime, words: Words) -> View:
    clock = line.next
    return {
        "id": line.id,
        "platform": line.platform,
        "order": line.number,
        "seller": line.seller,
        "item": line.item,
        "paid": money(line.paid),
        "asked": money(line.asked),
        "refunded": money(line.refunded),
        "currency": "CNY",
        "state": line.state,
        "phase": line.phase,
        "reason": line.reason,
        "remedy": line.remedy,
        "verdict": line.verdict,
        "outcome": line.outcome,
        "opened_at": instant(line.opened_at),
        "updated_at": instant(line.updated_at),
        "next": None
        if clock is None
        else {
            "id": clock.id,
            "kind": clock.kind,
            "what": words.write(clock.what),
            "actor": clock.actor,
            "ours": clock.is_ours,
            "due": instant(clock.due),
            "overdue": line.is_overdue(as_of),
        },
        "next_step": step_view(line.next_step, words),
    }
