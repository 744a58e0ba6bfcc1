"""A ledger on two machines, kept together by real git: nothing is lost, whichever side merges."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.builders_cases import ID, NOW, case, event

from refundcli.adapters.health_ledger import looked_at, mend
from refundcli.adapters.ledger import Ledger
from refundcli.adapters.merge_git import GitLedger
from refundcli.core.case import Case, fold
from refundcli.core.events import Event

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")

OPENING = event("sent", 9)
OURS = (event("refused", 10), event("noted", 12, note="ours"))
THEIRS = (event("applied", 11), event("noted", 13, note="theirs"))
CLOSED = event("closed", 14, outcome="won")


@dataclass(frozen=True)
class Machine:
    """A clone of the ledger on one of the machines."""

    folder: Path

    @property
    def ledger(self) -> Ledger:
        """The ledger as the program on this machine sees it."""
        return Ledger(self.folder)

    def git(self, *words: str) -> int:
        """Run git in the ledger and return its exit code; no configuration but what is said here."""
        env = {
            **{"PATH": os.environ["PATH"], "HOME": os.environ["HOME"]},
            **{"GIT_CONFIG_NOSYSTEM": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"},
        }
        who = ("-c", "user.name=b", "-c", "user.email=b@example.org")
        command = ["git", *who, *words]
        return subprocess.run(
            command, cwd=self.folder, env=env, capture_output=True, check=False
        ).returncode

    def commit(self) -> None:
        """Commit everything."""
        assert self.git("add", "-A") == 0
        assert self.git("commit", "-q", "-m", "x") == 0

    def merge(self, other: "Machine") -> int:
        """Merge the other machine's commits into this one's; return git's exit code."""
        return self.git("pull", "-q", "--no-rebase", "--no-edit", str(other.folder), "main")

    def tell(self, *events: Event) -> None:
        """Log *events* of the case and commit them."""
        for one in events:
            self.ledger.append(ID, one)
        self.commit()

    @property
    def faults(self) -> list[str]:
        """What `doctor` finds that is worse than a note."""
        found = looked_at(self.folder, NOW).findings
        return sorted(one.id for one in found if one.severity in ("warning", "error"))

    def mended(self) -> Path | None:
        """Do as `doctor --fix` does, and return where the old files are."""
        return mend(looked_at(self.folder, NOW), self.folder, 5, NOW)

    def case(self) -> Case:
        """Return the case, its events by key; there is no other."""
        (found,) = self.ledger.cases(closed=True)
        assert isinstance(found, Case), found.message
        return case(*sorted(found.events, key=lambda one: one.id))


Edit = Callable[[Path], object]


def machines(folder: Path, *, for_git: bool = True, edit: Edit | None = None) -> list[Machine]:
    """Return two machines with the same ledger: one case with one event, its file as *edit* leaves it."""
    first, second = Machine(folder / "first"), Machine(folder / "second")
    first.ledger.add(case(OPENING))
    if edit is not None:
        edit(first.folder / "cases" / f"{ID}.toml")
    if for_git:
        GitLedger(first.folder).prepare_git()
    else:
        (first.folder / ".gitignore").write_text("/.*\n!/.git*\n")
    assert first.git("init", "-q", "-b", "main") == 0
    first.commit()
    assert first.git("clone", "-q", str(first.folder), str(second.folder)) == 0
    os.chmod(second.folder, 0o700)  # noqa: PTH101  # a clone is made with the umask
    return [first, second]


EVERYTHING = case(*sorted((OPENING, *OURS, *THEIRS), key=lambda one: one.id))


@pytest.mark.parametrize("merging", [0, 1])
def test_both_add_to_one_case_and_either_merges(tmp_path: Path, merging: int) -> None:
    both = machines(tmp_path)
    both[0].tell(*OURS)
    both[1].tell(*THEIRS)
    here, there = both[merging], both[1 - merging]
    assert here.merge(there) == 0
    assert (here.faults, here.case()) == ([], EVERYTHING)
    assert there.merge(here) == 0
    assert there.case() == EVERYTHING
    assert there.ledger.append(ID, CLOSED).events[-1] == CLOSED


def test_nothing_hidden_is_committed(tmp_path: Path) -> None:
    first, _ = machines(tmp_path)
    first.tell(*OURS)
    assert (first.folder / ".lock").exists()
    assert first.git("ls-files", "--error-unmatch", ".lock") == 1
    assert first.git("ls-files", "--error-unmatch", f"cases/{ID}.toml", ".gitattributes") == 0


@pytest.mark.parametrize("edit", ["no end", "crlf", "no table"])
def test_hand_edited_files_merge_as_well(tmp_path: Path, edit: str) -> None:
    """Without a line end at the end, with those of another system, without a table of events."""
    edits: dict[str, Edit] = {
        "no end": lambda path: path.write_bytes(path.read_bytes().rstrip(b"\n")),
        "crlf": lambda path: path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n")),
        "no table": lambda path: path.write_bytes(path.read_bytes().partition(b"\n[events]")[0]),
    }
    first, second = machines(tmp_path, edit=edits[edit])
    first.tell(*OURS)
    second.tell(*THEIRS)
    assert first.merge(second) == 0
    told = first.case().events
    assert first.faults == []
    assert {one.id for one in told} | {OPENING.id} == {one.id for one in EVERYTHING.events}


def test_same_event_told_on_both_machines_is_there_once(tmp_path: Path) -> None:
    """A copy carried it over before git did."""
    first, second = machines(tmp_path)
    first.tell(OURS[0], OURS[1])
    second.tell(THEIRS[0], OURS[0], THEIRS[1])
    assert first.merge(second) == 0
    first.mended()
    assert (first.faults, first.case()) == ([], EVERYTHING)


def test_one_closes_while_the_other_adds(tmp_path: Path) -> None:
    """The file moved on one side: the case ends closed, in one file, with all that was told."""
    first, second = machines(tmp_path)
    first.tell(CLOSED)
    second.tell(*THEIRS)
    first.merge(second)
    first.mended()
    assert first.faults == []
    assert [one.id for one in first.case().events] == sorted(
        one.id for one in (OPENING, CLOSED, *THEIRS)
    )
    assert [path.parent.parent.name for path in first.ledger.paths(ID)] == ["closed"]


def test_both_close_in_different_years(tmp_path: Path) -> None:
    """Git leaves two files then; one case comes of them, in the year that it ended."""
    first, second = machines(tmp_path)
    first.tell(*OURS, CLOSED)
    end = {"outcome": "lost"}
    later = Event("20270105T100000-zzzz", CLOSED.at.replace(year=2027, month=1), "closed", end)
    second.tell(later)
    assert first.merge(second) == 1
    assert "twins" not in first.faults
    assert first.faults != []
    first.mended()
    assert [one for one in first.faults if one != "event-ahead"] == []
    assert {one.id for one in first.case().events} == {OPENING.id, CLOSED.id, later.id} | {
        one.id for one in OURS
    }
    assert [path.parent.name for path in first.ledger.paths(ID)] == ["2027"]


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_conflict_marks_are_mended_where_no_attributes_were_written(
    tmp_path: Path, style: str
) -> None:
    first, second = machines(tmp_path, for_git=False)
    first.tell(*OURS)
    second.tell(*THEIRS)
    assert first.git("config", "merge.conflictStyle", style) == 0
    assert first.merge(second) == 1
    assert first.faults == ["unreadable"]
    broken = (first.folder / "cases" / f"{ID}.toml").read_bytes()
    kept = first.mended()
    assert (first.faults, first.case()) == ([], EVERYTHING)
    assert kept is not None
    assert (kept / "cases" / f"{ID}.toml").read_bytes() == broken


def test_one_key_in_two_wordings_is_named_at_its_line_and_left_alone(tmp_path: Path) -> None:
    first, second = machines(tmp_path)
    noted = event("noted", 12, note="one")
    first.tell(noted)
    second.tell(Event(noted.id, noted.at, "noted", {"note": "two"}))
    assert first.merge(second) == 0
    path = first.folder / "cases" / f"{ID}.toml"
    before = path.read_bytes()
    (found,) = (one for one in looked_at(first.folder, NOW).findings if one.severity == "error")
    line = before.decode().split("\n")[(found.line or 0) - 1]
    assert (found.id, line.startswith(noted.id), found.is_mendable) == ("event-clash", True, False)
    assert (first.mended(), path.read_bytes()) == (None, before)


def test_order_corrected_by_hand_on_one_side_merges(tmp_path: Path) -> None:
    first, second = machines(tmp_path)
    path = first.folder / "cases" / f"{ID}.toml"
    path.write_text(path.read_text().replace("paid = 128.00", "paid = 99.00"))
    first.commit()
    second.tell(*THEIRS)
    assert second.merge(first) == 0
    (found,) = second.ledger.cases()
    assert isinstance(found, Case)
    assert (str(found.order.paid), len(found.events)) == ("99.00", 3)
    assert second.faults == []


def test_order_corrected_differently_on_both_sides_is_named(tmp_path: Path) -> None:
    both = machines(tmp_path)
    for one, paid in zip(both, ("99.00", "98.00"), strict=True):
        path = one.folder / "cases" / f"{ID}.toml"
        path.write_text(path.read_text().replace("paid = 128.00", f"paid = {paid}"))
        one.commit()
    both[0].merge(both[1])
    assert both[0].faults == ["unreadable"]
    assert both[0].mended() is None


def test_state_folds_alike_on_both_machines(tmp_path: Path) -> None:
    first, second = machines(tmp_path)
    first.tell(OURS[0])
    second.tell(THEIRS[0])
    assert second.merge(first) == 0
    assert first.merge(second) == 0
    states = [fold(one.case()) for one in (first, second)]
    assert states[0] == states[1]
    assert states[0].attempts == 1


def test_line_ends_of_another_system_on_one_side_double_no_line(tmp_path: Path) -> None:
    """An editor rewrote the whole file."""
    first, second = machines(tmp_path)
    path = first.folder / "cases" / f"{ID}.toml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    first.tell(*OURS)
    second.tell(*THEIRS)
    assert first.merge(second) == 0
    assert (first.faults, first.case()) == ([], EVERYTHING)
