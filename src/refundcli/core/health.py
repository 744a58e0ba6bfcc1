"""Whether all is well (体检): findings as values, and what can be said without looking at a disk."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from refundcli.core.case import Case
from refundcli.core.complaints import Complaint
from refundcli.core.errors import BadData, LedgerUnreadable
from refundcli.core.following import SLACK
from refundcli.core.merging import line_of
from refundcli.core.rulebook import Calendar
from refundcli.core.text import Said, say
from refundcli.core.values import dataclass

AREAS = ("ledger", "index", "configuration", "rulebook", "calendar", "reminders", "completion")
SEVERITIES = ("ok", "note", "warning", "error")
"""From "as it should be" to "something does not count until it is put right"."""

_NOVEMBER = 11
"""From this month on the next year's notice is asked for."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: how it is, where, and what to do about it.

    `id` names the kind of finding. `line` and `column` count from 1. *is_mendable*: `doctor --fix`
    puts it right, and keeps what it replaces.
    """

    area: str
    severity: str
    id: str
    what: Said
    file: str | None = None
    line: int | None = None
    column: int | None = None
    todo: Said | None = None
    is_mendable: bool = False


def exit_code(findings: Iterable[Finding]) -> int:
    """Return 13 where something of the ledger cannot be read or does not count, else 12 for a fault elsewhere.

    The ledger comes first: what is lost there is the buyer's, all else comes with the program.
    Notes and warnings end in 0.
    """
    areas = {one.area for one in findings if one.severity == "error"}
    if "ledger" in areas:
        return LedgerUnreadable.code
    return BadData.code if areas else 0


def faults_of(error: BadData, id: str, file: str, text: str) -> Iterator[Finding]:
    """Give what *error* says of the ledger's *file*, which holds *text*: a finding for each fault."""
    fields = error.message.fields
    faults = fields.get("faults")
    if isinstance(faults, tuple):
        for one in faults:
            place = line_of(text, str(one.fields["key"]))
            yield Finding("ledger", "error", id, one, file, place, todo=error.hint)
        return
    line, column, what = fields.get("line"), fields.get("column"), fields.get("what")
    if isinstance(line, int) and isinstance(column, int) and isinstance(what, Said):
        yield Finding("ledger", "error", id, what, file, line, column, error.hint)
        return
    yield Finding("ledger", "error", id, error.message, file, todo=error.hint)


def journal_findings(case: Case, now: datetime, file: str, text: str) -> Iterator[Finding]:
    """Give what is odd in the events of *case*: one that lies ahead, one that takes back nothing."""
    known = {one.id for one in case.events}
    for one in case.events:
        line = line_of(text, f"events.{one.id}")
        label = say(f"event-{one.kind}")
        if one.at > now + SLACK:
            what = say("doctor-event-ahead", event=label, at=one.at)
            todo = say("doctor-do-event", case=case.id)
            yield Finding("ledger", "warning", "event-ahead", what, file, line, todo=todo)
        target = one.carries.get("event")
        if one.kind == "retracted" and target not in known:
            what = say("doctor-retracts-nothing", target=str(target))
            todo = say("doctor-do-retracts-nothing")
            yield Finding("ledger", "warning", "retracts-nothing", what, file, line, todo=todo)


def rule_findings(complaints: Iterable[Complaint], but: str) -> Iterator[Finding]:
    """Give what lint says of the rulebook, without what it says of *but*: its warnings are notes."""
    for one in complaints:
        if one.rule != but:
            severity = "error" if one.severity == "error" else "note"
            what = say("lint-line", rule=one.rule, what=one.what)
            yield Finding("rulebook", severity, "rule", what, todo=say("doctor-do-rule"))


def calendar_findings(calendar: Calendar, today: date) -> Iterator[Finding]:
    """Give the years whose official notice (节假日安排) is missing: this one, from November on the next.

    >>> [one.what.fields for one in calendar_findings(Calendar(years=frozenset({2026})), date(2026, 11, 1))]
    [{'year': '2027'}]
    """
    wanted = [today.year, *([today.year + 1] if today.month >= _NOVEMBER else [])]
    missing = [year for year in wanted if year not in calendar.years]
    for year in missing:
        what = say("doctor-calendar-missing", year=str(year))
        severity = "warning" if year == today.year else "note"
        todo = say("doctor-do-calendar", year=str(year))
        yield Finding("calendar", severity, "calendar-year", what, todo=todo)
    if not missing:
        years = tuple(str(year) for year in sorted(calendar.years))
        yield Finding("calendar", "ok", "calendar-years", say("doctor-calendar-years", years=years))
