"""Times as a person types them, in Chinese or in English; what has two readings is refused."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta, timezone

from refundcli.core.errors import BadData
from refundcli.core.order import When
from refundcli.core.periods import BEIJING, bounds
from refundcli.core.text import say

_MONTH_AHEAD = timedelta(days=31)
_LONGEST = 80


class _UnclearError(ValueError):
    """The words have more than one reading."""


def parse_when(text: str, now: datetime, name: str = "--at") -> When:
    """Return the instant that *text* means, or the day alone where it names no hour.

    Without an offset it is Beijing time, and "today" is the day in Beijing. A month and day without a
    year is the latest one that lies no more than 31 days ahead. `friday` and 周五 are those of this
    week (Monday to Sunday) while they are past or today; 上周五 is that of the week before; `last
    friday` the latest one before today. *name* says in the error where it came from.
    Raises `BadData` for what cannot be read and for what can be read in two ways: 02/03/2026,
    昨天3点 (of the night or the afternoon), 周五 on a Monday.

    >>> from refundcli.core.periods import beijing
    >>> print(parse_when("昨晚8点半", beijing(2026, 11, 22, 10)))
    2026-11-21 20:30:00+08:00
    >>> print(parse_when("11-20", beijing(2026, 11, 22, 10)))
    2026-11-20
    """
    words = _plain(text)
    at = bounds(now)[0]
    try:
        if len(words) <= _LONGEST:
            for pattern, read in _READERS:
                if found := pattern.match(words):
                    return _with_clock(read(found, at), words[found.end() :])
    except _UnclearError:
        raise BadData(say("error-time-unclear", name=name, value=text), say("hint-time")) from None
    except (ValueError, OverflowError):
        pass
    raise BadData(say("error-time", name=name, value=text), say("hint-time"))
