"""Long output on a real terminal, through the pager that the buyer has chosen; and never anywhere else."""

import os
import re
import stat
from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.adapters.terminal import Terminal
from tests.interface.program import FAULTY, Program

from refundcli.adapters.pager import is_read_in, pager_of

LONG = ("--lang", "en", "rules", "show", "cpl")
LONG_ZH = ("--lang", "zh", "check", *FAULTY)
SHORT = ("--lang", "en", "rules", "show", "cpl-24/none")
END = "End of the runs"

Run = tuple[Mapping[str, str], tuple[str, ...]]
"""What is added to the environment, and the arguments."""


def script(path: Path, body: str) -> str:
    """Return the shell words that run a program which does *body*."""
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return f"'{path}'"


def shown_by(*runs: Run, **env: str) -> str:
    """Return what a terminal, of 12 lines as far as the program knows, shows of *runs* in one process."""
    code = f"""
import os
from refundcli.main import run
for world, arguments in {runs!r}:
    os.environ.update(world)
    print("exit", run(arguments), flush=True)
print("{END}")
"""
    with Terminal(code, columns=100, lines=4000, LINES="12", **env) as terminal:
        shown = terminal.until_ended()
    assert shown.endswith(END)
    return shown


def test_pager_is_the_first_that_is_named(tmp_path: Path) -> None:
    """What was chosen for this program, else for all, else less; an empty one and cat are none."""
    bin = tmp_path / "bin"
    bin.mkdir()
    script(bin / "less", "")
    here, nowhere = {"PATH": str(bin)}, {"PATH": str(tmp_path)}
    found = [
        pager_of("mine -x", {**here, "PAGER": "theirs"}),
        pager_of(None, {**here, "PAGER": "theirs"}),
        pager_of(None, here),
        pager_of(None, nowhere),
        pager_of(None, {**here, "PAGER": ""}),
        pager_of("cat", {**here, "PAGER": "theirs"}),
    ]
    assert found == ["mine -x", "theirs", "less", None, None, None]


@pytest.mark.parametrize(
    ("body", "is_read"),
    [
        ("cat > /dev/null", True),
        ("exit 0", True),
        ("exec 0<&-; sleep 0.2; exit 0", True),
        ("exit 1", False),
        ("kill -INT $PPID; kill -INT $$", True),
        ("kill -INT $PPID; sleep 0.2; exit 2", True),
        ("kill -TERM $$", True),
    ],
)
def test_pager_has_worked_unless_it_fails_by_itself(
    tmp_path: Path, body: str, *, is_read: bool
) -> None:
    """Leaving early is no failure, nor is Ctrl-C, which goes to the pager and to us."""
    pager = f"exec {script(tmp_path / 'pager', body)}"
    text = "line\n" * 100_000
    assert is_read_in(pager, text, "utf-8", dict(os.environ)) is is_read


@pytest.mark.parametrize("pager", ["not-there-at-all", "a\0b", "'unclosed"])
def test_pager_that_cannot_start_has_not_worked(pager: str) -> None:
    """The text is then written as it is."""
    assert not is_read_in(pager, "text\n", "utf-8", dict(os.environ))


def test_pager_gets_the_text_and_nothing_else_of_it(tmp_path: Path) -> None:
    """The words of the shell stay as they were chosen, whatever the text holds; Chinese is UTF-8."""
    tells = script(
        tmp_path / "pager",
        f"cat > '{tmp_path}/read'; echo \"$LESS|$LESSCHARSET|$*\" > '{tmp_path}/told'",
    )
    text = "退款 $(touch evil) `touch evil` '; touch evil\n"
    assert is_read_in(f"{tells} 'two words'", text, "UTF-8", {"PATH": os.environ["PATH"]})
    assert (tmp_path / "read").read_text("utf-8") == text
    assert (tmp_path / "told").read_text("utf-8") == "FRX|utf-8|two words\n"
    given = {"PATH": os.environ["PATH"], "LESS": "-S", "LESSCHARSET": "latin1"}
    assert is_read_in(tells, text, "utf-8", given)
    assert (tmp_path / "told").read_text("utf-8") == "-S|latin1|\n"


def test_long_output_goes_through_the_pager_that_is_named_first(tmp_path: Path) -> None:
    """For this program, in its configuration file, for all; and the text is written where none works."""
    mine, filed, theirs = (
        script(tmp_path / one, f"echo {one} $(sed -n 1p)") for one in ("mine", "filed", "theirs")
    )
    config = tmp_path / "config.toml"
    config.write_text(f'pager = "{filed}"\n')
    shown = shown_by(
        ({"REFUNDCLI_PAGER": mine}, LONG),
        ({"REFUNDCLI_PAGER": ""}, LONG),
        ({"REFUNDCLI_CONFIG": ""}, LONG_ZH),
        ({"PAGER": "not-there-at-all"}, LONG),
        PAGER=theirs,
        REFUNDCLI_CONFIG=str(config),
    )
    through, _, plain = shown.partition("not-there-at-all")
    begun = [" ".join(one.split()[:2]) for one in through.splitlines() if one[:4] != "exit"]
    assert begun[:3] == ["mine cpl", "filed cpl", "theirs 结论：退货退款"]
    assert plain.count("cpl-") > 12


def test_nothing_else_goes_through_the_pager(tmp_path: Path) -> None:
    """Not what is short, a document, what was asked to be plain, what a reader of the screen is told."""
    pager = script(tmp_path / "pager", f"echo >> '{tmp_path}/used'")
    world: Mapping[str, str] = {}
    shown = shown_by(
        (world, ("--lang", "en", "rules", "show", "cpl-2")),
        (world, (*LONG, "--json")),
        (world, (*LONG, "--no-pager")),
        ({"TERM": "dumb"}, LONG),
        ({"TERM": "xterm", "REFUNDCLI_PAGER": "cat"}, LONG),
        ({"REFUNDCLI_PAGER": pager, "LINES": "9999"}, LONG),
        REFUNDCLI_PAGER=pager,
    )
    codes = re.findall(r"^exit (\d+)", shown, re.MULTILINE)
    assert (codes, (tmp_path / "used").exists()) == (["0"] * 6, False)


def test_long_output_off_a_terminal_is_written_as_it_is(tmp_path: Path) -> None:
    """A pipe gets the text, whatever pager there is."""
    pager = script(tmp_path / "pager", f"echo >> '{tmp_path}/used'")
    done = Program(tmp_path)(*LONG, REFUNDCLI_PAGER=pager, LINES="5")
    assert (done.code, done.out.count("cpl-") > 12, (tmp_path / "used").exists()) == (
        0,
        True,
        False,
    )
