"""The deadlines of cases as entries of a calendar (日历), and what becomes of those that a file holds already."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta

from refundcli.core.dossier import Dossier
from refundcli.core.findings import Deadline
from refundcli.core.remind_plan import Plan
from refundcli.core.reminders import Reminder, planned
from refundcli.core.values import dataclass, replace

_DOMAIN = "@refundcli"

_KEPT = timedelta(days=90)
"""How long a file goes on saying that an entry is cancelled."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a calendar, at the instant `at`, to the second, in UTC.

    `uid` stays as long as the case has the deadline, whatever becomes of it. `alarms` are counted from `at`, below
    zero before it. `sequence` counts the changes, and `changed_at` is the instant of the last one.
    """

    uid: str
    at: datetime
    changed_at: datetime
    title: str
    text: str
    alarms: tuple[timedelta, ...] = ()
    sequence: int = 0
    is_cancelled: bool = False

    @property
    def case_id(self) -> str:
        """The case it is of."""
        return self.uid.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Wording:
    """What an entry says: title and text of a deadline, and of a lead time that is an entry of its own."""

    deadline: Callable[[Deadline], tuple[str, str]]
    lead: Callable[[Deadline, Reminder], tuple[str, str]]


def is_uid(text: str) -> bool:
    """Return whether *text* is the uid of an entry of ours.

    >>> is_uid("tb-7k2m.asked.case/asked@refundcli"), is_uid("lunch@example.org")
    (True, False)
    """
    case_id, dot, rest = text.partition(".")
    return bool(case_id and dot) and rest.endswith(_DOMAIN) and rest != _DOMAIN


def entries_of(
    found: Dossier, plan: Plan, wording: Wording, *, leads_are_events: bool = False
) -> tuple[Entry, ...]:
    """Return an entry for every deadline that drives a case, with its reminders as alarms; a closed case has none.

    With *leads_are_events* each reminder ahead of or after the instant is an entry of its own, and there are no alarms.
    """
    if not found.state.is_open:
        return ()
    reminders = planned(found, plan)
    made: dict[tuple[str, datetime], Entry] = {}
    of_leads: dict[str, Entry] = {}
    for one in found.deadlines:
        if not one.drives or (one.id, one.due) in made:
            continue
        mine = [each for each in reminders if (each.deadline_id, each.due) == (one.id, one.due)]
        entry = _of_deadline(found, one, wording)
        if leads_are_events:
            of_leads |= {each.uid: each for each in _of_leads(entry, one, mine, wording)}
        else:
            entry = replace(entry, alarms=tuple(sorted({each.at - one.due for each in mine})))
        made[one.id, one.due] = entry
    return tuple(sorted((*made.values(), *of_leads.values()), key=_in_time))


def revised(
    before: Iterable[Entry],
    wanted: Iterable[Entry],
    is_told: Callable[[str], bool],
    now: datetime,
) -> tuple[Entry, ...]:
    """Return what a calendar says after *before*, where *wanted* is what it should say *now*, the soonest first.

    What has changed counts one up. What is no longer wanted is cancelled, and left out three months later; but only of
    cases of which *is_told* says that *wanted* tells all. What has not changed stays as it is to the last character.
    """
    known = {one.uid: one for one in before}
    at = _to_the_second(now)
    result = [_next(known.pop(one.uid, None), one) for one in wanted]
    for one in known.values():
        if not is_told(one.case_id):
            result.append(one)
        elif not one.is_cancelled:
            result.append(
                replace(one, alarms=(), sequence=one.sequence + 1, changed_at=at, is_cancelled=True)
            )
        elif at - one.changed_at < _KEPT:
            result.append(one)
    return tuple(sorted(result, key=_in_time))


def _next(old: Entry | None, wanted: Entry) -> Entry:
    if old is None:
        return wanted
    if replace(old, sequence=wanted.sequence, changed_at=wanted.changed_at) == wanted:
        return old
    return replace(wanted, sequence=old.sequence + 1)


def _of_deadline(found: Dossier, one: Deadline, wording: Wording) -> Entry:
    uid = f"{found.case.id}.{one.id}.{one.rule}{_DOMAIN}"
    return Entry(uid, _to_the_second(one.due), _to_the_second(found.as_of), *wording.deadline(one))


def _of_leads(
    entry: Entry, deadline: Deadline, reminders: Iterable[Reminder], wording: Wording
) -> Iterator[Entry]:
    stem = entry.uid.removesuffix(_DOMAIN)
    for one in reminders:
        if one.at == one.due:
            continue
        uid = f"{stem}.{one.lead}{_DOMAIN}"
        yield Entry(uid, _to_the_second(one.at), entry.changed_at, *wording.lead(deadline, one))


def _to_the_second(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)


def _in_time(one: Entry) -> tuple[datetime, str]:
    return one.at, one.uid
