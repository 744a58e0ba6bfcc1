"""Values as plain ones that JSON can hold, and back: for what is kept outside of the program."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from refundcli.core.rules import Length
from refundcli.core.text import Said, Text


def plain(value: object) -> object:
    """Return *value* as text, numbers, lists and None; every other kind as a list that begins with its mark.

    Takes what a `Said` may speak of. Raises `TypeError` for anything else.

    >>> plain(Said("due", {"who": Text("卖家", "the seller")}))
    ['said', 'due', 'who', ['text', '卖家', 'the seller', None]]
    """
    match value:
        case None | bool() | int() | str():
            return value
        case Said():
            fields = (one for key, field in value.fields.items() for one in (key, plain(field)))
            return ["said", value.key, *fields]
        case Text():
            return ["text", value.zh, value.en, value.zh_hant]
        case datetime():
            return ["at", value.isoformat()]
        case date():
            return ["day", value.isoformat()]
        case Decimal():
            return ["exact", str(value)]
        case Length():
            return ["length", value.count, value.unit]
        case tuple() | list():
            return ["several", *map(plain, value)]
    raise TypeError(type(value).__name__)


def value_of(made: object) -> object:
    """Return the value that `plain` made *made* of; a list comes back as a tuple.

    Raises `ValueError` for what it never makes.

    >>> value_of(["exact", "128.00"])
    Decimal('128.00')
    """
    match made:
        case None | bool() | int() | str():
            return made
        case ["said", str(key), *rest] if len(rest) % 2 == 0:
            return Said(key, _fields(rest))
        case ["text", str(zh), str(en), str() | None as hant]:
            return Text(zh, en, hant)
        case ["at", str(at)]:
            return datetime.fromisoformat(at)
        case ["day", str(day)]:
            return date.fromisoformat(day)
        case ["exact", str(number)]:
            return Decimal(number)
        case ["length", int(count), str(unit)]:
            return Length(count, unit)
        case ["several", *several]:
            return tuple(map(value_of, several))
    raise ValueError("a value of no known kind")


def _fields(rest: list[object]) -> Mapping[str, object]:
    return {str(key): value_of(one) for key, one in zip(rest[::2], rest[1::2], strict=True)}
