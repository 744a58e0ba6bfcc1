"""`--install-completion` and `--show-completion`: what is written where, and what is said."""

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from pygments.lexers.shell import PowerShellLexer  # type: ignore[import-untyped]  # no type hints are published
from pygments.token import Error, Punctuation  # type: ignore[import-untyped]  # as above
from tests.interface.program import Program

from refundcli.adapters.shell_setup import SHELLS, script_of, shell_named
from refundcli.main import run

SCHEMA = Path(__file__).parents[2] / "docs" / "json" / "completion.schema.json"
FILES = {
    "bash": (".bash_completions/refundcli.sh", ".bashrc"),
    "zsh": (".zfunc/_refundcli", ".zshrc"),
    "fish": (".config/fish/completions/refundcli.fish",),
    "powershell": (
        ".config/powershell/refundcli.completion.ps1",
        ".config/powershell/Microsoft.PowerShell_profile.ps1",
    ),
}
"""What is written for each shell in the home folder: its script, and the file that reads it."""

OWN = b"# \xff my own\nalias x=y"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program with a home of its own in which nothing is."""
    home = tmp_path / "home"
    home.mkdir(exist_ok=True)
    no_shells = {"PATH": str(tmp_path), "XDG_CONFIG_HOME": str(home / ".config")}
    return Program(tmp_path, {"REFUNDCLI_LANG": "en", **no_shells})


def files_of(program: Program) -> dict[str, bytes]:
    """Return what is in the home folder, by its place there."""
    home = program.folder / "home"
    return {
        str(one.relative_to(home)): one.read_bytes() for one in home.rglob("*") if one.is_file()
    }


@pytest.mark.parametrize("shell", SHELLS)
def test_script_and_what_reads_it_are_written_and_named(program: Program, shell: str) -> None:
    done = program("--install-completion", shell, now=None)
    assert (done.code, done.err) == (0, "")
    found = files_of(program)
    assert set(found) == set(FILES[shell])
    assert found[FILES[shell][0]].decode() == script_of(shell)
    assert [
        one for one in FILES[shell] if f"Written: {program.folder}/home/{one}" not in done.out
    ] == []


@pytest.mark.parametrize("shell", SHELLS)
def test_second_time_changes_nothing_and_says_so(program: Program, shell: str) -> None:
    program("--install-completion", shell, now=None)
    first = files_of(program)
    done = program("--install-completion", shell, now=None)
    assert files_of(program) == first
    assert done.out.count("Unchanged") == len(FILES[shell])


@pytest.mark.parametrize("shell", ["bash", "zsh", "powershell"])
def test_own_start_up_file_is_kept_and_added_to(program: Program, shell: str) -> None:
    starts = program.folder / "home" / FILES[shell][1]
    starts.parent.mkdir(parents=True, exist_ok=True)
    starts.write_bytes(OWN)
    program("--install-completion", shell, now=None)
    assert starts.read_bytes().startswith(OWN + b"\n")
    assert starts.read_bytes().count(b"\n") == OWN.count(b"\n") + 2


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("bash", b"source '/home/x/.bash_completions/refundcli.sh'\n"),
        ("zsh", b"fpath+=~/.zfunc; autoload -Uz compinit; compinit\n"),
    ],
)
def test_line_of_an_earlier_version_will_do(program: Program, shell: str, line: bytes) -> None:
    starts = program.folder / "home" / FILES[shell][1]
    starts.write_bytes(line)
    program("--install-completion", shell, now=None)
    assert starts.read_bytes() == line


@pytest.mark.parametrize(
    ("shell", "line"),
    [
        ("bash", b"# . ~/.bash_completions/refundcli.sh\r\n"),
        ("zsh", b". ~/.zfunc/_another\n"),
        ("powershell", b" \t#. refundcli.completion.ps1\n"),
    ],
)
def test_remark_or_line_of_another_program_will_not_do(
    program: Program, shell: str, line: bytes
) -> None:
    starts = program.folder / "home" / FILES[shell][1]
    starts.parent.mkdir(parents=True, exist_ok=True)
    starts.write_bytes(line)
    for _ in range(2):
        program("--install-completion", shell, now=None)
    assert starts.read_bytes().startswith(line)
    assert starts.read_bytes().count(b"\n") == 2


def test_nothing_is_written_where_the_configuration_is_wrong(program: Program) -> None:
    config = program.folder / "home" / ".config" / "refundcli" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("language = 1\n", "utf-8")
    assert program("--install-completion", "bash", now=None).code == 12
    assert [config.name] == [Path(one).name for one in files_of(program)]


@pytest.mark.parametrize("names", [(), ("CONFIG", "DATA", "CACHE")])
def test_who_has_no_home_is_told_so(
    names: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """As in a container that runs under a number that no user has."""
    for kind in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.delenv(f"XDG_{kind}_HOME")
    for kind in names:
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path))
    monkeypatch.delenv("HOME")
    monkeypatch.setattr(os, "getuid", lambda: 2**31 - 7)
    monkeypatch.chdir(tmp_path)
    assert run(["--lang", "en", "--install-completion", "bash"]) == 12
    assert "No home folder" in capfd.readouterr().err
    assert not (tmp_path / "~").exists()


def test_script_of_an_earlier_version_is_replaced(program: Program) -> None:
    script = program.folder / "home" / FILES["zsh"][0]
    script.parent.mkdir()
    script.write_text("#compdef refundcli\neval $(...)\n")
    program("--install-completion", "zsh", now=None)
    assert script.read_text("utf-8") == script_of("zsh")


def test_linked_start_up_file_stays_a_link(program: Program) -> None:
    kept = program.folder / "dotfiles"
    kept.write_text("")
    starts = program.folder / "home" / ".bashrc"
    starts.symlink_to(kept)
    program("--install-completion", "bash", now=None)
    assert starts.is_symlink()
    assert "refundcli.sh" in kept.read_text("utf-8")


@pytest.mark.parametrize("shell", SHELLS)
def test_script_is_shown(program: Program, shell: str) -> None:
    for arguments in (("--show-completion", shell), (f"--show-completion={shell}",)):
        done = program(*arguments, now=None)
        assert (done.code, done.out, done.err) == (0, script_of(shell), "")
    assert files_of(program) == {}


@pytest.mark.parametrize("flag", ["--install-completion", "--show-completion"])
def test_unknown_shell_is_refused_and_the_four_are_named(program: Program, flag: str) -> None:
    done = program(flag, "tcsh", now=None)
    assert (done.code, done.out) == (2, "")
    assert "tcsh" in done.err
    assert [one for one in SHELLS if one not in done.err] == []
    assert files_of(program) == {}


def test_what_does_not_belong_there_is_refused(program: Program) -> None:
    done = program("--install-completion", "bash", "now", now=None)
    assert (done.code, files_of(program)) == (2, {})
    assert "now" in done.err


def test_after_a_command_the_flag_is_none(program: Program) -> None:
    assert program("list", "--install-completion", now=None).code == 2


def test_language_of_the_reader_is_spoken(program: Program) -> None:
    done = program("--lang", "zh", "--install-completion", "fish", now=None)
    assert "已写入" in done.out


def test_place_that_cannot_be_written_is_an_error(program: Program) -> None:
    (program.folder / "home" / ".zfunc").write_text("in the way")
    done = program("--install-completion", "zsh", "--json", now=None)
    assert done.code == 12
    assert ".zfunc" in done.error["error"]["message"]
    assert "--show-completion" in done.error["error"]["hint"]


def test_document_is_what_its_schema_says(program: Program) -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    document = program("--install-completion", "bash", "--json", now=None).document
    Draft202012Validator(schema).validate(document)
    script, starts = document["files"]
    assert (script["written"], starts["written"]) == (True, True)
    assert script["path"] == f"{program.folder}/home/{FILES['bash'][0]}"


@pytest.mark.parametrize(
    ("name", "shell"),
    [
        *(("/bin/bash", "bash"), ("-zsh", "zsh"), ("pwsh", "powershell"), ("FISH", "fish")),
        *(("C:\\Windows\\powershell.exe", "powershell"), ("dash", None), ("", None)),
    ],
)
def test_shell_is_known_by_its_program(name: str, shell: str | None) -> None:
    assert shell_named(name) == shell


def test_script_of_powershell_has_no_broken_token_and_closes_what_it_opens() -> None:
    """All that can be had without a PowerShell: its grammar is not checked."""
    tokens = tuple(PowerShellLexer().get_tokens(script_of("powershell")))
    assert [text for kind, text in tokens if kind is Error] == []
    marks = [one for kind, text in tokens if kind in Punctuation for one in text]
    opened: list[str] = []
    for one in marks:
        if one in "({[":
            opened.append(one)
        elif one in ")}]":
            assert opened.pop() + one in ("()", "{}", "[]")
    assert opened == []
