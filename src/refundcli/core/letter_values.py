"""What a case gives the fields of a letter: days, sums, words and articles, in the letter's language."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from refundcli.core.events import Event
from refundcli.core.findings import Deadline
from refundcli.core.letter_life import Life, days_since_received, hours_late, is_word, today
from refundcli.core.letter_text import cited, day, moment, money, quoted
from refundcli.core.periods import bounds
from refundcli.core.rulebook import Rulebook

_A_MOMENT = timedelta(microseconds=1)

Values = dict[str, str | None]


def life_values(life: Life, language: str, rulebook: Rulebook) -> Mapping[str, str | None]:
    """Return every field that the case gives, written in *language*; None: not known."""
    return {
        **_asking(life, language),
        **_said(life, language, rulebook),
        **_parcel(life, language),
        **_money(life, language, rulebook),
        **_rungs(life, language),
        **_excuse(life, language),
    }


def _asking(life: Life, language: str) -> Values:
    asked = life.asked
    by = asked.carries.get("respond_by") if asked is not None else None
    over = hours_late(life)
    return {
        "asked_on": _day(asked, language),
        "asked_by": moment(by, language) if isinstance(by, datetime) else None,
        "hours_late": str(over) if over else None,
    }


def _said(life: Life, language: str, rulebook: Rulebook) -> Values:
    state = life.state
    spoken = next((o for o in reversed(state.events) if is_word(o) and _words(o)), None)
    offer, promise = life.offer, state.last("promised")
    remedy = rulebook.remedies.get(str(_of(offer, "remedy")))
    by = _of(promise, "promised_by")
    return {
        "seller_words": _words(spoken),
        "words_on": _day(spoken, language),
        "refused_on": _day(state.last("refused"), language),
        "agreed_on": _day(state.last("agreed"), language),
        "address": quoted(_of(state.last("agreed"), "address")),
        "offered_on": _day(offer, language),
        "offer_amount": _yuan(_of(offer, "amount"), language),
        "offer_remedy": remedy.word.name.in_(language) if remedy is not None else None,
        "offer_words": _words(offer),
        "promised_on": _day(promise, language),
        "promised_by": moment(by, language) if isinstance(by, datetime) else None,
    }


def _parcel(life: Life, language: str) -> Values:
    returned, received = life.state.returned, life.state.received
    since = days_since_received(life)
    return {
        "courier": quoted(_of(returned, "courier")),
        "waybill": quoted(_of(returned, "waybill")),
        "returned_on": _day(returned, language),
        "received_on": _day(received, language),
        "received_days": str(since) if since else None,
    }


def _money(life: Life, language: str, rulebook: Rulebook) -> Values:
    law = life.sellers_clocks("law", "received")
    site = life.sellers_clocks("platform", "received")
    late, first, last = life.late_clock(), next(iter(law), None), next(iter(law[1:]), None)
    return {
        "refund_law": _article(first, rulebook, language),
        "refund_law_by": day(first.due - _A_MOMENT, language) if first is not None else None,
        "refund_law_days": str(days_of(first)) if first is not None else None,
        "long_days": str(days_of(last)) if last is not None else None,
        "refund_platform_by": moment(site[0].due, language) if site else None,
        "seller_due": moment(late.due, language) if late is not None else None,
        "refunded": _yuan(life.state.refunded or None, language),
        "outstanding": _yuan(life.state.outstanding or None, language),
    }


def days_of(clock: Deadline) -> int:
    """Return how many days a clock gives, the day it starts not counted, before any roll-over."""
    return (today(clock.earliest - _A_MOMENT) - bounds(clock.started_at)[0].date()).days


def _article(clock: Deadline | None, rulebook: Rulebook, language: str) -> str | None:
    """Return the article that a clock of the law cites, where letters may name it."""
    if clock is None:
        return None
    law = rulebook.laws.get(clock.rule.partition("/")[0])
    places = {one.at for one in clock.cites}
    found = (o for o in (law.provisions if law else ()) if o.article in places and o.is_citable)
    return next((cited((one,), language) for one in found), None)


def _rungs(life: Life, language: str) -> Values:
    site, office = rung_event(life, "platform"), rung_event(life, "12315")
    decision, application = life.state.decision, life.state.application
    kept = evidence_of(life)
    return {
        "application_ref": quoted(_of(application, "reference")),
        "platform_on": _day(site, language),
        "platform_ref": quoted(_of(site, "reference")),
        "complaint_on": _day(office, language),
        "complaint_ref": quoted(_of(office, "reference")),
        "decided_on": _day(decision, language),
        "decision_words": _words(decision),
        "evidence": "\n".join(f"{n}. {one}" for n, one in enumerate(kept, 1)) or None,
        "evidence_count": str(len(kept)) if kept else None,
    }


def rung_event(life: Life, rung: str) -> Event | None:
    """Return the last event that went to *rung*."""
    gone = (one for one in reversed(life.state.events) if one.kind == "escalated")
    return next((one for one in gone if one.carries.get("rung") == rung), None)


def evidence_of(life: Life) -> tuple[str, ...]:
    """Return what the buyer holds, as logged, one line each."""
    kept = (one for one in life.state.events if one.kind == "evidence")
    named = (quoted(one.carries.get("note") or one.carries.get("reference")) for one in kept)
    return tuple(dict.fromkeys(one for one in named if one))


def _excuse(life: Life, language: str) -> Values:
    used = life.excuse
    short = used.short if used is not None else None
    named = (one.point.in_(language) for one in life.points if one.point is not None)
    return {
        "points": "\n".join(f"{n}. {one}" for n, one in enumerate(named, 1)) or None,
        "excuse_name": used.name.in_(language) if used is not None else None,
        "rebuttal": used.rebuttal.in_(language) if used is not None else None,
        "rebuttal_short": short.in_(language) if short is not None else None,
    }


def outside_words(events: Iterable[Event]) -> tuple[str, ...]:
    """Return everything in *events* that others wrote, as letters quote it."""
    found = (
        quoted(value)
        for event in events
        for key, value in event.carries.items()
        if key in ("words", "note", "reference", "courier", "waybill", "address")
    )
    return tuple(dict.fromkeys(one for one in found if one))


def _of(event: Event | None, key: str) -> object:
    return event.carries.get(key) if event is not None else None


def _words(event: Event | None) -> str | None:
    return quoted(_of(event, "words"))


def _day(event: Event | None, language: str) -> str | None:
    return day(event.at, language) if event is not None else None


def _yuan(value: object, language: str) -> str | None:
    return money(value, language) if isinstance(value, Decimal) else None
