"""The pages and the program say the same: commands, options, exit codes, examples."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from tests.interface.program import Program

from refundcli.adapters.catalogue import read_sentences
from refundcli.adapters.settings import CONFIG_VARIABLE, SETTINGS
from refundcli.commands import TABLE
from refundcli.commands.command import Command
from refundcli.commands.options import GLOBAL, Option
from refundcli.core.errors import ERRORS, EXIT_ANSWER_IS_NO
from refundcli.core.events import EVENTS
from refundcli.core.findings import VERDICTS
from refundcli.core.widths import cells
from refundcli.main import run

ROOT = Path(__file__).parents[2]
READMES = ("README.md", "README.zh.md")
PAGES = (*READMES, "CHANGELOG.md", *(f"docs/{one.name}" for one in (ROOT / "docs").glob("*.md")))
ALONE = {"--version", "--help", "-h", "--install-completion", "--show-completion"}
"""Options of the program itself, which no command declares."""
SCRIPTS = {"--venv", "--regold", "--check"}
"""Options of the scripts and of the tests."""
TABLES = {
    "README.md": ("| command | does |", "| code | meaning |", "before or after the command"),
    "README.zh.md": ("| 命令 | 作用 |", "| 退出码 | 意思 |", "命令前后都可用的选项"),
}
"""What the tables of commands and exit codes begin with, and the line of common options."""


@cache
def commands() -> Mapping[str, Command]:
    """Return every command by its words: `check`, `rules list`."""
    modules: dict[str, str] = {}
    for name, entry in TABLE.items():
        if isinstance(entry, str):
            modules[name] = entry
        else:
            modules |= {f"{name} {inner}": module for inner, module in entry.items()}
    return {
        name: import_module(f"refundcli.commands.{module}").COMMAND
        for name, module in modules.items()
    }


def flags_of(command: Command) -> set[str]:
    """Return how the options of *command* are written."""
    own = [one for one in command.parameters if isinstance(one, Option)]
    return {flag for one in (*own, *GLOBAL) for flag in one.flags} | ALONE


def all_flags() -> set[str]:
    """Return how every option of every command is written."""
    return {flag for one in commands().values() for flag in flags_of(one)}


def text(page: str) -> str:
    """Return what a page says."""
    return (ROOT / page).read_text("utf-8")


def section(page: str, heading: str) -> str:
    """Return what stands under the table heading *heading* of a page."""
    return text(page).partition(heading)[2].partition("\n\n")[0]


def flags_in(words: str) -> list[str]:
    """Return the options that *words* name."""
    return re.findall(r"(?<![\w-])(--[a-z][a-z-]+|-[a-z](?= ))", words)


def calls(words: str) -> Iterator[tuple[str, str]]:
    """Give every call of the program in *words*: the command, and the rest of its line."""
    for found in re.finditer(r"refundcli ([a-z]+(?: [a-z]+)?)([^\n`|“”]*)", words):
        first = found[1].split()[0]
        is_group = isinstance(TABLE.get(first), dict)
        name = found[1] if is_group or first not in TABLE else first
        yield name, found[0].removeprefix(f"refundcli {name}")


def unknown(words: str) -> list[str]:
    """Return the calls in *words* that the program does not know, or not with those options."""
    found = []
    for name, rest in calls(words.replace("\\\n", " ")):
        command = commands().get(name)
        if command is None and name not in TABLE:
            found.append(name)
        known = flags_of(command) if command is not None else all_flags()
        found += [f"{name} {one}" for one in flags_in(rest) if one not in known]
    return found


@pytest.mark.parametrize("page", PAGES)
def test_page_calls_the_program_only_as_it_can_be_called(page: str) -> None:
    words = text(page)
    assert unknown(words) == []
    code = [one for one in re.findall(r"`([^`\n]+)`", words) if one.startswith(("refundcli", "-"))]
    assert {flag for one in code for flag in flags_in(one)} <= all_flags() | SCRIPTS


def test_call_that_cannot_be_is_found() -> None:
    wrong = "run `refundcli diagnose` or `refundcli list --all`, then refundcli rules lst"
    assert unknown(wrong) == ["diagnose", "list --all", "rules lst"]


@pytest.mark.parametrize("page", READMES)
def test_readme_lists_every_command_and_no_other(page: str) -> None:
    listed = {name for name, _ in calls(section(page, TABLES[page][0]))}
    assert listed == set(commands())


@pytest.mark.parametrize("page", [*READMES, "docs/scripts.md"])
def test_page_lists_every_exit_code_and_no_other(page: str) -> None:
    rows = section(page, TABLES.get(page, ("", "| code | meaning |"))[1])
    listed = {int(one) for one in re.findall(r"^\| (\d+) \|", rows, re.MULTILINE)}
    assert listed == {0, 1, EXIT_ANSWER_IS_NO, *(one.code for one in ERRORS)}


@pytest.mark.parametrize("page", READMES)
def test_readme_explains_every_verdict_and_no_other(page: str) -> None:
    _, first, rest = text(page).partition("| `eligible`")
    rows = re.findall(r"^\| `(\w+)`", (first + rest).partition("\n\n")[0], re.MULTILINE)
    assert tuple(rows) == VERDICTS


@pytest.mark.parametrize("page", READMES)
def test_readme_names_every_common_option(page: str) -> None:
    lines = text(page).splitlines()
    line = next(one for one in lines if TABLES[page][2] in one)
    assert set(flags_in(line)) == {flag for one in GLOBAL for flag in one.flags}


@pytest.mark.parametrize("page", READMES)
def test_examples_of_the_readme_run(page: str, tmp_path: Path) -> None:
    program = Program(tmp_path, {"REFUNDCLI_LANG": "en"})
    lines = re.findall(r"^\$ refundcli (.*?)(?:\s+#.*)?$", text(page), re.MULTILINE)
    assert len(lines) > 2
    id = ""
    for line in lines:
        parts = re.findall(r'"[^"]*"|\S+', line.replace("tb-7k2m", id))
        done = program(*(one.strip('"') for one in parts))
        assert done.code == 0, f"{line}\n{done.err}"
        id = next((one.stem for one in (program.ledger / "cases").glob("*.toml")), id)


def test_scripts_page_names_every_variable_of_the_settings() -> None:
    named = set(re.findall(r"`(REFUNDCLI_\w+)`", section("docs/scripts.md", "| variable |")))
    known = {CONFIG_VARIABLE, *(one.variable for one in SETTINGS if one.variable)}
    assert known <= named


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_sentences_call_the_program_only_as_it_can_be_called(language: str) -> None:
    sentences = {key: one for _, part in read_sentences(language) for key, one in part.items()}
    wrong = {
        key: found
        for key, one in sentences.items()
        if isinstance(one, str) and (found := unknown(re.sub(r"\{\w+\}", "X", one)))
    }
    assert wrong == {}


def help_of(name: str, language: str) -> list[str]:
    """Return the arguments that ask for the help of a command."""
    return ["--lang", language, *name.split(), "--help"]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["", "rules", *commands()])
def test_help_has_an_example_and_every_option_in_both_languages(
    name: str, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(help_of(name, language)) == 0
    shown = capsys.readouterr().out
    _, example, after = shown.partition("例：" if language == "zh" else "Examples:")
    assert f"refundcli {name}".strip() in example + after
    assert unknown(after) == []
    command = commands().get(name)
    if command is not None:
        assert flags_of(command) - ALONE <= set(re.findall(r"--?[a-z][a-z-]*", shown))
    keys = {key for _, part in read_sentences("en") for key in part}
    assert [one for one in re.findall(r"\b[a-z]+(?:-[a-z]+)+\b", shown) if one in keys] == []
    own = shown.replace("拆封不退", "")
    assert any("\u4e00" <= one <= "\u9fff" for one in own) == (language == "zh")
    assert max(map(cells, shown.splitlines())) <= 80


@pytest.mark.parametrize("word", ["Usage", "Options", "Commands", "Arguments", "Show", "required"])
def test_help_in_chinese_holds_no_english_of_the_parser(
    word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("", "rules", "show"):
        assert run(help_of(name, "zh")) == 0
    assert word not in capsys.readouterr().out


@pytest.mark.parametrize("language", ["zh", "en"])
def test_help_of_log_names_every_event(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(help_of("log", language)) == 0
    shown = capsys.readouterr().out.split()
    assert [one for one in EVENTS if one != "retracted" and one not in shown] == []
