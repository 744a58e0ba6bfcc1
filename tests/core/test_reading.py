"""Tables read key by key: values, stand-ins, and every mistake by file and key."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pytest
from tests.builders_rule_files import faults

from refundcli.core.errors import BadData
from refundcli.core.periods import beijing
from refundcli.core.reading import _KINDS, Fault, Reader, read_file
from refundcli.core.rules import Length
from refundcli.core.text import Said, Text, say

NEW_YEAR = date(2026, 1, 1)
NINE = beijing(2026, 1, 1, 9).replace(tzinfo=None)


def reader(**data: object) -> Reader:
    """Return a reader of *data* as a whole file."""
    return Reader(data, "x.toml", "", [])


def noted(read: Callable[[Reader], object], **data: object) -> list[tuple[str, str]]:
    """Return the faults noted when *read* reads *data*: the key, and what is wrong with it."""
    one = reader(**data)
    read(one)
    return [(fault.key, fault.what.key) for fault in one.faults]


@pytest.mark.parametrize(
    ("read", "value", "expected"),
    [
        (lambda top: top.word("key"), "words", "words"),
        (lambda top: top.word("key", ("a", "b")), "b", "b"),
        (lambda top: top.maybe_word("key"), "words", "words"),
        (lambda top: top.words("key"), ["a", "b"], ("a", "b")),
        (lambda top: top.words("key", ("a", "b")), ("b",), ("b",)),
        (lambda top: top.flag("key"), True, True),
        (lambda top: top.flag("key"), False, False),
        (lambda top: top.maybe_flag("key"), False, False),
        (lambda top: top.number("key"), 7, 7),
        (lambda top: top.number("key", needed=True), 0, 0),
        (lambda top: top.day("key"), NEW_YEAR, NEW_YEAR),
        (lambda top: top.maybe_day("key"), NEW_YEAR, NEW_YEAR),
        (lambda top: top.days("key"), [NEW_YEAR], (NEW_YEAR,)),
        (lambda top: top.instant("key"), NINE, beijing(2026, 1, 1, 9)),
        (lambda top: top.maybe_instant("key"), beijing(2026, 1, 1, 9), beijing(2026, 1, 1, 9)),
        (lambda top: top.maybe_when("key"), NEW_YEAR, NEW_YEAR),
        (lambda top: top.maybe_when("key"), NINE, beijing(2026, 1, 1, 9)),
        (lambda top: top.exact("key"), Decimal("128.5"), Decimal("128.50")),
        (lambda top: top.exact("key"), "128.00", Decimal("128.00")),
        (lambda top: top.exact("key"), 128, Decimal("128.00")),
        (lambda top: top.money("key"), "300.00", Decimal("300.00")),
        (lambda top: top.length("key"), "15 days", Length(15, "days")),
        (lambda top: top.text("key"), {"zh": "退款", "en": "refund"}, Text("退款", "refund")),
        (
            lambda top: top.maybe_text("key"),
            {"zh": "退货", "en": "return", "zh-Hant": "退貨"},
            Text("退货", "return", "退貨"),
        ),
        (lambda top: top.texts("key"), [{"zh": "甲", "en": "a"}], (Text("甲", "a"),)),
    ],
)
def test_reader_returns_the_value(
    read: Callable[[Reader], object], value: object, expected: object
) -> None:
    assert read(reader(key=value)) == expected


@pytest.mark.parametrize(
    ("read", "stand_in"),
    [
        (lambda top: top.word("key", default="usual"), "usual"),
        (lambda top: top.maybe_word("key"), None),
        (lambda top: top.words("key"), ()),
        (lambda top: top.flag("key"), False),
        (lambda top: top.maybe_flag("key"), None),
        (lambda top: top.number("key"), None),
        (lambda top: top.maybe_day("key"), None),
        (lambda top: top.days("key"), ()),
        (lambda top: top.maybe_instant("key"), None),
        (lambda top: top.maybe_when("key"), None),
        (lambda top: top.exact("key"), None),
        (lambda top: top.money("key"), None),
        (lambda top: top.length("key"), None),
        (lambda top: top.maybe_text("key"), None),
        (lambda top: top.texts("key"), ()),
        (lambda top: top.table("key"), None),
        (lambda top: top.tables("key"), ()),
    ],
)
def test_reader_lets_a_key_be_left_out(read: Callable[[Reader], object], stand_in: object) -> None:
    one = reader()
    assert (read(one), one.faults) == (stand_in, [])


NEEDED: Mapping[str, Callable[[Reader], object]] = {
    "word": lambda top: top.word("key"),
    "words": lambda top: top.words("key", needed=True),
    "number": lambda top: top.number("key", needed=True),
    "day": lambda top: top.day("key"),
    "instant": lambda top: top.instant("key"),
    "money": lambda top: top.money("key", needed=True),
    "length": lambda top: top.length("key", needed=True),
    "text": lambda top: top.text("key"),
    "table": lambda top: top.table("key", needed=True),
    "tables": lambda top: top.tables("key", needed=True),
}


@pytest.mark.parametrize("read", NEEDED.values(), ids=NEEDED)
def test_reader_misses_a_needed_key(read: Callable[[Reader], object]) -> None:
    assert noted(read) == [("key", "fault-missing")]


@pytest.mark.parametrize(
    ("name", "nothing"),
    [("word", ""), ("words", []), ("tables", []), ("table", {}), ("text", {}), ("length", "")],
)
def test_reader_misses_a_needed_key_that_holds_nothing(name: str, nothing: object) -> None:
    assert noted(NEEDED[name], key=nothing) == [("key", "fault-missing")]


@pytest.mark.parametrize(
    ("read", "stand_in"),
    [
        (NEEDED["word"], ""),
        (NEEDED["words"], ()),
        (NEEDED["day"], date.min),
        (NEEDED["instant"], beijing(1, 1, 1)),
        (NEEDED["text"], Text("", "")),
    ],
)
def test_reader_stands_in_for_a_needed_key(
    read: Callable[[Reader], object], stand_in: object
) -> None:
    assert read(reader()) == stand_in


@pytest.mark.parametrize(
    "read",
    [
        *NEEDED.values(),
        lambda top: top.maybe_word("key"),
        lambda top: top.flag("key"),
        lambda top: top.maybe_flag("key"),
        lambda top: top.maybe_day("key"),
        lambda top: top.days("key"),
        lambda top: top.maybe_instant("key"),
        lambda top: top.maybe_when("key"),
        lambda top: top.exact("key"),
        lambda top: top.maybe_text("key"),
        lambda top: top.texts("key"),
    ],
)
def test_reader_refuses_a_binary_float(read: Callable[[Reader], object]) -> None:
    assert noted(read, key=128.0) == [("key", "fault-type")]


@pytest.mark.parametrize("name", ["word", "number", "day", "money", "table", "tables"])
def test_reader_refuses_true_where_something_else_is_wanted(name: str) -> None:
    """In Python true is a whole number."""
    assert noted(NEEDED[name], key=True) == [("key", "fault-type")]


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda top: top.words("key"), ["a", 1]),
        (lambda top: top.words("key"), "a"),
        (lambda top: top.day("key"), NINE),
        (lambda top: top.days("key"), ["2026-01-01"]),
        (lambda top: top.days("key"), [NINE]),
        (lambda top: top.instant("key"), NEW_YEAR),
        (lambda top: top.tables("key"), [{}, 1]),
        (lambda top: top.texts("key"), ["退款"]),
        (lambda top: top.flag("key"), "yes"),
        (lambda top: top.money("key"), 300),
    ],
)
def test_reader_refuses_a_wrong_type(read: Callable[[Reader], object], value: object) -> None:
    assert noted(read, key=value) == [("key", "fault-type")]


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda top: top.word("key", ("a", "b")), "c"),
        (lambda top: top.maybe_word("key", ("a", "b")), "c"),
        (lambda top: top.words("key", ("a", "b")), ["a", "c"]),
    ],
)
def test_reader_refuses_a_word_that_is_no_choice(
    read: Callable[[Reader], object], value: object
) -> None:
    assert noted(read, key=value) == [("key", "fault-choice")]


def test_reader_names_every_word_that_is_no_choice() -> None:
    one = reader(key=["c", "a", "d"])
    one.words("key", ("a", "b"))
    assert [fault.what.fields["value"] for fault in one.faults] == ["c", "d"]


@pytest.mark.parametrize(
    ("read", "value", "what"),
    [
        (lambda top: top.money("key"), "300 or so", "error-money"),
        (lambda top: top.exact("key"), Decimal("0.001"), "error-money-fen"),
        (lambda top: top.length("key"), "a week", "error-length"),
        (lambda top: top.maybe_when("key"), date(1999, 12, 31), "fault-year"),
        (lambda top: top.instant("key"), beijing(2200, 1, 1), "fault-year"),
    ],
)
def test_reader_refuses_a_value_that_makes_no_sense(
    read: Callable[[Reader], object], value: object, what: str
) -> None:
    assert noted(read, key=value) == [("key", what)]


@pytest.mark.parametrize("when", [date(2000, 1, 1), date(2199, 12, 31)])
def test_reader_takes_times_of_two_centuries(when: date) -> None:
    assert reader(key=when).maybe_when("key") == when


@pytest.mark.parametrize(
    ("read", "wanted"),
    [
        (NEEDED["word"], "string"),
        (NEEDED["words"], "list of strings"),
        (lambda top: top.maybe_flag("key"), "true or false"),
        (NEEDED["number"], "whole number"),
        (NEEDED["day"], "date"),
        (lambda top: top.maybe_day("key"), "date"),
        (lambda top: top.days("key"), "list of dates"),
        (NEEDED["instant"], "date and time"),
        (lambda top: top.maybe_when("key"), "date, with or without a time"),
        (lambda top: top.exact("key"), "amount of yuan, as 128.00"),
        (NEEDED["money"], "string"),
        (NEEDED["length"], "length"),
        (NEEDED["text"], "{ zh, en }"),
        (NEEDED["table"], "table"),
        (NEEDED["tables"], "list of tables"),
    ],
)
def test_reader_says_what_is_wanted(read: Callable[[Reader], object], wanted: str) -> None:
    one = reader(key=128.0)
    read(one)
    assert one.faults[0].what == say("fault-type", wanted=_named(wanted))


@pytest.mark.parametrize(
    ("read", "value", "wanted"),
    [
        (lambda top: top.words("key"), [1], "list of strings"),
        (lambda top: top.days("key"), [1], "date"),
        (lambda top: top.tables("key"), [1], "list of tables"),
    ],
)
def test_reader_says_what_is_wanted_in_a_list(
    read: Callable[[Reader], object], value: object, wanted: str
) -> None:
    one = reader(key=value)
    read(one)
    assert one.faults[0].what == say("fault-type", wanted=_named(wanted))


def test_reader_names_a_wrong_value_once() -> None:
    assert noted(NEEDED["length"], key="a week") == [("key", "error-length")]


def test_reader_gives_a_reader_of_a_table() -> None:
    inner = reader(rule={"id": "faulty"}).table("rule")
    assert inner is not None
    assert inner.word("id") == "faulty"


def test_reader_names_a_key_of_a_table_in_full() -> None:
    one = reader(rule={"version": [{}, {}]})
    rule = one.table("rule")
    assert rule is not None
    rule.tables("version")[1].word("id")
    assert one.faults == [Fault("x.toml", "rule.version[1].id", _missing("string"))]


def test_reader_names_a_key_of_words_in_both_languages() -> None:
    assert noted(NEEDED["text"], key={"zh": "退款"}) == [("key.en", "fault-missing")]


def test_reader_refuses_an_unknown_language() -> None:
    words = {"zh": "退款", "en": "refund", "fr": "remboursement"}
    assert noted(NEEDED["text"], key=words) == [("key.fr", "fault-unknown-key")]


def test_reader_gives_every_table_by_its_name() -> None:
    named = reader(a={"id": "first"}, b={"id": "second"}).named_tables()
    assert {name: one.word("id") for name, one in named} == {"a": "first", "b": "second"}


def test_reader_refuses_what_is_no_table_among_named_ones() -> None:
    assert noted(lambda top: list(top.named_tables()), a={}, b=1) == [("b", "fault-type")]


def test_reader_knows_all_keys_of_named_tables() -> None:
    one = reader(a={})
    list(one.named_tables())
    one.finish()
    assert one.faults == []


def test_reader_refuses_keys_that_nobody_asked_for() -> None:
    one = reader(id="a", colour="red", size=1)
    one.word("id")
    one.finish()
    assert [fault.key for fault in one.faults] == ["colour", "size"]


def test_reader_says_which_keys_are_known() -> None:
    one = reader(colour="red")
    one.maybe_word("title")
    one.word("id", default="")
    one.finish()
    assert one.faults[0].what == say("fault-unknown-key", known=("id", "title"))


def test_file_is_read() -> None:
    assert read_file({"id": "a"}, "x.toml", lambda top: top.word("id")) == "a"


def test_file_names_every_fault_in_it() -> None:
    found = faults(lambda: read_file({"colour": "red", "most": "1"}, "x.toml", _id_and_most))
    assert found == [
        ("id", "fault-missing"),
        ("most", "fault-type"),
        ("colour", "fault-unknown-key"),
    ]


def test_file_is_named_with_its_faults() -> None:
    with pytest.raises(BadData) as caught:
        read_file({}, "x.toml", _id_and_most)
    assert caught.value.message == say(
        "error-data-file",
        file="x.toml",
        faults=(say("fault-at", key="id", what=_missing("string")),),
    )


def test_file_is_named_in_the_next_step() -> None:
    with pytest.raises(BadData) as caught:
        read_file({}, "x.toml", _id_and_most)
    assert caught.value.hint == say("hint-data-file", file="x.toml")


def _id_and_most(top: Reader) -> tuple[str, int | None]:
    return top.word("id"), top.number("most")


def _missing(wanted: str) -> Said:
    return say("fault-missing", wanted=_named(wanted))


def _named(wanted: str) -> Text:
    """Return a kind of value as a fault names it, by its English name."""
    return next(one for one in _KINDS.values() if one.en == wanted)
