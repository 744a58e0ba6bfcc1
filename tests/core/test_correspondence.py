"""The letters of a case so far."""

import pytest
from tests.builders_cases import at, case, event

from refundcli.core.case import fold
from refundcli.core.correspondence import LetterSoFar, letters_of
from refundcli.core.events import Event


def letters(*events: Event) -> tuple[LetterSoFar, ...]:
    """Return the letters of a case with these events."""
    return letters_of(fold(case(*events)))


DRAFTED = event("drafted", 9, stage="first")
SENT = event("sent", 10, stage="first", respond_by=at(10, day=24))


def test_draft_that_is_sent_is_one_letter() -> None:
    assert letters(DRAFTED, SENT) == (
        LetterSoFar("first", drafted_at=at(9), sent_at=at(10), respond_by=at(10, day=24)),
    )


def test_second_draft_of_a_stage_is_the_same_letter() -> None:
    assert len(letters(DRAFTED, event("drafted", 10, stage="first"))) == 1


def test_letter_may_be_sent_without_a_draft() -> None:
    found = letters(event("sent", 10))
    assert [(one.stage, one.drafted_at, one.respond_by) for one in found] == [("first", None, None)]


def test_draft_of_another_stage_is_another_letter() -> None:
    found = letters(DRAFTED, event("sent", 10, stage="reminder"))
    assert [(one.stage, one.sent_at) for one in found] == [("first", None), ("reminder", at(10))]


@pytest.mark.parametrize("kind", ["replied", "refused", "agreed", "offered", "promised"])
def test_seller_answers_by_any_word(kind: str) -> None:
    answer = event(kind, 11)
    assert letters(SENT, answer, event("replied", 12))[0].answer == answer


@pytest.mark.parametrize(
    "no_answer",
    [event("shipped", 11), event("offered", 11, by="buyer"), event("decided", 11, outcome="won")],
)
def test_other_acts_are_no_answer_of_the_seller(no_answer: Event) -> None:
    assert letters(SENT, no_answer)[0].answer is None


def test_platform_answers_its_letter_by_deciding() -> None:
    sent, decided = event("sent", 10, stage="platform"), event("decided", 12, outcome="lost")
    assert letters(sent, event("replied", 11), decided)[0].answer == decided


def test_letter_is_unanswered_once_its_time_has_passed() -> None:
    waiting, answered = letters(SENT)[0], letters(SENT, event("replied", 12))[0]
    assert not waiting.is_unanswered(at(9, day=24))
    assert waiting.is_unanswered(at(10, day=24))
    assert not answered.is_unanswered(at(10, day=24))
