"""What a letter lacks, and what gives it."""

import pytest
from tests.builders_cases import case
from tests.builders_letters import letter_form
from tests.builders_life import (
    BOOK,
    NOW,
    told,
)

from refundcli.core.case import fold
from refundcli.core.errors import AnswersMissing
from refundcli.core.letters import compose
from refundcli.core.values import replace


@pytest.mark.parametrize(
    ("more", "flags"),
    [
        ({"needs": ("seller",)}, ("--seller",)),
        ({"needs": ("waybill",)}, ("refundcli log tb-7k2m returned --courier … --waybill …",)),
        ({"fits": ("waiting-over",)}, ("refundcli log tb-7k2m sent",)),
        ({"fits": ("not-personal",)}, ()),
        ({"rests_on": ("cc-565",)}, ()),
    ],
)
def test_what_is_missing_is_named_with_what_gives_it(
    more: dict[str, object], flags: tuple[str, ...]
) -> None:
    """A flag, the command that logs it, or nothing a buyer could say."""
    with pytest.raises(AnswersMissing) as caught:
        told(case_of=case(), **more)
    assert caught.value.flags == flags


def test_without_a_case_the_command_names_none() -> None:
    """CASE stands for the one there will be."""
    form = replace(letter_form("zh-Hans"), needs=("waybill",))
    state = fold(case())
    with pytest.raises(AnswersMissing) as caught:
        compose(form, state.order, state.claim, None, BOOK, NOW)
    assert caught.value.flags == ("refundcli log CASE returned --courier … --waybill …",)
