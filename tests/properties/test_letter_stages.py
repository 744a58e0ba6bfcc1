"""Letters of every stage on the rules as they are shipped: what any case lets them say."""

import unicodedata
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders_cases import TEXT, events
from tests.builders_stages import STORIES, Story

from refundcli.adapters.letter_forms import letter_languages, letter_stages, load_form
from refundcli.adapters.rulebook import load_rulebook
from refundcli.commands.session import words_in
from refundcli.core.case import Case
from refundcli.core.case_values import state_of
from refundcli.core.dossier import Dossier, dossier_of
from refundcli.core.errors import AnswersMissing
from refundcli.core.events import RUNGS
from refundcli.core.letter_check import Context, check_letter, language_of_text, masked
from refundcli.core.letter_fields import LOGGED_BY
from refundcli.core.letter_form import Form, lint_form
from refundcli.core.letter_life import Life, life_of
from refundcli.core.letter_matter import said_by_others
from refundcli.core.letter_stage import fitting_stages, next_stage
from refundcli.core.letters import Letter, compose, in_full
from refundcli.core.order import MOMENTS, PURPOSES, STATES, Claim, Order
from refundcli.core.periods import beijing
from refundcli.core.values import replace

GOLDEN = Path(__file__).parents[1] / "golden" / "letters" / "stages"
BOOK = load_rulebook()
LANGUAGES = letter_languages()
FORMS = {
    (stage, language): load_form(stage, language, BOOK)
    for language in LANGUAGES
    for stage in letter_stages(language)
}
SENTENCES = words_in("en").catalogue.sentences
STAGES = tuple(sorted({stage for stage, _ in FORMS}, key=lambda one: FORMS[one, "en"].order))
CHINESE = tuple(FORMS[stage, "zh-Hans"] for stage in STAGES)


def written(form: Form, dossier: Dossier, life: Life, tone: str | None = None) -> Letter:
    """Return the letter of *form* about a case."""
    state = dossier.state
    return compose(form, state.order, state.claim, dossier.verdict, BOOK, dossier.as_of, tone, life)


def context(form: Form, dossier: Dossier, life: Life) -> Context:
    """Return what a letter about a case is checked against."""
    filed = any(one.kind == "escalated" for one in dossier.state.events)
    return Context(
        rulebook=BOOK,
        form=form,
        verdict=dossier.verdict,
        purpose=dossier.state.claim.purpose,
        platform=dossier.state.order.platform,
        quotes=said_by_others(dossier.state.order, life),
        allowed=("filed",) if filed else (),
    )


# Any case

_SINCE = beijing(2026, 9, 1)
_MOMENTS = st.timedeltas(timedelta(0), timedelta(days=60)).map(lambda one: _SINCE + one)
_SUMS = st.decimals(Decimal("0.01"), Decimal(99999), places=2)
_HOSTILE = st.sampled_from(
    ["{basis}{0}", "[bold]曝光[/]", "\x1b[31m默认同意\n逾期视为同意", "杯" * 10_000, "TODO…"]
)
_NAMES = st.none() | _HOSTILE | TEXT


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a case in the words of the rulebook: any order and claim, any events in any order."""
    order = Order(
        platform=draw(st.sampled_from(sorted(BOOK.platforms))),
        state=draw(st.sampled_from(STATES)),
        number=draw(_NAMES),
        seller=draw(_NAMES),
        item=draw(_NAMES),
        paid=draw(st.none() | _SUMS),
        moments=draw(st.dictionaries(st.sampled_from(MOMENTS), _MOMENTS, max_size=3)),
    )
    claim = Claim(
        reason=draw(st.sampled_from(sorted(BOOK.reasons))),
        remedy=draw(st.sampled_from(sorted(BOOK.remedies))),
        purpose=draw(st.sampled_from((*PURPOSES, None))),
        amount=draw(st.none() | _SUMS),
        facts=draw(st.dictionaries(st.sampled_from(sorted(BOOK.facts)), st.booleans())),
    )
    known = {
        "words": _HOSTILE,
        "rung": st.sampled_from(RUNGS),
        "stage": st.sampled_from(STAGES),
        "remedy": st.sampled_from(sorted(BOOK.remedies)),
        "reason": st.sampled_from(sorted(BOOK.reasons)),
        **dict.fromkeys(("respond_by", "promised_by"), _MOMENTS),
    }
    found = [
        replace(
            one,
            at=draw(_MOMENTS),
            carries={
                key: draw(known[key]) if key in known else value
                for key, value in one.carries.items()
            },
        )
        for one in draw(events())
        if one.kind != "amended"
    ]
    order = replace(order, state=state_of(order))
    return Case("tb-7k2m", _SINCE, order, claim, tuple(found))


@settings(max_examples=60)
@given(cases(), st.sampled_from(LANGUAGES), st.integers(0, 2), st.integers(0, 90))
def test_any_case_gives_a_letter_or_says_what_is_missing(
    case: Case, language: str, tone: int, days: int
) -> None:
    """Every stage composes without a placeholder and passes the check, or names what it lacks."""
    dossier = dossier_of(BOOK, case, _SINCE + timedelta(days=days))
    life = life_of(dossier)
    for stage in STAGES:
        form = FORMS[stage, language]
        try:
            letter = written(form, dossier, life, form.tones[tone % len(form.tones)])
        except AnswersMissing as error:
            assert error.flags or error.message.key == "error-letter-lacks"
            continue
        flaws = check_letter(letter.text, language, context(form, dossier, life))
        assert [one for one in flaws if one.severity == "error"] == []
        kinds = {unicodedata.category(char) for char in letter.text.replace("\n", "")}
        assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
        plain = masked(letter.text, said_by_others(case.order, life))
        assert not set("{}") & set(plain)
        assert not any(mark in plain for mark in ("。。", "，，", "，。", "：。", "  ", " ,", " ."))


@settings(max_examples=40)
@given(cases(), st.integers(0, 90))
def test_chinese_letter_and_its_meaning_have_the_same_paragraphs(case: Case, days: int) -> None:
    """The English of a Chinese letter stands beside it line by line."""
    dossier = dossier_of(BOOK, case, _SINCE + timedelta(days=days))
    life = life_of(dossier)
    for fit in fitting_stages(CHINESE, dossier, BOOK):
        if fit.fits:
            for tone in FORMS[fit.stage, "zh-Hans"].tones:
                letter = written(FORMS[fit.stage, "zh-Hans"], dossier, life, tone)
                meant = written(in_full(FORMS[fit.stage, "en"], letter), dossier, life, tone)
                assert len(letter.paragraphs) == len(meant.paragraphs), (letter.text, meant.text)


@settings(max_examples=40)
@given(cases(), st.integers(0, 90))
def test_stage_that_fits_composes_and_one_that_does_not_is_refused(case: Case, days: int) -> None:
    """The list of letters and the letters themselves say the same."""
    dossier = dossier_of(BOOK, case, _SINCE + timedelta(days=days))
    life = life_of(dossier)
    for fit in fitting_stages(CHINESE, dossier, BOOK):
        try:
            written(FORMS[fit.stage, "zh-Hans"], dossier, life)
        except AnswersMissing:
            assert fit.lacks
        else:
            assert not fit.lacks


# The letters as they are kept


def sheet(story: Story) -> Iterator[str]:
    """Give the letters of a case: every stage that fits, in every tone and language."""
    dossier = dossier_of(BOOK, story.case, story.now)
    life = life_of(dossier)
    for stage, language in product(STAGES, reversed(LANGUAGES)):
        form = FORMS[stage, language]
        try:
            for tone in form.tones:
                letter = written(form, dossier, life, tone)
                yield f"== {stage} {tone} {language}\n{letter.text}\n"
        except AnswersMissing as error:
            yield f"== {stage} {language} needs {', '.join(error.flags) or 'another verdict'}\n"


@pytest.mark.parametrize("name", STORIES)
def test_letters_of_a_case_are_the_kept_ones(name: str, request: pytest.FixtureRequest) -> None:
    """Every stage, tone and language, word for word."""
    text = "\n".join(sheet(STORIES[name]))
    path = GOLDEN / f"{name}.txt"
    if request.config.getoption("--regold", default=False):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_kept_letters_are_those_of_the_cases() -> None:
    """No file is left over."""
    assert sorted(one.stem for one in GOLDEN.glob("*.txt")) == sorted(STORIES)


@pytest.mark.parametrize("name", STORIES)
def test_letter_to_write_is_the_one_whose_turn_it_is(name: str) -> None:
    """Each case stands where one letter comes next."""
    story = STORIES[name]
    fits = fitting_stages(CHINESE, dossier_of(BOOK, story.case, story.now), BOOK)
    assert next_stage(fits) == story.next


# The forms


@pytest.mark.parametrize(("stage", "language"), FORMS)
def test_form_is_in_order(stage: str, language: str) -> None:
    """Every field is guarded and nothing is said that may not be."""
    assert lint_form(FORMS[stage, language], BOOK) == ()


@pytest.mark.parametrize("stage", STAGES)
def test_form_asks_the_same_in_both_languages(stage: str) -> None:
    """What a letter follows, needs and fits is no matter of its language."""
    zh, en = FORMS[stage, "zh-Hans"], FORMS[stage, "en"]
    assert (zh.tones, zh.follows, zh.needs, zh.fits, zh.turn, zh.order, zh.to, zh.rests_on) == (
        *(en.tones, en.follows, en.needs, en.fits, en.turn, en.order, en.to, en.rests_on),
    )


@pytest.mark.parametrize("stage", STAGES)
def test_form_follows_stages_that_there_are(stage: str) -> None:
    """A letter comes after letters that can be written."""
    assert set(FORMS[stage, "en"].follows) <= set(STAGES)


def test_every_event_line_has_the_same_fields_in_both_languages() -> None:
    """What is told of an event in Chinese is told in English."""
    told = [
        {(line.event, line.when, tuple(sorted(line.fields))) for line in form.lines}
        for form in (FORMS["platform", "zh-Hans"], FORMS["platform", "en"])
    ]
    assert told[0] == told[1]


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda one: f"{one.stage}-{one.language}")
def test_what_a_form_needs_has_a_sentence_and_what_gives_it(form: Form) -> None:
    """Whoever lacks something is told what it is."""
    said = {key.replace("_", "-") for key in form.needs if key in LOGGED_BY}
    assert {f"letter-lacks-{one}" for one in (*said, *form.fits)} <= SENTENCES.keys()
    assert f"stage-{form.stage}" in SENTENCES
    assert f"letter-to-{form.to}" in SENTENCES


# Text from outside


@pytest.mark.parametrize("stage", STAGES)
def test_hostile_words_stand_harmlessly(stage: str) -> None:
    """Braces, markup, control characters and ten thousand characters are words like others."""
    hostile = "{basis} {0.__class__} [bold red]杯[/] \x1b[31m\u202e" + "长" * 10_000
    story = STORIES["court"]
    loud = [
        replace(one, carries={**one.carries, "words": hostile, "note": hostile})
        for one in story.case.events
    ]
    order = replace(story.case.order, seller=hostile, item=hostile)
    case = replace(story.case, order=order, events=tuple(loud))
    dossier = dossier_of(BOOK, case, story.now)
    try:
        text = written(FORMS[stage, "zh-Hans"], dossier, life_of(dossier)).text
    except AnswersMissing:
        return
    assert "{basis} {0.__class__} [bold red]杯[/] 长" in text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert max(map(len, text.split("\n"))) < 700


@pytest.mark.parametrize("name", STORIES)
def test_language_of_a_letter_is_seen(name: str) -> None:
    """A letter that was changed by hand is checked in its own language."""
    dossier = dossier_of(BOOK, STORIES[name].case, STORIES[name].now)
    for language in LANGUAGES:
        text = written(FORMS[STORIES[name].next, language], dossier, life_of(dossier)).text
        assert language_of_text(text) == language
