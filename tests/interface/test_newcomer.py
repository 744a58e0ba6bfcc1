"""The first five minutes of somebody who follows the README and knows nothing else."""

import os
import re
import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.adapters.terminal import ENTER, Terminal

ROOT = Path(__file__).parents[2]
HEADINGS = {"README.md": "## The first five minutes\n", "README.zh.md": "## 头五分钟\n"}
WIZARD = "refundcli new"
TAB = "\t"
PROMPT = 'c=$?; n=$((n+1)); printf "<%s:%s> " $n $c'
"""Bash says before each prompt which one it is, and how the command before it ended."""


def steps(page: str) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Give the commands of the section in order, each with what it asks and what to answer.

    For the wizard that is the table, for another command the end of its comment: “question” answer.
    """
    section = (ROOT / page).read_text("utf-8").partition(HEADINGS[page])[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (?!-|it asks|它问)(.+?) \| (?:`(.*?)` )?\|$", section, re.MULTILINE)
    for block in re.findall(r"```sh\n(.*?)```", section, re.DOTALL):
        for line in block.splitlines():
            command, _, comment = (one.strip() for one in line.partition("#"))
            asked = re.findall(r"“(.+?)” ?(\w+)$", comment)
            yield command, tuple(rows if command == WIZARD else asked)


def shell(home: Path) -> Terminal:
    """Return an interactive bash in a fresh home, with the installed program on its path."""
    program = shutil.which("refundcli", path=str(Path(sys.executable).parent))
    assert program is not None
    path = os.pathsep.join((str(Path(program).parent), os.environ["PATH"]))
    world = {"HOME": str(home), "PATH": path, "PROMPT_COMMAND": PROMPT, "TZ": "Asia/Shanghai"}
    code = "import os; os.execvp('bash', ['bash', '-i'])"
    return Terminal(code, columns=100, lines=60, **world)


@pytest.mark.parametrize("page", HEADINGS)
def test_five_minutes_by_the_readme_end_in_a_case_and_a_completion(
    page: str, tmp_path: Path
) -> None:
    home = tmp_path / "newcomer"
    home.mkdir()
    commands = tuple(steps(page))
    assert any(answers for _, answers in commands)
    with shell(home) as terminal:
        terminal.until("<1:0>")
        for number, (command, answers) in enumerate(commands, start=2):
            terminal.press(command, ENTER)
            for asked, answer in answers:
                terminal.until(asked.partition("…")[0])
                terminal.press(answer, ENTER)
            terminal.until(f"<{number}:0>")
        (case,) = (home / ".local/share/refundcli/ledger/cases").glob("*.toml")
        terminal.press("unset n; exec bash -i", ENTER)
        terminal.until("<1:0>")
        terminal.press("clear", ENTER)
        terminal.until_gone("<1:0>")
        terminal.press(f"refundcli show {case.stem[:2]}", TAB)
        terminal.until(f"refundcli show {case.stem}")
    told = tomllib.loads(case.read_text("utf-8"))
    assert (told["order"]["platform"], told["claim"]["reason"]) == ("1688", "quality")
    assert [one["kind"] for one in told["events"].values()] == ["drafted", "sent"]
