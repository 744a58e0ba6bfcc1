"""The rules of a file: each table as a value, and every mistake by its full key."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders_rule_files import (
    RULE_TABLES,
    TAKE_AWAY,
    TOML,
    changed,
    faults,
    needed_keys,
    places,
    tables,
)

from refundcli.core.errors import BadData
from refundcli.core.parsing_rules import Parsed, cites_of, rule_set, sources_of
from refundcli.core.reading import Reader, read_file
from refundcli.core.rules import (
    Band,
    Choice,
    Citation,
    Conditions,
    ExcludedIf,
    Hours,
    Length,
    Note,
    Offer,
    Path,
    ProvisionUse,
    Reading,
    RuleSet,
    Source,
    Window,
    Within,
)
from refundcli.core.text import Text

SOURCE = Source(
    id="R1",
    title="退货规则",
    publisher="某店",
    read_on=date(2026, 11, 20),
    quality="official",
    published=date(2025, 1, 1),
    address="https://shop.example/rules",
)
CITES = (Citation(SOURCE, at="第一条"),)


def read(data: Mapping[str, object] = RULE_TABLES, *, is_own: bool = False) -> RuleSet:
    """Return the rules read from the file `mall.toml`."""
    return read_file(data, "mall.toml", lambda top: rule_set(top, Parsed("mall", is_own=is_own)))


def wrong(place: str, value: object) -> list[tuple[str, str]]:
    """Return the faults of the file that has *value* at *place*."""
    return faults(lambda: read(changed(RULE_TABLES, place, value)))


def test_rules_are_empty_where_the_file_has_none() -> None:
    assert read({}) == RuleSet()


def test_rules_keep_their_sources() -> None:
    assert read().sources == {"R1": SOURCE}


def test_source_needs_only_title_day_and_quality() -> None:
    bare = {"title": "规则", "read_on": date(2026, 11, 20), "quality": "hearsay"}
    top = Reader({"source": {"O1": bare}}, "x.toml", "", [])
    assert sources_of(top) == {"O1": Source("O1", "规则", "", date(2026, 11, 20), "hearsay")}


def test_offer_is_read() -> None:
    conditions = Conditions(
        states=("delivered",),
        remedies=("return-refund",),
        reasons=("quality",),
        purposes=("personal",),
        channels=("online",),
        items=("digital",),
        excludes=("custom-made",),
        excludes_if=(ExcludedIf(("near-expiry",), "exclusion-confirmed"),),
        needs=("intact",),
        denies=("opened",),
        paid_up_to=Decimal("300.00"),
        paid_over=Decimal("5.00"),
        within=Within("paid", Length(24, "hours")),
        beyond=Within("ordered", Length(1, "hours")),
    )
    assert read().offers == (Offer(conditions, CITES),)


def test_choice_is_read() -> None:
    assert read().choices == (Choice(Conditions(reasons=("quality",)), "质量问题", CITES),)


def test_ground_has_the_file_in_its_id() -> None:
    assert [one.id for one in read().grounds] == ["mall/faulty"]


def test_ground_is_read() -> None:
    (found,) = read().grounds
    assert (found.kind, found.title, found.grants, found.freight, found.proof) == (
        "platform",
        Text("质量问题", "a fault"),
        ("return-refund",),
        "seller",
        Text("照片", "a photo"),
    )


def test_ground_keeps_its_conditions() -> None:
    assert read().grounds[0].conditions == Conditions(states=("completed",))


def test_ground_names_its_provisions() -> None:
    uses = (ProvisionUse("fair-24", "reserve", Text("因为", "as")),)
    assert read().grounds[0].provisions == uses


def test_provision_is_cited_unless_reserved() -> None:
    bare = changed(RULE_TABLES, "ground[0].provisions", [{"id": "fair-24"}])
    assert read(bare).grounds[0].provisions == (ProvisionUse("fair-24", "cite"),)


def test_window_is_read() -> None:
    assert read().grounds[0].windows[0] == Window(
        since=date(2020, 1, 1),
        until=date(2024, 1, 1),
        governed_by="completed",
        after="delivered",
        reading=Reading(Length(15, "days"), "next-day", None, CITES),
        also=(Reading(Length(7, "days"), cites=CITES),),
    )


def test_window_without_a_length_is_abolished() -> None:
    assert read().grounds[0].windows[1].reading == Reading(None, cites=CITES)


def test_timer_is_read() -> None:
    (found,) = read().timers
    assert (found.id, found.rule, found.kind, found.actor, found.on_expiry, found.rung) == (
        "seller-answers",
        "mall/seller-answers",
        "platform",
        "seller",
        "agreed",
        "platform",
    )


def test_timer_keeps_its_events() -> None:
    (found,) = read().timers
    assert (found.starts, found.ends, found.pauses, found.resumes) == (
        ("applied",),
        ("agreed",),
        ("escalated",),
        ("decided",),
    )


@pytest.mark.parametrize(("told", "so"), [(None, True), (True, True), (False, False)])
def test_timer_begins_anew_unless_it_says_otherwise(told: bool | None, so: bool) -> None:
    data = RULE_TABLES if told is None else changed(RULE_TABLES, "timer[0].restarts", told)
    assert read(data).timers[0].restarts is so


def test_timer_keeps_its_conditions() -> None:
    assert read().timers[0].conditions == Conditions(remedies=("return-refund",))


def test_timer_version_keeps_its_days() -> None:
    found = read().timers[0].versions
    assert [(one.since, one.until, one.governed_by) for one in found] == [
        (date(2020, 1, 1), date(2024, 1, 1), "applied"),
        (date(2024, 1, 1), None, None),
    ]


def test_band_keeps_its_conditions() -> None:
    at_once = Reading(Length(0, "hours"), cites=CITES)
    band = read().timers[0].versions[0].bands[0]
    assert band == Band(Conditions(needs=("good-standing",)), at_once)


def test_band_keeps_its_hours_and_the_other_reading() -> None:
    hours = Hours(9 * 60, 18 * 60 + 30, (10 * 60, 12 * 60))
    assert read().timers[0].versions[0].bands[1] == Band(
        Conditions(),
        Reading(Length(24, "hours"), "instant", hours, CITES),
        (Reading(Length(2, "days"), cites=CITES),),
    )


def test_timer_version_without_bands_is_one_band() -> None:
    two_days = Reading(Length(48, "hours"), cites=CITES)
    bands = read().timers[0].versions[1].bands
    assert bands == (Band(Conditions(states=("delivered",)), two_days),)


def test_caution_is_read() -> None:
    assert read().cautions == (Note("wait", Text("别急", "wait"), Conditions(), CITES),)


def test_evidence_is_read() -> None:
    photo = Note("photo", Text("照片", "a photo"), Conditions(), CITES, need="required")
    assert read().evidence == (photo,)


def test_limit_is_read() -> None:
    once = Note("once", Text("一次", "once"), Conditions(), CITES, most=1, of="attempts")
    assert read().limits == (once,)


def test_path_is_read() -> None:
    steps = (Text("我的", "Me"), Text("退款", "Refunds"))
    way_in = Text("入口", "the way in")
    assert read().paths == (Path("app", way_in, steps, Conditions(), CITES),)


@pytest.mark.parametrize("kind", ["law", "platform", "promise"])
def test_own_ground_is_a_promise_whatever_it_says(kind: str) -> None:
    own = read(changed(RULE_TABLES, "ground[0].kind", kind), is_own=True)
    assert [(one.kind, one.is_own) for one in own.grounds] == [("promise", True)]


def test_own_timer_is_a_promise_without_saying_so() -> None:
    own = read(changed(RULE_TABLES, "timer[0].kind", TAKE_AWAY), is_own=True)
    assert [(one.kind, one.is_own) for one in own.timers] == [("promise", True)]


def test_own_ground_may_not_be_of_an_unknown_kind() -> None:
    data = changed(RULE_TABLES, "ground[0].kind", "rumour")
    assert faults(lambda: read(data, is_own=True)) == [("ground[0].kind", "fault-choice")]


def test_citation_keeps_the_words() -> None:
    data = {"cites": [{"source": "R1", "says": "七天内可以退货"}]}
    parsed = Parsed("mall", {"R1": SOURCE})
    found = cites_of(Reader(data, "x.toml", "", []), parsed, needed=True)
    assert found == (Citation(SOURCE, says="七天内可以退货"),)


@pytest.mark.parametrize("place", tables(RULE_TABLES))
def test_unknown_key_is_refused(place: str) -> None:
    key = f"{place}.surprise".removeprefix(".")
    assert key in [where for where, _ in wrong(key, "!")]


@pytest.mark.parametrize("place", places(RULE_TABLES))
def test_wrong_type_is_refused(place: str) -> None:
    assert (place, "fault-type") in wrong(place, 3.5)


NEEDED = {
    *(f"source.R1.{key}" for key in ("title", "read_on", "quality")),
    *(f"{table}.cites" for table in ("offer", "choice", "caution", "evidence", "path", "limit")),
    *("offer.excludes_if.items", "offer.excludes_if.fact"),
    *("offer.within.after", "offer.within.lasts", "offer.beyond.after", "offer.beyond.lasts"),
    "choice.label",
    *(f"ground.{key}" for key in ("id", "kind", "title", "grants", "provisions.id")),
    *(f"ground.window.{key}" for key in ("since", "governed_by", "after", "cites")),
    *("ground.window.also.lasts", "ground.window.also.cites"),
    *(f"timer.{key}" for key in ("id", "kind", "actor", "title", "starts", "on_expiry", "version")),
    *(f"timer.version.{key}" for key in ("since", "lasts", "cites")),
    *("timer.version.band.lasts", "timer.version.band.cites"),
    *("timer.version.band.also.lasts", "timer.version.band.also.cites"),
    *(f"timer.version.band.daily.{key}" for key in ("opens", "closes", "answers")),
    *("caution.id", "caution.says", "evidence.id", "evidence.says", "limit.id", "limit.says"),
    "path.surface",
}
"""The keys that a rule cannot do without, beside the source of a citation and the words of a label."""


def test_needed_keys_are_exactly_these() -> None:
    assert needed_keys(RULE_TABLES, read) == NEEDED


CITED_PLACES = [one for one in places(RULE_TABLES) if one.endswith("cites")]
CITED_PLACES.remove("ground[0].cites")


@pytest.mark.parametrize("place", CITED_PLACES)
def test_empty_list_of_citations_is_refused(place: str) -> None:
    assert wrong(place, []) == [(place, "fault-missing")]


def test_ground_with_a_window_is_cited_there() -> None:
    assert wrong("ground[0].cites", TAKE_AWAY) == []


def test_ground_without_a_window_is_cited_itself() -> None:
    bare = changed(RULE_TABLES, "ground[0].window", TAKE_AWAY)
    data = changed(bare, "ground[0].cites", TAKE_AWAY)
    assert faults(lambda: read(data)) == [("ground[0].cites", "fault-missing")]


def test_unknown_source_is_refused() -> None:
    place = "timer[0].version[0].band[1].also[0].cites[0].source"
    assert wrong(place, "R2") == [(place, "fault-source")]


def test_citation_needs_a_place_or_words() -> None:
    assert wrong("caution[0].cites[0]", {"source": "R1"}) == [
        ("caution[0].cites[0].at", "fault-cite")
    ]


def test_law_may_not_be_cited_without_its_source() -> None:
    assert wrong("source", TAKE_AWAY)[0] == ("offer[0].cites[0].source", "fault-source")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("source.R1.quality", "rumour"),
        ("offer[0].states", ["delivered", "lost"]),
        ("offer[0].purposes", ["fun"]),
        ("offer[0].channels", ["by-mail"]),
        ("offer[0].within.after", "signed"),
        ("ground[0].kind", "custom"),
        ("ground[0].freight", "courier"),
        ("ground[0].provisions[0].use", "mention"),
        ("ground[0].window[0].governed_by", "today"),
        ("ground[0].window[0].after", "signed"),
        ("ground[0].window[0].from", "noon"),
        ("timer[0].kind", "custom"),
        ("timer[0].actor", "bank"),
        ("timer[0].on_expiry", "explodes"),
        ("timer[0].version[0].governed_by", "today"),
        ("evidence[0].need", "nice"),
        ("limit[0].of", "words"),
        ("path[0].surface", "phone"),
    ],
)
def test_word_that_is_no_choice_is_refused(place: str, value: object) -> None:
    assert wrong(place, value) == [(place, "fault-choice")]


@pytest.mark.parametrize(
    "place",
    ["ground[0].window[0].lasts", "timer[0].version[1].lasts", "offer[0].within.lasts"],
)
def test_length_without_a_unit_is_refused(place: str) -> None:
    assert wrong(place, "15") == [(place, "error-length")]


def test_amount_that_is_no_sum_is_refused() -> None:
    assert wrong("offer[0].paid_up_to", "cheap") == [("offer[0].paid_up_to", "error-money")]


def test_condition_of_a_ground_names_no_remedies() -> None:
    """It writes `grants` instead."""
    assert wrong("ground[0].remedies", ["repair"]) == [("ground[0].remedies", "fault-unknown-key")]


@pytest.mark.parametrize("clock", ["9", "24:00", "09:60", "nine", "-1:00", "09:00:00"])
def test_time_of_day_is_an_hour_and_a_minute(clock: str) -> None:
    place = "timer[0].version[0].band[1].daily.opens"
    assert wrong(place, clock) == [(place, "fault-clock")]


def test_answering_hours_need_both_answers() -> None:
    place = "timer[0].version[0].band[1].daily.answers"
    assert wrong(place, ["10:00"]) == [(place, "fault-clock")]


def test_every_mistake_is_named_at_once() -> None:
    data = changed(RULE_TABLES, "ground[0].window[1].since", "2024-01-01")
    data = changed(data, "timer[0].version[0].band[0].lasts", "soon")
    data = changed(data, "limit[0].colour", "red")
    assert faults(lambda: read(data)) == [
        ("ground[0].window[1].since", "fault-type"),
        ("timer[0].version[0].band[0].lasts", "error-length"),
        ("limit[0].colour", "fault-unknown-key"),
    ]


def test_mistake_names_its_file() -> None:
    with pytest.raises(BadData) as caught:
        read({"source": {"R1": {}}})
    assert caught.value.message.fields["file"] == "mall.toml"


@given(
    place=st.sampled_from([one for one in places(RULE_TABLES) if "source" not in one]), value=TOML
)
def test_any_value_is_read_or_refused_in_its_own_rule(place: str, value: object) -> None:
    rule = place.partition(".")[0]
    assert [key for key, _ in wrong(place, value) if not key.startswith(rule)] == []
