"""The ids of cases and events: made, recognised, and kept in order."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from refundcli.core.units import BEIJING

if TYPE_CHECKING:
    from refundcli.core.events import Event

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Letters and digits of ids: none that a reader can mistake (no 0 o 1 l i)."""

_CASE_ID = re.compile(f"[a-z0-9]{{2,4}}-[{ALPHABET}]{{4}}", re.ASCII)
_EVENT_ID = re.compile(f"[0-9]{{8}}T[0-9]{{6}}-[{ALPHABET}]{{4}}", re.ASCII)


def new_case_id(short: str, letters: str) -> str:
    """Return the id of a new case: the platform's short name and four random *letters*.

    >>> new_case_id("tb", "7k2m")
    'tb-7k2m'
    """
    return f"{short}-{letters}"


def new_event_id(now: datetime, letters: str) -> str:
    """Return the key of an event recorded at *now*: Beijing time and four random *letters*.

    >>> from refundcli.core.periods import beijing
    >>> new_event_id(beijing(2026, 11, 22, 9, 31), "k3f9")
    '20261122T093100-k3f9'
    """
    return f"{now.astimezone(BEIJING):%Y%m%dT%H%M%S}-{letters}"


def key_after(events: "Iterable[Event]", id: str) -> str:
    """Return *id*, moved to the second after the last key of *events* where it would sort before that.

    Of what happened at one instant the later recorded comes later, and `undo` takes the last one recorded back;
    the letters of two keys of one second are chance.

    >>> from refundcli.core.events import Event
    >>> from refundcli.core.periods import beijing
    >>> first = Event("20261122T093100-zzzz", beijing(2026, 11, 22, 9, 31), "sent")
    >>> key_after((first,), "20261122T093100-k3f9")
    '20261122T093101-k3f9'
    """
    last = max((one.id for one in events), default="")
    if id > last:
        return id
    try:
        second = datetime.fromisoformat(last[:15]) + timedelta(seconds=1)
    except (ValueError, OverflowError):
        return id
    return f"{second:%Y%m%dT%H%M%S}{id[15:]}"


def is_case_id(text: str) -> bool:
    """Return whether *text* has the form of a case's id; only such a name is ever made a path."""
    return _CASE_ID.fullmatch(text) is not None


def is_event_id(text: str) -> bool:
    """Return whether *text* has the form of an event's key."""
    return _EVENT_ID.fullmatch(text) is not None
