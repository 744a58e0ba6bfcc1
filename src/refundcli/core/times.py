"""Times as a person types them, in Chinese or in English; what has two readings is refused."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime, timedelta

from refundcli.core.errors import BadData
from refundcli.core.order import When
from refundcli.core.periods import bounds
from refundcli.core.text import say
from refundcli.core.time_of_day import UnclearError, at_hour
from refundcli.core.traditional import simplified
from refundcli.core.workdays import ONE_DAY

_FURTHEST_AHEAD = timedelta(days=31)

_UNITS: Mapping[str, timedelta] = {
    word: unit
    for unit, words in (
        (timedelta(minutes=1), "minutes minute mins min 分钟"),
        (timedelta(hours=1), "hours hour hrs hr h 小时 钟头"),
        (ONE_DAY, "days day d 天"),
        (timedelta(weeks=1), "weeks week w 周 星期 礼拜"),
    )
    for word in words.split()
}
_DAYS: Mapping[str, int] = {
    "大前": -3,
    "前": -2,
    "昨": -1,
    "今": 0,
    "明": 1,
    "后": 2,
    "大后": 3,
    "day before yesterday": -2,
    "yesterday": -1,
    "today": 0,
    "tomorrow": 1,
    "day after tomorrow": 2,
}
_WEEKS: Mapping[str | None, int] = {
    "上上": -2,
    "上": -1,
    "本": 0,
    "这": 0,
    "this": 0,
    None: 0,
    "下": 1,
}
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)


def parse_when(text: str, now: datetime, name: str = "--at") -> When:
    """Return the instant that *text* means, or the day alone where it names no hour.

    Without an offset it is Beijing time, and "today" is the day in Beijing. A month and day without
    a year is the latest one no more than 31 days ahead. `friday` and 周五 are those of this week
    (Monday to Sunday) while they are today or past; 上周五 is that of the week before, and
    `last friday` the latest one before today. *name* says in the error where the words came from.
    Raises `BadData` for what cannot be read, and for what can be read in two ways: 02/03/2026,
    昨天3点 (of the night or of the afternoon), 周五 on a Monday.

    >>> from refundcli.core.periods import beijing
    >>> print(parse_when("昨晚8点半", beijing(2026, 11, 22, 10)))
    2026-11-21 20:30:00+08:00
    >>> print(parse_when("11-20", beijing(2026, 11, 22, 10)))
    2026-11-20
    """
    try:
        return _read(_plain(text), bounds(now)[0])
    except UnclearError:
        unclear = say("error-time-unclear", name=name, value=text)
        raise BadData(unclear, say("hint-time-unclear")) from None
    except (ValueError, OverflowError):
        raise BadData(say("error-time", name=name, value=text), say("hint-time")) from None


def parse_span(text: str, name: str = "--within") -> timedelta:
    """Return the length of time that *text* means; *name* says in the error where it came from.

    Raises `BadData` for what cannot be read.

    >>> parse_span("3天") == parse_span("72h")
    True
    """
    found = re.fullmatch(_AMOUNT, _plain(text))
    with suppress(UnclearError):
        if found is not None:
            return _amount(found)
    raise BadData(say("error-span", name=name, value=text), say("hint-span"))


def _plain(text: str) -> str:
    words = simplified(" ".join(unicodedata.normalize("NFKC", text).lower().split()))
    words = re.sub("(?:周|星期|礼拜)([一二三四五六日天])", _numbered_weekday, words)
    return re.sub("[〇零一二两三四五六七八九十]+", _digits, words).strip()


def _numbered_weekday(found: re.Match[str]) -> str:
    return f"周{min('一二三四五六日天'.index(found[1]) + 1, 7)} "


def _digits(found: re.Match[str]) -> str:
    digits = found[0].translate(str.maketrans("〇零一二两三四五六七八九", "001223456789"))
    tens, ten, ones = digits.partition("十")
    return f"{tens or 1}{ones or 0}" if ten else digits


def _read(words: str, at: datetime) -> When:
    for pattern, read in _READERS:
        found = re.match(pattern, words, re.ASCII)
        if found is None:
            continue
        when, rest = read(found, at), words[found.end() :]
        if not rest:
            return when
        if isinstance(when, datetime):
            break
        return at_hour(when, rest)
    raise ValueError(words)


def _unclear(_found: re.Match[str], _at: datetime) -> When:
    raise UnclearError


def _now(_: re.Match[str], at: datetime) -> datetime:
    return at


def _shifted(found: re.Match[str], at: datetime) -> When:
    amount = _amount(found)
    is_past = (found["way"] or "").endswith(("ago", "前"))
    moved = at - amount if is_past else at + amount
    return moved.date() if _UNITS[found["unit"]] >= ONE_DAY else moved


def _amount(found: re.Match[str]) -> timedelta:
    unit, count = _UNITS[found["unit"]], found["count"]
    whole = 0 if count[0] in "半h" else int(count) if count.isdigit() else 1
    halves = 2 * whole + (count[0] in "半h") + (found["more"] is not None)
    if halves % 2 and unit >= ONE_DAY:
        raise UnclearError
    return unit * halves / 2


def _day_of_year(found: re.Match[str], _: datetime) -> date:
    return date(int(found["y"]), int(found["m"]), int(found["d"]))


def _named_month(found: re.Match[str], at: datetime) -> date:
    month, day = _place(found["month"], _MONTHS), int(found["d"])
    if found["y"]:
        return date(int(found["y"]), month, day)
    return _nearest(month, day, at.date())


def _month_day(found: re.Match[str], at: datetime) -> date:
    return _nearest(int(found["m"]), int(found["d"]), at.date())


def _nearest(month: int, day: int, today: date) -> date:
    for year in (today.year + 1, today.year, today.year - 1):
        with suppress(ValueError):
            found = date(year, month, day)
            if found - today <= _FURTHEST_AHEAD:
                return found
    raise ValueError((month, day))


def _day_by_word(found: re.Match[str], at: datetime) -> date:
    return at.date() + _DAYS[found["word"]] * ONE_DAY


def _weekday(found: re.Match[str], at: datetime) -> date:
    name, week, today = found["name"], found["week"], at.date()
    place = int(name) if name.isdigit() else _place(name, _WEEKDAYS)
    if week == "last":
        return today - ((today.weekday() - place) % 7 + 1) * ONE_DAY
    day = today + (7 * _WEEKS[week] + place - 1 - today.weekday()) * ONE_DAY
    if week is None and day > today:
        raise UnclearError
    return day


def _place(word: str, names: Iterable[str]) -> int:
    return next(place for place, name in enumerate(names, 1) if name.startswith(word[:3]))


def _short_or_full(names: Iterable[str]) -> str:
    return "|".join(f"{name[:3]}(?:{name[3:]})?" for name in names)


_AMOUNT = (
    r"(?P<count>\d{1,4}|half an?(?= )|an?(?= )|半)(?P<more>个半)? ?个?"
    rf"(?P<unit>{'|'.join(_UNITS)})(?![a-z])"
)
_MONTH = rf"(?P<month>{_short_or_full(_MONTHS)})\b\.?"
_DAY = r"(?P<d>\d{1,2})"

_READERS: tuple[tuple[str, Callable[[re.Match[str], datetime], When]], ...] = (
    (r"now|现在", _now),
    (r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)", _day_of_year),
    (r"(?P<y>\d{4})年 ?(?P<m>\d{1,2})月 ?(?P<d>\d{1,2})(?:[日号]|(?!\d))", _day_of_year),
    (r"(?P<m>\d{1,2})-(?P<d>\d{1,2})(?![-\d])", _month_day),
    (r"(?P<m>\d{1,2})月 ?(?P<d>\d{1,2})(?:[日号]|(?!\d))", _month_day),
    (rf"(?P<d>\d{{1,2}}) ?{_MONTH}(?:,? (?P<y>(?:19|20|21)\d\d)\b)?", _named_month),
    (rf"{_MONTH} ?(?P<d>\d{{1,2}})(?![\d:])(?:,? (?P<y>(?:19|20|21)\d\d)\b)?", _named_month),
    (rf"(?P<in>in )?{_AMOUNT}(?(in)| ?(?P<way>ago|later|from now|[以之]?[前后]))", _shifted),
    (r"(?P<word>大前|大后|[前昨今明后])(?:[天日]|(?=[早晚夜]))", _day_by_word),
    (rf"(?:the )?(?P<word>{'|'.join(w for w in _DAYS if w.isascii())})\b", _day_by_word),
    (r"(?P<week>上上|[上本这下])?个?周(?P<name>[1-7])(?!\d)", _weekday),
    (rf"(?:(?P<week>last|this) )?(?P<name>{_short_or_full(_WEEKDAYS)})\b", _weekday),
    (rf"next (?:{_short_or_full(_WEEKDAYS)})\b", _unclear),
    (r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}/\d{1,2}", _unclear),
)
"""Patterns of a day, and what reads it; each is compiled when those before it did not fit."""
