"""The wizard's answers: kept at every question, gone on with, changed, set aside; no terminal needed."""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.adapters.scripted_prompts import Answer, ScriptedPrompts
from tests.interface.program import NOW

from refundcli.adapters.prompts import BACK
from refundcli.adapters.rulebook import load_rulebook
from refundcli.adapters.unfinished import NAME
from refundcli.commands.new import run
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.asking import FLAGS, question_of
from refundcli.core.errors import Interrupted

STOP = KeyboardInterrupt

FAULTY: tuple[Answer, ...] = (
    "1688",
    "delivered",
    "quality",
    "return-refund",
    "personal",
    *("昨天 10:00", "yes"),
    (),
    "",
    "4096",
    "保温杯",
    "128",
)
"""The answers up to the review, a time with its confirmation."""
ANSWERED = (0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 7, 8, 9)
"""How many answers are kept when the question after so many of `FAULTY` is stopped."""


@pytest.fixture(autouse=True)
def _ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("REFUNDCLI_LEDGER", str(tmp_path / "ledger"))
    return iter(())


def asked(*answers: Answer, **given: object) -> tuple[int, ScriptedPrompts]:
    """Run the wizard on *answers*, and return its exit code and what it asked."""
    flags = Given({"now": NOW, "lang": "zh", **given})
    session = Session(flags)
    prompts = ScriptedPrompts(*answers)
    session.prompts = prompts
    try:
        return run(session, flags), prompts
    except Interrupted as error:
        return error.code, prompts


def kept() -> Path:
    """Return the file of the answers kept."""
    return Path(os.environ["XDG_DATA_HOME"]) / "refundcli" / NAME


def saved(tmp_path: Path) -> list[dict[str, dict[str, object]]]:
    """Return the cases of the ledger."""
    return [
        tomllib.loads(one.read_text("utf-8"))
        for one in sorted((tmp_path / "ledger" / "cases").glob("*.toml"))
    ]


@pytest.mark.parametrize("count", range(1, len(FAULTY) + 1))
def test_answers_are_kept_at_every_question_and_the_next_run_goes_on(
    count: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, stopped = asked(*FAULTY[:count], STOP)
    assert (code, stopped.left) == (130, ())
    held = tomllib.loads(kept().read_text("utf-8"))
    assert len(held) == ANSWERED[count]
    _, going = asked("yes", STOP)
    assert going.asked[0].title == (
        f"上次的问答没做完（1688，11-22 10:00 离开，答了 {ANSWERED[count]} 题），接着做吗？"
    )
    assert going.asked[1].title in (*stopped.titles[-2:], "商品属于哪一类？")
    assert tomllib.loads(kept().read_text("utf-8")) == held


def test_ctrl_c_at_the_first_question_keeps_nothing() -> None:
    with pytest.raises(KeyboardInterrupt):
        asked(STOP)
    assert not kept().exists()


def test_ctrl_c_at_the_end_keeps_all(tmp_path: Path) -> None:
    code, _ = asked(*FAULTY, "?done", STOP)
    assert (code, len(tomllib.loads(kept().read_text("utf-8")))) == (130, 9)
    assert saved(tmp_path) == []


def test_ctrl_c_at_the_offer_to_go_on_keeps_what_was_kept() -> None:
    asked(*FAULTY[:3], STOP)
    assert asked(STOP)[0] == 130
    assert len(tomllib.loads(kept().read_text("utf-8"))) == 3


def test_who_starts_anew_drops_the_answers_kept() -> None:
    asked(*FAULTY[:3], STOP)
    with pytest.raises(KeyboardInterrupt):
        asked("no", STOP)
    assert not kept().exists()


def test_who_goes_on_can_go_back_to_the_answers_of_last_time() -> None:
    asked(*FAULTY[:3], STOP)
    _, prompts = asked("yes", BACK, BACK, "completed", STOP)
    assert prompts.titles[1:4] == ("你想要什么结果？", "为什么要退？", "订单现在处于什么状态？")
    assert [one.default for one in prompts.asked[2:4]] == ["quality", "delivered"]


def test_answer_that_was_gone_back_to_is_kept_no_longer_but_the_last_one_stays() -> None:
    asked(*FAULTY[:2], BACK, STOP)
    assert tomllib.loads(kept().read_text("utf-8")) == {"platform": "1688"}
    asked("yes", BACK, STOP)
    assert tomllib.loads(kept().read_text("utf-8")) == {"platform": "1688"}


def test_saved_case_leaves_no_answers_behind(tmp_path: Path) -> None:
    code, _ = asked(*FAULTY, "?done", "save")
    assert (code, kept().exists()) == (0, False)
    assert saved(tmp_path)[0]["order"]["number"] == "4096"


@pytest.mark.parametrize(
    "text", ['platform = "nowhere"\n', "platform = \n", 'plat = "1688"\n', 'state = "x"\n']
)
def test_kept_answers_that_no_longer_fit_are_reported_and_set_aside(
    text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    kept().parent.mkdir(parents=True)
    kept().write_text(text, "utf-8")
    with pytest.raises(KeyboardInterrupt):
        asked(STOP)
    aside = kept().with_name("unfinished-1.toml")
    assert (kept().exists(), aside.read_text("utf-8")) == (False, text)
    assert str(aside) in capsys.readouterr().err


def test_flags_begin_another_wizard_and_set_the_kept_answers_aside() -> None:
    asked(*FAULTY[:2], STOP)
    asked("quality", STOP, platform="taobao", state="delivered")
    aside = kept().with_name("unfinished-1.toml")
    assert tomllib.loads(aside.read_text("utf-8")) == {"platform": "1688", "state": "delivered"}
    assert tomllib.loads(kept().read_text("utf-8"))["platform"] == "taobao"


def test_change_asks_only_what_hangs_on_it_and_keeps_the_rest(tmp_path: Path) -> None:
    change = ("state", "unshipped", "change-of-mind", "refund-only")
    code, prompts = asked(*FAULTY, *change, "2天前", "yes", "?done", "save")
    assert code == 0
    first = len(FAULTY) + 1
    assert prompts.titles[first:-2] == (
        "订单现在处于什么状态？",
        "为什么要退？",
        "你想要什么结果？",
        "什么时候付款的？",
        "“2天前”是 2026-11-20（周五），没写钟点，对吗？",
    )
    order = saved(tmp_path)[0]["order"]
    assert (order["number"], order["item"], order["paid"]) == ("4096", "保温杯", 128.0)
    assert "delivered_at" not in order


def test_change_of_the_platform_keeps_what_holds_there_too(tmp_path: Path) -> None:
    asked(*FAULTY, "platform", "taobao", "?done", "save")
    (case,) = saved(tmp_path)
    assert case["order"]["platform"] == "taobao"
    assert case["claim"] == {
        "reason": "quality",
        "remedy": "return-refund",
        "purpose": "personal",
    }
    assert case["order"]["item"] == "保温杯"


def test_way_back_from_the_review_leads_to_the_last_question() -> None:
    _, prompts = asked(*FAULTY, BACK, "99", STOP)
    assert prompts.titles[-2:] == ("实付多少元？", "核对一下，选中哪一行就改哪一行")
    assert prompts.asked[-2].default == "128.00"


def test_change_that_is_taken_back_changes_nothing() -> None:
    code, prompts = asked(*FAULTY, "reason", BACK, "?done", "leave")
    assert (code, prompts.titles[-1]) == (0, "接下来做什么？")
    assert not kept().exists()


def test_time_that_is_not_what_was_meant_is_written_again() -> None:
    answers = (*FAULTY[:5], "昨天", BACK, "昨天 9:00", "yes", STOP)
    _, prompts = asked(*answers)
    assert [one.default for one in prompts.asked if "什么时候签收" in one.title] == ["", "昨天"]


def test_how_far_it_is_is_said_at_every_question() -> None:
    _, prompts = asked(*FAULTY[:3], STOP)
    assert [one.place for one in prompts.asked] == [
        "第 1/约 8 题",
        "第 2/约 8 题",
        "第 3/约 9 题",
        "第 4/约 9 题",
    ]


def test_every_question_explains_itself_in_both_languages() -> None:
    rulebook = load_rulebook(())
    questions = [question_of(rulebook, id) for id in (*FLAGS, *rulebook.facts)]
    for language in ("zh", "en"):
        write = Session(Given({"lang": language})).words.write
        helps = [write(one.help) for one in questions if one.help is not None]
        assert len(helps) == len(questions)
        assert not [one for one in helps if len(one) < 8 or one.startswith("help-")]


def test_answers_of_a_run_can_be_typed_as_one_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked(*FAULTY[:-2], "it's 5$", "", "?done", "leave", tone="firm", ledger=str(tmp_path / "l"))
    command = capsys.readouterr().err
    assert """--item 'it'"'"'s 5$'""" in command
    assert f"--tone firm --lang zh --ledger {tmp_path / 'l'}" in command
