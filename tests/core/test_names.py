"""What a buyer calls a thing: id, alias, label or prefix; a miss names what is near."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders_rules import platform, rulebook, word, words

from refundcli.core.errors import NotFound
from refundcli.core.names import (
    nearest,
    of_platforms,
    of_reasons,
    of_remedies,
    of_states,
    of_words,
    resolve,
)
from refundcli.core.order import STATES
from refundcli.core.text import Said, Text, say
from refundcli.core.values import replace

REMEDIES = {
    "refund-only": ("仅退款", "refund only"),
    "return-refund": ("退货退款", "return and refund", "return"),
    "repair": ("维修", "mend"),
    "exchange": ("换货",),
}


def missed(value: str) -> NotFound:
    """Return the error about *value*, which names no remedy."""
    with pytest.raises(NotFound) as caught:
        resolve(value, REMEDIES, "remedy")
    return caught.value


def hint(value: str) -> Said | None:
    """Return the next step named for *value*, which names no remedy."""
    return missed(value).hint


@pytest.mark.parametrize(
    ("value", "id"),
    [
        ("return-refund", "return-refund"),
        ("退货退款", "return-refund"),
        ("return and refund", "return-refund"),
        ("Return-Refund", "return-refund"),
        ("  refund-only ", "refund-only"),
        ("refund_only", "refund-only"),
        ("退貨退款", "return-refund"),
    ],
    ids=["id", "Chinese label", "English label", "capitals", "blanks", "underscore", "traditional"],
)
def test_name_is_found(value: str, id: str) -> None:
    assert resolve(value, REMEDIES, "remedy") == id


@pytest.mark.parametrize(
    ("prefix", "id"),
    [("ret", "return-refund"), ("仅", "refund-only"), ("REP", "repair"), ("men", "repair")],
)
def test_name_is_found_by_a_prefix_of_one_thing(prefix: str, id: str) -> None:
    assert resolve(prefix, REMEDIES, "remedy") == id


def test_name_in_full_counts_before_a_prefix() -> None:
    names = {"return-refund": (), "return": ()}
    assert resolve("return", names, "remedy") == "return"


def test_prefix_of_two_things_is_not_unique() -> None:
    assert missed("re").message == say("error-not-unique", what=say("word-remedy"), value="re")


def test_prefix_of_several_things_names_those_it_could_mean() -> None:
    assert hint("re") == say("hint-one-of", ids=("refund-only", "return-refund", "repair"))


def test_unknown_name_is_said_as_it_was_written() -> None:
    told = say("error-unknown", what=say("word-remedy"), value="Reprieve")
    assert missed("Reprieve").message == told


@pytest.mark.parametrize(
    ("value", "ids"),
    [
        ("exchagne", ("exchange",)),
        ("修", ("repair",)),
        ("退款", ("refund-only", "return-refund")),
        ("un", ("refund-only", "return-refund")),
    ],
    ids=["a slip of the pen", "one character of a label", "part of two labels", "two letters"],
)
def test_unknown_name_gives_the_near_matches(value: str, ids: tuple[str, ...]) -> None:
    assert hint(value) == say("hint-did-you-mean", ids=ids)


def test_near_matches_are_three_at_most() -> None:
    names = {f"refund-{n}": () for n in range(9)}
    with pytest.raises(NotFound) as caught:
        resolve("a refund", names, "remedy")
    assert caught.value.hint is not None
    assert len(_ids(caught.value.hint)) == 3


@pytest.mark.parametrize("value", ["xyz", "a", "", " "])
def test_name_like_no_other_gives_all_that_there_are(value: str) -> None:
    assert hint(value) == say("hint-one-of", ids=tuple(REMEDIES))


@given(st.text())
def test_any_words_name_a_thing_or_nothing(value: str) -> None:
    names = of_words({"repair": word("repair", "维修", "mend")})
    try:
        assert resolve(value, names, "remedy") == "repair"
    except NotFound as error:
        assert error.message.fields["value"] == value


def test_word_is_called_by_its_labels_and_its_aliases() -> None:
    items = {"digital": word("digital", "数字商品", "download")}
    assert of_words(items) == {"digital": ("数字商品", "digital", "download")}


def test_word_is_called_by_its_own_traditional_name_as_well() -> None:
    faulty = replace(word("quality"), name=Text("质量问题", "quality", "品質問題"))
    names = of_words({"quality": faulty})
    assert resolve("品質問題", names, "reason") == resolve("質量問題", names, "reason") == "quality"


def test_reason_is_called_by_its_word() -> None:
    assert of_reasons(rulebook()) == {"quality": ("质量问题", "quality")}


def test_remedy_is_called_by_its_word() -> None:
    assert of_remedies(rulebook()) == {"return-refund": ("退货退款", "return-refund")}


def test_platform_is_called_by_its_short_name_as_well() -> None:
    shop = platform(short="sp")
    assert of_platforms({"shop": shop}) == {"shop": ("shop商城", "shop mall", "shop.example", "sp")}


def test_state_is_called_as_the_platform_and_as_buyers_say() -> None:
    shop = platform(states={"delivered": words("已收货", "received")})
    assert of_states(shop) == {"delivered": ("已收货", "received", "已签收", "未确认收货")}


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_called_something_by_buyers(state: str) -> None:
    shop = platform(states={state: words("某", "some")})
    assert len(of_states(shop)[state]) > 2


def _ids(hint: Said) -> tuple[str, ...]:
    ids = hint.fields["ids"]
    assert isinstance(ids, tuple)
    return ids


@pytest.mark.parametrize(
    ("value", "ids"),
    [("拒决", ("refused",)), ("决心", ()), ("同亿", ("agreed",))],
    ids=["a wrong character of a part", "nothing in its place", "another"],
)
def test_slip_in_a_part_of_a_chinese_name_is_found(value: str, ids: tuple[str, ...]) -> None:
    names = {"refused": ("卖家拒绝",), "agreed": ("卖家同意",)}
    expected = say("hint-did-you-mean", ids=ids) if ids else say("hint-one-of", ids=tuple(names))
    assert nearest(value, names) == expected


def test_names_are_listed_up_to_thirty_where_none_is_near() -> None:
    names = [f"n{number}" for number in range(31)]
    listed = nearest("zz", names).fields["ids"]
    assert listed == say("some-of", ids=tuple(names[:30]), more=1)


def test_prefix_of_many_things_names_eight_and_how_many_more() -> None:
    names = {f"refund-{number}": () for number in range(11)}
    with pytest.raises(NotFound) as caught:
        resolve("re", names, "remedy")
    hint = caught.value.hint
    assert hint is not None
    assert hint.fields["ids"] == say("some-of", ids=tuple(names)[:8], more=3)


def test_name_that_is_far_less_like_is_not_named_beside_the_likest() -> None:
    assert nearest("chek", ("help", "check")).fields["ids"] == ("check",)


def test_names_that_are_about_as_like_are_all_named_the_likest_first() -> None:
    assert nearest("intsall", ("uninstall", "install", "test")).fields["ids"] == (
        "install",
        "uninstall",
    )
