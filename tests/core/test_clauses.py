"""Each condition passes, fails with what would turn it, or is unknown with its question."""

from datetime import date, datetime

import pytest
from tests.builders_verdict import NOW, claim, order, rulebook, situation, text, yuan

from refundcli.core.clauses import (
    Situation,
    acts_at,
    clauses_of,
    fact_text,
    holds_or_may,
    item_names,
    outcome_of,
)
from refundcli.core.findings import Clause
from refundcli.core.order import Claim, Order, When
from refundcli.core.periods import beijing, parse_length
from refundcli.core.rules import Conditions, ExcludedIf, Within
from refundcli.core.text import say
from refundcli.core.values import replace

BOOK = rulebook()
ORDER = order()
CLAIM = claim()
WEEK = parse_length("168 hours")


def judged(conditions: Conditions, order: Order = ORDER, claim: Claim = CLAIM) -> Clause:
    """Return the only clause of *conditions*, judged."""
    (clause,) = clauses_of(conditions, situation(order, claim, rulebook=BOOK))
    return clause


def paid(amount: str | None) -> Order:
    """Return an order of this amount."""
    return replace(ORDER, paid=None if amount is None else yuan(amount))


FILLED: tuple[tuple[Conditions, Order, Claim], ...] = (
    (Conditions(states=("delivered",)), ORDER, CLAIM),
    (Conditions(remedies=("return-refund",)), ORDER, CLAIM),
    (Conditions(reasons=("quality",)), ORDER, CLAIM),
    (Conditions(purposes=("personal",)), ORDER, CLAIM),
    (Conditions(channels=("online",)), ORDER, CLAIM),
    (Conditions(items=("custom-made",)), order("delivered", "custom-made"), CLAIM),
    (Conditions(excludes=("custom-made",)), order("delivered", "ordinary"), CLAIM),
    (Conditions(needs=("intact",)), ORDER, claim(intact=True)),
    (Conditions(denies=("intact",)), ORDER, claim(intact=False)),
    (Conditions(paid_up_to=yuan("300")), paid("300"), CLAIM),
    (Conditions(paid_over=yuan("300")), paid("300.01"), CLAIM),
    (Conditions(within=Within("delivered", WEEK)), order(delivered=beijing(2026, 11, 20)), CLAIM),
    (Conditions(beyond=Within("delivered", WEEK)), order(delivered=beijing(2026, 11, 1)), CLAIM),
)
FAILING: tuple[tuple[Conditions, Order, Claim], ...] = (
    (Conditions(states=("unshipped",)), ORDER, CLAIM),
    (Conditions(remedies=("exchange",)), ORDER, CLAIM),
    (Conditions(reasons=("change-of-mind",)), ORDER, CLAIM),
    (Conditions(purposes=("business",)), ORDER, CLAIM),
    (Conditions(channels=("offline",)), ORDER, CLAIM),
    (Conditions(items=("custom-made",)), order("delivered", "ordinary"), CLAIM),
    (Conditions(excludes=("custom-made",)), order("delivered", "custom-made"), CLAIM),
    (Conditions(needs=("intact",)), ORDER, claim(intact=False)),
    (Conditions(denies=("intact",)), ORDER, claim(intact=True)),
    (Conditions(paid_up_to=yuan("300")), paid("300.01"), CLAIM),
    (Conditions(paid_over=yuan("300")), paid("300"), CLAIM),
    (Conditions(within=Within("delivered", WEEK)), order(delivered=beijing(2026, 11, 1)), CLAIM),
    (Conditions(beyond=Within("delivered", WEEK)), order(delivered=beijing(2026, 11, 20)), CLAIM),
    (Conditions(beyond=Within("delivered", WEEK)), order("in-transit"), CLAIM),
    (
        Conditions(excludes_if=(ExcludedIf(("custom-made",), "confirmed"),)),
        order("delivered", "custom-made"),
        claim(confirmed=True),
    ),
)
OPEN: tuple[tuple[Conditions, Order, Claim, str], ...] = (
    (Conditions(remedies=("exchange",)), ORDER, Claim("quality", ""), "remedy"),
    (Conditions(reasons=("quality",)), ORDER, Claim("", "exchange"), "reason"),
    (Conditions(purposes=("personal",)), ORDER, claim(purpose=None), "purpose"),
    (Conditions(items=("custom-made",)), ORDER, CLAIM, "item_kind"),
    (Conditions(excludes=("custom-made",)), ORDER, CLAIM, "item_kind"),
    (Conditions(needs=("intact",)), ORDER, CLAIM, "intact"),
    (Conditions(denies=("intact",)), ORDER, CLAIM, "intact"),
    (Conditions(paid_up_to=yuan("300")), paid(None), CLAIM, "paid"),
    (Conditions(paid_over=yuan("300")), paid(None), CLAIM, "paid"),
    (Conditions(within=Within("delivered", WEEK)), ORDER, CLAIM, "delivered_at"),
    (Conditions(beyond=Within("delivered", WEEK)), ORDER, CLAIM, "delivered_at"),
    (Conditions(within=Within("applied", WEEK)), order("unpaid"), CLAIM, "applied_at"),
)


@pytest.mark.parametrize(("conditions", "order", "claim"), FILLED)
def test_condition_passes_where_it_is_so(
    conditions: Conditions, order: Order, claim: Claim
) -> None:
    assert judged(conditions, order, claim).outcome == "pass"


@pytest.mark.parametrize(("conditions", "order", "claim"), FILLED)
def test_passing_condition_names_the_fact_and_nothing_to_turn(
    conditions: Conditions, order: Order, claim: Claim
) -> None:
    clause = judged(conditions, order, claim)
    assert (clause.fact is not None, clause.flips, clause.question) == (True, None, None)


@pytest.mark.parametrize(("conditions", "order", "claim"), FAILING)
def test_condition_fails_where_it_is_not_so(
    conditions: Conditions, order: Order, claim: Claim
) -> None:
    assert judged(conditions, order, claim).outcome == "fail"


@pytest.mark.parametrize(("conditions", "order", "claim"), FAILING)
def test_failing_condition_says_what_would_turn_it(
    conditions: Conditions, order: Order, claim: Claim
) -> None:
    clause = judged(conditions, order, claim)
    assert (clause.fact is not None, clause.flips is not None) == (True, True)


@pytest.mark.parametrize(("conditions", "order", "claim", "question"), OPEN)
def test_condition_is_unknown_with_its_question(
    conditions: Conditions, order: Order, claim: Claim, question: str
) -> None:
    clause = judged(conditions, order, claim)
    assert (clause.outcome, clause.question) == ("unknown", question)


def test_condition_left_out_asks_nothing() -> None:
    assert clauses_of(Conditions(), situation(ORDER, CLAIM, rulebook=BOOK)) == ()


def test_clauses_do_not_stop_at_the_first_that_fails() -> None:
    conditions = Conditions(
        states=("unshipped",), reasons=("change-of-mind",), needs=("intact", "confirmed")
    )
    found = clauses_of(conditions, situation(ORDER, CLAIM, rulebook=BOOK))
    assert [(one.clause, one.outcome) for one in found] == [
        ("states", "fail"),
        ("reasons", "fail"),
        ("needs", "unknown"),
        ("needs", "unknown"),
    ]


def test_state_clause_uses_the_label_of_the_platform() -> None:
    clause = judged(Conditions(states=("unshipped",)))
    assert clause.says == say("clause-states", allowed=(text("shop unshipped"),))


def test_state_clause_has_a_label_for_a_state_the_platform_does_not_use() -> None:
    clause = judged(Conditions(states=("delivered",)), Order("stall", "completed"))
    assert clause.says == say("clause-states", allowed=(say("state-delivered"),))


def test_excluded_kind_passes_where_the_thing_is_of_another() -> None:
    conditions = Conditions(excludes_if=(ExcludedIf(("custom-made",), "confirmed"),))
    assert judged(conditions, order("delivered", "ordinary")).outcome == "pass"


def test_excluded_kind_passes_where_the_fact_is_denied() -> None:
    conditions = Conditions(excludes_if=(ExcludedIf(("custom-made",), "confirmed"),))
    clause = judged(conditions, order("delivered", "custom-made"), claim(confirmed=False))
    assert clause.outcome == "pass"


def test_excluded_kind_passes_by_the_denied_fact_alone() -> None:
    conditions = Conditions(excludes_if=(ExcludedIf(("custom-made",), "confirmed"),))
    assert judged(conditions, ORDER, claim(confirmed=False)).outcome == "pass"


def test_excluded_kind_asks_for_the_kind_first() -> None:
    conditions = Conditions(excludes_if=(ExcludedIf(("custom-made",), "confirmed"),))
    assert judged(conditions, ORDER, claim(confirmed=True)).question == "item_kind"


def test_excluded_kind_asks_for_the_fact_of_such_a_thing() -> None:
    conditions = Conditions(excludes_if=(ExcludedIf(("custom-made",), "confirmed"),))
    assert judged(conditions, order("delivered", "custom-made")).question == "confirmed"


def test_one_kind_among_several_loses_what_excludes_it() -> None:
    conditions = Conditions(excludes=("custom-made",))
    assert judged(conditions, order("delivered", "ordinary", "custom-made")).outcome == "fail"


def test_distance_from_what_has_not_come_is_still_near() -> None:
    conditions = Conditions(within=Within("delivered", WEEK))
    assert judged(conditions, order("in-transit")).outcome == "pass"


@pytest.mark.parametrize("name", ["within", "beyond"])
def test_distance_on_a_day_without_an_hour_asks_for_it(name: str) -> None:
    rule = Within("delivered", parse_length("48 hours"))
    conditions = Conditions(within=rule) if name == "within" else Conditions(beyond=rule)
    clause = judged(conditions, order(delivered=date(2026, 11, 20)))
    assert (clause.outcome, clause.question) == ("unknown", "delivered_at")


def test_distance_in_doubt_asks_for_nothing_that_is_known() -> None:
    conditions = Conditions(within=Within("delivered", parse_length("5 working-days")))
    known = situation(
        order(delivered=beijing(2027, 1, 4, 10)),
        CLAIM,
        rulebook=BOOK,
        acts_at=beijing(2027, 1, 12),
    )
    (clause,) = clauses_of(conditions, known)
    assert (clause.outcome, clause.question) == ("unknown", None)


def test_within_is_in_doubt_from_the_earliest_end_on() -> None:
    conditions = Conditions(within=Within("delivered", parse_length("34 hours")))
    assert judged(conditions, order(delivered=date(2026, 11, 21))).outcome == "unknown"


def test_within_ends_with_the_instant_itself() -> None:
    conditions = Conditions(within=Within("delivered", WEEK))
    assert judged(conditions, order(delivered=beijing(2026, 11, 15, 10))).outcome == "fail"


@pytest.mark.parametrize(
    ("found", "outcome"),
    [
        ((), "holds"),
        (("pass",), "holds"),
        (("pass", "unknown"), "unknown"),
        (("unknown", "fail", "pass"), "fails"),
    ],
)
def test_outcome_is_that_of_the_worst_clause(found: tuple[str, ...], outcome: str) -> None:
    clauses = [Clause("needs", one, say("clause-needs")) for one in found]
    assert outcome_of(clauses) == outcome


@pytest.mark.parametrize(
    ("conditions", "so"),
    [
        (Conditions(), True),
        (Conditions(needs=("intact",)), True),
        (Conditions(needs=("intact",), states=("unshipped",)), False),
        (Conditions(denies=("intact",), channels=("offline",)), False),
        (Conditions(states=("delivered",)), True),
        (Conditions(reasons=("quality",)), True),
        (Conditions(reasons=("change-of-mind",)), False),
        (Conditions(remedies=("return-refund",)), True),
        (Conditions(remedies=("exchange",)), False),
        (Conditions(purposes=("personal",)), True),
        (Conditions(purposes=("business",)), False),
    ],
)
def test_conditions_may_hold_until_one_fails(conditions: Conditions, so: bool) -> None:
    assert holds_or_may(conditions, situation(ORDER, CLAIM, rulebook=BOOK)) is so


def test_conditions_may_hold_for_what_is_not_said_yet() -> None:
    conditions = Conditions(
        reasons=("quality",), remedies=("exchange",), purposes=("business",), states=("delivered",)
    )
    assert holds_or_may(conditions, situation(ORDER, Claim("", ""), rulebook=BOOK))


def test_fact_is_called_by_its_question() -> None:
    assert fact_text(BOOK, "intact") == text("Is it intact?")


def test_fact_without_a_question_is_called_by_its_id() -> None:
    assert fact_text(BOOK, "odd").zh == "odd"


def test_item_names_leave_out_what_the_rulebook_does_not_know() -> None:
    assert item_names(BOOK, ("ordinary", "odd")) == (text("ordinary"),)


def test_situation_knows_how_the_platform_sells() -> None:
    assert Situation(BOOK, Order("stall", "unpaid"), CLAIM, NOW).channel == "offline"


@pytest.mark.parametrize(
    ("applied", "at"),
    [
        (None, NOW),
        (beijing(2026, 11, 20, 9), beijing(2026, 11, 20, 9)),
        (date(2026, 11, 20), beijing(2026, 11, 20, 23, 59, 59)),
    ],
)
def test_application_counts_when_it_was_made(applied: When | None, at: datetime) -> None:
    moments = {} if applied is None else {"applied": applied}
    assert acts_at(replace(ORDER, moments=moments), NOW) == at
