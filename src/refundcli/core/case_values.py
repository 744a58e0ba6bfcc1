"""The values that an order, a claim and an event hold: how each key is read and set."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from refundcli.core.events import EVENTS, FREIGHT, OFFERERS, OUTCOMES
from refundcli.core.order import MOMENTS, PURPOSES, STATE_OF_MOMENT, STATES, Claim, Order, When
from refundcli.core.reading import Reader
from refundcli.core.text import say
from refundcli.core.values import replace

Read = Callable[[Reader, str], object]
"""Reads the value of a key: None where it is left out; a wrong one is noted by the reader."""

FORGET = ""
"""The value by which an `amended` event takes a key away."""


def _word(reader: Reader, key: str) -> str | None:
    return reader.maybe_word(key)


def _one_of(*allowed: str) -> Read:
    def read(reader: Reader, key: str) -> str | None:
        word = reader.maybe_word(key, allowed)
        return word if word in allowed else None

    return read


def _count(reader: Reader, key: str) -> int | None:
    count = reader.number(key)
    if count is not None and count < 1:
        reader.fault(key, say("fault-type", wanted="number from 1 on"))
    return count


ORDER_VALUES: Mapping[str, Read] = {
    "platform": _word,
    "state": _one_of(*STATES),
    "number": _word,
    "seller": _word,
    "item": _word,
    "item_kinds": lambda reader, key: reader.words(key) or None,
    "paid": Reader.exact,
    **{f"{moment}_at": Reader.maybe_when for moment in MOMENTS},
}
"""The keys of an order, in the order they are written."""

CLAIM_VALUES: Mapping[str, Read] = {
    "reason": _word,
    "remedy": _word,
    "purpose": _one_of(*PURPOSES),
    "amount": Reader.exact,
}
"""The keys of a claim, without its facts."""

_DEPTH = 2
"""How many tables a key of a correction can lie in: `claim.facts.…`."""

AMENDABLE = (
    *(f"order.{key}" for key in ORDER_VALUES),
    *(f"claim.{key}" for key in (*CLAIM_VALUES, "facts")),
)
"""The keys that a correction may set."""


def _changes(reader: Reader, key: str) -> Mapping[str, object] | None:
    table = reader.table(key)
    if table is None:
        return None
    found: dict[str, object] = {}
    for name, value in _flat(table.data):
        one = Reader({name: value}, reader.file, table.place, reader.faults)
        read = _amendable(name)
        if read is None:
            one.fault(name, say("fault-unknown-key", known=AMENDABLE))
        elif value == FORGET and _is_needed(name):
            one.fault(name, say("fault-missing", wanted="string"))
        else:
            known = None if value == FORGET else read(one, name)
            found[name] = FORGET if known is None else known
    return found


_WORDS = (
    "stage text remedy reason words excuse address courier waybill channel rung reference deadline "
    "why note event"
)

EVENT_VALUES: Mapping[str, Read] = {
    **dict.fromkeys(_WORDS.split(), _word),
    **dict.fromkeys(("respond_by", "promised_by", "until", "due"), Reader.maybe_instant),
    "amount": Reader.exact,
    "attempt": _count,
    "freight": _one_of(*FREIGHT),
    "by": _one_of(*OFFERERS),
    "outcome": _one_of(*OUTCOMES),
    "set": _changes,
}
"""The keys that events carry."""


def present(reader: Reader, known: Collection[str]) -> Iterable[str]:
    """Return those of the *known* keys that the table holds: most are left out in most.

    All of them where it holds others too, so that the reader can name what is known.
    """
    if any(key not in known for key in reader.data):
        return known
    return [key for key in known if key in reader.data]


def carried(reader: Reader, kind: str, *, is_complete: bool = True) -> Mapping[str, object]:
    """Return what an event of *kind* carries, in the table's order; faults go to *reader*.

    What is left out, or empty, is not carried. One that is not complete yet may lack what it needs.
    """
    line = EVENTS[kind]
    found = {key: EVENT_VALUES[key](reader, key) for key in present(reader, line.keys)}
    for key in line.requires if is_complete else ():
        if not found.get(key) and reader.data.get(key) in (None, "", {}):
            reader.fault(key, say("fault-missing", wanted="value"))
    return {key: value for key, value in found.items() if value is not None}


def with_changes(order: Order, claim: Claim, changes: Mapping[str, object]) -> tuple[Order, Claim]:
    """Return *order* and *claim* after a correction (更正); its keys are `order.…` and `claim.…`.

    A state set back takes the moments after it away: what was corrected has not happened.
    """
    for name, value in sorted(changes.items(), key=lambda one: one[0] != "order.state"):
        table, _, key = name.partition(".")
        if table == "claim":
            claim = with_claim_value(claim, key, value)
        elif key == "state":
            order = _set_back(order, str(value))
        else:
            order = with_order_value(order, key, value)
    return replace(order, state=state_of(order)), claim


def with_order_value(order: Order, key: str, value: object) -> Order:
    """Return *order* with the value of *key* set, or taken away where it is empty."""
    moment = key.removesuffix("_at")
    if moment != key:
        kept = {name: when for name, when in order.moments.items() if name != moment}
        return replace(order, moments=kept if value == FORGET else {**kept, moment: value})  # type: ignore[dict-item]  # ORDER_VALUES reads a When
    empty: object = () if key == "item_kinds" else None
    return replace(order, **{key: empty if value == FORGET else value})  # type: ignore[arg-type]  # ORDER_VALUES has its fields


def with_claim_value(claim: Claim, key: str, value: object) -> Claim:
    """Return *claim* with the value of *key* set, or taken away where it is empty."""
    table, _, fact = key.partition(".")
    if table != "facts":
        return replace(claim, **{key: None if value == FORGET else value})  # type: ignore[arg-type]  # CLAIM_VALUES has its fields
    kept = {name: so for name, so in claim.facts.items() if name != fact}
    return replace(claim, facts=kept if value == FORGET else {**kept, fact: value is True})


def state_of(order: Order) -> str:
    """Return where *order* stands: its state, or the later one that its moments show.

    >>> from datetime import date
    >>> state_of(Order("taobao", "unpaid", moments={"shipped": date(2026, 11, 20)}))
    'in-transit'
    """
    shown = (STATE_OF_MOMENT[one] for one in order.moments if one in STATE_OF_MOMENT)
    return max((order.state, *shown), key=STATES.index)


def _set_back(order: Order, state: str) -> Order:
    reached = STATES.index(state)
    kept: dict[str, When] = {
        name: when
        for name, when in order.moments.items()
        if STATES.index(STATE_OF_MOMENT.get(name, state)) <= reached
    }
    return replace(order, state=state, moments=kept)


def _amendable(name: str) -> Read | None:
    table, _, key = name.partition(".")
    if table == "order":
        return ORDER_VALUES.get(key)
    if table == "claim" and key.startswith("facts."):
        return Reader.maybe_flag
    return CLAIM_VALUES.get(key) if table == "claim" else None


def _is_needed(name: str) -> bool:
    return name in ("order.platform", "order.state", "claim.reason", "claim.remedy")


def _flat(table: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for key, value in table.items():
        if isinstance(value, Mapping) and above.count(".") < _DEPTH:
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value
