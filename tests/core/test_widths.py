"""Widths and lines: as wide as terminals show them, broken as Chinese and English are, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from refundcli.core.widths import beginning, cells, folded

KNOWN = st.characters(
    exclude_categories=("Cc", "Cf", "Cn", "Co", "Cs"), exclude_characters="\u115f"
)
TEXT = st.text(
    st.sampled_from("退款，。“”（）《》…、 ab-¥😀e\u0301") | st.characters(codec="utf-8"),
    max_size=60,
)


@given(KNOWN)
def test_character_is_as_wide_as_terminals_show_it(one: str) -> None:
    is_part_of_a_syllable = "\u1160" <= one <= "\u11ff" or "\ud7b0" <= one <= "\ud7ff"
    assert is_part_of_a_syllable or cells(one) == cell_len(one)


@pytest.mark.parametrize(
    ("text", "width"),
    [
        *(("退款ok", 6), ("e\u0301", 1), ("“”", 2), ("，", 2), ("😀", 2), ("👨\u200d", 2), ("", 0)),
        *(("\u0378", 1), ("\U0001faff", 2), ("\U00020000", 2), ("\U0002fffd", 2)),
    ],
)
def test_width_counts_what_is_seen(text: str, width: int) -> None:
    assert cells(text) == width


@given(TEXT, st.integers(2, 30))
def test_lines_hold_the_text_and_keep_to_the_width(text: str, width: int) -> None:
    lines = folded(text, width)
    kept = ["".join(one.split()) for one in ("".join(lines), text)]
    assert kept[0] == kept[1]
    assert [one for one in lines if cells(one.rstrip()) > width] == []


@given(st.lists(st.sampled_from(["退款", "，", "。", "（", "）", "“", "”", "包邮"]), max_size=40))
def test_line_begins_with_no_closing_mark_and_ends_with_no_opening_one(pieces: list[str]) -> None:
    text = "甲".join(pieces)
    lines = folded(text, 20)
    assert [one for one in lines[1:] if one[0] in "，。）”"] == []
    assert [one for one in lines[:-1] if one[-1] in "（“"] == []


def test_word_stays_whole_where_it_fits() -> None:
    assert folded("please return-refund now", 14) == ["please ", "return-refund ", "now"]


def test_word_longer_than_the_line_is_cut() -> None:
    assert folded("退 https://example.com/a", 10) == ["退 ", "https://ex", "ample.com/", "a"]


@given(TEXT, st.integers(0, 30))
def test_beginning_is_the_longest_that_fits(text: str, columns: int) -> None:
    head = beginning(text, columns)
    assert text.startswith(head)
    assert cells(head) <= columns
    assert head == text or cells(text[: len(head) + 1]) > columns
