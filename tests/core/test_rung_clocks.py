"""The times that a rung has of its own: since when, until when, and what ends them."""

from decimal import Decimal

import pytest
from tests.builders import calendar_2026
from tests.builders_cases import at, case, event
from tests.builders_ladder import ladder, lasting, rung, words

from refundcli.core.case import fold
from refundcli.core.events import Event
from refundcli.core.findings import Deadline
from refundcli.core.periods import beijing
from refundcli.core.rung_clocks import rung_clocks
from refundcli.core.text import say

ANSWER = {"says": words("it answers"), "version": [lasting("7 days")]}
COURT = rung("court", clock=[ANSWER])
SUED = event("escalated", 10, rung="court")


def clocks(*events: Event, one: dict[str, object] = COURT) -> tuple[Deadline, ...]:
    """Return the clocks of a ladder's one rung."""
    return tuple(rung_clocks(ladder(one), fold(case(*events)), calendar_2026()))


def test_rung_gone_to_has_its_time_as_the_law_counts() -> None:
    (found,) = clocks(SUED)
    assert (found.rule, found.id, found.actor, found.kind, found.rung, found.due) == (
        "ladder/court",
        "ladder-court",
        "authority",
        "law",
        "court",
        beijing(2026, 12, 1),
    )


def test_time_of_a_courier_is_the_couriers() -> None:
    (found,) = clocks(event("escalated", rung="courier"), one=rung("courier", clock=[ANSWER]))
    assert found.actor == "courier"


def test_time_of_a_rung_says_where_it_comes_from() -> None:
    (found,) = clocks(SUED)
    assert found.derivation[1] == say(
        "step-began",
        event=say("event-escalated"),
        at=at(10),
        source=say("known-from-event", id=SUED.id),
    )


@pytest.mark.parametrize(
    "events",
    [
        (),
        (event("escalated", rung="12315"),),
        (SUED, event("decided", 11, rung="court", outcome="lost")),
        (SUED, event("replied", 11, rung="court")),
        (SUED, event("refunded", 11, amount=Decimal("128.00"))),
        (SUED, event("closed", 11, outcome="dropped")),
    ],
    ids=["nowhere", "elsewhere", "decided", "answered", "paid", "closed"],
)
def test_rung_has_no_time_where_it_owes_no_answer(events: tuple[Event, ...]) -> None:
    assert clocks(*events) == ()


def test_second_time_of_a_rung_has_a_name_of_its_own() -> None:
    two = rung("court", clock=[ANSWER, ANSWER])
    assert [one.rule for one in clocks(SUED, one=two)] == ["ladder/court", "ladder/court-2"]


def test_time_that_was_not_in_force_yet_does_not_run() -> None:
    late = {"says": words("it answers"), "version": [lasting("7 days", beijing(2027, 1, 1).date())]}
    assert clocks(SUED, one=rung("court", clock=[late])) == ()
