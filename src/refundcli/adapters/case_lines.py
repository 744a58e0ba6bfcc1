"""A case's line as text for the index, and back."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from refundcli.core.lines import CaseLine, ClockLine
from refundcli.core.plain import plain, value_of
from refundcli.core.steps import NextStep
from refundcli.core.text import Said
from refundcli.core.values import fields

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_NAMES = tuple(one.name for one in fields(CaseLine))
_INNER = {"next": ClockLine, "next_step": NextStep}
_PLACES = tuple((_NAMES.index(name), kind) for name, kind in _INNER.items())
_AS_OF = _NAMES.index("as_of")


def line_to_text(line: CaseLine) -> str:
    """Return *line* as JSON; `line_from_text` gives an equal one back."""
    values = {name: getattr(line, name) for name in _NAMES}
    for name in _INNER:
        if values[name] is not None:
            values[name] = _record(values[name])
    made = [value if name in _INNER else plain(value) for name, value in values.items()]
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def line_from_text(text: str, as_of: datetime | None = None) -> CaseLine:
    """Return the line that *text* holds, *as_of* another moment where one is given.

    Raises `ValueError` or `TypeError` for any other text.
    """
    made = json.loads(text)
    if not isinstance(made, list) or len(made) != len(_NAMES):
        raise ValueError("a line of another version")
    inner = [made[place] for place, _ in _PLACES]
    for place in (*(place for place, _ in _PLACES), *(() if as_of is None else (_AS_OF,))):
        made[place] = None
    values: list[Any] = list(map(value_of, made))
    for (place, kind), one in zip(_PLACES, inner, strict=True):
        values[place] = None if one is None else kind(*map(value_of, one))
    if as_of is not None:
        values[_AS_OF] = as_of
    return CaseLine(*values)


def said_to_text(*said: Said | None) -> str:
    """Return sentences as JSON in ASCII: a file's name may be no text."""
    return json.dumps([plain(one) for one in said])


def said_from_text(text: str) -> tuple[Any, ...]:
    """Return the sentences that *text* holds."""
    return tuple(map(value_of, json.loads(text)))


def microseconds(at: datetime) -> int:
    """Return *at* as microseconds since 1970.

    >>> from refundcli.core.periods import beijing
    >>> microseconds(beijing(1970, 1, 1, 8, 0, 1))
    1000000
    """
    return (at - _EPOCH) // _MICROSECOND


def _record(value: Any) -> list[object]:
    return [plain(getattr(value, one.name)) for one in fields(value)]
