"""The parts of a rulebook by name, and what stands inside of one."""

from datetime import date

from tests.builders_verdict import (
    ANY,
    CITES,
    ground,
    law,
    note,
    provision,
    reading,
    rulebook,
    rules,
    text,
    timer,
    window,
)

from refundcli.core.parts import inside, parts_of
from refundcli.core.rulebook import Calendar, Stale
from refundcli.core.rules import Choice, Citation, Path, Reading, RuleSet
from refundcli.core.text import Text
from refundcli.core.values import replace


def test_parts_of_a_file_have_the_names_of_their_rules() -> None:
    shop = replace(
        rules(ground(), timer()),
        cautions=(note("careful"),),
        evidence=(note("photo"),),
        limits=(note("once"),),
        choices=(Choice(ANY, "不想要了", CITES),),
        paths=(Path("app", None, (text("open"),), ANY, CITES),),
    )
    found = [one.id for one in parts_of(rulebook(shop)) if one.file == "shop"]
    assert [
        "shop/return",
        "shop/answers",
        "shop/careful",
        "shop/photo",
        "shop/once",
        "shop/offer",
        "shop/choice",
        "shop/path",
    ] == found


def test_parts_hold_provisions_notices_and_stale_citations() -> None:
    made = replace(
        rulebook(law=law(provision("law-1"))),
        calendar=Calendar(notices={2026: CITES}),
        stale=(Stale("old", ("旧",), text("new"), date(2020, 1, 1), CITES),),
    )
    found = [(one.file, one.id) for one in parts_of(made) if one.file not in ("shop", "stall")]
    assert [("law", "law-1"), ("cn", "cn/2026"), ("stale", "stale/old")] == found


def test_parts_of_own_rules_stand_under_own() -> None:
    own = {"": RuleSet(grounds=(ground("mine/longer"),)), "shop": RuleSet(cautions=(note("mind"),))}
    found = [(one.file, one.id) for one in parts_of(rulebook(own=own)) if "own" in one.file]
    assert [("own", "mine/longer"), ("own shop", "own shop/mind")] == found


def test_inside_finds_what_stands_deep() -> None:
    made = ground("shop/return", ANY, window("7 days", "15 days"))
    assert ["7 days", "15 days"] == [str(one.lasts) for one in inside(made, Reading)]
    assert ["7 days", "15 days", "1"] == [one.at for one in inside(made, Citation)]


def test_inside_looks_into_mappings_and_not_into_what_it_gives() -> None:
    assert [text("a")] == list(inside({"states": {"unpaid": text("a")}}, Text))
    assert [] == list(inside(reading("7 days"), Text))
