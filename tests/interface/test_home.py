"""The first screen on a real terminal: what is due, what one would do next, and the way back to it."""

import tomllib

import pytest
from tests.adapters.terminal import BACK, ENTER
from tests.interface.program import FAULTY, UNSHIPPED, Program
from tests.interface.screens import Screens
from tests.interface.test_wizard import CTRL_C, ended, go, ledger, start

TITLES = {"zh": "要做的事，最急的在前", "en": "What needs doing, soonest first"}


def filled() -> tuple[str, str]:
    """Fill the ledger of this test with two cases, and return their ids, the one with a clock first."""
    program = Program(ledger().parent)
    return program.new(claim=(*FAULTY, "--purpose", "personal")), program.new(claim=UNSHIPPED)


def kinds(case: str) -> list[str]:
    """Return the kinds of the events of a case."""
    file = ledger() / "cases" / f"{case}.toml"
    return [one["kind"] for one in tomllib.loads(file.read_text("utf-8"))["events"].values()]


@pytest.mark.parametrize(("language", "columns"), [("zh", 80), ("en", 120)])
def test_first_screen_leads_to_the_next_step_of_a_case_and_back(
    language: str, columns: int, request: pytest.FixtureRequest
) -> None:
    first, _ = filled()
    title = TITLES[language]
    with (
        Screens(f"home.{language}.{columns}", request) as screens,
        start("--lang", language, columns=columns) as terminal,
    ):
        terminal.until(title)
        screens.check(terminal, "what is due")
        terminal.press(first, ENTER)
        terminal.until(f"? {first}")
        screens.check(terminal, "a case")
        terminal.press(BACK)
        terminal.until(title)
        terminal.press(ENTER, ENTER, ENTER)
        terminal.until(f"refundcli log {first} sent --at 2026-11-22T10:00:00+08:00")
        terminal.until(f"\n? {title}")
        screens.check(terminal, "after it is logged")
        terminal.press("退出" if language == "zh" else "Leave", ENTER)
        assert ended(terminal) == 0
    assert kinds(first) == ["drafted", "sent"]


def test_first_screen_without_cases_offers_the_wizard(request: pytest.FixtureRequest) -> None:
    with (
        Screens("welcome.zh.80", request) as screens,
        start("--lang", "zh") as terminal,
    ):
        terminal.until("还没有案件")
        screens.check(terminal, "no cases")
        terminal.press(ENTER)
        terminal.until("在哪个平台买的")
        terminal.press(CTRL_C)
        assert ended(terminal) == 130


def test_first_screen_offers_the_questions_left_open_and_goes_on_with_them() -> None:
    with start("new", "--lang", "zh") as terminal:
        go(terminal, (("在哪个平台买的", ("tb", ENTER)), ("处于什么状态", (CTRL_C,))))
        assert ended(terminal) == 130
    with start("--lang", "zh") as terminal:
        terminal.until("> 接着上次没做完的问答（淘宝，11-22 10:00）")
        terminal.press(ENTER)
        shown = terminal.until("处于什么状态")
        assert "接着做吗" not in shown
        terminal.press(CTRL_C)
        terminal.until("1 个回答都留着")
        assert ended(terminal) == 130


def test_first_screen_comes_back_after_what_could_not_be_done() -> None:
    first, _ = filled()
    with start("--lang", "en") as terminal:
        terminal.until(TITLES["en"])
        terminal.press(first, ENTER)
        terminal.until(f"? {first}")
        (ledger() / "cases" / f"{first}.toml").unlink()
        terminal.press("timeline", ENTER)
        terminal.until(f"{first}")
        shown = terminal.until("\n> tb-")
        assert f"> {first}" not in shown
        terminal.press("Leave", ENTER)
        assert ended(terminal) == 11


def test_first_screen_comes_back_when_a_form_is_left_before_its_first_question() -> None:
    first, _ = filled()
    with start("--lang", "en") as terminal:
        terminal.until(TITLES["en"])
        terminal.press(first, ENTER)
        terminal.until(f"? {first}")
        terminal.press("something else", ENTER)
        terminal.until("What happened?")
        terminal.press(BACK)
        terminal.until(TITLES["en"])
        terminal.press("Leave", ENTER)
        assert ended(terminal) == 0


def test_first_screen_of_a_dumb_terminal_is_numbered() -> None:
    first, second = filled()
    with start("--lang", "en", columns=120, TERM="dumb") as terminal:
        shown = terminal.until("A number or a name, ? explains >")
        assert f"  1. {first}  1688" in shown
        assert f"  2. {second}  Taobao" in shown
        terminal.press("2", ENTER)
        terminal.until("(< goes back) >")
        terminal.press("<", ENTER)
        terminal.until_it(lambda shown: shown.count(f"  1. {first}") == 2, "the list once more")
        terminal.press("6", ENTER)
        assert ended(terminal) == 0


def test_first_screen_logs_the_next_step_with_the_place_that_it_names() -> None:
    first, _ = filled()
    program = Program(ledger().parent)
    for event in ("sent", "applied", "refused"):
        program("log", first, event)
    with start("--lang", "en") as terminal:
        terminal.until(TITLES["en"])
        terminal.press(first, ENTER)
        terminal.until("Log: taken further")
        terminal.press(ENTER)
        terminal.until("When?")
        terminal.press(ENTER)
        terminal.until("Reference number?")
        terminal.press(ENTER)
        terminal.until(f"\n? {TITLES['en']}")
        terminal.press("Leave", ENTER)
        assert ended(terminal) == 0
    assert kinds(first)[-1] == "escalated"


def test_first_screen_of_closed_cases_alone_does_not_say_that_there_are_none() -> None:
    for case in filled():
        Program(ledger().parent)("close", case, "--outcome", "dropped")
    with start("--lang", "en") as terminal:
        shown = terminal.until("New: can it be returned")
        assert "Nothing needs doing. What next?" in shown
        assert "No cases yet" not in shown
        terminal.press("Leave", ENTER)
        assert ended(terminal) == 0


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("zh-Hant", "> 平台介入", "12305 郵政申訴"),
        ("en", "> the platform", "12305 (the postal authority)"),
    ],
)
def test_places_to_take_a_case_to_are_named_in_the_buyers_language(
    language: str, first: str, last: str
) -> None:
    case, _ = filled()
    with start("--lang", language, "log", case, "escalated") as terminal:
        shown = terminal.until(last)
        assert first in shown
        terminal.press(CTRL_C)
        assert ended(terminal) == 130


def test_deadline_to_change_is_chosen_by_its_title() -> None:
    case, _ = filled()
    Program(ledger().parent)("log", case, "sent")
    with start("--lang", "en", "log", case, "extended") as terminal:
        terminal.until("answer your message")
        terminal.press(CTRL_C)
        assert ended(terminal) == 130
