"""What is said to the buyer of the deadlines of a case, when, and what of it is due to be said now (提醒)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from itertools import groupby

from refundcli.core.dossier import Dossier
from refundcli.core.events import Event
from refundcli.core.findings import Deadline
from refundcli.core.lines import CaseLine
from refundcli.core.periods import BEIJING, bounds
from refundcli.core.remind_plan import Lead, Plan
from refundcli.core.text import Said, Text, say
from refundcli.core.values import dataclass

__all__ = ["DRAFTED", "SNOOZED", "Lead", "Plan", "Reminder", "planned", "planned_of_line", "to_say"]

_LEFT = timedelta(hours=1)
"""What a reminder that quiet hours move leaves the buyer at least, where it left as much before."""

_LONG_OVER = timedelta(days=3)
"""How long after its end a right of the buyer's that nothing was said of is still spoken of."""

_AFTER_A_DRAFT = ("sent", "applied", "escalated", "agreed", "refunded")
"""Events after which a letter that was drafted before them waits no more."""

DRAFTED, SNOOZED = "drafted", "snoozed"
"""Ids of what is reminded of and is no deadline of a rule: a letter to be sent, a pause that ends."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """One thing to be said once a channel, at *at* or as soon after it as can be.

    `key` names case, deadline, instant and lead, so a deadline that moves is spoken of anew. `due` is the instant of
    the thing: when the deadline is over, when a letter was drafted, when a pause ends. `lead` is the name of its lead,
    `before` how far before `due` that is; `at` may lie elsewhere, out of quiet hours. `is_ours`: a right of the
    buyer's is lost at `due`.
    """

    key: str
    case_id: str
    deadline_id: str
    actor: str
    what: Said | Text
    due: datetime
    lead: str
    before: timedelta
    at: datetime
    is_ours: bool

    @property
    def thing(self) -> tuple[str, str, datetime]:
        """What it speaks of: case, deadline and instant; the same for every lead."""
        return self.case_id, self.deadline_id, self.due


@dataclass(frozen=True, slots=True)
class _Thing:
    """Something to be reminded of, and since when it is there."""

    case_id: str
    id: str
    actor: str
    what: Said | Text
    due: datetime
    since: datetime | None
    is_ours: bool = False

    def instants(self, wanted: tuple[Lead, ...]) -> tuple[tuple[Lead, datetime], ...]:
        """Return each lead with its instant; none before there was anything to say, unless all would be."""
        found = sorted(((one, self.due - one.before) for one in wanted), key=lambda two: two[1])
        since = self.since
        if since is None or not found:
            return tuple(found)
        lead, last = found[-1]
        return tuple(two for two in found if two[1] >= since) or ((lead, max(last, since)),)

    def reminder(self, lead: Lead, at: datetime, plan: Plan) -> Reminder:
        """Return the reminder of a *lead* whose instant is *at*, moved out of quiet hours."""
        due = self.due.astimezone(BEIJING)
        return Reminder(
            key=f"{self.case_id} {self.id} {due.isoformat()} {lead.id}",
            case_id=self.case_id,
            deadline_id=self.id,
            actor=self.actor,
            what=self.what,
            due=due,
            lead=lead.id,
            before=lead.before,
            at=_aloud(at, due if self.is_ours else None, plan),
            is_ours=self.is_ours,
        )


def planned(found: Dossier, plan: Plan) -> tuple[Reminder, ...]:
    """Return every reminder that a case calls for as it stands, the first one first; a closed one none.

    While a case is snoozed nothing is said but the last word on a right of which the pause leaves no other; at the
    end of the pause the next step is named.
    """
    state, case = found.state, found.case
    if not state.is_open:
        return ()
    until = state.snoozed_until
    things = [*_things(found, plan)]
    made = {
        one.key: one
        for thing, wanted in reversed(things)
        for lead, at in _awake(thing, thing.instants(wanted), until)
        for one in (thing.reminder(lead, at, plan),)
    }
    if until is not None:
        pause = _Thing(case.id, SNOOZED, "buyer", found.next_step.what, until, None)
        wake = pause.reminder(Lead(timedelta(0)), until, plan)
        made[wake.key] = wake
    return tuple(sorted(made.values(), key=_in_time))


def planned_of_line(line: CaseLine, plan: Plan) -> tuple[Reminder, ...]:
    """Return the reminders of the soonest clock alone, which is all that a line knows of a case."""
    clock = line.next
    if clock is None or line.is_closed:
        return ()
    thing = _Thing(line.id, clock.id, clock.actor, clock.what, clock.due, None, clock.is_ours)
    wanted = plan.own if clock.is_ours else plan.others
    made = [thing.reminder(lead, at, plan) for lead, at in thing.instants(wanted)]
    return tuple(sorted(made, key=_in_time))


def to_say(
    reminders: Iterable[Reminder], said: Mapping[str, datetime], now: datetime, plan: Plan
) -> tuple[Reminder, ...]:
    """Return which of *reminders* are to be said *now* on a channel that has *said* what is under these keys, and when.

    Of one thing the latest lead that has come, and none once a later one was said: what was missed is said once. A
    right of the buyer's that is over since more than three days is not spoken of. In quiet hours only what cannot wait
    for their end is said.
    """
    by_thing = sorted(reminders, key=lambda one: (one.thing, *_in_time(one)))
    chosen = (
        _chosen(tuple(group), said, now, plan)
        for _, group in groupby(by_thing, key=lambda one: one.thing)
    )
    return tuple(sorted((one for one in chosen if one is not None), key=_in_time))


def _chosen(
    group: tuple[Reminder, ...], said: Mapping[str, datetime], now: datetime, plan: Plan
) -> Reminder | None:
    come = [one for one in group if one.at <= now]
    if not come:
        return None
    one = come[-1]
    told = next((known for known in reversed(group) if known.key in said), None)
    if told is not None:
        if _in_time(one) <= _in_time(told):
            return None
        since = said[told.key]
        if since <= now < since + _gap(told, one, plan):
            return None
    if one.is_ours and now - one.due > _LONG_OVER:
        return None
    return None if _waits(one, now, plan) else one


def _gap(told: Reminder, one: Reminder, plan: Plan) -> timedelta:
    """Return how long after *told* the next one may be said: never so long that a right would be over."""
    gap = min(plan.spacing, one.at - told.at)
    return min(gap, (one.due - one.at) / 2) if one.is_ours else gap


def _waits(one: Reminder, now: datetime, plan: Plan) -> bool:
    return _aloud(now, one.due if one.is_ours and now < one.due else None, plan) > now


def _aloud(at: datetime, before: datetime | None, plan: Plan) -> datetime:
    """Return *at* moved out of quiet hours: to their end, or to an hour ahead of them where that is too late.

    *before* is the instant by which the buyer must act, None where nothing is lost by waiting.
    """
    night = plan.quiet.around(at) if plan.quiet is not None else None
    if night is None:
        return at
    begins, ends = night
    if before is None or ends <= before - min(before - at, _LEFT):
        return ends
    return begins - _LEFT


def _things(found: Dossier, plan: Plan) -> Iterator[tuple[_Thing, tuple[Lead, ...]]]:
    id = found.case.id
    for one in found.deadlines:
        if one.drives:
            yield _of_deadline(id, one), plan.own if one.is_the_buyers else plan.others
    draft = found.state.last("drafted", *_AFTER_A_DRAFT)
    if draft is not None and draft.kind == "drafted":
        yield _Thing(id, DRAFTED, "buyer", _letter(draft), draft.at, None), plan.drafted


def _of_deadline(case_id: str, one: Deadline) -> _Thing:
    since = bounds(one.started_at)[0]
    return _Thing(case_id, one.id, one.actor, one.title, one.due, since, one.is_the_buyers)


def _letter(draft: Event) -> Said:
    return say("reminder-letter", stage=say(f"stage-{draft.carries.get('stage', 'first')}"))


def _awake(
    thing: _Thing, instants: tuple[tuple[Lead, datetime], ...], until: datetime | None
) -> tuple[tuple[Lead, datetime], ...]:
    """Return the *instants* that a pause *until* then leaves."""
    if until is None:
        return instants
    left = tuple(two for two in instants if two[1] > until)
    return left or (instants[-1:] if thing.is_ours else ())


def _in_time(one: Reminder) -> tuple[datetime, timedelta, str]:
    """Return what reminders are sorted by: when they are said, then the nearer to the end the later."""
    return one.at, -one.before, one.key
