"""Exact yuan: decimals with two places, never a binary float."""

from decimal import Decimal, InvalidOperation

from refundcli.core.errors import BadData
from refundcli.core.text import say

_LARGEST = Decimal("1000000000")


def yuan(value: str | int | Decimal, name: str = "amount") -> Decimal:
    """Return *value* as yuan with two places; *name* says in the error where it came from.

    Accepts ``128``, ``128.5``, ``¥1,280.00`` and ``128元``. Raises `BadData` for a negative sum, for
    parts of a fen, for an absurd size, and for what is no number.

    >>> yuan("¥1,280.5")
    Decimal('1280.50')
    """
    raw = str(value).strip()
    bare = raw.strip("\u00a5\uffe5\u5143 ").removeprefix("CNY").removesuffix("CNY")
    bare = bare.replace(",", "").replace("\uff0c", "").strip()
    try:
        amount = Decimal(bare)
    except InvalidOperation:
        raise BadData(say("error-money", name=name, value=raw), say("hint-money")) from None
    if not amount.is_finite() or amount < 0 or amount >= _LARGEST:
        raise BadData(say("error-money", name=name, value=raw), say("hint-money"))
    exact = amount.quantize(Decimal("0.01"))
    if exact != amount:
        raise BadData(say("error-money-fen", name=name, value=raw), say("hint-money"))
    return exact
