"""Forms that borrow: the parts of another letter, and the lines of what happened."""

from datetime import date

import pytest
from tests.builders_letters import rulebook

from refundcli.core.errors import BadData
from refundcli.core.letter_line import Line
from refundcli.core.letter_reading import expanded, form_from_mapping
from refundcli.core.letter_text import stamp

_LENDER = {
    "part": [
        {"id": "ask", "text": "请", "when": ["personal"], "drop": 3},
        {"id": "ask-firm", "text": "务请"},
        {"id": "asked", "text": "问过"},
    ]
}
_LIMIT = {"box": "chat", "characters": 500, "why": {"zh": "甲", "en": "a"}}
_TOP = {
    **{"stage": "reminder", "language": "zh-Hans", "tones": ["polite"], "cites": 0},
    "limit": [_LIMIT],
}


def test_borrowed_parts_stand_where_they_are_asked_for() -> None:
    """An id, or its beginning before a hyphen."""
    own = {"part": [{"id": "a", "text": "甲"}, {"from": "first", "ids": ["ask"]}]}
    found = form_from_mapping({**_TOP, **expanded(own, _LENDER, {})}, "x.toml")
    assert [(one.id, one.drop) for one in found.parts] == [("a", 0), ("ask", 3), ("ask-firm", 0)]


def test_borrower_adds_conditions_and_says_what_is_dropped() -> None:
    """Over what the lender says."""
    own = {"part": [{"from": "first", "ids": ["ask"], "when": ["not-favour"], "drop": 9}]}
    (first, second) = form_from_mapping({**_TOP, **expanded(own, _LENDER, {})}, "x.toml").parts
    assert (first.when, first.drop) == (("personal", "not-favour"), 9)
    assert (second.when, second.drop) == (("not-favour",), 9)


def test_lines_of_events_are_those_of_the_shared_file() -> None:
    """The same in every statement."""
    lines = {"line": [{"event": "refused", "text": "{at} 拒绝。", "when": ["personal"]}]}
    found = form_from_mapping(
        {**_TOP, **expanded({"part": [{"id": "a", "text": "甲"}]}, _LENDER, lines)}, "x.toml"
    )
    assert found.lines == (Line("refused", "{at} 拒绝。", ("personal",)),)


def test_file_without_parts_is_left_as_it_is() -> None:
    """What is wrong with it is said by who reads it."""
    assert expanded({"part": "甲"}, _LENDER, {}) == {"part": "甲"}


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"line": [{"event": "nonsense", "text": "甲"}]}, "line[0].event"),
        ({"line": [{"event": "refused", "text": "{item}"}]}, "line[0].text"),
        ({"line": [{"event": "refused", "text": "{at"}]}, "line[0].text"),
        ({"fits": ["nonsense"]}, "fits"),
        ({"turn": ["nonsense"]}, "turn"),
        ({"needs": ["nonsense"]}, "needs"),
        ({"to": "mars"}, "to"),
        ({"covers": ["nonsense"]}, "covers"),
    ],
)
def test_mistake_is_named_by_its_key(more: dict[str, object], key: str) -> None:
    """As everywhere."""
    data = {**_TOP, "part": [{"id": "a", "text": "甲"}], **more}
    with pytest.raises(BadData) as caught:
        form_from_mapping(data, "x.toml", rulebook())
    faults = caught.value.message.fields["faults"]
    assert isinstance(faults, tuple)
    assert [one.fields["key"] for one in faults] == [key]


def test_day_alone_has_no_hour() -> None:
    """What is not known is not said."""
    assert stamp(date(2026, 11, 23), "zh-Hans") == "2026年11月23日"
