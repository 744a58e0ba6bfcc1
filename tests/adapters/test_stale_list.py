"""The list of stale citations that is shipped: what it knows, and what it leaves alone."""

import pytest

from refundcli.adapters.rulebook import load_rulebook
from refundcli.core.lint_extra import stale_citations

STALE = load_rulebook(()).stale


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("可依《市场监督管理投诉举报处理暂行办法》投诉", "complaint-measures-2019"),
        ("投诉受理后 45 个工作日内调解", "mediation-45-working-days"),
        ("自动续费五日前应当提醒", "renewal-five-days"),
        ("《快递暂行条例》第二十五条：当面验收", "express-articles"),
        ("按《快递暂行条例》第二十八条处理快递投诉", "express-complaints"),
        ("《互联网法院审理案件若干问题的规定》第二条所列案件", "internet-courts-2018"),
        ("《中华人民共和国合同法》第五十四条", "contract-law"),
        ("民法通则第四条", "general-principles"),
        ("《网络交易管理办法》第十六条", "online-transactions-2014"),
        ("《禁止价格欺诈行为的规定》第三条", "price-fraud-2001"),
        ("《欺诈消费者行为处罚办法》", "consumer-fraud-1996"),
        ("假货退一赔一", "double-price"),
    ],
)
def test_list_knows_the_citation(text: str, id: str) -> None:
    instead = {one.id: one.instead for one in STALE}
    assert [instead[id]] == [one.fields["instead"] for one in stale_citations(text, STALE)]


@pytest.mark.parametrize(
    "text",
    [
        "《市场监督管理投诉举报处理办法》第二十三条",
        "《快递暂行条例》第二十六条：当面验收",
        "《快递暂行条例》第二十八条：丢损赔偿",
        "发货五日前可以取消",
        "自动续费前应当提醒；旧文本的“五日前”已不再适用",
        "45个工作日内到账",
        "依据《民法典》合同编与《劳动合同法》",
        "《网络交易监督管理办法》《明码标价和禁止价格欺诈规定》《侵害消费者权益行为处罚办法》",
        "《最高人民法院关于互联网法院审理案件若干问题的规定》第十一条：电子数据",
        "假一赔十、退一赔三",
    ],
)
def test_list_leaves_what_holds_alone(text: str) -> None:
    assert () == stale_citations(text, STALE)
