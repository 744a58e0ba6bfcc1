"""What TAB offers: what the rules and the ledger allow there, in the protocol of each shell."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import pytest
from tests.interface.program import NOW, SECONDS, UNSHIPPED, Program

from refundcli.adapters.rulebook import load_rulebook, platform_ids
from refundcli.adapters.shell_setup import SHELLS
from refundcli.commands import TABLE
from refundcli.commands.completers import COMPLETERS
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.answers import Answers
from refundcli.core.case import fold
from refundcli.core.case_format import case_from_mapping
from refundcli.core.events import OUTCOMES
from refundcli.core.following import possible_events
from refundcli.core.order import PURPOSES
from refundcli.core.periods import beijing
from refundcli.core.questions import choices_for
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import LANGUAGES
from refundcli.core.topics import TOPICS

AT = beijing(2026, 11, 22, 10)
HOSTILE = (
    "\\$(touch {0}/a) `touch {0}/b` \\`touch {0}/c\\` \"; touch {0}/d; ' [/bold] [red]\n:::x\t"
)


@cache
def rulebook() -> Rulebook:
    """Return the whole rulebook."""
    return load_rulebook()


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program with one open case and one closed."""
    program = Program(tmp_path_factory.mktemp("completion"), {"REFUNDCLI_LANG": "en"})
    program.new("--seller", HOSTILE.format(program.folder), "--paid", "128")
    closed = program.new("--seller", "乙店", "--order", "4097")
    assert program("close", closed, "--outcome", "dropped").code == 0
    return program


@pytest.fixture(scope="module")
def case(program: Program) -> str:
    """Return the id of the open case."""
    return next((program.ledger / "cases").glob("*.toml")).stem


@pytest.fixture
def numbered(program: Program) -> Iterator[str]:
    """Give the id of a second open case, which has an order number."""
    id = program.new("--order", "30051", claim=UNSHIPPED)
    yield id
    (program.ledger / "cases" / f"{id}.toml").unlink()


@pytest.fixture(scope="module")
def closed(program: Program) -> str:
    """Return the id of the closed case."""
    return next((program.ledger / "closed").rglob("*.toml")).stem


def asked(
    program: Program, line: str, shell: str = "fish", protocol: str = "complete"
) -> list[str]:
    """Return the lines that the program answers *shell* with when TAB is pressed after *line*."""
    words = line.split()
    last = "" if line.endswith(" ") else words[-1]
    world = {
        "_REFUNDCLI_COMPLETE": f"{protocol}_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) if not last else len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": last,
    }
    done = program(now=None, **world)
    assert (done.code, done.err) == (0, "")
    return [one for one in done.out.splitlines() if one]


def values(
    program: Program, line: str, shell: str = "fish", protocol: str = "complete"
) -> list[str]:
    """Return the values alone that *shell* is offered."""
    found = asked(program, line, shell, protocol)
    if (protocol, shell) == ("complete", "zsh"):
        return re.findall(r'^(?:_arguments .*\(\()?"([^"]*)"', "\n".join(found), re.MULTILINE)
    mark = (
        {"bash": None, "powershell": ":::", "pwsh": ":::"}.get(shell, "\t")
        if protocol == "complete"
        else "\t"
    )
    return [one.split(mark)[0] if mark else one for one in found]


def helps(program: Program, line: str) -> dict[str, str]:
    """Return what is shown beside each value in the scripts of this version."""
    found = (one.partition("\t") for one in asked(program, line, "zsh", "lines"))
    return {value: help for value, _, help in found}


def ids(answers: Answers, question: str) -> list[str]:
    """Return what may be answered to *question*."""
    return [one.id for one in choices_for(rulebook(), answers, question, AT)]


IN_ORDER: Mapping[str, Callable[[], Iterable[str]]] = {
    "refundcli check -p ": platform_ids,
    "refundcli check -p 1688 --state ": lambda: rulebook().platforms["1688"].states,
    "refundcli check -p alipay-virtual -s ": lambda: rulebook().platforms["alipay-virtual"].states,
    "refundcli check -p 淘宝 -s 待发货 -r ": lambda: ids(Answers("taobao", "unshipped"), "reason"),
    "refundcli new -p taobao -s unshipped -r change-of-mind --remedy ": lambda: ids(
        Answers("taobao", "unshipped", "change-of-mind"), "remedy"
    ),
    "refundcli check --fact intac": lambda: ["intact=yes", "intact=no"],
    "refundcli check --item-kind ": lambda: rulebook().items,
    "refundcli --lang ": lambda: LANGUAGES,
    "refundcli message --tone ": lambda: ("polite", "firm", "formal"),
    "refundcli ": lambda: TABLE,
    "refundcli rules ": lambda: TABLE["rules"],
    "refundcli rules show cpl-2": lambda: [
        one.id for one in rulebook().laws["cpl"].provisions if one.id.startswith("cpl-2")
    ],
    "refundcli check -p nowhere -s ": tuple,
    "refundcli check --platform=pindu": lambda: ["--platform=pinduoduo"],
    "refundcli check -ptmal": lambda: ["-ptmall"],
    "refundcli check -p 淘": lambda: ["淘宝"],
    "refundcli check -p taobao -s 待发": lambda: ["待发货"],
    "refundcli check --reason 质": lambda: ["质量问题"],
    "refundcli check -s ": lambda: {
        state for site in rulebook().platforms.values() for state in site.states
    },
    "refundcli new --paid-at ": lambda: ("now", "today", "yesterday", "昨天"),
    "refundcli log tb-x amended --set order.p": lambda: (
        *("order.platform=", "order.paid="),
        *("order.paid_at=",),
    ),
    "refundcli log tb-x agreed --freight ": lambda: ("buyer", "seller"),
    "refundcli list --phase disp": lambda: ["disputed"],
    "refundcli help ": lambda: TOPICS,
    "refundcli --install-completion ": lambda: SHELLS,
    "refundcli check --purpose ": lambda: PURPOSES,
    "refundcli check --note ": tuple,
    "refundcli nonsense ": tuple,
    "refundcli nonsense x --": tuple,
}
"""What is offered after a line."""


@pytest.fixture(scope="module")
def offered(program: Program) -> Mapping[str, list[str]]:
    """Return what is offered after each line of IN_ORDER."""
    with ThreadPoolExecutor(2) as pool:
        return dict(
            zip(
                IN_ORDER,
                pool.map(lambda one: values(program, one, "fish", "lines"), IN_ORDER),
                strict=True,
            )
        )


@pytest.mark.parametrize("line", IN_ORDER)
def test_offer_is_what_the_rules_allow_there(offered: Mapping[str, list[str]], line: str) -> None:
    assert sorted(offered[line]) == sorted(IN_ORDER[line]())


@pytest.mark.parametrize("protocol", ["complete", "lines"])
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell", "pwsh"])
def test_every_shell_is_offered_the_same(
    program: Program, case: str, shell: str, protocol: str
) -> None:
    lines = ("refundcli check -p taobao -s ", f"refundcli show {case[:4]}")
    expected = [list(rulebook().platforms["taobao"].states), [case]]
    assert [values(program, line, shell, protocol) for line in lines] == expected


@pytest.mark.parametrize(
    ("line", "told"),
    [("refundcli --ledger ", ":folders"), ("refundcli check --answers x", ":files")],
)
def test_files_are_left_to_the_shell(program: Program, line: str, told: str) -> None:
    assert asked(program, line, "bash", "lines") == [told]
    assert asked(program, line, "bash") == []


@pytest.mark.parametrize("instruction", ["complete_tcsh", "nonsense", "complete", "source_bash_"])
def test_shell_that_is_not_known_is_told_nothing(program: Program, instruction: str) -> None:
    done = program(now=None, _REFUNDCLI_COMPLETE=instruction, _TYPER_COMPLETE_ARGS="refundcli ")
    assert (done.code, done.out, done.err) == (1, "", "")


@pytest.mark.parametrize(("line", "code"), [("refundcli sho", 0), ("refundcli show x y ", 1)])
def test_older_script_of_fish_is_told_whether_there_is_anything(
    program: Program, line: str, code: int
) -> None:
    world = {"_TYPER_COMPLETE_FISH_ACTION": "is-args", "_TYPER_COMPLETE_ARGS": line}
    done = program(now=None, _REFUNDCLI_COMPLETE="complete_fish", **world)
    assert done.code == code


@pytest.mark.parametrize(
    ("words", "number", "expected"),
    [
        ("refundcli check --platform = pindu", 4, ["pinduoduo"]),
        ("refundcli check --platform =", 3, list(platform_ids())),
        ("refundcli check --fact intact = n", 5, ["no"]),
        ("refundcli check --platform = taobao --state ", 6, None),
    ],
)
def test_older_script_of_bash_gets_the_part_that_bash_puts_in(
    program: Program, words: str, number: int, expected: list[str] | None
) -> None:
    world = {"COMP_WORDS": words, "COMP_CWORD": str(number)}
    done = program(now=None, _REFUNDCLI_COMPLETE="complete_bash", **world)
    states = list(rulebook().platforms["taobao"].states)
    assert done.out.split() == (states if expected is None else expected)


def test_line_as_powershell_hands_it_over_has_lost_its_last_blank(program: Program) -> None:
    world = {
        "_TYPER_COMPLETE_ARGS": "refundcli check -p",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": "",
    }
    done = program(now=None, _REFUNDCLI_COMPLETE="complete_powershell", **world)
    assert [one.split(":::")[0] for one in done.out.splitlines()] == list(platform_ids())


def test_cases_are_offered_with_seller_amount_and_time_left(program: Program, case: str) -> None:
    (line,) = asked(program, "refundcli log ")
    assert line.startswith(f"{case}\t")
    assert "¥128.00" in line


def test_cases_are_offered_by_order_number(program: Program, numbered: str) -> None:
    ((number, help),) = helps(program, "refundcli show 300").items()
    assert number == "30051"
    assert help.startswith(numbered)


def test_values_are_shown_in_the_readers_language(program: Program) -> None:
    line = "refundcli check -p tao"
    assert helps(program, line)["taobao"] == "Taobao"
    assert helps(program, "refundcli --lang zh check -p tao")["taobao"] == "淘宝"
    assert helps(program, "refundcli --lang zh-Hant check -p tao")["taobao"] == "淘寶"
    assert "128.00" in helps(program, "refundcli check --paid")["--paid"]


def test_flag_given_is_not_offered_again_unless_it_may_be(program: Program) -> None:
    found = values(program, "refundcli check -p taobao --fact intact=yes --json --")
    assert {"--platform", "--json"} & set(found) == set()
    assert {"--fact", "--state", "--lang"} <= set(found)


def test_stages_are_offered_of_which_the_letter_fits_the_case(program: Program, case: str) -> None:
    fitting = [
        one["stage"]
        for one in program("message", case, "--list", "--json").document["letters"]
        if one["fits"]
    ]
    assert values(program, f"refundcli message {case} --stage ") == fitting
    assert set(fitting) < set(values(program, "refundcli message --stage "))


def test_rungs_are_offered_that_the_case_can_go_to(program: Program, case: str) -> None:
    found = values(program, f"refundcli log {case} escalated --rung ")
    assert "platform" in found
    assert set(found) < set(values(program, "refundcli log --rung "))


def test_entries_and_deadlines_are_those_of_the_case(program: Program, case: str) -> None:
    document = program("show", case, "--json").document
    entries = [one["id"] for one in document["case"]["events"]]
    assert values(program, f"refundcli undo {case} --event ") == sorted(entries, reverse=True)
    running = {one["rule"] if one["id"] == "apply" else one["id"] for one in document["deadlines"]}
    assert set(values(program, f"refundcli log {case} extended --deadline ")) == running


def test_events_are_offered_by_their_chinese_names(program: Program, case: str) -> None:
    assert values(program, f"refundcli --lang zh log {case} 提交申") == ["提交申请"]


def test_closed_cases_are_offered_to_reopen(program: Program, closed: str) -> None:
    assert values(program, "refundcli reopen ") == [closed]


def test_events_are_offered_that_may_come_next(program: Program, case: str) -> None:
    file = program.ledger / "cases" / f"{case}.toml"
    text = tomllib.loads(file.read_text("utf-8"), parse_float=str)
    expected = possible_events(fold(case_from_mapping(text, str(file))))
    assert values(program, f"refundcli log {case} ") == list(expected)
    assert "evidence-asked" not in expected


def test_outcomes_are_offered_to_close(program: Program, case: str) -> None:
    assert values(program, f"refundcli close {case} --outcome ") == list(OUTCOMES)


@pytest.mark.parametrize("shell", ["zsh", "fish", "powershell"])
def test_help_beside_a_value_holds_nothing_that_a_shell_acts_on(
    program: Program, case: str, shell: str
) -> None:
    (line,) = [one for one in asked(program, f"refundcli show {case}", shell) if case in one]
    found = re.search(rf'{case}(?:\t|:::|":")(.*?)"?\)*\'?$', line)
    assert found is not None
    help = found[1].replace(r"\\:", ":")
    assert [one for one in "\\`$\"'[]\t\n" if one in help] == []
    assert "touch" in help


def test_offer_to_a_broken_ledger_is_empty_and_silent(tmp_path: Path) -> None:
    program = Program(tmp_path)
    program.ledger.write_text("no folder")
    assert asked(program, "refundcli show ", "bash") == []


@pytest.mark.parametrize("platform", platform_ids())
def test_offers_are_exactly_the_choices_of_the_wizard(platform: str, tmp_path: Path) -> None:
    states = list(rulebook().platforms[platform].states)
    state = states[len(platform) % len(states)]
    typed = {"platform": platform, "state": state, "now": NOW, "ledger": str(tmp_path)}
    reasons = found_by("reasons", typed)
    assert reasons == ids(Answers(platform, state), "reason")
    reason = reasons[len(state) % len(reasons)]
    remedies = found_by("remedies", {**typed, "reason": reason})
    assert remedies == ids(Answers(platform, state, reason), "remedy")


def found_by(name: str, typed: Mapping[str, str]) -> list[str]:
    """Return the values of *name* after what was *typed*."""
    session = Session(Given(typed))
    return [one.value for one in COMPLETERS[name].find(session, Given(typed), "")]


def test_second_tab_is_answered_as_the_first_without_the_program(tmp_path: Path) -> None:
    program = Program(tmp_path, {"PYTHONPATH": os.pathsep.join(sys.path), "REFUNDCLI_LANG": "en"})
    lines = ("refundcli check -p taobao -s ", "refundcli --lang zh lo")
    first = [asked(program, line, "zsh", "lines") for line in lines]
    bare = modules_of(program, {})
    for line, answer in zip(lines, first, strict=True):
        told = {"_REFUNDCLI_COMPLETE": "lines_zsh", "_TYPER_COMPLETE_ARGS": line}
        assert asked(program, line, "zsh", "lines") == answer
        assert modules_of(program, told) - bare - ALLOWED == set()


ALLOWED = {
    *("refundcli", "refundcli.launcher", "refundcli.adapters", "refundcli.adapters.kept_pages"),
    *("refundcli.adapters.kept_book", "refundcli.commands", "refundcli.commands.kept_completion"),
    *("refundcli.core", "refundcli.core.book", "refundcli.core.candidates"),
    *("refundcli.core.typed_line", "refundcli.core.values"),
    *("refundcli.render", "refundcli.render.tab_text"),
    *("collections", "collections.abc", "_collections", "itertools", "keyword", "operator"),
    *("_operator", "reprlib", "functools", "_functools", "types", "gc", "zlib"),
}
"""All that a TAB imports that the book answers, besides what Python itself imports at its start."""


def modules_of(program: Program, told: Mapping[str, str]) -> set[str]:
    """Return the modules that a run imports of the launcher, or of Python alone."""
    code = "from refundcli.launcher import main; main()" if told else "pass"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code],
        env={**program.world, **told},
        capture_output=True,
        timeout=SECONDS,
        check=True,
    )
    found = (line.rpartition("|")[2].strip() for line in done.stderr.decode().splitlines())
    return set(found) - {"imported package"}
