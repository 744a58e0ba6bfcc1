"""Cases for tests: a small one told in a line, and any that a ledger can hold."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from refundcli.core.case import ALPHABET, Case
from refundcli.core.case_values import CLAIM_VALUES, EVENT_VALUES, ORDER_VALUES, state_of
from refundcli.core.events import EVENTS, FREIGHT, OFFERERS, OUTCOMES, Event
from refundcli.core.order import MOMENTS, PURPOSES, STATES, Claim, Order
from refundcli.core.periods import beijing
from refundcli.core.values import replace

OPENED = beijing(2026, 11, 22, 9, 30)
NOW = beijing(2026, 11, 30, 12)
ID = "tb-7k2m"


def at(hour: int, minute: int = 0, *, day: int = 23) -> datetime:
    """Return an instant of November 2026 in Beijing time."""
    return beijing(2026, 11, day, hour, minute)


def event(kind: str, hour: int = 10, *, day: int = 23, **carries: object) -> Event:
    """Return an event of November 2026 with an id of its own."""
    number = next(_NUMBERS)
    letters = "".join(ALPHABET[number // 31**place % 31] for place in (3, 2, 1, 0))
    when = at(hour, day=day)
    return Event(f"{when:%Y%m%dT%H%M%S}-{letters}", when, kind, carries)


_NUMBERS = count(31**3)


def order(**known: object) -> Order:
    """Return an order on Taobao, signed for on 20 November unless said otherwise."""
    usual: dict[str, object] = {
        "platform": "taobao",
        "state": "delivered",
        "number": "4096000000000000001",
        "paid": Decimal("128.00"),
        "moments": {"delivered": beijing(2026, 11, 20, 10)},
    }
    return Order(**{**usual, **known})  # type: ignore[arg-type]  # names are its own fields


def case(*events: Event, id: str = ID, remedy: str = "return-refund", **known: object) -> Case:
    """Return a case about a defect, with what is *known* of its order."""
    claim = Claim("quality", remedy, "personal")
    return Case(id, OPENED, order(**known), claim, events)


CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For properties of whole cases: drawing one takes long where the machine is busy."""

_CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXT = st.text(_CHARACTERS, min_size=1, max_size=20)
"""Any text that UTF-8 holds: control characters, quotes, ESC and bidi marks as well."""

INSTANTS = st.timedeltas(timedelta(0), timedelta(days=72000)).map(
    lambda since: beijing(2001, 1, 1) + since
)
MONEY = (
    st.integers(0, 10**10)
    .map(lambda fen: Decimal(fen) / 100)
    .map(lambda yuan: yuan.quantize(Decimal("0.01")))
)
_DAYS = st.dates(date(2001, 1, 1), date(2198, 12, 31))
_LETTERS = st.text(st.sampled_from(ALPHABET), min_size=4, max_size=4)
CASE_IDS = _LETTERS.map(lambda letters: f"tb-{letters}")
_EVENT_IDS = st.builds(lambda when, four: f"{when:%Y%m%dT%H%M%S}-{four}", INSTANTS, _LETTERS)


_ORDERS = st.builds(
    Order,
    platform=TEXT,
    state=st.sampled_from(STATES),
    number=st.none() | TEXT,
    seller=st.none() | TEXT,
    item=st.none() | TEXT,
    item_kinds=st.lists(TEXT, max_size=3).map(tuple),
    paid=st.none() | MONEY,
    moments=st.dictionaries(st.sampled_from(MOMENTS), INSTANTS | _DAYS),
).map(lambda one: replace(one, state=state_of(one)))
_CLAIMS = st.builds(
    Claim,
    reason=TEXT,
    remedy=TEXT | st.sampled_from(["return-refund", "refund-only"]),
    purpose=st.none() | st.sampled_from(PURPOSES),
    amount=st.none() | MONEY,
    facts=st.dictionaries(TEXT, st.booleans(), max_size=3),
)
_CHANGES: dict[str, st.SearchStrategy[object]] = {
    "order.platform": TEXT,
    "order.state": st.sampled_from(STATES),
    "order.item": TEXT | st.just(""),
    "order.item_kinds": st.lists(TEXT, min_size=1, max_size=2).map(tuple) | st.just(""),
    "order.paid": MONEY | st.just(""),
    "order.delivered_at": INSTANTS | _DAYS | st.just(""),
    "claim.remedy": TEXT,
    "claim.amount": MONEY | st.just(""),
    "claim.facts.intact": st.booleans() | st.just(""),
}
_VALUES: dict[str, st.SearchStrategy[object]] = {
    **dict.fromkeys(EVENT_VALUES, TEXT),
    **dict.fromkeys(("respond_by", "promised_by", "until", "due"), INSTANTS),
    "amount": MONEY,
    "attempt": st.integers(1, 9),
    "freight": st.sampled_from(FREIGHT),
    "by": st.sampled_from(OFFERERS),
    "outcome": st.sampled_from(OUTCOMES),
    "set": st.fixed_dictionaries({}, optional=_CHANGES).filter(bool),
}


@st.composite
def events(draw: st.DrawFn) -> tuple[Event, ...]:
    """Draw events of every kind; retractions mostly name one that is there."""
    ids = draw(st.lists(_EVENT_IDS, unique=True, max_size=8))
    made = []
    for id in ids:
        kind = draw(st.sampled_from(sorted(EVENTS)))
        line = EVENTS[kind]
        needed = {key: _VALUES[key] for key in line.requires}
        extra = {key: _VALUES[key] for key in line.keys if key not in needed}
        if kind == "retracted":
            needed = {"event": st.sampled_from(ids)}
        carries = draw(st.fixed_dictionaries(needed, optional=extra))
        made.append(Event(id, draw(INSTANTS), kind, carries))
    return tuple(made)


CASES = st.builds(
    Case, id=CASE_IDS, opened_at=INSTANTS, order=_ORDERS, claim=_CLAIMS, events=events()
)
"""Any case that a ledger can hold."""

assert set(_CHANGES) <= {f"order.{key}" for key in ORDER_VALUES} | {
    *(f"claim.{key}" for key in CLAIM_VALUES),
    "claim.facts.intact",
}
