"""Each kind of fault in a rulebook is planted and found, and a clean one has none."""

from datetime import date, timedelta

import pytest
from tests.builders_rules import (
    CITES,
    SOURCE,
    SOURCES,
    TODAY,
    ground,
    law,
    note,
    platform,
    provision,
    reading,
    rulebook,
    rules,
    timer,
    timer_version,
    window,
    with_ground,
    with_provision,
    with_rules,
    with_timer,
    word,
)

from refundcli.core.lint import lint, lint_own
from refundcli.core.rulebook import ProvisionVersion, Reason, Remedy, Rulebook
from refundcli.core.rules import (
    Band,
    Choice,
    Citation,
    Conditions,
    ExcludedIf,
    Offer,
    Path,
    ProvisionUse,
    RuleSet,
)
from refundcli.core.text import Said, say
from refundcli.core.values import replace

EVENTS = ("applied", "agreed", "refused", "escalated", "decided")
OTHER = Citation(replace(SOURCE, id="R2"), at="第二条")


def found(book: Rulebook, today: date = TODAY) -> list[tuple[str, str, Said]]:
    """Return what lint finds in *book*: severity, rule and what is wrong."""
    return [(one.severity, one.rule, one.what) for one in lint(book, EVENTS, today)]


def errors(book: Rulebook) -> list[tuple[str, str]]:
    """Return the errors in *book*: the rule and the key of what is wrong."""
    return [(rule, what.key) for severity, rule, what in found(book) if severity == "error"]


def unknown(what: str, id: str) -> Said:
    """Return the sentence about an id that is unknown."""
    return say("lint-unknown-id", what=say(f"word-{what}"), id=id)


def test_clean_rulebook_has_no_fault() -> None:
    assert found(rulebook()) == []


def test_clean_own_rules_have_no_fault() -> None:
    mine = RuleSet(grounds=(ground("mine/longer", kind="promise", is_own=True),))
    assert lint_own(rulebook(own={"": mine}), EVENTS) == ()


CONDITIONS = [
    (Conditions(remedies=("mend",)), unknown("remedy", "mend")),
    (Conditions(reasons=("fate",)), unknown("reason", "fate")),
    (Conditions(items=("gold",)), unknown("item", "gold")),
    (Conditions(excludes=("gold",)), unknown("item", "gold")),
    (Conditions(excludes_if=(ExcludedIf(("gold",), "intact"),)), unknown("item", "gold")),
    (Conditions(excludes_if=(ExcludedIf(("custom-made",), "new"),)), unknown("fact", "new")),
    (Conditions(needs=("new",)), unknown("fact", "new")),
    (Conditions(denies=("new",)), unknown("fact", "new")),
]


@pytest.mark.parametrize(("conditions", "what"), CONDITIONS)
def test_unknown_id_in_a_condition_is_an_error(conditions: Conditions, what: Said) -> None:
    book = with_rules(cautions=(note(conditions=conditions),))
    assert found(book) == [("error", "shop/keep-the-box", what)]


NEW = Conditions(needs=("new",))


@pytest.mark.parametrize(
    ("book", "rule"),
    [
        (
            with_rules(
                offers=(Offer(Conditions(remedies=("return-refund",), needs=("new",)), CITES),)
            ),
            "shop/offer",
        ),
        (with_rules(choices=(Choice(NEW, "坏了", CITES),)), "shop/choice 坏了"),
        (with_rules(paths=(Path("app", None, (), NEW, CITES),)), "shop/path app"),
        (with_rules(cautions=(note("wait", conditions=NEW),)), "shop/wait"),
        (with_rules(evidence=(note("photo", conditions=NEW),)), "shop/photo"),
        (with_rules(limits=(note("once", conditions=NEW),)), "shop/once"),
        (with_timer(conditions=NEW), "shop/seller-answers"),
        (
            with_timer(versions=(timer_version(bands=(Band(NEW, reading()),)),)),
            "shop/seller-answers",
        ),
        (
            with_ground(conditions=Conditions(reasons=("quality",), needs=("new",))),
            "shop/faulty",
        ),
    ],
    ids=["offer", "choice", "path", "caution", "evidence", "limit", "timer", "band", "ground"],
)
def test_unknown_id_is_found_in_every_kind_of_rule(book: Rulebook, rule: str) -> None:
    assert found(book) == [("error", rule, unknown("fact", "new"))]


def test_each_unknown_id_is_named_once_and_in_order() -> None:
    conditions = Conditions(needs=("worn", "new"), denies=("new",))
    named = [what.fields["id"] for _, _, what in found(with_timer(conditions=conditions))]
    assert named == ["new", "worn"]


def test_unknown_remedy_that_a_ground_grants_is_an_error() -> None:
    book = with_ground(grants=("return-refund", "mend"))
    assert found(book) == [("error", "shop/faulty", unknown("remedy", "mend"))]


def test_unknown_provision_is_an_error() -> None:
    book = with_ground(provisions=(ProvisionUse("fair-25", "cite"),))
    assert found(book) == [("error", "shop/faulty", unknown("provision", "fair-25"))]


@pytest.mark.parametrize("key", ["ends", "pauses", "resumes"])
def test_unknown_event_is_an_error(key: str) -> None:
    book = with_timer(**{key: ("sneezed",)})
    assert found(book) == [("error", "shop/seller-answers", unknown("event", "sneezed"))]


def test_unknown_platform_whose_rules_count_is_an_error() -> None:
    book = rulebook(platforms={"shop": platform(rules_of="mall")})
    assert found(book) == [("error", "shop", unknown("platform", "mall"))]


def test_timer_that_no_event_starts_is_an_error() -> None:
    assert errors(with_timer(starts=("sneezed",))) == [
        ("shop/seller-answers", "lint-unknown-id"),
        ("shop/seller-answers", "lint-never-starts"),
    ]


def test_timer_may_start_with_a_moment_of_the_order() -> None:
    assert errors(with_timer(starts=("delivered",))) == []


@pytest.mark.parametrize(
    "twice",
    [
        {"grounds": (ground(), ground())},
        {"timers": (timer("faulty"),), "grounds": (ground(),)},
        {"timers": (timer("faulty"), timer("faulty"))},
    ],
    ids=["two grounds", "a ground and a timer", "two timers"],
)
def test_id_that_stands_twice_is_an_error(twice: dict[str, object]) -> None:
    assert ("shop/faulty", "lint-twice") in errors(with_rules(**twice))


def test_own_rule_may_not_take_the_id_of_the_platforms() -> None:
    mine = RuleSet(grounds=(ground(kind="promise", is_own=True),))
    told = lint_own(rulebook(own={"shop": mine}), EVENTS)
    assert [(one.rule, one.what.key) for one in told] == [("shop/faulty", "lint-twice")]


def test_provision_that_stands_twice_is_an_error() -> None:
    book = rulebook(laws={"fair": law(provisions=(provision(), provision()))})
    assert errors(book) == [("fair-24", "lint-twice")]


ENDLESS = date(2020, 1, 1), None
ENDS_LATE = date(2020, 1, 1), date(2024, 1, 2)
ENDS_IN_TIME = date(2020, 1, 1), date(2024, 1, 1)
NEXT = date(2024, 1, 1), None


def in_turn(*spans: tuple[date, date | None]) -> list[Rulebook]:
    """Return rulebooks with the versions *spans* of a ground, of a timer and of a provision."""
    articles = [ProvisionVersion(*one, "ordered", "可以退货。", CITES) for one in spans]
    return [
        with_ground(windows=tuple(window(*one) for one in spans)),
        with_timer(versions=tuple(timer_version(*one) for one in spans)),
        with_provision(versions=tuple(articles)),
    ]


@pytest.mark.parametrize("book", in_turn(ENDS_LATE, NEXT), ids=["ground", "timer", "provision"])
def test_version_that_ends_after_the_next_has_begun_is_an_error(book: Rulebook) -> None:
    assert [what for _, _, what in found(book)] == [say("lint-overlap", since=NEXT[0])]


@pytest.mark.parametrize("book", in_turn(NEXT, NEXT), ids=["ground", "timer", "provision"])
def test_two_versions_since_the_same_day_are_an_error(book: Rulebook) -> None:
    assert [what for _, _, what in found(book)] == [say("lint-overlap", since=NEXT[0])]


@pytest.mark.parametrize("spans", [(ENDLESS, NEXT), (ENDS_IN_TIME, NEXT), (NEXT, ENDS_IN_TIME)])
def test_versions_in_turn_are_clean(spans: tuple[tuple[date, date | None], ...]) -> None:
    assert [found(book) for book in in_turn(*spans)] == [[], [], []]


@pytest.mark.parametrize("until", [date(2020, 1, 1), date(2019, 1, 1)])
def test_version_that_ends_before_it_begins_is_an_error(until: date) -> None:
    book = with_ground(windows=(window(date(2020, 1, 1), until),))
    since = say("lint-backwards", since=date(2020, 1, 1))
    assert found(book) == [("error", "shop/faulty", since)]


@pytest.mark.parametrize(
    "conditions",
    [
        Conditions(states=("unpaid",)),
        Conditions(states=("completed",), reasons=("quality",)),
        Conditions(states=("unpaid", "completed"), reasons=("late-shipment", "quality")),
        Conditions(reasons=("late-shipment",)),
    ],
    ids=[
        "no such state on the platform",
        "the reason arises in another",
        "neither reason in a state of both",
        "the reason arises where the platform has no state",
    ],
)
def test_ground_that_no_state_can_reach_is_an_error(conditions: Conditions) -> None:
    late = Reason(word("late-shipment"), "seller", ("unshipped",))
    anywhere = Conditions(reasons=("late-shipment", "quality"))
    by_law = replace(law().rules.grounds[0], conditions=anywhere)
    book = replace(
        with_ground(conditions=conditions),
        reasons={**rulebook().reasons, "late-shipment": late},
        laws={"fair": law(rules=RuleSet(grounds=(by_law,), sources=SOURCES))},
    )
    assert errors(book) == [("shop/faulty", "lint-unreachable")]


def test_ground_without_a_state_or_a_reason_is_reached() -> None:
    assert errors(with_ground(conditions=Conditions())) == []


def test_ground_of_a_law_is_reached_in_a_state_that_a_platform_lacks() -> None:
    anywhere = Conditions(states=("unshipped",))
    by_law = replace(law().rules.grounds[0], conditions=anywhere)
    book = rulebook(laws={"fair": law(rules=RuleSet(grounds=(by_law,), sources=SOURCES))})
    assert errors(book) == []


def test_consumer_law_is_cited_for_consumers_only() -> None:
    book = with_provision(protects="consumer")
    what = say("lint-consumer-law", provision="fair-24")
    assert found(book) == [("error", "fair/faulty", what)]


def test_consumer_law_may_be_cited_for_a_personal_purpose() -> None:
    personal = Conditions(purposes=("personal",))
    by_law = replace(law().rules.grounds[0], conditions=personal)
    consumer = law(
        rules=RuleSet(grounds=(by_law,), sources=SOURCES),
        provisions=(provision(protects="consumer"),),
    )
    assert errors(rulebook(laws={"fair": consumer})) == []


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        ((), [("shop/faulty", "lint-promise-without-fact")]),
        (("intact",), [("shop/faulty", "lint-promise-without-fact")]),
        (("intact", "promised"), []),
    ],
)
def test_promise_asks_whether_it_was_made(
    needs: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    conditions = Conditions(reasons=("quality",), needs=needs)
    assert errors(with_ground(kind="promise", conditions=conditions)) == expected


@pytest.mark.parametrize(("days", "is_old"), [(365, False), (366, True)])
def test_source_read_more_than_a_year_ago_is_a_warning(days: int, is_old: bool) -> None:
    read_on = TODAY - timedelta(days=days)
    old = {"R1": replace(SOURCE, read_on=read_on)}
    what = say("lint-old-source", source="R1", read_on=read_on)
    assert found(with_rules(sources=old)) == ([("warning", "shop", what)] if is_old else [])


def test_old_source_is_found_in_a_law_and_in_own_rules() -> None:
    old = {"R1": replace(SOURCE, read_on=date(2020, 1, 1))}
    mine = RuleSet(cautions=(note(),), sources=old)
    fair = law(rules=replace(law().rules, sources=old))
    book = rulebook(laws={"fair": fair}, own={"shop": mine})
    assert [rule for _, rule, _ in found(book)] == ["fair", "own shop"]


def test_source_that_nothing_cites_is_a_warning() -> None:
    book = with_rules(sources={**SOURCES, "R2": OTHER.source})
    assert found(book) == [("warning", "shop", say("lint-unused-source", source="R2"))]


@pytest.mark.parametrize(
    "cited",
    [
        {"offers": (Offer(Conditions(remedies=("return-refund",)), (OTHER,)),)},
        {"choices": (Choice(Conditions(), "坏了", (OTHER,)),)},
        {"grounds": (ground(cites=(OTHER,)),)},
        {"grounds": (ground(windows=(window(reading=reading(cites=(OTHER,))),)),)},
        {"grounds": (ground(windows=(window(also=(reading(cites=(OTHER,)),)),)),)},
        {
            "timers": (
                timer(
                    versions=(timer_version(bands=(Band(Conditions(), reading(cites=(OTHER,))),)),)
                ),
            )
        },
        {"cautions": (note(cites=(OTHER,)),)},
        {"evidence": (note(cites=(OTHER,)),)},
        {"limits": (note(cites=(OTHER,)),)},
        {"paths": (Path("app", None, (), Conditions(), (OTHER,)),)},
    ],
    ids=lambda cited: next(iter(cited)),
)
def test_source_cited_anywhere_is_used(cited: dict[str, object]) -> None:
    told = found(with_rules(sources={**SOURCES, "R2": OTHER.source}, **cited))
    assert ("warning", "shop", say("lint-unused-source", source="R2")) not in told


def test_source_cited_by_a_provision_is_used() -> None:
    version = ProvisionVersion(date(2014, 3, 15), None, "ordered", "可以退货。", (OTHER,))
    fair = law(
        provisions=(provision(versions=(version,)),),
        rules=replace(law().rules, sources={**SOURCES, "R2": OTHER.source}),
    )
    assert found(rulebook(laws={"fair": fair})) == []


def test_platform_without_an_offer_is_an_error() -> None:
    assert errors(with_rules(offers=())) == [("shop", "lint-no-offers")]


def test_platform_may_borrow_its_offers() -> None:
    outlet = platform("outlet", rules=RuleSet(), rules_of="shop")
    assert errors(rulebook(platforms={"shop": platform(), "outlet": outlet})) == []


@pytest.mark.parametrize(
    ("shared", "name"),
    [
        ({"aliases": ("Shop.Example",)}, "shop.example"),
        ({"aliases": ("shop",)}, "shop"),
        ({"aliases": ("sp",)}, "sp"),
        ({"name": platform().name}, "shop mall"),
        ({"short": "sp"}, "sp"),
        ({"aliases": ("shop商城",)}, "shop商城"),
    ],
)
def test_name_of_two_platforms_is_an_error(shared: dict[str, object], name: str) -> None:
    shop = platform(short="sp")
    book = rulebook(platforms={"shop": shop, "outlet": platform("outlet", **shared)})
    what = say("lint-shared-name", name=name, other="shop")
    assert ("error", "outlet", what) in found(book)


def test_platforms_of_their_own_names_are_clean() -> None:
    assert found(rulebook(platforms={"shop": platform(), "outlet": platform("outlet")})) == []


def test_reason_that_no_ground_mentions_is_an_error() -> None:
    fate = Reason(word("fate"), "nobody", ("delivered",))
    book = rulebook(reasons={**rulebook().reasons, "fate": fate})
    assert found(book) == [("error", "fate", say("lint-unused", what=say("word-reason")))]


def test_reason_other_need_not_be_mentioned() -> None:
    other = Reason(word("other"), "open", ("delivered",))
    assert found(rulebook(reasons={**rulebook().reasons, "other": other})) == []


def test_remedy_that_no_rule_mentions_is_an_error() -> None:
    book = rulebook(remedies={**rulebook().remedies, "repair": Remedy(word("repair"), True)})
    assert found(book) == [("error", "repair", say("lint-unused", what=say("word-remedy")))]


@pytest.mark.parametrize(
    "mention",
    [
        {"grounds": (ground(grants=("repair",)),)},
        {"offers": (Offer(Conditions(remedies=("repair", "return-refund")), CITES),)},
    ],
    ids=["a ground", "an offer"],
)
def test_remedy_is_mentioned_by_a_ground_or_an_offer(mention: dict[str, object]) -> None:
    repair = {"repair": Remedy(word("repair"), True)}
    book = rulebook(remedies={**rulebook().remedies, **repair})
    assert found(replace(book, platforms={"shop": platform(rules=rules(**mention))})) == []


@pytest.mark.parametrize("text", [None, ""])
def test_provision_that_may_be_cited_has_its_text(text: str | None) -> None:
    version = ProvisionVersion(date(2014, 3, 15), None, "ordered", text, CITES)
    book = with_provision(versions=(version,))
    assert errors(book) == [("fair-24", "lint-citable-without-text")]


def test_provision_that_is_never_cited_needs_no_text() -> None:
    version = ProvisionVersion(date(2014, 3, 15), None, "ordered", None, CITES)
    assert errors(with_provision(versions=(version,), is_citable=False)) == []


def test_own_rules_are_held_to_the_same() -> None:
    mine = RuleSet(timers=(timer("wait", file="mine", starts=("sneezed",), is_own=True),))
    told = lint_own(rulebook(own={"shop": mine}), EVENTS)
    assert [(one.rule, one.what.key) for one in told] == [
        ("mine/wait", "lint-unknown-id"),
        ("mine/wait", "lint-never-starts"),
    ]


def test_own_promise_need_not_ask_whether_it_was_made() -> None:
    mine = RuleSet(grounds=(ground("mine/longer", kind="promise", is_own=True),))
    assert errors(rulebook(own={"": mine})) == []
