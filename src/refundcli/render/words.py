"""Sentences as a buyer reads them: a key and its values become words in one language."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from refundcli.core.outside import clean
from refundcli.core.text import Said, Text, say
from refundcli.core.units import BEIJING, Length
from refundcli.core.values import dataclass, replace

FALLBACK = {"zh-Hant": "zh-Hans"}
"""The language whose words stand in where one of these has none of its own."""

_FIELD = re.compile(r"\{(\w+)(?::([^|{}]*)\|([^|{}]*))?\}")
_MISSING = "…"
_BETWEEN = {"zh-Hans": ("、", "；"), "en": (", ", "; ")}
_MARKS = ("，", "。", "、", "；", "：", ", ", ". ", "; ", ": ")
"""What parts of a list may hold that makes commas between them unclear."""


def fields_of(template: str) -> frozenset[str]:
    """Return the names of the values that a sentence speaks of.

    >>> sorted(fields_of("{count} {count:day|days} until {due}"))
    ['count', 'due']
    """
    return frozenset(found.group(1) for found in _FIELD.finditer(template))


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sentences of one language by key; those that are *lent* are still in the words of another."""

    language: str
    sentences: Mapping[str, str]
    lent: frozenset[str] = frozenset()

    @classmethod
    def of(cls, language: str, parts: Iterable[tuple[str, Mapping[str, object]]]) -> "Catalogue":
        """Return the catalogue of *language* from *parts*, each a language and its sentences.

        A language with a fallback takes from it what it lacks; other languages' parts are passed
        over. Of two parts of one language with the same key, the later one counts.
        """
        own: dict[str, str] = {}
        lent: dict[str, str] = {}
        for spoken, sentences in parts:
            if spoken not in (language, FALLBACK.get(language)):
                continue
            into = own if spoken == language else lent
            into.update({key: one for key, one in sentences.items() if isinstance(one, str)})
        return cls(language, {**lent, **own}, frozenset(lent.keys() - own.keys()))

    def template(self, key: str) -> str | None:
        """Return the sentence *key* with its fields, in this language's characters; None where there is none."""
        found = self.sentences.get(key)
        if found is None or key not in self.lent:
            return found
        from refundcli.core.traditional import traditional  # noqa: PLC0415 - one language needs it

        return traditional(found)


@dataclass(frozen=True, slots=True)
class Words:
    """Writes sentences and values in the catalogue's language.

    A *strict* one raises `KeyError` for a sentence or a value that is missing; else the key is
    shown, because a buyer in the middle of a case is helped more by the rest than by a failure.
    Dates of *year* are written without it; by default every date has its year.
    """

    catalogue: Catalogue
    is_strict: bool = False
    year: int | None = None

    @property
    def language(self) -> str:
        """The language written."""
        return self.catalogue.language

    def write_key(self, key: str) -> str:
        """Return the sentence *key* that speaks of nothing."""
        return self._said(say(key))

    def write(self, value: object) -> str:
        """Return *value* in words.

        Money is yuan, a moment is Beijing time (and 00:00 the 24:00 of the day before), a length
        has its unit, words from outside lose what could steer a terminal; see `Said` for the kinds.

        >>> Words(Catalogue("en", {"due": "{who} until {at}"})).write(
        ...     say("due", who=Text("卖家", "the seller"), at=datetime(2026, 10, 3, tzinfo=BEIJING))
        ... )
        'the seller until 2026-10-02 24:00'
        """
        match value:
            case Said():
                return self._said(value)
            case Text():
                return clean(value.in_(self.language), keep="\n")
            case str():
                return clean(value)
            case bool():
                return self._said(say("value-yes" if value else "value-no"))
            case Decimal():
                return f"-¥{-value:.2f}" if value < 0 else f"¥{value:.2f}"
            case datetime():
                return self._short(moment(value))
            case date():
                return self._short(value.isoformat())
            case Length():
                return self._said(say(f"length-{value.unit}", count=value.count))
            case tuple() | list() | frozenset():
                return self._several(tuple(value))
            case None:
                return self._said(say("value-unknown"))
            case _:
                return str(value)

    def in_year(self, year: int | None) -> "Words":
        """Return words that leave *year* out of dates: a reader's own year goes without saying.

        None leaves none out.
        """
        return replace(self, year=year)

    def _short(self, written: str) -> str:
        return written.removeprefix(f"{self.year}-") if self.year is not None else written

    def _said(self, said: Said) -> str:
        template = self.catalogue.template(said.key)
        if template is None:
            if self.is_strict:
                raise KeyError(said.key)
            return said.key
        if "{" not in template:
            return template
        return _FIELD.sub(lambda found: self._field(found, said), template)

    def _field(self, found: re.Match[str], said: Said) -> str:
        name, one, many = found.groups()
        if name not in said.fields:
            if self.is_strict:
                raise KeyError(f"{said.key}: {name}")
            return _MISSING
        value = said.fields[name]
        if one is not None:
            return str(one if value == 1 else many)
        return self.write(value)

    def _several(self, values: tuple[object, ...]) -> str:
        if not values:
            return self._said(say("value-none"))
        written = [self.write(one) for one in values]
        comma, semicolon = _BETWEEN.get(self.language, _BETWEEN["zh-Hans"])
        has_marks = any(mark in one for one in written for mark in _MARKS)
        return (semicolon if has_marks else comma).join(written)


def moment(value: datetime) -> str:
    """Return a moment as Beijing time to the minute; 00:00 is the 24:00 of the day before.

    A sentence that shows one says itself that it is Beijing time. A moment without offset is taken
    as Beijing time.

    >>> moment(datetime(2026, 11, 23, 10, tzinfo=BEIJING))
    '2026-11-23 10:00'
    """
    here = value.replace(tzinfo=BEIJING) if value.tzinfo is None else value.astimezone(BEIJING)
    if (here.hour, here.minute, here.second, here.microsecond) == (0, 0, 0, 0):
        return f"{(here - timedelta(days=1)).date().isoformat()} 24:00"
    return here.isoformat(" ", "minutes")[:16]
