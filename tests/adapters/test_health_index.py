"""What doctor says of the index, and of what the index remembers that the files no longer hold."""

import sqlite3
import time
from pathlib import Path

import pytest
from tests.builders_cases import ID, NOW, case, event

from refundcli.adapters.health_index import index_findings, mend_index
from refundcli.adapters.health_ledger import looked_at
from refundcli.adapters.indexed_ledger import IndexedLedger
from refundcli.adapters.ledger_index import LedgerIndex
from refundcli.core.health import Finding

SENT, NOTED = event("sent", 9), event("noted", 12, note="x")


@pytest.fixture
def ledger(tmp_path: Path) -> IndexedLedger:
    """Return a ledger that has one case of two events, and an index that knows it."""
    ledger = IndexedLedger(tmp_path / "ledger", tmp_path / "cache")
    ledger.add(case(SENT, NOTED))
    return ledger


def file_of(ledger: IndexedLedger) -> Path:
    """Return the file of the case."""
    return ledger.folder / "cases" / f"{ID}.toml"


def found(ledger: IndexedLedger, index: LedgerIndex | None = None) -> list[Finding]:
    """Return what is said of the index and of what it remembers."""
    cases = looked_at(ledger.folder, NOW).cases
    return list(index_findings(index or ledger.index, cases, has_ledger=True))


def kinds(ledger: IndexedLedger, index: LedgerIndex | None = None) -> list[tuple[str, str, str]]:
    """Return area, severity and kind of what is said."""
    return [(one.area, one.severity, one.id) for one in found(ledger, index)]


WELL = [("index", "ok", "index")]


def test_index_that_agrees_is_well(ledger: IndexedLedger) -> None:
    assert kinds(ledger) == WELL
    ledger.append(ID, event("closed", 14, outcome="won"))
    assert kinds(ledger) == WELL


def test_index_that_is_not_there_is_well_and_is_not_made(ledger: IndexedLedger) -> None:
    path = ledger.index.file.path
    path.unlink()
    assert kinds(ledger) == [("index", "ok", "index-none")]
    assert not path.exists()


def test_broken_index_is_made_anew(ledger: IndexedLedger) -> None:
    ledger.index.file.path.write_bytes(b"no database" * 100)
    assert kinds(ledger) == WELL


def test_index_that_cannot_be_used_is_warned_of(ledger: IndexedLedger) -> None:
    path = ledger.index.file.path
    path.unlink()
    path.mkdir()
    assert kinds(ledger) == [("index", "warning", "index-unusable")]


def test_index_where_nobody_may_look_is_warned_of(ledger: IndexedLedger) -> None:
    folder = ledger.index.file.path.parent
    ledger.index.file.path.unlink()
    folder.rmdir()
    folder.symlink_to(folder.name)
    assert kinds(ledger) == [("index", "warning", "index-unusable")]


def test_index_is_not_asked_about_a_ledger_that_was_not_looked_at(ledger: IndexedLedger) -> None:
    assert list(index_findings(ledger.index, {}, has_ledger=False)) == []


def test_file_cut_where_one_table_ends_has_ways_back(ledger: IndexedLedger) -> None:
    text = file_of(ledger).read_text()
    file_of(ledger).write_text(text[: text.index("[claim]")])
    assert kinds(ledger)[0] == ("ledger", "error", "cut")
    (cut, *_) = found(ledger)
    assert (cut.what.fields["had"], cut.what.fields["has"]) == (2, 0)


def test_file_whose_text_is_wrong_is_not_counted(ledger: IndexedLedger) -> None:
    for text in ("", "x = = 1\n"):
        file_of(ledger).write_text(text)
        assert ("ledger", "error", "cut") not in kinds(ledger)


def test_file_with_fewer_events_is_an_error_with_ways_back(ledger: IndexedLedger) -> None:
    file = file_of(ledger)
    old = file.read_bytes()
    kept = ledger.folder / ".doctor" / "20261101T000000" / "cases" / file.name
    kept.parent.mkdir(parents=True)
    kept.write_bytes(old)
    kept.with_name("tb-aaaa.toml").write_bytes(old)
    (ledger.folder / ".git").mkdir()
    file.write_bytes(old[: old.rindex(b"\n", 0, -1) + 1])
    cut = found(ledger)[0]
    assert (cut.area, cut.severity, cut.id, cut.file) == ("ledger", "error", "cut", str(file))
    assert cut.todo is not None
    ways = cut.todo.fields["ways"]
    assert isinstance(ways, tuple)
    assert [one.key for one in ways] == ["doctor-way-kept", "doctor-way-git", "doctor-way-backup"]
    assert [one.fields.get("file") for one in ways[:2]] == [str(kept), f"cases/{ID}.toml"]


def test_file_that_is_emptied_or_breaks_off_has_ways_back(ledger: IndexedLedger) -> None:
    for text in ("", file_of(ledger).read_text()[:-20]):
        file_of(ledger).write_text(text)
        one = next(one for one in looked_at(ledger.folder, NOW).findings if one.id == "unreadable")
        assert one.todo is not None
        assert one.todo.key == "doctor-do-empty"


def test_file_that_is_gone_is_remembered_until_it_is_forgotten(ledger: IndexedLedger) -> None:
    file_of(ledger).unlink()
    assert kinds(ledger) == [("ledger", "note", "gone"), *WELL]
    ledger.index.forget(ID)
    assert kinds(ledger) == WELL


def test_edit_that_no_stamp_shows_is_found_and_mended(ledger: IndexedLedger) -> None:
    """The index is told another number, as if the file had been edited in place at its old time."""
    later = LedgerIndex(ledger, ledger.index.file, lambda: time.time_ns() + 10**11)
    assert kinds(ledger, later) == WELL
    with sqlite3.connect(ledger.index.file.path) as connection:
        connection.execute("UPDATE cases SET number = '7'")
    connection.close()
    assert kinds(ledger, later) == [("index", "warning", "index-wrong")]
    mend_index(later, looked_at(ledger.folder, NOW).cases)
    assert kinds(ledger, later) == WELL
