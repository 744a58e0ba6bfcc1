"""What a finding says of itself: when a deadline is due, what a claim is worth at most."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.builders_verdict import NOW, claim, deadline, order, rulebook

from refundcli.core.findings import Claimable, Deadline
from refundcli.core.periods import beijing
from refundcli.core.text import say
from refundcli.core.verdict import assess

LATER = beijing(2026, 11, 24)


@pytest.mark.parametrize("actor", ["seller", "platform", "authority", "courier"])
def test_deadline_of_the_other_side_is_due_at_its_latest(actor: str) -> None:
    assert replace(deadline(actor=actor), latest=LATER).due == LATER


def test_deadline_of_the_buyer_is_due_at_its_earliest() -> None:
    assert replace(deadline(actor="buyer"), latest=LATER).due == NOW


@pytest.mark.parametrize(
    ("found", "so"),
    [
        (deadline(), True),
        (deadline(is_paused=True), False),
        (deadline(only_if=(say("clause-needs"),)), False),
    ],
)
def test_deadline_is_sure_neither_on_hold_nor_under_an_open_condition(
    found: Deadline, so: bool
) -> None:
    assert found.is_sure is so


def test_verdict_has_the_last_moment_of_the_remedy_asked_for() -> None:
    found = assess(rulebook(), order(), claim(), NOW)
    first, second, *rest = found.remedies
    ends = (replace(first, apply_by=NOW), replace(second, apply_by=LATER))
    assert replace(found, remedies=(*ends, *rest)).apply_by == NOW


def test_verdict_of_a_remedy_not_judged_has_no_last_moment() -> None:
    assert replace(assess(rulebook(), order(), claim(), NOW), remedies=()).apply_by is None


@pytest.mark.parametrize(
    ("cap", "asked", "so"),
    [
        ("100.00", "100.01", True),
        ("100.00", "100.00", False),
        (None, "100.00", False),
        ("100.00", None, False),
    ],
)
def test_claim_is_over_its_cap_above_what_was_paid(
    cap: str | None, asked: str | None, so: bool
) -> None:
    money = [None if one is None else Decimal(one) for one in (cap, asked)]
    assert Claimable(money[0], money[1], None, ()).is_over_cap is so
