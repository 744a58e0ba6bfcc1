"""Excuses: how they are read, recognised, answered and checked."""

from datetime import date
from typing import Any

import pytest
from tests.builders_rules import TODAY, law, platform, provision, rulebook

from refundcli.core.errors import BadData
from refundcli.core.excuses import (
    Answer,
    Excuse,
    candidates,
    excuses_from_mapping,
    lint_excuses,
    provisions_of,
    used,
)
from refundcli.core.order import Claim, Order
from refundcli.core.text import Text, say
from refundcli.core.values import replace

RULES = rulebook()
CLAIM = Claim("quality", "return-refund", "personal")
ORDER = Order("shop", "delivered")


def text(zh: str) -> Text:
    """Return *zh* in every language."""
    return Text(zh, zh, zh)


def answer(zh: str = "不对{law}。", **changes: Any) -> Answer:
    """Return an answer that fits any claim."""
    return replace(Answer("no", text("从不"), text(zh), text("短")), **changes)


def excuse(*answers: Answer, says: tuple[str, ...] = ("拆封…不退",), id: str = "opened") -> Excuse:
    """Return an excuse with *answers*."""
    return Excuse(id, text("拆封不退"), says, text("照片"), answers or (answer(),))


def table(**changes: object) -> dict[str, object]:
    """Return a file of one excuse, its table changed."""
    words = {"zh": "词", "en": "words"}
    one: dict[str, object] = {
        "id": "opened",
        "name": words,
        "says": ["拆封"],
        "prove": words,
        "answer": [{"stands": "no", "when": words, "text": words, "short": words}],
    }
    return {"excuse": [one | changes]}


def test_file_is_read_as_it_stands() -> None:
    words = {"zh": "词", "en": "words"}
    given = {
        "stands": "partly",
        "when": words,
        "text": words,
        "short": words,
        "purpose": "personal",
        "reasons": ["quality"],
        "faults": ["seller"],
        "cites": ["fair-24"],
        "facts": ["intact", "not-promised"],
    }
    (read,) = excuses_from_mapping(table(answer=[given]), RULES)
    both = Text("词", "words")
    only = Answer(
        *("partly", both, both, both, "personal"),
        *(("quality",), ("seller",), ("fair-24",), ("intact", "not-promised")),
    )
    assert read == Excuse("opened", both, ("拆封",), both, (only,))


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"says": []}, "excuse[0].says"),
        ({"answer": []}, "excuse[0].answer"),
        ({"rihgt": "yes"}, "excuse[0].rihgt"),
        ({"answer": [{"stands": "maybe"}]}, "excuse[0].answer[0].stands"),
        ({"answer": [{"reasons": ["sad"]}]}, "excuse[0].answer[0].reasons"),
        ({"answer": [{"purpose": "fun"}]}, "excuse[0].answer[0].purpose"),
        ({"answer": [{"faults": ["mine"]}]}, "excuse[0].answer[0].faults"),
        ({"answer": [{"texts": "?"}]}, "excuse[0].answer[0].texts"),
        ({"answer": [{"facts": ["nice"]}]}, "excuse[0].answer[0].facts"),
    ],
)
def test_mistake_is_named_with_its_key(changes: dict[str, object], key: str) -> None:
    with pytest.raises(BadData) as caught:
        excuses_from_mapping(table(**changes), RULES)
    faults = caught.value.message.fields["faults"]
    assert isinstance(faults, tuple)
    assert key in [one.fields["key"] for one in faults]


@pytest.mark.parametrize(
    ("says", "words", "matches"),
    [
        ("拆封…不退", "拆封了就不退", ("拆封了就不退",)),
        ("拆封…不退", "拆 封，不退！", ("拆 封，不退",)),
        ("拆封…不退", "拆封，您看看再说呢亲要不要不退", ()),
        ("拆封…不退", "拆封了。我们不退", ()),
        ("补偿#元", "補償２０元", ("補償２０元",)),
        ("补偿#元", "补偿几元", ()),
        ("final sale", "It was FINAL-sale.", ("FINAL-sale",)),
        ("退货", "退货退货", ("退货", "退货")),
        ("退货", "", ()),
    ],
    ids=[
        "a gap",
        "blanks and stops",
        "too wide a gap",
        "another sentence",
        "width and characters",
        "no number",
        "case and stops",
        "twice",
        "nothing",
    ],
)
def test_excuse_is_known_by_its_patterns(says: str, words: str, matches: tuple[str, ...]) -> None:
    found = candidates([excuse(says=(says,))], words)
    assert [one.matches for one in found] == ([matches] if matches else [])


def test_longer_of_two_pieces_that_overlap_counts() -> None:
    (found,) = candidates([excuse(says=("拆封", "拆封不退", "不退货"))], "拆封不退货")
    assert found.matches == ("拆封不退",)


def test_excuse_with_most_of_the_words_comes_first() -> None:
    one, other = excuse(says=("特价",), id="sale"), excuse(says=("拆封不退",), id="opened")
    found = candidates([one, other], "特价拆封不退")
    assert [each.excuse.id for each in found] == ["opened", "sale"]


def test_first_answer_that_fits_is_taken() -> None:
    personal = answer(purpose="personal")
    damaged = answer(purpose="business", reasons=("damaged",))
    faulty = answer(faults=("seller",))
    last = answer()
    one = excuse(personal, damaged, faulty, last)
    assert one.answer(CLAIM, "seller") is personal
    assert one.answer(Claim("damaged", "exchange", "business"), "seller") is damaged
    assert one.answer(Claim("quality", "exchange", "business"), "seller") is faulty
    assert one.answer(Claim("quality", "exchange"), "nobody") is last
    assert excuse(personal).answer(Claim("quality", "exchange"), "nobody") is personal


def test_letter_names_the_provisions_in_brackets() -> None:
    found = used(excuse(answer(cites=("fair-24",))), RULES, ORDER, CLAIM, TODAY)
    title = "《中华人民共和国公平法》第二十四条"
    assert found.id == "opened"
    assert found.rebuttal.zh == f"不对（{title}）。"
    assert found.rebuttal.en == f"不对 (Article 24 of the Fair Trade Law ({title}))。"
    assert found.rebuttal.zh_hant == "不对（《中華人民共和國公平法》第二十四條）。"
    assert found.short is not None
    assert [found.short.in_(one) for one in ("zh-Hans", "en", "zh-Hant")] == ["短"] * 3


@pytest.mark.parametrize(
    ("changes", "claim", "site", "is_named"),
    [
        ({}, CLAIM, "consumer", True),
        ({}, CLAIM, "civil", True),
        ({}, CLAIM, "none", False),
        ({"protects": "consumer"}, CLAIM, "consumer", True),
        ({"protects": "consumer"}, CLAIM, "civil", False),
        ({"protects": "consumer"}, Claim("quality", "repair", "business"), "consumer", False),
        ({"protects": "consumer"}, Claim("quality", "repair"), "consumer", False),
        ({"protects": "traders-too"}, Claim("quality", "repair", "business"), "consumer", True),
    ],
)
def test_provision_is_named_where_it_protects_this_buyer(
    changes: dict[str, Any], claim: Claim, site: str, is_named: bool
) -> None:
    laws = {"fair": law(provisions=(provision(**changes),))}
    rules = rulebook(laws=laws, platforms={"shop": platform(law=site)})
    found = provisions_of(answer(cites=("fair-24",)), rules, "shop", claim, TODAY)
    assert bool(found) is is_named


def test_provision_not_in_force_or_unknown_is_left_out() -> None:
    cites = answer(cites=("fair-24", "fair-99"))
    assert provisions_of(cites, RULES, "shop", CLAIM, date(2014, 3, 14)) == ()
    assert [one.id for one in provisions_of(cites, RULES, "shop", CLAIM, TODAY)] == ["fair-24"]


def test_provision_without_words_is_left_out_and_refused() -> None:
    version = provision().versions[0]
    silent = provision(versions=(type(version)(version.since, None, "ordered", None, ()),))
    rules = rulebook(laws={"fair": law(provisions=(silent,))})
    cites = answer(cites=("fair-24",))
    assert provisions_of(cites, rules, "shop", CLAIM, TODAY) == ()
    found = [one.what for one in lint_excuses([excuse(cites)], rules)]
    assert found == [say("lint-excuse-without-words", id="fair-24")]


def test_clean_excuses_are_left_alone() -> None:
    personal = answer(purpose="personal", cites=("fair-24",))
    assert lint_excuses([excuse(personal, answer())], RULES) == ()


@pytest.mark.parametrize(
    ("answers", "what"),
    [
        ([answer(purpose="personal")], say("lint-excuse-open")),
        ([answer(reasons=("quality",))], say("lint-excuse-open")),
        ([answer(faults=("seller",))], say("lint-excuse-open")),
        ([answer("不对。", cites=("fair-24",))], say("lint-excuse-unsaid")),
        (
            [answer(cites=("fair-99",))],
            say("lint-unknown-id", what=say("word-provision"), id="fair-99"),
        ),
    ],
)
def test_fault_is_named(answers: list[Answer], what: object) -> None:
    (found,) = lint_excuses([excuse(*answers)], RULES)
    assert (found.severity, found.rule, found.what) == ("error", "excuses/opened", what)


def test_law_for_consumers_needs_a_personal_purpose() -> None:
    rules = rulebook(laws={"fair": law(provisions=(provision(protects="consumer"),))})
    cites = answer(cites=("fair-24",))
    found = lint_excuses([excuse(cites)], rules)
    assert [one.what for one in found] == [say("lint-excuse-consumer", id="fair-24")]
    personal = answer(cites=("fair-24",), purpose="personal")
    assert lint_excuses([excuse(personal, answer())], rules) == ()


def test_same_id_twice_is_a_fault() -> None:
    found = lint_excuses([excuse(), excuse()], RULES)
    assert [one.what for one in found] == [say("lint-twice")]


def test_point_in_dispute_is_named_with_its_law() -> None:
    found = used(excuse(answer(cites=("fair-24",))), RULES, ORDER, CLAIM, TODAY)
    assert found.point is not None
    assert found.point.zh == "拆封不退（《中华人民共和国公平法》第二十四条）"


def test_excuse_that_is_right_is_no_point_in_dispute() -> None:
    assert used(excuse(answer(stands="yes")), RULES, ORDER, CLAIM, TODAY).point is None


@pytest.mark.parametrize(
    ("known", "untrue", "unsure"),
    [
        ({}, (), ("intact", "promised")),
        ({"intact": True, "promised": False}, (), ()),
        ({"intact": False}, ("intact",), ("promised",)),
        ({"promised": True}, ("promised",), ("intact",)),
    ],
)
def test_facts_of_an_answer_are_held_against_those_known(
    known: dict[str, bool], untrue: tuple[str, ...], unsure: tuple[str, ...]
) -> None:
    found = used(excuse(answer(facts=("intact", "not-promised"))), RULES, ORDER, CLAIM, TODAY)
    assert (found.untrue(known), found.unsure(known)) == (untrue, unsure)


@pytest.mark.parametrize(
    ("fault", "can_demand", "said"),
    [
        ("buyer", True, "请退"),
        ("buyer", False, "能退吗"),
        ("nobody", False, "能退吗"),
        ("seller", False, "请退"),
    ],
)
def test_own_reason_that_nothing_backs_is_only_asked(
    fault: str, can_demand: bool, said: str
) -> None:
    found = excuse(answer("请退", purpose="personal"), answer("能退吗"))
    assert found.answer(CLAIM, fault, can_demand=can_demand).text.zh == said


def test_answer_addresses_the_seller_as_the_platform_says() -> None:
    """In both of its lines, whatever else is filled in."""
    private = replace(RULES.platforms["shop"], calls_seller=Text("您", "you"))
    book = replace(RULES, platforms={**RULES.platforms, "shop": private})
    one = excuse(answer("请{you}答复{law}。", short=text("请{you}处理。")))
    found = [used(one, rules, ORDER, CLAIM, TODAY) for rules in (RULES, book)]
    assert [(use.rebuttal.zh, use.short.zh if use.short else None) for use in found] == [
        ("请贵店答复。", "请贵店处理。"),
        ("请您答复。", "请您处理。"),
    ]
