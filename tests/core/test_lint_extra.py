"""Stale citations, a calendar that ends, and law that names no article."""

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

from refundcli.core.complaints import Complaint
from refundcli.core.errors import BadData
from refundcli.core.letter_form import lint_form
from refundcli.core.letter_reading import form_from_mapping
from refundcli.core.lint import lint
from refundcli.core.lint_extra import lint_extra, stale_citations
from refundcli.core.parsing import parse_stale
from refundcli.core.rulebook import Calendar, ProvisionVersion, Rulebook, Stale
from refundcli.core.rules import Choice, Citation, Path, ProvisionUse, RuleSet
from refundcli.core.text import Text, say
from refundcli.core.values import replace

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


def test_stale_words_are_found_in_traditional_characters() -> None:
    assert stale_citations("根據《合同法》第五十四條", STALE) == (FOUND,)
    assert found("投訴的調解期限是45個工作日。") == ["45个工作日"]


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


def listed(**changes: object) -> dict[str, object]:
    """Return the list as it is read from its file, with one entry and *changes* to it."""
    entry: dict[str, object] = {
        "id": "old-law",
        "words": ["《合同法》"],
        "instead": {"zh": "民法典", "en": "the Civil Code"},
        "since": SINCE,
        "cites": [{"source": "S1", "at": "1"}],
    }
    source = {"title": "the shop's rules", "read_on": TODAY, "quality": "official"}
    return {"unless": ["废止"], "source": {"S1": source}, "stale": [{**entry, **changes}]}


def test_list_is_read_with_what_spares_a_sentence() -> None:
    (found,) = parse_stale(listed(near=["投诉"]))
    assert ("old-law", ("《合同法》",), INSTEAD, SINCE) == (
        found.id,
        found.words,
        found.instead,
        found.since,
    )
    assert (("投诉",), ("废止",), "1") == (found.near, found.unless, found.cites[0].at)


@pytest.mark.parametrize("key", ["words", "instead", "since", "cites"])
def test_list_without_a_needed_key_is_refused(key: str) -> None:
    with pytest.raises(BadData) as caught:
        parse_stale(listed(**{key: None}))
    assert "stale.toml" == caught.value.message.fields["file"]


def test_list_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(BadData):
        parse_stale(listed(word="《合同法》"))
