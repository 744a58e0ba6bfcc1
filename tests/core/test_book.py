"""The book of what can be completed: what is put into its text is found in it."""

import pytest

from refundcli.core.book import Book, book_of, text_of
from refundcli.core.candidates import Candidate
from refundcli.core.typed_line import Asked, Flag, Place, Shape

SHAPES = (
    Shape("", (), (), (("log", "say what\nhappened"), ("rules", ""))),
    Shape(
        "log",
        (
            Flag("platform", ("--platform", "-p"), completes="platforms", help="a\tb"),
            Flag("fact", ("--fact",), is_many=True, help=""),
            Flag("force", ("--force",), is_switch=True, help="x"),
        ),
        (Place("case", completes="cases"), Place("rest", is_many=True)),
    ),
    Shape("rules"),
)
VALUES = (
    ("platforms", (Candidate("taobao", "淘宝", ("淘宝", "tb")), Candidate("tmall"))),
    ("states", (Candidate("unpaid"),)),
    ("states taobao", (Candidate("delivered"),)),
    ("tones", ()),
)
BOOK = book_of(text_of(SHAPES, VALUES))


def test_command_is_read_as_it_was_written() -> None:
    log = BOOK.shape("log")
    assert log is not None
    assert (log.flags[1:], log.places) == (SHAPES[1].flags[1:], SHAPES[1].places)
    assert (log.flags[0].written, log.flags[0].completes) == (("--platform", "-p"), "platforms")


def test_help_is_one_line() -> None:
    root, log = BOOK.shape(""), BOOK.shape("log")
    assert root is not None
    assert log is not None
    assert root.commands == (("log", "say what happened"), ("rules", ""))
    assert log.flags[0].help == "a b"


def test_command_without_anything_is_read() -> None:
    assert BOOK.shape("rules") == Shape("rules")


def test_command_that_is_not_in_it_is_an_error() -> None:
    with pytest.raises(LookupError):
        BOOK.shape("rule")


def test_values_are_read_as_they_were_written() -> None:
    assert [BOOK.values(name) for name, _ in VALUES] == [some for _, some in VALUES]


def test_values_that_are_not_in_it_are_none() -> None:
    assert BOOK.values("state") is None


def test_texts_can_be_put_together() -> None:
    both = book_of(text_of(SHAPES, ()) + text_of((), VALUES))
    assert (both.shape("rules"), both.values("states")) == (Shape("rules"), VALUES[1][1])


def candidates(completes: str | None, book: Book = BOOK, **given: object) -> list[str] | None:
    """Return the values that the book has for *completes* after *given*."""
    found = book.candidates(Asked(Shape(""), "values", "", given, completes=completes))
    return None if found is None else [one.value for one in found]


@pytest.mark.parametrize("named", ["taobao", "淘宝", "tb"])
def test_states_are_those_of_the_platform_however_it_is_called(named: str) -> None:
    assert candidates("states", platform=named) == ["delivered"]


def test_states_without_a_platform_are_those_of_all() -> None:
    assert candidates("states") == ["unpaid"]


def test_book_does_not_tell_the_states_of_an_unknown_platform() -> None:
    assert candidates("states", platform="nowhere") is None


def test_book_does_not_tell_what_follows_from_an_answers_file() -> None:
    assert candidates("states", answers="a.toml") is None


def test_book_does_not_tell_what_follows_from_values_that_it_lacks() -> None:
    assert candidates("states", book_of(text_of((), VALUES[1:])), platform="taobao") is None


def test_other_values_follow_from_nothing() -> None:
    assert candidates("platforms", platform="x", answers="y") == ["taobao", "tmall"]


def test_book_tells_nothing_where_no_name_is_asked_for() -> None:
    assert candidates(None) is None
