"""What is asked of an event that a buyer tells of."""

import pytest

from refundcli.core.event_questions import event_questions
from refundcli.core.events import DECISIONS, EVENTS, OUTCOMES


def keys(kind: str, *known: str) -> list[str]:
    """Return the keys that are asked of an event."""
    return [one.key for one in event_questions(kind, known)]


@pytest.mark.parametrize("kind", EVENTS)
def test_what_an_event_needs_is_asked_first_and_nothing_it_cannot_carry(kind: str) -> None:
    found = event_questions(kind)
    needed = [one.key for one in found if one.is_needed]
    assert needed == list(EVENTS[kind].requires) == keys(kind)[: len(needed)]
    assert set(keys(kind)) <= set(EVENTS[kind].keys)


def test_event_that_needs_nothing_asks_nothing() -> None:
    assert keys("sent") == keys("delivered") == []


def test_what_is_known_is_not_asked() -> None:
    assert keys("returned") == ["courier", "waybill", "address"]
    assert keys("returned", "waybill") == ["courier", "address"]


@pytest.mark.parametrize(
    ("kind", "key", "how"),
    [
        ("offered", "amount", "money"),
        ("promised", "promised_by", "when"),
        ("decided", "outcome", "choice"),
        ("escalated", "rung", "choice"),
        ("amended", "set", "correction"),
        ("refused", "words", "text"),
    ],
)
def test_question_says_how_it_is_asked(kind: str, key: str, how: str) -> None:
    found = next(one for one in event_questions(kind) if one.key == key)
    assert (found.kind, found.asks.key) == (how, f"ask-event-{key.replace('_', '-')}")


def test_question_has_a_help_of_its_own() -> None:
    (found,) = event_questions("snoozed")
    assert found.help.key == "help-event-until"


def test_a_decision_offers_only_what_a_place_decides_and_an_end_everything() -> None:
    assert event_questions("decided")[0].choices == DECISIONS
    assert event_questions("closed")[0].choices == OUTCOMES
