"""An event's instant where only its day is known, and corrections read from words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refundcli.core.case_values import FORGET
from refundcli.core.errors import BadData
from refundcli.core.order import When
from refundcli.core.periods import beijing
from refundcli.core.recording import correction, instant_of
from refundcli.core.text import Said, say

NOW = beijing(2026, 11, 22, 10)
THEIR_CLOCK = ("sent", "applied", "returned", "received", "escalated", "promised", "withdrawn")


@pytest.mark.parametrize("kind", ["delivered", "sent"])
def test_instant_that_is_known_stays(kind: str) -> None:
    at = beijing(2026, 11, 20, 15, 30)
    assert instant_of(kind, at, NOW) == at


@pytest.mark.parametrize("kind", ["delivered", "paid", "agreed", "refunded", "noted"])
def test_day_alone_begins_at_its_first_minute(kind: str) -> None:
    assert instant_of(kind, date(2026, 11, 20), NOW) == beijing(2026, 11, 20)


@pytest.mark.parametrize("kind", THEIR_CLOCK)
def test_day_alone_ends_late_where_it_starts_the_clock_of_another(kind: str) -> None:
    assert instant_of(kind, date(2026, 11, 20), NOW) == beijing(2026, 11, 20, 23, 59)


def test_today_alone_is_now_where_it_starts_the_clock_of_another() -> None:
    assert instant_of("sent", date(2026, 11, 22), NOW) == NOW


def test_day_that_lies_ahead_begins_at_its_first_minute() -> None:
    assert instant_of("sent", date(2026, 11, 24), NOW) == beijing(2026, 11, 24)


@given(st.sampled_from(["delivered", *THEIR_CLOCK]), st.dates(date(2001, 1, 1), date(2198, 1, 1)))
def test_instant_lies_on_its_day(kind: str, day: date) -> None:
    assert instant_of(kind, day, NOW).date() == day


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        ("order.seller=某店", ("order.seller", "某店")),
        ("order.seller=a=b", ("order.seller", "a=b")),
        (" order.seller = 某店 ", ("order.seller", "某店")),
        ("order.paid=¥1,280", ("order.paid", Decimal("1280.00"))),
        ("claim.amount=99.5", ("claim.amount", Decimal("99.50"))),
        ("order.item_kinds=digital, custom-made", ("order.item_kinds", ("digital", "custom-made"))),
        ("order.item_kinds=digital,,", ("order.item_kinds", ("digital",))),
        ("claim.facts.intact=yes", ("claim.facts.intact", True)),
        ("claim.facts.intact=是", ("claim.facts.intact", True)),
        ("claim.facts.intact=No", ("claim.facts.intact", False)),
        ("claim.facts.intact=否", ("claim.facts.intact", False)),
    ],
)
def test_correction_is_read(pair: str, expected: tuple[str, object]) -> None:
    assert correction(pair, NOW) == expected


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        ("2026-11-20 10:00", beijing(2026, 11, 20, 10)),
        ("昨天", date(2026, 11, 21)),
    ],
)
def test_correction_of_a_moment_is_a_time(words: str, when: When) -> None:
    assert correction(f"order.delivered_at={words}", NOW) == ("order.delivered_at", when)


@pytest.mark.parametrize("key", ["order.paid", "order.delivered_at", "claim.facts.intact"])
def test_correction_without_a_value_takes_the_key_away(key: str) -> None:
    assert correction(f"{key}=", NOW) == (key, FORGET)


@pytest.mark.parametrize("pair", ["order.paid", "=99", " = ", ""])
def test_correction_that_is_no_pair_is_refused(pair: str) -> None:
    with pytest.raises(BadData) as caught:
        correction(pair, NOW)
    assert caught.value.message == say("error-set", value=pair)


@pytest.mark.parametrize(
    ("pair", "key"),
    [
        ("order.paid=much", "error-money"),
        ("order.delivered_at=soon", "error-time"),
        ("claim.facts.intact=maybe", "error-fact"),
    ],
)
def test_correction_of_the_wrong_kind_is_refused(pair: str, key: str) -> None:
    with pytest.raises(BadData) as caught:
        correction(pair, NOW)
    assert caught.value.message.key == key


@pytest.mark.parametrize("pair", ["order.paid=much", "order.delivered_at=soon"])
def test_correction_of_the_wrong_kind_names_its_key(pair: str) -> None:
    with pytest.raises(BadData) as caught:
        correction(pair, NOW)
    assert caught.value.message.fields["name"] == pair.partition("=")[0]


@pytest.mark.parametrize(
    ("pair", "hint"),
    [
        ("order.paid", say("hint-set")),
        ("claim.facts.intact=maybe", say("hint-fact", name="facts.intact")),
    ],
)
def test_correction_that_is_refused_says_how_to_write_it(pair: str, hint: Said) -> None:
    with pytest.raises(BadData) as caught:
        correction(pair, NOW)
    assert caught.value.hint == hint
