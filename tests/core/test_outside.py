"""Text from outside: what steers a terminal goes, what is text stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refundcli.core.outside import clean

STEERS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]"
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[1;31m红\x1b[0m", "红"),
        ("\x1b]0;标题\x07后", "后"),
        ("\x1b]8;;https://example.com\x1b\\链接\x1b]8;;\x1b\\", "链接"),
        ("\x1bPq#0\x1b\\图", "图"),
        ("\x9b31m红", "红"),
        ("\x1bc重置", "重置"),
        ("\x1b]0;没有结尾", "0;没有结尾"),
        ("尾\x1b", "尾"),
        ("\u202e倒\u202c的\u2066隔\u2069", "倒的隔"),
        ("零\u200b宽\ufeff", "零宽"),
        ("半\ud800个", "半\ufffd个"),
        ("甲\U000e0100乙", "甲乙"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("[red]{field} <b>", "[red]{field} <b>"),
    ],
)
def test_clean_takes_away_what_steers(text: str, expected: str) -> None:
    """The words themselves stay, also after a sequence that never ends."""
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("keep", "expected"),
    [("", "一 二 三 四"), ("\n", "一\n二 三\n四"), ("\n\t", "一\n二\t三\n四")],
)
def test_clean_keeps_the_line_ends_it_is_asked_to(keep: str, expected: str) -> None:
    """Every kind of line end is one newline."""
    assert clean("一\r\n二\t三\u2028四", keep) == expected


@given(st.text(alphabet=st.characters()))
def test_clean_leaves_nothing_that_steers(text: str) -> None:
    """Whatever the text, also with lone surrogates."""
    assert STEERS.search(clean(text, keep="\n\t")) is None


@given(st.text(alphabet="\x1b\x9b[]0;m\x07\\Pab\n\u202e"))
def test_cleaning_again_changes_nothing(text: str) -> None:
    """What is left of one sequence never makes another."""
    assert clean(clean(text)) == clean(text)
