"""A page: the same words with colour and without, columns in line, many rows in little memory."""

import re
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refundcli.core.widths import cells
from refundcli.render.page import STYLES, Page

CELL = st.text(st.sampled_from("退款，refund -…😀"), max_size=12)
STYLE = st.sampled_from(["", *STYLES])


@st.composite
def pages(draw: st.DrawFn) -> Page:
    """Draw a page of paragraphs and columns."""
    page = Page()
    for kind in draw(
        st.lists(st.sampled_from(["heading", "line", "marked", "columns"]), max_size=5)
    ):
        if kind == "columns":
            rows = draw(st.lists(st.tuples(CELL, CELL, CELL), max_size=4))
            styles = tuple(draw(STYLE) for _ in rows)
            page.columns(rows, draw(st.sampled_from([(), ("甲", "b", "丙")])), styles, (1, 0))
        elif kind == "marked":
            page.marked("!▶", draw(CELL) * 5, draw(STYLE), draw(st.sampled_from([2, 4])))
        elif kind == "line":
            page.line(draw(CELL) * 8, draw(STYLE), draw(st.sampled_from([0, 2, 6])))
        else:
            page.heading(draw(CELL), draw(STYLE))
    return page


@given(pages(), st.sampled_from([20, 40, 80]))
def test_colour_adds_nothing_but_colour(page: Page, width: int) -> None:
    coloured = re.sub(r"\x1b\[[0-9;]*m", "", page.text(width, colour=True))
    assert page.text(width, colour=False) == coloured


@given(pages(), st.sampled_from([20, 40, 80]))
def test_line_keeps_to_the_width_and_ends_in_no_blank(page: Page, width: int) -> None:
    lines = page.text(width, colour=False).splitlines()
    assert [one for one in lines if cells(one) > width or one != one.rstrip()] == []


def test_columns_stand_in_line_whatever_the_script() -> None:
    page = Page()
    page.columns([("退款", "b", "c"), ("ab", "退", "d")], ("", "head", "x"))
    assert page.text(40, colour=False).splitlines() == [
        "        head  x",
        "  退款  b     c",
        "  ab    退    d",
    ]


def test_last_column_folds_below_itself() -> None:
    page = Page()
    page.columns([("ab", "the seller answers the application")])
    assert page.text(24, colour=False).splitlines() == [
        "  ab  the seller answers",
        "      the application",
    ]


def test_columns_go_where_there_is_no_room_and_then_rows_are_told_in_a_line() -> None:
    page = Page()
    page.columns([("a" * 12, "b" * 12, "what is to be done")], drops=(1,))
    wide, narrow, least = (page.text(width, colour=False) for width in (60, 36, 20))
    assert ("b" * 12 in wide, "b" * 12 in narrow) == (True, False)
    assert least.splitlines() == ["  aaaaaaaaaaaa", "  bbbbbbbbbbbb  what", "  is to be done"]


@pytest.mark.parametrize("count", [999, 1000, 2345])
def test_many_rows_come_back_as_they_were(count: int) -> None:
    page = Page()
    page.table(((f"{one:04}", "退款"), "bad" if one % 2 else "") for one in range(count))
    assert page.text(40, colour=True).splitlines() == [
        f"\x1b[31m  {one:04}  退款\x1b[0m" if one % 2 else f"  {one:04}  退款"
        for one in range(count)
    ]


def test_memory_hardly_grows_with_the_rows() -> None:
    def rows(count: int) -> int:
        page = Page()
        tracemalloc.start()
        page.table(((f"tb-{one:06}", "蓝色连衣裙 M 码" * 3, "等" * 20), "") for one in range(count))
        for _ in page.pieces(80, colour=False):
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    few, many = rows(1000), rows(4000)
    assert many < 2 * few
