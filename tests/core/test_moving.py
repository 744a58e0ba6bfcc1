"""A ledger as a document: out of it, back into it, and what is told to others of it."""

import json
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders_cases import CALM, CASES, ID, NOW, case, event
from tests.builders_rules import with_timer

from refundcli.core.case import Case, fold
from refundcli.core.errors import BadData
from refundcli.core.exporting import SCHEMA, export_document
from refundcli.core.importing import Incoming, cases_in, incoming, lacking
from refundcli.core.migrations import FORMATS, Formats
from refundcli.core.redaction import redacted, vocabulary
from refundcli.core.values import replace

FEW = settings(CALM, max_examples=30)


def document(*cases: Case) -> dict[str, Any]:
    """Return the document that holds *cases*, as a file would give it back."""
    found: dict[str, Any] = json.loads(json.dumps(export_document(cases, NOW)))
    return found


def changed(**change: object) -> dict[str, Any]:
    """Return the document of one case with *change* in that case."""
    made = document(case(event("sent", stage="first")))
    made["cases"][0].update(change)
    return made


def refusal(what: object) -> tuple[str, Mapping[str, object]]:
    """Return how a document is refused."""
    with pytest.raises(BadData) as caught:
        cases_in(what, "x.json")
    return caught.value.message.key, caught.value.message.fields


@FEW
@given(st.lists(CASES, max_size=3, unique_by=lambda one: one.id))
def test_cases_read_back_are_the_cases_written(cases: list[Case]) -> None:
    """Whole journals: retracted events, corrections, days without an hour, exact money."""
    assert list(cases_in(document(*cases), "x.json")) == cases


def test_document_says_what_it_is() -> None:
    """Its format, when it was made, and that nothing in it was replaced."""
    made = document(case())
    assert (made["schema"], made["redacted"]) == (SCHEMA, False)
    assert made["exported_at"] == "2026-11-30T12:00:00+08:00"


def test_state_is_always_told() -> None:
    """Also where the moments show it: who reads the document need not know how."""
    assert document(case())["cases"][0]["order"]["state"] == "delivered"


@pytest.mark.parametrize("what", [[], {}, {"schema": "x/1"}, {"schema": "refundcli/export/x"}])
def test_other_document_is_no_export(what: object) -> None:
    """It is named as what it is not."""
    assert refusal(what)[0] == "import-no-export"


def test_newer_document_is_refused() -> None:
    """Before anything in it is looked at."""
    key, fields = refusal({"schema": "refundcli/export/2", "people": 3})
    assert (key, fields["schema"]) == ("import-newer", "refundcli/export/2")


def test_unknown_key_is_refused_and_named() -> None:
    """To leave it out would be to lose it."""
    key, fields = refusal({**document(), "files": []})
    assert key == "import-wrong"
    assert "files" in str(fields["what"])
    assert refusal(changed(colour="red"))[0] == "error-data-file"


@pytest.mark.parametrize(
    ("what", "place"),
    [
        ({**document(), "cases": {}}, "x.json: cases"),
        ({**document(), "cases": [3]}, "x.json: cases[0]"),
        (changed(events=3), "x.json: cases[0].events"),
        (changed(events=[3]), "x.json: cases[0].events[0]"),
        (changed(events=[{"kind": "sent"}]), "x.json: cases[0].events[0]"),
        (changed(opened_at="yesterday"), "x.json: cases[0]"),
        (changed(opened_at="2026-02-30"), "x.json: cases[0]"),
        (changed(opened_at="2026-02-30T10:00"), "x.json: cases[0]"),
        (changed(id="../tb-7k2m"), "x.json: cases[0]"),
        (changed(order=None), "x.json: cases[0]"),
        (changed(claim={"reason": ["quality"], "remedy": 1}), "x.json: cases[0]"),
    ],
)
def test_wrong_value_is_named_with_its_place(what: object, place: str) -> None:
    """The first case that is wrong, with every fault in it."""
    assert refusal(what)[1]["file"] == place


def test_event_that_is_there_twice_is_refused() -> None:
    """In JSON nothing else would say so."""
    made = changed()
    made["cases"][0]["events"] *= 2
    assert refusal(made)[1]["file"] == "x.json: cases[0].events[1]"


def test_case_that_is_there_twice_is_refused() -> None:
    """Nothing is chosen."""
    key, fields = refusal(document(case(), case()))
    assert key == "import-wrong"
    assert ID in str(fields["what"])


def test_case_without_events_is_one() -> None:
    """Written by hand."""
    made = changed()
    del made["cases"][0]["events"]
    assert cases_in(made, "x.json")[0].events == ()


def test_events_that_are_new_are_those_the_known_case_lacks() -> None:
    """In their order; what it has besides stays."""
    first, second, third = event("sent"), event("replied"), event("noted", note="x")
    assert lacking(case(first, second), case(first, third)) == (third,)
    assert lacking(case(first, second), case(first)) == ()


def test_case_opened_otherwise_is_refused() -> None:
    """Another order under the same id."""
    with pytest.raises(BadData) as caught:
        lacking(case(), case(number="2"))
    assert caught.value.message.fields["clashes"] == ("order",)


def test_event_with_other_words_is_refused() -> None:
    """Of the same id."""
    told = event("replied", words="yes")
    with pytest.raises(BadData) as caught:
        lacking(case(told), case(replace(told, carries={"words": "no"})))
    assert caught.value.message.fields == {"id": ID, "clashes": (told.id,)}


def test_import_tells_new_grown_and_unchanged_cases() -> None:
    """And stores the first two."""
    told = event("sent")
    known = {ID: case(), "tb-2222": case(id="tb-2222")}
    cases = (case(told), case(id="tb-2222"), case(id="tb-3333"))
    found = incoming(cases, known.get)
    assert found == Incoming(cases[2:], ((cases[0], (told,)),), cases[1:2])
    assert found.to_store == (cases[2], cases[0])


PRIVATE = case(
    event("drafted", text="亲，订单 4096 的耳机坏了", stage="first"),
    event("refused", words="拆封不退", excuse="box-open", note="on the phone"),
    event("returned", courier="顺丰", waybill="SF1234", address="杭州市某路 1 号"),
    event("escalated", rung="12315", reference="REF-77", channel="电话"),
    event("amended", set={"order.seller": "另一家店", "claim.facts.mine": True, "order.paid": ""}),
    event("amended", set={"order.item_kinds": ("fresh", "secret")}),
    event("retracted", event="20261123T100000-k3f9"),
    seller="某某旗舰店",
    item="蓝牙耳机",
    item_kinds=("fresh", "secret"),
)
OWN = (
    *("4096", "耳机", "拆封", "phone", "顺丰", "SF1234", "杭州", "REF-77", "电话", "家店", "旗舰"),
    *("secret", "mine", "box-open"),
)
KNOWN = {"taobao", "quality", "return-refund", "first", "12315", "fresh", "delivered", "personal"}


def test_redaction_replaces_what_is_the_buyer_s_own() -> None:
    """Wherever it stands, and what is not a word of the rules."""
    told = json.dumps(export_document(redacted([PRIVATE], KNOWN), NOW), ensure_ascii=False)
    assert [word for word in OWN if word in told] == []
    assert all(word in told for word in KNOWN)


def test_redaction_keeps_dates_money_and_where_the_case_stands() -> None:
    """So that the deadlines are the same."""
    (found,) = redacted([PRIVATE], KNOWN)
    before, after = fold(PRIVATE), fold(found)
    assert after.phase == before.phase
    assert after.order.moments == before.order.moments
    assert after.order.paid == before.order.paid
    assert [(one.id, one.at, one.kind) for one in found.events] == [
        (one.id, one.at, one.kind) for one in PRIVATE.events
    ]


def test_vocabulary_holds_the_ids_of_the_rules() -> None:
    """What a case may say without saying anything of a buyer."""
    rules = with_timer()
    known = vocabulary(rules, ("first",))
    assert {*rules.platforms, *rules.reasons, *rules.remedies, *rules.items, "first"} <= known
    assert {one.id for _, ruleset in rules.files() for one in ruleset.timers} <= known


def test_redaction_gives_one_name_to_one_word() -> None:
    """In every case, so that two claims against one seller show as such."""
    one, two, three = redacted(
        [case(seller="A", number=None), case(seller="B"), case(seller="A")], KNOWN
    )
    assert [found.order.seller for found in (one, two, three)] == [
        "seller-1",
        "seller-2",
        "seller-1",
    ]
    assert one.order.number is None


def test_hidden_word_that_is_one_of_the_rules_is_replaced_too() -> None:
    """A shop may be called as a reason is; and a retraction may name anything."""
    (found,) = redacted([case(event("retracted", event="my words"), seller="quality")], KNOWN)
    assert found.order.seller == "seller-1"
    assert found.events[0].carries["event"] == "event-1"


@FEW
@given(CASES)
def test_redacted_case_is_one_that_can_be_read(one: Case) -> None:
    """Whatever was in it."""
    cases = redacted([one], KNOWN)
    assert cases_in(document(*cases), "x.json") == cases


def test_there_has_been_one_format() -> None:
    """Every older one has the step that follows it."""
    assert set(FORMATS.steps) == set(range(1, FORMATS.newest))


def test_text_of_the_newest_format_is_left_as_it_is() -> None:
    """No step is taken."""
    assert Formats(2, {1: str.upper}).upgraded("id", 2) == "id"
