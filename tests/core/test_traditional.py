"""Traditional characters: read as the simplified ones, in what sellers say and in a finished letter."""

from datetime import date

import pytest
from tests.builders_letters import basis, rulebook

from refundcli.core.letter_check import Context, check_letter, language_of_text, masked
from refundcli.core.letter_form import Form, Limit
from refundcli.core.rulebook import Law, Stale
from refundcli.core.rules import RuleSet
from refundcli.core.text import Text
from refundcli.core.traditional import is_traditional, simplified, traditional
from refundcli.core.values import replace

_BOOK = rulebook()
_CONSUMER_LAW = Law(
    id="cpl",
    name=_BOOK.laws["cpl"].name,
    aliases=("消法",),
    provisions=tuple(one.provision for one in basis("cpl-24", "cpl-55")),
    rules=RuleSet(),
)
_STALE = Stale("old", ("45个工作日",), Text("六十日", "60 days"), date(2026, 4, 15), ())
PLAIN = Context(replace(_BOOK, laws={"cpl": _CONSUMER_LAW}, stale=(_STALE,)))
NAME = "《中華人民共和國消費者權益保護法》"


def found(text: str, context: Context = PLAIN) -> list[tuple[str, object]]:
    """Return the flaws of *text*: each id with the words it names."""
    flaws = check_letter(text, "zh-Hant", context)
    return [(one.id, one.what.fields.get("found")) for one in flaws]


def test_every_character_keeps_its_place() -> None:
    """What is found in the one is found at the same place of the other."""
    said = "開關 refund 繫聯：貨物已經發出！"
    assert simplified(said) == "开关 refund 系联：货物已经发出！"
    assert len(simplified(said)) == len(said)


@pytest.mark.parametrize(
    ("simple", "written"),
    [
        ("仅退款、退货退款", "僅退款、退貨退款"),
        ("签收后 7 天内", "簽收後 7 天內"),
        ("标签上写着价格", "標籤上寫著價格"),
        ("请尽快答复并复制，重复的不算", "請儘快答覆並複製，重複的不算"),
        ("阿里的订单里", "阿里的訂單裡"),
        ("一周；满八周岁；周末", "一週；滿八周歲；週末"),
        ("日历、历史", "日曆、歷史"),
        ("批准的标准", "批准的標準"),
        ("备注：注意联系、关系、系统", "備註：注意聯繫、關係、系統"),
        ("干净，若干", "乾淨，若干"),
        ("平台后台的账户", "平台後台的帳戶"),
        ("只有单只 3 元", "只有單隻 3 元"),
        ("“到了‘明天’为准”", "「到了『明天』為準」"),
        ("refund {id} --words --json", "refund {id} --words --json"),
        ("", ""),
    ],
)
def test_ambiguous_character_is_written_as_its_word_wants(simple: str, written: str) -> None:
    """What has several traditional characters goes by the word."""
    assert traditional(simple) == written


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("請於明日前答覆。", True),
        ("请于明日前答复。", False),
        ("請退款給“晨光家居店”，訂單編號 4096。", True),
        ("平台 4096", False),
        ("", False),
    ],
)
def test_script_is_told_by_the_characters(text: str, *, is_so: bool) -> None:
    """Characters that stand in both say nothing."""
    assert is_traditional(text) is is_so


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("貴店應負責任，請退款。", "zh-Hant"),
        ("贵店应负责任，请退款。", "zh-Hans"),
        ("Please refund 晨光家居店 under Article 24.", "en"),
        ("卖家拒绝。您說：「拆封不退，請您諒解，這個沒有辦法」", "zh-Hans"),
    ],
)
def test_language_of_a_finished_letter_is_seen(text: str, language: str) -> None:
    """What others said, in whichever script, does not count."""
    assert language_of_text(text) == language


def test_what_is_quoted_in_corner_brackets_is_masked() -> None:
    """As between “ and ”, and only up to the closing one."""
    assert masked("您說：「不退」，我說「要退」。", ()) == "您說：「□□」，我說「□□」。"


@pytest.mark.parametrize(
    ("text", "flaws"),
    [
        ("不退我就發上網。", [("exposure", "發上網")]),
        ("否則會給負評。", [("exposure", "負評")]),
        ("我現在單方面撤銷合約。", [("rescinded", "單方面撤銷合約")]),
        ("我已向12315檢舉。", [("filed", "已向12315檢舉")]),
        ("要求退一賠三。", [("inflated", "退一賠三")]),
        ("請退到我的銀行卡4000123412341234。", [("bank-card", None)]),
        ("調解期限為45個工作日。", [("stale", None)]),
        ("依據《中華人民共和國玩具法》第三條。", [("unknown-law", "中華人民共和國玩具法")]),
        (f"依據{NAME}第九十九條。", [("unknown-article", f"{NAME}第九十九條")]),
        (f"依據{NAME}第二十四條。", []),
        ("依據《消法》第五十五條。", []),
        ("另保留依法主張三倍賠償的權利。", []),
        ("您說：「我們會曝光你」", []),
    ],
)
def test_flaw_of_a_traditional_letter_is_found(text: str, flaws: list[tuple[str, object]]) -> None:
    """The same as in simplified characters, in the words of the letter."""
    assert found(text) == flaws


def test_word_that_the_stage_may_not_say_is_found_in_either_script() -> None:
    """A form in one script keeps a letter in the other clean as well."""
    limit = Limit("chat", 40, Text("", ""))
    form = Form("first", "zh-Hans", ("polite",), (limit,), (), never=("骗子",))
    assert found("你是騙子。", replace(PLAIN, form=form)) == [("never", "骗子")]
