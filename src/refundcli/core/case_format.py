"""A case as the mapping that a file holds, and back; every mistake is named by file and key."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from refundcli.core.case import Case, is_case_id, is_event_id
from refundcli.core.case_values import (
    CLAIM_VALUES,
    ORDER_VALUES,
    carried,
    state_of,
    with_claim_value,
    with_order_value,
)
from refundcli.core.errors import BadData
from refundcli.core.events import EVENTS, Event
from refundcli.core.order import STATES, Claim, Order
from refundcli.core.periods import BEIJING
from refundcli.core.reading import Reader, read_file
from refundcli.core.text import say

FORMAT = 1
"""The format of the ledger and of its files that this program writes."""


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


def check_format(format: object, where: str) -> None:
    """Raise `BadData` where the file *where* is of a format newer than this program knows."""
    if isinstance(format, int) and format > FORMAT:
        raise BadData(
            say("ledger-newer-format", file=where, format=format, known=FORMAT),
            say("hint-ledger-newer-format"),
        )


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
    order = Order(reader.word("platform"), STATES[0])
    for key, read in ORDER_VALUES.items():
        value = read(reader, key)
        if value is not None:
            order = with_order_value(order, key, value)
    if "state" not in reader.data and state_of(order) == STATES[0]:
        reader.fault("state", say("case-state-unknown", known=STATES))
    reader.finish()
    return replace(order, state=state_of(order))


def _claim(reader: Reader) -> Claim:
    claim = Claim(reader.word("reason"), reader.word("remedy"))
    for key, read in CLAIM_VALUES.items():
        value = read(reader, key)
        if value is not None:
            claim = with_claim_value(claim, key, value)
    facts = reader.table("facts")
    if facts is not None:
        for fact in facts.data:
            claim = with_claim_value(claim, f"facts.{fact}", facts.flag(fact))
    reader.finish()
    return claim


def _events(reader: Reader) -> tuple[Event, ...]:
    for id in reader.data:
        if not is_event_id(id):
            reader.fault(id, say("case-event-id-form", id=id))
    return tuple(_event(id, line) for id, line in reader.named_tables())


def _event(id: str, reader: Reader) -> Event:
    at = reader.instant("at")
    kind = reader.word("kind", tuple(EVENTS))
    carries = carried(reader, kind) if kind in EVENTS else {}
    if kind in EVENTS:
        reader.finish()
    return Event(id, at, kind, carries)
