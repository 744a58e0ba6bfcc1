"""Letters: what is read from data, what is said when, and what is never said."""

import itertools
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders_letters import (
    CLAIM,
    FORM_LANGUAGES,
    ORDER,
    SENT_AT,
    basis,
    finding,
    golden_cases,
    letter_data,
    letter_form,
    provision,
    rulebook,
    verdict,
)

from refundcli.core.errors import AnswersMissing, BadData, NotFound
from refundcli.core.findings import Verdict
from refundcli.core.letter_form import Form, Limit, Part, lint_form
from refundcli.core.letter_law import may_cite
from refundcli.core.letter_reading import form_from_mapping, with_own_parts
from refundcli.core.letter_text import (
    LONGEST_NAME,
    article_number,
    cited,
    listed,
    moment,
    one_line,
)
from refundcli.core.letter_words import check_text
from refundcli.core.letters import Letter, compose
from refundcli.core.order import PURPOSES, STATES, Claim, Order
from refundcli.core.periods import BEIJING
from refundcli.core.rules import Length
from refundcli.core.text import Said, Text
from refundcli.core.values import replace

GOLDEN = Path(__file__).parents[1] / "golden" / "letters"
UI = Path(__file__).parents[2] / "src" / "refundcli" / "data" / "ui" / "parts"
BOOK = rulebook()
FORMS = {language: letter_form(language) for language in FORM_LANGUAGES}
ZH = FORMS["zh-Hans"]
CASES = golden_cases()
CHAT = Limit("chat", 500, Text("", ""))


def form(*parts: Part, **more: object) -> Form:
    """Return a small form of these parts."""
    plain = Form("first", "zh-Hans", ("polite",), (CHAT,), parts)
    return replace(plain, **more)  # type: ignore[arg-type] # whatever a test wants changed


def written(
    a_form: Form, order: Order = ORDER, claim: Claim = CLAIM, said: Verdict | None = None
) -> Letter:
    """Return the letter of *a_form*."""
    return compose(a_form, order, claim, said, BOOK, SENT_AT)


def faults_of(data: Mapping[str, object]) -> dict[str, str]:
    """Return the faults of a form by their key in the file."""
    with pytest.raises(BadData) as caught:
        form_from_mapping(data, "letters/zh-Hans/first.toml", BOOK)
    assert caught.value.message.fields["file"] == "letters/zh-Hans/first.toml"
    faults = caught.value.message.fields["faults"]
    assert isinstance(faults, tuple)
    found: dict[str, str] = {}
    for fault in faults:
        what = fault.fields["what"]
        assert isinstance(what, Said)
        found[str(fault.fields["key"])] = what.key
    return found


def small(**more: object) -> dict[str, object]:
    """Return the data of a small form."""
    limit = {"box": "chat", "characters": 500, "why": {"zh": "甲", "en": "a"}}
    part = {"id": "a", "text": "甲"}
    return {
        "stage": "first",
        "language": "zh-Hans",
        "tones": ["polite"],
        "cites": 3,
        "limit": [limit],
        "part": [part],
        **more,
    }


def limit(**more: object) -> dict[str, object]:
    """Return the data of a limit."""
    return {"box": "chat", "characters": 500, "why": {"zh": "甲", "en": "a"}, **more}


# The golden letters


@pytest.mark.parametrize("name", CASES)
def test_letter_is_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    """Each kept letter is composed word for word."""
    language, order, claim, said, tone = CASES[name]
    text = compose(FORMS[language], order, claim, said, BOOK, SENT_AT, tone).text + "\n"
    path = GOLDEN / f"{name}.txt"
    if request.config.getoption("--regold", default=False):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_golden_folder_holds_the_golden_letters_only() -> None:
    """No golden file is left over."""
    assert sorted(one.stem for one in GOLDEN.glob("*.txt")) == sorted(CASES)


# Every combination


@cache
def _combinations(language: str) -> tuple[tuple[Claim, Verdict | None, Letter], ...]:
    """Compose every reason, remedy and purpose in every state, the verdicts in a Latin square."""
    tones = itertools.cycle(FORMS[language].tones)
    platforms = itertools.cycle(BOOK.platforms)
    claims = itertools.product(BOOK.reasons, BOOK.remedies, (*PURPOSES, None))
    found = []
    for shift, (reason, remedy, purpose) in enumerate(claims):
        claim = Claim(reason, remedy, purpose, Decimal("20.00"))
        law = (*basis("cpl-24", "cc-582"), *basis("cpl-55", use="reserve"))
        holding = (finding("law", freight="seller"), finding("platform"), finding("promise"))
        open_ = basis("cpl-25", "cc-582", rests_on="unknown")
        verdicts = (
            None,
            verdict(claim, "eligible", law, holding),
            verdict(claim, "conditional", open_),
            verdict(claim, "negotiable", law),
            verdict(claim, "unavailable", law),
        )
        for index, state in enumerate(STATES):
            order = replace(ORDER, platform=next(platforms), state=state)
            if index % 2:
                order = Order(order.platform, state)
            said = verdicts[(index + shift) % len(verdicts)]
            letter = compose(FORMS[language], order, claim, said, BOOK, SENT_AT, next(tones))
            found.append((claim, said, letter))
    return tuple(found)


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_every_combination_gives_a_letter_that_may_be_sent(language: str) -> None:
    """Every reason, remedy, purpose and state: no placeholder, nothing that may not be said."""
    amiss = [
        letter.text
        for _, _, letter in _combinations(language)
        if check_text(letter.text, language)
        or letter.is_too_long
        or "12315" in letter.text
        or re.search(r"[。，；：？]{2}|[.,;:?]{2}|\n\n|  ", letter.text)
    ]
    assert amiss == []


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_every_combination_says_why_what_and_by_when(language: str) -> None:
    """Every letter has its subject, its facts, its request and the time to answer by."""
    by = moment(SENT_AT + timedelta(hours=24), language)
    short = [
        letter.text
        for _, _, letter in _combinations(language)
        if len(letter.text.split("\n")) < 4 or by not in letter.text
    ]
    assert short == []


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_business_letter_never_has_consumer_law(language: str) -> None:
    """A business purpose: neither the consumer law nor what only it gives."""
    words = ("消费者", "七日无理由", "Consumer", "seven-day", "三倍", "十倍", "damages")
    found = [
        letter.text
        for claim, _, letter in _combinations(language)
        if claim.purpose == "business"
        and ("cpl-24" in letter.basis or any(word in letter.text for word in words))
    ]
    assert found == []


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_negotiable_letter_cites_nothing(language: str) -> None:
    """What nobody owes is asked for without a law, a rule or the platform."""
    words = ("《", "平台规则", "平台介入", "platform's rules", "step in")
    found = [
        letter.text
        for _, said, letter in _combinations(language)
        if said is not None
        and said.id == "negotiable"
        and (letter.basis or any(word in letter.text for word in words))
    ]
    assert found == []


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_unshipped_letter_asks_not_to_ship(language: str) -> None:
    """Money back before shipping: the seller is asked not to ship any more."""
    order = replace(ORDER, state="unshipped", moments={})
    claim = Claim("change-of-mind", "refund-only", "personal")
    words = {"zh-Hans": "请不要再发货。", "en": "Please do not ship the order."}
    assert words[language] in written(FORMS[language], order, claim).text


# Text from outside

_ANYTHING = st.text(st.characters(exclude_categories=()))


@given(_ANYTHING, _ANYTHING, _ANYTHING)
def test_letter_stands_any_text_from_outside(number: str, seller: str, item: str) -> None:
    """No control or bidi character and no lone surrogate gets in; nothing is a template."""
    order = replace(ORDER, number=number, seller=seller, item=item)
    text = written(ZH, order).text.replace("\n", "")
    kinds = {unicodedata.category(char) for char in text}
    turns = {unicodedata.bidirectional(char) for char in text}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert not turns & {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def test_letter_takes_a_title_with_braces_and_markup_as_it_is() -> None:
    """A hostile title stands in the letter as the words it is."""
    hostile = "{basis} {0.__class__} %s [bold red]杯[/] {respond_by}"
    assert f"“{hostile}”" in written(ZH, replace(ORDER, item=hostile)).text


def test_letter_shortens_a_long_title() -> None:
    """Sixty characters and an ellipsis at most."""
    text = written(ZH, replace(ORDER, item="杯" * 80)).text
    assert f"“{'杯' * (LONGEST_NAME - 1)}…”" in text


def test_title_of_blanks_is_no_title() -> None:
    """What is left empty by cleaning is not known."""
    assert "本单商品" not in written(ZH, replace(ORDER, item=" \u202e\n\t")).text


def test_one_line_drops_bidi_and_joins_lines() -> None:
    """One line, without marks that turn the text around."""
    assert one_line("甲\u2066乙\u2069\r\n丙\u3000丁\ud800") == "甲乙 丙 丁\ufffd"


# When the answer is asked for


@pytest.mark.parametrize(
    ("sent_at", "by"),
    [
        (datetime(2026, 11, 22, 10, 0, tzinfo=BEIJING), "2026年11月23日10:00（北京时间）"),
        (datetime(2026, 11, 22, 10, 0, 1, tzinfo=BEIJING), "2026年11月23日10:01（北京时间）"),
        (datetime(2026, 11, 22, 23, 59, 0, 1, BEIJING), "2026年11月24日00:00（北京时间）"),
        (datetime(2026, 11, 22, 20, 30, tzinfo=UTC), "2026年11月24日04:30（北京时间）"),
    ],
)
def test_answer_is_asked_for_by_a_full_minute(sent_at: datetime, by: str) -> None:
    """Twenty-four hours and never less, in Beijing time."""
    letter = compose(ZH, ORDER, CLAIM, None, BOOK, sent_at)
    assert f"请于{by}前答复" in letter.text
    assert letter.respond_by is not None
    assert timedelta(0) <= letter.respond_by - sent_at - timedelta(hours=24) < timedelta(minutes=1)


def test_form_without_a_time_to_answer_asks_for_none() -> None:
    """A stage may leave the time out; the part that speaks of it is left out too."""
    a_form = form(Part("a", "甲"), Part("b", "{respond_by}", ("knows-respond_by",)))
    letter = written(a_form)
    assert (letter.text, letter.respond_by) == ("甲", None)


# Whose law


def test_letter_cites_what_holds_before_what_is_open() -> None:
    """A provision behind an open ground is not named beside one that holds."""
    said = verdict(CLAIM, basis=(*basis("cc-582", rests_on="unknown"), *basis("cpl-24")))
    assert written(ZH, said=said).basis == ("cpl-24",)


def test_letter_cites_the_first_three() -> None:
    """At most three, in the verdict's order, and an article instead of its paragraph."""
    said = verdict(CLAIM, basis=basis("cpl-24", "cpl-24(2)", "cc-617", "cc-582", "cc-615"))
    assert written(ZH, said=said).basis == ("cpl-24", "cc-617", "cc-582")


def test_open_ground_is_cited_as_rules_to_see() -> None:
    """Facts are missing: the rules are named, the duty is not asserted."""
    said = verdict(CLAIM, "conditional", basis("cpl-24", rests_on="unknown"))
    text = written(ZH, said=said).text
    assert "相关规定可参见《中华人民共和国消费者权益保护法》第二十四条。" in text


def test_open_ground_is_not_cited_while_the_purpose_is_unknown() -> None:
    """Whose law it is depends on the purpose."""
    claim = replace(CLAIM, purpose=None)
    said = verdict(claim, "conditional", basis("cc-582", rests_on="unknown"))
    assert may_cite(ZH, said, None) == ()


def test_holding_ground_is_cited_of_an_unknown_purpose_where_it_protects_anyone() -> None:
    """The Civil Code protects every buyer; the consumer law waits for the purpose."""
    claim = replace(CLAIM, purpose=None)
    said = verdict(claim, basis=basis("cpl-24", "cc-582"))
    assert written(ZH, claim=claim, said=said).basis == ("cc-582",)


def test_provision_kept_for_the_argument_is_not_cited() -> None:
    """A procedure is no basis."""
    assert may_cite(ZH, verdict(CLAIM, basis=basis("cpl-46")), "personal") == ()


def test_law_that_the_platform_does_not_offer_is_still_asked_for() -> None:
    """Unavailable on the platform, owed by law: no favour is asked."""
    said = verdict(CLAIM, "unavailable", basis("cpl-24"), (finding("law", freight="seller"),))
    text = written(ZH, said=said).text
    assert "请您办理退货退款" in text
    assert "将请平台客服协助处理" in text


def test_what_is_neither_offered_nor_owed_is_asked_as_a_favour() -> None:
    """Unavailable, and only an open ground behind it."""
    said = verdict(CLAIM, "unavailable", basis("cpl-24", rests_on="unknown"))
    assert "能否办理退货退款" in written(ZH, said=said).text


def test_english_letter_cites_with_the_chinese_in_brackets() -> None:
    """An article stands in both languages."""
    text = written(FORMS["en"], said=verdict(CLAIM, basis=basis("cpl-24"))).text
    assert (
        "Article 24 of the Law of the PRC on the Protection of Consumer Rights and Interests "
        "(《中华人民共和国消费者权益保护法》第二十四条)"
    ) in text


def test_articles_are_grouped_by_law() -> None:
    """A law is named once, in the order its first article came."""
    articles = tuple(provision(id) for id in ("cc-617", "cpl-24", "cc-582"))
    assert cited(articles, "zh-Hans") == (
        "《中华人民共和国民法典》第六百一十七条、第五百八十二条、"
        "《中华人民共和国消费者权益保护法》第二十四条"
    )


@pytest.mark.parametrize(
    ("words", "language", "listing"),
    [
        (("甲",), "zh-Hans", "甲"),
        (("甲", "乙", "丙"), "zh-Hans", "甲、乙、丙"),
        (("24",), "en", "24"),
        (("24", "52", "55"), "en", "24, 52 and 55"),
    ],
)
def test_listed_joins_as_the_language_does(
    words: tuple[str, ...], language: str, listing: str
) -> None:
    """A list reads as one."""
    assert listed(words, language) == listing


@pytest.mark.parametrize(
    ("article", "number"),
    [
        ("第十条", "10"),
        ("第二十四条第二款", "24(2)"),
        ("第一百零四条", "104"),
        ("第一百四十四条", "144"),
        ("第一千一百六十五条", "1165"),
        ("附则", "附则"),
    ],
)
def test_article_number_is_read_from_the_chinese(article: str, number: str) -> None:
    """Articles, paragraphs and items; what has no number stays as it is."""
    assert article_number(article) == number


# The multiples


def test_multiple_is_only_reserved() -> None:
    """Three times the price is named as a right kept, not as a demand."""
    said = verdict(CLAIM, basis=basis("cpl-55", use="reserve", rests_on="unknown"))
    letter = written(ZH, said=said)
    assert "另保留依法主张三倍赔偿的权利。" in letter.text
    assert letter.basis == ()


def test_multiple_without_a_name_is_called_punitive() -> None:
    """A provision that the form has no words for is called what all of them are."""
    said = verdict(CLAIM, basis=basis("cpl-52", use="reserve"))
    assert "另保留依法主张惩罚性赔偿的权利。" in written(ZH, said=said).text


def test_multiple_without_any_words_is_left_out() -> None:
    """A form without words for it does not speak of it."""
    said = verdict(CLAIM, basis=basis("cpl-55", use="reserve"))
    a_form = form(Part("a", "甲"), Part("b", "{reserve}", ("reserves",)))
    assert written(a_form, said=said).text == "甲"


def test_two_multiples_are_alternatives() -> None:
    """Ten times under one law or three times under another, each named once."""
    said = verdict(CLAIM, basis=basis("fsl-148", "drug-144", "cpl-55", use="reserve"))
    assert "主张十倍赔偿或三倍赔偿的权利" in written(ZH, said=said).text


def test_open_multiple_is_reserved_whatever_its_use() -> None:
    """The buyer has not yet said what it needs: it is neither cited nor demanded."""
    open_ = basis("fsl-148", "cpl-24", rests_on="unknown")
    letter = written(ZH, said=verdict(CLAIM, "conditional", open_))
    assert letter.basis == ("cpl-24",)
    assert "另保留依法主张十倍赔偿的权利。" in letter.text


def test_multiple_whose_facts_are_stated_may_be_cited() -> None:
    """The ground holds: the article is a basis like another."""
    letter = written(ZH, said=verdict(CLAIM, basis=basis("cpl-55")))
    assert letter.basis == ("cpl-55",)
    assert "保留" not in letter.text


def test_form_says_how_many_provisions_it_names() -> None:
    """The number is the form's."""
    said = verdict(CLAIM, basis=basis("cpl-24", "cc-617"))
    part = Part("a", "{basis}", ("cites-law",))
    assert written(form(part, cites=1), said=said).basis == ("cpl-24",)


# Platform rules and promises


def test_platform_rules_are_named_where_a_ground_of_them_holds() -> None:
    """An open ground of the platform is not enough."""
    open_ = verdict(CLAIM, "conditional", findings=(finding("platform", "unknown"),))
    holds = verdict(CLAIM, findings=(finding("platform"),))
    assert "平台规则" not in written(ZH, said=open_).text
    assert "平台规则" in written(ZH, said=holds).text


def test_promise_is_named_where_it_holds_and_counts() -> None:
    """A promise the buyer has not spoken of is not relied on."""
    unspoken = verdict(CLAIM, "conditional", findings=(finding("promise", counts=False),))
    holds = verdict(CLAIM, findings=(finding("promise"),))
    assert "承诺" not in written(ZH, said=unspoken).text
    assert "请按承诺办理" in written(ZH, said=holds).text


# Who bears the freight

_FREIGHT = Part("s", "卖家", ("freight-seller",)), Part("b", "买家", ("freight-buyer",))


@pytest.mark.parametrize(
    ("reason", "findings", "payer"),
    [
        ("quality", (), "卖家"),
        ("change-of-mind", (), "买家"),
        ("no-reason", (), ""),
        ("no-reason", (finding(freight="buyer"),), "买家"),
        ("no-reason", (finding(freight="buyer"), finding("promise", freight="seller")), "卖家"),
        ("no-reason", (finding(freight="buyer"), finding("platform", freight="agreed")), ""),
        ("no-reason", (finding(outcome="fails", freight="buyer"),), ""),
        ("no-reason", (finding(outcome="unknown", freight="buyer"),), "买家"),
        ("no-reason", (finding(outcome="unknown", freight="seller"),), ""),
        ("no-reason", (finding(), finding(outcome="unknown", freight="buyer")), ""),
        ("quality", (finding(freight="buyer"),), "卖家"),
        ("change-of-mind", (finding("platform", freight="agreed"),), ""),
    ],
)
def test_freight_follows_the_grounds_then_the_fault(
    reason: str, findings: tuple[object, ...], payer: str
) -> None:
    """A holding ground decides; without one an open ground; without any the fault; else silence."""
    claim = replace(CLAIM, reason=reason)
    said = verdict(claim, findings=findings)  # type: ignore[arg-type] # findings, as parametrised
    assert written(form(*_FREIGHT), claim=claim, said=said).text == payer


def test_freight_is_a_field_too() -> None:
    """A letter to somebody else names the payer."""
    part = Part("a", "运费由{freight}承担", ("freight-seller",))
    assert written(form(part)).text == "运费由卖家承担"


# Parts, conditions and the limit


def test_part_is_said_where_its_tone_and_conditions_fit() -> None:
    """All conditions must hold; not- turns one around; a tone is one more."""
    a_form = form(
        Part("a", "甲", ("personal", "not-business")),
        Part("b", "乙", ("personal", "business")),
        Part("c", "丙", tone="firm"),
        Part("d", "丁", ("affirms-intact", "not-affirms-used")),
        tones=("polite", "firm"),
    )
    claim = replace(CLAIM, facts={"intact": True, "used": False})
    assert written(a_form, claim=claim).text == "甲丁"
    assert compose(a_form, ORDER, claim, None, BOOK, SENT_AT, "firm").text == "甲丙丁"


def test_part_of_an_unknown_field_is_left_out() -> None:
    """Never a placeholder, even where a part forgot to ask."""
    a_form = form(Part("a", "甲"), Part("b", "{item}"))
    assert written(a_form, replace(ORDER, item=None)).text == "甲"


def test_state_without_a_label_is_unknown() -> None:
    """A state that the platform does not use has no words."""
    a_form = form(Part("a", "甲"), Part("b", "{state}", ("knows-state",)))
    assert written(a_form).text == "甲已签收"
    assert written(a_form, replace(ORDER, state="unpaid")).text == "甲"


def test_unknown_tone_is_refused() -> None:
    """A form has the tones it has."""
    with pytest.raises(NotFound):
        compose(form(Part("a", "甲")), ORDER, CLAIM, None, BOOK, SENT_AT, "firm")


def test_missing_field_that_the_form_needs_names_its_flag() -> None:
    """Nothing is composed without it."""
    with pytest.raises(AnswersMissing) as caught:
        written(form(needs=("order_number", "paid_on")), Order("taobao", "delivered"))
    assert caught.value.flags == ("--order", "--paid-at")


def test_too_long_letter_drops_the_highest_first() -> None:
    """The highest goes first, of equals the later one, and only as many as needed."""
    parts = (
        Part("keep", "甲" * 4),
        Part("early", "乙" * 4, drop=2),
        Part("late", "丙" * 4, drop=2),
        Part("first", "丁" * 4, drop=9),
        Part("last", "戊" * 4, drop=1),
    )
    letter = written(form(*parts, limits=(replace(CHAT, characters=12),)))
    assert letter.text == "甲甲甲甲乙乙乙乙戊戊戊戊"
    assert letter.left_out == ("late", "first")


def test_letter_that_cannot_be_shortened_is_flagged_not_cut() -> None:
    """What may not be dropped stays, however long."""
    parts = (Part("keep", "甲" * 20), Part("drop", "乙", drop=1))
    letter = written(form(*parts, limits=(replace(CHAT, characters=12),)))
    assert (letter.text, letter.is_too_long, letter.limit) == ("甲" * 20, True, 12)


def test_basis_of_a_dropped_part_is_not_claimed() -> None:
    """What the letter does not say, it does not rest on."""
    parts = (Part("keep", "甲"), Part("law", "{basis}", ("cites-law",), drop=1))
    a_form = form(*parts, limits=(replace(CHAT, characters=5),))
    assert written(a_form, said=verdict(CLAIM, basis=basis("cpl-24"))).basis == ()


def test_limit_is_that_of_the_platform_or_of_all_others() -> None:
    """A platform without an entry takes the one for all others."""
    own = Limit("wangwang", 200, Text("", ""), ("taobao",))
    a_form = form(Part("a", "甲"), limits=(CHAT, own))
    assert written(a_form).limit == 200
    assert written(a_form, replace(ORDER, platform="1688")).limit == 500


def test_length_counts_characters() -> None:
    """Characters, line breaks included."""
    letter = written(form(Part("a", "甲\n "), Part("b", "\n乙 ")))
    assert (letter.text, letter.length) == ("甲\n乙", 3)


# Reading the data


@pytest.mark.parametrize("language", FORM_LANGUAGES)
def test_form_of_the_package_is_in_order(language: str) -> None:
    """Every field is guarded, nothing forbidden is said, every reason and remedy is spoken of."""
    assert lint_form(FORMS[language], BOOK) == ()


def test_forms_name_the_same_tones_and_reserves_in_both_languages() -> None:
    """A buyer who writes English has the same choices."""
    zh, en = FORMS["zh-Hans"], FORMS["en"]
    assert (zh.tones, sorted(zh.reserve), zh.needs) == (en.tones, sorted(en.reserve), en.needs)


def test_chinese_parts_use_chinese_punctuation() -> None:
    """No half-width mark stands directly after a Chinese character."""
    half = re.compile(r"[\u4e00-\u9fff][,?();:!.]")
    assert [part.id for part in ZH.parts if half.search(part.text)] == []


def test_small_form_is_read() -> None:
    """What may be left out is left out."""
    made = form_from_mapping(small(answer_within="24 hours"), "x.toml")
    assert made.answer_within == Length(24, "hours")
    assert made.parts == (Part("a", "甲"),)


@pytest.mark.parametrize(
    ("data", "key", "what"),
    [
        (small(tone="polite"), "tone", "fault-unknown-key"),
        (small(tones=[]), "tones", "fault-missing"),
        (small(tones=["rude"]), "tones", "fault-choice"),
        (small(language="de"), "language", "fault-choice"),
        (small(needs=["basis"]), "needs", "fault-choice"),
        (small(cites=-1), "cites", "fault-type"),
        (small(cites=None), "cites", "fault-type"),
        (small(answer_within="1 days"), "answer_within", "fault-letter-hours"),
        (small(part=[{"id": "a", "text": "甲", "wehn": []}]), "part[0].wehn", "fault-unknown-key"),
        (small(part=[{"id": "a", "text": "{itme}"}]), "part[0].text", "fault-choice"),
        (small(part=[{"id": "a", "text": "{item"}]), "part[0].text", "fault-letter-brace"),
        (small(part=[{"id": "a", "text": "甲", "tone": "firm"}]), "part[0].tone", "fault-choice"),
        (small(part=[{"id": "a", "text": "甲", "drop": -1}]), "part[0].drop", "fault-type"),
        (small(part=[{"id": "a", "text": "甲"}] * 2), "part[1].id", "fault-letter-twice"),
        (small(limit=[limit(characters=0)]), "limit[0].characters", "fault-type"),
        (small(limit=[limit(size=9)]), "limit[0].size", "fault-unknown-key"),
        (small(limit=[limit(), limit()]), "limit", "fault-letter-limits"),
        (small(limit=[limit(platforms=["taobao"])]), "limit", "fault-letter-limits"),
        (
            small(limit=[limit(), limit(platforms=["1688"]), limit(platforms=["1688"])]),
            "limit",
            "fault-letter-limits",
        ),
        (small(reserve={"cpl-55": 3}), "reserve.cpl-55", "fault-type"),
    ],
)
def test_mistake_in_a_form_is_named(data: dict[str, object], key: str, what: str) -> None:
    """Each with its file and its key."""
    assert faults_of(data)[key] == what


@pytest.mark.parametrize(
    "condition",
    ["cites-laws", "not-not-personal", "reason-quality!", "reason-nonsense", "remedy-x", "knows-x"],
)
def test_unknown_condition_is_refused(condition: str) -> None:
    """The list of conditions is closed; reasons, remedies and facts are the rulebook's."""
    part = {"id": "a", "text": "甲", "when": [condition]}
    assert faults_of(small(part=[part])) == {"part[0].when": "fault-letter-condition"}


def test_words_of_the_rulebook_are_taken_on_trust_without_one() -> None:
    """Without a rulebook only the shape of such a condition is checked."""
    part = {"id": "a", "text": "甲", "when": ["reason-nonsense", "not-affirms-x"]}
    made = form_from_mapping(small(part=[part]), "x.toml")
    assert made.parts[0].when == ("reason-nonsense", "not-affirms-x")


def test_own_part_takes_the_place_of_its_namesake() -> None:
    """The buyer's words in the same shape; a part of a new name comes last."""
    mine = [{"id": "thanks", "text": "\n祝好！"}, {"id": "ps", "text": "\n附图两张。"}]
    a_form = with_own_parts(ZH, {"part": mine}, "own.toml", BOOK)
    assert written(a_form).text.endswith("申请平台介入。\n祝好！\n附图两张。")


# Lint


@pytest.mark.parametrize(
    ("part", "keys"),
    [
        (Part("a", "{item}"), ["lint-letter-unguarded"]),
        (Part("a", "{item}", ("knows-item",)), []),
        (Part("a", "{basis}", ("knows-item",)), ["lint-letter-unguarded"]),
        (Part("a", "{basis}", ("law-holds",)), []),
        (Part("a", "{reserve}", ("reserves",)), []),
        (Part("a", "{platform}{remedy}"), []),
        (Part("a", "{respond_by}"), ["lint-letter-unguarded"]),
        (Part("a", "{seller}"), []),
        (Part("a", "逾期视为同意{platform}"), ["lint-letter-words"]),
    ],
)
def test_lint_asks_for_guards_and_manners(part: Part, keys: list[str]) -> None:
    """A field that may be unknown needs its condition, unless the form needs the field."""
    assert [one.key for one in lint_form(form(part, needs=("seller",)))] == keys


def test_lint_takes_the_time_to_answer_as_known_where_the_form_asks_for_one() -> None:
    """With a length to answer within, the moment is always known."""
    a_form = form(Part("a", "{respond_by}"), answer_within=Length(24, "hours"))
    assert lint_form(a_form) == ()


def test_lint_names_reasons_and_remedies_without_a_part() -> None:
    """A new reason shows where its words are missing."""
    part = Part("a", "甲", ("reason-quality", "remedy-repair"))
    silent = lint_form(form(part, covers=("reason", "remedy")), BOOK)
    assert {one.key for one in silent} == {"lint-letter-silent"}
    assert len(silent) == len(BOOK.reasons) + len(BOOK.remedies) - 2


# What a letter may not say


@pytest.mark.parametrize(
    ("text", "language", "what"),
    [
        ("否则我将在网上曝光。", "zh-Hans", "exposure"),
        ("不处理就给差评。", "zh-Hans", "exposure"),
        ("逾期未答复视为您同意退款。", "zh-Hans", "deemed-consent"),
        ("不回复即默认同意。", "zh-Hans", "deemed-consent"),
        ("依法您必须在24小时内答复。", "zh-Hans", "legal-hours"),
        ("24小时是法定期限。", "zh-Hans", "legal-hours"),
        ("依法应于2026年11月23日10:00（北京时间）前答复。", "zh-Hans", "legal-hours"),
        ("我方已撤销合同。", "zh-Hans", "rescinded"),
        ("合同已被撤销。", "zh-Hans", "rescinded"),
        ("我已投诉。", "zh-Hans", "filed"),
        ("我已经向12315提交了投诉。", "zh-Hans", "filed"),
        ("订单号：{order_number}", "zh-Hans", "placeholder"),
        ("订单号：XXXXXXXXX", "zh-Hans", "placeholder"),
        ("TODO", "zh-Hans", "placeholder"),
        ("逾期視為同意。", "zh-Hant", "deemed-consent"),
        ("Otherwise I will expose you on social media.", "en", "exposure"),
        ("Silence will be deemed consent.", "en", "deemed-consent"),
        ("By law you must answer within 24 hours.", "en", "legal-hours"),
        ("Twenty-four hours, as the law requires.", "en", "legal-hours"),
        ("I have revoked the contract.", "en", "rescinded"),
        ("I have already filed a complaint.", "en", "filed"),
        ("Order {order_number}", "en", "placeholder"),
    ],
)
def test_check_text_finds_what_may_not_be_said(text: str, language: str, what: str) -> None:
    """Each by its name, with the words found."""
    assert f"letter-says-{what}" in [one.key for one in check_text(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("根据《民法典》第五百八十二条的规定，请贵店依法处理。\n请于明天10:00前答复。", "zh-Hans"),
        ("平台上的申请已于2026年11月20日提交。", "zh-Hans"),
        ("The platform's own procedure applies.", "en"),
    ],
)
def test_check_text_lets_plain_words_pass(text: str, language: str) -> None:
    """What a letter does say is no fault."""
    assert check_text(text, language) == ()


# The catalogue


def test_sentences_are_there_in_both_languages_with_the_same_fields() -> None:
    """Every sentence about letters is worded twice, of the same things."""
    zh, en = (
        tomllib.loads((UI / f"letters.{language}.toml").read_text(encoding="utf-8"))
        for language in FORM_LANGUAGES
    )
    fields = {key: set(re.findall(r"\{(\w+)\}", text)) for key, text in zh.items()}
    assert fields == {key: set(re.findall(r"\{(\w+)\}", text)) for key, text in en.items()}


def test_package_data_is_read_as_it_lies() -> None:
    """The first letter follows nothing and needs nothing."""
    data = letter_data("zh-Hans")
    assert (data["stage"], data["follows"], data["needs"]) == ("first", [], [])
