"""The shipped words in traditional characters: none missing, none simplified, every letter the twin of the other."""

from collections.abc import Callable, Iterator

import pytest

from refundcli.adapters.excuses import load_excuses
from refundcli.adapters.letter_forms import letter_stages, load_form
from refundcli.adapters.rulebook import load_rulebook
from refundcli.core.excuses import candidates
from refundcli.core.letter_form import Form
from refundcli.core.letter_text import cited, money, stamp
from refundcli.core.money import yuan
from refundcli.core.periods import beijing
from refundcli.core.text import LANGUAGES, Text
from refundcli.core.traditional import is_traditional, simplified

HANT = "zh-Hant"
BOOK = load_rulebook()
EXCUSES = load_excuses(BOOK)
STAGES = letter_stages("zh-Hans")
FORMS = {
    (stage, language): load_form(stage, language, BOOK)
    for stage in STAGES
    for language in LANGUAGES
}
PROVISIONS = tuple(one for law in BOOK.laws.values() for one in law.provisions)

SIMPLIFIED = frozenset(
    "万与专业东丝丢两严个临为举么义习书买乱争于产亲亿仅从仓们价众优会传伤体余侧债偿储兑关养内册写农冲"
    "决况冻减凑几凭击划则创删别办务动励劳区医华协单卖占卫却厂厅历压厘厨县参双发变号吃后吗启员咸响团围"
    "国图场坏块坚垫声处备复够头夸夹妆宁宝实宠审对寻导将尘尝尽届属岁币师带帮并广庆床库应废开异弃张强归"
    "当录径怀态总恶惩惯愿戏户托执扩扫扰抢护报担拟拢拦拨择挟挡损换据揽搁携摄摊数断无旧时显暂术机杀权杠"
    "条来极构柜标栏样档检横欢残毁毕气汇沟没测济涤润涨渍游滞满滥灭点烂烦热状独猪猫环现电疗监盖盗盘瞒码"
    "确礼离种积称税稳竞笔笼筛签简类紧纠红约级纪纯纳纷纸纹纺线组细织终经绑结绕给络绝统继绪续维综缀缓编"
    "缩网罚职联胁胜胶脏脑脚脱艺节苏范药获营虑虚补装见观规视览觉计订认让训议讯记讲许论讼设证评识诈诉诊"
    "译试诚话询该详语误诱说请诺读课谁调谈谎谢谱贝负财责败账货质贬购贴贵贸费资赔赠踪车轨转轮软轴轻载较"
    "辑输辖辞辩边达过运还这进违连迟迹适选递邮采释鉴针钟钥钮钱银铺链销锁错键镜镶长门闭问闲间闻阅队阶际"
    "陈险随隐难霉静页顶项顺须预领频题颜额风飞饮饰馈马驳驿骂验骑骗骤鱼鲜齐龄"
)
"""Characters of the Chinese rules, excuses and letters that no text in traditional characters has.

Those that both scripts have, each in words of its own, are not among them: 准 (批准), 台 (平台), 干 (若干), 里 (公里),
面, 只, 松, 系, 制, 向, 周, 同, 合, 了, 出, 表, 才, 卷, 布, 占, 征.
"""

SLIPS = (
    *(
        "標准",
        "為准",
        "准確",
        "准備",
        "准時",
        "關系",
        "聯系",
        "定制",
        "復制",
        "製度",
        "制造",
        "制作",
    ),
    *(
        "裡程",
        "麵單",
        "頁麵",
        "電麵",
        "若幹",
        "乾涉",
        "隻退",
        "僅隻",
        "一只",
        "不松",
        "髮貨",
        "髮票",
    ),
    *("閤", "覈", "釦款", "彙款", "哪里", "這里", "裏", "爲", "麽", "羣", "着", "臺灣後"),
)
"""What a conversion without eyes makes of 準 係 製 裡 面 干 只 鬆 發 合 核 扣 匯 為 麼 著."""

MAINLAND = (
    *("質量問題", "視頻", "信息", "軟件", "默認", "短信", "激活", "反饋", "快遞單號"),
    *("聯繫電話", "發消息", "定製商品", "聊天記錄", "答復", "回復", "賬"),
)
"""Words that a reader in Taiwan or Hong Kong does not write so."""


def names() -> Iterator[tuple[str, Text]]:
    """Give every name that a letter may fill in."""
    reasons = (one.word for one in BOOK.reasons.values())
    remedies = (one.word for one in BOOK.remedies.values())
    for word in (*reasons, *remedies):
        yield word.id, word.name
    for site in BOOK.platforms.values():
        yield site.id, site.name
        for state, label in site.states.items():
            yield f"{site.id}/{state}", label
    for law in BOOK.laws.values():
        yield law.id, law.name


def excuse_texts() -> Iterator[tuple[str, Text]]:
    """Give everything that is said of an excuse."""
    for one in EXCUSES:
        yield one.id, one.name
        yield one.id, one.prove
        for answer in one.answers:
            for text in (answer.when, answer.text, answer.short):
                yield one.id, text


def letter_texts(form: Form) -> Iterator[tuple[str, str]]:
    """Give every piece of text that *form* holds."""
    for part in form.parts:
        yield part.id, part.text
    for line in form.lines:
        yield line.event, line.text
    for limit in form.limits:
        yield limit.box, limit.why.in_(HANT)
    for word in (*form.reserve.values(), *form.never):
        yield "word", word


def everything() -> Iterator[tuple[str, str]]:
    """Give every text in traditional characters, with where it stands."""
    for place, text in (*names(), *excuse_texts()):
        yield place, text.in_(HANT)
    for stage in STAGES:
        for place, words in letter_texts(FORMS[stage, HANT]):
            yield f"{stage}/{place}", words
    for provision in PROVISIONS:
        yield provision.id, cited((provision,), HANT)


def shapes(form: Form) -> list[object]:
    """Return what each part of *form* is, but for its words, in order."""
    return [
        (
            one.id,
            one.when,
            one.tone,
            one.drop,
            one.instead,
            one.text[:1] == "\n",
            sorted(one.fields),
        )
        for one in form.parts
    ]


def test_no_simplified_character_is_left() -> None:
    """Each place with the characters that do not belong there."""
    found = [(place, sorted(SIMPLIFIED & set(words))) for place, words in everything()]
    assert [(place, left) for place, left in found if left] == []


@pytest.mark.parametrize("slip", (*SLIPS, *MAINLAND))
def test_no_word_is_a_slip_of_conversion(slip: str) -> None:
    """Right characters can still make the wrong word."""
    assert [(place, words) for place, words in everything() if slip in words] == []


def test_quotation_marks_and_stops_are_those_of_chinese() -> None:
    """「」 and full width, also beside a field."""
    wrong = set("“”‘’,;?!()")
    assert [(place, words) for place, words in everything() if wrong & set(words)] == []


@pytest.mark.parametrize("texts", [names, excuse_texts])
def test_text_without_traditional_words_has_the_same_in_both(
    texts: Callable[[], Iterator[tuple[str, Text]]],
) -> None:
    """A text falls back on the simplified words only where no character of them would change."""
    missing = [
        (place, text.zh)
        for place, text in texts()
        if text.zh_hant is None and SIMPLIFIED & set(text.zh)
    ]
    assert missing == []


def test_answer_names_its_provisions_in_every_language() -> None:
    """The place of the law is not lost in another language."""
    for place, text in excuse_texts():
        count = {text.in_(one).count("{law}") for one in LANGUAGES}
        assert len(count) == 1, (place, text.zh)


@pytest.mark.parametrize("stage", STAGES)
def test_letter_has_the_parts_of_its_simplified_twin(stage: str) -> None:
    """Same ids, conditions, tones, fields, in the same order; also its frame."""
    hans, hant = FORMS[stage, "zh-Hans"], FORMS[stage, HANT]
    assert shapes(hans) == shapes(hant)
    assert [(one.event, one.when, one.fields) for one in hans.lines] == [
        (one.event, one.when, one.fields) for one in hant.lines
    ]
    for name in (
        "order",
        "to",
        "needs",
        "fits",
        "turn",
        "follows",
        "tones",
        "answer_within",
        "cites",
        "covers",
    ):
        assert getattr(hans, name) == getattr(hant, name), name
    assert [(one.box, one.characters, one.platforms) for one in hans.limits] == [
        (one.box, one.characters, one.platforms) for one in hant.limits
    ]
    assert hans.rests_on == hant.rests_on
    assert hans.reserve.keys() == hant.reserve.keys()
    assert [simplified(one) for one in hant.never] == list(hans.never)


@pytest.mark.parametrize("stage", STAGES)
def test_letter_speaks_of_the_same_things_in_every_language(stage: str) -> None:
    """No language leaves a field out that another one has; English has one word for whoever is spoken to."""
    spoken = [
        {name for part in FORMS[stage, one].parts for name in part.fields} - {"you"}
        for one in LANGUAGES
    ]
    assert spoken[0] == spoken[1] == spoken[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_stage_has_a_letter_in_every_language(language: str) -> None:
    """None is missing and none is left over."""
    assert letter_stages(language) == STAGES


def test_articles_are_cited_as_a_traditional_text_writes_them() -> None:
    """The same words in the other characters, whichever article."""
    article = next(one for one in PROVISIONS if one.id == "cpl-24")
    assert article.title_in(HANT) == "《中華人民共和國消費者權益保護法》第二十四條"
    assert article.title_in("zh-Hans") == article.title
    assert [one.id for one in PROVISIONS if simplified(one.title_in(HANT)) != one.title] == []


def test_values_are_written_as_in_chinese() -> None:
    """Money, days and moments."""
    at = beijing(2026, 11, 23, 10)
    assert money(yuan("1280.5"), HANT) == "1,280.50元"
    assert stamp(at, HANT) == "2026年11月23日 10:00"


def test_seller_is_understood_in_either_script() -> None:
    """A pattern is found in its own traditional form."""
    said = {
        "親，拆封了就不能退的哦": "opened",
        "特價商品不退不換": "sale-item",
        "簽收後概不負責": "signed-for",
        "這個您找快遞呢": "ask-courier",
        "系統只能僅退款": "system-refund-only",
        "給您補償20元，您看可以嗎？": "small-compensation",
        "我們是廠家發貨的": "ships-from-factory",
        "您先確認收貨，再給您退": "confirm-first",
        "衛生用品不退的": "hygiene",
        "已經發貨了，退不了": "already-shipped",
    }
    for words, id in said.items():
        assert id in [one.excuse.id for one in candidates(EXCUSES, words)], words


def test_every_letter_is_seen_to_be_traditional() -> None:
    """The check of a finished letter finds the language by its characters."""
    for stage in STAGES:
        whole = "".join(part.text for part in FORMS[stage, HANT].parts)
        assert is_traditional(whole)
        assert not is_traditional("".join(part.text for part in FORMS[stage, "zh-Hans"].parts))
