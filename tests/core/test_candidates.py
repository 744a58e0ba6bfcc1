"""Which values begin as typed, and what is shown beside them."""

from refundcli.core.candidates import Candidate, beginning

SITES = (
    Candidate("taobao", "Taobao", ("淘宝", "淘宝网", "tb")),
    Candidate("tmall", "Tmall", ("天猫",)),
    Candidate("taobao", "again"),
)


def test_values_that_begin_so_are_given_once_with_their_help() -> None:
    assert beginning(SITES, "ta") == (("taobao", "Taobao"),)


def test_every_value_begins_with_nothing() -> None:
    assert [value for value, _ in beginning(SITES, "")] == ["taobao", "tmall"]


def test_first_chinese_name_that_begins_so_is_a_value() -> None:
    assert beginning(SITES, "淘") == (("淘宝", "taobao"),)


def test_other_names_in_latin_letters_are_not_offered() -> None:
    assert beginning(SITES, "tb") == ()


def test_help_has_nothing_that_a_shell_acts_on() -> None:
    ((_, help),) = beginning((Candidate("x", "\\$(a) `b` \"c\" 'd' [e]\tf\ng"),), "")
    assert [one for one in "\\`$\"'[]\t\n" if one in help] == []
