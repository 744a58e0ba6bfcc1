"""Values kept outside of the program come back as they were."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refundcli.core.periods import beijing
from refundcli.core.plain import plain, value_of
from refundcli.core.rules import Length
from refundcli.core.text import Said, Text, say

_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(allow_nan=False)
    | st.dates()
    | st.datetimes(timezones=st.just(beijing(2026, 1, 1).tzinfo))
    | st.builds(Text, st.text(), st.text(), st.none() | st.text())
    | st.builds(Length, st.integers(0, 99), st.sampled_from(["days", "hours"]))
)
VALUES = st.recursive(
    _LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple)
        | st.builds(Said, st.text(), st.dictionaries(st.text(), inner, max_size=3))
    ),
    max_leaves=8,
)


@given(VALUES)
def test_value_comes_back_as_it_was(value: object) -> None:
    assert value == value_of(plain(value))


def test_instant_keeps_its_offset() -> None:
    assert "+08:00" in str(plain(beijing(2026, 11, 22, 9)))


def test_day_is_no_instant() -> None:
    assert date(2026, 11, 22) == value_of(plain(date(2026, 11, 22)))


def test_money_keeps_its_places() -> None:
    assert "128.00" == str(value_of(plain(Decimal("128.00"))))


def test_value_of_no_known_kind_is_refused() -> None:
    with pytest.raises(TypeError):
        plain(say("x", a=object()))


_NEVER_MADE: tuple[object, ...] = (
    *(["said"], ["said", "key", "field"], ["said", 1], ["what", 1], [], [[]], {}, 0.5),
    *(["text", 1, "a", None], ["length", "1", "days"], ["exact", 1], ["exact", "x"], ["at", "x"]),
)


@pytest.mark.parametrize("made", _NEVER_MADE, ids=str)
def test_what_is_never_made_is_refused(made: object) -> None:
    with pytest.raises(ValueError, match="no known kind"):
        value_of(made)
