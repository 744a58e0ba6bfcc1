"""What a buyer bought from whom is nobody else's: modes of files, and what an error gives away."""

import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.interface.program import FAULTY
from tests.reliability.test_hostile_text import Said, saved

from refundcli.adapters.unfinished import Unfinished
from refundcli.commands.session import Session
from refundcli.core.periods import beijing

SECRETS = ("4096000000000000001", "某某旗舰店", "拆封不退")


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder in which all that the program writes lies."""
    world = tmp_path / "world"
    world.mkdir(mode=0o700)
    monkeypatch.setenv("REFUNDCLI_LEDGER", str(world / "data" / "ledger"))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(world / kind.lower()))
    monkeypatch.setattr(tempfile, "tempdir", str(world))
    monkeypatch.chdir(world)
    return world


@pytest.fixture
def umask() -> Iterator[None]:
    """Forbid nothing to others, and put the umask back."""
    before = os.umask(0)
    yield
    os.umask(before)


def open_to_others(folder: Path) -> dict[str, str]:
    """Return what in *folder* is not 0600, or 0700 for a folder."""
    found = {path: stat.S_IMODE(path.lstat().st_mode) for path in folder.rglob("*")}
    wanted = {path: 0o700 if path.is_dir() else 0o600 for path in found}
    return {str(path): oct(mode) for path, mode in found.items() if mode != wanted[path]}


def bug_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plant a bug whose traceback holds what the buyer told."""

    def rulebook(*_: object) -> None:
        raise ValueError(*SECRETS)

    monkeypatch.setattr(Session, "rulebook", rulebook)


def test_everything_that_is_written_is_for_the_owner_alone(
    world: Path, umask: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger, the index, kept answers, exports, letters, a report of a bug."""
    number, seller, words = SECRETS
    id = saved("--order", number, "--seller", seller)
    Unfinished(world / "data" / "refundcli").keep({"order": number}, beijing(2026, 11, 22))
    for command in (
        ("log", id, "sent"),
        ("log", id, "refused", "--words", words),
        ("list",),
        ("due",),
        ("message", id, "--save", "letter.txt"),
        ("export", "--out", "all.json"),
        ("import", "all.json", "--ledger", str(world / "other")),
        ("close", id, "--outcome", "lost"),
        ("reopen", id),
        ("undo", id),
    ):
        assert Said(*command).code == 0, command
    bug_in(monkeypatch)
    assert Said("check", *FAULTY).code == 1
    names = {path.name for path in world.rglob("*")}
    assert {"unfinished.toml", "letter.txt", "all.json", "ledger.toml", f"{id}.toml"} <= names
    assert [one for one in names if one.endswith(".sqlite")]
    assert [one for one in names if one.startswith("refundcli-bug-")]
    assert open_to_others(world) == {}


def test_report_of_a_bug_holds_no_order_data(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor do the two lines on the screen, nor the error under --json."""
    number, seller, _ = SECRETS
    bug_in(monkeypatch)
    for how in ((), ("--json",)):
        done = Said("check", *FAULTY, "--order", number, "--seller", seller, *how)
        assert done.code == 1
        assert [word for word in SECRETS if word in done.out + done.err] == []
    reports = [path.read_text("utf-8") for path in world.glob("refundcli-bug-*")]
    assert len(reports) == 2
    assert [word for word in SECRETS for report in reports if word in report] == []
    assert all("ValueError" in report for report in reports)
