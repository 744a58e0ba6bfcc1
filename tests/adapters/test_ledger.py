"""The ledger on the disk: what was written is kept byte by byte, what is broken is named."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from threading import Event as Signal
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders_cases import CALM, CASES, ID, TEXT, case, event

from refundcli.adapters.atomic import host, sweep
from refundcli.adapters.case_file import case_file, new_file, with_events
from refundcli.adapters.ledger import Ledger
from refundcli.adapters.lock import held
from refundcli.core.case import ALPHABET, Case, fold
from refundcli.core.errors import (
    BadData,
    LedgerUnreadable,
    LedgerUnwritable,
    NotFound,
    RefundcliError,
)
from refundcli.core.events import Event
from refundcli.core.text import Said
from refundcli.core.values import replace

FILE = Path(f"{ID}.toml")
HAND_MADE = f"""\
# Mine: the blue one.
id = "{ID}"
opened_at = 2026-11-22T09:30:00+08:00   # in the evening

[order]
platform = "taobao"
number = "4096000000000000001"
paid = 128.00

delivered_at = 2026-11-20 10:00

[claim]
reason = "quality"
remedy = "return-refund"

[events]
20261122T093100-k3f9 = {{ at = 2026-11-22T09:31:00+08:00, kind = "sent" }}   # by phone, too
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    """Return a ledger that is not there yet."""
    return Ledger(tmp_path / "ledger", lock_timeout=5)


@pytest.fixture
def umask() -> Iterator[Callable[[int], int]]:
    """Give a way to set the umask, and put it back."""
    before = os.umask(0)
    yield os.umask
    os.umask(before)


def file_of(ledger: Ledger, id: str = ID) -> Path:
    """Return the file of an open case."""
    return ledger.folder / "cases" / f"{id}.toml"


def by_hand(ledger: Ledger, text: str = HAND_MADE, name: str = f"{ID}.toml") -> Path:
    """Write a case's file as an editor would and return it."""
    path = ledger.folder / "cases" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of the ledger but the lock, by its name in the folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def refusal(act: Callable[[], object]) -> tuple[type[RefundcliError], str]:
    """Return how *act* is refused."""
    with pytest.raises(RefundcliError) as caught:
        act()
    return type(caught.value), caught.value.message.key


@contextmanager
def locked(ledger: Ledger) -> Iterator[None]:
    """Hold the ledger's lock in another process."""
    ledger.folder.mkdir(parents=True, exist_ok=True)
    code = (
        "import sys, pathlib\n"
        "from refundcli.adapters.lock import held\n"
        "with held(pathlib.Path(sys.argv[1]), 1): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(ledger.folder / ".lock")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        yield
        holder.communicate()


def test_opening_a_ledger_touches_nothing(ledger: Ledger) -> None:
    """To look is not to make."""
    assert list(ledger.cases(closed=True)) == []
    assert refusal(lambda: ledger.read(ID)) == (NotFound, "ledger-no-such-case")
    assert refusal(lambda: ledger.append(ID, event("sent"))) == (NotFound, "ledger-no-such-case")
    assert not ledger.folder.exists()


def test_new_case_is_stored_as_the_design_shows_it(ledger: Ledger) -> None:
    """One file, in its order, with exact money."""
    path = ledger.add(case(event("sent", stage="first")))
    text = path.read_text().splitlines()
    assert path == file_of(ledger)
    assert text[:8] == [
        'id = "tb-7k2m"',
        "opened_at = 2026-11-22T09:30:00+08:00",
        "",
        "[order]",
        'platform = "taobao"',
        'number = "4096000000000000001"',
        "paid = 128.00",
        "delivered_at = 2026-11-20T10:00:00+08:00",
    ]
    assert text[-2] == "[events]"
    assert (ledger.folder / "ledger.toml").read_text() == "format = 1\n"


def test_new_case_never_goes_over_another(ledger: Ledger) -> None:
    """Open or closed."""
    ledger.add(case())
    before = files(ledger.folder)
    assert refusal(lambda: ledger.add(case(remedy="refund-only"))) == (BadData, "ledger-id-taken")
    assert files(ledger.folder) == before
    ledger.append(ID, event("closed", outcome="won"))
    assert refusal(lambda: ledger.add(case())) == (BadData, "ledger-id-taken")


def test_case_that_would_not_read_back_is_not_stored(ledger: Ledger) -> None:
    """A wrong id, and text that UTF-8 cannot hold."""
    assert refusal(lambda: ledger.add(case(id="../tb-7k2m")))[0] is BadData
    assert refusal(lambda: ledger.add(case(item="\ud800")))[0] is BadData
    assert list(ledger.cases()) == []


def test_unused_id_is_the_first_free_one(ledger: Ledger) -> None:
    """An id is never used twice."""
    ledger.add(case(event("closed", outcome="lost")))
    assert ledger.unused_id("tb", iter(["7k2m", "7k2n"])) == "tb-7k2n"


def test_event_is_a_line_at_the_end(ledger: Ledger) -> None:
    """Comments, blank lines and all bytes before it stay."""
    path = by_hand(ledger)
    told = event("refused", words="拆封不退")
    after = ledger.append(ID, told)
    assert path.read_text() == (
        f'{HAND_MADE}{told.id} = {{ at = 2026-11-23T10:00:00+08:00, kind = "refused", '
        'words = "拆封不退" }\n'
    )
    assert after == ledger.read(ID)
    assert after.events[-1] == told


def test_several_events_are_stored_at_once(ledger: Ledger) -> None:
    """All of them or none."""
    ledger.add(case())
    first, second = event("sent"), event("replied")
    assert ledger.append(ID, first, second).events == (first, second)
    assert refusal(lambda: ledger.append(ID, event("noted", note="x"), second))[0] is BadData
    assert ledger.read(ID).events == (first, second)


def test_windows_line_ends_stay(ledger: Ledger) -> None:
    """The new line has one as well; the mark of Notepad stays."""
    text = "\ufeff" + HAND_MADE.replace("\n", "\r\n")
    path = by_hand(ledger, text)
    ledger.append(ID, event("replied"))
    data = path.read_bytes()
    assert data.startswith(text.encode())
    assert data.count(b"\r\n") == data.count(b"\n") == text.count("\n") + 1


def test_missing_end_of_the_last_line_is_added(ledger: Ledger) -> None:
    """Else two lines would be one."""
    path = by_hand(ledger, HAND_MADE.rstrip("\n") + " # end")
    ledger.append(ID, event("replied"))
    assert path.read_bytes().startswith(HAND_MADE.rstrip("\n").encode() + b" # end\n2026")


def test_missing_table_of_events_is_made(ledger: Ledger) -> None:
    """A case written by hand may have none."""
    text = HAND_MADE.partition("[events]")[0]
    path = by_hand(ledger, text)
    told = event("replied")
    assert ledger.append(ID, told).events == (told,)
    assert path.read_text().startswith(f"{text}\n[events]\n{told.id} = ")


_TOP, _, _REST = HAND_MADE.partition("[order]")
_ORDER_AND_CLAIM, _, _EVENTS = _REST.partition("[events]")


@pytest.mark.parametrize(
    "text",
    [
        f"{_TOP}[events]{_EVENTS}[order]{_ORDER_AND_CLAIM}",
        f"{_TOP}events = {{ }}\n[order]{_ORDER_AND_CLAIM}",
        HAND_MADE.replace("[events]\n2026", "[events.2026").replace("= {", "]#"),
    ],
    ids=["table-after-it", "inline", "one-table-an-event"],
)
def test_line_is_never_put_into_another_table(ledger: Ledger, text: str) -> None:
    """The file is left as it was, and what to do is said."""
    if "[events.2026" in text:
        text = f'{text}at = 2026-11-22T09:31:00+08:00\nkind = "sent"\n'
    path = by_hand(ledger, text)
    assert ledger.read(ID).id == ID
    assert refusal(lambda: ledger.append(ID, event("replied"))) == (
        BadData,
        "ledger-events-not-last",
    )
    assert path.read_text() == text


def test_event_of_a_taken_id_is_refused(ledger: Ledger) -> None:
    """Nothing is changed in place."""
    told = event("replied")
    ledger.add(case(told))
    other = replace(told, carries={"words": "no"})
    assert refusal(lambda: ledger.append(ID, other)) == (BadData, "ledger-event-taken")
    assert refusal(lambda: ledger.append(ID, *[event("sent")] * 2)) == (
        BadData,
        "ledger-event-taken",
    )


def test_same_id_twice_with_other_words_is_an_error_at_its_line(ledger: Ledger) -> None:
    """What a merge of two machines may leave."""
    double = '20261122T093100-k3f9 = { at = 2026-11-22T09:31:00+08:00, kind = "replied" }\n'
    path = by_hand(ledger, HAND_MADE + double)
    (found,) = ledger.cases()
    assert isinstance(found, BadData)
    fields = found.message.fields
    assert (fields["file"], fields["line"]) == (str(path), HAND_MADE.count("\n") + 1)
    assert fields["what"] == Said("toml-twice")


def test_nothing_to_store_writes_nothing(ledger: Ledger) -> None:
    """A decision may be to do nothing."""
    ledger.add(case())
    before = file_of(ledger).stat()
    assert ledger.update(ID, lambda _: ()) == ledger.read(ID)
    assert file_of(ledger).stat() == before


def test_what_is_decided_sees_the_case_on_the_disk(ledger: Ledger) -> None:
    """Not the one that was read before the lock."""
    ledger.add(case())
    Ledger(ledger.folder).append(ID, event("sent"))
    seen: list[int] = []

    def decide(one: Case) -> tuple[Event, ...]:
        seen.append(len(one.events))
        return (event("replied"),)

    ledger.update(ID, decide)
    assert seen == [1]


def test_edit_between_read_and_write_is_not_lost(ledger: Ledger) -> None:
    """The file is read again, and both are there."""
    path = by_hand(ledger)
    edits = iter(["# edited once\n", "# and twice\n"])

    def decide(_: Case) -> tuple[Event, ...]:
        with path.open("a") as file:
            file.write(next(edits, ""))
        return (event("replied"),)

    ledger.update(ID, decide)
    assert "# edited once\n# and twice\n2026" in path.read_text()


def test_file_edited_without_end_is_left_alone(ledger: Ledger) -> None:
    """A bounded number of tries."""
    path = by_hand(ledger)

    def decide(_: Case) -> tuple[Event, ...]:
        with path.open("a") as file:
            file.write("# edited\n")
        return (event("replied"),)

    assert refusal(lambda: ledger.update(ID, decide)) == (LedgerUnwritable, "ledger-being-edited")
    assert "replied" not in path.read_text()
    assert list((ledger.folder / ".tmp").iterdir()) == []


def test_file_removed_between_read_and_write_is_not_made_again(ledger: Ledger) -> None:
    """Somebody wanted it gone."""
    path = by_hand(ledger)

    def decide(_: Case) -> tuple[Event, ...]:
        path.unlink()
        return (event("replied"),)

    assert refusal(lambda: ledger.update(ID, decide))[0] is NotFound
    assert not path.exists()


def test_closed_case_moves_and_comes_back(ledger: Ledger) -> None:
    """By the year of its end; the bytes go with it."""
    path = by_hand(ledger)
    ledger.append(ID, event("closed", outcome="won"))
    moved = ledger.folder / "closed" / "2026" / FILE
    assert (path.exists(), moved.read_text().startswith(HAND_MADE)) == (False, True)
    assert list(ledger.cases()) == []
    assert [one.id for one in ledger.cases(closed=True) if isinstance(one, Case)] == [ID]
    ledger.append(ID, event("reopened", 11))
    assert (path.exists(), moved.exists()) == (True, False)
    assert fold(ledger.read(ID)).is_open


def test_undo_of_a_closing_brings_the_case_back(ledger: Ledger) -> None:
    """Where a case lies follows from its events alone."""
    ledger.add(case())
    closing = event("closed", outcome="won")
    ledger.append(ID, closing)
    ledger.append(ID, event("retracted", 11, event=closing.id))
    assert file_of(ledger).exists()


def test_note_in_a_closed_case_leaves_it_where_it_is(ledger: Ledger) -> None:
    """And an imported one goes where it belongs."""
    ledger.add(case(event("closed", outcome="won")))
    ledger.append(ID, event("noted", 12, note="x"))
    assert [*files(ledger.folder)] == [f"closed/2026/{ID}.toml", "ledger.toml"]


def test_case_closed_but_not_moved_counts_as_closed(ledger: Ledger) -> None:
    """Killed between the two; the next write moves it."""
    by_hand(ledger, new_file(case(event("closed", outcome="won")), FILE).decode())
    assert list(ledger.cases()) == []
    ledger.append(ID, event("noted", 12, note="x"))
    assert not file_of(ledger).exists()
    assert fold(ledger.read(ID)).outcome == "won"


def test_closing_is_stored_even_where_the_file_cannot_move(ledger: Ledger) -> None:
    """The place is a comfort, the event is not."""
    ledger.add(case())
    (ledger.folder / "closed").mkdir()
    (ledger.folder / "closed" / "2026").write_text("in the way")
    ledger.append(ID, event("closed", outcome="won"))
    assert file_of(ledger).exists()
    assert list(ledger.cases()) == []
    assert fold(ledger.read(ID)).outcome == "won"


def two_files(ledger: Ledger, open_: Case, closed: Case) -> tuple[Path, Path]:
    """Write one case into two files, as a merge leaves it."""
    first = by_hand(ledger, new_file(open_, FILE).decode())
    second = ledger.folder / "closed" / "2026" / FILE
    second.parent.mkdir(parents=True)
    second.write_bytes(new_file(closed, FILE))
    return first, second


def test_of_two_files_the_one_with_more_events_counts(ledger: Ledger) -> None:
    """A copy that holds nothing of its own goes with the next write."""
    sent, closing = event("sent"), event("closed", 11, outcome="won")
    first, second = two_files(ledger, case(sent), case(sent, closing))
    assert ledger.read(ID).events == (sent, closing)
    assert list(ledger.cases()) == []
    assert ledger.layout.paths_of(ID) == (first, second)
    ledger.append(ID, event("noted", 12, note="x"))
    assert ledger.layout.paths_of(ID) == (second,)


def test_two_files_with_events_of_their_own_are_named(ledger: Ledger) -> None:
    """Nothing is chosen, nothing is touched."""
    two_files(ledger, case(event("sent")), case(event("closed", outcome="won")))
    before = files(ledger.folder)
    assert refusal(lambda: ledger.read(ID)) == (LedgerUnreadable, "ledger-two-files")
    assert refusal(lambda: ledger.append(ID, event("sent"))) == (BadData, "ledger-two-files")
    (found,) = ledger.cases()
    assert isinstance(found, BadData)
    assert {key: files(ledger.folder)[key] for key in before} == before


def test_second_file_with_comments_of_its_own_is_not_removed(ledger: Ledger) -> None:
    """Its events are known, its words are not; and nothing is moved over it."""
    sent = event("sent")
    first, second = two_files(ledger, case(sent), case(sent, event("closed", 11, outcome="won")))
    first.write_bytes(first.read_bytes() + b"# mine\n")
    ledger.append(ID, event("noted", 12, note="x"))
    assert first.read_bytes().endswith(b"# mine\n")
    assert refusal(lambda: ledger.append(ID, event("reopened", 13))) == (
        LedgerUnwritable,
        "ledger-unwritable",
    )
    assert first.read_bytes().endswith(b"# mine\n")
    assert b"reopened" not in second.read_bytes()


def test_case_is_found_by_id_beginning_and_order_number(ledger: Ledger) -> None:
    """In any case of letters."""
    ledger.add(case())
    ledger.add(case(id="pdd-9xyz", number="77"))
    for wanted in (ID, "tb", " TB-7K2M ", "4096000000000000001"):
        assert ledger.read(wanted).id == ID
    assert ledger.read("77").id == "pdd-9xyz"


def test_corrected_order_number_is_found(ledger: Ledger) -> None:
    """The one that holds now."""
    ledger.add(case(event("amended", set={"order.number": "88"})))
    assert ledger.read("88").id == ID
    assert refusal(lambda: ledger.read("4096000000000000001"))[0] is NotFound


def test_order_number_of_several_cases_means_the_open_one(ledger: Ledger) -> None:
    """A second claim for the same order."""
    ledger.add(case(event("closed", outcome="lost")))
    ledger.add(case(id="tb-7k2n"))
    assert ledger.read("4096000000000000001").id == "tb-7k2n"
    ledger.add(case(id="tb-7k2p"))
    kind, key = refusal(lambda: ledger.read("4096000000000000001"))
    assert (kind, key) == (NotFound, "ledger-not-unique")


def test_beginning_of_several_ids_is_refused_with_all_of_them(ledger: Ledger) -> None:
    """So that the next try can be right."""
    ledger.add(case())
    ledger.add(case(id="tb-7k2n"))
    with pytest.raises(NotFound) as caught:
        ledger.read("tb-7")
    assert caught.value.message.fields["ids"] == ("tb-7k2m", "tb-7k2n")


@pytest.mark.parametrize("wanted", ["tb-7k3m", "", " ", "../ledger", "/etc/passwd", "tb-7k2m.toml"])
def test_unknown_case_is_not_found(ledger: Ledger, wanted: str) -> None:
    """Text from outside never is a path."""
    ledger.add(case())
    assert refusal(lambda: ledger.read(wanted)) == (NotFound, "ledger-no-such-case")


def test_near_ids_are_named(ledger: Ledger) -> None:
    """A slip of one letter."""
    ledger.add(case())
    with pytest.raises(NotFound) as caught:
        ledger.read("tb-7k3m")
    assert caught.value.hint == Said("hint-ledger-near", {"near": (ID,)})


BROKEN = {
    "empty": "",
    "zeros": "\x00" * 100,
    "cut": HAND_MADE[:200],
    "conflict": f"<<<<<<< ours\n{HAND_MADE}=======\n>>>>>>> theirs\n",
    "newer": f"format = 2\n{HAND_MADE}",
    "other-id": HAND_MADE.replace(ID, "tb-2222"),
    "wide-quotes": HAND_MADE.replace('"quality"', "“quality”"),
    "unknown-key": HAND_MADE.replace("[claim]", "[claim]\ncolour = 1"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_named_and_left_alone(ledger: Ledger, name: str) -> None:
    """And the other cases go on."""
    path = by_hand(ledger, BROKEN[name])
    ledger.add(case(id="tb-7k2n"))
    found = list(ledger.cases())
    errors = [one for one in found if isinstance(one, BadData)]
    assert [one.id for one in found if isinstance(one, Case)] == ["tb-7k2n"]
    assert [one.message.fields.get("file") for one in errors] == [str(path)]
    assert refusal(lambda: ledger.read(ID))[0] is LedgerUnreadable
    assert refusal(lambda: ledger.append(ID, event("sent")))[0] is BadData
    assert path.read_text() == BROKEN[name]


def test_conflict_copy_of_a_sync_program_is_named(ledger: Ledger) -> None:
    """The case itself goes on."""
    by_hand(ledger)
    copy = by_hand(ledger, name=f"{ID} (conflicted copy 2026-11-23).toml")
    found = list(ledger.cases())
    (error,) = [one for one in found if isinstance(one, BadData)]
    assert error.message == Said("ledger-wrong-name", {"file": str(copy), "id": ID})
    assert ledger.append(ID, event("replied")).id == ID


def test_other_files_in_the_folder_are_none_of_ours(ledger: Ledger) -> None:
    """An editor's backup, a folder's picture, a stray temporary file."""
    by_hand(ledger)
    for name in (f"{ID}.toml~", f".{ID}.toml.swp", ".DS_Store", ".tmp-1-x-y.toml", "notes.txt"):
        by_hand(ledger, "?", name)
    assert len(list(ledger.cases())) == 1


def test_pipe_among_the_cases_is_named_without_waiting(ledger: Ledger) -> None:
    """Nobody writes into it."""
    by_hand(ledger)
    os.mkfifo(file_of(ledger, "tb-7k2n"))
    errors = [one for one in ledger.cases() if isinstance(one, BadData)]
    assert [one.message.key for one in errors] == ["toml-no-file"]
    assert refusal(lambda: ledger.append("tb-7k2n", event("sent")))[0] is BadData


def test_every_flipped_byte_is_read_or_refused() -> None:
    """With the file named; never another exception, never another case touched."""
    data = new_file(case(event("sent", stage="first")), FILE)
    for index in range(len(data)):
        for mask in (0x01, 0x20, 0x80):
            flipped = bytes([*data[:index], data[index] ^ mask, *data[index + 1 :]])
            try:
                case_file(flipped, FILE)
            except BadData as error:
                assert error.message.fields["file"] == str(FILE)


def test_file_cut_anywhere_is_read_or_refused() -> None:
    """To nothing as well."""
    data = new_file(case(event("sent", stage="first"), event("replied", words="不退")), FILE)
    for length in range(len(data)):
        try:
            assert len(case_file(data[:length], FILE).case.events) < 2 or length > len(data) - 3
        except BadData as error:
            assert error.message.fields["file"] == str(FILE)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "ledger-no-format"),
        ("format = 0\n", "ledger-no-format"),
        ('format = "1"\n', "ledger-no-format"),
        ("format = “1”\n", "toml-wrong"),
    ],
)
def test_broken_format_file_lets_read_and_not_write(ledger: Ledger, text: str, key: str) -> None:
    """It may be a format that we do not know."""
    by_hand(ledger)
    (ledger.folder / "ledger.toml").write_text(text)
    fault, found = ledger.cases()
    assert isinstance(fault, BadData)
    assert isinstance(found, Case)
    assert fault.message.key == key
    assert refusal(lambda: ledger.append(ID, event("sent"))) == (BadData, key)
    assert file_of(ledger).read_text() == HAND_MADE


def test_newer_ledger_is_left_alone(ledger: Ledger) -> None:
    """Reading it wrong would be as bad as writing it."""
    by_hand(ledger)
    (ledger.folder / "ledger.toml").write_text("format = 2\nnew = true\n")
    for act in (
        lambda: list(ledger.cases()),
        lambda: ledger.read(ID),
        lambda: ledger.append(ID, event("sent")),
        lambda: ledger.add(case(id="tb-7k2n")),
    ):
        assert refusal(act) == (BadData, "ledger-newer-format")
    assert file_of(ledger).read_text() == HAND_MADE


def test_format_file_that_cannot_be_read_is_named(ledger: Ledger) -> None:
    """A loop of links."""
    by_hand(ledger)
    (ledger.folder / "ledger.toml").symlink_to("ledger.toml")
    fault, found = ledger.cases()
    assert isinstance(fault, BadData)
    assert isinstance(found, Case)
    assert refusal(lambda: ledger.append(ID, event("sent"))) == (
        LedgerUnwritable,
        "ledger-unwritable",
    )


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_files_are_for_the_owner_alone(
    ledger: Ledger, umask: Callable[[int], int], mask: int
) -> None:
    """Whatever the umask."""
    umask(mask)
    ledger.add(case())
    ledger.append(ID, event("closed", outcome="won"))
    for path in (ledger.folder, *ledger.folder.rglob("*")):
        wanted = 0o700 if path.is_dir() else 0o600
        assert (path, stat.S_IMODE(path.stat().st_mode)) == (path, wanted)


def test_mode_of_a_file_is_kept(ledger: Ledger) -> None:
    """The buyer shares it with somebody."""
    path = by_hand(ledger)
    path.chmod(0o640)
    ledger.append(ID, event("replied"))
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("is_fixed", [True, False])
def test_linked_case_is_followed(ledger: Ledger, tmp_path: Path, is_fixed: bool) -> None:
    """The link stays one, also where the case moves, and the mode of its file too."""
    path = by_hand(ledger)
    target = tmp_path / "elsewhere" / "my case.toml"
    target.parent.mkdir()
    shutil.move(path, target)
    target.chmod(0o640)
    goal = target if is_fixed else Path(os.path.relpath(target, path.parent))
    path.symlink_to(goal)
    ledger.append(ID, event("replied"))
    assert path.is_symlink()
    assert (b"replied" in target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (True, 0o640)
    ledger.append(ID, event("closed", 11, outcome="won"))
    moved = ledger.folder / "closed" / "2026" / FILE
    assert (moved.is_symlink(), moved.readlink().is_absolute()) == (True, is_fixed)
    assert fold(ledger.read(ID)).outcome == "won"
    assert [one.name for one in target.parent.iterdir()] == ["my case.toml"]


def test_linked_ledger_and_folders_are_followed(ledger: Ledger, tmp_path: Path) -> None:
    """The ledger itself, and the folder of its cases on another disk."""
    real, cases = tmp_path / "real", tmp_path / "cases"
    real.mkdir()
    cases.mkdir()
    ledger.folder.symlink_to(real)
    (real / "cases").symlink_to(cases)
    ledger.add(case())
    ledger.append(ID, event("replied"))
    assert [one.name for one in cases.iterdir()] == [f"{ID}.toml"]
    assert ledger.folder.is_symlink()


def test_link_to_nothing_is_named(ledger: Ledger) -> None:
    """It is not "no such case"."""
    path = by_hand(ledger)
    path.unlink()
    path.symlink_to("gone.toml")
    (found,) = ledger.cases()
    assert isinstance(found, BadData)
    assert found.message.fields["reason"] == Said("os-missing")
    assert refusal(lambda: ledger.append(ID, event("sent")))[0] is LedgerUnwritable


def test_case_moved_while_it_is_listed_is_found(ledger: Ledger) -> None:
    """A reader takes no lock."""
    ledger.add(case(id="tb-2222"))
    ledger.add(case())
    found = ledger.cases(closed=True)
    assert isinstance(next(found), Case)
    ledger.append(ID, event("closed", outcome="won"))
    (other,) = found
    assert isinstance(other, Case)
    assert fold(other).outcome == "won"


def test_case_removed_while_it_is_listed_is_none(ledger: Ledger) -> None:
    """Nothing to report."""
    ledger.add(case(id="tb-2222"))
    ledger.add(case())
    found = ledger.cases()
    next(found)
    file_of(ledger).unlink()
    assert list(found) == []


def test_folder_that_cannot_be_listed_is_said(ledger: Ledger) -> None:
    """Not "no cases"."""
    ledger.folder.mkdir()
    (ledger.folder / "cases").write_text("no folder")
    for act in (lambda: list(ledger.cases()), lambda: ledger.read("x"), lambda: ledger.read(ID)):
        assert refusal(act) == (LedgerUnreadable, "ledger-unreadable")


def test_write_to_a_ledger_that_cannot_be_listed_is_refused(ledger: Ledger) -> None:
    """As a write: nothing is stored."""
    ledger.add(case())
    shutil.rmtree(ledger.folder / "cases")
    (ledger.folder / "cases").write_text("no folder")
    assert refusal(lambda: ledger.append(ID, event("sent"))) == (
        LedgerUnwritable,
        "ledger-unreadable",
    )


def test_one_file_can_be_read_by_its_path(ledger: Ledger) -> None:
    """As whoever watches the folder does."""
    path = ledger.add(case())
    assert ledger.load(path) == ledger.read(ID)
    path.unlink()
    assert refusal(lambda: ledger.load(path)) == (BadData, "toml-unreadable")


def test_ledger_in_a_file_s_place_cannot_be_written(ledger: Ledger) -> None:
    """With the reason in words."""
    ledger.folder.write_text("no folder")
    with pytest.raises(LedgerUnwritable) as caught:
        ledger.add(case())
    reason = caught.value.message.fields["reason"]
    assert isinstance(reason, Said)
    assert reason.key in {"os-in-the-way", "os-not-a-folder"}


def test_held_lock_ends_in_an_error_that_names_the_holder(ledger: Ledger) -> None:
    """Within the bounded wait; reading goes on."""
    by_hand(ledger)
    quick = Ledger(ledger.folder, lock_timeout=0.2)
    with locked(ledger):
        with pytest.raises(LedgerUnwritable) as caught:
            quick.append(ID, event("sent"))
        assert quick.read(ID).id == ID
    holder = caught.value.message.fields["holder"]
    assert isinstance(holder, str)
    pid, machine = holder.split()
    assert (pid.isdecimal(), machine) == (True, host())
    assert quick.append(ID, event("sent"))


def test_lock_of_unknown_holder_is_still_one(ledger: Ledger) -> None:
    """What is written in the file is a help, not the lock."""
    ledger.add(case())
    quick = Ledger(ledger.folder, lock_timeout=0)
    for words in (b"", b"\xff" * 20):
        with locked(ledger):
            (ledger.folder / ".lock").write_bytes(words)
            with pytest.raises(LedgerUnwritable) as caught:
                quick.append(ID, event("sent"))
        assert caught.value.message.fields["holder"] == "?"


def test_removed_lock_file_is_no_way_around_it(tmp_path: Path) -> None:
    """A sync program or `git clean` may remove it: who waits takes the file that others find."""
    path = tmp_path / ".lock"
    inner, done = Signal(), Signal()

    def wait() -> None:
        with held(path, 5):
            inner.set()
            done.wait(5)

    with held(path, 1):
        waiting = Thread(target=wait)
        waiting.start()
        path.unlink()
        assert inner.wait(5)
    assert refusal(lambda: held(path, 0).__enter__())[0] is LedgerUnwritable
    done.set()
    waiting.join()


def test_stray_temporary_files_are_swept(ledger: Ledger) -> None:
    """Of dead processes, and old ones; not of one that may live, nor anybody else's file."""
    by_hand(ledger)
    room = ledger.folder / ".tmp"
    room.mkdir()
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    names = {
        f".tmp-{int(dead.stdout)}-{host()}-a": False,
        f".tmp-{os.getpid()}-{host()}-b": True,
        ".tmp-1-othermachine-c": True,
        f".tmp-x-{host()}-d": True,
        f".tmp-{2**70}-{host()}-e": True,
        "notes": True,
    }
    for name in (*names, ".tmp-1-old-f"):
        (room / name).write_text("?")
    os.utime(room / ".tmp-1-old-f", (0, 0))
    ledger.append(ID, event("replied"))
    assert {one.name for one in room.iterdir()} == {name for name, stays in names.items() if stays}


def test_stray_file_that_goes_by_itself_is_no_fault(tmp_path: Path) -> None:
    """A link to nothing looks like one that is gone."""
    stray = tmp_path / ".tmp-1-x-y"
    stray.symlink_to("nothing")
    sweep(tmp_path)
    sweep(tmp_path / "nothing")
    assert stray.is_symlink()


def test_hostile_text_is_stored_unchanged(ledger: Ledger) -> None:
    """Escapes, bidi marks, TOML, markup, NUL: it is data."""
    words = '\x1b[31m\u202e"]}}\n[events]\r\n# {x} [red] = \'\'\' """ \x00\x7f\x85\u2028 =cmd|"../'
    ledger.add(case(item=words))
    told = event("refused", words=words)
    assert ledger.append(ID, told).events == (told,)
    found = ledger.read(ID)
    assert (found.order.item, found.events[0].carries["words"]) == (words, words)


def test_text_that_utf_8_cannot_hold_is_refused(ledger: Ledger) -> None:
    """The case is as it was."""
    path = by_hand(ledger)
    told = event("refused", words="\udcff")
    assert refusal(lambda: ledger.append(ID, told)) == (BadData, "toml-not-text")
    assert path.read_text() == HAND_MADE


def test_file_never_grows_past_what_can_be_read(ledger: Ledger) -> None:
    """Else the write would be the last one."""
    path = by_hand(ledger)
    told = event("noted", note="x" * (4 << 20))
    assert refusal(lambda: ledger.append(ID, told)) == (BadData, "toml-too-big")
    assert path.read_text() == HAND_MADE


@CALM
@given(CASES)
def test_case_written_is_the_case_read(one: Case) -> None:
    """Through the bytes of a file."""
    path = Path(f"{one.id}.toml")
    assert case_file(new_file(one, path), path).case == one


@CALM
@given(CASES, TEXT, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_adding_never_changes_what_was_there(
    one: Case, words: str, end: str, is_ended: bool
) -> None:
    """Whatever it was, however its lines end."""
    path = Path(f"{one.id}.toml")
    text = new_file(one, path).decode() + "# the end"
    data = (text.replace("\n", end) + (end if is_ended else "")).encode()
    told = event("noted", note=words)
    new = with_events(case_file(data, path), (told,))
    assert new.data.startswith(data)
    assert new == case_file(new.data, path)
    assert new.case == replace(one, events=(*one.events, told))


@settings(CALM, max_examples=25, suppress_health_check=list(HealthCheck))
@given(cases=st.lists(CASES, unique_by=lambda one: one.id, max_size=4))
def test_ledger_read_back_is_the_ledger_written(tmp_path: Path, cases: list[Case]) -> None:
    """Open and closed ones."""
    folder = tmp_path / "all"
    shutil.rmtree(folder, ignore_errors=True)
    ledger = Ledger(folder)
    for one in cases:
        ledger.add(one)
    wanted = sorted(cases, key=lambda one: one.id)
    assert list(ledger.cases(closed=True)) == wanted
    assert list(ledger.cases()) == [one for one in wanted if fold(one).is_open]


def test_ids_can_be_drawn(ledger: Ledger) -> None:
    """From the alphabet of ids."""
    assert ledger.unused_id("tb", iter([ALPHABET[:4]])) == "tb-2345"


def test_money_keeps_its_places(ledger: Ledger) -> None:
    """Never a binary float."""
    ledger.add(case(paid=Decimal("0.10")))
    ledger.append(ID, event("refunded", amount=Decimal("1000.00")))
    text = file_of(ledger).read_text()
    assert "paid = 0.10\n" in text
    assert "amount = 1000.00 }" in text
