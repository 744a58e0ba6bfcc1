"""What a finding says of itself: when a deadline is due, what a claim is worth at most."""

from decimal import Decimal

import pytest
from tests.builders_verdict import NOW, claim, deadline, order, rulebook

from refundcli.core.findings import Claimable, Deadline
from refundcli.core.periods import beijing
from refundcli.core.text import say
from refundcli.core.values import replace
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


@pytest.mark.parametrize(
    ("actor", "on_expiry", "so"),
    [("buyer", "lapses", True), ("buyer", "may-escalate", False), ("seller", "refunded", False)],
)
def test_deadline_is_the_buyers_where_a_right_is_lost_with_it(
    actor: str, on_expiry: str, so: bool
) -> None:
    assert deadline(actor=actor, on_expiry=on_expiry).is_the_buyers is so


DOUBT = (say("clause-needs"),)


@pytest.mark.parametrize(
    ("found", "so"),
    [
        (deadline(), True),
        (deadline(only_if=DOUBT), False),
        (deadline(actor="buyer", on_expiry="lapses", only_if=DOUBT), True),
        (deadline(actor="buyer", on_expiry="lapses", is_paused=True), False),
        (deadline(actor="buyer", on_expiry="time-barred"), False),
    ],
)
def test_deadline_drives_what_is_next_the_buyers_own_in_doubt_too(
    found: Deadline, so: bool
) -> None:
    assert found.drives is so


@pytest.mark.parametrize(
    ("actor", "rung", "so"),
    [("platform", None, True), ("platform", "platform", False), ("seller", None, False)],
)
def test_door_is_a_time_that_opens_the_platform(actor: str, rung: str | None, so: bool) -> None:
    found = replace(deadline(actor=actor, on_expiry="may-escalate"), rung=rung)
    assert found.is_door is so


@pytest.mark.parametrize(
    ("kind", "rung", "on_expiry", "key"),
    [
        ("platform", None, "refunded", "expiry-refunded"),
        ("platform", None, "may-escalate", "expiry-may-escalate"),
        ("law", None, "may-escalate", "expiry-may-escalate-law"),
        ("law", "12315", "may-escalate", "expiry-may-escalate-12315"),
        ("law", "12305", "may-escalate", "expiry-may-escalate-law"),
    ],
)
def test_end_is_told_by_whose_time_it_was(
    kind: str, rung: str | None, on_expiry: str, key: str
) -> None:
    found = replace(deadline(kind=kind, on_expiry=on_expiry), rung=rung)
    assert found.then == say(key)
