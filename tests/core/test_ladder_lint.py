"""Planted mistakes in a ladder, each found and named by its rung."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from tests.builders_ladder import entry, file, gate, lasting, rung, words
from tests.builders_rules import CITES, TODAY, platform, rulebook, rules, timer

from refundcli.core.events import EVENTS
from refundcli.core.ladder_form import ladder_from_mapping
from refundcli.core.ladder_lint import lint_ladder
from refundcli.core.rulebook import Rulebook, Stale
from refundcli.core.rules import Conditions, Path
from refundcli.core.text import Text
from refundcli.core.values import replace

BOOK = rulebook()


def complaints(
    *rungs: Mapping[str, Any], book: Rulebook = BOOK, today: date = TODAY, **keys: Any
) -> list[tuple[str, str, str]]:
    """Return severity, rule and sentence of each complaint about a ladder of *rungs*."""
    ladder = ladder_from_mapping(file(*rungs, **keys))
    return [
        (one.severity, one.rule, one.what.key) for one in lint_ladder(ladder, book, EVENTS, today)
    ]


def test_good_ladder_has_no_complaints() -> None:
    good = rung(
        on=[{"platforms": ["shop"], "reasons": ["quality"]}],
        begins=["sent"],
        closes_after=["refused"],
        gate=[gate("applied", spares=["quality"])],
        bar={"says": words("bar"), "timer": "shop/seller-answers"},
        clock=[{"says": words("clock"), "version": [lasting("3 days")]}],
        notes=[entry("x", platforms=["shop"])],
    )
    assert [] == complaints(good)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"needs": ["unheard-of"]}, "lint-unknown-id"),
        ({"on": [{"platforms": ["moon"]}]}, "lint-unknown-id"),
        ({"on": [{"reasons": ["moon"]}]}, "lint-unknown-id"),
        ({"absent": [entry("x", platforms=["moon"])]}, "lint-unknown-id"),
        ({"gate": [gate("applied", spares=["moon"])]}, "lint-unknown-id"),
        ({"begins": ["dreamt"]}, "lint-unknown-id"),
        ({"ends": ["dreamt"]}, "lint-unknown-id"),
        ({"quits": ["dreamt"]}, "lint-unknown-id"),
        ({"closes_after": ["dreamt"]}, "lint-unknown-id"),
        ({"bar": {"says": words("x"), "timer": "shop/moon"}}, "lint-unknown-id"),
        (
            {"bar": {"says": words("x"), "version": [lasting("3 years"), lasting("2 years")]}},
            "lint-overlap",
        ),
        (
            {
                "clock": [
                    {"says": words("x"), "version": [lasting("3 days", until=date(2019, 1, 1))]}
                ]
            },
            "lint-backwards",
        ),
    ],
)
def test_planted_mistake_is_found(changes: dict[str, Any], key: str) -> None:
    assert [("error", "ladder/platform", key)] == complaints(rung(**changes))


def test_stale_citation_in_a_sentence_is_found() -> None:
    stale = Stale("old", ("旧办法",), Text("新办法", "the new one"), date(2026, 4, 15), ())
    book = replace(BOOK, stale=(stale,))
    found = complaints(rung(notes=[entry("依据旧办法。")]), book=book)
    assert [("error", "ladder/platform", "lint-stale")] == found


def test_rung_that_only_a_rule_knows_is_found() -> None:
    path = Path("app", None, (), Conditions(), CITES, "moon")
    shop = platform(rules=rules(timers=(timer(rung="moon"),), paths=(path,)))
    found = complaints(rung(), book=replace(BOOK, platforms={"shop": shop}))
    assert [
        ("error", "shop/seller-answers", "lint-unknown-id"),
        ("error", "shop/path", "lint-unknown-id"),
    ] == found


def test_old_and_unused_sources_are_warned_of() -> None:
    assert [("warning", "ladder", "lint-old-source")] == complaints(
        rung(), today=date(2027, 11, 23)
    )
    spare = {"title": "x", "read_on": TODAY, "quality": "official"}
    both = {"S": spare, "T": spare}
    assert [("warning", "ladder", "lint-unused-source")] == complaints(rung(), source=both)


@pytest.mark.parametrize(
    "changes",
    [
        {"awards": [entry("x", laws=["civil"])]},
        {"awards": [entry("x", laws=["consumer"])], "laws": ["civil"]},
    ],
    ids=["no-such-platform", "no-such-rung-there"],
)
def test_statement_that_fits_no_platform_is_found(changes: dict[str, Any]) -> None:
    assert [("error", "ladder/platform", "lint-ladder-nowhere")] == complaints(rung(**changes))


def test_name_that_two_rungs_have_is_found() -> None:
    found = complaints(rung("court", aliases=["Sue"]), rung("12315", aliases=["sue"]))
    assert [("error", "ladder/12315", "lint-shared-name")] == found


def test_statement_about_a_law_and_a_name_of_its_own_are_no_fault() -> None:
    good = rung(aliases=["the shop"], awards=[entry("x", laws=["consumer"], platforms=["shop"])])
    assert [] == complaints(good)
