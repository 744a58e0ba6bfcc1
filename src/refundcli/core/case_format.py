"""A case as the mapping that a file holds, and back; every mistake is named by file and key."""

from collections.abc import Mapping
from datetime import datetime

from refundcli.core.case import Case, is_case_id, is_event_id
from refundcli.core.case_values import (
    CLAIM_VALUES,
    ORDER_VALUES,
    Read,
    carried,
    present,
    state_of,
)
from refundcli.core.errors import BadData
from refundcli.core.events import EVENTS, Event
from refundcli.core.migrations import check_format
from refundcli.core.order import MOMENTS, STATES, Claim, Order
from refundcli.core.periods import BEIJING
from refundcli.core.reading import Reader, read_file
from refundcli.core.text import say
from refundcli.core.values import replace


def case_from_mapping(mapping: Mapping[str, object], where: str) -> Case:
    """Return the case that the file *where* holds.

    Times without an offset are Beijing wall time; money is an exact decimal, never a binary float;
    an order's state may be left out where its moments show it. Raises `BadData` naming every fault
    by its key, or the format where it is newer than this program.
    """
    check_format(mapping.get("format"), where)
    try:
        return read_file(mapping, where, _case)
    except BadData as error:
        raise BadData(error.message, say("hint-case-file", file=where)) from None


def case_to_mapping(case: Case) -> dict[str, object]:
    """Return the mapping that a new file holds, in the order it is written, in Beijing time."""
    return {
        "id": case.id,
        "opened_at": case.opened_at.astimezone(BEIJING),
        "order": order_to_mapping(case.order),
        "claim": claim_to_mapping(case.claim),
        "events": {event.id: event_to_mapping(event) for event in case.events},
    }


def order_to_mapping(order: Order) -> dict[str, object]:
    """Return what is known of *order*; its state only where the moments do not show it."""
    shown = state_of(replace(order, state=STATES[0]))
    known: dict[str, object] = {
        **{key: getattr(order, key, None) for key in ORDER_VALUES},
        "state": None if shown == order.state != STATES[0] else order.state,
        "item_kinds": list(order.item_kinds) or None,
        **{f"{name}_at": when for name, when in order.moments.items()},
    }
    return {key: _written(value) for key, value in known.items() if value is not None}


def claim_to_mapping(claim: Claim) -> dict[str, object]:
    """Return what is known of *claim*."""
    known = {key: getattr(claim, key) for key in CLAIM_VALUES}
    facts = {"facts": dict(claim.facts)} if claim.facts else {}
    return {**{key: value for key, value in known.items() if value is not None}, **facts}


def event_to_mapping(event: Event) -> dict[str, object]:
    """Return the inline table of *event*: when, what, and what it carries in the table's order."""
    carries = {
        key: _written(event.carries[key])
        for key in (*EVENTS[event.kind].keys, *event.carries)
        if event.carries.get(key) is not None
    }
    return {"at": event.at.astimezone(BEIJING), "kind": event.kind, **carries}


def _written(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(BEIJING)
    if isinstance(value, Mapping):
        return {key: _written(one) for key, one in value.items()}
    return list(value) if isinstance(value, tuple) else value


def _case(top: Reader) -> Case:
    top.number("format")
    id = top.word("id")
    if not is_case_id(id):
        top.fault("id", say("case-id-form", id=id))
    opened_at = top.instant("opened_at")
    order, claim, events = top.table("order"), top.table("claim"), top.table("events")
    return Case(
        id=id,
        opened_at=opened_at,
        order=_order(order or top.inner("order", {})),
        claim=_claim(claim or top.inner("claim", {})),
        events=() if events is None else _events(events),
    )


def _order(reader: Reader) -> Order:
    found = _values(reader, ORDER_VALUES)
    moments = {name: found.pop(f"{name}_at") for name in MOMENTS if f"{name}_at" in found}
    needed = {"platform": reader.word("platform"), "state": found.get("state", STATES[0])}
    order = Order(**{**found, **needed, "moments": moments})  # type: ignore[arg-type]  # ORDER_VALUES has its fields
    shown = state_of(order)
    if "state" not in reader.data and shown == STATES[0]:
        reader.fault("state", say("case-state-unknown", known=STATES))
    reader.finish()
    return order if shown == order.state else replace(order, state=shown)


def _claim(reader: Reader) -> Claim:
    table = reader.table("facts")
    facts = {} if table is None else {fact: table.flag(fact) for fact in table.data}
    found = _values(reader, CLAIM_VALUES)
    needed = {"reason": reader.word("reason"), "remedy": reader.word("remedy")}
    reader.finish()
    return Claim(**{**found, **needed, "facts": facts})  # type: ignore[arg-type]  # CLAIM_VALUES has its fields


def _values(reader: Reader, known: Mapping[str, Read]) -> dict[str, object]:
    found = {key: known[key](reader, key) for key in present(reader, known)}
    return {key: value for key, value in found.items() if value is not None}


def _events(reader: Reader) -> tuple[Event, ...]:
    for id in reader.data:
        if not is_event_id(id):
            reader.fault(id, say("case-event-id-form", id=id))
    return tuple(_event(id, line) for id, line in reader.named_tables())


_KINDS = tuple(EVENTS)


def _event(id: str, reader: Reader) -> Event:
    at = reader.instant("at")
    kind = reader.word("kind", _KINDS)
    carries = carried(reader, kind) if kind in EVENTS else {}
    if kind in EVENTS:
        reader.finish()
    return Event(id, at, kind, carries)
