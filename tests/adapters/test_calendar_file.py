"""The calendar's file: what two other programs' parsers read in it, and whose file is written over."""

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from tests.builders_cases import TEXT

from refundcli.adapters.calendar_file import calendar_bytes, read_calendar, revise_calendar
from refundcli.core.calendar_entries import Entry
from refundcli.core.errors import BadData
from refundcli.core.outside import clean

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
ENTRY = Entry(
    "tb-7k2m.asked.case/asked@refundcli",
    datetime(2026, 11, 28, 19, 12, tzinfo=UTC),
    NOW,
    "退款 tb-7k2m：卖家的时限到；" * 6,
    "卖家，还没有答复\n之后：可申请平台介入",
    (timedelta(days=-1), timedelta(0), timedelta(hours=3)),
    2,
)
WORDS = TEXT.map(lambda text: clean(text, keep="\n"))
ENTRIES = st.builds(
    Entry,
    uid=st.just(ENTRY.uid),
    at=st.integers(10**9, 4 * 10**9).map(lambda one: datetime.fromtimestamp(one, UTC)),
    changed_at=st.just(NOW),
    title=WORDS,
    text=WORDS,
    alarms=st.lists(st.integers(-(10**6), 10**6), max_size=3, unique=True).map(
        lambda some: tuple(timedelta(seconds=one) for one in sorted(some))
    ),
    sequence=st.integers(0, 99),
    is_cancelled=st.booleans(),
)


def kept(path: Path, *entries: Entry) -> bool:
    """Bring the file up to these entries and return whether it was written."""
    return revise_calendar(path, "退款", entries, lambda _: True, NOW)[1]


def test_file_is_what_every_calendar_program_asks_for() -> None:
    data = calendar_bytes((ENTRY,), "退款期限")
    lines = data.split(b"\r\n")
    assert data.endswith(b"END:VCALENDAR\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= 75
    wanted = [
        b"VERSION:2.0",
        b"PRODID:-//refundcli//refundcli//EN",
        b"UID:tb-7k2m.asked.case/asked@refundcli",
        b"DTSTAMP:20261122T020000Z",
        b"DTSTART:20261128T191200Z",
        b"SEQUENCE:2",
        b"STATUS:CONFIRMED",
        b"TRIGGER:-P1D",
    ]
    assert [] == [one for one in wanted if one not in lines]


def test_no_line_is_cut_within_a_character() -> None:
    data = calendar_bytes((ENTRY,), "退款期限")
    folded = data.split(b"\r\n ")
    assert len(folded) > 4
    assert data.replace(b"\r\n ", b"") == "".join(one.decode() for one in folded).encode()


@settings(max_examples=60)
@given(ENTRIES)
def test_any_words_are_read_back_as_they_were_and_make_no_entry_of_their_own(entry: Entry) -> None:
    data = calendar_bytes((entry,), "x")
    (event,) = Calendar.from_ical(data).events
    assert (entry.title, entry.text) == (str(event["SUMMARY"]), str(event["DESCRIPTION"]))
    assert max(len(one) for one in data.split(b"\r\n")) <= 75
    (other,) = vobject.readOne(data.decode()).components()
    assert (entry.uid, entry.at) == (other.uid.value, other.dtstart.value)


def test_other_parser_reads_the_same() -> None:
    event = vobject.readOne(calendar_bytes((ENTRY,), "退款").decode()).vevent
    assert (ENTRY.title, ENTRY.text) == (event.summary.value, event.description.value)
    assert (ENTRY.at, ENTRY.uid) == (event.dtstart.value, event.uid.value)
    assert sorted(ENTRY.alarms) == sorted(one.trigger.value for one in event.valarm_list)


def test_file_is_private_written_once_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "new" / "due.ics"
    assert (True, False) == (kept(path, ENTRY), kept(path, ENTRY))
    assert ((ENTRY,), 0o600) == (read_calendar(path), stat.S_IMODE(path.stat().st_mode))
    assert [path] == list(path.parent.iterdir())


def test_empty_calendar_is_written_too(tmp_path: Path) -> None:
    assert kept(tmp_path / "due.ics")
    assert ((), False) == (read_calendar(tmp_path / "due.ics"), kept(tmp_path / "due.ics"))


def test_mode_and_link_of_a_file_that_was_there_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "real.ics", tmp_path / "link.ics"
    kept(real)
    real.chmod(0o644)
    link.symlink_to(real)
    assert kept(link, ENTRY)
    assert (True, 0o644) == (link.is_symlink(), stat.S_IMODE(real.stat().st_mode))


FOREIGN = calendar_bytes((), "x").replace(b"refundcli", b"another", 1)
OURS = calendar_bytes((ENTRY,), "x")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"dear diary\n",
        FOREIGN,
        OURS[: len(OURS) // 2],
        OURS.replace(b"UID:tb-7k2m.asked.case/asked@refundcli", b"UID:lunch"),
        OURS.replace(b"UID:tb-7k2m.asked.case/asked@refundcli\r\n", b""),
        OURS.replace(b"DTSTART:20261128T191200Z", b"DTSTART;VALUE=DATE:20261128"),
        OURS.replace(b"DTSTART:20261128T191200Z", b"DTSTART:20261128T191200"),
        OURS.replace(b"VEVENT", b"VTODO"),
    ],
)
def test_file_with_anything_that_is_not_ours_is_left_alone(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "due.ics"
    path.write_bytes(data)
    with pytest.raises(BadData) as caught:
        kept(path, ENTRY)
    assert ("error-calendar-foreign", data) == (caught.value.message.key, path.read_bytes())


def test_folder_in_the_way_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadData) as caught:
        kept(tmp_path, ENTRY)
    assert "error-calendar-unreadable" == caught.value.message.key


def test_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BadData) as caught:
        kept(tmp_path / "file" / "due.ics", ENTRY)
    assert ("error-calendar-unreadable", "") == (
        caught.value.message.key,
        (tmp_path / "file").read_text(),
    )
