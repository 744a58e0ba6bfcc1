"""What TAB offers: the protocol of the four shells, and bash, zsh and fish for real."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from tests.adapters.terminal import ENTER, Terminal
from tests.interface.program import NOW, SECONDS, UNSHIPPED, Program

from refundcli.adapters.rulebook import load_rulebook, platform_ids
from refundcli.commands import TABLE
from refundcli.commands.completers import completed
from refundcli.core.answers import Answers
from refundcli.core.case import fold
from refundcli.core.case_format import case_from_mapping
from refundcli.core.events import OUTCOMES
from refundcli.core.following import possible_events
from refundcli.core.periods import beijing
from refundcli.core.questions import choices_for
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import LANGUAGES

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


@pytest.fixture(scope="module")
def closed(program: Program) -> str:
    """Return the id of the closed case."""
    return next((program.ledger / "closed").rglob("*.toml")).stem


def asked(program: Program, line: str, shell: str = "fish") -> list[str]:
    """Return the lines that the program answers *shell* with when TAB is pressed after *line*."""
    words = line.split()
    last = "" if line.endswith(" ") else words[-1]
    world = {
        "_REFUNDCLI_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) if not last else len(words) - 1),
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": last,
    }
    done = program(now=None, **world)
    assert (done.code, done.err) == (0, "")
    return [one for one in done.out.splitlines() if one]


def values(program: Program, line: str, shell: str = "fish") -> list[str]:
    """Return the values alone that *shell* is offered."""
    found = asked(program, line, shell)
    if shell == "zsh":
        return re.findall(r'^(?:_arguments .*\(\()?"([^"]*)"', "\n".join(found), re.MULTILINE)
    mark = {"fish": "\t", "powershell": ":::"}.get(shell)
    return [one.split(mark)[0] if mark else one for one in found]


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
}
"""What is offered after a line."""


@pytest.fixture(scope="module")
def offered(program: Program) -> Mapping[str, list[str]]:
    """Return what is offered after each line of IN_ORDER."""
    with ThreadPoolExecutor(2) as pool:
        return dict(
            zip(IN_ORDER, pool.map(lambda one: values(program, one), IN_ORDER), strict=True)
        )


@pytest.mark.parametrize("line", IN_ORDER)
def test_offer_is_what_the_rules_allow_there(offered: Mapping[str, list[str]], line: str) -> None:
    assert sorted(offered[line]) == sorted(IN_ORDER[line]())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_every_shell_is_offered_the_same(program: Program, case: str, shell: str) -> None:
    lines = ("refundcli check -p taobao -s ", f"refundcli show {case[:4]}")
    expected = [list(rulebook().platforms["taobao"].states), [case]]
    assert [values(program, line, shell) for line in lines] == expected


def test_cases_are_offered_with_seller_amount_and_time_left(program: Program, case: str) -> None:
    (line,) = asked(program, "refundcli log ")
    assert line.startswith(f"{case}\t")
    assert "¥128.00" in line


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


def given_as(**values: str) -> Any:
    """Return what a completer is handed after *values* were typed."""
    return SimpleNamespace(params=dict(values), args=[], parent=None)


@pytest.mark.parametrize("platform", platform_ids())
def test_offers_are_exactly_the_choices_of_the_wizard(platform: str, tmp_path: Path) -> None:
    states = list(rulebook().platforms[platform].states)
    state = states[len(platform) % len(states)]
    typed = {"platform": platform, "state": state, "now": NOW, "ledger": str(tmp_path)}
    reasons = [value for value, _ in completed("reasons", given_as(**typed), "")]
    assert reasons == ids(Answers(platform, state), "reason")
    reason = reasons[len(state) % len(reasons)]
    remedies = [value for value, _ in completed("remedies", given_as(**typed, reason=reason), "")]
    assert remedies == ids(Answers(platform, state, reason), "remedy")


# The shells themselves


_QUIET = "set -g fish_autosuggestion_enabled 0"
"""Else fish asks for completions at every key."""

COMMANDS = {"bash": ["bash", "-i"], "zsh": ["zsh", "-i"], "fish": ["fish", "-i", "-C", _QUIET]}


@pytest.mark.parametrize("shell", COMMANDS)
def test_tab_completes_in_the_shell_itself(
    program: Program, case: str, tmp_path: Path, shell: str
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here; what it is told is tested above")
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "refundcli").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m refundcli "$@"\n')
    (programs / "refundcli").chmod(0o755)
    world = {
        **program.world,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / ".config"),
        "PATH": f"{programs}:{program.world['PATH']}",
        "SHELL": str(shutil.which(shell)),
    }
    installed = subprocess.run(
        [shell, "-c", "refundcli --install-completion; true"],
        env=world,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert b"installed" in installed.stdout, installed.stderr.decode()
    second = Program(program.folder).new(claim=UNSHIPPED)
    code = f"import os; os.execvp({shell!r}, {COMMANDS[shell]!r})"
    try:
        with Terminal(code, columns=200, lines=40, **cast(Any, world)) as terminal:
            terminal.press("echo re''ady", ENTER)
            terminal.until("\nready")
            if shell == "zsh":  # the first TAB of a session only loads what Typer installed
                terminal.press("refundcli ", "\t", "\x15")
            terminal.press("refundcli check -p taob", "\t")
            terminal.until("refundcli check -p taobao")
            terminal.press("-s unsh", "\t")
            terminal.until("-s unshipped")
            terminal.press("\x15", f"refundcli log {case} appl", "\t")
            terminal.until(f"refundcli log {case} applied")
            terminal.press("\x15", "refundcli show tb", *"\t\t\t")
            terminal.until(second)
            terminal.until(case)
    finally:
        (program.ledger / "cases" / f"{second}.toml").unlink()
    assert [one for one in "abcd" if (program.folder / one).exists()] == []
