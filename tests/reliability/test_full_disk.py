"""A disk that is full, or read-only, for real: a small file system of its own, mounted and filled."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.reliability.harness import journal, make_ledger, next_command_works
from tests.reliability.writer import CLOSED, OPEN, new_case, told

from refundcli.adapters.ledger import Ledger
from refundcli.adapters.private_file import write_private
from refundcli.core.errors import BadData, LedgerUnwritable
from refundcli.core.text import Said


def _mount(*arguments: str) -> bool:
    try:
        done = subprocess.run(["mount", *arguments], check=False, capture_output=True)
    except OSError:
        return False
    return done.returncode == 0


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Give a file system of 128 KB; where none may be mounted the test says so."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or not _mount(
        "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(folder)
    ):
        pytest.skip("no file system may be mounted here: only root may, on Linux")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def filled(disk: Path) -> Path:
    """Fill the disk to the last byte and return the file that does."""
    big = disk / "big"
    with big.open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                pass
    return big


WRITES: dict[str, Callable[[Ledger], object]] = {
    "add": lambda ledger: ledger.add(new_case("pdd-2222")),
    "append": lambda ledger: ledger.append(OPEN, told("noted", 2, note="x")),
    "close": lambda ledger: ledger.append(OPEN, told("closed", 3, outcome="won")),
    "reopen": lambda ledger: ledger.append(CLOSED, told("reopened", 4)),
    "import": lambda ledger: ledger.bring_in([new_case("tb-9new"), new_case("tb-9nex")]),
}


@pytest.mark.parametrize("action", WRITES)
def test_full_disk_refuses_and_loses_nothing(disk: Path, action: str) -> None:
    """The error says why; reading goes on; once there is room the next command works."""
    folder = make_ledger(disk / "ledger")
    before = journal(folder)
    big = filled(disk)
    with pytest.raises(LedgerUnwritable) as caught:
        WRITES[action](Ledger(folder))
    assert caught.value.message.fields["reason"] == Said("os-disk-full")
    assert journal(folder) == before
    big.unlink()
    assert journal(folder) == before
    next_command_works(folder)


@pytest.mark.parametrize("action", WRITES)
def test_read_only_disk_is_read_and_not_written(disk: Path, action: str) -> None:
    """As a card with its lock on."""
    folder = make_ledger(disk / "ledger")
    before = journal(folder)
    assert _mount("-o", "remount,ro", str(disk))
    with pytest.raises(LedgerUnwritable) as caught:
        WRITES[action](Ledger(folder))
    assert caught.value.message.fields["reason"] == Said("os-read-only")
    assert journal(folder) == before
    assert os.statvfs(folder).f_flag & os.ST_RDONLY


def test_file_that_finds_no_room_is_not_left_behind(disk: Path) -> None:
    """Half an export would look like one."""
    filled(disk)
    with pytest.raises(BadData) as caught:
        write_private(str(disk / "all.json"), "{}")
    assert caught.value.message.fields["reason"] == Said("os-disk-full")
    assert [one.name for one in disk.iterdir()] == ["big"]
