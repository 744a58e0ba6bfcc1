"""The wizard on a real terminal: keys pressed by a buyer, the screen as he or she sees it."""

import os
import shlex
import stat
import tomllib
from pathlib import Path
from typing import Any

import pexpect
import pytest
from tests.adapters.terminal import BACK, DOWN, ENTER, SECONDS, Terminal
from tests.interface.program import FAULTY, NOW, UNSHIPPED, Program

CTRL_C = "\x03"

Steps = tuple[tuple[str, tuple[str, ...]], ...]
"""Words to wait for on the screen, and the keys to press then."""

FAULTY_ZH: Steps = (
    ("在哪个平台买的", ("16", ENTER)),
    ("处于什么状态", ("签收", ENTER)),
    ("为什么要退", ("质量", ENTER)),
    ("想要什么结果", ("退货退款", ENTER)),
    ("买来做什么用", (ENTER,)),
    ("什么时候签收的", ("昨天 10:00", ENTER)),
    ("商品属于哪一类", (ENTER,)),
    ("什么时候发货的", (ENTER,)),
    ("订单号", ("4096000000000000001", ENTER)),
    ("商品名称", ("保温杯", ENTER)),
    ("实付多少元", ("128", ENTER)),
)
FAULTY_EN: Steps = (
    ("Where did you buy it", ("1688", ENTER)),
    ("Where does the order stand", ("signed", ENTER)),
    ("What is wrong", ("defect", ENTER)),
    ("What do you want", ("return-refund", ENTER)),
    ("What was it bought for", ("personal", ENTER)),
    ("When was it signed for", ("yesterday 10:00", ENTER)),
    ("What kind of thing", (ENTER,)),
    ("When was it shipped", (ENTER,)),
    ("Order number", ("4096000000000000001", ENTER)),
    ("What was it?", ("a flask", ENTER)),
    ("How much did you pay", ("128", ENTER)),
)
UNSHIPPED_ZH: Steps = (
    ("在哪个平台买的", ("淘宝", ENTER)),
    ("处于什么状态", ("待发货", ENTER)),
    ("为什么要退", ("拍错", ENTER)),
    ("想要什么结果", (ENTER,)),
    ("买来做什么用", (ENTER,)),
    ("什么时候付款的", ("2天前", ENTER)),
    ("订单号", (ENTER,)),
    ("商品名称", (ENTER,)),
    ("实付多少元", (ENTER,)),
)
UNSHIPPED_EN: Steps = (
    ("Where did you buy it", ("taobao", ENTER)),
    ("Where does the order stand", ("unshipped", ENTER)),
    ("What is wrong", ("changed", ENTER)),
    ("What do you want", (ENTER,)),
    ("What was it bought for", (ENTER,)),
    ("When did you pay", ("2 days ago", ENTER)),
    ("Order number", (ENTER,)),
    ("What was it?", (ENTER,)),
    ("How much did you pay", (ENTER,)),
)


def start(*arguments: str, columns: int = 80, **env: str) -> Terminal:
    """Start the program on a terminal of *columns* by 40 as of `NOW`."""
    words = [*arguments, "--now", NOW]
    code = f"from refundcli.main import main; main({words!r})"
    world = {"REFUNDCLI_LEDGER": str(ledger()), **env}
    return Terminal(code, columns=columns, lines=40, **world)


def ledger() -> Path:
    """Return the ledger's folder of this test."""
    return Path(os.environ["HOME"]).parent / "ledger"


def saved() -> list[dict[str, Any]]:
    """Return the files of the open cases."""
    found = sorted((ledger() / "cases").glob("*.toml"))
    return [tomllib.loads(one.read_text("utf-8")) for one in found]


def go(terminal: Terminal, steps: Steps) -> None:
    """Answer every question of *steps* when it is there."""
    for words, keys in steps:
        terminal.until(words)
        terminal.press(*keys)


def ended(terminal: Terminal) -> int:
    """Return the exit code of the program, which is about to end."""
    terminal.child.expect(pexpect.EOF, timeout=SECONDS)
    terminal.child.close()
    code = terminal.child.exitstatus
    return -1 if code is None else code


@pytest.mark.parametrize(
    ("language", "columns", "steps", "what_now", "done"),
    [
        ("zh", 80, FAULTY_ZH, "接下来做什么", "不提问的同样命令"),
        ("en", 120, FAULTY_EN, "What next?", "The same without questions"),
    ],
)
def test_buyer_of_faulty_goods_reaches_the_saved_case(
    language: str, columns: int, steps: Steps, what_now: str, done: str
) -> None:
    with start("new", "--lang", language, columns=columns) as terminal:
        go(terminal, steps)
        shown = terminal.until(what_now)
        assert "《中华人民共和国消费者权益保护法》第二十四条" in shown.replace("\n", "")
        assert "2026年11月23日10:00" in shown
        terminal.press(ENTER)
        shown = terminal.until(done)
        assert ended(terminal) == 0
    (case,) = saved()
    assert f"refundcli log {case['id']} sent" in shown
    assert case["claim"] == {
        "reason": "quality",
        "remedy": "return-refund",
        "purpose": "personal",
    }
    order = case["order"]
    assert (order["platform"], order["number"]) == ("1688", "4096000000000000001")
    assert str(order["delivered_at"]) == "2026-11-21 10:00:00+08:00"
    assert [one["kind"] for one in case["events"].values()] == ["drafted"]


@pytest.mark.parametrize(
    ("language", "columns", "steps", "what_now", "apply"),
    [
        ("zh", 120, UNSHIPPED_ZH, "接下来做什么", "在平台提交申请"),
        ("en", 80, UNSHIPPED_EN, "What next?", "Apply on the platform"),
    ],
)
def test_buyer_who_changed_their_mind_reaches_the_saved_case(
    language: str, columns: int, steps: Steps, what_now: str, apply: str
) -> None:
    with start("new", "--lang", language, columns=columns) as terminal:
        go(terminal, steps)
        shown = terminal.until(what_now)
        assert "法律依据" not in shown
        terminal.press(ENTER)
        shown = terminal.until("--no-input")
        assert ended(terminal) == 0
    (case,) = saved()
    assert (case["order"]["platform"], case["claim"]["reason"]) == ("taobao", "change-of-mind")
    assert str(case["order"]["paid_at"]) == "2026-11-20"
    assert apply in shown
    assert f"refundcli log {case['id']} applied" in shown


def test_wizard_goes_back_explains_and_says_how_many_are_left() -> None:
    with start("new", "--lang", "zh") as terminal:
        assert "返回上一题" not in terminal.until("在哪个平台买的？（后面还有 7 问）")
        terminal.press("?")
        terminal.until("规则因平台而异")
        terminal.press("?", "淘宝", ENTER)
        terminal.until("订单现在处于什么状态？（后面还有 6 问）")
        terminal.press(BACK)
        terminal.until("在哪个平台买的？（后面还有 7 问）\n")
        terminal.press("zzz")
        terminal.until("没有选项符合“zzz”")
        terminal.press(BACK)
        terminal.until_gone("zzz")
        terminal.press("1688", ENTER)
        terminal.until("等待卖家发货")
        terminal.press(CTRL_C)
        assert ended(terminal) == 130


def test_time_that_cannot_be_read_is_asked_for_again() -> None:
    flags = [*UNSHIPPED[:10], "--lang", "en"]
    with start("new", *flags) as terminal:
        terminal.until("When did you pay")
        terminal.press("02/03", ENTER)
        terminal.until("Write for instance: 2026-11-20")
        terminal.press(*["\x7f"] * 5, "2027-01-01", ENTER)
        terminal.until("Give a time that has passed")
        terminal.press(*["\x7f"] * 10, "last friday", ENTER)
        terminal.until("Understood as: 2026-11-20")
        terminal.press(CTRL_C)
        assert ended(terminal) == 130


def test_answer_can_be_changed_and_the_command_printed_does_the_same(tmp_path: Path) -> None:
    program = Program(tmp_path / "other")
    program.folder.mkdir()
    flags = (*FAULTY, "--purpose", "personal", "--item-kind", "shoes", "--shipped-at", "2026-11-19")
    with start("new", *flags, "--lang", "en", columns=400) as terminal:
        go(terminal, FAULTY_EN[-3:])
        shown = terminal.until("What next?")
        assert "《中华人民共和国消费者权益保护法》" in shown
        terminal.press("change", ENTER)
        terminal.until("Which answer?")
        terminal.press("purpose", ENTER)
        terminal.until("What was it bought for")
        terminal.press(DOWN, ENTER)
        terminal.until("异议通知")
        assert "《中华人民共和国消费者权益保护法》" not in terminal.until("What next?")
        terminal.press("save", ENTER)
        shown = terminal.until("--no-input")
        assert ended(terminal) == 0
    (case,) = saved()
    assert case["claim"]["purpose"] == "business"
    line = next(one for one in shown.splitlines() if "--no-input" in one)
    assert program(*shlex.split(line)[1:]).code == 0
    (file,) = (program.ledger / "cases").glob("*.toml")
    again = tomllib.loads(file.read_text("utf-8"))
    assert (again["order"], again["claim"]) == (case["order"], case["claim"])


def test_ctrl_c_keeps_the_answers_for_the_next_run_and_makes_no_case() -> None:
    with start("new", "--lang", "en") as terminal:
        go(terminal, UNSHIPPED_EN[:3])
        terminal.until("What do you want")
        terminal.press(CTRL_C)
        terminal.until("Stopped; nothing half-written")
        assert ended(terminal) == 130
    assert saved() == []
    (kept,) = Path(os.environ["HOME"]).rglob("unfinished.toml")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with start("new", "--lang", "en") as terminal:
        terminal.until("Last time the questions were not finished")
        terminal.press(ENTER)
        shown = terminal.until("What do you want")
        assert "Where did you buy it" not in shown
        go(terminal, UNSHIPPED_EN[3:])
        terminal.until("What next?")
        terminal.press(ENTER)
        terminal.until("--no-input")
        assert ended(terminal) == 0
    assert (len(saved()), kept.exists()) == (1, False)


def test_dumb_terminal_is_asked_line_by_line() -> None:
    steps: Steps = (
        ("Where did you buy it", ("淘宝", ENTER)),
        ("Where does the order stand", ("2", ENTER)),
        ("What is wrong", ("?", ENTER)),
        ("What is wrong", ("<", ENTER)),
        ("1. waiting for the buyer to pay", ("unshipped", ENTER)),
        ("What is wrong", ("change-of-mind", ENTER)),
    )
    with start("new", "--lang", "en", columns=120, TERM="dumb") as terminal:
        go(terminal, steps)
        terminal.until("What do you want")
        for answer in ("1", "1", "", "", "", "", "1"):
            terminal.press(answer, ENTER)
        shown = terminal.until("--no-input")
        assert ended(terminal) == 0
    (case,) = saved()
    assert f"refundcli log {case['id']} applied" in shown
    assert (case["claim"]["reason"], case["claim"]["purpose"]) == ("change-of-mind", "personal")


def test_program_alone_on_a_terminal_shows_what_is_due_and_a_menu() -> None:
    with start("--lang", "zh") as terminal:
        shown = terminal.until("接下来做什么")
        assert "还没有案件" in shown
        assert "查看一个案件" not in shown
        terminal.press("退出", ENTER)
        assert ended(terminal) == 0
    id = Program(ledger().parent).new()
    with start("--lang", "zh", columns=120) as terminal:
        shown = terminal.until("接下来做什么")
        assert id in shown
        terminal.press("查看一个案件", ENTER)
        terminal.until("哪个案件")
        terminal.press(id, ENTER)
        terminal.until(f"refundcli log {id} applied")
        assert ended(terminal) == 0


def test_event_that_is_not_given_is_chosen_among_those_that_may_come_next() -> None:
    id = Program(ledger().parent).new()
    with start("log", id, "--lang", "en") as terminal:
        shown = terminal.until("What happened?")
        assert "message sent" in shown
        assert "evidence asked for" not in shown
        terminal.press("sent", ENTER)
        terminal.until("When")
        terminal.press(ENTER)
        terminal.until("Next step")
        assert ended(terminal) == 0
    assert [one["kind"] for one in saved()[0]["events"].values()] == ["drafted", "sent"]
