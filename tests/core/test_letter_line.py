"""What happened, line by line."""

from decimal import Decimal

from tests.builders_cases import case, event
from tests.builders_life import (
    LOST,
    REFUSED,
    TO_12315,
    TO_PLATFORM,
    told,
)

from refundcli.core.letter_line import MOST, Line


def test_line_is_the_first_whose_conditions_and_fields_are_there() -> None:
    """Else the next, else none."""
    lines = (
        Line("refused", "{at} 拒绝：“{words}”"),
        Line("refused", "{at} 拒绝。"),
        Line("escalated", "{at} 去平台。", ("of-rung-platform",)),
        Line("delivered", "{at} 签收。", ("channel-online", "not-channel-virtual")),
    )
    found = told(*lines, case_of=case(REFUSED, event("refused", 9), TO_PLATFORM, TO_12315, LOST))
    assert found.split("\n") == [
        "2026年11月20日 10:00 签收。",
        "2026年11月22日 11:00 拒绝：“不退”",
        "2026年11月22日 12:00 去平台。",
        "2026年11月23日 09:00 拒绝。",
    ]


def test_line_may_name_a_sum_and_a_remedy() -> None:
    """What the event carries."""
    offered = event("offered", amount=Decimal(20), remedy="exchange")
    line = Line("offered", "{remedy}{amount}", ("of-by-seller",))
    assert told(line, case_of=case(offered)) == "换货20.00元"


def test_only_the_latest_lines_are_kept() -> None:
    """A statement is no diary."""
    many = [event("refused", 9, day=1 + n % 20, words=str(n)) for n in range(MOST + 5)]
    found = told(Line("refused", "{words}"), case_of=case(*many))
    assert len(found.split("\n")) == MOST


def test_case_without_a_line_tells_nothing() -> None:
    """Then the part is left out."""
    assert told(Line("refused", "{at}"), case_of=case()) == ""


def test_replacement_is_told_beside_the_order() -> None:
    """The first delivery stays the order's."""
    sent = event("received", 9, day=22), event("delivered", 10, day=23)
    lines = Line("delivered", "{at} 签收。")
    assert told(lines, case_of=case(*sent, remedy="exchange")).split("\n") == [
        "2026年11月20日 10:00 签收。",
        "2026年11月23日 10:00 签收。",
    ]
