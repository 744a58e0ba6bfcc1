"""A small rulebook, verdicts made by hand, and the forms of the letters, for tests of letters."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from refundcli.core.findings import Basis, Finding, Verdict
from refundcli.core.letter_form import Form
from refundcli.core.letter_reading import form_from_mapping
from refundcli.core.order import Claim, Order
from refundcli.core.periods import beijing
from refundcli.core.rulebook import (
    Calendar,
    Fact,
    Law,
    Platform,
    Provision,
    Reason,
    Remedy,
    Rulebook,
    Word,
)
from refundcli.core.rules import Conditions, Ground, RuleSet
from refundcli.core.text import Text, say
from refundcli.core.values import replace

SENT_AT = beijing(2026, 11, 22, 10)
LETTERS = Path(__file__).parents[1] / "src" / "refundcli" / "data" / "letters"
FORM_LANGUAGES = ("zh-Hans", "en")

_REASONS = {
    "quality": ("质量问题", "quality defect", "seller"),
    "not-as-described": ("描述不符", "not as described", "seller"),
    "counterfeit": ("假冒/欺诈", "counterfeit or fraud", "seller"),
    "food-safety": ("食品安全", "food safety", "seller"),
    "wrong-item": ("发错货", "wrong item", "seller"),
    "missing-item": ("少件", "missing item", "seller"),
    "damaged": ("运输破损", "damaged in transit", "seller"),
    "not-received": ("未收到货/虚假签收", "not received", "seller"),
    "late-shipment": ("未按约定时间发货", "late shipment", "seller"),
    "out-of-stock": ("缺货/卖家取消", "out of stock", "seller"),
    "no-reason": ("七天无理由", "no reason", "nobody"),
    "change-of-mind": ("不想要/拍错/多拍", "change of mind", "buyer"),
    "price-drop": ("降价/价格争议", "price drop", "nobody"),
    "virtual-not-delivered": ("虚拟商品未到账", "virtual goods not delivered", "seller"),
    "unauthorised": ("未授权扣款/未成年人消费", "unauthorised payment", "open"),
    "service": ("服务与承诺不符", "service not as promised", "seller"),
    "agreed": ("协商一致退款", "agreed refund", "open"),
    "other": ("其他", "other", "open"),
}
_REMEDIES = {
    "cancel": ("取消订单", "cancel the order", False),
    "refund-only": ("仅退款", "refund only", False),
    "return-refund": ("退货退款", "return and refund", True),
    "exchange": ("换货", "exchange", True),
    "repair": ("维修", "repair", True),
    "resend": ("补寄", "resend", False),
    "price-reduction": ("部分退款/减少价款", "price reduction", False),
    "price-difference": ("退差价/价保", "price difference", False),
}
_PLATFORMS = {
    "taobao": ("淘宝", "Taobao", "online"),
    "1688": ("1688", "1688", "online"),
    "alipay-offline": ("支付宝（线下消费）", "Alipay (in shops)", "offline"),
    "alipay-virtual": ("支付宝（虚拟商品）", "Alipay (virtual goods)", "virtual"),
}
_STATES = {
    "unpaid": Text("等待买家付款", "waiting for payment"),
    "unshipped": Text("等待卖家发货", "waiting for shipment"),
    "in-transit": Text("等待买家收货", "waiting for receipt"),
    "delivered": Text("已签收", "signed for"),
    "completed": Text("交易成功", "completed"),
}
_LAWS = {
    "cpl": (
        "中华人民共和国消费者权益保护法",
        "Law of the PRC on the Protection of Consumer Rights and Interests",
        "consumer",
    ),
    "sd": (
        "网络购买商品七日无理由退货暂行办法",
        "Interim Measures for the Seven-Day No-Reason Return of Goods Purchased Online",
        "consumer",
    ),
    "ecl": ("中华人民共和国电子商务法", "E-Commerce Law of the PRC", "consumer"),
    "fsl": ("中华人民共和国食品安全法", "Food Safety Law of the PRC", "consumer"),
    "drug": ("中华人民共和国药品管理法", "Drug Administration Law of the PRC", "consumer"),
    "cc": ("中华人民共和国民法典", "Civil Code of the PRC", "anyone"),
}
_ARTICLES = {
    "cpl-24": "第二十四条",
    "cpl-24(2)": "第二十四条第二款",
    "cpl-25": "第二十五条",
    "cpl-48(6)": "第四十八条第一款第六项",
    "cpl-52": "第五十二条",
    "cpl-55": "第五十五条",
    "cpl-46": "第四十六条",
    "sd-10": "第十条",
    "ecl-20": "第二十条",
    "fsl-148": "第一百四十八条",
    "drug-144": "第一百四十四条",
    "cc-509": "第五百零九条",
    "cc-577": "第五百七十七条",
    "cc-582": "第五百八十二条",
    "cc-601": "第六百零一条",
    "cc-615": "第六百一十五条",
    "cc-617": "第六百一十七条",
}


def provision(id: str, *, is_citable: bool = True) -> Provision:
    """Return a provision by its id."""
    law = id.partition("-")[0]
    zh, en, protects = _LAWS[law]
    return Provision(
        id=id,
        law=law,
        law_name=Text(zh, en),
        article=_ARTICLES[id],
        says=Text("", ""),
        protects=protects,
        confidence="A+",
        is_citable=is_citable and id != "cpl-46",
        versions=(),
    )


def basis(*ids: str, use: str = "cite", rests_on: str = "holds") -> tuple[Basis, ...]:
    """Return a basis for each provision."""
    return tuple(Basis(provision(id), None, use, None, rests_on, ()) for id in ids)


def finding(
    kind: str = "law", outcome: str = "holds", freight: str | None = None, *, counts: bool = True
) -> Finding:
    """Return a ground, judged."""
    ground = Ground("x/y", kind, Text("依据", "ground"), (), Conditions(), freight=freight)
    return Finding(ground, outcome, (), counts=counts)


def verdict(
    claim: Claim,
    id: str = "eligible",
    basis: tuple[Basis, ...] = (),
    findings: tuple[Finding, ...] = (),
) -> Verdict:
    """Return a verdict of *claim*, made by hand."""
    return Verdict(
        id=id,
        as_of=SENT_AT,
        platform="taobao",
        state="delivered",
        reason=claim.reason,
        remedy=claim.remedy,
        purpose=claim.purpose,
        summary=say("x"),
        remedies=(),
        findings=findings,
        deadlines=(),
        timers=(),
        basis=basis,
        questions=(),
        evidence=(),
        paths=(),
        choices=(),
        cautions=(),
        limits=(),
        would_change=(),
        not_covered=(),
        stale_sources={},
    )


def rulebook() -> Rulebook:
    """Return a rulebook with the words of the vocabulary and four platforms; it has no rules."""
    return Rulebook(
        platforms={id: _platform(id) for id in _PLATFORMS},
        laws={id: Law(id, Text(zh, en), (), (), RuleSet()) for id, (zh, en, _) in _LAWS.items()},
        reasons={
            id: Reason(Word(id, Text(zh, en), Text("", "")), fault, ())
            for id, (zh, en, fault) in _REASONS.items()
        },
        remedies={
            id: Remedy(Word(id, Text(zh, en), Text("", "")), goes_back)
            for id, (zh, en, goes_back) in _REMEDIES.items()
        },
        facts={id: Fact(id, Text(id, id), Text(id, id)) for id in ("intact", "minor-paid", "used")},
        items={},
        calendar=Calendar(),
    )


def _platform(id: str) -> Platform:
    zh, en, channel = _PLATFORMS[id]
    states = {name: label for name, label in _STATES.items() if name != "unpaid"}
    return Platform(id, Text(zh, en), (), id[:2], channel, states, RuleSet())


def letter_data(language: str, stage: str = "first") -> dict[str, object]:
    """Return the form of a letter as it lies in the package, unread."""
    return tomllib.loads((LETTERS / language / f"{stage}.toml").read_text(encoding="utf-8"))


def letter_form(language: str, stage: str = "first") -> Form:
    """Return a form of the package."""
    where = f"letters/{language}/{stage}.toml"
    return form_from_mapping(letter_data(language, stage), where, rulebook())


ORDER = Order(
    platform="taobao",
    state="delivered",
    number="4096000000000000001",
    seller="晨光家居店",
    item="不锈钢保温杯 500ml",
    paid=Decimal("128.00"),
    moments={"paid": beijing(2026, 11, 17, 9), "delivered": date(2026, 11, 20)},
)
CLAIM = Claim("quality", "return-refund", "personal", Decimal("128.00"))
_TRADE_ORDER = replace(
    ORDER,
    platform="1688",
    number="2210000000000000002",
    seller="义乌市晨光日用品有限公司",
    item="不锈钢保温杯 500ml 200只",
    paid=Decimal("3600.00"),
)


def golden_cases() -> Mapping[str, tuple[str, Order, Claim, Verdict | None, str]]:
    """Return the letters that are kept as golden files: language, order, claim, verdict, tone."""
    quality = verdict(
        CLAIM,
        basis=basis("cpl-24", "cc-582"),
        findings=(finding("law", freight="seller"), finding("platform", freight="seller")),
    )
    trade = replace(CLAIM, purpose="business", amount=Decimal("3600.00"))
    trade_quality = verdict(
        trade,
        basis=basis("cc-615", "cc-617", "cc-582"),
        findings=(finding("law", freight="seller"), finding("platform", freight="agreed")),
    )
    unshipped = replace(
        ORDER, state="unshipped", moments={"paid": beijing(2026, 11, 22, 8)}, seller=None
    )
    mind = Claim("change-of-mind", "refund-only", "personal", Decimal("128.00"))
    mind_verdict = verdict(mind, findings=(finding("platform"),))
    trade_mind = replace(mind, purpose="business", amount=None)
    in_transit = replace(ORDER, state="in-transit", moments={"shipped": date(2026, 11, 10)})
    lost = Claim("not-received", "refund-only", "personal", Decimal("128.00"))
    lost_verdict = verdict(
        lost, basis=basis("ecl-20", "cc-509"), findings=(finding("law"), finding("platform"))
    )
    wrong = Claim("wrong-item", "exchange", "business")
    wrong_verdict = verdict(
        wrong,
        "conditional",
        basis=basis("cc-509", "cc-577", "cc-582", rests_on="unknown"),
        findings=(finding("law", "unknown", "seller"),),
    )
    wrong_personal = replace(wrong, purpose="personal")
    wrong_personal_verdict = verdict(
        wrong_personal, basis=basis("cpl-52", "cc-577"), findings=(finding("law"),)
    )
    seven = Claim("no-reason", "return-refund", "personal", facts={"intact": True})
    seven_verdict = verdict(
        seven,
        basis=basis("cpl-25", "sd-10"),
        findings=(finding("law", freight="buyer"), finding("platform", freight="buyer")),
    )
    late_return = replace(seven, facts={})
    favour = verdict(late_return, "negotiable")
    completed = replace(
        ORDER,
        state="completed",
        moments={"delivered": date(2026, 10, 2), "completed": date(2026, 10, 12)},
    )
    fake = Claim("counterfeit", "return-refund", "personal", Decimal("128.00"))
    fake_verdict = verdict(
        fake,
        basis=(*basis("cpl-52"), *basis("cpl-55", use="reserve", rests_on="unknown")),
        findings=(finding("law", freight="seller"),),
    )
    shortage = Claim("missing-item", "resend", "personal")
    shortage_verdict = verdict(
        shortage, basis=basis("cpl-48(6)", "cpl-52", "cc-577"), findings=(finding("law"),)
    )
    virtual = Order("alipay-virtual", "unshipped", "2026112200000001", item="视频会员月卡")
    no_code = Claim("virtual-not-delivered", "refund-only", "personal", Decimal("25.00"))
    no_code_verdict = verdict(no_code, basis=basis("cc-577"), findings=(finding("law"),))
    spoiled = replace(
        ORDER,
        item="即食燕麦片 1kg",
        paid=Decimal("59.90"),
        moments={"delivered": date(2026, 11, 20)},
    )
    food = Claim("food-safety", "return-refund", "personal", Decimal("59.90"))
    food_verdict = verdict(
        food,
        basis=(
            *basis("cpl-24"),
            *basis("fsl-148", "cpl-55", use="reserve", rests_on="unknown"),
        ),
        findings=(finding("law", freight="seller"), finding("promise", freight="seller")),
    )
    trade_favour = replace(trade_mind, remedy="return-refund")
    return {
        "taobao-quality-zh-polite": ("zh-Hans", ORDER, CLAIM, quality, "polite"),
        "taobao-quality-zh-firm": ("zh-Hans", ORDER, CLAIM, quality, "firm"),
        "taobao-quality-zh-formal": ("zh-Hans", ORDER, CLAIM, quality, "formal"),
        "taobao-quality-en-polite": ("en", ORDER, CLAIM, quality, "polite"),
        "1688-quality-business-zh-polite": (
            "zh-Hans",
            _TRADE_ORDER,
            trade,
            trade_quality,
            "polite",
        ),
        "1688-quality-business-en-formal": ("en", _TRADE_ORDER, trade, trade_quality, "formal"),
        "taobao-mind-unshipped-zh-polite": ("zh-Hans", unshipped, mind, mind_verdict, "polite"),
        "taobao-mind-unshipped-en-polite": ("en", unshipped, mind, mind_verdict, "polite"),
        "1688-mind-unshipped-business-zh-firm": (
            "zh-Hans",
            replace(unshipped, platform="1688"),
            trade_mind,
            mind_verdict,
            "firm",
        ),
        "taobao-not-received-zh-polite": ("zh-Hans", in_transit, lost, lost_verdict, "polite"),
        "taobao-not-received-signed-en-firm": ("en", ORDER, lost, lost_verdict, "firm"),
        "1688-wrong-item-business-zh-polite": (
            "zh-Hans",
            _TRADE_ORDER,
            wrong,
            wrong_verdict,
            "polite",
        ),
        "taobao-wrong-item-en-polite": (
            "en",
            ORDER,
            wrong_personal,
            wrong_personal_verdict,
            "polite",
        ),
        "taobao-no-reason-zh-polite": ("zh-Hans", ORDER, seven, seven_verdict, "polite"),
        "taobao-no-reason-en-polite": ("en", ORDER, seven, seven_verdict, "polite"),
        "taobao-no-reason-favour-zh-polite": (
            "zh-Hans",
            completed,
            late_return,
            favour,
            "polite",
        ),
        "taobao-no-reason-favour-en-formal": ("en", completed, late_return, favour, "formal"),
        "1688-mind-favour-business-zh-formal": (
            "zh-Hans",
            _TRADE_ORDER,
            trade_favour,
            verdict(trade_favour, "negotiable"),
            "formal",
        ),
        "taobao-counterfeit-zh-formal": ("zh-Hans", ORDER, fake, fake_verdict, "formal"),
        "taobao-food-safety-en-firm": ("en", spoiled, food, food_verdict, "firm"),
        "taobao-food-safety-zh-polite": ("zh-Hans", spoiled, food, food_verdict, "polite"),
        "taobao-missing-item-zh-firm": (
            "zh-Hans",
            ORDER,
            shortage,
            shortage_verdict,
            "firm",
        ),
        "alipay-virtual-zh-polite": ("zh-Hans", virtual, no_code, no_code_verdict, "polite"),
        "bare-zh-polite": (
            "zh-Hans",
            Order("taobao", "delivered"),
            replace(CLAIM, amount=None),
            None,
            "polite",
        ),
        "bare-en-polite": (
            "en",
            Order("taobao", "delivered"),
            replace(CLAIM, amount=None),
            None,
            "polite",
        ),
    }
