"""Whose turn it is: an impasse, what was turned down, where the next step leads."""

from decimal import Decimal

from tests.builders_cases import at, event
from tests.builders_life import (
    LOST,
    REFUSED,
    TO_12315,
    TO_PLATFORM,
    life,
    so,
)

from refundcli.core.events import Event
from refundcli.core.letter_conditions import life_conditions
from refundcli.core.steps import NextStep
from refundcli.core.text import say
from refundcli.core.values import replace


def test_refusal_after_an_answer_is_an_impasse() -> None:
    """One answer is enough."""
    rebuttal = event("sent", 12, day=22, stage="rebuttal")
    again = event("refused", 13, day=22)
    assert "at-impasse" not in so(REFUSED)
    assert "at-impasse" in so(REFUSED, rebuttal, again)


def test_platform_that_turned_down_leads_to_the_authority_then_the_court() -> None:
    """Each once."""
    assert {"at-impasse", "rung-platform"} <= so(REFUSED, TO_PLATFORM)
    lost = so(REFUSED, TO_PLATFORM, LOST)
    assert {"turned-down", "authority-next", "decided-lost"} <= lost
    assert "at-impasse" not in lost
    assert not {"turned-down", "authority-next"} & so(REFUSED, TO_PLATFORM, LOST, TO_12315)
    over = event("decided", 15, day=22, rung="12315", outcome="lost")
    assert "court-next" in so(REFUSED, TO_PLATFORM, LOST, TO_12315, over)


def test_decision_for_the_buyer_turns_nothing_down() -> None:
    """Won is won."""
    assert "turned-down" not in so(TO_PLATFORM, replace(LOST, carries={"outcome": "won"}))


UP = NextStep("escalate", say("x"), say("x"), None, (), rung="platform")
AGAIN = event("refused", 11, day=23, words="不退")
DECIDED = (
    event("escalated", 12, day=23, rung="platform"),
    event("decided", 13, day=23, outcome="lost", rung="platform"),
)


def so_next(step: NextStep, *events: Event) -> frozenset[str]:
    """Return the conditions that these events make so where *step* is the next one."""
    return life_conditions(replace(life(*events), step=step))


def test_step_to_the_platform_is_its_letter_s_turn() -> None:
    """Once the seller's last words are answered."""
    late = event("sent", 9, day=22, respond_by=at(9, day=23))
    assert "at-impasse" in so_next(UP, late)
    assert "at-impasse" not in so_next(UP, late, AGAIN)
    answered = event("sent", 12, day=23, stage="rebuttal", respond_by=at(12, day=25))
    assert "at-impasse" in so_next(UP, late, AGAIN, answered)


def test_appeal_comes_before_the_authority() -> None:
    """As long as the next step is the appeal."""
    appeal = replace(UP, rung="platform-appeal")
    assert {"at-impasse"} == so_next(appeal, *DECIDED) & {"at-impasse", "authority-next"}
    to_office = replace(UP, rung="12315")
    assert {"authority-next"} == so_next(to_office, *DECIDED) & {"at-impasse", "authority-next"}


def test_offer_is_answered_before_the_platform_is_told_more() -> None:
    """Also while the platform decides."""
    told = (DECIDED[0], event("offered", 14, day=23, amount=Decimal(20)))
    answer = replace(UP, id="answer-offer", rung=None)
    assert "at-impasse" in so_next(replace(UP, id="await", rung=None), *told)
    assert "at-impasse" not in so_next(answer, *told)


def test_step_to_an_office_or_a_court_is_its_letter_s_turn() -> None:
    """Whatever was decided: the letter follows the step."""
    names = {"authority-next", "court-next"}
    turns = {rung: so_next(replace(UP, rung=rung), *DECIDED) & names for rung in ("12315", "court")}
    assert turns == {"12315": {"authority-next"}, "court": {"court-next"}}
