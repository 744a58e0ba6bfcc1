"""The page of `doctor`: by area, the worst first, each with its place, its next step, and an end."""

import pytest

from refundcli.commands.session import words_in
from refundcli.core.health import Finding
from refundcli.core.text import say
from refundcli.render.doctor_text import doctor_page
from refundcli.render.doctor_views import Report
from refundcli.render.page import Page

LEDGER = "/l/ledger"
WELL = Finding("ledger", "ok", "read", say("doctor-ledger-read", cases=2, events=5), LEDGER)
WRONG = Finding(
    *("ledger", "error", "unreadable", say("toml-value"), f"{LEDGER}/cases/tb-7k2m.toml", 3, 7),
    todo=say("doctor-do-mend"),
    is_mendable=True,
)
EMPTY = Finding("ledger", "warning", "x", say("ledger-file-empty", file="/l/x.toml"), "/l/x.toml")
YEAR = Finding("calendar", "note", "x", say("doctor-calendar-missing", year="2027"))


def shown(report: Report, language: str = "en") -> str:
    """Return the page of *report*."""
    page = Page()
    doctor_page(page, report, words_in(language))
    return page.text(200, colour=False)


def test_worst_comes_first_in_each_area_and_places_are_named() -> None:
    lines = shown(Report(LEDGER, (WELL, EMPTY, WRONG, YEAR))).split("\n")
    starts = ["error cases/tb-7k2m.toml:3:7: what", "To do: ", "warning /l/x.toml is", "ok 2 cases"]
    assert lines[0] == f"Ledger {LEDGER}"
    for line, start in zip(lines[1:], starts, strict=False):
        assert line.strip().startswith(start)
    assert lines[6:8] == ["Calendar", lines[7]]
    assert lines[7].strip().startswith("note The holiday notice of 2027")


@pytest.mark.parametrize(
    ("report", "key"),
    [
        (Report(LEDGER, (WELL, YEAR)), "doctor-healthy"),
        (Report(LEDGER, (EMPTY,)), "doctor-by-hand"),
        (Report(LEDGER, (EMPTY, WRONG)), "doctor-mendable"),
    ],
)
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_end_says_what_is_left(report: Report, key: str, language: str) -> None:
    expected = words_in(language).write(say(key, count=1))
    assert shown(report, language).rstrip("\n").split("\n")[-1] == expected


def test_what_was_mended_has_its_mark_no_next_step_and_its_folder() -> None:
    text = shown(Report(LEDGER, (WELL,), (WRONG,), "/l/ledger/.doctor/x"))
    assert "mended cases/tb-7k2m.toml:3:7" in text
    assert "To do" not in text
    assert "are in /l/ledger/.doctor/x;" in text
