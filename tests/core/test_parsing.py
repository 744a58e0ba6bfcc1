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
    parse_platform_name,
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
from refundcli.core.rules import Citation, Source
from refundcli.core.text import Text

Data = Mapping[str, object]

NAMED = {"name": label("质量问题", "defect"), "aliases": ["坏了"]}
REASON = {**NAMED, "says": label("坏的", "faulty"), "fault": "seller", "states": ["delivered"]}
REASONS = {"quality": REASON}
REMEDIES = {"repair": {**NAMED, "says": label("修好", "mend it"), "returns_goods": True}}
FACTS = {
    "intact": {
        "asks": label("完好吗？", "Intact?"),
        "help": label("没坏", "whole"),
        "promise": True,
    }
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

RULES = ("offer", "choice", "ground", "timer", "caution", "evidence", "path", "limit")
"""Tables whose keys `test_parsing_rules` goes through."""

EVERY_PLACE = [
    (file, place)
    for file, (data, _) in FILES.items()
    for place in places(data)
    if not place.startswith(RULES)
]
EVERY_TABLE = [
    (file, place)
    for file, (data, _) in FILES.items()
    for place in tables(data)
    if not place.startswith(RULES)
]


def wrong(file: str, place: str, value: object) -> list[tuple[str, str]]:
    """Return the faults of *file* where it has *value* at *place*."""
    data, read = FILES[file]
    return faults(lambda: read(changed(data, place, value)))


def mall(place: str = "short", value: object = "ml") -> Platform:
    """Return the platform `mall`, with *value* at *place* of its file."""
    return parse_platform(changed(PLATFORM, place, value), "mall")


def test_platform_by_its_names_alone_is_called_as_the_whole_one() -> None:
    head = parse_platform_name(PLATFORM, "mall")
    whole = mall()
    assert (head.name, head.aliases, head.short) == (whole.name, whole.aliases, "ml")
    assert (head.states, head.rules.grounds) == ({}, ())


def test_platform_without_a_name_is_a_fault_though_its_rules_are_not_read() -> None:
    found = faults(lambda: parse_platform_name({"short": "ml"}, "mall"))
    assert [key for key, _ in found] == ["name"]


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


@given(file=st.sampled_from(list(FILES)), data=st.data())
def test_any_value_anywhere_is_read_or_refused(file: str, data: st.DataObject) -> None:
    """Nothing but `BadData` is raised."""
    place = data.draw(st.sampled_from(places(FILES[file][0])))
    wrong(file, place, data.draw(TOML))


NEEDED = {
    "platforms/mall.toml": {"name", "short", "channel", "states"},
    "laws/fair.toml": {
        "name",
        *(f"provision.{key}" for key in ("id", "article", "says", "protects", "confidence")),
        *("provision.multiple.times", "provision.multiple.least", "provision.version"),
        *(f"provision.version.{key}" for key in ("since", "governed_by", "cites")),
    },
    "reasons.toml": {f"quality.{key}" for key in ("name", "says", "fault", "states")},
    "remedies.toml": {"repair.name", "repair.says"},
    "facts.toml": {"intact.asks", "intact.help"},
    "items.toml": {"digital.name", "digital.help"},
    "holidays/cn.toml": {
        *("year", "year.2026.cites", "year.2026.off"),
        *(f"year.2026.off.{key}" for key in ("name", "from", "to")),
        *("yearly.off", "yearly.cites"),
    },
    "stale.toml": {
        "stale",
        *(f"stale.{key}" for key in ("id", "words", "instead", "since", "cites")),
    },
}


@pytest.mark.parametrize("file", NEEDED)
def test_needed_keys_are_exactly_these(file: str) -> None:
    data, read = FILES[file]
    found = {key for key in needed_keys(data, read) if not key.startswith((*RULES, "source"))}
    assert found == NEEDED[file]


def test_every_mistake_of_a_file_is_named_at_once() -> None:
    data = changed(PLATFORM, "channel", "by-mail")
    data = changed(data, "ground[0].window[0].lasts", 15)
    data = changed(data, "wholesael", True)
    assert faults(lambda: parse_platform(data, "mall")) == [
        ("channel", "fault-choice"),
        ("ground[0].window[0].lasts", "fault-type"),
        ("wholesael", "fault-unknown-key"),
    ]


def test_mistake_in_a_source_of_a_law_is_named_once() -> None:
    place = "source.R1.quality"
    assert wrong("laws/fair.toml", place, "rumour") == [(place, "fault-choice")]


def test_platform_is_read() -> None:
    found = mall()
    assert (found.id, found.name, found.aliases, found.short, found.channel) == (
        "mall",
        Text("某商城", "Mall", "某購物網"),
        ("mall.example",),
        "ml",
        "online",
    )


def test_platform_says_whose_law_and_whose_rules_it_is_under() -> None:
    found = mall()
    assert (found.rules_of, found.is_wholesale, found.law) == ("1688", True, "civil")


def test_platform_is_under_consumer_law_unless_it_says_otherwise() -> None:
    assert mall("law", TAKE_AWAY).law == "consumer"


def test_platform_names_its_states_in_their_order() -> None:
    assert list(mall().states.items()) == [
        ("delivered", Text("已收货", "received")),
        ("completed", Text("已完成", "done")),
    ]


def test_platform_says_what_it_does_not_cover() -> None:
    assert mall().not_covered == (Text("运费险", "freight insurance"),)


def test_platform_names_its_rules_by_its_own_id() -> None:
    assert [one.id for one in mall().rules.grounds] == ["mall/faulty"]


def test_platform_may_not_know_a_state_of_its_own() -> None:
    place = "states.lost"
    assert wrong("platforms/mall.toml", place, label("丢了", "lost")) == [(place, "fault-choice")]


@pytest.mark.parametrize("short", ["m", "malls", "ML", "m-l", "商城"])
def test_short_name_is_two_to_four_lower_case_letters_or_digits(short: str) -> None:
    assert wrong("platforms/mall.toml", "short", short) == [("short", "fault-short")]


def test_law_is_read() -> None:
    found = fair("aliases", ["公平法"])
    assert (found.id, found.name, found.aliases) == (
        "fair",
        Text("中华人民共和国公平法", "Fair Trade Law"),
        ("公平法",),
    )


def test_provision_is_read() -> None:
    version = ProvisionVersion(
        date(2014, 3, 15), date(2030, 1, 1), "ordered", "可以退货。", cited()
    )
    wanted = Provision(
        id="fair-24",
        law="fair",
        law_name=Text("中华人民共和国公平法", "Fair Trade Law"),
        article="第二十四条",
        says=Text("可以退货", "the buyer may return it"),
        protects="consumer",
        confidence="A+",
        is_citable=True,
        versions=(version,),
        multiple=Multiple(3, Decimal("500.00")),
    )
    assert fair().provisions == (wanted,)


def test_provision_without_a_multiple_has_none() -> None:
    assert fair("provision[0].multiple", TAKE_AWAY).provisions[0].multiple is None


def test_provision_is_not_cited_unless_it_says_so() -> None:
    assert not fair("provision[0].cite", TAKE_AWAY).provisions[0].is_citable


def test_provision_may_be_kept_without_its_words() -> None:
    assert fair("provision[0].version[0].text", TAKE_AWAY).provisions[0].versions[0].text is None


def test_provision_of_another_law_is_refused() -> None:
    place = "provision[0].id"
    assert wrong("laws/fair.toml", place, "cpl-24") == [(place, "fault-provision-id")]


def test_uncited_version_of_a_provision_is_refused() -> None:
    place = "provision[0].version[0].cites"
    assert wrong("laws/fair.toml", place, []) == [(place, "fault-missing")]


def test_law_gives_grounds_of_its_own() -> None:
    assert [one.id for one in fair().rules.grounds] == ["fair/faulty"]


def test_own_rules_are_promises() -> None:
    data, _ = FILES["rules/mall.toml"]
    found = parse_own(data, "mall", "rules/mall.toml")
    assert [(one.id, one.kind, one.is_own) for one in found.grounds] == [
        ("mall/faulty", "promise", True)
    ]


@pytest.mark.parametrize("table", ["offer", "choice", "path"])
def test_own_rules_may_not_say_what_only_a_platform_can(table: str) -> None:
    data = {"source": SOURCE_TABLE, table: RULE_TABLES[table]}
    found = faults(lambda: parse_own(data, "mall", "rules/mall.toml"))
    assert found == [(table, "fault-not-own")]


@pytest.mark.parametrize("key", ["name", "provision", "states"])
def test_own_rules_are_neither_a_platform_nor_a_law(key: str) -> None:
    found = faults(lambda: parse_own({key: {}}, "mall", "rules/mall.toml"))
    assert found == [(key, "fault-unknown-key")]


def test_own_rules_may_be_a_caution_alone() -> None:
    caution = [{"id": "wait", "says": label("别急", "wait"), **CITED}]
    found = parse_own({"source": SOURCE_TABLE, "caution": caution}, "mall", "rules/mall.toml")
    assert [one.id for one in found.cautions] == ["wait"]


def test_reasons_are_read() -> None:
    word = Word("quality", Text("质量问题", "defect"), Text("坏的", "faulty"), ("坏了",))
    assert parse_reasons(REASONS) == {"quality": Reason(word, "seller", ("delivered",))}


def test_remedies_are_read() -> None:
    word = Word("repair", Text("质量问题", "defect"), Text("修好", "mend it"), ("坏了",))
    assert parse_remedies(REMEDIES) == {"repair": Remedy(word, True)}


def test_facts_are_read() -> None:
    intact = Fact("intact", Text("完好吗？", "Intact?"), Text("没坏", "whole"), True)
    assert parse_facts(FACTS) == {"intact": intact}


def test_facts_of_another_file_name_it() -> None:
    with pytest.raises(BadData) as caught:
        parse_facts({"intact": {}}, "own.toml")
    assert caught.value.message.fields["file"] == "own.toml"


def test_kinds_of_item_are_read() -> None:
    word = Word("digital", Text("质量问题", "defect"), Text("下载的", "downloads"), ("坏了",))
    assert parse_items(ITEMS) == {"digital": word}


@pytest.mark.parametrize(
    ("file", "place"), [("reasons.toml", "quality.fault"), ("reasons.toml", "quality.states")]
)
def test_reason_may_not_use_an_unknown_word(file: str, place: str) -> None:
    value = "fate" if place.endswith("fault") else ["lost"]
    assert wrong(file, place, value) == [(place, "fault-choice")]


def test_calendar_is_read() -> None:
    assert parse_calendar(CALENDAR) == Calendar(
        off=frozenset({date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3)}),
        work=frozenset({date(2026, 1, 4)}),
        years=frozenset({2026}),
        notices={2026: cited()},
        yearly=frozenset({(1, 1), (10, 1)}),
    )


def test_calendar_needs_no_yearly_days() -> None:
    assert parse_calendar(changed(CALENDAR, "yearly", TAKE_AWAY)).yearly == frozenset()


@pytest.mark.parametrize("name", ["next", "26", "3026"])
def test_calendar_knows_only_years_that_can_be(name: str) -> None:
    years = {name: {**CITED, "off": [_break(date(2026, 1, 1), date(2026, 1, 3))]}}
    assert wrong("holidays/cn.toml", "year", years) == [(f"year.{name}", "fault-year")]


@pytest.mark.parametrize("last", [date(2025, 12, 31), date(2026, 2, 1), date(9999, 12, 31)])
def test_break_lasts_a_day_to_a_month(last: date) -> None:
    found = wrong("holidays/cn.toml", "year.2026.off[0]", _break(date(2026, 1, 1), last))
    assert found == [("year.2026.off[0].to", "fault-break")]


def test_break_may_last_a_day() -> None:
    one_day = _break(date(2026, 1, 1), date(2026, 1, 1))
    found = parse_calendar(changed(CALENDAR, "year.2026.off[0]", one_day))
    assert found.off == {date(2026, 1, 1)}


@pytest.mark.parametrize("written", ["02-30", "1 January", "13-01"])
def test_yearly_day_is_a_month_and_a_day(written: str) -> None:
    found = wrong("holidays/cn.toml", "yearly.off", ["01-01", written])
    assert found == [("yearly.off", "fault-type")]


def test_stale_citations_are_read() -> None:
    assert parse_stale(STALE) == (
        Stale(
            id="contract-law",
            words=("合同法",),
            instead=Text("民法典", "the Civil Code"),
            since=date(2021, 1, 1),
            cites=cited(),
            near=("依据",),
            unless=("废止",),
        ),
    )


def _break(first: date, last: date) -> dict[str, object]:
    return {"name": label("元旦", "New Year"), "from": first, "to": last}
