"""What is found of a list as one types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refundcli.adapters.matching import Option, best, exactly, found
from refundcli.adapters.pinyin import spelled
from refundcli.adapters.rulebook import load_rulebook
from refundcli.core.names import Names, of_platforms, of_reasons, of_remedies, of_words

BOOK = load_rulebook()


def options(names: Names) -> tuple[Option, ...]:
    """Return a choice a thing, its Chinese label as the title."""
    return tuple(Option(id, called[0], called[1:]) for id, called in names.items())


PLATFORMS = options(of_platforms(BOOK.platforms))
REASONS = options(of_reasons(BOOK))
LISTS = (PLATFORMS, REASONS, options(of_remedies(BOOK)), options(of_words(BOOK.items)))


@pytest.mark.parametrize(
    ("among", "typed", "expected", "why"),
    [
        (REASONS, "zlwt", "quality", "zhi liang wen ti"),
        (REASONS, "zhiliangwenti", "quality", "zhi liang wen ti"),
        (REASONS, "zhi liang", "quality", "zhi liang wen ti"),
        (REASONS, "質量", "quality", ""),
        (REASONS, "品质", "quality", "品質問題"),
        (REASONS, "Quality Defect", "quality", "quality defect"),
        (REASONS, "quality", "quality", "quality"),
        (REASONS, "huaile", "quality", "坏了"),
        (PLATFORMS, "tb", "taobao", "tb"),
        (PLATFORMS, "淘寶", "taobao", ""),
        (PLATFORMS, "pdd", "pinduoduo", "pdd"),
        (PLATFORMS, "pingduoduo", None, ""),
        (PLATFORMS, "wx", "weixin", "wx"),
        (PLATFORMS, "xianyuers", "xianyu", "闲鱼二手"),
    ],
)
def test_choice_is_found_by_every_way_of_typing_it_and_says_how(
    among: tuple[Option, ...], typed: str, expected: str | None, why: str
) -> None:
    ways = found(among, typed)
    assert (ways[0].option.id if ways else None) == expected
    assert (ways[0].why if ways else "") == why


def test_exact_words_come_first_then_beginnings_parts_initials_and_pinyin() -> None:
    among = (
        Option("1", "铁佰"),
        Option("2", "淘宝特价"),
        Option("3", "atbc"),
        Option("4", "tbx"),
        Option("5", "tb"),
        Option("6", "退不了"),
    )
    assert [one.option.id for one in found(among, "tb")] == ["5", "4", "3", "2", "6"]
    assert [one.option.id for one in found(among, "tuib")] == ["6"]


def test_one_letter_finds_beginnings_only() -> None:
    assert [one.option.id for one in found((Option("a", "少件"), Option("b", "缺件")), "j")] == []


def test_nothing_typed_finds_all_in_their_order() -> None:
    assert [one.option for one in found(REASONS, "  ")] == list(REASONS)


def test_best_finds_are_those_of_the_first_rank_alone() -> None:
    among = (Option("jd", "京东", ("jingdong",)), Option("jd-pop", "京东第三方"))
    assert [one.id for one in best(among, "jing")] == ["jd"]
    assert best(among, "电视") == ()


@pytest.mark.parametrize("typed", ["京東", " JD ", "jd"])
def test_exactly_is_as_lenient_as_the_rest(typed: str) -> None:
    one = exactly((Option("jd", "京东"),), typed)
    assert one is not None
    assert one.id == "jd"


@given(st.sampled_from(LISTS), st.data())
def test_every_shipped_choice_is_found_by_its_pinyin_and_by_its_initials(
    among: tuple[Option, ...], data: st.DataObject
) -> None:
    one = data.draw(st.sampled_from(among))
    syllables = spelled(one.title)
    for typed in ("".join(syllables), "".join(syllable[0] for syllable in syllables)):
        assert one in [way.option for way in found(among, typed)]


@given(st.text(max_size=8))
def test_whatever_is_typed_nothing_is_found_twice(typed: str) -> None:
    ids = [way.option.id for way in found(REASONS, typed)]
    assert len(ids) == len(set(ids))
