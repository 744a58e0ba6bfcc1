"""A finished letter read again: what is found in it, where, and what others said in it."""

from datetime import date

import pytest
from tests.builders_letters import CLAIM, basis, rulebook, verdict

from refundcli.core.findings import Basis
from refundcli.core.letter_check import (
    Context,
    Flaw,
    check_letter,
    has_errors,
    language_of_text,
    masked,
)
from refundcli.core.letter_form import Form, Limit
from refundcli.core.rulebook import Law, Multiple, Stale
from refundcli.core.rules import RuleSet
from refundcli.core.text import Text, say
from refundcli.core.values import replace

_BOOK = rulebook()
_LAWS = {
    id: Law(
        id,
        law.name,
        ("消法",) if id == "cpl" else (),
        tuple(one.provision for one in basis(*articles)),
        RuleSet(),
    )
    for id, law, articles in (
        ("cpl", _BOOK.laws["cpl"], ("cpl-24", "cpl-24(2)", "cpl-48(6)", "cpl-55")),
        ("cc", _BOOK.laws["cc"], ("cc-577", "cc-582", "cc-617")),
    )
}
_STALE = Stale("old", ("45个工作日",), Text("六十日", "60 days"), date(2026, 4, 15), ())
BOOK = replace(_BOOK, laws=_LAWS, stale=(_STALE,))
FORM = Form(
    "first", "zh-Hans", ("polite",), (Limit("chat", 40, Text("", "")),), (), never=("骗子",)
)
PLAIN = Context(BOOK)
CASE_SAID = say("x")
CONSUMER_LAW = "《中华人民共和国消费者权益保护法》"


def found(text: str, context: Context = PLAIN, language: str = "zh-Hans") -> list[str]:
    """Return the ids of the flaws of *text*."""
    return [one.id for one in check_letter(text, language, context)]


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("不退就曝光你们。", "exposure"),
        ("我把你们挂网上。", "exposure"),
        ("逾期视为同意。", "deemed-consent"),
        ("依法应在24小时内答复。", "legal-hours"),
        ("现单方撤销合同。", "rescinded"),
        ("我已向12315投诉。", "filed"),
        ("订单号：……", "placeholder"),
        ("订单号：{order_number}", "placeholder"),
        ("订单号：【订单号】", "placeholder"),
        ("金额：（请填写）", "placeholder"),
        ("我的身份证是110101199003071234。", "id-number"),
        ("退到我的银行卡6222021234567890123。", "bank-card"),
        ("请退到卡号 4000123412341234", "bank-card"),
        ("请打13812345678。", "phone"),
        ("请退一赔三。", "inflated"),
        ("要求十倍赔偿。", "inflated"),
        ("调解期限为45个工作日。", "stale"),
        ("依据《中华人民共和国玩具法》第三条。", "unknown-law"),
        (f"依据{CONSUMER_LAW}第九十九条。", "unknown-article"),
        ("根据《民法典》第五百八十二条、第九百条的规定", "unknown-article"),
    ],
)
def test_flaw_is_found(text: str, id: str) -> None:
    """Each by its name, and nothing else with it."""
    assert found(text) == [id]


@pytest.mark.parametrize(
    "text",
    [
        "订单号：4096000000000000001，申请退货退款。",
        "运单号6012345678901234567。",
        "我保留依法主张三倍赔偿的权利。",
        "根据《民法典》第五百八十二条、第六百一十七条和《消法》第二十四条，请办理。",
        f"依据{CONSUMER_LAW}第四十八条。",
        f"依据{CONSUMER_LAW}第四十八条第一款第六项。",
        "您说：“默认同意，去曝光吧，打13812345678”",
        "请于明天10:00前答复，将按平台流程申请平台介入。",
    ],
)
def test_plain_words_pass(text: str) -> None:
    """What may be said is no flaw, nor is what is quoted."""
    assert found(text) == []


def test_flaw_names_its_line_and_what_to_write_instead() -> None:
    """The second line, and a sentence for it."""
    (flaw,) = check_letter("您好！\n请退一赔三。", "zh-Hans", PLAIN)
    assert (flaw.severity, flaw.line) == ("error", 2)
    assert flaw.what.fields == {"found": "退一赔三"}
    assert flaw.instead.key == "letter-instead-inflated"


def test_english_letter_is_read_in_english() -> None:
    """The words of the other language."""
    assert found("Silence is consent; pay ten times.", language="en") == [
        *("deemed-consent", "inflated"),
    ]


def test_empty_letter_is_a_flaw() -> None:
    """Nothing to send."""
    assert found(" \n") == ["empty"]


def test_known_pieces_of_others_are_not_the_buyers_words() -> None:
    """A shop may be called what a buyer may not say."""
    assert found("曝光器材店，您好！") == ["exposure"]
    assert found("曝光器材店，您好！", Context(BOOK, quotes=("曝光器材店", ""))) == []


def test_longer_piece_is_masked_before_one_it_holds() -> None:
    """Nothing of it is left over."""
    assert masked("甲乙丙", ("乙", "甲乙丙")) == "□□□"


def test_what_is_logged_may_be_said() -> None:
    """A complaint that was made."""
    assert found("我已向12315投诉。", Context(BOOK, allowed=("filed",))) == []


def test_too_long_is_a_warning() -> None:
    """The box takes forty characters."""
    context = Context(BOOK, form=FORM, platform="taobao")
    (flaw,) = check_letter("好" * 41, "zh-Hans", context)
    assert (flaw.severity, flaw.id, flaw.line) == ("warning", "length", 0)
    assert found("好" * 40, context) == []
    assert found("好" * 41, Context(BOOK, form=FORM)) == []


def test_word_that_the_stage_may_not_say() -> None:
    """The form's own list."""
    assert found("你们是骗子。", Context(BOOK, form=FORM)) == ["never"]


def test_authority_may_be_given_a_phone_number() -> None:
    """Who must know who the buyer is."""
    form = replace(FORM, to="authority")
    assert found("电话13812345678。", Context(BOOK, form=form)) == []


def test_consumer_law_is_no_law_for_a_business() -> None:
    """An article that protects consumers only."""
    text = f"依据{CONSUMER_LAW}第二十四条。"
    assert found(text, Context(BOOK, purpose="business")) == ["consumer-law"]
    assert found("依据《民法典》第五百八十二条。", Context(BOOK, purpose="business")) == []


def test_article_that_is_not_behind_the_claim_is_a_warning() -> None:
    """It exists, but not here."""
    context = Context(BOOK, verdict=verdict(CLAIM, basis=basis("cpl-24")), purpose="personal")
    assert found(f"依据{CONSUMER_LAW}第二十四条。", context) == []
    flaws = check_letter("依据《民法典》第五百七十七条。", "zh-Hans", context)
    assert [(one.severity, one.id) for one in flaws] == [("warning", "other-article")]


def _with_multiple(times: int, rests_on: str = "holds") -> tuple[Basis, ...]:
    (one,) = basis("cpl-55", rests_on=rests_on)
    least = CLAIM.amount
    assert least is not None
    return (replace(one, provision=replace(one.provision, multiple=Multiple(times, least))),)


@pytest.mark.parametrize(
    ("times", "rests_on", "flaws"),
    [(3, "holds", []), (3, "unknown", ["inflated"]), (2, "holds", ["inflated"])],
)
def test_multiple_may_be_claimed_where_its_ground_holds(
    times: int, rests_on: str, flaws: list[str]
) -> None:
    """Three times, and only with the ground for it."""
    context = Context(BOOK, verdict=verdict(CLAIM, basis=_with_multiple(times, rests_on)))
    assert found("请赔偿三倍。", context) == flaws


def test_ten_times_needs_more_than_three() -> None:
    """The ground of the one is none for the other."""
    context = Context(BOOK, verdict=verdict(CLAIM, basis=_with_multiple(3)))
    assert found("要求十倍赔偿。", context) == ["inflated"]


def test_only_errors_keep_a_letter_back() -> None:
    """A warning may be sent."""
    warning = Flaw("warning", "length", 0, CASE_SAID, CASE_SAID)
    assert not has_errors((warning,))
    assert has_errors((warning, replace(warning, severity="error")))


def test_language_is_seen_past_names_and_citations() -> None:
    """A Chinese shop and law in an English letter, and an English title in a Chinese one."""
    english = "Hello 晨光家居店,\nPlease refund; Article 24 (《中华人民共和国消费者权益保护法》第二十四条)."
    assert language_of_text(english) == "en"
    assert language_of_text("本单商品为“Stainless steel bottle”。请退款。") == "zh-Hans"
    assert language_of_text("") == "zh-Hans"
