"""The shipped rulebook against the scenarios of this folder: verdict, grounds, deadlines, provisions."""

from collections import Counter

import pytest
from tests.scenarios.answering import answer, differences, known_on, rulebook
from tests.scenarios.scenario import ALL, Scenario, unknown_words

from refundcli.core.basis import FOR_BUSINESS


@pytest.mark.parametrize("scenario", [pytest.param(one, id=one.name) for one in ALL])
def test_scenario_is_answered_as_expected(scenario: Scenario) -> None:
    """Everything the scenario expects, in one list of what differs."""
    assert [] == list(differences(scenario, answer(scenario)))


def test_scenarios_speak_of_what_the_rulebook_knows() -> None:
    """A misspelt id in `not_basis` or `no_deadline` would be a check that cannot fail."""
    assert [] == [
        f"{one.name}: {word}"
        for one in ALL
        for word in unknown_words(one, known_on(one.order.platform))
    ]


def test_business_scenarios_rest_on_no_consumer_law() -> None:
    """消费者权益保护法第二条: it protects who buys for daily life."""
    assert [] == [
        f"{one.name}: {basis.provision.id}"
        for one in ALL
        if one.claim.purpose == "business"
        for basis in answer(one).verdict.basis
        if basis.provision.protects not in FOR_BUSINESS
    ]


def test_scenario_names_are_unique() -> None:
    """A name leads to one scenario."""
    names = Counter(one.name for one in ALL)
    assert [] == [name for name, times in names.items() if times > 1]


ROWS = (
    ("quality",),
    ("not-as-described",),
    ("counterfeit",),
    ("not-received", "late-shipment"),
    ("wrong-item", "missing-item"),
    ("damaged",),
    ("no-reason",),
    ("price-drop",),
    ("out-of-stock",),
    ("virtual-not-delivered", "unauthorised"),
    ("food-safety",),
    ("change-of-mind",),
)
"""The rows of the table whose law counts: by reason, for a consumer and for a business."""


@pytest.mark.parametrize("purpose", ["personal", "business"])
@pytest.mark.parametrize("reasons", ROWS, ids="/".join)
def test_every_reason_has_two_scenarios_for_each_purpose(
    reasons: tuple[str, ...], purpose: str
) -> None:
    """Whose law counts is asked of every row."""
    found = [
        one.name
        for one in ALL
        if one.claim.reason in reasons and one.claim.purpose == purpose and one.expect.lists
    ]
    assert len(found) >= 2


def test_every_platform_has_scenarios() -> None:
    """A platform file comes with at least three situations."""
    times = Counter(one.order.platform for one in ALL)
    assert [] == [id for id in rulebook().platforms if times[id] < 3]
