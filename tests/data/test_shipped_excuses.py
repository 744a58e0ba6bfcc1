"""The excuses that are shipped: known by sellers' own words, answered for every claim, citing what they may."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from refundcli.adapters.excuses import load_excuses
from refundcli.adapters.letter_forms import load_form
from refundcli.adapters.rulebook import load_rulebook
from refundcli.core.excuses import LAW, YOU, Excuse, candidates, lint_excuses, provisions_of, used
from refundcli.core.letter_check import Context, check_letter
from refundcli.core.order import PURPOSES, Claim, Order
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import LANGUAGES

TODAY = date(2026, 11, 22)
FOR_CONSUMERS = ("消费者权益保护法", "七日无理由", "网络消费纠纷")
"""Words of the names of laws that protect consumers only."""

SAID = {
    "亲，拆封了就不能退的哦": "opened",
    "特价商品不退不换": "sale-item",
    "签收后概不负责": "signed-for",
    "这个您找快递呢": "ask-courier",
    "系统只能仅退款": "system-refund-only",
    "给您补偿20元，您看可以吗？": "small-compensation",
    "运费您自己出": "you-pay-freight",
    "已经过了七天了": "window-over",
    "定制的不退不换": "custom-made",
    "我们是厂家发货的": "ships-from-factory",
    "要等厂家回复": "waiting-for-maker",
    "您先确认收货，再给您退": "confirm-first",
    "影响二次销售了": "resale-spoiled",
    "没有开箱视频不处理": "no-unboxing-video",
    "加微信转给您": "offline-transfer",
    "您改一下退款原因，选七天无理由": "change-reason",
    "只换不退": "exchange-only",
    "价格标错了，发不了": "wrong-price",
    "職業打假的吧": "malicious-buyer",
    "Final sale, sorry": "sale-item",
}
"""What sellers say, and which excuse it is: it must be among the candidates."""


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    """Return the rulebook as it is shipped, with the platforms that stand for a law each."""
    return load_rulebook(("taobao", "xianyu", "alibaba-intl"))


@pytest.fixture(scope="module")
def excuses(rulebook: Rulebook) -> tuple[Excuse, ...]:
    """Return the excuses as they are shipped."""
    return load_excuses(rulebook)


def test_excuses_are_clean(excuses: tuple[Excuse, ...], rulebook: Rulebook) -> None:
    assert lint_excuses(excuses, rulebook) == ()


def test_there_are_at_least_forty(excuses: tuple[Excuse, ...]) -> None:
    assert len({one.id for one in excuses}) >= 40


@pytest.mark.parametrize(("words", "id"), SAID.items())
def test_words_are_recognised(excuses: tuple[Excuse, ...], words: str, id: str) -> None:
    found = {one.excuse.id: one.matches for one in candidates(excuses, words)}
    assert id in found
    assert all(piece in words for piece in found[id])


@pytest.mark.parametrize(
    "words", ["好的，马上给您退款", "退货地址是杭州市", "Sure, refund is on the way"]
)
def test_what_is_no_excuse_is_not_taken_for_one(excuses: tuple[Excuse, ...], words: str) -> None:
    assert candidates(excuses, words) == ()


def test_every_pattern_is_found_in_itself(excuses: tuple[Excuse, ...]) -> None:
    for one in excuses:
        for pattern in one.says:
            words = pattern.replace("#", "20").replace("…", "")
            assert one.id in [found.excuse.id for found in candidates(excuses, words)], pattern


@pytest.mark.parametrize("platform", ["taobao", "xianyu", "alibaba-intl"])
@pytest.mark.parametrize("purpose", [*PURPOSES, None])
def test_answer_cites_only_what_protects_this_buyer(
    excuses: tuple[Excuse, ...], rulebook: Rulebook, platform: str, purpose: str | None
) -> None:
    is_consumer = platform == "taobao" and purpose == "personal"
    for one, reason in product(excuses, rulebook.reasons):
        claim = Claim(reason, "return-refund", purpose)
        said = used(one, rulebook, Order(platform, "delivered"), claim, TODAY)
        assert LAW not in said.rebuttal.zh + said.rebuttal.en
        assert platform != "alibaba-intl" or "《" not in said.rebuttal.zh
        assert is_consumer or not any(name in said.rebuttal.zh for name in FOR_CONSUMERS)


def test_provision_is_named_from_the_day_it_is_in_force(
    excuses: tuple[Excuse, ...], rulebook: Rulebook
) -> None:
    opened = next(one for one in excuses if one.id == "opened")
    claim = Claim("no-reason", "return-refund", "personal")
    answer = opened.answer(claim, "nobody")
    named = [
        [one.id for one in provisions_of(answer, rulebook, "taobao", claim, day)]
        for day in (date(2024, 6, 30), date(2024, 7, 1))
    ]
    assert named == [["spcn-3"], ["reg-19", "spcn-3"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_answer_says_nothing_that_its_letter_may_not(
    excuses: tuple[Excuse, ...], rulebook: Rulebook, language: str
) -> None:
    context = Context(rulebook, form=load_form("rebuttal", language, rulebook))
    said = {
        text.in_(language).replace(LAW, "").replace(YOU, "您")
        for one in excuses
        for answer in one.answers
        for text in (answer.text, answer.short)
    }
    assert {one: check_letter(one, language, context) for one in said} == dict.fromkeys(said, ())


GOLDEN = Path(__file__).parents[1] / "golden" / "letters" / "excuses"


def answers_of(excuse: Excuse, rulebook: Rulebook, language: str) -> Iterator[str]:
    """Give every answer to an excuse with the claims that get it: by purpose, and by reason."""
    given: dict[tuple[str, str], dict[str, list[str]]] = {}
    for purpose, reason in product(PURPOSES, rulebook.reasons):
        claim = Claim(reason, "return-refund", purpose)
        said = used(excuse, rulebook, Order("taobao", "delivered"), claim, TODAY)
        assert said.short is not None
        texts = said.rebuttal.in_(language), said.short.in_(language)
        given.setdefault(texts, {}).setdefault(purpose, []).append(reason)
    yield f"== {excuse.id}: {excuse.name.in_(language)}"
    for (text, short), claims in given.items():
        yield from (f"-- {purpose}: {', '.join(reasons)}" for purpose, reasons in claims.items())
        yield from (text, short)
    yield ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_are_the_kept_ones(
    excuses: tuple[Excuse, ...],
    rulebook: Rulebook,
    language: str,
    request: pytest.FixtureRequest,
) -> None:
    text = "\n".join(line for one in excuses for line in answers_of(one, rulebook, language))
    path = GOLDEN / f"{language}.txt"
    if request.config.getoption("--regold", default=False):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
