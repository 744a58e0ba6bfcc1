"""Cases brought into a ledger, and a ledger brought to another format: all of it or nothing."""

import os
import stat
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders_cases import CALM, CASES, ID, case, event

from refundcli.adapters.case_file import new_file
from refundcli.adapters.json_files import LARGEST, parse_json, read_json
from refundcli.adapters.ledger import Ledger
from refundcli.adapters.lock import held as locked
from refundcli.core.case import Case, fold
from refundcli.core.errors import BadData, LedgerUnreadable, LedgerUnwritable, RefundcliError
from refundcli.core.migrations import Formats

MARK = "# two"
TWO = Formats(2, {1: lambda text: f"{MARK}\n{text}"})
THREE = Formats(3, {**TWO.steps, 2: lambda text: f"# three\n{text}"})


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Return a ledger that is not there yet."""
    return Ledger(tmp_path / "ledger", lock_timeout=5)


def held(ledger: Ledger) -> dict[str, bytes]:
    """Return every file of the ledger but the lock."""
    return {
        str(path.relative_to(ledger.folder)): path.read_bytes()
        for path in sorted(ledger.folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def refusal(act: object) -> tuple[type[RefundcliError], str]:
    """Return how *act* is refused."""
    assert callable(act)
    with pytest.raises(RefundcliError) as caught:
        act()
    return type(caught.value), caught.value.message.key


@settings(CALM, max_examples=20, suppress_health_check=list(HealthCheck))
@given(cases=st.lists(CASES, unique_by=lambda one: one.id, max_size=4))
def test_ledger_after_an_import_holds_the_cases(
    tmp_path_factory: pytest.TempPathFactory, cases: list[Case]
) -> None:
    """Open and closed, each where it belongs; done twice it changes nothing."""
    ledger = Ledger(tmp_path_factory.mktemp("ledger"))
    assert ledger.bring_in(cases).new == tuple(cases)
    assert list(ledger.cases(closed=True)) == sorted(cases, key=lambda one: one.id)
    assert [one.id for one in ledger.cases() if isinstance(one, Case)] == sorted(
        one.id for one in cases if fold(one).is_open
    )
    before = held(ledger)
    assert ledger.bring_in(cases).unchanged == tuple(cases)
    assert held(ledger) == before


def test_known_case_takes_the_new_events_and_keeps_its_bytes(ledger: Ledger) -> None:
    """Comments too; it is moved where an event closes it."""
    path = ledger.add(case())
    path.write_bytes(path.read_bytes() + b"# mine\n")
    ending = event("closed", outcome="won")
    ledger.bring_in([case(ending)])
    moved = ledger.folder / "closed" / "2026" / path.name
    assert b"# mine\n" in moved.read_bytes()
    assert ledger.read(ID).events == (ending,)


def test_case_that_does_not_fit_keeps_all_out(ledger: Ledger) -> None:
    """Also what stands before it in the document."""
    ledger.add(case())
    before = held(ledger)
    cases = [case(id="tb-2222"), case(number="2")]
    for act in (ledger.bring_in, ledger.would_bring_in):
        assert refusal(lambda: act(cases)) == (BadData, "import-conflict")  # noqa: B023
    assert held(ledger) == before


def test_file_that_takes_no_line_keeps_all_out(ledger: Ledger) -> None:
    """Seen before anything is stored."""
    path = ledger.add(case())
    path.write_text(
        path.read_text().replace("[claim]", "[events]\n\n[claim]", 1).rpartition("[events]")[0]
    )
    before = held(ledger)
    cases = [case(id="tb-2222"), case(event("sent"))]
    assert refusal(lambda: ledger.bring_in(cases)) == (BadData, "ledger-events-not-last")
    assert held(ledger) == before


def test_case_that_would_not_read_back_keeps_all_out(ledger: Ledger) -> None:
    """Seen while it is made ready; nothing is left behind."""
    ledger.add(case())
    before = held(ledger)
    cases = [case(id="tb-2222"), case(id="tb-3333", item="\ud800")]
    for act in (ledger.bring_in, ledger.would_bring_in):
        assert refusal(lambda: act(cases))[0] is BadData  # noqa: B023
    assert held(ledger) == before


def test_trial_stores_nothing(ledger: Ledger) -> None:
    """Not even the ledger."""
    assert ledger.would_bring_in([case()]).new == (case(),)
    assert not ledger.folder.exists()


def cut_off(ledger: Ledger, *cases: Case) -> None:
    """Leave an import as one that was killed when it began to count."""
    ledger.add(case(id="tb-9999"))
    arrivals = ledger.folder / ".import"
    made = Ledger(ledger.folder.with_name("other"))
    made.bring_in(cases)
    (made.folder / "cases").rename(arrivals)


def test_import_that_was_cut_off_is_said_and_completed(ledger: Ledger) -> None:
    """By whoever looks at the ledger next; by every write in any case."""
    cut_off(ledger, case(), case(id="tb-2222"))
    faults = [one for one in ledger.cases() if isinstance(one, BadData)]
    assert [one.message.key for one in faults] == ["ledger-importing"]
    ledger.recover()
    assert [one.id for one in ledger.cases() if isinstance(one, Case)] == [
        "tb-2222",
        ID,
        "tb-9999",
    ]
    assert not (ledger.folder / ".import").exists()


def test_import_that_another_process_is_at_is_left_to_it(ledger: Ledger) -> None:
    """Nobody waits for it to look at the ledger."""
    cut_off(ledger, case())
    with locked(ledger.layout.lock_file, 1):
        ledger.recover()
    assert (ledger.folder / ".import").exists()
    ledger.append("tb-9999", event("sent"))
    assert ledger.read(ID) == case()


def test_case_edited_after_an_import_was_cut_off_is_kept(ledger: Ledger) -> None:
    """What does not fit any more lies beside it, named, as a sync program's copy does."""
    cut_off(ledger, case(event("sent")))
    edited = ledger.folder / "cases" / f"{ID}.toml"
    edited.write_bytes(new_file(case(number="2"), edited))
    ledger.recover()
    assert ledger.read(ID).order.number == "2"
    (fault,) = [one for one in ledger.cases() if isinstance(one, BadData)]
    assert fault.message.fields["file"] == str(edited.with_name(f"{ID} (import).toml"))


def test_file_broken_after_an_import_was_cut_off_is_put_beside_the_others(ledger: Ledger) -> None:
    """It is named from then on, and hinders nothing."""
    ledger.add(case())
    (ledger.folder / ".import").mkdir()
    (ledger.folder / ".import" / "tb-aaaa.toml").write_text("id = \n")
    ledger.append(ID, event("replied"))
    assert (ledger.folder / "cases" / "tb-aaaa (import).toml").read_text() == "id = \n"
    assert not (ledger.folder / ".import").exists()
    assert [type(one) for one in ledger.cases()] == [Case, BadData]


def test_import_that_cannot_be_completed_says_so(ledger: Ledger) -> None:
    """It is recorded; once the cause is removed nothing has to be imported again."""
    ledger.add(case(id="tb-9999"))
    in_the_way = ledger.folder / "closed" / "2026"
    in_the_way.parent.mkdir()
    in_the_way.touch()
    ended = case(event("closed", outcome="won"))
    assert refusal(lambda: ledger.bring_in([ended])) == (LedgerUnwritable, "import-unfinished")
    in_the_way.unlink()
    ledger.recover()
    assert ledger.read(ID) == ended


def older(ledger: Ledger) -> dict[str, bytes]:
    """Make a ledger of today's format, with a comment in a file, and return what it holds."""
    path = ledger.add(case(event("sent")))
    path.write_bytes(path.read_bytes() + b"# mine\n")
    ledger.add(case(event("closed", outcome="won"), id="tb-2222"))
    (ledger.folder / "ledger.toml").write_text("# ours\nformat = 1  # so far\n")
    return held(ledger)


def test_older_ledger_is_read_as_the_newest_and_left_alone(ledger: Ledger) -> None:
    """To look is not to write."""
    before = older(ledger)
    marked = Formats(2, {1: lambda text: text.replace('"quality"', '"damaged"')})
    newer = Ledger(ledger.folder, formats=marked)
    reasons = {one.claim.reason for one in newer.cases(closed=True) if isinstance(one, Case)}
    assert reasons == {"damaged"}
    assert newer.read(ID).claim.reason == "damaged"
    assert held(ledger) == before


def test_first_write_brings_an_older_ledger_to_the_newest_format(ledger: Ledger) -> None:
    """Every file, closed ones too, over both steps; as they were they lie in the backup."""
    before = older(ledger)
    Ledger(ledger.folder, formats=THREE).append(ID, event("replied"))
    after = held(ledger)
    assert after["ledger.toml"] == b"# ours\nformat = 3  # so far\n"
    for name in ("cases/tb-7k2m.toml", "closed/2026/tb-2222.toml"):
        assert after[name].startswith(f"# three\n{MARK}\n".encode() + before[name])
    kept = {name: data for name, data in after.items() if name.startswith("backup-format-1/")}
    assert kept == {f"backup-format-1/{name}": data for name, data in before.items()}
    assert refusal(lambda: ledger.read(ID)) == (BadData, "ledger-newer-format")


def test_backup_never_goes_over_another(ledger: Ledger) -> None:
    """Of an earlier time."""
    older(ledger)
    (ledger.folder / "backup-format-1").mkdir()
    Ledger(ledger.folder, formats=TWO).append(ID, event("replied"))
    assert (ledger.folder / "backup-format-1-2" / "ledger.toml").exists()


def test_older_ledger_with_a_broken_file_is_not_touched(ledger: Ledger) -> None:
    """The file is named; else it would stay behind in a format that nobody reads."""
    older(ledger)
    broken = ledger.folder / "cases" / "tb-3333.toml"
    broken.write_text("id = “tb-3333”")
    before = held(ledger)
    newer = Ledger(ledger.folder, formats=TWO)
    with pytest.raises(LedgerUnwritable) as caught:
        newer.append(ID, event("replied"))
    assert caught.value.message.key == "ledger-cannot-migrate"
    assert str(broken) in str(caught.value.message.fields)
    assert held(ledger) == before
    assert newer.read(ID).id == ID


def migrating(ledger: Ledger) -> Ledger:
    """Return a ledger whose change to another format was cut off when it began to count."""
    older(ledger)
    newer = Ledger(ledger.folder, formats=TWO)
    newer.migration.begin(1)
    return newer


def test_change_of_format_that_was_cut_off_is_completed(ledger: Ledger) -> None:
    """Reading says so until then; a file edited or removed by hand since is taken as it is now."""
    newer = migrating(ledger)
    assert refusal(lambda: list(newer.cases())) == (LedgerUnreadable, "ledger-migrating")
    path = ledger.folder / "cases" / f"{ID}.toml"
    path.write_bytes(path.read_bytes() + b"# edited\n")
    (ledger.folder / "closed" / "2026" / "tb-2222.toml").unlink()
    newer.recover()
    text = path.read_text()
    assert (text.count(MARK), text.endswith("# edited\n")) == (1, True)
    assert [one.id for one in newer.cases(closed=True) if isinstance(one, Case)] == [ID]
    newer.recover()
    assert path.read_text() == text


def test_change_to_a_format_that_is_not_known_is_left_to_who_knows_it(ledger: Ledger) -> None:
    """An older program finds what a newer one was killed in."""
    migrating(ledger)
    before = held(ledger)
    assert refusal(lambda: ledger.append(ID, event("replied"))) == (BadData, "ledger-newer-format")
    assert held(ledger) == before


def test_everything_made_on_the_way_is_private(ledger: Ledger) -> None:
    """What is made ready, and the backup."""
    before = os.umask(0)
    newer = migrating(ledger)
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in ledger.folder.rglob("*")}
    newer.bring_in([case(id="tb-4444")])
    modes |= {path: stat.S_IMODE(path.stat().st_mode) for path in ledger.folder.rglob("*")}
    os.umask(before)
    assert set(modes.values()) == {0o700, 0o600}


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "toml-wrong"),
        (b'{"a": 1,}', "toml-wrong"),
        (b'{"a": "\xff"}', "toml-wrong"),
        (b'{"a": 1, "a": 2}', "json-absurd"),
        (b"[NaN]", "json-absurd"),
        (b"[1e99999999999999999999]", "json-absurd"),
        (b"[" + b"9" * 5000 + b"]", "json-absurd"),
        (b"[" * 100_000, "json-absurd"),
    ],
)
def test_what_is_no_json_is_named(data: bytes, key: str) -> None:
    """With its line, where there is one."""
    with pytest.raises(BadData) as caught:
        parse_json(data, "x.json")
    assert (caught.value.message.key, caught.value.message.fields["file"]) == (key, "x.json")


def test_mark_of_a_windows_editor_is_no_fault() -> None:
    """At the start of the file."""
    assert parse_json(b"\xef\xbb\xbf[1.10]", "x.json") == [Decimal("1.10")]


def test_pipe_folder_and_absurd_file_are_named(tmp_path: Path) -> None:
    """Without waiting, and without reading all of it."""
    pipe, huge = tmp_path / "pipe", tmp_path / "huge"
    os.mkfifo(pipe)
    with huge.open("wb") as file:
        file.truncate(LARGEST + 1)
    for path, key in (
        (pipe, "toml-no-file"),
        (tmp_path, "toml-no-file"),
        (tmp_path / "none", "toml-unreadable"),
        (huge, "toml-too-big"),
    ):
        assert refusal(lambda: read_json(str(path))) == (BadData, key)  # noqa: B023
