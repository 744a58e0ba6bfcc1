"""The times of a rung's own that no timer of the rulebook has: of a court, of a courier."""

from collections.abc import Iterator

from refundcli.core.axis import Happening, axis_of
from refundcli.core.case import CaseState
from refundcli.core.findings import Deadline
from refundcli.core.ladder_form import Clock, Ladder, Rung
from refundcli.core.periods import bounds, period_end
from refundcli.core.rulebook import Calendar, in_force
from refundcli.core.rules import Reading
from refundcli.core.text import say

_STOPS = ("decided", "replied")
"""Events by which a rung answers, where they speak of it."""


def rung_clocks(ladder: Ladder, state: CaseState, calendar: Calendar) -> Iterator[Deadline]:
    """Give the clocks of the rungs that were gone to and have not answered since, counted as the law counts."""
    axis = axis_of(state) if state.is_open and not state.is_settled else ()
    for rung in ladder.rungs:
        since = _gone_to(rung, axis)
        for number, clock in enumerate(rung.clocks if since is not None else (), 1):
            found = _deadline(rung, clock, number, since, calendar) if since is not None else None
            if found is not None:
                yield found


def _gone_to(rung: Rung, axis: tuple[Happening, ...]) -> Happening | None:
    """Return when the buyer last went to *rung*, where it has not answered since."""
    for one in reversed(axis):
        if one.carries_rung == rung.id and one.kind in ("escalated", *_STOPS):
            return one if one.kind == "escalated" else None
    return None


def _deadline(
    rung: Rung, clock: Clock, number: int, since: Happening, calendar: Calendar
) -> Deadline | None:
    version = in_force(clock.versions, bounds(since.at)[0].date())
    if version is None:
        return None
    span = period_end(since.at, Reading(version.lasts), "law", calendar)
    rule = f"ladder/{rung.id}" if number == 1 else f"ladder/{rung.id}-{number}"
    governs = say("governs-start", on=bounds(since.at)[0].date())
    began = say("step-began", event=say("event-escalated"), at=since.at, source=since.source)
    return Deadline(
        id=rule.replace("/", "-"),
        actor="courier" if rung.id == "courier" else "authority",
        kind="law",
        title=clock.says,
        started_by=since.kind,
        started_at=since.at,
        earliest=span.earliest,
        latest=span.latest,
        on_expiry="may-escalate",
        rule=rule,
        derivation=(
            say("step-rule", rule=rule, since=version.since, governs=governs),
            began,
            *span.steps,
        ),
        version=version.since,
        cites=version.cites,
        rung=rung.id,
        ended_by=_STOPS,
    )
