"""Answers: put over one another, made an order and a claim, and written as arguments and as a file."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders_cases import INSTANTS, MONEY, TEXT

from refundcli.core.answers import (
    ESSENTIAL,
    Answers,
    answers_of,
    arguments,
    as_file,
    claim_of,
    missing,
    order_of,
    over,
)
from refundcli.core.asking import FLAGS
from refundcli.core.errors import AnswersMissing
from refundcli.core.money import yuan
from refundcli.core.order import MOMENTS, Claim, Order
from refundcli.core.periods import beijing
from refundcli.core.times import parse_when

NOW = beijing(2026, 11, 22, 10)

FULL = Answers(
    platform="taobao",
    state="delivered",
    reason="quality",
    remedy="return-refund",
    purpose="personal",
    number="4096",
    seller="某店",
    item="电水壶",
    item_kinds=("digital", "opened"),
    paid=Decimal("128.00"),
    amount=Decimal("100.00"),
    moments={"delivered": beijing(2026, 11, 20, 10), "paid": date(2026, 11, 18)},
    facts={"intact": True, "opened": False},
)

WORDS = st.sampled_from(["taobao", "某店 “甲”", "--paid", "a=b", "-x", "no\n", " ", ""])
ANSWERS = st.builds(
    Answers,
    **dict.fromkeys((*ESSENTIAL, "purpose", "number", "seller"), st.none() | WORDS),
    item=st.none() | TEXT,
    item_kinds=st.lists(WORDS, max_size=2).map(tuple),
    paid=st.none() | MONEY,
    amount=st.none() | MONEY,
    moments=st.dictionaries(st.sampled_from(MOMENTS), INSTANTS | st.dates(), max_size=2),
    facts=st.dictionaries(TEXT, st.booleans(), max_size=2),
)
"""Any answers that a buyer can have given."""


def read_back(given: tuple[str, ...]) -> Answers:
    """Return the answers that arguments give, flag by flag."""
    names = {flag: name for name, flag in FLAGS.items()}
    values: dict[str, object] = {}
    kinds: list[str] = []
    moments, facts = {}, {}
    for flag, value in zip(given[::2], given[1::2], strict=True):
        if flag == "--fact":
            fact, _, answer = value.rpartition("=")
            facts[fact] = {"yes": True, "no": False}[answer]
        elif flag == "--item-kind":
            kinds.append(value)
        elif flag.endswith("-at"):
            moments[names[flag].removesuffix("_at")] = parse_when(value, NOW)
        else:
            values[names[flag]] = yuan(value) if flag in ("--paid", "--amount") else value
    made: Mapping[str, object] = {
        **values,
        "item_kinds": tuple(kinds),
        "moments": moments,
        "facts": facts,
    }
    return Answers(**made)  # type: ignore[arg-type]  # names are its own fields


def test_later_answers_count_before_earlier_ones() -> None:
    assert over(FULL, Answers(seller="另一家")).seller == "另一家"


def test_what_is_not_answered_later_stays() -> None:
    assert over(FULL, Answers()) == FULL


def test_first_answers_are_kept_whole() -> None:
    assert over(Answers(), FULL) == FULL


def test_later_moments_stand_beside_earlier_ones() -> None:
    later = over(FULL, Answers(moments={"applied": NOW, "paid": NOW}))
    assert later.moments == {**FULL.moments, "applied": NOW, "paid": NOW}


def test_later_facts_stand_beside_earlier_ones() -> None:
    later = over(FULL, Answers(facts={"opened": True, "shown": False}))
    assert later.facts == {"intact": True, "opened": True, "shown": False}


def test_later_kinds_of_item_take_the_place_of_earlier_ones() -> None:
    assert over(FULL, Answers(item_kinds=("sealed",))).item_kinds == ("sealed",)


def test_nothing_essential_is_missing_where_all_is_answered() -> None:
    assert missing(FULL) == ()


def test_every_essential_answer_is_missed_in_its_order() -> None:
    assert missing(Answers()) == ("--platform", "--state", "--reason", "--remedy")


def test_order_is_what_the_answers_say_of_it() -> None:
    assert order_of(FULL) == Order(
        platform="taobao",
        state="delivered",
        number="4096",
        seller="某店",
        item="电水壶",
        item_kinds=("digital", "opened"),
        paid=Decimal("128.00"),
        moments=FULL.moments,
    )


def test_claim_is_what_the_answers_say_of_it() -> None:
    assert claim_of(FULL) == Claim(
        reason="quality",
        remedy="return-refund",
        purpose="personal",
        amount=Decimal("100.00"),
        facts={"intact": True, "opened": False},
    )


@pytest.mark.parametrize("name", ["platform", "state"])
def test_order_needs_platform_and_state(name: str) -> None:
    with pytest.raises(AnswersMissing) as caught:
        order_of(_without(name))
    assert caught.value.flags == (f"--{name}",)


@pytest.mark.parametrize("name", ["reason", "remedy"])
def test_claim_needs_reason_and_remedy(name: str) -> None:
    with pytest.raises(AnswersMissing) as caught:
        claim_of(_without(name))
    assert caught.value.flags == (f"--{name}",)


def test_order_and_claim_give_the_answers_again() -> None:
    assert answers_of(order_of(FULL), claim_of(FULL)) == FULL


def test_arguments_are_written_as_flags() -> None:
    assert arguments(FULL) == (
        *("--platform", "taobao", "--state", "delivered", "--reason", "quality"),
        *("--remedy", "return-refund", "--purpose", "personal", "--order", "4096"),
        *("--seller", "某店", "--item", "电水壶"),
        *("--item-kind", "digital", "--item-kind", "opened"),
        *("--paid", "128.00", "--amount", "100.00"),
        *("--paid-at", "2026-11-18", "--delivered-at", "2026-11-20T10:00:00+08:00"),
        *("--fact", "intact=yes", "--fact", "opened=no"),
    )


def test_nothing_answered_gives_no_arguments() -> None:
    assert arguments(Answers()) == ()


@given(ANSWERS)
def test_arguments_give_the_same_answers(answers: Answers) -> None:
    assert read_back(arguments(answers)) == answers


def test_file_holds_what_is_answered() -> None:
    assert as_file(FULL) == {
        "platform": "taobao",
        "state": "delivered",
        "reason": "quality",
        "remedy": "return-refund",
        "purpose": "personal",
        "order": "4096",
        "seller": "某店",
        "item": "电水壶",
        "item_kind": ["digital", "opened"],
        "paid": "128.00",
        "amount": "100.00",
        "delivered_at": beijing(2026, 11, 20, 10),
        "paid_at": date(2026, 11, 18),
        "facts": {"intact": True, "opened": False},
    }


def test_nothing_answered_gives_an_empty_file() -> None:
    assert as_file(Answers()) == {}


def test_file_writes_money_with_two_places() -> None:
    assert as_file(Answers(paid=Decimal(128))) == {"paid": "128.00"}


def _without(name: str) -> Answers:
    kept = {one: value for one, value in as_file(FULL).items() if one in ESSENTIAL and one != name}
    return Answers(**kept)  # type: ignore[arg-type]  # the essential ones are words
