"""Exact yuan."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refundcli.core.errors import BadData
from refundcli.core.money import yuan
from refundcli.core.text import say


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("128", "128.00"),
        ("128.5", "128.50"),
        ("¥1,280.00", "1280.00"),
        ("￥128", "128.00"),
        ("128元", "128.00"),
        ("128 元", "128.00"),
        ("CNY 128", "128.00"),
        ("128 CNY", "128.00"),
        ("1，280", "1280.00"),
        (128, "128.00"),
        (Decimal("128.50"), "128.50"),
        ("0", "0.00"),
        ("-0", "0.00"),
        ("999999999.99", "999999999.99"),
    ],
)
def test_yuan_reads_what_people_write(written: str | int | Decimal, expected: str) -> None:
    assert expected == str(yuan(written))


@pytest.mark.parametrize(
    "written",
    [
        "",
        "many",
        "-1",
        "NaN",
        "sNaN",
        "Infinity",
        "1000000000",
        "12:30",
        "1.2.3",
        "¥",
        "128,50",
        "1.280,00",
        "1,2",
    ],
)
def test_yuan_refuses_what_is_no_sum(written: str) -> None:
    with pytest.raises(BadData) as raised:
        yuan(written, "--paid")
    assert say("error-money", name="--paid", value=written) == raised.value.message


@pytest.mark.parametrize("written", ["0.001", "128.005", "1e-9"])
def test_yuan_refuses_parts_of_a_fen(written: str) -> None:
    with pytest.raises(BadData) as raised:
        yuan(written)
    expected = "error-money-fen"
    assert expected == raised.value.message.key


@given(st.decimals(min_value=0, max_value=999_999_999, places=2))
def test_yuan_reads_back_what_it_wrote(amount: Decimal) -> None:
    assert amount == yuan(str(yuan(amount)))


@given(st.text())
def test_yuan_refuses_or_gives_two_places(written: str) -> None:
    try:
        amount = yuan(written)
    except BadData:
        return
    assert amount.quantize(Decimal("0.01")).as_tuple() == amount.as_tuple()
