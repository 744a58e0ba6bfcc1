"""Parts that stand instead of others, and the meaning of a letter."""

from tests.builders_cases import case
from tests.builders_life import (
    BOOK,
    CHAT,
    NOW,
)

from refundcli.core.case import fold
from refundcli.core.letter_form import Form, Part
from refundcli.core.letters import compose, in_full
from refundcli.core.values import replace


def test_shorter_part_comes_in_where_the_longer_one_goes() -> None:
    """Never both."""
    parts = (
        Part("long", "甲" * 30, drop=5),
        Part("short", "乙", instead="long"),
        Part("alone", "丙", instead="nothing"),
    )
    form = Form("first", "zh-Hans", ("polite",), (replace(CHAT, characters=40),), parts)
    state = fold(case())
    whole = compose(form, state.order, state.claim, None, BOOK, NOW)
    tight = replace(form, limits=(replace(CHAT, characters=20),))
    brief = compose(tight, state.order, state.claim, None, BOOK, NOW)
    assert (whole.text, whole.left_out) == ("甲" * 30 + "丙", ())
    assert (brief.text, brief.left_out) == ("乙丙", ("long",))
    assert compose(in_full(form, brief), state.order, state.claim, None, BOOK, NOW).text == "乙丙"


def test_part_that_came_in_may_go_as_well() -> None:
    """Then both are left out, and the meaning leaves both out."""
    parts = (
        Part("keep", "甲"),
        Part("long", "乙" * 30, drop=5),
        Part("short", "丙" * 9, instead="long", drop=4),
    )
    form = Form("first", "zh-Hans", ("polite",), (replace(CHAT, characters=5),), parts)
    state = fold(case())
    letter = compose(form, state.order, state.claim, None, BOOK, NOW)
    assert (letter.text, letter.left_out) == ("甲", ("long", "short"))
    assert compose(in_full(form, letter), state.order, state.claim, None, BOOK, NOW).text == "甲"
