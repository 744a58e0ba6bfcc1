"""Lines of many cases, each with the time for which it stays as it is."""

from collections.abc import Iterator
from datetime import datetime

from refundcli.core.case import Case, CaseState, fold
from refundcli.core.case_line import CaseLine, case_line
from refundcli.core.dossier import Dossier, clocks_of, returning, step_of
from refundcli.core.errors import BadData
from refundcli.core.ladder_form import Ladder
from refundcli.core.order import Claim, Order
from refundcli.core.periods import BEIJING, bounds, period_end
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import (
    Conditions,
    Ground,
    Offer,
    Reading,
    RuleSet,
    Timer,
    TimerVersion,
    Window,
)
from refundcli.core.values import dataclass, replace
from refundcli.core.verdict import assess

ALWAYS = datetime.min.replace(tzinfo=BEIJING)
NEVER = datetime.max.replace(tzinfo=BEIJING)


@dataclass(frozen=True, slots=True)
class MadeLine:
    """A line, and from when until before when it is the same but for its `as_of`."""

    line: CaseLine
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class _Period:
    """A period whose end a condition looks at: it runs after the moment *after*."""

    after: str
    reading: Reading
    kind: str


@dataclass(frozen=True, slots=True)
class _Part:
    """The rules that may count for cases of one kind, and where in time what they say can change."""

    rulebook: Rulebook
    periods: tuple[_Period, ...]
    days: tuple[datetime, ...]


class LineMaker:
    """Makes lines by the rules of *rulebook*, and with the rungs of *ladder* where there is one.

    A rule whose plain conditions fail can lend a line nothing, at no time; so the rules are sifted
    once for all cases of one platform, state, reason, remedy and purpose. Those of other remedies only say what
    there is instead, where what is asked for cannot be had.
    """

    def __init__(self, rulebook: Rulebook, ladder: Ladder | None = None) -> None:
        self._rulebook = rulebook
        self._ladder = ladder
        self._returning = returning(rulebook)
        self._parts: dict[tuple[str | None, ...], tuple[_Part, _Part]] = {}

    def made(self, case: Case, now: datetime) -> MadeLine:
        """Return the line of *case* as of *now*; it is that of its dossier.

        Raises `BadData` where a period of it ends beyond the calendar.
        """
        part, found = self._made(case, now)
        turns = tuple(_turns(part, found, found.state))
        since = max((one for one in turns if one <= now), default=ALWAYS)
        until = min((one for one in turns if one > now), default=NEVER)
        return MadeLine(replace(case_line(self._rulebook, found), good_until=until), since, until)

    def dossier(self, case: Case, now: datetime) -> Dossier:
        """Return *case* as of *now* with the clocks and the next step that `dossier_of` gives it.

        Of its verdict only what the sifted rules say is there. Raises `BadData` as `made`.
        """
        return self._made(case, now)[1]

    def _made(self, case: Case, now: datetime) -> tuple[_Part, Dossier]:
        """Return the dossier and the rules that its verdict is by."""
        state = fold(case, self._returning)
        part, whole = self._parts_of(state.order, state.claim)
        verdict = assess(part.rulebook, state.order, state.claim, now)
        if verdict.id == "unavailable":
            part = whole
            verdict = assess(part.rulebook, state.order, state.claim, now)
        deadlines = clocks_of(self._rulebook, case, state, verdict, now, self._ladder)
        step = step_of(self._rulebook, case, state, verdict, deadlines, now, self._ladder)
        return part, Dossier(case, state, verdict, deadlines, step, now)

    def _parts_of(self, order: Order, claim: Claim) -> tuple[_Part, _Part]:
        """Return the rules about what is asked for, and all."""
        key = (order.platform, order.state, claim.reason, claim.remedy, claim.purpose)
        if key not in self._parts:
            whole = _sifted(self._rulebook, order, claim)
            asked = _about(whole, order.platform, claim.remedy)
            timers = self._rulebook.timers(order.platform)
            self._parts[key] = (_part(asked, order, timers), _part(whole, order, timers))
        return self._parts[key]


def _sifted(rulebook: Rulebook, order: Order, claim: Claim) -> Rulebook:
    """Return the rules that may count for such a case, without the conditions that are known to hold."""
    grounds = tuple(
        replace(one, provisions=(), conditions=_left(one.conditions, claim, claim.remedy))
        for one in rulebook.grounds(order.platform)
        if _may_count(one.conditions, order, claim)
        and (not one.conditions.remedies or claim.remedy in one.conditions.remedies)
    )
    offers = tuple(
        replace(one, conditions=_left(one.conditions, claim, None))
        for rules in rulebook.rule_sets(order.platform)
        for one in rules.offers
        if _may_count(one.conditions, order, claim)
    )
    site = rulebook.platforms[order.platform]
    rules = RuleSet(offers=offers, grounds=grounds)
    platforms = {site.id: replace(site, rules=rules, rules_of=None, law="none")}
    return replace(rulebook, platforms=platforms, laws={}, own={})


def _about(sifted: Rulebook, platform: str, remedy: str) -> Rulebook:
    """Return what of *sifted* is about *remedy*."""
    site = sifted.platforms[platform]
    offers = tuple(
        replace(one, conditions=replace(one.conditions, remedies=()))
        for one in site.rules.offers
        if not one.conditions.remedies or remedy in one.conditions.remedies
    )
    grounds = tuple(one for one in site.rules.grounds if remedy in one.grants)
    rules = replace(site.rules, offers=offers, grounds=grounds)
    platforms = {site.id: replace(site, rules=rules)}
    return replace(sifted, platforms=platforms, remedies={remedy: sifted.remedies[remedy]})


def _part(rulebook: Rulebook, order: Order, timers: tuple[Timer, ...]) -> _Part:
    """Return *rulebook*, which is sifted, with the times at which it or *timers* may say something else."""
    rules = rulebook.platforms[order.platform].rules
    windows = [(ground.kind, window) for ground in rules.grounds for window in ground.windows]
    found = [
        _Period(window.after, reading, kind)
        for kind, window in windows
        for reading in (window.reading, *window.also)
        if reading.lasts is not None
    ]
    conditioned: tuple[Ground | Offer, ...] = (*rules.grounds, *rules.offers)
    for conditions in (one.conditions for one in conditioned):
        found += [
            _Period(one.after, Reading(one.lasts), "platform")
            for one in (conditions.within, conditions.beyond)
            if one is not None
        ]
    dated: list[Window | TimerVersion] = [window for _, window in windows]
    dated += [version for timer in timers for version in timer.versions]
    days = {day for one in dated for day in (one.since, one.until) if day is not None}
    return _Part(
        rulebook,
        tuple({(one.after, one.kind, _counted(one.reading)): one for one in found}.values()),
        tuple(bounds(day)[0] for day in sorted(days)),
    )


def _may_count(conditions: Conditions, order: Order, claim: Claim) -> bool:
    return not (
        (conditions.states and order.state not in conditions.states)
        or (conditions.reasons and claim.reason and claim.reason not in conditions.reasons)
        or (conditions.purposes and claim.purpose and claim.purpose not in conditions.purposes)
    )


def _left(conditions: Conditions, claim: Claim, remedy: str | None) -> Conditions:
    """Return *conditions* without those that are known to hold."""
    return replace(
        conditions,
        states=(),
        reasons=() if claim.reason else conditions.reasons,
        purposes=() if claim.purpose else conditions.purposes,
        remedies=() if remedy else conditions.remedies,
    )


def _counted(reading: Reading) -> Reading:
    return replace(reading, cites=())


def _turns(part: _Part, found: Dossier, state: CaseState) -> Iterator[datetime]:
    """Give every instant at which the line may become another; some at which it does not."""
    for clock in found.deadlines:
        yield from (clock.earliest, clock.latest)
    if state.snoozed_until is not None:
        yield state.snoozed_until
    if found.next_step.depends_on_rungs:
        yield from bounds(found.as_of.astimezone(BEIJING).date())
    yield from part.days
    moments = state.order.moments
    if "applied" in moments:
        return
    for one in part.periods:
        start = moments.get(one.after)
        if start is None:
            continue
        try:
            end = period_end(start, one.reading, one.kind, part.rulebook.calendar)
        except BadData:
            continue
        yield from (end.earliest, end.latest)
