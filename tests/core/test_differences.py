"""What an entry changes in a case."""

from datetime import datetime
from decimal import Decimal

from tests.builders_cases import at, case, event
from tests.builders_verdict import ANY, ground, rulebook, rules, timer, window

from refundcli.core.differences import Difference, differences
from refundcli.core.dossier import Dossier, dossier_of
from refundcli.core.events import Event

BOOK = rulebook(
    rules(ground("shop/return", ANY, window()), timer("answers", pauses=("escalated",)))
)
APPLIED = event("applied", 10)
NOW = at(12)


def dossier(*events: Event, now: datetime = NOW) -> Dossier:
    """Return what can be said of a case in the shop."""
    return dossier_of(BOOK, case(*events, platform="shop"), now)


def told(before: Dossier, after: Dossier) -> list[tuple[str, object, object]]:
    """Return what differs, with both values."""
    return [(one.what, one.before, one.after) for one in differences(before, after)]


def test_note_changes_nothing() -> None:
    assert differences(dossier(), dossier(event("noted", 11, note="n"))) == ()


def test_application_changes_phase_and_clocks() -> None:
    window_ends = dossier().deadlines[0].due
    assert told(dossier(), dossier(APPLIED)) == [
        ("phase", "preparing", "applied"),
        ("deadline", window_ends, None),
        ("deadline", None, at(10, day=24)),
    ]


def test_deadline_has_its_name() -> None:
    found = differences(dossier(APPLIED), dossier())
    assert [one.title for one in found if one.what == "deadline"] == [
        dossier(APPLIED).deadlines[0].title,
        dossier().deadlines[0].title,
    ]


def test_deadline_put_on_hold_says_so() -> None:
    held = dossier(APPLIED, event("escalated", 11, rung="platform"))
    assert ("deadline", at(10, day=24), "on-hold") in told(dossier(APPLIED), held)


def test_corrected_values_and_money_differ() -> None:
    after = dossier(
        event("amended", 10, set={"order.paid": Decimal("99.00")}),
        event("refunded", 11, amount=Decimal("50.00")),
    )
    found = differences(dossier(), after)
    assert Difference("order.paid", Decimal("128.00"), Decimal("99.00")) in found
    assert Difference("refunded", Decimal(0), Decimal("50.00")) in found
