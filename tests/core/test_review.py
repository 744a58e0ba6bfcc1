"""The answers in a list."""

from datetime import date
from decimal import Decimal

import pytest
from tests.builders_verdict import rulebook, text

from refundcli.core.answers import Answers
from refundcli.core.periods import beijing
from refundcli.core.review import answer_lines, typed, value_of
from refundcli.core.text import say

ANSWERS = Answers(
    platform="shop",
    state="delivered",
    reason="quality",
    remedy="return-refund",
    purpose="personal",
    number="4096",
    item_kinds=("perishable",),
    paid=Decimal("128.00"),
    moments={"delivered": date(2026, 11, 20)},
    facts={"intact": True, "promise": False},
)
BOOK = rulebook()


def test_every_answer_stands_in_the_list_in_words() -> None:
    assert [(one.id, one.value) for one in answer_lines(BOOK, ANSWERS)] == [
        ("platform", text("shop")),
        ("state", text("shop delivered")),
        ("reason", text("quality")),
        ("remedy", text("return-refund")),
        ("purpose", say("purpose-personal")),
        ("number", "4096"),
        ("paid", Decimal("128.00")),
        ("item_kind", (text("perishable"),)),
        ("delivered_at", date(2026, 11, 20)),
        ("intact", say("answer-yes")),
        ("promise", say("answer-no")),
    ]


def test_each_line_says_what_was_asked() -> None:
    labels = {one.id: one.label for one in answer_lines(BOOK, ANSWERS)}
    assert labels["item_kind"] == say("label-item-kind")
    assert labels["delivered_at"] == say("label-at", event=say("event-delivered"))
    assert labels["intact"] == BOOK.facts["intact"].asks


def test_what_was_skipped_comes_last_and_is_not_known() -> None:
    lines = answer_lines(BOOK, ANSWERS, frozenset({"item", "seller", "paid"}))
    assert [(one.id, one.value) for one in lines[-2:]] == [("item", None), ("seller", None)]
    assert [one.id for one in lines].count("paid") == 1


@pytest.mark.parametrize(
    ("id", "expected"),
    [
        ("reason", "quality"),
        ("item_kind", ("perishable",)),
        ("delivered_at", date(2026, 11, 20)),
        ("shipped_at", None),
        ("promise", False),
        ("used", None),
        ("seller", None),
    ],
)
def test_value_of_a_question_is_its_answer(id: str, expected: object) -> None:
    assert value_of(ANSWERS, id) == expected


def test_no_kind_of_item_is_no_answer() -> None:
    assert value_of(Answers(), "item_kind") is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (beijing(2026, 11, 20, 9, 5), "2026-11-20 09:05"),
        (date(2026, 11, 20), "2026-11-20"),
        (Decimal("128.00"), "128.00"),
        (None, ""),
    ],
)
def test_value_is_typed_as_a_buyer_would(value: object, expected: str) -> None:
    assert typed(value) == expected
