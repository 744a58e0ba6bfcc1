"""Every command of the table under --json: one document on stdout, of a schema; an error is one on stderr."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.interface.contract import complaints
from tests.interface.program import UNSHIPPED, Done, Program
from tests.interface.test_docs import commands

Words = tuple[str, ...]

RUNS: Mapping[str, tuple[Words, ...]] = {
    "new": (UNSHIPPED,),
    "check": (UNSHIPPED,),
    "message": (
        *(("CASE",), ("CASE", "--list"), ("CASE", "--check", "letter.txt")),
        *(("CASE", "--save", "saved.txt"), ("CASE", "--copy"), UNSHIPPED),
    ),
    "excuses": ((), ("拆封不退",)),
    "list": ((), ("--closed",)),
    "show": (("CASE", "--why"),),
    "due": ((), ("--brief",)),
    "ladder": (("CASE",),),
    "log": (("CASE", "sent"),),
    "undo": (("CASE",),),
    "close": (("CASE", "--outcome", "won"),),
    "reopen": (("CASE",),),
    "stats": ((),),
    "export": ((), ("--redact",), ("--out", "exported.json")),
    "import": (("exported.json", "--dry-run"), ("exported.json",)),
    "doctor": (("--fix",),),
    "help": ((), ("deadlines",)),
    "remind run": ((), ("--dry-run",)),
    "remind test": ((),),
    "remind ics": ((), ("--out", "deadlines.ics")),
    "remind install": (("--scheduler", "cron", "--dry-run"),),
    "remind uninstall": ((),),
    "ledger init": ((), ("--git",)),
    "rules list": ((),),
    "rules show": (("taobao",), ("cpl-24",)),
    "rules why": (("CASE",),),
    "rules sources": ((),),
    "rules diff": (("2025-01-01", "2026-11-01"),),
    "rules lint": ((),),
}
"""How each command is run, in an order that makes sense for one case."""

NOT_DATED = {"export"}
"""A document that is a file of data as well: it says when it was written as `exported_at`."""

WRONG: tuple[Words, ...] = (
    *(("chek",), ("rules",), ("remind", "never"), ("list", "--colour"), ("show",)),
    *(("show", "tb-zzzz"), ("check", "-p", "taobao"), ("import", "none.json"), ("undo", "")),
    *(("rules", "show", "none"), ("check", "--paid", "much"), ("help", "nothing")),
)


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, Words], Done]:
    """Return what each run gave, all of them in one home."""
    folder = tmp_path_factory.mktemp("documents")
    program = Program(folder, {"PATH": f"{_crontab(folder)}:/usr/bin:/bin"})
    (folder / "letter.txt").write_text("请退款。", "utf-8")
    id = program.new("--paid", "128")
    return {
        (name, words): program(
            *name.split(), *(id if one == "CASE" else one for one in words), "--json"
        )
        for name, runs in RUNS.items()
        for words in runs
    }


def _crontab(folder: Path) -> Path:
    """Return a folder with a scheduler in it that has nothing to do."""
    programs = folder / "bin"
    programs.mkdir()
    (programs / "crontab").write_text("#!/bin/sh\nexit 0\n")
    (programs / "crontab").chmod(0o755)
    return programs


def documents(text: str) -> list[dict[str, Any]]:
    """Return the JSON documents of *text*, one after the other; raises `ValueError` for anything else."""
    found = []
    while text.strip():
        one, end = json.JSONDecoder().raw_decode(text.lstrip())
        found.append(one)
        text = text.lstrip()[end:]
    return found


def test_every_command_of_the_table_is_run() -> None:
    """A new one is added here with the arguments that it needs."""
    assert list(RUNS) == list(commands())


def test_every_command_gives_one_document_of_its_schema(
    done: Mapping[tuple[str, Words], Done],
) -> None:
    """With its moment, and nothing else on stdout."""
    wrong = {}
    for (name, words), one in done.items():
        found = documents(one.out)
        kind = found[0]["schema"].split("/")[1] if found else ""
        known = complaints(kind, found[0]) if found else ["nothing"]
        if len(found) != 1 or known or not ("as_of" in found[0] or name in NOT_DATED):
            wrong[f"{name} {' '.join(words)}"] = (len(found), known)
    assert wrong == {}


def test_nothing_but_errors_is_on_stderr(done: Mapping[tuple[str, Words], Done]) -> None:
    """What a person would be told stays away from a script, also where the run failed beside its answer."""
    wrong = {
        run: one.err
        for run, one in done.items()
        if one.err and [complaints("error", said) for said in documents(one.err)] != [[]]
    }
    assert wrong == {}


def test_runs_end_as_they_are_meant_to(done: Mapping[tuple[str, Words], Done]) -> None:
    """Only the clipboard and the channels, which are not there, fail."""
    codes = {run: one.code for run, one in done.items() if one.code not in (0, 3)}
    assert codes == {("message", ("CASE", "--copy")): 12, ("remind test", ()): 12}


def test_program_alone_gives_the_document_of_its_help(tmp_path: Path) -> None:
    """Nobody is shown a menu."""
    alone = Program(tmp_path)("--json")
    assert (alone.code, complaints("help", alone.document), alone.err) == (0, [], "")


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_line_gives_one_error_and_no_document(tmp_path: Path, words: Words) -> None:
    """In the same form whichever part of the program refuses it."""
    wrong = Program(tmp_path)(*words, "--json")
    assert (wrong.out, complaints("error", wrong.error)) == ("", [])
    assert wrong.error["error"]["code"] == wrong.code
