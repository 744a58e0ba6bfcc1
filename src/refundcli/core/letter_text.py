"""How a letter writes a value."""

import re
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from refundcli.core.order import When
from refundcli.core.outside import clean
from refundcli.core.periods import BEIJING
from refundcli.core.rulebook import Platform, Provision
from refundcli.core.text import Text

LONGEST_NAME = 60
"""Characters of an item's title or a seller's name that a letter shows."""

LONGEST_WORDS = 80
"""Characters of what somebody said that a letter quotes."""

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DIGITS = "一二三四五六七八九"
_UNITS = {"千": 1000, "百": 100, "十": 10}
_SHOP = Text("贵店", "you", "貴店")
_BEIJING_TIME = {"zh-Hans": "北京时间", "zh-Hant": "北京時間"}


def called(site: Platform | None) -> Text:
    """Return how a letter addresses the seller: as a shop, unless the platform's data say otherwise."""
    return (site.calls_seller if site is not None else None) or _SHOP


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


def quoted(value: object) -> str | None:
    """Return what a letter quotes of words from outside, or None where nothing is left of them."""
    return shortened(one_line(value), LONGEST_WORDS) or None if isinstance(value, str) else None


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


def stamp(when: When, language: str) -> str:
    """Return the Beijing day of *when*, with the minute where it is an instant.

    >>> stamp(datetime(2026, 11, 23, 10, tzinfo=BEIJING), "en")
    '23 November 2026, 10:00'
    """
    if not isinstance(when, datetime):
        return day(when, language)
    comma = "," if language == "en" else ""
    return f"{day(when, language)}{comma} {when.astimezone(BEIJING):%H:%M}"


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
    chinese = first.title_in(language) + "".join(f"、{one.article_in(language)}" for one in others)
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
