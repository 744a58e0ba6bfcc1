"""What a buyer logs, made an event: its instant, and corrections read from words."""

from datetime import datetime, timedelta

from refundcli.core.case_values import FORGET
from refundcli.core.errors import BadData
from refundcli.core.money import yuan
from refundcli.core.order import When
from refundcli.core.periods import bounds
from refundcli.core.text import say
from refundcli.core.times import parse_when

_STARTS_THE_OTHERS = frozenset(
    ("sent", "applied", "returned", "received", "escalated", "promised", "withdrawn")
)
"""Events after which somebody else's clock runs."""

_MONEY = ("paid", "amount")
_YES = ("yes", "true", "1", "是")
_NO = ("no", "false", "0", "否")


def instant_of(kind: str, when: When, now: datetime) -> datetime:
    """Return the instant of an event known only by *when*.

    Of a day alone the safe end counts: its last minute where the event starts another's clock, so that nobody is
    called late too early, else its first; never later than *now*, unless the whole day lies ahead.

    >>> from datetime import date
    >>> from refundcli.core.periods import beijing
    >>> instant_of("delivered", date(2026, 11, 20), beijing(2026, 11, 22)).hour
    0
    """
    first, last = bounds(when)
    if first == last or kind not in _STARTS_THE_OTHERS:
        return first
    return max(first, min(last - timedelta(minutes=1), now))


def correction(pair: str, now: datetime) -> tuple[str, object]:
    """Return the key and value of a correction written as KEY=VALUE; an empty value takes the key away.

    Keys are `order.…` and `claim.…`; raises `BadData` for what is not a pair or a value of the wrong kind.

    >>> from refundcli.core.periods import beijing
    >>> correction("order.paid=99", beijing(2026, 11, 22))
    ('order.paid', Decimal('99.00'))
    """
    key, equals, value = pair.partition("=")
    key, value = key.strip(), value.strip()
    if not equals or not key:
        raise BadData(say("error-set", value=pair), say("hint-set"))
    name = key.partition(".")[2]
    if not value:
        return key, FORGET
    if name in _MONEY:
        return key, yuan(value, key)
    if name.endswith("_at"):
        return key, parse_when(value, now, key)
    if name == "item_kinds":
        return key, tuple(one.strip() for one in value.split(",") if one.strip())
    if name.startswith("facts."):
        if value.casefold() not in (*_YES, *_NO):
            raise BadData(say("error-fact", name=name, value=value), say("hint-fact", name=name))
        return key, value.casefold() in _YES
    return key, value
