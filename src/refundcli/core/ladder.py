"""The ladder (维权途径): where a buyer may turn now, where not yet, and where no more."""

from collections.abc import Iterator
from datetime import datetime

from refundcli.core.asking import FLAGS
from refundcli.core.case import CaseState, in_time
from refundcli.core.clauses import Situation, holds_or_may
from refundcli.core.findings import Deadline, Verdict
from refundcli.core.ladder_form import Closing, Entry, Ladder, Rung
from refundcli.core.order import Claim, Order
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Path
from refundcli.core.rung_view import RungClock, View, begun, clocks_of, ended, leads_there
from refundcli.core.rungs import Reason, preconditions
from refundcli.core.text import say
from refundcli.core.values import dataclass, replace

STATUSES = ("done", "current", "open", "not-yet", "closed", "unknown")
"""How a rung stands: been there, there now, may be gone to, later, no more, or a fact is missing."""

BRIEF = 5
"""How many rungs the short form shows at most."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a rung stands in a case: see `STATUSES`, and why where it is not open.

    `opens_at` is when it opens, or opened, as far as that is known; `closes_at` the last safe moment to go there.
    `closes` is what going there would shut, `paths` are where to click on this platform.
    """

    rung: Rung
    status: str
    reasons: tuple[Reason, ...] = ()
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    closes: tuple[Closing, ...] = ()
    clocks: tuple[RungClock, ...] = ()
    paths: tuple[Path, ...] = ()
    platform: str = ""
    law: str = ""
    purpose: str | None = None

    def speaks(self, entry: Entry) -> bool:
        """Return whether *entry* is about this platform, its law and this buyer's purpose."""
        return entry.fits(self.platform, self.law, self.purpose)


def standings(
    ladder: Ladder,
    rulebook: Rulebook,
    state: CaseState,
    deadlines: tuple[Deadline, ...],
    now: datetime,
    opened_at: datetime | None = None,
) -> tuple[Standing, ...]:
    """Return how every rung that there is for this order stands as of *now*, in the ladder's order.

    *deadlines* are those that run in the case (`clocks.running`); *opened_at* is when it was opened, and then at the
    latest the buyer knew. A rung is `open` only where every precondition is known to hold. One that fails, or whose
    time is over, makes it `closed`; one still to come `not-yet`; what nobody said `unknown`, with the question that
    settles it.
    """
    situation = Situation(rulebook, state.order, state.claim, now)
    known_at = min((opened_at or now, now, *(one.at for one in state.events)))
    view = View(ladder, state, deadlines, now, known_at, situation)
    return tuple(_standing(view, rung) for rung in ladder.rungs if _exists(view, rung))


def standings_of_claim(
    ladder: Ladder, rulebook: Rulebook, order: Order, claim: Claim, verdict: Verdict
) -> tuple[Standing, ...]:
    """Return how every rung stands for a claim that is no case yet, as of its *verdict*."""
    state = CaseState(order, claim, "preparing", ())
    return standings(ladder, rulebook, state, verdict.deadlines, verdict.as_of)


def in_brief(found: tuple[Standing, ...], purpose: str | None) -> tuple[Standing, ...]:
    """Return the rungs of the short form for a buyer of this *purpose*, at most `BRIEF`.

    A side door is among them where it is not closed.
    """
    shown = (
        one
        for one in found
        if (purpose in one.rung.brief if purpose else one.rung.brief)
        and not (one.rung.is_side and one.status == "closed")
    )
    return tuple(shown)[:BRIEF]


def _exists(view: View, rung: Rung) -> bool:
    if rung.needs_clock and not any(leads_there(one, rung) for one in view.timers):
        return False
    order, claim = view.state.order, view.state.claim
    return not rung.on or any(
        order.platform in one.platforms or claim.reason in one.reasons for one in rung.on
    )


def _standing(view: View, rung: Rung) -> Standing:
    went, answered = begun(view, rung), ended(view, rung)
    made = Standing(
        rung=rung,
        status="done",
        closes=tuple(one for one in rung.closes if view.fits(one.entry)),
        clocks=tuple(clocks_of(view, rung, went)),
        paths=_paths(view, rung),
        platform=view.state.order.platform,
        law=view.law,
        purpose=view.state.claim.purpose,
    )
    if went is not None and answered is not None and went <= answered:
        return made
    shut = tuple(_shut(view, rung))
    if shut:
        return replace(made, status="closed", reasons=shut)
    if went is not None:
        return replace(made, status="current")
    return _judged(view, made)


def _judged(view: View, made: Standing) -> Standing:
    found = tuple(preconditions(view, made.rung))
    reasons = tuple(one.reason for one in found if one.reason is not None)
    status = _status({one.outcome for one in reasons})
    waits = [one for one in found if one.reason is not None and one.reason.outcome == "waits"]
    opens = [one.opens_at for one in waits or found if one.opens_at is not None]
    is_known = status != "closed" and len(opens) >= len(waits)
    return replace(
        made,
        status=status,
        reasons=reasons,
        opens_at=max(opens, default=None) if is_known else None,
        closes_at=min((one.closes_at for one in found if one.closes_at is not None), default=None),
    )


def _status(outcomes: set[str]) -> str:
    if "fails" in outcomes:
        return "closed"
    if "waits" in outcomes:
        return "not-yet"
    return "unknown" if outcomes else "open"


def _shut(view: View, rung: Rung) -> Iterator[Reason]:
    """Give what shuts *rung* whatever else is so: nothing is left to ask, or another rung took the matter."""
    state = view.state
    asked = state.claim.amount if state.claim.amount is not None else state.order.paid
    if not state.is_open:
        yield Reason("fails", say("ladder-case-closed"))
    elif asked is not None and state.refunded and state.refunded >= asked:
        yield Reason("fails", say("ladder-paid", refunded=state.refunded))
    for other in view.ladder.rungs:
        for one in other.closes:
            if one.rung != rung.id or not view.fits(one.entry):
                continue
            if _is_settled(view) if one.once == "settled" else begun(view, other) is not None:
                yield Reason("fails", say("ladder-shut", rung=other.name, says=one.entry.says))


def _is_settled(view: View) -> bool:
    """Whether an agreement was performed: money came after a consent or an offer."""
    paid, agreed = view.state.last("refunded"), view.state.last("agreed", "offered")
    return paid is not None and agreed is not None and in_time(agreed) < in_time(paid)


def _paths(view: View, rung: Rung) -> tuple[Path, ...]:
    return tuple(
        one
        for one in view.rulebook.platforms[view.state.order.platform].rules.paths
        if one.rung == rung.id and holds_or_may(one.conditions, view.situation)
    )


_OF_A_CLAIM = frozenset(("reason", "remedy", "purpose", "amount"))


def correction_key(question: str) -> str:
    """Return the key of a correction (`log CASE amended --set KEY=…`) that answers *question*.

    >>> correction_key("purpose"), correction_key("delivered_at"), correction_key("intact")
    ('claim.purpose', 'order.delivered_at', 'claim.facts.intact')
    """
    if question == "item_kind":
        return "order.item_kinds"
    if question in _OF_A_CLAIM:
        return f"claim.{question}"
    return f"order.{question}" if question in FLAGS else f"claim.facts.{question}"
