"""How a letter addresses the seller: as a shop, or as the platform's data say."""

import pytest
from tests.builders_cases import case
from tests.builders_letters import rulebook
from tests.builders_life import CHAT, NOW

from refundcli.core.case import fold
from refundcli.core.letter_form import Form, Part
from refundcli.core.letter_text import called
from refundcli.core.letters import compose
from refundcli.core.text import Text
from refundcli.core.values import replace

BOOK = rulebook()
PRIVATE = replace(BOOK.platforms["taobao"], law="civil", calls_seller=Text("您", "you"))
PARTS = (Part("ask", "请{you}答复。"), Part("name", "致卖家", ("private-seller",)))


@pytest.mark.parametrize(
    ("language", "shop", "person"),
    [
        ("zh-Hans", "请贵店答复。", "请您答复。致卖家"),
        ("zh-Hant", "请貴店答复。", "请您答复。致卖家"),
        ("en", "请you答复。", "请you答复。致卖家"),
    ],
)
def test_seller_is_addressed_as_the_platform_says(language: str, shop: str, person: str) -> None:
    form = Form("first", language, ("polite",), (CHAT,), PARTS)
    state = fold(case())
    private = replace(BOOK, platforms={**BOOK.platforms, "taobao": PRIVATE})
    said = [compose(form, state.order, state.claim, None, book, NOW) for book in (BOOK, private)]
    assert [one.text for one in said] == [shop, person]


def test_seller_of_no_known_platform_is_addressed_as_a_shop() -> None:
    assert called(None).zh == "贵店"
