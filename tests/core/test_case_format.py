"""A case as a mapping and back; every mistake by file and key."""

import copy
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal

import pytest
from hypothesis import given
from tests.builders_cases import CALM, CASES, ID, OPENED, at, case, event

from refundcli.core.case import Case
from refundcli.core.case_format import case_from_mapping, case_to_mapping
from refundcli.core.errors import BadData
from refundcli.core.migrations import FORMAT
from refundcli.core.periods import BEIJING, beijing
from refundcli.core.text import Said

SENT = "20261122T093100-k3f9"


def mapping(**changes: object) -> dict[str, object]:
    """Return a case as its file holds it; `order__number` sets a key, None takes it away."""
    made: dict[str, object] = {
        "id": ID,
        "opened_at": OPENED,
        "order": {
            "platform": "taobao",
            "number": "4096000000000000001",
            "paid": Decimal("128.00"),
            "delivered_at": beijing(2026, 11, 20, 10),
        },
        "claim": {"reason": "quality", "remedy": "return-refund", "purpose": "personal"},
        "events": {SENT: {"at": at(10), "kind": "sent", "stage": "first"}},
    }
    for name, value in changes.items():
        *tables, key = name.split("__")
        table = made
        for one in tables:
            table = table.setdefault(one, {})  # type: ignore[assignment]  # a table of the mapping
        if value is None:
            table.pop(key)
        else:
            table[key] = value
    return made


def read(**changes: object) -> Case:
    """Return the case read from the mapping with *changes*."""
    return case_from_mapping(mapping(**changes), "x.toml")


def faults(data: Mapping[str, object]) -> dict[str, str]:
    """Return the faults found in *data*: what is wrong by key."""
    with pytest.raises(BadData) as caught:
        case_from_mapping(data, "x.toml")
    said = caught.value.message
    assert said.fields["file"] == "x.toml"
    found = said.fields["faults"]
    assert isinstance(found, tuple)
    return {one.fields["key"]: one.fields["what"].key for one in found}


def test_case_is_read() -> None:
    """The design's example."""
    sent = event("sent", stage="first")
    wanted = case(sent)
    found = read()
    assert found.events[0].id == SENT
    assert found.events[0].carries == sent.carries
    assert (found.order, found.claim, found.opened_at) == (wanted.order, wanted.claim, OPENED)


def test_case_without_events_is_read() -> None:
    """It was opened and nothing happened."""
    assert read(events=None).events == ()


def test_time_without_offset_is_beijing_time() -> None:
    """As a buyer writes it."""
    naive = datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001  # what a hand edit leaves
    assert read(opened_at=naive).opened_at == OPENED


def test_day_alone_stays_a_day() -> None:
    """The hour is not known."""
    found = read(order__delivered_at=date(2026, 11, 20))
    assert found.order.moments["delivered"] == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("paid", "wanted"), [(128, "128.00"), (Decimal("128.5"), "128.50"), ("¥1,280", "1280.00")]
)
def test_money_is_exact(paid: object, wanted: str) -> None:
    """Two places, whatever was written."""
    assert read(order__paid=paid).order.paid == Decimal(wanted)


def test_explicit_state_counts_where_it_is_later() -> None:
    """And moments where they are."""
    assert read(order__state="completed").order.state == "completed"
    assert read(order__state="unshipped").order.state == "delivered"


def test_facts_are_read() -> None:
    """Yes or no."""
    assert read(claim__facts={"intact": True, "opened": False}).claim.facts == {
        "intact": True,
        "opened": False,
    }


@pytest.mark.parametrize(
    ("changes", "key", "what"),
    [
        ({"id": "taobao7k2m"}, "id", "case-id-form"),
        ({"id": 7}, "id", "case-id-form"),
        ({"id": None}, "id", "case-id-form"),
        ({"opened_at": None}, "opened_at", "fault-missing"),
        ({"opened_at": date(2026, 11, 22)}, "opened_at", "fault-type"),
        ({"opened_at": beijing(1999, 1, 1)}, "opened_at", "fault-year"),
        ({"colour": "red"}, "colour", "fault-unknown-key"),
        ({"order": None}, "order.platform", "fault-missing"),
        ({"order": "x"}, "order", "fault-type"),
        ({"claim": None}, "claim.reason", "fault-missing"),
        ({"events": [1]}, "events", "fault-type"),
        ({"order__number": 4096000000000000001}, "order.number", "fault-type"),
        ({"order__paid": 128.0}, "order.paid", "fault-type"),
        ({"order__paid": True}, "order.paid", "fault-type"),
        ({"order__paid": Decimal("1.005")}, "order.paid", "error-money-fen"),
        ({"order__paid": Decimal("NaN")}, "order.paid", "error-money"),
        ({"order__delivered_at": "yesterday"}, "order.delivered_at", "fault-type"),
        ({"order__delivered_at": time(10)}, "order.delivered_at", "fault-type"),
        ({"order__delivered_at": None}, "order.state", "case-state-unknown"),
        ({"order__state": "gone"}, "order.state", "fault-choice"),
        ({"order__colour": "red"}, "order.colour", "fault-unknown-key"),
        ({"order__item_kinds": "digital"}, "order.item_kinds", "fault-type"),
        ({"claim__purpose": "fun"}, "claim.purpose", "fault-choice"),
        ({"claim__colour": "red"}, "claim.colour", "fault-unknown-key"),
        ({"claim__facts": {"intact": "yes"}}, "claim.facts.intact", "fault-type"),
        ({"claim__facts": "intact"}, "claim.facts", "fault-type"),
        ({"events__x": {"at": at(1), "kind": "sent"}}, "events.x", "case-event-id-form"),
        ({f"events__{SENT}": "sent"}, f"events.{SENT}", "fault-type"),
        ({f"events__{SENT}__at": None}, f"events.{SENT}.at", "fault-missing"),
        ({f"events__{SENT}__at": date(2026, 11, 1)}, f"events.{SENT}.at", "fault-type"),
        ({f"events__{SENT}__kind": None}, f"events.{SENT}.kind", "fault-missing"),
        ({f"events__{SENT}__kind": "send"}, f"events.{SENT}.kind", "fault-choice"),
        ({f"events__{SENT}__amount": 1}, f"events.{SENT}.amount", "fault-unknown-key"),
        ({f"events__{SENT}__stage": 1}, f"events.{SENT}.stage", "fault-type"),
        ({"format": "new"}, "format", "fault-type"),
    ],
)
def test_mistake_is_named_by_its_key(changes: dict[str, object], key: str, what: str) -> None:
    """File, key, and what is wrong."""
    assert faults(mapping(**changes))[key] == what


def test_all_mistakes_are_named_at_once() -> None:
    """One look at the file is enough."""
    found = faults(mapping(order__paid="much", claim__purpose="fun"))
    assert set(found) == {"order.paid", "claim.purpose"}


def test_newer_format_is_named_before_anything_else() -> None:
    """What else looks wrong may be what is new."""
    with pytest.raises(BadData) as caught:
        read(format=FORMAT + 1, order__colour="red")
    assert caught.value.message.key == "ledger-newer-format"


def test_known_format_is_read() -> None:
    """A file may say it."""
    assert read(format=FORMAT).id == ID


def test_state_is_written_where_moments_do_not_show_it() -> None:
    """And only there."""
    shown = case_to_mapping(case())["order"]
    told = case_to_mapping(case(moments={}))["order"]
    unpaid = case_to_mapping(case(state="unpaid", moments={"ordered": date(2026, 11, 1)}))["order"]
    assert isinstance(shown, dict)
    assert isinstance(told, dict)
    assert isinstance(unpaid, dict)
    assert ("state" in shown, told["state"], unpaid["state"]) == (False, "delivered", "unpaid")


def test_tables_are_written_in_the_design_s_order() -> None:
    """Events last: a line is added at the end."""
    assert list(case_to_mapping(case())) == ["id", "opened_at", "order", "claim", "events"]


def test_event_is_written_with_what_and_when_first() -> None:
    """Then in the table's order, in Beijing time."""
    sent = event("sent", respond_by=at(10, day=24).astimezone(), stage="first", note="x")
    events = case_to_mapping(case(sent))["events"]
    assert isinstance(events, dict)
    assert list(events[sent.id]) == ["at", "kind", "stage", "respond_by", "note"]
    assert events[sent.id]["respond_by"].tzinfo is BEIJING


@CALM
@given(CASES)
def test_case_written_is_the_case_read(one: Case) -> None:
    """Whatever it holds."""
    assert case_from_mapping(case_to_mapping(one), "x.toml") == one


@CALM
@given(CASES)
def test_writing_leaves_the_case_alone(one: Case) -> None:
    """Values are not shared with what is written."""
    before = copy.deepcopy(one)
    case_to_mapping(one)["order"] = None
    assert one == before


def test_hint_names_the_file() -> None:
    """It is the buyer's own."""
    with pytest.raises(BadData) as caught:
        read(id="x")
    assert caught.value.hint == Said("hint-case-file", {"file": "x.toml"})
