"""The wizard as data: what is asked next, what may be answered, and how an answer is kept."""

from datetime import date

import pytest
from tests.builders_verdict import (
    EVERYWHERE,
    ITEMS,
    NOW,
    REASONS,
    REMEDIES,
    ground,
    rulebook,
    rules,
    text,
    window,
    yuan,
)

from refundcli.core.answers import Answers
from refundcli.core.order import STATES
from refundcli.core.periods import beijing
from refundcli.core.questions import (
    Choice,
    Step,
    answered,
    choices_for,
    given_ids,
    next_question,
    reconciled,
    step_for,
    unanswered,
)
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Conditions, Offer
from refundcli.core.text import say
from refundcli.core.values import replace

SIGNED = beijing(2026, 11, 20, 10)
KNOWN = Answers(
    platform="shop",
    state="delivered",
    reason="quality",
    remedy="return-refund",
    purpose="personal",
    number="1",
    item="a thing",
    paid=yuan("10.00"),
    moments={"delivered": SIGNED},
)
HOLDS = ground("shop/holds", Conditions(states=("delivered",)))
MAY = ground("shop/may", Conditions(needs=("intact",)))
PROMISED = ground("shop/promised", Conditions(needs=("promise",), items=("custom-made",)))
PLAIN = rulebook(rules(HOLDS))


def asked(
    answers: Answers, book: Rulebook = PLAIN, skipped: frozenset[str] = frozenset()
) -> Step | None:
    """Return the next question."""
    return next_question(book, answers, skipped, NOW)


def step(answers: Answers, book: Rulebook = PLAIN, *skipped: str) -> Step:
    """Return the next question, which there is."""
    found = asked(answers, book, frozenset(skipped))
    assert found is not None
    return found


def asked_in_turn(answers: Answers, book: Rulebook = PLAIN) -> list[str]:
    """Return the ids of all that is asked where everything is left open that may be."""
    skipped: frozenset[str] = frozenset()
    while (found := asked(answers, book, skipped)) is not None:
        skipped |= {found.question.id}
    return sorted(skipped)


def ids(choices: tuple[Choice, ...]) -> tuple[str, ...]:
    """Return the ids that may be chosen."""
    return tuple(one.id for one in choices)


@pytest.mark.parametrize("known", range(5))
def test_first_questions_come_in_the_order_a_person_thinks(known: int) -> None:
    names = ("platform", "state", "reason", "remedy", "purpose")
    answers = replace(KNOWN, **dict.fromkeys(names[known:]))  # type: ignore[arg-type]  # its own fields
    assert step(answers).question.id == names[known]


def test_nothing_is_asked_when_all_is_known() -> None:
    assert asked(KNOWN) is None


def test_first_question_counts_what_is_left() -> None:
    assert step(Answers()).left == 7


def test_question_that_was_skipped_is_not_asked_again() -> None:
    assert step(replace(KNOWN, number=None, item=None), PLAIN, "number").question.id == "item"


def test_beginning_of_the_state_is_asked_for() -> None:
    found = step(replace(KNOWN, moments={}))
    assert (found.question.id, found.kind) == ("delivered_at", "when")


def test_beginning_of_an_unpaid_order_is_not_asked_for() -> None:
    assert asked(replace(KNOWN, state="unpaid", moments={})) is None


def test_open_ground_asks_for_its_facts() -> None:
    found = step(KNOWN, rulebook(rules(MAY)))
    assert (found.question.id, found.kind, found.may_skip) == ("intact", "yes-no", True)


def test_eligible_claim_is_asked_for_no_more_facts() -> None:
    assert asked(KNOWN, rulebook(rules(HOLDS, MAY))) is None


def test_eligible_claim_is_still_asked_for_a_moment() -> None:
    dated = ground("shop/dated", Conditions(), window(after="paid"))
    assert step(KNOWN, rulebook(rules(HOLDS, dated))).question.id == "paid_at"


def test_unavailable_remedy_is_asked_for_no_facts() -> None:
    assert asked(replace(KNOWN, remedy="exchange"), rulebook(rules(MAY))) is None


def test_promise_is_asked_for_where_nothing_else_holds() -> None:
    assert asked_in_turn(KNOWN, rulebook(rules(PROMISED))) == ["item_kind", "promise"]


def test_promise_of_a_lost_ground_is_not_asked_for() -> None:
    lost = ground("shop/lost", Conditions(states=("unpaid",), needs=("promise",)))
    assert asked(KNOWN, rulebook(rules(lost))) is None


def test_promise_with_a_window_of_no_known_version_asks_only_for_the_promise() -> None:
    dated = ground("shop/dated", Conditions(needs=("promise",)), window(since=date(2027, 1, 1)))
    assert asked_in_turn(KNOWN, rulebook(rules(dated))) == ["promise"]


def test_kind_of_item_is_chosen_from_a_list() -> None:
    made = ground("shop/made", Conditions(items=("custom-made",)))
    found = step(KNOWN, rulebook(rules(made)))
    assert (found.question.id, found.kind, ids(found.choices)) == ("item_kind", "several", ITEMS)


@pytest.mark.parametrize(
    ("answers", "id", "kind"),
    [
        (replace(KNOWN, number=None), "number", "text"),
        (replace(KNOWN, item=None), "item", "text"),
        (replace(KNOWN, paid=None), "paid", "money"),
    ],
)
def test_details_are_asked_for_last(answers: Answers, id: str, kind: str) -> None:
    found = step(answers)
    assert (found.question.id, found.kind, found.may_skip) == (id, kind, True)


def test_amount_that_a_ground_hangs_on_is_asked_for_once() -> None:
    cheap = ground("shop/cheap", Conditions(paid_up_to=yuan("300")))
    assert asked_in_turn(replace(KNOWN, paid=None), rulebook(rules(cheap))) == ["paid"]


def test_day_without_its_hour_is_not_asked_for_again() -> None:
    short = rulebook(rules(ground("shop/short", Conditions(), window("48 hours"))))
    assert asked(replace(KNOWN, moments={"delivered": date(2026, 11, 20)}), short) is None


@pytest.mark.parametrize(
    ("id", "kind"),
    [("platform", "choice"), ("remedy", "choice"), ("paid", "money"), ("intact", "yes-no")],
)
def test_question_that_is_answered_can_be_asked_again(id: str, kind: str) -> None:
    step = step_for(PLAIN, KNOWN, id, NOW)
    assert (step.question.id, step.kind, step.left) == (id, kind, 0)


def test_essential_question_cannot_be_left_open() -> None:
    assert not step(Answers()).may_skip


def test_platform_is_chosen_from_all() -> None:
    assert choices_for(PLAIN, Answers(), "platform", NOW) == (
        Choice("shop", text("shop"), ("the-shop", "sh")),
        Choice("stall", text("stall"), ("st",)),
    )


def test_platforms_stand_by_rank_and_those_without_one_last() -> None:
    sites = {"a": None, "b": 2, "c": 1}
    book = replace(
        PLAIN,
        platforms={
            id: replace(PLAIN.platforms["shop"], id=id, rank=at) for id, at in sites.items()
        },
    )
    assert ids(choices_for(book, Answers(), "platform", NOW)) == ("c", "b", "a")


def test_kinds_of_item_begin_with_the_plain_one_and_those_that_a_ground_asks_about() -> None:
    plain, *others = PLAIN.items
    asks = ground("shop/asks", Conditions(items=(others[-1],), reasons=("quality",)))
    book = rulebook(rules(asks))
    asked = tuple(one.id for one in step_for(book, KNOWN, "item_kind", NOW).choices)
    assert asked[:2] == (plain, others[-1])
    assert set(asked) == set(PLAIN.items)
    other = replace(KNOWN, reason="no-reason")
    assert tuple(one.id for one in step_for(book, other, "item_kind", NOW).choices) == (
        plain,
        *others,
    )


def test_purpose_is_personal_or_business_with_help() -> None:
    assert choices_for(PLAIN, Answers(), "purpose", NOW) == tuple(
        Choice(one, say(f"purpose-{one}"), (), say(f"purpose-{one}-help"))
        for one in ("personal", "business")
    )


@pytest.mark.parametrize(
    ("platform", "states"),
    [("shop", STATES), ("stall", ("unpaid", "completed")), (None, ()), ("odd", ())],
)
def test_states_are_those_of_the_platform(platform: str | None, states: tuple[str, ...]) -> None:
    assert ids(choices_for(PLAIN, Answers(platform=platform), "state", NOW)) == states


@pytest.mark.parametrize(
    ("state", "reasons"),
    [
        (None, tuple(REASONS)),
        ("unshipped", ("change-of-mind",)),
        ("in-transit", ("change-of-mind", "not-received")),
    ],
)
def test_reasons_are_those_that_can_arise_in_the_state(
    state: str | None, reasons: tuple[str, ...]
) -> None:
    answers = Answers(platform="shop", state=state)
    assert ids(choices_for(PLAIN, answers, "reason", NOW)) == reasons


@pytest.mark.parametrize("answers", [Answers(), Answers(platform="shop"), Answers(state="unpaid")])
def test_remedies_are_all_before_the_order_is_known(answers: Answers) -> None:
    assert ids(choices_for(PLAIN, answers, "remedy", NOW)) == REMEDIES


@pytest.mark.parametrize(
    ("platform", "remedies"), [("shop", ("return-refund", "refund-only")), ("stall", ("exchange",))]
)
def test_remedies_are_those_the_platform_offers(platform: str, remedies: tuple[str, ...]) -> None:
    answers = Answers(platform=platform, state="completed")
    assert ids(choices_for(PLAIN, answers, "remedy", NOW)) == remedies


def test_remedies_offered_depend_on_the_state() -> None:
    offers = (*EVERYWHERE, Offer(Conditions(("completed",), ("exchange",)), ()))
    book = rulebook(rules(offers=offers))
    answers = Answers(platform="shop", state="completed")
    assert "exchange" in ids(choices_for(book, answers, "remedy", NOW))


def test_remedies_come_with_their_verdict_the_best_first() -> None:
    better = ground("shop/better", grants=("refund-only",))
    answers = replace(KNOWN, remedy=None)
    found = choices_for(rulebook(rules(MAY, better)), answers, "remedy", NOW)
    assert [one.label for one in found] == [
        say("choice-remedy", remedy=text("refund-only"), verdict=say("verdict-eligible")),
        say("choice-remedy", remedy=text("return-refund"), verdict=say("verdict-conditional")),
    ]


def test_remedy_with_its_verdict_is_found_by_its_name() -> None:
    found = choices_for(PLAIN, replace(KNOWN, remedy=None), "remedy", NOW)
    assert found[0].aliases == ("「return-refund」", "return-refund", "return-refund-alias")


GIVEN = (
    ("platform", "shop"),
    ("state", "delivered"),
    ("reason", "quality"),
    ("remedy", "exchange"),
    ("purpose", "personal"),
    ("number", "1"),
    ("seller", "a seller"),
    ("item", "a thing"),
    ("paid", yuan("10.00")),
    ("amount", yuan("9.00")),
    ("item_kind", ("ordinary",)),
    ("delivered_at", SIGNED),
    ("intact", True),
)


@pytest.mark.parametrize(("id", "value"), GIVEN)
def test_answer_is_kept_under_its_question(id: str, value: object) -> None:
    assert given_ids(answered(Answers(), id, value)) == (id,)


@pytest.mark.parametrize(("id", "value"), GIVEN)
def test_answer_taken_back_leaves_the_others(id: str, value: object) -> None:
    facts = replace(KNOWN, item_kinds=("ordinary",), facts={"confirmed": True})
    without = unanswered(facts, id)
    assert unanswered(answered(without, id, value), id) == without


def test_answer_of_no_is_kept_as_no() -> None:
    assert answered(Answers(), "intact", False).facts == {"intact": False}


def test_answers_come_in_the_order_they_are_asked() -> None:
    answers = Answers()
    for id, value in reversed(GIVEN):
        answers = answered(answers, id, value)
    assert given_ids(answers) == tuple(id for id, _ in GIVEN)


def test_answer_that_stays_possible_is_kept() -> None:
    assert reconciled(PLAIN, KNOWN, NOW) == KNOWN


@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        ({"platform": "stall"}, {"state": None}),
        ({"platform": "stall", "state": "completed"}, {"remedy": None}),
        ({"state": "unshipped"}, {"reason": None, "moments": {}}),
        ({"remedy": "exchange"}, {"remedy": None}),
        ({"state": None}, {}),
    ],
)
def test_answer_made_impossible_is_dropped(
    changes: dict[str, object], lost: dict[str, object]
) -> None:
    answers = replace(KNOWN, **changes)  # type: ignore[arg-type]  # names are its own fields
    assert reconciled(PLAIN, answers, NOW) == replace(answers, **lost)  # type: ignore[arg-type]  # names are its own fields


def test_moment_of_an_application_is_kept_in_every_state() -> None:
    applied = replace(KNOWN, state="unshipped", reason=None, moments={"applied": SIGNED})
    assert reconciled(PLAIN, applied, NOW).moments == {"applied": SIGNED}
