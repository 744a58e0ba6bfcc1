"""`doctor` and `ledger init` as a buyer runs them: what they say, their documents, their exit codes."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.builders_cases import ID, case, event
from tests.interface.contract import complaints

from refundcli.adapters.health_setup import completion_findings
from refundcli.adapters.indexed_ledger import IndexedLedger
from refundcli.adapters.lock import held
from refundcli.adapters.settings import system_folders
from refundcli.core.values import replace
from refundcli.main import run

NOW = "2026-11-30 12:00"
SENT, NOTED = event("sent", 9), event("noted", 12, note="x")
NEXT_YEAR = ("calendar", "note", "calendar-year")
NO_JOB = ("reminders", "note", "reminders-none")


class Buyer:
    """Runs the program in this process, with a ledger that has one case of two events."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.ledger = IndexedLedger(folder / "ledger", system_folders().cache)
        self.file = self.ledger.add(case(SENT, NOTED))
        self._capsys = capsys

    def __call__(self, *words: str) -> tuple[int, str]:
        """Run the program; return its exit code and what it wrote to stdout."""
        self._capsys.readouterr()
        code = run([*words, "--ledger", str(self.ledger.folder), "--now", NOW])
        return code, self._capsys.readouterr().out

    def document(self, *words: str) -> dict[str, Any]:
        """Return the program's document, sure to be one of its schema."""
        found: dict[str, Any] = json.loads(self(*words, "--json")[1])
        assert complaints(found["schema"].split("/")[1], found) == []
        return found

    def found(self, *words: str) -> tuple[int, list[tuple[str, str, str]]]:
        """Return the exit code of `doctor`, and area, severity and kind of what is not as it should be."""
        code, out = self("doctor", "--json", *words)
        rows = json.loads(out)["findings"]
        return code, [
            (one["area"], one["severity"], one["id"]) for one in rows if one["severity"] != "ok"
        ]

    def copy(self) -> Path:
        """Make a conflict copy of the case's file."""
        return Path(shutil.copy(self.file, self.file.with_name(f"{ID} 2.toml")))


@pytest.fixture
def buyer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Buyer:
    """Return a buyer with a ledger and a shell that nobody knows."""
    monkeypatch.setenv("SHELL", "/bin/none")
    return Buyer(tmp_path, capsys)


def test_wrong_file_is_named_with_its_line_and_what_to_do(buyer: Buyer) -> None:
    buyer.file.write_text(buyer.file.read_text().replace('"quality"', '"quality'))
    code, shown = buyer("doctor", "--lang", "en")
    assert code == 13
    assert f"error cases/{ID}.toml:11:18: a quotation mark is missing" in shown
    assert "What is left is yours to decide" in shown


def test_fix_mends_says_so_and_finds_nothing_the_second_time(buyer: Buyer) -> None:
    buyer.copy()
    document = buyer.document("doctor", "--fix")
    assert [one["id"] for one in document["findings"] if one["mended"]] == ["conflict-copy"]
    assert Path(document["kept"], "cases", f"{ID} 2.toml").exists()
    code, shown = buyer("doctor", "--fix")
    expected = ["正常 1 个案件、2 条事件都读得出来。", "一切正常。"]
    assert (code, [one for one in expected if one not in shown]) == (0, [])


def test_ledger_that_cannot_be_written_ends_in_14(buyer: Buyer) -> None:
    buyer.copy()
    (buyer.ledger.folder / ".lock").unlink()
    (buyer.ledger.folder / ".lock").mkdir()
    assert buyer("doctor", "--fix")[0] == 14


def test_cut_file_counts_again_once_it_is_accepted(buyer: Buyer) -> None:
    old = buyer.file.read_bytes()
    buyer.file.write_bytes(old[: old.rindex(b"\n", 0, -1) + 1])
    assert buyer("show", ID)[0] == 13
    assert buyer.found("--accept", ID) == (0, [NEXT_YEAR, NO_JOB])
    assert buyer("show", ID)[0] == 0


@pytest.mark.parametrize("command", ["list", "due"])
def test_ledger_of_which_nothing_can_be_read_is_not_called_empty(
    buyer: Buyer, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    buyer.file.write_text("")
    capsys.readouterr()
    code = run([command, "--ledger", str(buyer.ledger.folder), "--now", NOW, "--lang", "en"])
    said = capsys.readouterr()
    assert (code, said.out) == (13, "")
    assert len(said.err.splitlines()) == 2  # what is wrong, and what to do


def test_rules_that_concern_every_case_are_named_once(
    buyer: Buyer,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    buyer.ledger.add(replace(case(SENT), id="tb-aaaa"))
    rules = tmp_path / "rules"
    rules.symlink_to("rules")
    monkeypatch.setenv("REFUNDCLI_RULES", str(rules))
    capsys.readouterr()
    assert buyer("list")[0] == 13
    run(["list", "--ledger", str(buyer.ledger.folder), "--now", NOW])
    assert capsys.readouterr().err.count(str(rules)) == 1
    assert buyer.found() == (12, [("rulebook", "error", "own-rules"), NEXT_YEAR, NO_JOB])


def test_import_that_was_cut_off_and_cannot_be_completed_is_named_by_every_list(
    buyer: Buyer,
) -> None:
    with held(buyer.ledger.layout.lock_file, 1):
        (buyer.ledger.folder / ".import").mkdir(0o700)
        assert buyer("list")[0] == 13
    assert buyer("list")[0] == 0


def test_accepting_what_is_no_case_ends_in_11(buyer: Buyer) -> None:
    for name in ("tb", "tb-zzzz"):
        assert buyer("doctor", "--accept", name)[0] == 11


def test_words_that_the_rulebook_does_not_have_are_named(buyer: Buyer) -> None:
    buyer.file.write_text(buyer.file.read_text().replace('"quality"', '"qualty"'))
    assert buyer.found() == (13, [("ledger", "error", "words"), NEXT_YEAR, NO_JOB])


def test_wrong_configuration_is_named_key_by_key_and_the_rest_goes_on(
    buyer: Buyer, tmp_path: Path
) -> None:
    """The ledger is looked at as well: a flag says where it is."""
    config = tmp_path / "config.toml"
    config.write_text('langage = "en"\nlock_timeout = "x"\n')
    code, found = buyer.found("--config", str(config))
    assert (code, found) == (
        12,
        [("configuration", "error", "configuration")] * 2 + [NEXT_YEAR, NO_JOB],
    )


def test_ledger_is_left_alone_where_the_configuration_does_not_tell_which(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("ledger = 3\n")
    assert run(["doctor", "--fix", "--json", "--config", str(config)]) == 12
    found = json.loads(capsys.readouterr().out)["findings"]
    assert [one["id"] for one in found if one["area"] in ("ledger", "index")] == ["ledger-unknown"]


def test_own_rules_that_cannot_be_read_are_named(
    buyer: Buyer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "taobao.toml").write_text('[[ground]]\nid = "x"\n')
    monkeypatch.setenv("REFUNDCLI_RULES", str(rules))
    assert buyer.found() == (12, [("rulebook", "error", "own-rules"), NEXT_YEAR, NO_JOB])


@pytest.mark.parametrize(
    ("shell", "script"),
    [
        ("bash", ".bash_completions/refundcli.sh"),
        ("zsh", ".zfunc/_refundcli"),
        ("fish", ".config/fish/completions/refundcli.fish"),
    ],
)
def test_completion_is_looked_for_where_the_shell_reads_it(
    tmp_path: Path, shell: str, script: str
) -> None:
    environment = {"SHELL": f"/usr/bin/{shell}"}
    (before,) = completion_findings(environment, tmp_path)
    path = tmp_path / script
    path.parent.mkdir(parents=True)
    path.write_text("x")
    (after,) = completion_findings(environment, tmp_path)
    assert (before.severity, after.severity, after.file) == ("note", "ok", str(path))


def test_completion_of_an_unknown_shell_is_not_spoken_of(tmp_path: Path) -> None:
    assert list(completion_findings({"SHELL": "/bin/none"}, tmp_path)) == []


def test_ledger_init_makes_the_folder_and_nothing_twice(buyer: Buyer, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert buyer.document("ledger", "init")["added"] == []
    run(["ledger", "init", "--ledger", str(folder)])
    found = sorted(one.name for one in folder.iterdir() if one.name[0] != ".")
    assert found == ["cases", "ledger.toml"]


def test_ledger_init_for_git_adds_lines_and_leaves_what_is_there(buyer: Buyer) -> None:
    folder = buyer.ledger.folder
    (folder / ".gitattributes").write_text("*.pdf diff=pdf")
    (folder / ".gitignore").write_text("/.*\n")
    would = buyer.document("ledger", "init", "--git", "--dry-run")
    assert (folder / ".gitattributes").read_text() == "*.pdf diff=pdf"
    added = buyer.document("ledger", "init", "--git")
    assert (would["dry_run"], would["added"]) == (True, added["added"])
    assert (folder / ".gitattributes").read_text() == (
        "*.pdf diff=pdf\n"
        "cases/*.toml merge=union text eol=lf\n"
        "closed/*/*.toml merge=union text eol=lf\n"
        "evidence/** binary\n"
    )
    assert (folder / ".gitignore").read_text() == "/.*\n!/.git*\n.tmp-*\n"
    assert buyer.document("ledger", "init", "--git")["added"] == []


@pytest.mark.parametrize(("language", "word"), [("zh", "会加一行"), ("en", "would get a line")])
def test_page_of_ledger_init_names_the_lines(buyer: Buyer, language: str, word: str) -> None:
    _, shown = buyer("ledger", "init", "--git", "--dry-run", "--lang", language)
    assert len([one for one in shown.split("\n") if word in one]) == 6
