"""A case on one axis of time."""

from datetime import date, datetime

from tests.builders_cases import at, case, event
from tests.builders_verdict import ANY, ground, rulebook, rules, timer, window

from refundcli.core.dossier import dossier_of
from refundcli.core.events import Event
from refundcli.core.order import When
from refundcli.core.periods import beijing
from refundcli.core.timeline import Point, timeline

BOOK = rulebook(
    rules(ground("shop/return", ANY, window()), timer("answers", pauses=("escalated",)))
)
NOW = at(12)
SIGNED: dict[str, When] = {"delivered": beijing(2026, 11, 20, 10)}


def points(
    *events: Event,
    now: datetime = NOW,
    moments: dict[str, When] = SIGNED,
    remedy: str = "return-refund",
) -> list[Point]:
    """Return the axis of a case in the shop."""
    one = case(*events, platform="shop", moments=moments, remedy=remedy)
    return list(timeline(dossier_of(BOOK, one, now)))


def names(found: list[Point]) -> list[tuple[str, str]]:
    """Return kind and name of each point."""
    return [(one.kind, one.name) for one in found]


def test_moments_events_now_and_deadlines_stand_on_one_axis() -> None:
    assert names(points(event("applied", 10))) == [
        ("moment", "delivered"),
        ("event", "applied"),
        ("now", "now"),
        ("deadline", "answers"),
    ]


def test_deadline_that_has_run_out_lies_before_now() -> None:
    found = points(event("applied", 10), now=at(10, day=24))
    assert names(found)[-2:] == [("deadline", "answers"), ("now", "now")]


def test_deadline_on_hold_comes_last_without_a_time() -> None:
    found = points(event("applied", 10), event("escalated", 11, rung="platform"))
    assert (found[-1].name, found[-1].when) == ("answers", None)


def test_points_know_whose_act_they_are() -> None:
    found = points(
        event("applied", 9), event("refused", 10), moments={"ordered": date(2026, 11, 1)}
    )
    assert [one.actor for one in found[:3]] == ["buyer", "buyer", "seller"]


def test_moment_of_an_event_stands_as_it_was_corrected() -> None:
    earlier = beijing(2026, 11, 21, 8)
    corrected = event("amended", 11, set={"order.completed_at": earlier})
    found = points(event("completed", 9), corrected)
    assert [(one.name, one.when) for one in found[:2]] == [
        ("delivered", SIGNED["delivered"]),
        ("completed", earlier),
    ]


def test_event_that_a_correction_undid_is_not_on_the_axis() -> None:
    back = event("amended", 11, set={"order.state": "delivered"})
    assert "completed" not in [one.name for one in points(event("completed", 9), back)]


def test_day_alone_begins_with_its_first_hour() -> None:
    found = points(moments={"delivered": date(2026, 11, 23)}, now=at(0))
    assert names(found)[:2] == [("moment", "delivered"), ("now", "now")]


def test_replacement_stands_beside_the_moments_of_the_order() -> None:
    """Each at its own time, also where the first shipment is not known."""
    sent = event("shipped", 9, day=22), event("delivered", 9)
    found = points(event("received", 8, day=22), *sent, remedy="exchange")
    assert [(one.name, one.when) for one in found[:4]] == [
        ("delivered", SIGNED["delivered"]),
        ("received", at(8, day=22)),
        ("shipped", at(9, day=22)),
        ("delivered", at(9)),
    ]
