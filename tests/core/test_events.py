"""The table of events: it names only what the vocabulary has."""

import pytest

from refundcli.core.case_values import EVENT_VALUES
from refundcli.core.events import (
    BACK,
    EVENTS,
    GRANTED,
    PHASE_OF_RUNG,
    PHASES,
    RESUMED,
    RUNGS,
    SIDE_RUNGS,
    EventKind,
    Pick,
)
from refundcli.core.order import STATES

LINES = [pytest.param(line, id=kind) for kind, line in EVENTS.items()]
NAMED = {GRANTED, BACK, RESUMED}
ACTORS = {"buyer", "seller", "platform", "authority", "courier"}


def targets(line: EventKind) -> set[str | None]:
    """Return every phase that *line* can lead to."""
    if isinstance(line.becomes, Pick):
        return {*line.becomes.phases.values(), line.becomes.otherwise}
    return {line.becomes}


def test_events_are_those_of_the_design() -> None:
    """The design's table, line by line."""
    assert " ".join(EVENTS) == (
        "paid shipped delivered completed drafted sent applied replied agreed refused offered "
        "promised returned received refunded escalated evidence-asked decided extended withdrawn "
        "snoozed noted evidence amended retracted closed reopened"
    )


@pytest.mark.parametrize("line", LINES)
def test_line_carries_values_that_can_be_read(line: EventKind) -> None:
    """Every key has its reader; what is needed may be carried."""
    assert set(line.keys) <= set(EVENT_VALUES)
    assert set(line.requires) <= set(line.keys)


@pytest.mark.parametrize("line", LINES)
def test_line_moves_between_phases_that_are_there(line: EventKind) -> None:
    """A phase that nobody knows would never be left."""
    assert line.phases <= set(PHASES)
    assert line.leaves <= set(PHASES)
    assert targets(line) <= {*PHASES, *NAMED, None}


@pytest.mark.parametrize("line", LINES)
def test_line_names_an_actor_and_a_state(line: EventKind) -> None:
    """Both are words of the vocabulary."""
    assert line.actor in ACTORS
    assert line.moves_to is None or line.moves_to in STATES


def test_every_phase_can_be_reached() -> None:
    """From the first one, `returning` and `refunding` also by a grant."""
    reached = set().union(*(targets(line) for line in EVENTS.values()))
    assert set(PHASES) - {"preparing"} <= reached


def test_note_goes_with_every_event() -> None:
    """Once, also where the note is the event."""
    assert [kind for kind, line in EVENTS.items() if line.keys.count("note") != 1] == []


OWN_CLOCKS = {"asked", "promised", "evidence", "offer"}


@pytest.mark.parametrize("line", LINES)
def test_line_stops_clocks_that_are_there(line: EventKind) -> None:
    """Those of a case's own."""
    assert set(line.stops) <= OWN_CLOCKS


def test_every_clock_of_a_case_can_be_stopped() -> None:
    """Nothing runs for ever."""
    assert set().union(*(line.stops for line in EVENTS.values())) == OWN_CLOCKS


def test_every_rung_begins_a_phase_or_is_a_side_door() -> None:
    """The seller is no place to go to: a letter asks there."""
    assert set(RUNGS) == {"seller", *PHASE_OF_RUNG, *SIDE_RUNGS}
    assert set(PHASE_OF_RUNG.values()) <= set(PHASES)
