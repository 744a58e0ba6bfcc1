"""What TAB is about: Typer as a measure, and the book in which the answers are kept."""

from typing import Any

import pytest
from typer._click.shell_completion import _resolve_context, _resolve_incomplete
from typer._completion_classes import completion_init

from refundcli.commands import TABLE
from refundcli.commands.app import build_app
from refundcli.commands.completers import COMPLETERS
from refundcli.commands.options import Given
from refundcli.commands.session import Session, words_in
from refundcli.commands.shapes import GrowingBook, book
from refundcli.core.book import Book, book_of
from refundcli.core.typed_line import Flag, Place, Shape, asked, flags_left, words_of
from refundcli.core.values import replace
from refundcli.render.tab_text import BY_THE_SHELL

PATHS = (
    "",
    *TABLE,
    *(
        f"{name} {below}"
        for name, table in TABLE.items()
        if isinstance(table, dict)
        for below in table
    ),
)
OF_THE_PROGRAM = (
    "",
    "l",
    "-",
    "--",
    "--js",
    "--json ",
    "--lang ",
    "--lang=",
    "--lang=z",
    "--lang en -",
)
OF_A_GROUP = ("", "l", "-", "--h")
OF_A_COMMAND = (
    *("", "-", "--", "--json", "--json --", "--lang ", "--lang=", "--lang=z", "--lang en --l"),
    *("-p taobao --", "--fact a=yes --", "x", "x ", "x --j", "x y ", "--now x y ", "--seller "),
)
"""What is typed after the program, a group of commands, a command."""


@pytest.fixture(scope="module")
def whole() -> Book:
    """Return the book of the program as it is made when nothing is kept."""
    return book(Session(Given({"lang": "en"})))


@pytest.fixture(scope="module")
def typer_app() -> Any:
    """Return the program as Typer has it."""
    completion_init()
    return build_app(words_in("en"))


def typers(app: Any, words: list[str], typed: str) -> tuple[str | None, set[str]]:
    """Return what Typer completes, a parameter by its name or None, and the commands and flags that it offers."""
    context = _resolve_context(app, {}, "refundcli", words)
    what, typed = _resolve_incomplete(context, words, typed)
    is_parameter = not hasattr(what, "params")
    if is_parameter:
        return what.name, set()
    return None, {one.value for one in what.shell_complete(context, typed)}


def ours(whole: Book, words: list[str], typed: str) -> tuple[str | None, set[str], set[str]]:
    """Return the same of ours, and which flags we leave out because they were given."""
    found = asked(whole.shape, words, typed)
    given = {
        written
        for one in found.shape.flags
        if one.name in found.given and not one.is_many
        for written in one.written
    }
    if found.offers == "values":
        return found.name, set(), given
    if found.offers == "commands":
        return (
            None,
            {name for name, _ in found.shape.commands if name.startswith(found.typed)},
            given,
        )
    flags = flags_left(found) if found.offers == "flags" else ()
    return None, {name for name, _ in flags}, given


@pytest.mark.parametrize("path", PATHS)
def test_what_is_completed_is_as_typer_has_it_less_what_was_given(
    typer_app: Any, whole: Book, path: str
) -> None:
    """Typer goes on to offer what was given already; a script would take it twice."""
    shape = whole.shape(path)
    assert shape is not None
    after = OF_A_COMMAND if not shape.commands else OF_A_GROUP if path else OF_THE_PROGRAM
    for one in after:
        words, typed = words_of(f"{path} {one}".lstrip())
        name, offered = typers(typer_app, list(words), typed)
        our_name, our_offer, given = ours(whole, list(words), typed)
        assert (our_name, our_offer) == (name, offered - given), (path, one)


def test_flags_are_not_offered_where_none_can_stand(whole: Book) -> None:
    """Typer offers them after `--` where a command takes no more arguments."""
    found = asked(whole.shape, ("list", "--"), "-")
    assert found.offers == ""


def test_arguments_go_on_after_a_flag_that_there_is_not(whole: Book) -> None:
    """Typer gives up there, and completes the first argument again."""
    found = asked(whole.shape, ("rules", "diff", "yesterday", "--jason"), "")
    assert found.name == "later"


def test_every_name_that_is_completed_has_a_completer(whole: Book) -> None:
    shapes = [whole.shape(path) for path in PATHS]
    named = {
        one
        for shape in shapes
        if shape is not None
        for one in (*map(_completes, shape.flags), *map(_completes, shape.places))
        if one is not None
    }
    assert named - set(BY_THE_SHELL) == set(COMPLETERS)


def _completes(one: Flag | Place) -> str | None:
    return one.completes


def test_book_that_is_kept_is_the_whole_book(whole: Book) -> None:
    session = Session(Given({"lang": "en"}))
    growing = GrowingBook(session, "")
    growing.look_up_all(session)
    kept = book_of(growing.added)
    names = {name for name, one in COMPLETERS.items() if one.by is not None}
    names |= {"states 1688", "reasons delivered"}
    assert [_flat(kept.shape(one)) for one in PATHS] == [_flat(whole.shape(one)) for one in PATHS]
    for name in names:
        assert kept.values(name) == whole.values(name), name
    assert GrowingBook(session, growing.added).added == ""


def _flat(shape: Shape | None) -> object:
    """Return all that a shape holds, each help on one line."""
    assert shape is not None
    flags = tuple(replace(one, help=" ".join(one.help.split())) for one in shape.flags)
    commands = tuple((name, " ".join(help.split())) for name, help in shape.commands)
    return flags, shape.places, commands
