"""Words typed by their syllables or first letters."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refundcli.core.errors import BadData
from refundcli.core.pinyin import INITIALS, SYLLABLES, Pinyin, parse_pinyin, typed_as

TABLE: Mapping[str, object] = {
    "characters": {"chong": "重冲", "fa": "发", "liang": "量", "tui": "退", "huo": "货"},
    "words": {"重量": "zhong liang"},
}
QUALITY = ("zhi", "liang", "wen", "ti")


def test_word_of_the_table_reads_as_it_says_and_all_else_by_its_characters() -> None:
    pinyin = parse_pinyin(TABLE)
    assert pinyin.spelled("重发、按重量") == ("chong", "fa", "zhong", "liang")


def test_letters_and_digits_are_typed_as_they_are_and_marks_are_not() -> None:
    assert parse_pinyin(TABLE).spelled("7 天退货（VIP）") == ("7", "tui", "huo", "v", "i", "p")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("z", (INITIALS, 0)),
        ("zlwt", (INITIALS, 0)),
        ("wt", (INITIALS, 2)),
        ("zhi", (SYLLABLES, 0)),
        ("zhiliangwenti", (SYLLABLES, 0)),
        ("zhlwenti", (SYLLABLES, 0)),
        ("wenti", (SYLLABLES, 2)),
        ("w", None),
        ("zw", None),
        ("zhiliangwentix", None),
    ],
)
def test_word_is_typed_by_initials_by_syllables_or_by_both(
    typed: str, expected: tuple[str, int] | None
) -> None:
    assert typed_as(QUALITY, typed) == expected


def test_nothing_is_typed_of_a_word_without_syllables() -> None:
    assert typed_as((), "z") is None


@given(st.lists(st.integers(1, 5), min_size=4, max_size=4))
def test_any_beginnings_of_the_syllables_in_their_order_find_the_word(lengths: list[int]) -> None:
    typed = "".join(one[:length] for one, length in zip(QUALITY, lengths, strict=True))
    found = typed_as(QUALITY, typed)
    assert found is not None
    assert found[1] == 0


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("重", "chong fa"), ("重量", "zhong"), ("重量重量重", "a b c d e")],
)
def test_word_needs_a_syllable_for_each_of_its_few_characters(word: str, syllables: str) -> None:
    with pytest.raises(BadData):
        parse_pinyin({**TABLE, "words": {word: syllables}})


@pytest.mark.parametrize("missing", ["characters", "words"])
def test_table_needs_both_its_parts(missing: str) -> None:
    with pytest.raises(BadData):
        parse_pinyin({key: one for key, one in TABLE.items() if key != missing})


def test_empty_table_spells_nothing() -> None:
    assert Pinyin({}, {}).spelled("退货") == ()
