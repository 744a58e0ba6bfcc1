"""What a case lets a letter say: what happened, what was answered, what is late."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import takewhile

from refundcli.core.case import CaseState, in_time
from refundcli.core.dossier import Dossier
from refundcli.core.events import Event
from refundcli.core.excuse_use import ExcuseUse
from refundcli.core.findings import Deadline
from refundcli.core.letter_text import cited, day, moment, money, quoted
from refundcli.core.periods import BEIJING, bounds
from refundcli.core.rulebook import Rulebook
from refundcli.core.step_view import NextStep

_ELSEWHERE = ("platform", "authority", "court")
"""Stages of letters that do not go to the seller."""

_WORDS = ("replied", "refused", "offered", "promised", "agreed")
"""Events in which the seller says something."""

_SETTLES = ("received", "refunded", "closed")
"""What else ends the waiting for an answer to a letter."""

_OF_A_CLAIM = frozenset(("claim.reason", "claim.remedy"))
"""Corrections after which what was asked and answered was about another claim."""

_ONE_HOUR = timedelta(hours=1)
_A_MOMENT = timedelta(microseconds=1)

Values = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Life:
    """The life of a case, as a letter sees it *now* (an instant with offset).

    `excuse` is what the seller's last words were recognised as, where the buyer said so; `step` is what is to be
    done next, where that is known. `points` are the excuses of the case that are still in dispute.
    """

    case_id: str
    state: CaseState
    deadlines: tuple[Deadline, ...]
    now: datetime
    excuse: ExcuseUse | None = None
    step: NextStep | None = None
    points: tuple[ExcuseUse, ...] = ()

    @property
    def talk(self) -> tuple[Event, ...]:
        """What happened since the claim was another one, the last first: by its reason or its remedy."""
        return tuple(takewhile(lambda one: not _is_another_claim(one), reversed(self.state.events)))

    @property
    def asked(self) -> Event | None:
        """The last letter sent to the seller."""
        sent = (one for one in self.talk if one.kind == "sent")
        return next((one for one in sent if stage_of(one) not in _ELSEWHERE), None)

    @property
    def word(self) -> Event | None:
        """The last thing the seller said."""
        return next((one for one in self.talk if is_word(one)), None)

    @property
    def offer(self) -> Event | None:
        """The last offer of the seller's."""
        made = (one for one in self.talk if one.kind == "offered")
        return next((one for one in made if is_word(one)), None)

    def is_after(self, event: Event | None, other: Event | None) -> bool:
        """Return whether *event* is there and lies after *other*, if there is one."""
        return event is not None and (other is None or in_time(event) > in_time(other))

    def is_over(self, *, id: str) -> bool:
        """Return whether the clock *id* has run out and still stands."""
        return any(one.id == id and one.is_sure and one.due <= self.now for one in self.deadlines)

    def sellers_clocks(self, kind: str, started_by: str) -> tuple[Deadline, ...]:
        """Return the seller's certain clocks of a kind that an event started, the soonest first."""
        found = (
            one
            for one in self.deadlines
            if one.actor == "seller" and one.is_sure and one.kind == kind
        )
        return tuple(
            sorted((o for o in found if o.started_by == started_by), key=lambda one: one.due)
        )

    def late_clock(self) -> Deadline | None:
        """Return the last of the seller's clocks on the platform that have run out."""
        over = [
            one
            for one in self.deadlines
            if one.actor == "seller" and one.kind == "platform" and one.is_sure
        ]
        return max((o for o in over if o.due <= self.now), key=lambda one: one.due, default=None)


def life_of(
    dossier: Dossier, excuse: ExcuseUse | None = None, points: tuple[ExcuseUse, ...] = ()
) -> Life:
    """Return the life of a case as of the dossier's moment."""
    return Life(
        case_id=dossier.case.id,
        state=dossier.state,
        deadlines=dossier.deadlines,
        now=dossier.as_of,
        excuse=excuse,
        step=dossier.next_step,
        points=points,
    )


def _is_another_claim(event: Event) -> bool:
    changes = event.carries.get("set") if event.kind == "amended" else None
    return isinstance(changes, Mapping) and bool(_OF_A_CLAIM & changes.keys())


def is_word(event: Event) -> bool:
    """Return whether the seller says something in *event*."""
    return event.kind in _WORDS and event.by == "seller" and event.rung is None


def stage_of(event: Event) -> str:
    """Return the stage of a letter that was drafted or sent."""
    return str(event.carries.get("stage", "first"))


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


def is_asked_overdue(life: Life) -> bool:
    """Return whether the time that the last letter asked for is over without a word."""
    asked = life.asked
    by = asked.carries.get("respond_by") if asked is not None else None
    answers = (o for o in reversed(life.state.events) if is_word(o) or o.kind in _SETTLES)
    answer = next(answers, None)
    return isinstance(by, datetime) and by <= life.now and not life.is_after(answer, asked)


def hours_late(life: Life) -> int:
    """Return the full hours since the time that the last letter asked for was over; 0: it is not."""
    by = life.asked.carries.get("respond_by") if life.asked is not None else None
    is_late = isinstance(by, datetime) and is_asked_overdue(life)
    return (life.now - by) // _ONE_HOUR if is_late and isinstance(by, datetime) else 0


def days_since_received(life: Life) -> int:
    """Return how many days ago the seller received the goods back; 0: today, or not at all."""
    received = life.state.received
    return (_today(life.now) - _today(received.at)).days if received is not None else 0


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
    return (_today(clock.earliest - _A_MOMENT) - bounds(clock.started_at)[0].date()).days


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


def _today(at: datetime) -> date:
    return at.astimezone(BEIJING).date()
