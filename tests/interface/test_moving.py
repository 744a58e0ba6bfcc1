"""Cases carried from one ledger to another by the commands, and what of them is told to others."""

import io
import json
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from tests.builders_cases import CALM, CASES, NOW, case, event
from tests.interface.contract import complaints

from refundcli.adapters.console import Console
from refundcli.adapters.ledger import Ledger
from refundcli.adapters.progress import Progress
from refundcli.core.case import Case
from refundcli.core.exporting import export_document
from refundcli.main import run

OPEN = case(event("sent", stage="first"), event("refused", words="拆封不退"), seller="某某旗舰店")
CLOSED = case(event("closed", outcome="won", amount=None), id="tb-2222")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a ledger with an open and a closed case, which the program works on."""
    monkeypatch.setenv("REFUNDCLI_LANG", "en")
    monkeypatch.setenv("REFUNDCLI_LEDGER", str(tmp_path / "ledger"))
    Ledger(tmp_path / "ledger").bring_in([OPEN, CLOSED])
    return tmp_path


def document(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """Run the program and return the document that it wrote."""
    assert run(arguments) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def ids(found: dict[str, Any]) -> list[str]:
    """Return the ids of a document's cases."""
    return [one["id"] for one in found["cases"]]


def cases_in(ledger: Path) -> list[Case]:
    """Return the cases of a ledger."""
    return [one for one in Ledger(ledger).cases(closed=True) if isinstance(one, Case)]


@settings(CALM, max_examples=15)
@given(CASES)
def test_exported_document_is_what_its_schema_says(one: Case) -> None:
    assert complaints("export", export_document([one], NOW)) == []


def test_wrong_document_is_not_what_the_schema_says() -> None:
    made = export_document([OPEN], NOW)
    assert complaints("export", {**made, "people": 3}) != []
    assert complaints("export", {**made, "cases": [{"id": "x"}]}) != []


def test_export_takes_open_cases_all_cases_or_those_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ids(document(capsys, "export")) == ["tb-7k2m"]
    assert ids(document(capsys, "export", "--closed")) == ["tb-2222", "tb-7k2m"]
    assert ids(document(capsys, "export", "tb-2", "tb-2222")) == ["tb-2222"]
    assert run(["export", "tb-3333"]) == 11


def test_exported_ledger_is_imported_whole(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, other = folder / "all.json", folder / "other"
    assert run(["export", "--closed", "--out", str(file)]) == 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    to_other = ("--ledger", str(other), "--json")
    trial = document(capsys, "import", str(file), "--dry-run", *to_other)
    assert (trial["dry_run"], other.exists()) == (True, False)
    done = document(capsys, "import", str(file), *to_other)
    assert done == {**trial, "dry_run": False}
    assert complaints("import", done) == []
    assert done["new"] == ["tb-2222", "tb-7k2m"]
    assert cases_in(other) == cases_in(folder / "ledger")
    told = Ledger(other)
    told.append("tb-7k2m", event("noted", 12, note="x"))
    assert document(capsys, "import", str(file), *to_other)["unchanged"] == done["new"]


def test_import_reads_the_standard_input(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = json.dumps(
        export_document([case(event("sent"), *OPEN.events, seller="某某旗舰店")], NOW)
    )
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data.encode())))
    assert run(["import", "-"]) == 0
    assert "0 new cases, 1 with new events, 0 unchanged" in capsys.readouterr().err


def test_import_that_does_not_fit_is_refused_and_stores_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "x.json"
    file.write_text(json.dumps(export_document([case(id="tb-3333"), case(number="2")], NOW)))
    assert run(["import", str(file)]) == 12
    assert "tb-7k2m" in capsys.readouterr().err
    assert len(cases_in(folder / "ledger")) == 2
    file.write_text('{"schema": "refundcli/export/2"}')
    assert run(["import", str(file)]) == 12
    assert "newer refundcli" in capsys.readouterr().err


def test_redacted_export_says_what_it_kept_and_holds_no_name(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "--redact"]) == 0
    told = capsys.readouterr()
    assert "Kept:" in told.err
    assert json.loads(told.out)["redacted"] is True
    for word in (OPEN.order.number, "旗舰店", "拆封"):
        assert word is not None
        assert word not in told.out
    for word in ("taobao", "quality", "return-refund", "first", "delivered"):
        assert f'"{word}"' in told.out


def test_export_never_goes_over_a_file(folder: Path) -> None:
    file = folder / "mine.json"
    file.write_text("mine")
    assert run(["export", "--out", str(file)]) == 12
    assert file.read_text() == "mine"
    assert run(["export", "--out", str(folder / "none" / "x.json")]) == 12


def test_export_goes_on_past_a_file_that_cannot_be_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "ledger" / "cases" / "tb-3333.toml").write_text("id = “x”")
    assert run(["export"]) == 13
    told = capsys.readouterr()
    assert ids(json.loads(told.out)) == ["tb-7k2m"]
    assert "tb-3333.toml" in told.err


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "term", "shown"),
    [(Terminal, "xterm", True), (Terminal, "dumb", False), (io.StringIO, "xterm", False)],
)
def test_long_work_says_how_far_it_is_on_a_terminal(
    stream: type[io.StringIO], term: str, shown: bool
) -> None:
    """From the second second on, and the line is gone at the end."""
    err = stream()
    clock = iter(range(100))
    console = Console(io.StringIO(), err, {"TERM": term})
    progress = Progress(console, lambda done, whole: f"{done}/{whole}", lambda: next(clock) / 2)
    assert list(progress("abcde")) == list("abcde")
    lines = [one.removeprefix("\x1b[K") for one in err.getvalue().split("\r")]
    assert lines == (["", "1/5", "2/5", "3/5", "4/5", ""] if shown else [""])
