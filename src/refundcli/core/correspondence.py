"""The letters of a case so far (往来): drafted, sent, and what came back."""

from datetime import datetime

from refundcli.core.case_state import CaseState
from refundcli.core.events import EVENTS, Event
from refundcli.core.values import dataclass, replace

_TO_A_RUNG = ("platform", "authority", "court")
"""Stages whose letters go to a rung, which answers by deciding; every other one goes to the seller."""
_RUNG_ANSWERS = ("decided", "evidence-asked")


@dataclass(frozen=True, slots=True)
class LetterSoFar:
    """A letter of a stage: when it was drafted and sent, None where it was not, and the answer.

    `respond_by` is what it asked for; `answer` the first event of whoever it went to, before the
    next letter of that stage.
    """

    stage: str
    drafted_at: datetime | None = None
    sent_at: datetime | None = None
    respond_by: datetime | None = None
    answer: Event | None = None

    def is_unanswered(self, now: datetime) -> bool:
        """Return whether the time it asked for has passed without an answer."""
        return self.answer is None and self.respond_by is not None and self.respond_by <= now


def letters_of(state: CaseState) -> tuple[LetterSoFar, ...]:
    """Return the letters of a case in the order they were begun; drafts of one stage are one letter."""
    found: list[LetterSoFar] = []
    for event in state.events:
        stage = str(event.carries.get("stage", "first"))
        place = _unsent(found, stage)
        if event.kind == "drafted" and place is None:
            found.append(LetterSoFar(stage, drafted_at=event.at))
        elif event.kind == "sent":
            by = event.carries.get("respond_by")
            begun = LetterSoFar(stage) if place is None else found.pop(place)
            asked = by if isinstance(by, datetime) else None
            found.append(replace(begun, sent_at=event.at, respond_by=asked))
        elif event.kind != "drafted":
            found = [_answered(one, event) for one in found]
    return tuple(found)


def _unsent(found: list[LetterSoFar], stage: str) -> int | None:
    waiting = (i for i, one in enumerate(found) if one.stage == stage and one.sent_at is None)
    return next(waiting, None)


def _answered(letter: LetterSoFar, event: Event) -> LetterSoFar:
    if letter.stage in _TO_A_RUNG:
        answers = event.kind in _RUNG_ANSWERS
    else:
        answers = "asked" in EVENTS[event.kind].stops and event.by == "seller"
    is_open = letter.sent_at is not None and letter.answer is None
    return replace(letter, answer=event) if answers and is_open else letter
