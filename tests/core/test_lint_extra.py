"""Stale citations, a calendar that ends, and law that names no article."""

from dataclasses import replace
from datetime import date

import pytest
from tests.builders_verdict import (
    ANY,
    CITES,
    ground,
    law,
    note,
    provision,
    rulebook,
    rules,
)

from refundcli.adapters.rulebook import load_rulebook
from refundcli.core.complaints import Complaint
from refundcli.core.letter_form import form_from_mapping, lint_form
from refundcli.core.lint import lint
from refundcli.core.lint_extra import lint_extra, stale_citations
from refundcli.core.rulebook import Calendar, ProvisionVersion, Rulebook, Stale
from refundcli.core.rules import Choice, Citation, Path, ProvisionUse, RuleSet
from refundcli.core.text import Text, say

TODAY = date(2026, 11, 22)
SINCE = date(2021, 1, 1)
INSTEAD = Text("民法典", "the Civil Code")
OLD_LAW = Stale("old-law", ("《合同法》", "民法通则"), INSTEAD, SINCE, CITES, unless=("废止",))
OLD_DAYS = Stale("days", ("45个工作日",), INSTEAD, SINCE, CITES, near=("调解", "投诉"))
STALE = (OLD_LAW, OLD_DAYS)
FOUND = say("lint-stale", word="《合同法》", instead=INSTEAD, since=SINCE)
WORDS = Text("依据《合同法》要求退款。", "by the Contract Law")


def found(text: str) -> list[object]:
    """Return the stale words found in *text*."""
    return [one.fields["word"] for one in stale_citations(text, STALE)]


def complaints(book: Rulebook) -> list[tuple[str, str]]:
    """Return the rules with stale citations, and their severity."""
    return [
        (one.rule, one.severity)
        for one in lint_extra(replace(book, stale=STALE), TODAY)
        if one.what == FOUND
    ]


def test_stale_words_are_named_with_what_stands_instead() -> None:
    assert (FOUND,) == stale_citations("根据《合同法》第五十四条", STALE)


def test_each_sentence_is_named_for_itself() -> None:
    assert ["《合同法》", "民法通则"] == found("见《合同法》。又见民法通则。")


def test_blanks_inside_of_the_words_play_no_part() -> None:
    assert ["45个工作日"] == found("调解以 45 个工作日为限")


@pytest.mark.parametrize("text", ["《劳动合同法》", "民法典合同编", "合同法定解除", ""])
def test_other_words_are_left_alone(text: str) -> None:
    assert [] == found(text)


def test_sentence_that_says_it_speaks_of_old_law_is_left_alone() -> None:
    assert ["《合同法》"] == found("《合同法》已废止。但依《合同法》仍可退")


def test_words_that_need_a_neighbour_are_left_alone_without_it() -> None:
    assert [] == found("卖家应在45个工作日内退款。投诉另算")
    assert ["45个工作日"] == found("投诉后45个工作日内处理")


@pytest.mark.parametrize(
    ("id", "part"),
    [
        ("shop/return", {"grounds": (replace(ground(), title=WORDS),)}),
        ("shop/return", {"grounds": (replace(ground(), proof=WORDS),)}),
        (
            "shop/return",
            {"grounds": (ground(provisions=(ProvisionUse("law-1", "cite", WORDS),)),)},
        ),
        ("shop/careful", {"cautions": (replace(note("careful"), says=WORDS),)}),
        ("shop/path", {"paths": (Path("app", None, (WORDS,), ANY, CITES),)}),
        ("shop/choice", {"choices": (Choice(ANY, WORDS.zh, CITES),)}),
    ],
)
def test_stale_citation_of_a_rule_is_an_error(id: str, part: dict[str, object]) -> None:
    shop = replace(rules(), **part)  # type: ignore[arg-type]  # names are its own fields
    assert [(id, "error")] == complaints(rulebook(shop))


def test_stale_citation_of_a_word_or_a_platform_is_an_error() -> None:
    book = rulebook()
    reason = book.reasons["quality"]
    worded = replace(reason, word=replace(reason.word, help=WORDS))
    site = replace(book.platforms["shop"], not_covered=(WORDS,))
    book = replace(
        book,
        reasons={**book.reasons, "quality": worded},
        platforms={**book.platforms, "shop": site},
    )
    assert [("shop", "error"), ("quality", "error")] == complaints(book)


def test_stale_citation_of_an_own_rule_is_an_error() -> None:
    own = {"shop": RuleSet(cautions=(replace(note("mind"), says=WORDS),))}
    assert [("own shop/mind", "error")] == complaints(rulebook(own=own))


def test_quotation_of_a_source_is_no_citation_of_the_rule() -> None:
    quoted = (Citation(CITES[0].source, says=WORDS.zh),)
    assert [] == complaints(rulebook(rules(ground(cites=quoted))))


def words(since: date, until: date | None = None) -> ProvisionVersion:
    """Return an article's words that cite the stale law."""
    return ProvisionVersion(since, until, "ordered", WORDS.zh, CITES)


def test_article_that_cites_old_law_while_in_force_is_an_error() -> None:
    book = rulebook(law=law(provision("law-1", "anyone", words(date(2015, 1, 1)))))
    assert [("law-1", "error")] == complaints(book)


@pytest.mark.parametrize(
    "versions",
    [
        (words(date(2015, 1, 1), SINCE),),
        (words(date(2015, 1, 1)), ProvisionVersion(SINCE, None, "ordered", None, CITES)),
    ],
)
def test_words_that_ended_before_are_history(versions: tuple[ProvisionVersion, ...]) -> None:
    assert [] == complaints(rulebook(law=law(provision("law-1", "anyone", *versions))))


def test_stale_entry_does_not_complain_of_itself() -> None:
    itself = replace(OLD_LAW, instead=WORDS)
    assert () == lint_extra(replace(rulebook(), stale=(itself,)), TODAY)


def test_stale_citation_of_a_letter_is_named_with_its_part() -> None:
    form = form_from_mapping(
        {
            "stage": "first",
            "language": "zh-Hans",
            "tones": ["polite"],
            "cites": 1,
            "limit": [{"box": "chat", "characters": 100, "why": {"zh": "一", "en": "one"}}],
            "part": [{"id": "law", "text": "按《合同法》请退款。"}],
        },
        "letters/zh-Hans/first.toml",
    )
    book = replace(rulebook(), reasons={}, remedies={}, stale=STALE)
    assert (say("lint-letter-words", part="law", what=FOUND),) == lint_form(form, book)
    assert () == lint_form(form)


def calendar(day: date, *years: int) -> list[Complaint]:
    """Return what is said of a calendar of *years* on *day*."""
    book = replace(rulebook(), calendar=Calendar(years=frozenset(years)))
    return [one for one in lint_extra(book, day) if one.what.key == "lint-calendar"]


def test_calendar_without_the_next_year_is_a_warning_from_december_on() -> None:
    what = say("lint-calendar", year="2027")
    assert [Complaint("warning", "cn", what)] == calendar(date(2026, 12, 1), 2026)
    assert [] == calendar(date(2026, 11, 30), 2026)
    assert [] == calendar(date(2026, 12, 1), 2026, 2027)


def test_calendar_without_this_year_is_a_warning() -> None:
    assert ["2027"] == [one.what.fields["year"] for one in calendar(date(2027, 1, 1), 2026)]


def test_rulebook_without_any_calendar_is_left_alone() -> None:
    assert [] == calendar(date(2026, 12, 1))


def keys(book: Rulebook) -> list[tuple[str, str]]:
    """Return rule and complaint of all that is wrong."""
    return [(one.rule, one.what.key) for one in lint_extra(book, TODAY)]


def test_ground_of_law_without_an_article_is_an_error() -> None:
    grounds = (ground("law/bare", kind="law"), ground("law/agreed", kind="promise"))
    book = rulebook(law=law(rules=RuleSet(grounds=grounds)))
    assert [("law/bare", "lint-law-without-provision")] == keys(book)


def on(law_of: str, *uses: ProvisionUse, kind: str = "platform") -> list[tuple[str, str]]:
    """Return what is wrong with a ground of a platform under *law_of*."""
    articles = law(provision("law-1", "consumer"), provision("law-2"))
    book = rulebook(rules(ground(kind=kind, provisions=uses)), articles)
    site = replace(book.platforms["shop"], law=law_of)
    return keys(replace(book, platforms={"shop": site}))


CONSUMER, ANYONE = ProvisionUse("law-1", "cite"), ProvisionUse("law-2", "cite")


def test_platform_under_no_law_may_cite_none() -> None:
    assert [("shop/return", "lint-law-of-none")] == on("none", ANYONE)
    assert ("shop/return", "lint-law-of-none") in on("none", kind="law")
    assert [] == on("none")


def test_platform_of_private_sellers_may_not_cite_consumer_law() -> None:
    assert [("shop/return", "lint-law-of-civil")] == on("civil", CONSUMER)
    assert [] == on("civil", ANYONE, ProvisionUse("law-9", "cite"))
    assert [] == on("consumer", CONSUMER)


def test_lint_says_what_this_finds() -> None:
    book = replace(rulebook(rules(replace(ground(), title=WORDS))), stale=STALE)
    assert Complaint("error", "shop/return", FOUND) in lint(book, (), TODAY)


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
def test_shipped_list_knows_the_citation(text: str, id: str) -> None:
    stale = {one.id: one for one in load_rulebook(()).stale}
    assert [stale[id].instead] == [
        one.fields["instead"] for one in stale_citations(text, tuple(stale.values()))
    ]


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
def test_shipped_list_leaves_what_holds_alone(text: str) -> None:
    assert () == stale_citations(text, load_rulebook(()).stale)
