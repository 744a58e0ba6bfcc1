"""The command line while it is typed: words, what TAB is about, and which flags are left."""

import pytest

from refundcli.core.typed_line import (
    Asked,
    Flag,
    Place,
    Shape,
    asked,
    flags_left,
    rejoined,
    words_of,
)

GIVEN = Flag("lang", ("--lang",), completes="languages")
SHAPES = {
    one.path: one
    for one in (
        Shape(
            "", (GIVEN, Flag("json", ("--json",), is_switch=True)), (), (("log", ""), ("rules", ""))
        ),
        Shape("rules", (), (), (("show", ""),)),
        Shape("rules show", (), (Place("rule", completes="rules"),)),
        Shape(
            "log",
            (
                GIVEN,
                Flag("platform", ("--platform", "-p"), completes="platforms", help="where"),
                Flag("fact", ("--fact",), is_many=True, completes="facts"),
                Flag("force", ("--force", "-f"), is_switch=True),
                Flag("note", ("--note",)),
            ),
            (Place("case", completes="cases"), Place("event", completes="events")),
        ),
        Shape("export", (), (Place("cases", is_many=True, completes="cases"),)),
    )
}


def ask(line: str) -> Asked:
    """Return what TAB is about at the end of *line*."""
    words, typed = words_of(line)
    return asked(SHAPES.get, words, typed)


@pytest.mark.parametrize(
    ("line", "words", "typed"),
    [
        ("", (), ""),
        ("a b", ("a",), "b"),
        ("a  b ", ("a", "b"), ""),
        ("a\\ b c\\\\", ("a b",), "c\\"),
        ("'a b' \"c 'd\"", ("a b",), "c 'd"),
        ("x 'a b", ("x",), "a b"),
        (r"'a\' b", ("a\\",), "b"),
        ("a 张三　店", ("a",), "张三　店"),
        ("a ''", ("a",), ""),
        ("a\\", (), "a"),
    ],
)
def test_line_is_taken_apart_as_a_shell_does(line: str, words: tuple[str, ...], typed: str) -> None:
    assert words_of(line) == (words, typed)


def test_backtick_keeps_a_blank_in_powershell_and_a_backslash_is_plain() -> None:
    assert words_of("a` b C:\\x", "`") == (("a b",), "C:\\x")


def test_words_that_bash_took_apart_are_put_together() -> None:
    words = ("--fact", "intact", "=", "y", "order", ":", "x")
    assert rejoined(words) == ("--fact", "intact=y", "order:x")


@pytest.mark.parametrize(
    ("line", "offers", "completes", "typed"),
    [
        ("", "commands", None, ""),
        ("lo", "commands", None, "lo"),
        ("rules ", "commands", None, ""),
        ("nothing ", "", None, ""),
        ("rules nothing x", "", None, "x"),
        ("--la", "flags", None, "--la"),
        ("--lang ", "values", "languages", ""),
        ("--lang en --json log ", "values", "cases", ""),
        ("log tb-1 ", "values", "events", ""),
        ("log tb-1 sent ", "", None, ""),
        ("log tb-1 --platform t", "values", "platforms", "t"),
        ("log -p t", "values", "platforms", "t"),
        ("log -pt", "values", "platforms", "t"),
        ("log -ptaobao tb", "values", "cases", "tb"),
        ("log --platform=t", "values", "platforms", "t"),
        ("log --platform=taobao tb", "values", "cases", "tb"),
        ("log --force tb", "values", "cases", "tb"),
        ("log --force=x", "flags", None, "--force=x"),
        ("log --nothing tb", "values", "cases", "tb"),
        ("log --note ", "values", None, ""),
        ("log -p -", "flags", None, "-"),
        ("log -", "flags", None, "-"),
        ("log - ", "values", "events", ""),
        ("log -- --pla", "values", "cases", "--pla"),
        ("log -- a --pla", "values", "events", "--pla"),
        ("rules show x", "values", "rules", "x"),
    ],
)
def test_tab_is_about(line: str, offers: str, completes: str | None, typed: str) -> None:
    found = ask(line)
    assert (found.offers, found.completes, found.typed) == (offers, completes, typed)


def test_what_stands_before_a_value_in_its_word_is_told() -> None:
    assert [ask(f"log {one}").before for one in ("--platform=t", "-pt", "-p t")] == [
        "--platform=",
        "-p",
        "",
    ]


def test_what_was_given_is_told_by_name() -> None:
    found = ask("--json log tb-1 --fact a=yes --fact=b=no -f --note 'x y' ")
    assert found.given == {
        "json": True,
        "case": "tb-1",
        "fact": ("a=yes", "b=no"),
        "force": True,
        "note": "x y",
    }


def test_last_argument_may_be_given_again_and_again() -> None:
    found = asked(lambda _: SHAPES["export"], ("tb-1", "tb-2"), "")
    assert (found.completes, found.given) == ("cases", {"cases": ("tb-1", "tb-2")})


def test_nothing_is_offered_where_no_program_is_known() -> None:
    assert asked(lambda _: None, ("a",), "").offers == ""


def test_flag_given_is_left_out_unless_it_may_be_given_again() -> None:
    left = [one for one, _ in flags_left(ask("log -p taobao --fact a=yes --force --"))]
    assert left == ["--lang", "--fact", "--note"]


def test_flags_left_begin_as_typed_and_have_their_help() -> None:
    assert flags_left(ask("log --pl")) == (("--platform", "where"),)
