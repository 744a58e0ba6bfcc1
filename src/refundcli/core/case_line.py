"""The line of a case: made of all that can be said of it."""

from collections.abc import Iterator
from datetime import datetime

from refundcli.core.case import CaseState
from refundcli.core.dossier import Dossier
from refundcli.core.events import Event
from refundcli.core.findings import Deadline
from refundcli.core.lines import CaseLine, ClockLine
from refundcli.core.periods import BEIJING, bounds
from refundcli.core.rulebook import Rulebook
from refundcli.core.workdays import ONE_DAY

__all__ = ("CaseLine", "ClockLine", "case_line", "recorded_at")

_ASKS = ("sent", "applied")
"""Events by which the buyer asks for the money."""


def case_line(rulebook: Rulebook, dossier: Dossier) -> CaseLine:
    """Return the line of a case, as of the moment that its *dossier* is of."""
    case, state, clock = dossier.case, dossier.state, dossier.next
    order, claim = state.order, state.claim
    refunds = [one.at for one in state.events if one.kind == "refunded"]
    return CaseLine(
        id=case.id,
        platform=order.platform,
        site=rulebook.platforms[order.platform].name,
        number=order.number,
        seller=order.seller,
        item=order.item,
        paid=order.paid,
        state=order.state,
        phase=state.phase,
        reason=claim.reason,
        remedy=claim.remedy,
        purpose=claim.purpose,
        verdict=dossier.verdict.id,
        next=None if clock is None else _clock_line(clock),
        next_step=dossier.next_step,
        opened_at=case.opened_at,
        updated_at=max(map(recorded_at, case.events), default=case.opened_at),
        as_of=dossier.as_of,
        good_until=min(_ends(dossier)),
        asked=state.asked,
        refunded=state.refunded,
        outcome=state.outcome,
        first_asked_at=min(_asked_at(state), default=None),
        refunded_at=max(refunds, default=None),
    )


def _clock_line(clock: Deadline) -> ClockLine:
    return ClockLine(
        id=clock.id,
        kind=clock.kind,
        what=clock.title,
        actor=clock.actor,
        due=clock.due,
        is_ours=clock.is_the_buyers,
    )


def recorded_at(event: Event) -> datetime:
    """Return when *event* was written down, by its key; where the key tells no time, when it happened.

    >>> from refundcli.core.periods import beijing
    >>> print(recorded_at(Event("20261122T093100-k3f9", beijing(2026, 11, 20), "shipped")))
    2026-11-22 09:31:00+08:00
    """
    try:
        return datetime.fromisoformat(event.id[:15]).replace(tzinfo=BEIJING)
    except ValueError:
        return event.at


def _asked_at(state: CaseState) -> Iterator[datetime]:
    yield from (one.at for one in state.events if one.kind in _ASKS)
    applied = state.order.moments.get("applied")
    if applied is not None:
        yield bounds(applied)[0]


def _ends(dossier: Dossier) -> Iterator[datetime]:
    """Give the moments after which something else may hold: the day's end, and each clock's."""
    now = bounds(dossier.as_of)[0]
    yield now.replace(hour=0, minute=0, second=0, microsecond=0) + ONE_DAY
    windows = (one.window for one in dossier.verdict.findings)
    for clock in (*dossier.deadlines, *windows):
        if clock is not None:
            yield from (end for end in (clock.earliest, clock.latest) if end > now)
    until = dossier.state.snoozed_until
    if until is not None and until > now:
        yield until
