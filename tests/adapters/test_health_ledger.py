"""What doctor finds in a ledger and what it mends: nothing it mends loses a word, the rest stays as it is."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.builders_cases import ID, NOW, case, event

from refundcli.adapters.conflict_copies import case_named
from refundcli.adapters.health_cases import examined
from refundcli.adapters.health_ledger import looked_at, mend
from refundcli.adapters.ledger import Ledger
from refundcli.adapters.lock import held
from refundcli.core.case import Case
from refundcli.core.errors import LedgerUnreadable, LedgerUnwritable
from refundcli.core.events import Event
from refundcli.core.health import Finding

SENT, NOTED, OTHER = event("sent", 9), event("noted", 12, note="好，“谢谢”"), event("replied", 13)
CLOSED = event("closed", 14, outcome="won")
COPIES = (
    f"{ID} (Li's conflicted copy 2026-11-22).toml",
    f"{ID} (conflicted copy 2026-11-22 101500).toml",
    f"{ID}.sync-conflict-20261122-101500-ABCDEFG.toml",
    f"{ID}-LAPTOP-7.toml",
    f"{ID} 2.toml",
    f"{ID}_LOCAL_4711.toml",
    f"{ID} (李的冲突文件 2026-11-22).toml",
    f"{ID} (import).toml",
)


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Return a ledger with one case that has two events."""
    ledger = Ledger(tmp_path / "ledger", lock_timeout=0.1)
    ledger.add(case(SENT, NOTED))
    return ledger


def file_of(ledger: Ledger) -> Path:
    """Return the file of the case."""
    return ledger.folder / "cases" / f"{ID}.toml"


def put(ledger: Ledger, name: str, *events: Event, **known: object) -> Path:
    """Put another version of the case beside the first one."""
    room = Ledger(ledger.folder.parent / "room")
    path = room.add(case(*events, **known))  # type: ignore[arg-type]  # what is known of the order
    place = ledger.folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    path.rename(place)
    return place


def found(ledger: Ledger) -> list[Finding]:
    """Return what is found but for what is as it should be."""
    return [one for one in looked_at(ledger.folder, NOW).findings if one.severity != "ok"]


def ids(ledger: Ledger) -> list[tuple[str, str]]:
    """Return severity and kind of what is found."""
    return [(one.severity, one.id) for one in found(ledger)]


def fix(ledger: Ledger) -> Path | None:
    """Do as `doctor --fix` does."""
    return mend(looked_at(ledger.folder, NOW), ledger.folder, 0.1, NOW)


def told(ledger: Ledger) -> list[str]:
    """Return the events of the one case there is, by key."""
    (one,) = ledger.cases(closed=True)
    assert isinstance(one, Case), one.message
    return sorted(event.id for event in one.events)


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of the ledger but hidden ones."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


def is_well(ledger: Ledger) -> bool:
    """Whether nothing is found, and a write goes through."""
    return not found(ledger) and bool(ledger.append(ID, event("noted", 15, note="next")))


def test_ledger_that_is_well_has_nothing_but_its_counts(ledger: Ledger) -> None:
    (one,) = looked_at(ledger.folder, NOW).findings
    assert (one.severity, one.what.fields) == ("ok", {"cases": 1, "events": 2})


def test_looking_writes_nothing_even_where_there_is_no_ledger(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    (one,) = looked_at(folder, NOW).findings
    assert (one.severity, one.id, folder.exists()) == ("note", "no-ledger", False)


@pytest.mark.parametrize("name", COPIES)
def test_conflict_copy_is_merged_and_kept(ledger: Ledger, name: str) -> None:
    path = put(ledger, f"cases/{name}", SENT, OTHER)
    copy, before = path.read_bytes(), file_of(ledger).read_bytes()
    assert ids(ledger) == [("error", "conflict-copy")]
    kept = fix(ledger)
    assert kept is not None
    assert (kept / "cases" / name).read_bytes() == copy
    assert (kept / "cases" / f"{ID}.toml").read_bytes() == before
    assert told(ledger) == sorted(one.id for one in (SENT, NOTED, OTHER))
    assert file_of(ledger).read_bytes().startswith(before)
    assert is_well(ledger)


def test_several_copies_are_merged_whatever_their_names(ledger: Ledger) -> None:
    for name, one in zip(COPIES, (OTHER, CLOSED), strict=False):
        put(ledger, f"cases/{name}", SENT, one)
    put(ledger, "cases/Kopie.toml", SENT)
    fix(ledger)
    assert told(ledger) == sorted(one.id for one in (SENT, NOTED, OTHER, CLOSED))
    assert list(files(ledger.folder)) == [f"closed/2026/{ID}.toml", "ledger.toml"]
    assert is_well(ledger)


def test_copy_with_another_order_is_named_and_left_alone(ledger: Ledger) -> None:
    put(ledger, f"cases/{COPIES[0]}", SENT, seller="another")
    before = files(ledger.folder)
    assert ids(ledger) == [("error", "head-clash")] * 2
    assert [one.is_mendable for one in found(ledger)] == [False, False]
    assert (fix(ledger), files(ledger.folder)) == (None, before)


def test_copy_with_an_event_in_other_words_is_named_at_its_line(ledger: Ledger) -> None:
    path = put(
        ledger, f"cases/{COPIES[0]}", SENT, Event(NOTED.id, NOTED.at, "noted", {"note": "x"})
    )
    by_file = {one.file: one for one in found(ledger)}
    for file in (path, file_of(ledger)):
        one = by_file[str(file)]
        assert one.id == "event-clash"
        assert file.read_text().split("\n")[(one.line or 0) - 1].startswith(NOTED.id)
    assert fix(ledger) is None


def test_copy_that_cannot_be_read_leaves_the_case_alone(ledger: Ledger) -> None:
    path = ledger.folder / "cases" / COPIES[0]
    path.write_text("x = = 3\n")
    path.chmod(0o600)
    before = files(ledger.folder)
    (one,) = found(ledger)
    assert (one.id, one.line, one.column, one.is_mendable) == ("unreadable", 1, 5, False)
    assert (fix(ledger), files(ledger.folder)) == (None, before)


def test_comments_of_an_event_come_with_it(ledger: Ledger) -> None:
    path = put(ledger, f"cases/{COPIES[0]}", SENT, OTHER)
    path.write_text(path.read_text().rstrip("\n") + "   # by phone\n")
    fix(ledger)
    assert file_of(ledger).read_text().endswith("}   # by phone\n")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("tail", ["", "\n[claim.facts]\nintact = true\n"])
def test_merged_lines_stand_after_the_last_event_and_end_alike(
    ledger: Ledger, end: str, tail: str
) -> None:
    """Also where another table follows, and where the last line has no end."""
    path = file_of(ledger)
    text = (path.read_text().rstrip("\n") + tail).replace("\n", end)
    path.write_bytes(text.encode())
    copy = put(ledger, f"cases/{COPIES[0]}", SENT, OTHER)
    copy.write_text(copy.read_text() + tail)
    fix(ledger)
    assert told(ledger) == sorted(one.id for one in (SENT, NOTED, OTHER))
    made = path.read_bytes()
    assert made.count(b"\n") == made.count(end.encode())
    assert [line[:20] for line in made.decode().split(end)][: len(text.split(end))]


def _swap(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new)


MENDABLE: dict[str, Callable[[str], str]] = {
    "marks": lambda text: (
        text.replace(f"{NOTED.id} =", f"<<<<<<< HEAD\n{NOTED.id} =") + "=======\n>>>>>>> theirs\n"
    ),
    "line twice": lambda text: text + text.split("\n")[-2] + "\n",
    "line twice, spaced": lambda text: text + text.split("\n")[-2].replace(" = ", "  =  ") + "\n",
    "full-width quotes": _swap('platform = "taobao"', "platform = “taobao”"),
    "full-width signs": _swap('"sent" }', "“sent” ｝"),
    "full-width equals": _swap("paid = 128.00", "paid ＝ 128.00　# 实付"),
}


@pytest.mark.parametrize("how", MENDABLE)
def test_broken_text_is_mended_and_kept(ledger: Ledger, how: str) -> None:
    path = file_of(ledger)
    path.write_text(MENDABLE[how](path.read_text()))
    broken = path.read_bytes()
    assert {one.is_mendable for one in found(ledger)} == {True}
    kept = fix(ledger)
    assert kept is not None
    assert (kept / "cases" / f"{ID}.toml").read_bytes() == broken
    assert ledger.read(ID) == case(SENT, NOTED)
    assert is_well(ledger)


UNMENDABLE: dict[str, tuple[Callable[[str], str], str, int | None]] = {
    "other words": (
        lambda text: text + text.split("\n")[-2].replace("谢谢", "") + "\n",
        "event-clash",
        18,
    ),
    "marks in the order": (
        _swap("paid = 128.00\n", "<<<<<<< a\npaid = 9\n=======\npaid = 8\n>>>>>>> b\n"),
        "head-clash",
        None,
    ),
    "half a mark": (_swap("[events]", "<<<<<<< HEAD\n[events]"), "unreadable", 15),
    "cut": (lambda text: text[:-20], "unreadable", 17),
    "emptied": (lambda text: "", "unreadable", None),
    "another id": (_swap(ID, "tb-aaaa"), "unreadable", None),
    "wrong value": (_swap('"sent"', '"send"'), "unreadable", 16),
    "no reason": (_swap('reason = "quality"\n', ""), "unreadable", 10),
}


@pytest.mark.parametrize("how", UNMENDABLE)
def test_what_cannot_be_mended_safely_is_named_with_its_line(ledger: Ledger, how: str) -> None:
    change, id, line = UNMENDABLE[how]
    path = file_of(ledger)
    path.write_text(change(path.read_text()))
    before = files(ledger.folder)
    one = found(ledger)[0]
    assert (one.severity, one.id, one.line, one.is_mendable) == ("error", id, line, False)
    assert (one.file, one.todo is not None) == (str(path), True)
    assert (fix(ledger), files(ledger.folder)) == (None, before)


def test_text_that_is_not_utf_8_is_named_and_left_alone(ledger: Ledger) -> None:
    path = file_of(ledger)
    path.write_bytes(path.read_text().encode("gb18030"))
    before = path.read_bytes()
    assert ids(ledger) == [("error", "unreadable")]
    assert (fix(ledger), path.read_bytes()) == (None, before)


@pytest.mark.parametrize(
    ("place", "severity"),
    [("closed/2026", "warning"), ("closed/1999", "warning"), ("closed", "error")],
)
def test_open_case_among_the_closed_ones_is_moved_back(
    ledger: Ledger, place: str, severity: str
) -> None:
    (ledger.folder / place).mkdir(parents=True, mode=0o700)
    (ledger.folder / "closed").chmod(0o700)
    file_of(ledger).rename(ledger.folder / place / f"{ID}.toml")
    assert ids(ledger) == [(severity, "misplaced")]
    assert fix(ledger) is None
    assert file_of(ledger).exists()
    assert is_well(ledger)


def test_closed_case_among_the_open_ones_is_moved(ledger: Ledger) -> None:
    ledger.append(ID, CLOSED)
    (ledger.folder / "closed" / "2026" / f"{ID}.toml").rename(file_of(ledger))
    assert ids(ledger) == [("warning", "misplaced")]
    fix(ledger)
    assert list(files(ledger.folder)) == [f"closed/2026/{ID}.toml", "ledger.toml"]


@pytest.mark.parametrize("more", [(), (OTHER,)])
def test_case_in_two_places_becomes_one_with_everything(
    ledger: Ledger, more: tuple[Event, ...]
) -> None:
    put(ledger, f"closed/2026/{ID}.toml", SENT, CLOSED, *more)
    for folder in (ledger.folder / "closed", ledger.folder / "closed" / "2026"):
        folder.chmod(0o700)
    assert ("error", "case-twice") in ids(ledger)
    fix(ledger)
    assert list(files(ledger.folder)) == [f"closed/2026/{ID}.toml", "ledger.toml"]
    assert told(ledger) == sorted(one.id for one in (SENT, NOTED, CLOSED, *more))
    assert is_well(ledger)


def test_file_whose_name_is_no_id_is_named_by_the_id_in_it(ledger: Ledger) -> None:
    file_of(ledger).rename(ledger.folder / "cases" / "蓝色杯子.toml")
    assert ids(ledger) == [("error", "misnamed")]
    fix(ledger)
    assert ledger.read(ID) == case(SENT, NOTED)
    assert is_well(ledger)


def test_modes_are_put_right_and_links_left_alone(ledger: Ledger, tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    file_of(ledger).rename(outside)
    file_of(ledger).symlink_to(outside)
    for path, mode in ((outside, 0o644), (ledger.folder, 0o755), (ledger.folder / "cases", 0o750)):
        path.chmod(mode)
    assert ids(ledger) == [("warning", "modes")]
    fix(ledger)
    modes = [
        stat.S_IMODE(path.stat().st_mode)
        for path in (ledger.folder, ledger.folder / "cases", outside)
    ]
    assert modes == [0o700, 0o700, 0o644]
    assert is_well(ledger)


def test_open_files_in_a_closed_folder_are_but_a_note(ledger: Ledger) -> None:
    file_of(ledger).chmod(0o644)
    assert ids(ledger) == [("note", "modes")]


def test_linked_case_is_mended_where_it_lies(ledger: Ledger, tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    file_of(ledger).rename(outside)
    file_of(ledger).symlink_to(outside)
    outside.write_text(MENDABLE["full-width quotes"](outside.read_text()))
    fix(ledger)
    assert file_of(ledger).is_symlink()
    assert 'platform = "taobao"' in outside.read_text()


def test_dangling_link_and_pipe_are_named(ledger: Ledger) -> None:
    (ledger.folder / "cases" / "tb-aaaa.toml").symlink_to("nowhere")
    os.mkfifo(ledger.folder / "cases" / "tb-bbbb.toml", 0o600)
    assert ids(ledger) == [("error", "unreadable")] * 2
    assert fix(ledger) is None


def test_link_in_a_circle_and_folder_of_a_cases_name_are_named(ledger: Ledger) -> None:
    (ledger.folder / "cases" / "tb-aaaa.toml").symlink_to("tb-aaaa.toml")
    (ledger.folder / "cases" / "tb-bbbb.toml").mkdir(0o700)
    assert ids(ledger) == [("error", "unreadable")] * 2
    assert [one.id for one in ledger.cases() if isinstance(one, Case)] == [ID]


def test_year_that_is_a_link_in_a_circle_is_no_folder(ledger: Ledger) -> None:
    (ledger.folder / "closed").mkdir(0o700)
    (ledger.folder / "closed" / "2026").symlink_to("2026")
    assert [(one.severity, one.id) for one in found(ledger) if one.severity != "ok"] == [
        ("note", "stray")
    ]
    assert [one.id for one in ledger.cases(closed=True) if isinstance(one, Case)] == [ID]


@pytest.mark.parametrize("kind", ["link", "file"])
def test_ledger_that_is_no_folder_is_an_error(tmp_path: Path, kind: str) -> None:
    """A disk that is not there now, to which the ledger is a link, is no empty ledger."""
    folder = tmp_path / "ledger"
    if kind == "link":
        folder.symlink_to("nowhere")
    else:
        folder.write_text("x")
    (one,) = looked_at(folder, NOW).findings
    assert (one.severity, one.file) == ("error", str(folder))
    with pytest.raises(LedgerUnreadable):
        list(Ledger(folder).cases())


def test_import_that_was_cut_off_is_named(ledger: Ledger) -> None:
    (ledger.folder / ".import").mkdir(0o700)
    assert ids(ledger) == [("error", "importing")]


def test_what_is_no_case_is_named_and_stays(ledger: Ledger) -> None:
    (ledger.folder / "cases" / "notes.txt").write_text("x")
    (ledger.folder / "cases" / "2025").mkdir()
    (ledger.folder / "cases" / ".DS_Store").write_text("x")
    strays = [one for one in found(ledger) if one.id == "stray"]
    assert [Path(one.file or "").name for one in strays] == ["2025", "notes.txt"]
    fix(ledger)
    assert (ledger.folder / "cases" / "notes.txt").exists()


def test_leftover_of_a_merge_tool_is_put_aside_where_the_case_is_well(ledger: Ledger) -> None:
    path = file_of(ledger).with_name(f"{ID}.toml.orig")
    path.write_text("<<<<<<< HEAD\n")
    path.chmod(0o600)
    assert ids(ledger) == [("note", "leftover")]
    kept = fix(ledger)
    assert kept is not None
    assert (kept / "cases" / path.name).read_text() == "<<<<<<< HEAD\n"
    assert is_well(ledger)
    path.write_text("<<<<<<< HEAD\n")
    file_of(ledger).write_text("x")
    assert not any(one.is_mendable for one in found(ledger) if one.id == "leftover")


def test_temporary_file_of_a_dead_process_is_removed(ledger: Ledger) -> None:
    stray = ledger.folder / ".tmp" / ".tmp-1-elsewhere-x.toml"
    stray.write_text("half")
    stray.chmod(0o600)
    assert found(ledger) == []
    os.utime(stray, (0, 0))
    assert ids(ledger) == [("note", "temporary")]
    fix(ledger)
    assert not stray.exists()


def test_odd_events_are_warned_of_at_their_lines(ledger: Ledger) -> None:
    ahead = Event("20261122T100000-aaaa", NOW.replace(year=2030), "noted", {"note": "x"})
    lost = Event("20261122T100000-bbbb", NOW, "retracted", {"event": "20261122T100000-cccc"})
    ledger.append(ID, ahead, lost)
    assert [(one.severity, one.id, one.line) for one in found(ledger)] == [
        ("warning", "event-ahead", 18),
        ("warning", "retracts-nothing", 19),
    ]


@pytest.mark.parametrize("text", ["", "format = 0\n", "x = = 1\n"])
def test_cases_of_a_ledger_whose_format_cannot_be_read_are_looked_at_and_left_alone(
    ledger: Ledger, text: str
) -> None:
    put(ledger, f"cases/{COPIES[0]}", SENT, OTHER)
    put(ledger, "cases/tb-aaaa.toml", SENT, id="tb-aaaa").write_text("id = ")
    ledger.folder.chmod(0o755)
    (ledger.folder / "ledger.toml").write_text(text)
    before = files(ledger.folder)
    assert sorted(ids(ledger)) == [
        ("error", "conflict-copy"),
        ("error", "format"),
        ("error", "unreadable"),
        ("warning", "modes"),
    ]
    assert (fix(ledger), files(ledger.folder)) == (None, before)


def test_ledger_of_a_newer_format_is_named_and_not_looked_at(ledger: Ledger) -> None:
    put(ledger, f"cases/{COPIES[0]}", SENT, OTHER)
    (ledger.folder / "ledger.toml").write_text("format = 2\n")
    before = files(ledger.folder)
    assert ids(ledger) == [("error", "format")]
    assert (fix(ledger), files(ledger.folder)) == (None, before)


def test_mending_waits_for_the_lock_and_gives_up(ledger: Ledger) -> None:
    put(ledger, f"cases/{COPIES[0]}", SENT, OTHER)
    before = files(ledger.folder)
    with held(ledger.folder / ".lock", 1), pytest.raises(LedgerUnwritable):
        fix(ledger)
    assert files(ledger.folder) == before


def test_file_changed_after_the_look_is_looked_at_again(ledger: Ledger) -> None:
    path = put(ledger, f"cases/{COPIES[0]}", SENT, OTHER)
    health = looked_at(ledger.folder, NOW)
    ledger.append(ID, CLOSED)
    path.unlink()
    assert mend(health, ledger.folder, 0.1, NOW) is None
    assert told(ledger) == sorted(one.id for one in (SENT, NOTED, CLOSED))


def test_case_that_moved_since_it_was_listed_is_looked_at_where_it_is(ledger: Ledger) -> None:
    path = file_of(ledger)
    ledger.append(ID, CLOSED)
    made = examined(ledger, ID, (path,), NOW)
    assert made.findings == ()
    assert made.case is not None
    assert len(made.case.events) == 3
    ledger.paths(ID)[0].unlink()
    assert examined(ledger, ID, (path,), NOW).case is None


def test_leftover_of_any_size_is_moved_whole(ledger: Ledger) -> None:
    path = file_of(ledger).with_name(f"{ID}.toml.orig")
    path.write_bytes(b"#" * 5_000_000)
    kept = fix(ledger)
    assert kept is not None
    assert (kept / "cases" / path.name).stat().st_size == 5_000_000


def test_each_mend_keeps_its_files_apart(ledger: Ledger) -> None:
    for _ in range(2):
        put(ledger, f"cases/{COPIES[0]}", SENT, OTHER)
        fix(ledger)
    names = sorted(path.name for path in (ledger.folder / ".doctor").iterdir())
    assert names == ["20261130T120000", "20261130T120000-2"]
    modes = {path.stat().st_mode & 0o077 for path in (ledger.folder / ".doctor").rglob("*")}
    assert modes == {0}


def test_name_of_a_copy_names_its_case() -> None:
    assert {case_named(name) for name in COPIES} == {ID}
    assert case_named(f"{ID}.toml") == ID
    assert [case_named(name) for name in (f"{ID}x.toml", f"{ID}.txt", "x.toml")] == [None] * 3
