"""The index is disposable: broken, old, locked, away or not to be written, nothing but its memory is lost."""

import os
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders_cases import CALM, event
from tests.builders_index import (
    Counted,
    cut,
    faults,
    filled,
    ids,
    index_file,
    ledger_at,
    moment,
    path_of,
    selected,
)

from refundcli.adapters.index import VERSION
from refundcli.adapters.index_file import IndexFile
from refundcli.adapters.ledger_index import Query

A, B = "tb-2222", "tb-3333"


def is_kept(folder: Path) -> bool:
    """Return whether the lines of the last list are there for the next."""
    ids(folder)
    second = Counted()
    list(selected(folder, at=moment(make=second)).lines)
    return second.count == 0


def changed(folder: Path, statement: str) -> None:
    """Change the index behind the program's back."""
    connection = sqlite3.connect(index_file(folder))
    with connection:
        connection.execute(statement)
    connection.close()


@settings(CALM, max_examples=12)
@given(st.data())
def test_index_with_any_bytes_broken_gives_the_cases_all_the_same(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("broken")
    filled(folder, A, B)
    ids(folder)
    file = index_file(folder)
    whole = bytearray(file.read_bytes())
    page = data.draw(st.integers(0, len(whole) // 4096 - 1)) * 4096
    start = page + data.draw(st.integers(0, 120))
    junk = data.draw(st.binary(min_size=1, max_size=400))
    whole[start : start + len(junk)] = junk
    file.write_bytes(whole)
    assert {A, B} >= set(ids(folder))
    file.unlink()
    assert [A, B] == ids(folder)


@pytest.mark.parametrize("bytes_", [b"", b"x" * 5000, b"SQLite format 3\0" + b"\0" * 5000])
def test_file_that_is_no_index_is_made_anew(tmp_path: Path, bytes_: bytes) -> None:
    filled(tmp_path, A, B)
    index_file(tmp_path).write_bytes(bytes_)
    assert ([A, B], True) == (ids(tmp_path), is_kept(tmp_path))


@pytest.mark.parametrize("keep", [1, 100, 4096, 10000])
def test_index_that_was_cut_is_made_anew(tmp_path: Path, keep: int) -> None:
    filled(tmp_path, A, B)
    file = index_file(tmp_path)
    file.write_bytes(file.read_bytes()[:keep])
    assert ([A, B], True) == (ids(tmp_path), is_kept(tmp_path))


@pytest.mark.parametrize("version", [0, VERSION + 1])
def test_index_of_another_version_is_made_anew_and_keeps_what_was_seen(
    tmp_path: Path, version: int
) -> None:
    filled(tmp_path, A, B)
    changed(tmp_path, f"PRAGMA user_version = {version}")
    cut(path_of(tmp_path, A))
    assert ([B], ["ledger-cut"]) == (ids(tmp_path), faults(tmp_path))


@pytest.mark.parametrize("table", ["cases", "lines", "folders"])
def test_index_that_lacks_a_table_is_made_anew(tmp_path: Path, table: str) -> None:
    filled(tmp_path, A, B)
    changed(tmp_path, f"DROP TABLE {table}")
    assert ([A, B], True) == (ids(tmp_path), is_kept(tmp_path))


def test_line_that_is_no_line_is_made_anew(tmp_path: Path) -> None:
    filled(tmp_path, A, B)
    ids(tmp_path)
    changed(tmp_path, "UPDATE lines SET line = '[1, 2'")
    assert [A, B] == ids(tmp_path)


def test_deleted_index_loses_nothing_but_its_memory(tmp_path: Path) -> None:
    ledger = filled(tmp_path, A, B)
    ids(tmp_path)
    index_file(tmp_path).unlink()
    assert ([A, B], 2) == (ids(tmp_path), len(ledger.read(A).events))


def test_locked_index_is_done_without_in_bounded_time(tmp_path: Path) -> None:
    ledger = filled(tmp_path, A, B)
    ids(tmp_path)
    holder = sqlite3.connect(index_file(tmp_path), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    ledger.append(A, event("noted", 12, note="x"))
    found = ids(tmp_path)
    took = time.monotonic() - began
    holder.close()
    assert ([A, B], True) == (found, took < 20)
    assert 3 == len(ledger_at(tmp_path).read(A).events)
    assert [A, B] == ids(tmp_path)


def _in_place_of_the_cache(folder: Path) -> None:
    (folder / "cache").write_text("a file")


def _read_only(folder: Path) -> None:
    (folder / "cache").mkdir()
    (folder / "cache").chmod(0o500)


def _index_is_a_folder(folder: Path) -> None:
    IndexFile(folder / "cache", folder / "ledger").path.mkdir(parents=True)


def _index_is_a_link(folder: Path) -> None:
    (folder / "cache").mkdir()
    (folder / "mine").write_text("not to be touched")
    IndexFile(folder / "cache", folder / "ledger").path.symlink_to(folder / "mine")


@pytest.mark.parametrize(
    "spoil", [_in_place_of_the_cache, _read_only, _index_is_a_folder, _index_is_a_link]
)
def test_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(tmp_path)
    ledger = filled(tmp_path, A, B)
    ledger.append(A, event("noted", 12, note="x"))
    assert ([A, B], 3) == (ids(tmp_path), len(ledger.read("tb-2").events))
    mine = tmp_path / "mine"
    assert not mine.exists() or mine.read_text() == "not to be touched"


def test_index_is_for_the_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        filled(tmp_path, A)
        ids(tmp_path)
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(one.stat().st_mode) for one in (tmp_path / "cache").iterdir()}
    assert ({0o600}, 0o700) == (modes, stat.S_IMODE((tmp_path / "cache").stat().st_mode))


def test_index_that_others_may_read_is_closed_to_them(tmp_path: Path) -> None:
    filled(tmp_path, A)
    index_file(tmp_path).chmod(0o644)
    ids(tmp_path)
    assert 0o600 == stat.S_IMODE(index_file(tmp_path).stat().st_mode)


def test_clock_that_jumps_back_hides_no_change(tmp_path: Path) -> None:
    ledger = filled(tmp_path, A)
    object.__setattr__(ledger.index, "clock", lambda: time.time_ns() + 10**15)
    list(ledger.index.select(Query(), moment()).lines)
    text = path_of(tmp_path, A).read_text()
    path_of(tmp_path, A).write_text(text.replace('"2222"', '"9999"'))
    assert ["9999"] == [one.number for one in selected(tmp_path).lines]


_PROGRAM = """
import sys
from pathlib import Path
from tests.builders_cases import event
from tests.builders_index import ids, ledger_at, moment, selected
folder, act = Path(sys.argv[1]), sys.argv[2]
for number in range(6):
    if act == "write":
        ledger_at(folder).append("tb-2222", event("noted", 12, note=str(number)))
    else:
        found = ids(folder)
        assert found == ["tb-2222", "tb-3333"], found
        assert not selected(folder).faults
"""


def test_two_programs_that_read_and_write_at_once_agree(tmp_path: Path) -> None:
    filled(tmp_path, A, B)
    command = [sys.executable, "-c", _PROGRAM, str(tmp_path)]
    root = Path(__file__).parents[2]
    running = [
        subprocess.Popen([*command, act], cwd=root, stderr=subprocess.PIPE, text=True)
        for act in ("write", "read")
    ]
    said = [one.communicate(timeout=120)[1] for one in running]
    assert (["", ""], [0, 0]) == (said, [one.returncode for one in running])
    assert ([A, B], 8) == (ids(tmp_path), len(ledger_at(tmp_path).read(A).events))
    assert [] == faults(tmp_path)
