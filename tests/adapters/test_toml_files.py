"""TOML files: hand edits that went wrong are named by line and told what to type; values keep."""

import errno
import os
import stat
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders_cases import CALM, INSTANTS, MONEY, TEXT, at

from refundcli.adapters.os_reasons import reason_of
from refundcli.adapters.rulebook import DATA
from refundcli.adapters.toml_files import (
    LARGEST,
    key_value,
    parse_toml,
    read_bytes,
    read_toml,
    toml_document,
)
from refundcli.core.errors import BadData
from refundcli.core.events import RETURNING
from refundcli.core.parsing import parse_remedies
from refundcli.core.text import Said


def refusal(data: bytes | str) -> BadData:
    """Return the error for which *data* is refused."""
    raw = data if isinstance(data, bytes) else data.encode()
    with pytest.raises(BadData) as caught:
        parse_toml(raw, "x.toml")
    return caught.value


def place(data: bytes | str) -> tuple[object, object, str]:
    """Return line, column and the key of what is wrong in *data*."""
    fields = refusal(data).message.fields
    what = fields["what"]
    assert isinstance(what, Said)
    return fields["line"], fields["column"], what.key


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("b = 1\na = “x”", (2, 5, "toml-wide-character")),
        ("a ＝ 1", (1, 3, "toml-wide-character")),
        ("a = [1，2]", (1, 7, "toml-wide-character")),
        ("a =\u00a01", (1, 4, "toml-wide-character")),
        ("a = 1\n\u3000b = 1", (2, 1, "toml-wide-character")),
        ('a = "x”\nb = 1', (1, 8, "toml-wide-character")),
        ("a = 1\nb = 1\na = 2", (3, 6, "toml-twice")),
        ("[a]\n[b]\n[a]", (3, 3, "toml-twice")),
        ("x = { a = 1, a = 2 }", (1, 19, "toml-twice")),
        ('a = "x\nb = 1', (1, 7, "toml-quote-missing")),
        ("a = '", (1, 6, "toml-breaks-off")),
        ("[a\nb = 1", (1, 3, "toml-bracket-missing")),
        ('a = "C:\\Users"', (1, 10, "toml-backslash")),
        ('a = "C:\\data"', (1, 10, "toml-backslash")),
        ("a = 已收货", (1, 5, "toml-value")),
        ("a = 2026/02/20", (1, 9, "toml-date")),
        ("a = 2026.11.22", (1, 12, "toml-date")),
        ("x = { a = 1", (1, 12, "toml-breaks-off")),
        ("x = [1, ", (1, 9, "toml-breaks-off")),
        ("x = [1\ny = 2", (2, 1, "toml-bracket-missing")),
        ("only\na = 1", (1, 5, "toml-equals-missing")),
        ("a = 1 b = 2", (1, 7, "toml-statement")),
        ('a = "\x1b[31m"', (1, 6, "toml-control-character")),
        ('a = "\x00"', (1, 6, "toml-control-character")),
        ("a = 1\n<<<<<<< ours\nb = 2\n=======\nb = 3\n>>>>>>> theirs\n", (2, 1, "toml-conflict")),
        (b"a = 1\nb = '\xff'", (2, 6, "toml-not-utf-8")),
        (b"\xff\xfea\x00", (1, 1, "toml-not-utf-8")),
    ],
)
def test_hand_edit_is_named_by_line_and_column(
    text: bytes | str, wanted: tuple[int, int, str]
) -> None:
    """With what to type there."""
    assert place(text) == wanted


def test_wide_character_is_named_with_its_narrow_one() -> None:
    """“ wants a plain quotation mark."""
    what = refusal("a = “x”").message.fields["what"]
    assert what == Said(
        "toml-wide-character",
        {
            "character": Said("toml-character", {"character": "“"}),
            "wanted": Said("toml-character", {"character": '"'}),
        },
    )


def test_wide_character_inside_quotes_is_text() -> None:
    """A seller's words are full of them."""
    assert place('a = "“拆封”，不退" x')[2] == "toml-statement"


def test_conflict_is_named_first_of_all_faults() -> None:
    """Whatever the parser stumbled on before it."""
    assert place("a = [\n<<<<<<< ours\n1\n=======\n2]\n>>>>>>> theirs")[:2] == (2, 1)


@pytest.mark.parametrize(
    "text", ["a = " + "9" * 5000, "a = 1e99999999999999999999", "a = " + "[" * 999, "a." * 3000]
)
def test_absurd_document_is_refused(text: str) -> None:
    """Not with the parser's own exception."""
    assert refusal(text).message.key in {"toml-absurd", "toml-wrong"}


def test_byte_order_mark_and_crlf_are_accepted() -> None:
    """Notepad writes both."""
    assert parse_toml("\ufeffa = 1\r\nb = 2\r\n".encode(), "x") == {"a": 1, "b": 2}


def test_fraction_is_exact() -> None:
    """Never a binary float."""
    assert parse_toml(b"a = 19.90", "x") == {"a": Decimal("19.90")}


def test_time_without_seconds_is_read() -> None:
    """As people write it (TOML 1.1)."""
    found = parse_toml(b"a = 2026-11-20 10:00", "x")["a"]
    assert found == datetime(2026, 11, 20, 10)  # noqa: DTZ001  # the file gives no offset


def test_file_is_read(tmp_path: Path) -> None:
    """The plain case."""
    path = tmp_path / "x.toml"
    path.write_text("a = 1\n")
    assert read_toml(path) == {"a": 1}


def test_missing_file_is_named(tmp_path: Path) -> None:
    """With the reason in words."""
    with pytest.raises(BadData) as caught:
        read_toml(tmp_path / "x.toml")
    assert caught.value.message.fields["reason"] == Said("os-missing")


def test_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    """Nobody writes into it."""
    path = tmp_path / "x.toml"
    os.mkfifo(path)
    with pytest.raises(BadData) as caught:
        read_toml(path)
    assert caught.value.message.key == "toml-no-file"


@pytest.mark.parametrize("path", [Path("/dev/zero"), Path("/")])
def test_device_and_folder_are_refused(path: Path) -> None:
    """One would never end."""
    with pytest.raises(BadData) as caught:
        read_toml(path)
    assert caught.value.message.key == "toml-no-file"


def test_huge_file_is_refused_unread(tmp_path: Path) -> None:
    """A gigabyte of nothing."""
    path = tmp_path / "x.toml"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    assert len(read_bytes(path)[0]) <= 2 * LARGEST + 2
    with pytest.raises(BadData) as caught:
        read_toml(path)
    assert caught.value.message.key == "toml-too-big"


def test_what_was_read_is_known_with_its_stamp(tmp_path: Path) -> None:
    """Of the file that was open, not of its name."""
    path = tmp_path / "x.toml"
    path.write_bytes(b"a = 1")
    data, found = read_bytes(path)
    assert (data, found.st_size, stat.S_ISREG(found.st_mode)) == (b"a = 1", 5, True)


def test_event_is_one_line() -> None:
    """As the design shows it: exact money, seconds, an offset."""
    line = key_value("20261122T093100-k3f9", {"at": at(9, 31), "amount": Decimal("128.00")})
    assert line == ("20261122T093100-k3f9 = { at = 2026-11-23T09:31:00+08:00, amount = 128.00 }")


def test_text_of_many_lines_stays_on_one() -> None:
    """A letter is kept with its event."""
    assert key_value("text", 'a\nb "c" \x1b') == 'text = "a\\nb \\"c\\" \\u001b"'


def test_document_has_tables_after_values() -> None:
    """Each entry of a table on its line, a table in it inline."""
    made = toml_document(
        {"id": "x", "claim": {"facts": {"intact": True}, "kinds": ["a", "b"]}, "events": {}}
    )
    assert made == (
        'id = "x"\n\n[claim]\nfacts = { intact = true }\nkinds = ["a", "b"]\n\n[events]\n'
    )


@pytest.mark.parametrize("text", ["\ud800", "a\udfff"])
def test_lone_surrogate_is_refused(text: str) -> None:
    """UTF-8 cannot hold it: nothing is written."""
    for key, value in (("a", text), (text, "a")):
        with pytest.raises(BadData) as caught:
            key_value(key, {"inner": {"deep": value}} if key == "a" else value)
        assert caught.value.message.key == "toml-not-text"


VALUES: st.SearchStrategy[object] = (
    TEXT
    | MONEY
    | INSTANTS
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.dates(date(2000, 1, 1))
    | st.lists(TEXT, max_size=3)
)


@CALM
@given(
    st.dictionaries(
        TEXT, st.recursive(VALUES, lambda one: st.dictionaries(TEXT, one), max_leaves=6)
    )
)
def test_line_is_read_as_it_was_written(table: dict[str, object]) -> None:
    """And is one line, whatever the text."""
    line = key_value("x", table)
    assert parse_toml(line.encode(), "x") == {"x": table}
    assert "\n" not in line


@CALM
@given(st.dictionaries(TEXT, VALUES), st.dictionaries(TEXT, VALUES | st.dictionaries(TEXT, VALUES)))
def test_document_is_read_as_it_was_written(
    plain: dict[str, object], table: dict[str, object]
) -> None:
    """Whatever the keys."""
    whole = {**{f"a{key}": one for key, one in plain.items()}, "table": table}
    assert parse_toml(toml_document(whole).encode(), "x") == whole


@CALM
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Never another exception."""
    try:
        parse_toml(data, "x")
    except BadData as error:
        assert error.code == 12


@CALM
@given(st.text(st.sampled_from("ab=“”\"'[]{}\\,.#\n＝，1-2: <>\u3000"), max_size=30))
def test_any_slip_of_the_pen_is_read_or_refused(text: str) -> None:
    """With advice that can be said."""
    try:
        parse_toml(text.encode(), "x")
    except BadData as error:
        assert error.message.key in {"toml-wrong", "toml-absurd"}


def test_unknown_reason_is_the_system_s_own_words() -> None:
    """Better than none."""
    assert reason_of(OSError(errno.ENXIO, "")).key == "os-other"
    assert reason_of(OSError()).key == "os-other"


def test_returning_remedies_are_those_of_the_data() -> None:
    """The core's own list, for where no rulebook is at hand, does not drift."""
    remedies = parse_remedies(read_toml(DATA / "remedies.toml"))
    assert {id for id, one in remedies.items() if one.returns_goods} == RETURNING
