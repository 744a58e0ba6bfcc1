"""A case as the ladder sees it: when the buyer went to a rung, and which clocks run there."""

from collections.abc import Iterator
from datetime import datetime

from refundcli.core.case import CaseState, in_time
from refundcli.core.clauses import Situation, holds_or_may
from refundcli.core.deadlines import timer_preview
from refundcli.core.findings import Deadline
from refundcli.core.ladder_form import Entry, Ladder, Rung
from refundcli.core.order import When
from refundcli.core.periods import bounds, period_end
from refundcli.core.rulebook import Rulebook, in_force
from refundcli.core.rules import Length, Reading, Timer
from refundcli.core.text import Said, Text
from refundcli.core.values import dataclass

Moment = tuple[datetime, str]
"""When something happened, and the event's key: as events are sorted."""


@dataclass(frozen=True, slots=True)
class RungClock:
    """A time of a rung's own: how long, and until when where it runs now."""

    says: Said | Text
    lasts: Length | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class View:
    """A case as the ladder sees it; at `known_at` at the latest the buyer knew of the matter."""

    ladder: Ladder
    state: CaseState
    deadlines: tuple[Deadline, ...]
    now: datetime
    known_at: datetime
    situation: Situation

    @property
    def rulebook(self) -> Rulebook:
        """The rules the case is judged by."""
        return self.situation.rulebook

    @property
    def timers(self) -> tuple[Timer, ...]:
        """The timers that may run in the case."""
        return self.rulebook.timers(self.state.order.platform)

    @property
    def law(self) -> str:
        """Whose law the platform's sales are under, as platform files have it."""
        return self.rulebook.platforms[self.state.order.platform].law

    def fits(self, entry: Entry) -> bool:
        """Return whether *entry* is known to be about this platform, its law and this buyer's purpose."""
        purpose = self.state.claim.purpose
        is_known = purpose is not None or not entry.purposes
        return is_known and entry.fits(self.state.order.platform, self.law, purpose)

    def rung(self, id: str | None) -> Rung:
        """Return the rung *id* of the ladder, which has it."""
        return next(one for one in self.ladder.rungs if one.id == id)


def begun(view: View, rung: Rung) -> Moment | None:
    """Return when the buyer last went to *rung*, or None where that never was or was taken back."""
    moments = view.state.order.moments
    told = [(bounds(moments[one])[0], "") for one in rung.begins if one in moments]
    last = max((*happened(view, rung, rung.begins, "escalated"), *told), default=None)
    quits = (in_time(one) for one in view.state.events if one.kind in rung.quits)
    left = max(quits, default=None)
    return None if last is not None and left is not None and last < left else last


def ended(view: View, rung: Rung) -> Moment | None:
    """Return when *rung* last came to its end."""
    return max(happened(view, rung, rung.ends, "decided"), default=None)


def happened(view: View, rung: Rung, kinds: tuple[str, ...], usual: str) -> Iterator[Moment]:
    """Give when events of *kinds* happened; where none are named, the *usual* ones of this rung."""
    for one in view.state.events:
        is_there = one.kind == usual and one.carries.get("rung") == rung.id
        if one.kind in kinds if kinds else is_there:
            yield in_time(one)


def leads_there(timer: Timer, rung: Rung) -> bool:
    """Return whether *timer* is the buyer's last time to go to *rung*."""
    return (
        timer.actor == "buyer"
        and timer.on_expiry in ("closed", "lapses")
        and "escalated" in timer.ends
        and bool(set(timer.starts) & set(rung.closes_after))
    )


_DURING = frozenset(("escalated", "replied"))
"""Events that start a clock of a rung's own; what a decision starts comes after it."""


def clocks_of(view: View, rung: Rung, went: Moment | None) -> Iterator[RungClock]:
    """Give the clocks of *rung*: the rulebook's timers of its id, then its own; they run since *went*."""
    running = {one.rule: one.due for one in view.deadlines}
    for timer in view.timers:
        if timer.rung != rung.id or not _DURING & set(timer.starts):
            continue
        preview = timer_preview(timer, view.situation)
        if preview is not None and holds_or_may(timer.conditions, view.situation):
            yield RungClock(timer.title, preview.lasts, running.get(timer.rule))
    for clock in rung.clocks:
        start = went[0] if went is not None else view.now
        version = in_force(clock.versions, start.date())
        if version is not None:
            until = end_of(view, version.lasts, start)[1] if went is not None else None
            yield RungClock(clock.says, version.lasts, until)


def end_of(view: View, lasts: Length, start: When) -> tuple[datetime, datetime]:
    """Return the bounds of the end of a period of law."""
    span = period_end(start, Reading(lasts), "law", view.rulebook.calendar)
    return span.earliest, span.latest
