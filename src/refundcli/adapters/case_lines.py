"""A case's line as text for the index, and back."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from refundcli.core.case_line import CaseLine, ClockLine
from refundcli.core.next_step import NextStep
from refundcli.core.plain import plain, value_of
from refundcli.core.text import Said
from refundcli.core.values import fields

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_INNER = {"next": ClockLine, "next_step": NextStep}


def line_to_text(line: CaseLine) -> str:
    """Return *line* as JSON; `line_from_text` gives an equal one back."""
    values = {one.name: getattr(line, one.name) for one in fields(CaseLine)}
    for name in _INNER:
        if values[name] is not None:
            values[name] = _record(values[name])
    made = [value if name in _INNER else plain(value) for name, value in values.items()]
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def line_from_text(text: str) -> CaseLine:
    """Return the line that *text* holds; raises `ValueError` for any other text."""
    names = [one.name for one in fields(CaseLine)]
    made = json.loads(text)
    if not isinstance(made, list) or len(made) != len(names):
        raise ValueError("a line of another version")
    values = dict(zip(names, made, strict=True))
    found: dict[str, Any] = {
        name: value_of(value) for name, value in values.items() if name not in _INNER
    }
    for name, kind in _INNER.items():
        inner = values[name]
        found[name] = None if inner is None else kind(*map(value_of, inner))
    return CaseLine(**found)


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
