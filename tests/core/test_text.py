"""Words by language, and sentences as values."""

import pytest

from refundcli.core.text import Said, Text, say


@pytest.mark.parametrize(
    ("language", "expected"),
    [("zh-Hans", "退款"), ("zh", "退款"), ("zh-Hant", "退款"), ("en", "refund")],
)
def test_text_is_given_in_a_language(language: str, expected: str) -> None:
    assert expected == Text("退款", "refund").in_(language)


def test_text_has_its_own_traditional_words_where_they_differ() -> None:
    expected = "賣家"
    assert expected == Text("卖家", "seller", zh_hant="賣家").in_("zh-Hant")


def test_text_keeps_traditional_words_out_of_simplified() -> None:
    expected = "卖家"
    assert expected == Text("卖家", "seller", zh_hant="賣家").in_("zh-Hans")


def test_say_keeps_the_fields() -> None:
    assert Said("order-state", {"state": "delivered"}) == say("order-state", state="delivered")


def test_say_without_fields_is_the_key_alone() -> None:
    assert Said("period-zone") == say("period-zone")
