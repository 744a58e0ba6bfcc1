"""Values as plain ones that JSON can hold, and back: for what is kept outside of the program."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from refundcli.core.text import Said, Text
from refundcli.core.units import Length


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
    if made is None or isinstance(made, (str, int)):
        return made
    try:
        if isinstance(made, list):
            return _MAKERS[made[0]](*made[1:])
    except (ValueError, TypeError, LookupError, ArithmeticError):
        pass
    raise ValueError("a value of no known kind")


def _said(key: str, *rest: object) -> Said:
    fields = dict(zip(map(_word, rest[::2]), map(value_of, rest[1::2]), strict=True))
    return Said(_word(key), fields)


def _text(zh: object, en: object, hant: object) -> Text:
    return Text(_word(zh), _word(en), None if hant is None else _word(hant))


def _length(count: object, unit: object) -> Length:
    if not isinstance(count, int):
        raise TypeError(count)
    return Length(count, _word(unit))


def _word(made: object) -> str:
    if not isinstance(made, str):
        raise TypeError(made)
    return made


_MAKERS: Mapping[str, Callable[..., object]] = {
    "said": _said,
    "text": _text,
    "at": datetime.fromisoformat,
    "day": date.fromisoformat,
    "exact": lambda number: Decimal(_word(number)),
    "length": _length,
    "several": lambda *several: tuple(map(value_of, several)),
}
