"""Findings as values: exit codes, faults by their lines, odd events, rules and calendar years."""

from datetime import date

import pytest
from tests.builders_cases import NOW, case, event

from refundcli.core.complaints import Complaint
from refundcli.core.errors import BadData
from refundcli.core.events import Event
from refundcli.core.health import (
    AREAS,
    SEVERITIES,
    Finding,
    calendar_findings,
    exit_code,
    faults_of,
    journal_findings,
    rule_findings,
)
from refundcli.core.rulebook import Calendar
from refundcli.core.text import say

WHAT = say("toml-value")
TEXT = 'id = "tb-7k2m"\n\n[order]\npaid = "x"\n'


def finding(area: str, severity: str) -> Finding:
    """Return something that was found."""
    return Finding(area, severity, "x", WHAT)


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("severity", SEVERITIES)
def test_errors_alone_end_in_a_code(area: str, severity: str) -> None:
    expected = 0 if severity != "error" else 13 if area == "ledger" else 12
    assert expected == exit_code([finding(area, severity), finding("calendar", "note")])


def test_ledger_goes_before_the_rest() -> None:
    both = [finding("configuration", "error"), finding("ledger", "error")]
    assert [exit_code(both), exit_code(both[::-1]), exit_code([])] == [13, 13, 0]


def test_faults_of_values_have_the_lines_of_their_keys() -> None:
    faults = (
        say("fault-at", key="order.paid", what=WHAT),
        say("fault-at", key="claim", what=WHAT),
    )
    error = BadData(say("error-data-file", file="f", faults=faults), say("hint-file"))
    found = list(faults_of(error, "unreadable", "f", TEXT))
    assert [(one.line, one.column, one.what) for one in found] == [
        (4, None, faults[0]),
        (None, None, faults[1]),
    ]
    assert [one.todo for one in found] == [say("hint-file")] * 2


def test_fault_of_the_text_has_its_line_and_column() -> None:
    error = BadData(say("toml-wrong", file="f", line=3, column=7, what=WHAT))
    (one,) = faults_of(error, "unreadable", "f", TEXT)
    assert (one.what, one.file, one.line, one.column) == (WHAT, "f", 3, 7)


def test_other_fault_is_said_as_it_is() -> None:
    error = BadData(say("ledger-file-empty", file="f"), say("hint-ledger-file-empty"))
    (one,) = faults_of(error, "unreadable", "f", "")
    assert (one.what, one.line, one.todo) == (error.message, None, error.hint)


def test_events_that_lie_ahead_or_take_back_nothing_are_odd() -> None:
    sent = event("sent")
    back = event("retracted", event=sent.id)
    ahead = Event("20261122T100000-aaaa", NOW.replace(year=2027), "noted", {"note": "x"})
    lost = event("retracted", event="20261122T100000-cccc")
    text = f"[events]\n{lost.id} = {{}}\n"
    found = journal_findings(case(sent, back, ahead, lost), NOW, "f", text)
    assert [(one.id, one.severity, one.line) for one in found] == [
        ("event-ahead", "warning", 1),
        ("retracts-nothing", "warning", 2),
    ]


def test_lint_errors_are_errors_and_its_warnings_notes() -> None:
    complaints = (
        Complaint("error", "a/b", WHAT),
        Complaint("warning", "a/c", WHAT),
        Complaint("warning", "calendar", WHAT),
    )
    found = rule_findings(complaints, but="calendar")
    assert [(one.severity, one.what.fields["rule"]) for one in found] == [
        ("error", "a/b"),
        ("note", "a/c"),
    ]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 10, 31), [("ok", None)]),
        (date(2026, 11, 1), [("note", "2027")]),
        (date(2027, 3, 1), [("warning", "2027")]),
        (date(2027, 12, 1), [("warning", "2027"), ("note", "2028")]),
    ],
)
def test_missing_years_are_told_from_november_on(
    today: date, expected: list[tuple[str, str | None]]
) -> None:
    found = calendar_findings(Calendar(years=frozenset({2025, 2026})), today)
    assert expected == [(one.severity, one.what.fields.get("year")) for one in found]
