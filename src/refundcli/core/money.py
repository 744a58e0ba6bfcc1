"""Exact yuan: decimals with two places, never a binary float."""

from decimal import Decimal, InvalidOperation

from refundcli.core.errors import BadData
from refundcli.core.text import say

_LARGEST = Decimal("1000000000")


def yuan(value: str | int | Decimal, name: str = "amount") -> Decimal:
    """Return *value* as yuan with two places; *name* says in the error where it came from.

    Accepts ``128``, ``128.5``, ``¥1,280.00`` and ``128元``. Raises `BadData` for a negative sum,
    for parts of a fen, for an absurd size, for a comma that parts no thousands (``128,50``), and
    for what is no number.

    >>> yuan("¥1,280.5")
    Decimal('1280.50')
    """
    raw = str(value).strip()
    bare = raw.strip("\u00a5\uffe5\u5143 ").removeprefix("CNY").removesuffix("CNY")
    bare = bare.replace("\uff0c", ",").strip()
    whole, _, parts = bare.partition(".")
    is_grouped = "," not in parts and all(len(group) == 3 for group in whole.split(",")[1:])
    try:
        amount = Decimal(bare.replace(",", ""))
    except InvalidOperation:
        raise BadData(say("error-money", name=name, value=raw), say("hint-money")) from None
    is_sum = amount.is_finite() and 0 <= amount < _LARGEST
    if not (is_sum and is_grouped):
        raise BadData(say("error-money", name=name, value=raw), say("hint-money"))
    exact = amount.copy_abs().quantize(Decimal("0.01"))
    if exact != amount:
        raise BadData(say("error-money-fen", name=name, value=raw), say("hint-money"))
    return exact
