"""Questions in a pseudo-terminal, as a person sees and answers them."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.adapters.scripted_prompts import ScriptedPrompts
from tests.adapters.terminal import DOWN, ENTER, UP, Terminal

from refundcli.adapters.matching import Option, exactly, found
from refundcli.adapters.menu import Menu, fitted
from refundcli.adapters.plain_prompts import PlainPrompts
from refundcli.adapters.prompts import BACK, Back, Prompts
from refundcli.adapters.screen_text import plain
from refundcli.core.text import Said
from refundcli.core.widths import cells

ESC = "\x1b"

START = """
import sys
from refundcli.adapters.catalogue import read_sentences
from refundcli.adapters.prompts import BACK, Option, prompts_for
from refundcli.render.words import Catalogue, Words

ask = prompts_for(Words(Catalogue.of("zh-Hans", read_sentences("zh-Hans")), True).write)
reasons = (
    Option("quality", "质量问题", ("defect", "坏了"), "东西本身有毛病"),
    Option("counterfeit", "假冒/欺诈", ("fake", "假货")),
    Option("no-reason", "七天无理由", ("7-day",), "签收七天内"),
    Option("other", "其他", ()),
)

def show(answer):
    print("ANSWER", answer if answer is BACK else repr(answer), flush=True)
"""
CHOOSE = START + "show(ask.choose('哪里不对？', reasons, help='选最接近的一个'))"
SEVERAL = START + "show(ask.several('哪些属实？', reasons))"
TEXT = START + (
    "show(ask.text('卖家叫什么？', help='店铺名即可',"
    " validate=lambda t: None if t else '不能留空'))"
)


def test_choose_shows_the_question_and_takes_the_first() -> None:
    """Enter takes what the pointer stands on, and only the answer stays on the screen."""
    with Terminal(CHOOSE) as terminal:
        assert terminal.until("返回上一题").splitlines() == [
            "? 哪里不对？",
            "  上下键选 · 打字找，拼音也行 · 回车定 · ? 说明 · Esc 返回",
            "> 质量问题",
            "  假冒/欺诈",
            "  七天无理由",
            "  其他",
            "  ← 返回上一题",
            "  东西本身有毛病",
        ]
        terminal.press(ENTER)
        assert terminal.until("ANSWER").splitlines() == [
            "? 哪里不对？ 质量问题",
            "ANSWER 'quality'",
        ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("counter", "counterfeit"),
        ("假货", "counterfeit"),
        ("无理由", "no-reason"),
        ("zlwt", "quality"),
        ("FAKE", "counterfeit"),
        ("7-d", "no-reason"),
        ("其他", "other"),
    ],
)
def test_choose_finds_what_is_typed(typed: str, expected: str) -> None:
    """By id, Chinese label, alias or pinyin; typed Chinese counts."""
    with Terminal(CHOOSE) as terminal:
        terminal.until("返回上一题")
        terminal.press(*typed)
        terminal.until(f"/ {typed}")
        terminal.press(ENTER)
        assert f"ANSWER '{expected}'" in terminal.until("ANSWER")


def test_choose_finds_what_is_pasted() -> None:
    """A paste arrives at once, in brackets."""
    with Terminal(CHOOSE) as terminal:
        terminal.until("返回上一题")
        terminal.press("\x1b[200~假货\x1b[201~")
        terminal.until("/ 假货")
        terminal.press(ENTER)
        assert "ANSWER 'counterfeit'" in terminal.until("ANSWER")


def test_choose_never_takes_the_first_when_nothing_is_found() -> None:
    """Enter on nothing does nothing; what was typed can be taken back."""
    with Terminal(CHOOSE) as terminal:
        terminal.until("返回上一题")
        terminal.press("电", "视", ENTER)
        shown = terminal.until("没有选项符合“电视”")
        terminal.press(ENTER)
        assert "ANSWER" not in shown
        terminal.press("\x7f", "\x7f")
        terminal.until("返回上一题")
        terminal.press(ENTER)
        assert "ANSWER 'quality'" in terminal.until("ANSWER")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((DOWN, ENTER), "'counterfeit'"),
        ((DOWN, DOWN, UP, ENTER), "'counterfeit'"),
        ((UP, UP, ENTER), "'other'"),
        (("\t", "\t", ENTER), "'no-reason'"),
        ((UP, ENTER), "Back.BACK"),
    ],
)
def test_choose_moves_with_the_arrows(keys: Sequence[str], expected: str) -> None:
    """Round both ends; the last line goes back."""
    with Terminal(CHOOSE) as terminal:
        terminal.until("返回上一题")
        terminal.press(*keys)
        assert f"ANSWER {expected}" in terminal.until("ANSWER")


def test_choose_goes_back_on_escape_and_leaves_the_screen() -> None:
    """The question that is left is not there any more."""
    with Terminal(CHOOSE) as terminal:
        terminal.until("返回上一题")
        terminal.press(ESC)
        assert terminal.until("ANSWER") == "ANSWER Back.BACK"


def test_escape_takes_back_what_was_typed_first() -> None:
    """Then a second one goes back."""
    with Terminal(CHOOSE) as terminal:
        terminal.until("返回上一题")
        terminal.press("坏")
        terminal.until("/ 坏")
        terminal.press(ESC)
        terminal.until_gone("/ 坏")
        terminal.press(ESC)
        assert "Back.BACK" in terminal.until("ANSWER")


def test_first_question_has_no_way_back() -> None:
    """Neither a line nor a key."""
    code = START + "show(ask.choose('平台？', reasons, can_go_back=False))"
    with Terminal(code) as terminal:
        assert "返回上一题" not in terminal.until("其他")
        terminal.press(ESC, DOWN, ENTER)
        assert "ANSWER 'counterfeit'" in terminal.until("ANSWER")


def test_choose_starts_at_the_default() -> None:
    """Enter keeps the answer given before."""
    with Terminal(START + "show(ask.choose('？', reasons, default='other'))") as terminal:
        assert "> 其他" in terminal.until("返回上一题")
        terminal.press(ENTER)
        assert "ANSWER 'other'" in terminal.until("ANSWER")


@pytest.mark.parametrize("mark", ["?", "？"])
def test_question_mark_shows_and_hides_the_help(mark: str) -> None:
    """Also the full-width one of a Chinese keyboard."""
    with Terminal(CHOOSE) as terminal:
        terminal.until("返回上一题")
        terminal.press(mark)
        terminal.until("选最接近的一个")
        terminal.press(mark)
        terminal.until_gone("选最接近的一个")


def stoppable(code: str) -> str:
    """Return *code* that says so when it is stopped."""
    body = code.removeprefix(START).replace("\n", "\n    ")
    return f"{START}\ntry:\n    {body}\nexcept KeyboardInterrupt:\n    print('STOPPED')"


@pytest.mark.parametrize("code", [CHOOSE, SEVERAL, TEXT, START + "ask.pause('看完了吗？')"])
def test_ctrl_c_stops_every_question(code: str) -> None:
    """It is never an answer."""
    with Terminal(stoppable(code)) as terminal:
        terminal.until("？")
        terminal.press("\x03")
        terminal.until("STOPPED")


def test_pause_waits_for_any_key() -> None:
    """And shows what it waits for."""
    with Terminal(START + "ask.pause('看完了吗？')\nshow(1)") as terminal:
        assert "ANSWER" not in terminal.until("看完了吗？")
        terminal.press(" ")
        terminal.until("ANSWER")


def test_interrupt_signal_stops_a_question() -> None:
    """`kill -INT` does what Ctrl-C does."""
    with Terminal(stoppable(CHOOSE)) as terminal:
        terminal.until("返回上一题")
        terminal.child.kill(signal.SIGINT)
        terminal.until("STOPPED")


def test_several_ticks_with_the_space_bar() -> None:
    """The order is the list's, not that of the ticks."""
    with Terminal(SEVERAL) as terminal:
        assert "> [ ] 质量问题" in terminal.until("返回上一题")
        terminal.press(DOWN, DOWN, " ", UP, UP, " ")
        terminal.until("> [x] 质量问题")
        terminal.press(ENTER)
        shown = terminal.until("ANSWER")
        assert "? 哪些属实？ 质量问题、七天无理由" in shown
        assert "ANSWER ('quality', 'no-reason')" in shown


def test_several_ticks_what_is_typed() -> None:
    """Enter ticks what was found, and ends the question when nothing is typed."""
    with Terminal(SEVERAL) as terminal:
        terminal.until("返回上一题")
        terminal.press("假", ENTER)
        terminal.until("[x] 假冒")
        terminal.until_gone("/ 假")
        terminal.press(ENTER)
        assert "ANSWER ('counterfeit',)" in terminal.until("ANSWER")


def test_several_takes_what_is_pointed_at_where_nothing_was_ticked() -> None:
    """Who presses Enter on a choice means it, here as in every other list."""
    with Terminal(SEVERAL) as terminal:
        terminal.until("返回上一题")
        terminal.press(DOWN, ENTER)
        assert "ANSWER ('counterfeit',)" in terminal.until("ANSWER")


def test_several_may_be_none_and_go_back() -> None:
    """A tick taken back leaves none, which is an answer; Esc is none."""
    code = SEVERAL + "\nshow(ask.several('还有？', reasons, default=('other',)))"
    with Terminal(code) as terminal:
        terminal.until("返回上一题")
        terminal.press(" ", " ", ENTER)
        terminal.until("ANSWER ()")
        terminal.until("[x] 其他")
        terminal.press(ESC)
        terminal.until("ANSWER Back.BACK")


def test_text_is_asked_for_until_it_is_right() -> None:
    """The fault stands above the question, and what was typed stays."""
    with Terminal(TEXT) as terminal:
        terminal.until("卖家叫什么？")
        terminal.press(ENTER)
        terminal.until("不能留空")
        terminal.press("某某旗舰店", ENTER)
        assert "ANSWER '某某旗舰店'" in terminal.until("ANSWER")


def test_text_says_whether_it_may_be_left_empty() -> None:
    """Who must answer, or would take what is there already, is not told that Enter skips."""
    with Terminal(TEXT + "\nask.text('几号？', default='3')\nask.text('几点？')") as terminal:
        assert "不填直接回车" not in terminal.until("? 说明 · Esc 返回")
        terminal.press("某店", ENTER)
        assert "不填直接回车" not in terminal.until("几号？")
        terminal.press(ENTER)
        terminal.until("几点？")
        terminal.until("  不填直接回车 · ? 说明 · Esc 返回")


def test_ctrl_z_stops_the_program_until_it_is_wanted_again() -> None:
    """As every program of a shell does: the question is there again afterwards."""
    code = (
        "import os, signal\nsignal.signal(signal.SIGTTOU, signal.SIG_IGN)\n"
        "child = os.fork()\n"
        "os.setpgid(child, child)\nos.tcsetpgrp(0, child or os.getpid())\n"
        "if child:\n"
        "    _, how = os.waitpid(child, os.WUNTRACED)\n"
        "    print('STOPPED' if os.WIFSTOPPED(how) else how, flush=True)\n"
        "    os.kill(child, signal.SIGCONT)\n"
        "    os._exit(os.waitpid(child, 0)[1])\n"
    )
    with Terminal(code + CHOOSE) as terminal:
        terminal.until("返回上一题")
        terminal.press("\x1a")
        terminal.until("STOPPED")
        terminal.press(DOWN, ENTER)
        assert "ANSWER 'counterfeit'" in terminal.until("ANSWER")


def test_text_explains_itself_and_takes_a_question_mark() -> None:
    """`?` is help in an empty line only."""
    with Terminal(TEXT) as terminal:
        terminal.until("卖家叫什么？")
        terminal.press("?")
        terminal.until("店铺名即可")
        terminal.press("谁?", ENTER)
        assert "ANSWER '谁?'" in terminal.until("ANSWER")


def test_text_goes_back_and_keeps_its_default() -> None:
    """Esc goes back even with something typed; a default can be changed."""
    code = START + "show(ask.text('一？', default='旧'))\nshow(ask.text('二？', default='旧'))"
    with Terminal(code) as terminal:
        terminal.until("一？")
        terminal.press("新", ENTER)
        terminal.until("ANSWER '旧新'")
        terminal.until("二？")
        terminal.press(ESC)
        terminal.until("ANSWER Back.BACK")


@pytest.mark.parametrize(("typed", "expected"), [("y", "True"), ("否", "False"), ("shi", "True")])
def test_confirm_takes_both_languages(typed: str, expected: str) -> None:
    """Yes and no by letter, by word and by pinyin."""
    with Terminal(START + "show(ask.confirm('完好吗？'))") as terminal:
        terminal.until("返回上一题")
        terminal.press(typed)
        terminal.until(f"/ {typed}")
        terminal.press(ENTER)
        assert f"ANSWER {expected}" in terminal.until("ANSWER")


def test_long_titles_are_cut_to_the_width() -> None:
    """No choice takes two lines, whatever its characters' width."""
    code = START + (
        "show(ask.choose('很长？', [Option('a', '退' * 60), Option('b', 'x' * 90),"
        " Option('c', '短')]))"
    )
    with Terminal(code, columns=40) as terminal:
        lines = terminal.until("返回上一题").splitlines()
    assert [lines.index(one) for one in lines if one.endswith("…")] == [
        lines.index("> " + "退" * 18 + "…"),
        lines.index("  " + "x" * 36 + "…"),
    ]
    assert lines[lines.index("  " + "x" * 36 + "…") + 1] == "  短"


def test_long_lists_scroll() -> None:
    """The pointer is always on the screen, which says where in the list it stands."""
    code = START + "show(ask.choose('多？', [Option(str(n), f'第 {n} 项') for n in range(40)]))"
    with Terminal(code, lines=10) as terminal:
        terminal.until("第 3 项")
        terminal.until("选项 1/41")
        terminal.press(*[DOWN] * 30)
        terminal.until("> 第 30 项")
        terminal.until("选项 31/41")
        terminal.press(ENTER)
        assert "ANSWER '30'" in terminal.until("ANSWER")


def test_titles_cannot_steer_the_terminal() -> None:
    """What a seller called an item is shown without its escape sequences."""
    code = (
        START + "show(ask.choose('\\x1b[2J哪个？', [Option('a', '\\x1b]0;x\\x07耳\\n机\\u202e')]))"
    )
    with Terminal(code) as terminal:
        shown = terminal.until("返回上一题")
        assert "? 哪个？" in shown
        assert "> 耳 机" in shown


@pytest.mark.parametrize(("forbidden", "colours"), [("", {"red"}), ("1", set[str]())])
def test_no_colour_fades_on_a_light_or_a_dark_background(forbidden: str, colours: set[str]) -> None:
    """A fault is red; all else is what the terminal writes in, bold or faint (grey here). NO_COLOR takes the red."""
    with Terminal(CHOOSE, NO_COLOR=forbidden) as terminal:
        terminal.until("返回上一题")
        shown = {cell.fg for row in terminal.cells for cell in row}
        terminal.press("zzz")
        terminal.until("没有选项符合")
        shown |= {cell.fg for row in terminal.cells for cell in row}
    assert shown - {"default", "brightblack"} == colours


@pytest.mark.parametrize("term", ["xterm", "dumb"])
def test_marks_that_the_encoding_lacks_have_stand_ins(term: str) -> None:
    """Not a question mark for each."""
    code = START.replace("zh-Hans", "en") + (
        "show(ask.choose('Which “one”?', [Option('a', 'A… b')], place='1 · 2'))"
    )
    with Terminal(code, PYTHONIOENCODING="ascii", TERM=term) as terminal:
        shown = terminal.until("A... b")
        assert 'Which "one"?' in shown
        assert "1 - 2" in shown
        terminal.press("1\r" if term == "dumb" else ENTER)
        assert "ANSWER 'a'" in terminal.until("ANSWER")


def test_question_that_does_not_stay_leaves_nothing_behind() -> None:
    """A menu is gone once it is answered."""
    with Terminal(START + "show(ask.choose('哪个？', reasons, stays=False))") as terminal:
        terminal.until("返回上一题")
        terminal.press(ENTER)
        assert terminal.until("ANSWER") == "ANSWER 'quality'"


def test_why_something_was_found_stands_beside_it() -> None:
    """Where the title does not show it."""
    with Terminal(CHOOSE) as terminal:
        terminal.until("返回上一题")
        terminal.press("jiahuo")
        terminal.until("> 假冒/欺诈  假货")


def test_questions_stay_off_the_result() -> None:
    """All that is asked goes to stderr."""
    code = (
        "import os, pty\nleader, follower = pty.openpty()\nos.dup2(follower, 1)\n"
        + CHOOSE
        + "\nos.write(2, b'STDOUT ' + repr(os.read(leader, 9999)).encode())"
    )
    with Terminal(code) as terminal:
        terminal.until("返回上一题")
        terminal.press(ENTER)
        assert """STDOUT b"ANSWER 'quality'""" in terminal.until("STDOUT")


@pytest.mark.parametrize("code", ["sys.stdin.isatty()", "sys.stdout.isatty()"])
def test_nobody_is_asked_off_a_terminal(code: str) -> None:
    """A pipe would answer with its first line; one terminal of the two is not enough."""
    stream = code.split(".")[1]
    where = {"stdin": "0", "stdout": "1"}[stream]
    program = (
        f"import os, sys\nos.dup2(os.open(os.devnull, os.O_RDWR), {where})\n{START}\n"
        "os.write(2, repr(ask).encode())"
    )
    with Terminal(program) as terminal:
        assert terminal.until("None") == "None"


def test_nobody_is_asked_in_a_pipe() -> None:
    """Neither input nor output is a terminal."""
    done = subprocess.run(
        [sys.executable, "-c", START + "print(ask)"],
        input=b"1\n",
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout == b"None\n"


def test_asking_nobody_costs_nothing() -> None:
    """The library is imported when there is somebody to ask."""
    code = START + "print([one for one in sys.modules if 'prompt_toolkit' in one])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout == b"[]\n"


def test_a_dumb_terminal_is_asked_line_by_line() -> None:
    """Numbers, no pointer, no escape sequence."""
    with Terminal(CHOOSE, TERM="dumb") as terminal:
        shown = terminal.until("（< 返回上一题） >")
        assert "  2. 假冒/欺诈" in shown
        terminal.press("?\r")
        terminal.until("选最接近的一个")
        terminal.press("2\r")
        assert "ANSWER 'counterfeit'" in terminal.until("ANSWER")


def said(sentence: Said) -> str:
    """Return a sentence as its key and values."""
    return " ".join((sentence.key, *map(str, sentence.fields.values())))


OPTIONS = (
    Option("1688", "1688", ("阿里",)),
    Option("jd", "京东", ("jingdong",)),
    Option("jd-pop", "京东第三方"),
)


def plain_prompts(*lines: str) -> tuple[PlainPrompts, io.StringIO]:
    """Return prompts that read *lines*, and what they write."""
    out = io.StringIO()
    return PlainPrompts(said, io.StringIO("".join(f"{one}\n" for one in lines)), out), out


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("1",), "1688"),
        (("3",), "jd-pop"),
        (("1688",), "1688"),
        (("JD",), "jd"),
        (("第三方",), "jd-pop"),
        (("京东",), "jd"),
        (("0", "4", "京", "2"), "jd"),
        (("?", "jing"), "jd"),
        (("<",), BACK),
        (("\x1b",), BACK),
        (("", "2"), "jd"),
    ],
)
def test_plain_choose_takes_numbers_and_names(lines: Sequence[str], expected: str | Back) -> None:
    """A name before a number; what is unclear is asked again."""
    asks, _ = plain_prompts(*lines)
    assert asks.choose("平台", OPTIONS) == expected


def test_plain_choose_says_what_it_could_not_tell_apart() -> None:
    """And what it did not find."""
    asks, out = plain_prompts("京", "电视", "1")
    asks.choose("平台", OPTIONS)
    shown = out.getvalue()
    assert "prompt-several-match 京 ('京东', '京东第三方')" in shown
    assert "prompt-no-match 电视" in shown


def test_plain_choose_takes_the_default_on_enter() -> None:
    """And shows it first."""
    asks, out = plain_prompts("")
    assert asks.choose("平台", OPTIONS, default="jd") == "jd"
    assert "prompt-plain-default 京东" in out.getvalue()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("",), ("jd",)),
        (("0",), ()),
        (("3,1",), ("1688", "jd-pop")),
        (("阿里、第三方",), ("1688", "jd-pop")),
        (("1，nonsense", "2"), ("jd",)),
        (("<",), BACK),
    ],
)
def test_plain_several_takes_a_list(lines: Sequence[str], expected: tuple[str, ...]) -> None:
    """Commas of both kinds; one mistake asks for the whole again."""
    asks, _ = plain_prompts(*lines)
    assert asks.several("哪些", OPTIONS, default=("jd",)) == expected


def test_plain_text_validates() -> None:
    """The fault is shown, an empty line is the default."""
    asks, out = plain_prompts("x", "")
    fault = asks.text("几？", default="7", validate=lambda t: None if t.isdigit() else "要数字")
    assert (fault, "要数字" in out.getvalue()) == ("7", True)


@pytest.mark.parametrize(("line", "expected"), [("y", True), ("否", False), ("2", False)])
def test_plain_confirm_takes_both_languages(line: str, expected: bool) -> None:
    """Letters, words and numbers."""
    asks, _ = plain_prompts(line)
    assert asks.confirm("完好？") is expected


def test_plain_text_says_whether_it_may_be_left_empty() -> None:
    """As on any other terminal."""
    asks, out = plain_prompts("x", "")
    asks.text("多少？", validate=lambda typed: None if typed else "要数字")
    assert "prompt-plain-empty" not in out.getvalue()
    asks.text("多少？")
    assert "prompt-plain-empty" in out.getvalue()


def test_plain_end_of_input_stops() -> None:
    """A terminal that closed answers nothing."""
    asks, _ = plain_prompts()
    with pytest.raises(KeyboardInterrupt):
        asks.choose("平台", OPTIONS)


def test_scripted_prompts_are_prompts() -> None:
    """The fake of the other tests keeps to the port."""
    asks: Prompts = ScriptedPrompts("京东", BACK, True, ("jd",), "某店")
    got = (
        asks.choose("平台", OPTIONS),
        asks.text("店"),
        asks.confirm("好？"),
        asks.several("哪些", OPTIONS),
        asks.text("店"),
    )
    assert got == ("jd", BACK, True, ("jd",), "某店")


def test_matching_ranks_exact_words_first() -> None:
    """Then beginnings, then parts, each in the list's order."""
    options = (Option("a", "xb"), Option("bc", "1"), Option("b", "2"), Option("d", "3"))
    assert [one.option.id for one in found(options, "B")] == ["b", "bc", "a"]


@given(st.text(), st.integers(min_value=0, max_value=40))
def test_fitted_text_fits(text: str, columns: int) -> None:
    """Never wider than asked, and untouched where it fits."""
    shown = fitted(plain(text), columns)
    assert cells(shown) <= columns or cells(plain(text)) <= columns


@given(st.lists(st.sampled_from(["退", "x", "up", "down", "erase", "tick"]), max_size=30))
def test_menu_points_at_what_it_shows(moves: list[str]) -> None:
    """Whatever is pressed, the pointer stands on a choice or there is none."""
    menu = Menu(OPTIONS, Option("<", "back")).start("jd")
    does = {
        "up": lambda: menu.move(-1),
        "down": lambda: menu.move(1),
        "erase": menu.erase,
        "tick": menu.toggle,
    }
    for one in moves:
        does.get(one, lambda one=one: menu.type(one))()
    shown = [one.option for one in menu.found]
    assert (menu.current in shown) if shown else (menu.current is None)


def test_exactly_finds_nothing_for_nothing() -> None:
    """An empty answer names no choice."""
    assert exactly(OPTIONS, " ") is None
