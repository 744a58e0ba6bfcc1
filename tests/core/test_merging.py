"""Versions of a case made one: the same whichever side merges, nothing left out, no side preferred."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders_cases import CALM, CASES, case, event

from refundcli.core.case import Case, fold
from refundcli.core.merging import event_lines, holds, line_of, merge, sides
from refundcli.core.values import replace

SENT, REFUSED, NOTED = event("sent", 9), event("refused", 10), event("noted", 11)
MARKED = """\
a = 1
<<<<<<< HEAD
b = 2
=======
c = 3
>>>>>>> theirs
"""
WITH_BASE = "<<<<<<< HEAD\nb = 2\n||||||| base\nz = 0\n=======\nc = 3\n>>>>>>> theirs\n"
TEXT = """\
id = "tb-7k2m"

[order]
paid = 128.00
"seller" = "a.b = c"

[claim.facts]
intact = true

[events]
20261122T093100-k3f9 = { kind = "sent" } # first
"20261122T093200-k3f9" = { kind = "noted" }
"""


FEW = settings(CALM, max_examples=25)
"""Each draws a whole case."""


@st.composite
def versions(draw: st.DrawFn, count: int) -> list[Case]:
    """Draw *count* versions of one case, each with some of the same events in an order of its own."""
    whole = draw(CASES)
    return [
        replace(whole, events=tuple(draw(st.permutations(some))))
        for some in ([one for one in whole.events if draw(st.booleans())] for _ in range(count))
    ]


def joined(ours: Case, theirs: Case) -> Case:
    """Return the union of two versions that go together."""
    made = merge(ours, theirs)
    assert made.clashes == ()
    assert made.case is not None
    return made.case


@FEW
@given(versions(2))
def test_merge_is_the_same_whichever_side_merges(both: list[Case]) -> None:
    ours, theirs = both
    assert joined(ours, theirs) == joined(theirs, ours)


@FEW
@given(versions(3))
def test_merge_of_three_is_the_same_in_any_order(three: list[Case]) -> None:
    first, second, third = three
    expected = joined(joined(first, second), third)
    assert expected == joined(first, joined(second, third))
    assert fold(expected) == fold(joined(joined(third, first), second))


@FEW
@given(versions(2))
def test_merge_leaves_out_no_event_and_adds_none(both: list[Case]) -> None:
    ours, theirs = both
    expected = {one.id: one for one in (*ours.events, *theirs.events)}
    assert expected == {one.id: one for one in joined(ours, theirs).events}


@FEW
@given(versions(2))
def test_merging_again_changes_nothing(both: list[Case]) -> None:
    ours, theirs = both
    once = joined(ours, theirs)
    assert [joined(once, one) for one in (ours, theirs, once)] == [once, once, once]


def test_event_in_other_words_is_a_clash_whichever_side_merges() -> None:
    ours, theirs = case(SENT, NOTED), case(replace(NOTED, carries={"note": "x"}), REFUSED)
    for made in (merge(ours, theirs), merge(theirs, ours)):
        assert (made.case, made.clashes) == (None, (NOTED.id,))


def test_head_changed_on_one_side_is_a_clash_where_no_base_is_known() -> None:
    assert merge(case(SENT), case(SENT, paid=Decimal("99.00"))).clashes == ("order",)
    assert merge(case(), case(remedy="refund-only")).clashes == ("claim",)


def test_head_changed_on_one_side_since_the_base_is_taken() -> None:
    base, changed = case(), case(SENT, paid=Decimal("99.00"))
    ours = merge(changed, case(NOTED), base)
    theirs = merge(case(NOTED), changed, base)
    expected = case(SENT, NOTED, paid=Decimal("99.00"))
    assert (ours.case, theirs.case) == (expected, expected)
    assert (ours.is_head_theirs, theirs.is_head_theirs) == (False, True)


def test_head_changed_on_both_sides_is_a_clash_unless_alike() -> None:
    base, one, two = case(), case(paid=Decimal("99.00")), case(paid=Decimal("98.00"))
    assert merge(one, two, base).clashes == ("order",)
    assert merge(one, one, base).case == one


def test_whole_holds_its_parts_and_no_other() -> None:
    whole = case(SENT, REFUSED)
    assert [holds(whole, one) for one in (whole, case(), case(REFUSED))] == [True, True, True]
    others = (case(NOTED), case(SENT, paid=None), case(replace(SENT, carries={"note": "x"})))
    assert [holds(whole, one) for one in others] == [False, False, False]


def test_event_lines_are_those_of_events_with_their_numbers() -> None:
    found = [(one.number, one.id) for one in event_lines(TEXT)]
    assert found == [(11, "20261122T093100-k3f9"), (12, "20261122T093200-k3f9")]
    assert event_lines(TEXT)[0].text.endswith("# first")


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("id", 1),
        ("order", 3),
        ("order.paid", 4),
        ("order.seller", 5),
        ("order.number", 3),
        ("claim.facts.intact", 8),
        ("events.20261122T093100-k3f9", 11),
        ("events.20261122T093200-k3f9.kind", 12),
        ("events.20261122T093300-k3f9", 10),
        ("seller", None),
    ],
)
def test_line_of_a_key_is_where_it_or_its_table_stands(key: str, line: int | None) -> None:
    assert line == line_of(TEXT, key)


def test_sides_of_a_marked_text_are_both_whole_versions() -> None:
    assert sides(MARKED) == ("a = 1\nb = 2\n", "a = 1\nc = 3\n", None)


def test_sides_know_the_base_where_every_mark_shows_it() -> None:
    assert sides(WITH_BASE) == ("b = 2\n", "c = 3\n", "z = 0\n")
    both = sides(MARKED + WITH_BASE)
    assert both is not None
    assert both[2] is None


def test_sides_of_crlf_and_of_a_text_without_its_last_line_end() -> None:
    crlf = MARKED.replace("\n", "\r\n")
    assert sides(crlf) == ("a = 1\r\nb = 2\r\n", "a = 1\r\nc = 3\r\n", None)
    assert sides(MARKED + "d = 4") == ("a = 1\nb = 2\nd = 4", "a = 1\nc = 3\nd = 4", None)


@pytest.mark.parametrize(
    "text",
    [
        "a = 1\n",
        "",
        MARKED.replace("=======\n", ""),
        MARKED.replace(">>>>>>> theirs\n", ""),
        MARKED.replace("<<<<<<< HEAD\n", ""),
        MARKED.replace("b = 2\n", MARKED),
    ],
)
def test_text_whose_marks_do_not_fit_has_no_sides(text: str) -> None:
    assert sides(text) is None
