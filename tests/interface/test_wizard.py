"""The wizard on a real terminal: keys pressed by a buyer, the screen as he or she sees it."""

import os
import shlex
import stat
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

import pexpect
import pytest
from tests.adapters.terminal import BACK, DOWN, ENTER, SECONDS, Terminal
from tests.interface.program import FAULTY, NOW, UNSHIPPED, Program
from tests.interface.screens import Screens

CTRL_C = "\x03"

Steps = tuple[tuple[str, tuple[str, ...]], ...]
"""Words to wait for on the screen, and the keys to press then."""

FAULTY_ZH: Steps = (
    ("在哪个平台买的", ("16", ENTER)),
    ("处于什么状态", ("yiqianshou", ENTER)),
    ("为什么要退", ("zlwt", ENTER)),
    ("想要什么结果", ("退貨退款", ENTER)),
    ("买来做什么用", (ENTER,)),
    ("什么时候签收的", ("昨天 10:00", ENTER)),
    ("北京时间，对吗", (ENTER,)),
    ("商品属于哪一类", ("鞋", ENTER, ENTER)),
    ("什么时候发货的", (ENTER,)),
    ("订单号是多少", ("4096000000000000001", ENTER)),
    ("商品叫什么", ("保温杯", ENTER)),
    ("实付多少元", ("128", ENTER)),
    ("核对一下", (ENTER,)),
)
FAULTY_EN: Steps = (
    ("Where did you buy it", ("1688", ENTER)),
    ("Where does the order stand", ("signed", ENTER)),
    ("What is wrong", ("defect", ENTER)),
    ("What do you want", ("return-refund", ENTER)),
    ("What was it bought for", ("personal", ENTER)),
    ("When was it signed for", ("yesterday 10:00", ENTER)),
    ("Beijing time. Right?", (ENTER,)),
    ("What kind of thing", (ENTER,)),
    ("When was it shipped", (ENTER,)),
    ("What is the order number", ("4096000000000000001", ENTER)),
    ("What was it?", ("a flask", ENTER)),
    ("How much did you pay", ("128", ENTER)),
    ("Check the answers", (ENTER,)),
)
UNSHIPPED_ZH: Steps = (
    ("在哪个平台买的", ("tb", ENTER)),
    ("处于什么状态", ("dfh", ENTER)),
    ("为什么要退", ("拍错", ENTER)),
    ("想要什么结果", (ENTER,)),
    ("买来做什么用", (ENTER,)),
    ("什么时候付款的", ("2天前", ENTER)),
    ("没写钟点，对吗", (ENTER,)),
    ("订单号是多少", (ENTER,)),
    ("商品叫什么", (ENTER,)),
    ("实付多少元", (ENTER,)),
    ("核对一下", (ENTER,)),
)
UNSHIPPED_EN: Steps = (
    ("Where did you buy it", ("taobao", ENTER)),
    ("Where does the order stand", ("unshipped", ENTER)),
    ("What is wrong", ("changed", ENTER)),
    ("What do you want", (ENTER,)),
    ("What was it bought for", (ENTER,)),
    ("When did you pay", ("2 days ago", ENTER)),
    ("some time that day. Right?", (ENTER,)),
    ("What is the order number", (ENTER,)),
    ("What was it?", (ENTER,)),
    ("How much did you pay", (ENTER,)),
    ("Check the answers", (ENTER,)),
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


def walk(terminal: Terminal, steps: Steps, screens: Screens) -> None:
    """Answer every question of *steps*, each screen held against its golden one."""
    for words, keys in steps:
        terminal.until(words)
        is_review = (words, keys) == steps[-1]
        screens.check(terminal, words, str if is_review else partial(last, "? "))
        terminal.press(*keys)


def last(words: str, shown: str) -> str:
    """Return the screen from the last line that begins with *words*: without what was answered before."""
    lines = shown.splitlines()
    found = [number for number, line in enumerate(lines) if line.startswith(words)]
    return "\n".join(lines[found[-1] :]) if found else ""


@pytest.mark.parametrize(
    ("language", "columns", "steps", "what_now", "done"),
    [
        ("zh", 80, FAULTY_ZH, "接下来做什么", "不提问的同样命令"),
        ("en", 120, FAULTY_EN, "What next?", "The same without questions"),
    ],
)
def test_buyer_of_faulty_goods_reaches_the_saved_case(
    language: str,
    columns: int,
    steps: Steps,
    what_now: str,
    done: str,
    request: pytest.FixtureRequest,
) -> None:
    with (
        Screens(f"faulty.{language}.{columns}", request) as screens,
        start("new", "--lang", language, columns=columns) as terminal,
    ):
        walk(terminal, steps, screens)
        shown = terminal.until(what_now)
        assert "《中华人民共和国消费者权益保护法》第二十四条" in shown.replace("\n", "")
        assert "2026年11月23日10:00" in shown
        screens.check(terminal, what_now, partial(last, f"? {what_now}"))
        terminal.press(ENTER)
        terminal.until(done)
        shown = terminal.until_ended()
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
    assert order.get("item_kinds", []) == (["shoes"] if language == "zh" else ["ordinary"])
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
    language: str,
    columns: int,
    steps: Steps,
    what_now: str,
    apply: str,
    request: pytest.FixtureRequest,
) -> None:
    with (
        Screens(f"unshipped.{language}.{columns}", request) as screens,
        start("new", "--lang", language, columns=columns) as terminal,
    ):
        walk(terminal, steps, screens)
        shown = terminal.until(what_now)
        assert "法律依据" not in shown
        terminal.press(ENTER)
        terminal.until("--no-input")
        shown = terminal.until_ended()
        assert ended(terminal) == 0
    (case,) = saved()
    assert (case["order"]["platform"], case["claim"]["reason"]) == ("taobao", "change-of-mind")
    assert str(case["order"]["paid_at"]) == "2026-11-20"
    assert apply in shown
    assert f"refundcli log {case['id']} applied" in shown


def test_wizard_goes_back_explains_and_says_how_far_it_is(request: pytest.FixtureRequest) -> None:
    with (
        Screens("back.zh.80", request) as screens,
        start("new", "--lang", "zh") as terminal,
    ):
        assert "返回" not in terminal.until("第 1/约 8 题")
        terminal.press("?")
        terminal.until("规则因平台而异")
        screens.check(terminal, "help")
        terminal.press("?", "淘宝", ENTER)
        terminal.until("第 2/约 8 题")
        terminal.press(BACK)
        terminal.until("> 淘宝")
        screens.check(terminal, "back at the first question")
        terminal.press("zzz")
        terminal.until("没有选项符合“zzz”")
        screens.check(terminal, "nothing found")
        terminal.press(BACK)
        terminal.until_gone("zzz")
        terminal.press("1688", ENTER)
        terminal.until("等待卖家发货")
        terminal.press(CTRL_C)
        terminal.until("1 个回答都留着")
        assert ended(terminal) == 130


def test_window_changes_its_size_while_a_question_is_open(request: pytest.FixtureRequest) -> None:
    with (
        Screens("resize.zh", request) as screens,
        start("new", "-p", "taobao", "-s", "delivered", "--lang", "zh") as terminal,
    ):
        terminal.until("为什么要退")
        terminal.resize(40, 12)
        screens.check(terminal, "narrow and short")
        terminal.press(*[DOWN] * 8)
        terminal.until("> 七天无理由")
        terminal.resize(120, 40)
        screens.check(terminal, "wide")
        terminal.press("zlwt", ENTER)
        terminal.until("想要什么结果")
        assert "为什么要退？ 质量问题" in terminal.shown


def test_time_that_cannot_be_read_is_asked_for_again() -> None:
    flags = [*UNSHIPPED[:10], "--lang", "en"]
    with start("new", *flags) as terminal:
        terminal.until("When did you pay")
        terminal.press("02/03", ENTER)
        terminal.until("more than one way")
        terminal.press(*["\x7f"] * 5, "2027-01-01", ENTER)
        terminal.until("Give a time that has passed")
        terminal.press(*["\x7f"] * 10, "last friday", ENTER)
        terminal.until("“last friday” is Fri 2026-11-20, some time that day. Right?")
        terminal.press("?")
        terminal.until("your own deadlines run from its 00:00")
        terminal.press(BACK)
        terminal.until("\n> last friday")
        terminal.press(" 9:30", ENTER)
        terminal.until("is Fri 2026-11-20 09:30, Beijing time. Right?")
        terminal.press(CTRL_C)
        assert ended(terminal) == 130


def test_answer_can_be_changed_and_the_command_printed_does_the_same(tmp_path: Path) -> None:
    program = Program(tmp_path / "other")
    program.folder.mkdir()
    flags = (*FAULTY, "--purpose", "personal", "--item-kind", "shoes", "--shipped-at", "2026-11-19")
    with start("new", *flags, "--lang", "en", columns=400) as terminal:
        go(terminal, FAULTY_EN[-4:])
        shown = terminal.until("What next?")
        assert "《中华人民共和国消费者权益保护法》" in shown
        terminal.press("change", ENTER)
        terminal.until("Check the answers")
        terminal.press("purpose", ENTER)
        terminal.until("What was it bought for")
        terminal.press(DOWN, ENTER)
        terminal.until("business (resale")
        go(terminal, (("Check the answers; choose a line to change it\n", (ENTER,)),))
        terminal.until("异议通知")
        assert "《中华人民共和国消费者权益保护法》" not in terminal.until("What next?")
        terminal.press("save", ENTER)
        terminal.until("--no-input")
        shown = terminal.until_ended()
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
        terminal.until("Stopped here; 3 answers are kept. Run refundcli new to go on")
        assert ended(terminal) == 130
    assert saved() == []
    (kept,) = Path(os.environ["HOME"]).rglob("unfinished.toml")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    with start("new", "--lang", "en") as terminal:
        terminal.until("last questions (Taobao, left 11-22 10:00, 3 answered)?")
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
        for answer in ("1", "1", "", "", "", "", "1", "1"):
            terminal.press(answer, ENTER)
        shown = terminal.until_ended()
        assert ended(terminal) == 0
    (case,) = saved()
    assert shown.splitlines()[-1].strip() == f"refundcli log {case['id']} applied"
    assert (case["claim"]["reason"], case["claim"]["purpose"]) == ("change-of-mind", "personal")
