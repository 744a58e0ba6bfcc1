"""What help pages take from the rules; a page never says what the rules do not hold."""

from datetime import date

import pytest

from refundcli.adapters.ladder import load_ladder
from refundcli.adapters.rulebook import load_rulebook
from refundcli.core.errors import BadData
from refundcli.core.periods import beijing
from refundcli.core.rules import Length
from refundcli.core.text import Text, say
from refundcli.core.topic_values import Rules, evidence_of, rung_of, told_of_rung, value_of
from refundcli.core.values import replace

SIGNED = "7 days, 2026-09-25T10:00"


@pytest.fixture(scope="module")
def rules() -> Rules:
    """Return the rules as they are shipped, as of a day in November 2026."""
    return Rules(load_rulebook(("taobao", "jd-pop", "tmall")), load_ladder(), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("kind", "id", "value"),
    [
        (
            "provision",
            "cc-201",
            Text(
                "《中华人民共和国民法典》第二百零一条",
                "《中华人民共和国民法典》第二百零一条",
                "《中華人民共和國民法典》第二百零一條",
            ),
        ),
        ("window", "cpl/no-reason-return", Length(7, "days")),
        ("timer", "cc/limitation", Length(3, "years")),
        ("years", "calendar", ("2024", "2025", "2026")),
        ("count", "platforms", 3),
        ("word", "kind-law", say("kind-law")),
        ("end", f"law, {SIGNED}", beijing(2026, 10, 3)),
        ("rolled", f"law, {SIGNED}", beijing(2026, 10, 9)),
        ("end", f"clock, {SIGNED}", beijing(2026, 10, 2, 10)),
        ("end", f"clock, {SIGNED}+", beijing(2026, 10, 3)),
    ],
)
def test_value_is_that_of_the_rules(rules: Rules, kind: str, id: str, value: object) -> None:
    assert value_of(kind, id, rules) == value


@pytest.mark.parametrize(
    ("kind", "id"), [("platform", "taobao"), ("reason", "quality"), ("rung", "court")]
)
def test_value_may_be_a_name(rules: Rules, kind: str, id: str) -> None:
    found = value_of(kind, id, rules)
    assert isinstance(found, Text)
    assert found.zh in {"淘宝", "质量问题", "法院（小额诉讼）"}


def test_readings_are_all_that_sources_give_the_shortest_first(rules: Rules) -> None:
    found = value_of("readings", "taobao/seller-answers-return", rules)
    assert found == (Length(36, "hours"), Length(2, "days"), Length(5, "days"))


@pytest.mark.parametrize(
    ("kind", "id"),
    [
        ("planet", "mars"),
        ("platform", "amazon"),
        ("reason", "none"),
        ("rung", "moon"),
        ("provision", "cc-9999"),
        ("provision", "xx-1"),
        ("window", "cpl/gone"),
        ("window", "cpl/fraud-triple"),
        ("timer", "cc/gone"),
        ("timer", "gone/limitation"),
        ("readings", "cc/limitation"),
        ("count", "stars"),
    ],
)
def test_value_that_the_rules_do_not_hold_is_an_error(rules: Rules, kind: str, id: str) -> None:
    with pytest.raises(BadData) as caught:
        value_of(kind, id, rules)
    assert caught.value.message == say("error-topic-reference", reference=f"{kind}:{id}")


@pytest.mark.parametrize("kind", ["window", "timer", "readings"])
def test_value_that_was_not_yet_in_force_is_an_error(rules: Rules, kind: str) -> None:
    early = replace(rules, today=date(1990, 1, 1))
    id = "taobao/after-sale-window" if kind == "window" else "taobao/seller-answers-return"
    with pytest.raises(BadData):
        value_of(kind, id, early)


def test_evidence_is_found_by_file_and_id(rules: Rules) -> None:
    assert evidence_of(rules, "taobao/photo-of-defect").need == "required"


@pytest.mark.parametrize("id", ["taobao/gone", "gone/photo-of-defect"])
def test_evidence_that_is_gone_is_an_error(rules: Rules, id: str) -> None:
    with pytest.raises(BadData):
        evidence_of(rules, id)


def test_rung_tells_what_is_asked_in_the_order_asked(rules: Rules) -> None:
    keys = [one.key for one in told_of_rung(rules, "court", ("costs", "bar"))]
    assert keys == ["ladder-costs", "ladder-clock"]


@pytest.mark.parametrize(("rung", "length"), [("court", 3), ("12315", 3)])
def test_rung_tells_its_time_bar(rules: Rules, rung: str, length: int) -> None:
    (told,) = told_of_rung(rules, rung, ("bar",))
    assert told.fields["lasts"] == Length(length, "years")


def test_rung_without_a_time_bar_tells_none(rules: Rules) -> None:
    assert told_of_rung(rules, "association", ("bar",)) == ()


def test_what_holds_on_some_platforms_names_them(rules: Rules) -> None:
    first, second = told_of_rung(rules, "seller", ("closes",))
    assert (first.key, second.key) == ("topic-on-platforms", "topic-on-platforms")
    platforms = rules.rulebook.platforms
    assert first.fields["platforms"] == (platforms["taobao"].name, platforms["tmall"].name)


def test_what_holds_for_one_purpose_names_it(rules: Rules) -> None:
    told = told_of_rung(rules, "court", ("awards",))
    assert [one.key for one in told] == ["ladder-awards", "topic-for-purpose"]


def test_rung_that_is_gone_is_an_error(rules: Rules) -> None:
    with pytest.raises(BadData):
        told_of_rung(rules, "moon", ("bar",))
    with pytest.raises(LookupError):
        rung_of(rules, "moon")
