"""TAB in bash, zsh and fish themselves, as `--install-completion` sets them up."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from tests.adapters.terminal import ENTER, Terminal
from tests.interface.program import SECONDS, UNSHIPPED, Program

HOSTILE = (
    "\\$(touch {0}/a) `touch {0}/b` \\`touch {0}/c\\` \"; touch {0}/d; ' [/bold] [red]\n:::x\t"
)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program with one open case."""
    program = Program(tmp_path_factory.mktemp("completion"), {"REFUNDCLI_LANG": "en"})
    program.new("--seller", HOSTILE.format(program.folder), "--paid", "128")
    return program


@pytest.fixture(scope="module")
def case(program: Program) -> str:
    """Return the id of the case."""
    return next((program.ledger / "cases").glob("*.toml")).stem


_OTHER_NAME = {
    "bash": "alias rf=refundcli; complete -F _refundcli rf",
    "zsh": "alias rf=refundcli",
    "fish": "alias rf=refundcli",
}
"""How the program gets another name that is completed as its own."""

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
    (tmp_path / "Order 7.toml").touch()
    world = {
        **program.world,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path / ".config"),
        "PATH": f"{programs}:{program.world['PATH']}",
        "SHELL": str(shutil.which(shell)),
        "LANG": "C.UTF-8",
    }
    installed = subprocess.run(
        [shell, "-c", "refundcli --install-completion; true"],
        env=world,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=SECONDS,
        check=False,
    )
    assert b"TAB" in installed.stdout, installed.stderr.decode()
    second = Program(program.folder).new("--order", "Zz 9;$(touch a)", claim=UNSHIPPED)
    code = f"import os; os.chdir({str(tmp_path)!r}); os.execvp({shell!r}, {COMMANDS[shell]!r})"
    try:
        with Terminal(code, columns=200, lines=60, **cast(Any, world)) as terminal:
            terminal.press("echo re''ady", ENTER)
            terminal.until("\nready")
            for typed, completed in (
                ("refundcli che", "refundcli check "),
                ("--platf", "--platform "),
                ("taob", "taobao "),
                ("-s unsh", "-s unshipped "),
                ("--reason=chan", "--reason=change-of-mind "),
                ("--fact inta", "--fact intact="),
                ("y", "intact=yes "),
                ("--answers Ord", _QUOTED[shell]),
            ):
                terminal.press(typed, "\t")
                terminal.until(completed.rstrip())
            terminal.press("\x15", "refundcli check -p 淘", "\t")
            terminal.until("refundcli check -p 淘宝")
            terminal.press("\x15", f"refundcli log {case} appl", "\t")
            terminal.until(f"refundcli log {case} applied")
            terminal.press("\x15", "refundcli show Zz", "\t")
            terminal.until(r"refundcli show Zz\ 9\;\$\(touch\ a\)")
            terminal.press("\x15", 'refundcli show "Zz', "\t")
            terminal.until(r'refundcli show "Zz 9;\$(touch a)')
            terminal.press("\x15", "refundcli show 'Zz", "\t")
            terminal.until("refundcli show 'Zz 9;$(touch a)")
            terminal.press("\x15", 'refundcli check --answers "Ord', "\t")
            terminal.until('--answers "Order 7.toml')
            terminal.press("\x15", "refundcli check --answers ~/Ord", "\t")
            terminal.until("--answers ~/Order\\ 7.toml")
            terminal.press("\x15", _OTHER_NAME[shell], ENTER, "rf che", "\t")
            terminal.until("rf check")
            terminal.press("\x15", "refundcli show tb", *"\t\t\t")
            terminal.until(second)
            terminal.until(case)
    finally:
        (program.ledger / "cases" / f"{second}.toml").unlink()
    assert [one for one in "abcd" if (program.folder / one).exists()] == []
    assert not (tmp_path / "a").exists()


_QUOTED = {"bash": "Order\\ 7.toml", "zsh": "Order\\ 7.toml", "fish": "Order\\ 7.toml"}
"""How each shell writes the name of the file `Order 7.toml`."""
