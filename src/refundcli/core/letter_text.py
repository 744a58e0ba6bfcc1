"""How a letter writes a value, and what a letter may not say."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from refundcli.core.order import When
from refundcli.core.outside import clean
from refundcli.core.periods import BEIJING
from refundcli.core.rulebook import Provision
from refundcli.core.text import Said, say

LONGEST_NAME = 60
"""Characters of an item's title or a seller's name that a letter shows."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DIGITS = "一二三四五六七八九"
_UNITS = {"千": 1000, "百": 100, "十": 10}
_BEIJING_TIME = {"zh-Hans": "北京时间", "zh-Hant": "北京時間"}


def one_line(value: str) -> str:
    r"""Return text from outside on one line, without what steers a terminal or turns text around.

    >>> one_line("杯\u202e子\n 500\x1b[31m ml ")
    '杯子 500 ml'
    """
    return " ".join(clean(value).split())


def shortened(value: str, most: int = LONGEST_NAME) -> str:
    """Return *value* in at most *most* characters, an ellipsis for what is left out.

    >>> shortened("保温杯不锈钢", 4)
    '保温杯…'
    """
    return value if len(value) <= most else f"{value[: most - 1].rstrip()}…"


def money(amount: Decimal, language: str) -> str:
    """Return yuan as *language* writes them.

    >>> money(Decimal("1280.5"), "zh-Hans"), money(Decimal("1280.5"), "en")
    ('1,280.50元', 'CNY 1,280.50')
    """
    return f"CNY {amount:,.2f}" if language == "en" else f"{amount:,.2f}元"


def day(when: When, language: str) -> str:
    """Return the Beijing day of *when*.

    >>> day(datetime(2026, 11, 2, 9, tzinfo=BEIJING), "en")
    '2 November 2026'
    """
    on = when.astimezone(BEIJING).date() if isinstance(when, datetime) else when
    if language == "en":
        return f"{on.day} {_MONTHS[on.month - 1]} {on.year}"
    return f"{on.year}年{on.month}月{on.day}日"


def moment(at: datetime, language: str) -> str:
    """Return an instant in Beijing time, to the minute, and says so.

    >>> moment(datetime(2026, 11, 23, 10, tzinfo=BEIJING), "zh-Hans")
    '2026年11月23日10:00（北京时间）'
    """
    local = at.astimezone(BEIJING)
    if language == "en":
        return f"{local:%H:%M} on {day(local, language)} (Beijing time)"
    return f"{day(local, language)}{local:%H:%M}（{_BEIJING_TIME[language]}）"


def listed(words: Iterable[str], language: str, last: str = "and") -> str:
    """Return *words* as a list; *last* is and, or or.

    >>> listed(("582", "615", "617"), "en"), listed(("甲", "乙"), "zh-Hans", "or")
    ('582, 615 and 617', '甲或乙')
    """
    *front, end = words
    if language == "en":
        return f"{', '.join(front)} {last} {end}" if front else end
    return ("或" if last == "or" else "、").join((*front, end))


def cited(provisions: Iterable[Provision], language: str) -> str:
    """Return articles as the law writes them, law by law; English has the Chinese in brackets."""
    by_law: dict[str, list[Provision]] = {}
    for one in provisions:
        by_law.setdefault(one.law, []).append(one)
    return listed((_of_law(articles, language) for articles in by_law.values()), language)


def _of_law(articles: list[Provision], language: str) -> str:
    first, *others = articles
    chinese = first.title + "".join(f"、{one.article}" for one in others)
    if language != "en":
        return chinese
    numbers = listed((article_number(one.article) for one in articles), language)
    noun = "Articles" if others else "Article"
    return f"{noun} {numbers} of the {first.law_name.en} ({chinese})"


def article_number(article: str) -> str:
    """Return the number of an article as English writes it, paragraphs and items in brackets.

    >>> article_number("第二百零五条第一款第四项")
    '205(1)(4)'
    """
    numbers = [_number(one) for one in re.findall(rf"第([零{_DIGITS}千百十]+)", article)]
    inner = "".join(f"({one})" for one in numbers[1:])
    return f"{numbers[0]}{inner}" if numbers else article


def _number(chinese: str) -> int:
    """Return a Chinese numeral below ten thousand; 十 alone is one ten."""
    tokens = re.findall(rf"[{_DIGITS}][千百十]?|十", chinese)
    return sum(max(_DIGITS.find(one[0]) + 1, 1) * _UNITS.get(one[-1], 1) for one in tokens)


_PLACEHOLDER = r"\{\w*\}|X{3,}|TODO|TBD"
_FORBIDDEN: Mapping[str, Mapping[str, re.Pattern[str]]] = {
    language: {name: re.compile(pattern, re.IGNORECASE) for name, pattern in patterns.items()}
    for language, patterns in {
        "zh": {
            "placeholder": _PLACEHOLDER,
            "exposure": (
                r"曝光|差评|差評|公之于众|公之於眾|媒体|媒體|发到网上|發到網上|挂到?网上|掛到?網上"
            ),
            "deemed-consent": (
                r"(视为|視為|当作|當作|等于|等於|就是|即为|即是)[^。；！？\n]{0,8}"
                r"(同意|认可|認可|接受|承认|承認)|默(认|認|示|许|許)同意"
            ),
            "legal-hours": (
                r"(依法|法定|法律(规定|規定|要求))[^。；！？\n]{0,24}(24|二十四) ?(个|個)?小(时|時)"
                r"|(24|二十四) ?(个|個)?小(时|時)[^。；！？\n]{0,12}(依法|法定|法律)"
                r"|(依法|法定)(必须|必須|应当|應當|应|應)[^。；！？\n]{0,40}前(予以)?(答复|答覆|回复|回覆)"
            ),
            "rescinded": (
                r"已(经|經)?(撤销|撤銷)[^。；！？\n]{0,6}合同"
                r"|合同[^。；！？\n]{0,4}已(经|經)?被?(撤销|撤銷)"
            ),
            "filed": (
                r"已(经|經)?(向[^。；，\n]{0,16})?(提交|提出|进行|進行)?了?"
                r"(投诉|投訴|举报|舉報|起诉|起訴)"
            ),
        },
        "en": {
            "placeholder": _PLACEHOLDER,
            "exposure": (
                r"\bexpos(e|ure)\b|\bgo public\b|\bpublici[sz]e|\b(bad|negative) reviews?\b"
                r"|\bsocial media\b|\bthe (press|media)\b"
            ),
            "deemed-consent": (
                r"\b(deem|treat|tak|consider|regard|constru)\w* (to be |to have |as )?"
                r"(your |an )?(consent|agree|accept)"
                r"|\bsilence (is|means|counts as) (consent|accept)"
            ),
            "legal-hours": (
                r"\b(by law|law requires|legally|statutory)\b[^.\n]{0,60}(24|twenty-four)[- ]hours?"
                r"|(24|twenty-four)[- ]hours?[^.\n]{0,40}\b(by law|law requires|legally|statutory)"
                r"|\b(by law|legally) (must|have to|required to)\b[^.\n]{0,20}\b(reply|answer)\b"
            ),
            "rescinded": (
                r"\b(have|has been|is|am) (hereby )?(revoked|avoided|annulled|voided)\b"
                r"|\bcontract is (void|annulled)"
            ),
            "filed": (
                r"\bI have (already )?(filed|lodged|made|reported|complained|sued)\b"
                r"|\balready (filed|lodged|complained|reported|sued)\b"
            ),
        },
    }.items()
}


def check_text(text: str, language: str) -> tuple[Said, ...]:
    """Return what *text* says that no letter may say, each with the words found.

    Placeholders, threats of exposure, silence taken as consent, 24 hours passed off as law, a
    contract said to be revoked (民法典 147, 148: a court does that), a complaint said to be filed.

    >>> [one.key for one in check_text("逾期视为同意。", "zh-Hans")]
    ['letter-says-deemed-consent']
    """
    patterns = _FORBIDDEN["en" if language == "en" else "zh"]
    found = ((name, pattern.search(text)) for name, pattern in patterns.items())
    return tuple(say(f"letter-says-{name}", found=hit[0]) for name, hit in found if hit)
