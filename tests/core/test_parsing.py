"""Files to values: platforms, laws, the buyer's own rules, the words and the calendar."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders_rule_files import (
    CALENDAR,
    CITED,
    LAW,
    PLATFORM,
    RULE_TABLES,
    SOURCE_TABLE,
    STALE,
    TAKE_AWAY,
    TOML,
    changed,
    faults,
    label,
    needed_keys,
    places,
    tables,
)

from refundcli.core.errors import BadData
from refundcli.core.parsing import (
    parse_calendar,
    parse_facts,
    parse_items,
    parse_law,
    parse_own,
    parse_platform,
    parse_reasons,
    parse_remedies,
    parse_stale,
)
from refundcli.core.rulebook import (
    Calendar,
    Fact,
    Law,
    Multiple,
    Platform,
    Provision,
    ProvisionVersion,
    Reason,
    Remedy,
    Stale,
    Word,
)
from refundcli.core.rules import Citation, Note, RuleSet, Source
from refundcli.core.text import Text

Data = Mapping[str, object]

NAMED = {"name": label("质量问题", "defect"), "aliases": ["坏了"]}
REASONS = {"quality": {**NAMED, "says": label("坏的", "faulty"), "fault": "seller", "states": []}}
REASONS["quality"]["states"] = ["delivered"]
REMEDIES = {"repair": {**NAMED, "says": label("修好", "mend it"), "returns_goods": True}}
FACTS = {
    "intact": {"asks": label("完好吗？", "Intact?"), "help": label("没坏", "whole"), "promise": True}
}
ITEMS = {"digital": {**NAMED, "help": label("下载的", "downloads")}}

FILES: Mapping[str, tuple[Data, Callable[[Data], object]]] = {
    "platforms/mall.toml": (PLATFORM, lambda data: parse_platform(data, "mall")),
    "laws/fair.toml": (LAW, lambda data: parse_law(data, "fair")),
    "rules/mall.toml": (
        {key: RULE_TABLES[key] for key in ("source", "ground", "timer", "caution")},
        lambda data: parse_own(data, "mall", "rules/mall.toml"),
    ),
    "reasons.toml": (REASONS, parse_reasons),
    "remedies.toml": (REMEDIES, parse_remedies),
    "facts.toml": (FACTS, parse_facts),
    "items.toml": (ITEMS, parse_items),
    "holidays/cn.toml": (CALENDAR, parse_calendar),
    "stale.toml": (STALE, parse_stale),
}
"""Every kind of file: one that holds every key, and what reads it."""

EVERY_PLACE = [(file, place) for file, (data, _) in FILES.items() for place in places(data)]
EVERY_TABLE = [(file, place) for file, (data, _) in FILES.items() for place in tables(data)]


def wrong(file: str, place: str, value: object) -> list[tuple[str, str]]:
    """Return the faults of *file* where it has *value* at *place*."""
    data, read = FILES[file]
    return faults(lambda: read(changed(data, place, value)))


def mall(place: str = "short", value: object = "ml") -> Platform:
    """Return the platform `mall`, with *value* at *place* of its file."""
    return parse_platform(changed(PLATFORM, place, value), "mall")


def fair(place: str = "aliases", value: object = ()) -> Law:
    """Return the law `fair`, with *value* at *place* of its file."""
    return parse_law(changed(LAW, place, value), "fair")


def cited() -> tuple[Citation, ...]:
    """Return the citation that every value of the files carries."""
    source = Source(
        id="R1",
        title="退货规则",
        publisher="某店",
        read_on=date(2026, 11, 20),
        quality="official",
        published=date(2025, 1, 1),
        address="https://shop.example/rules",
    )
    return (Citation(source, at="第一条"),)


@pytest.mark.parametrize(("file", "place"), EVERY_TABLE)
def test_unknown_key_is_refused_in_every_table_of_every_file(file: str, place: str) -> None:
    key = f"{place}.surprise".removeprefix(".")
    assert key in [where for where, _ in wrong(file, key, "!")]


@pytest.mark.parametrize(("file", "place"), EVERY_PLACE)
def test_wrong_type_is_refused_at_every_key_of_every_file(file: str, place: str) -> None:
    assert (place, "fault-type") in wrong(file, place, 3.5)


@pytest.mark.parametrize("file", FILES)
def test_file_with_every_key_has_no_fault(file: str) -> None:
    data, read = FILES[file]
    assert faults(lambda: read(data)) == []


@pytest.mark.parametrize("file", FILES)
def test_mistake_names_its_file(file: str) -> None:
    with pytest.raises(BadData) as caught:
        FILES[file][1]({"surprise": 1})
    assert caught.value.message.fields["file"] == file


@pytest.mark.parametrize("file", FILES)
@given(data=st.data())
def test_any_value_anywhere_is_read_or_refused(file: str, data: st.DataObject) -> None:
    """Nothing but `BadData` is raised."""
    place = data.draw(st.sampled_from(places(FILES[file][0])))
    assert {key for key, _ in wrong(file, place, data.draw(TOML))} is not None
