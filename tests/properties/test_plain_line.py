"""A command line that is read without Typer says what Typer makes of it."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.builders_cases import CALM

from refundcli.commands import TABLE
from refundcli.commands.app import build_app
from refundcli.commands.command import Command, command_in
from refundcli.commands.options import GLOBAL, Argument, Given, Option
from refundcli.commands.plain_line import plain_line
from refundcli.commands.session import words_in

Tokens = list[str]

COMMANDS = {
    (name, *inner): module
    for name, entry in TABLE.items()
    for inner, module in (
        [((), entry)] if isinstance(entry, str) else [((one,), it) for one, it in entry.items()]
    )
}
"""Every command, by the words that name it, and its module."""

NASTY = (
    *(
        "",
        " ",
        "-",
        "--",
        "---",
        "-5",
        "-x",
        "=",
        "a=b",
        "--=",
        "=x",
        "\udcff",
        "一\n二",
        "@file",
        "*",
    ),
    *("--help", "-h", "--version", "--install-completion", "--jso", "--json=1", "--no-json", "-pq"),
    *("-ptaobao", "-p=taobao", "--lang", "--LANG", "--lang=", "－－json", "check", "rules", "list"),
)
"""Words at which somebody might read a command line otherwise than somebody else."""

VALUES = st.sampled_from(("x", "", " ", "=", "a=b", "一二", "list", "x -y", "\udcff")) | st.text(
    max_size=4
).filter(lambda text: text[:1] != "-")


@cache
def typer_reads() -> tuple[Any, list[tuple[Command, Given]]]:
    """Return the app that Typer reads lines for, and where it leaves what it read."""
    read: list[tuple[Command, Given]] = []

    def keep(command: Command, given: Given) -> int:
        read.append((command, given))
        return 0

    return build_app(words_in("en"), keep), read


def by_typer(arguments: Sequence[str]) -> tuple[Command, Given]:
    """Return the command that Typer calls for *arguments*, and what it hands over."""
    app, read = typer_reads()
    read.clear()
    app(args=list(arguments), prog_name="refundcli", standalone_mode=False)
    (found,) = read
    return found


def written(option: Option) -> st.SearchStrategy[Tokens]:
    """Return the plain ways of writing *option*."""
    flag = st.sampled_from(option.flags)
    if option.type is bool:
        return flag.map(lambda name: [name])
    return st.tuples(flag, VALUES, st.booleans()).map(
        lambda one: [f"{one[0]}={one[1]}"] if one[2] and one[0][:2] == "--" else [one[0], one[1]]
    )


def some_flags(options: Sequence[Option]) -> st.SearchStrategy[list[Tokens]]:
    """Return some of *options*, written, some of them twice."""
    return st.lists(st.sampled_from(options).flatmap(written), max_size=4)


@st.composite
def plain(draw: st.DrawFn, names: tuple[str, ...]) -> tuple[Tokens, ...]:
    """Draw a plain line of the command of these *names*: the words between which others may be put."""
    parameters = command_in(COMMANDS[names]).parameters
    options = [one for one in parameters if isinstance(one, Option)]
    parts = draw(some_flags([*options, *GLOBAL]))
    for one in parameters:
        if isinstance(one, Argument) and (one.is_needed or draw(st.booleans())):
            count = draw(st.integers(1, 3)) if one.is_many else 1
            parts += [[draw(VALUES)] for _ in range(count)]
    above = draw(some_flags(GLOBAL))
    return (*above, [*names], *draw(st.permutations(parts)))


def joined(parts: Sequence[Tokens]) -> Tokens:
    """Return the words of a line."""
    return [word for part in parts for word in part]


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_plain_line_is_read_as_typer_reads_it(names: tuple[str, ...]) -> None:
    @settings(CALM, max_examples=6)
    @given(plain(names).map(joined))
    def hold(arguments: Tokens) -> None:
        assert by_typer(arguments) == plain_line(arguments)

    hold()


@settings(CALM, max_examples=200)
@given(
    st.sampled_from(tuple(COMMANDS)).flatmap(plain).map(joined),
    st.lists(
        st.tuples(st.integers(0, 12), st.sampled_from(NASTY) | st.text(max_size=3)), max_size=3
    ),
    st.sets(st.integers(0, 12), max_size=2),
)
@example(["show", "x"], [(2, "y")], set())
@example(["show", "x"], [], {1})
def test_line_in_doubt_is_left_to_typer_or_read_as_typer_reads_it(
    arguments: Tokens, more: list[tuple[int, str]], without: set[int]
) -> None:
    for place, word in more:
        arguments.insert(place, word)
    arguments = [one for place, one in enumerate(arguments) if place not in without]
    found = plain_line(arguments)
    if found is not None:
        assert by_typer(arguments) == found


@pytest.mark.parametrize(
    "line",
    [
        *(
            "",
            "nothing",
            "show",
            "show a b",
            "show a --help",
            "show a -h",
            "show a --jso",
            "--version",
        ),
        *("show a --json=yes", "show a --lang", "show a --lang -x", "check -ptaobao", "check -p=x"),
        *(
            "show -- a",
            "show -",
            "message -pq x",
            "remind",
            "remind x",
            "remind --json run",
            "--lang",
        ),
    ],
)
def test_line_in_doubt_is_left_to_typer(line: str) -> None:
    assert plain_line(line.split()) is None
