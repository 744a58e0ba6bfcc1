"""The rulebook: platforms, laws and the words a buyer chooses from, as values."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol, TypeVar

from refundcli.core.rules import Citation, Ground, RuleSet, Timer
from refundcli.core.text import Text
from refundcli.core.values import dataclass, field

_TRADITIONAL = str.maketrans("条项", "條項")
"""What the number of an article has of characters that differ."""


@dataclass(frozen=True, slots=True)
class Platform:
    """A platform (平台) and its own rules; see `rules_of` for one that follows another's.

    `law` says whose law its sales are under: `consumer` (the consumer law and the Civil Code), `civil` (private
    sellers: nothing that protects consumers only) or `none` (a contract under other rules). `calls_seller` is how a
    letter addresses the seller; None: as a shop. `rank` is its place among the platforms where a buyer is asked for
    one, from 1; None: after those that have one.
    """

    id: str
    name: Text
    aliases: tuple[str, ...]
    short: str
    channel: str
    states: Mapping[str, Text]
    rules: RuleSet
    rules_of: str | None = None
    is_wholesale: bool = False
    law: str = "consumer"
    not_covered: tuple[Text, ...] = ()
    calls_seller: Text | None = None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class ProvisionVersion:
    """An article's words as they were in force from *since* until before *until*."""

    since: date
    until: date | None
    governed_by: str
    text: str | None
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Multiple:
    """Damages beyond the price: so many times what was paid, and at *least* so many yuan."""

    times: int
    least: Decimal


@dataclass(frozen=True, slots=True)
class Provision:
    """An article of a law (法条): what it gives and whom it protects."""

    id: str
    law: str
    law_name: Text
    article: str
    says: Text
    protects: str
    confidence: str
    is_citable: bool
    versions: tuple[ProvisionVersion, ...]
    multiple: Multiple | None = None

    @property
    def title(self) -> str:
        """The article as the law writes it: 《…》第…条."""
        return f"《{self.law_name.zh}》{self.article}"

    @property
    def title_text(self) -> Text:
        """The title for a reader of whichever language: always Chinese."""
        return Text(self.title, self.title, self.title_in("zh-Hant"))

    def title_in(self, language: str) -> str:
        """Return the title in Chinese, in traditional characters (《…》第…條) for `zh-Hant`."""
        if language != "zh-Hant":
            return self.title
        return f"《{self.law_name.in_(language)}》{self.article_in(language)}"

    def article_in(self, language: str) -> str:
        """Return the article in Chinese, in traditional characters for `zh-Hant`."""
        return self.article.translate(_TRADITIONAL) if language == "zh-Hant" else self.article


@dataclass(frozen=True, slots=True)
class Law:
    """A law, its provisions and the grounds and timers it gives by itself."""

    id: str
    name: Text
    aliases: tuple[str, ...]
    provisions: tuple[Provision, ...]
    rules: RuleSet


@dataclass(frozen=True, slots=True)
class Word:
    """A thing a buyer chooses: a reason, a remedy, a kind of item; with its help."""

    id: str
    name: Text
    help: Text
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the buyer asks (退款原因), whose fault it is, and in which states it can arise."""

    word: Word
    fault: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Remedy:
    """What the buyer asks for (售后类型)."""

    word: Word
    returns_goods: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """A question answered by yes or no; a promise fact speaks of what the listing or the shop says."""

    id: str
    asks: Text
    help: Text
    is_promise: bool = False


@dataclass(frozen=True, slots=True)
class Calendar:
    """Days off and make-up workdays of the years whose official notice is known.

    `notices` holds by year where its days were read; `yearly` are the festival days, by month and day, that fall on
    the same day every year.
    """

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    notices: Mapping[int, tuple[Citation, ...]] = field(default_factory=dict, hash=False)
    yearly: frozenset[tuple[int, int]] = frozenset()

    def knows(self, day: date) -> bool:
        """Return whether the official calendar covers *day*'s year."""
        return day.year in self.years

    def is_workday(self, day: date) -> bool:
        """Return whether *day* is a workday; of an unknown year only weekends and `yearly` days are off."""
        is_off = day in self.off or (not self.knows(day) and (day.month, day.day) in self.yearly)
        return day in self.work or (not is_off and day.weekday() < 5)


@dataclass(frozen=True, slots=True)
class Stale:
    """A citation that no longer holds (过时的引用): the words that give it away, and what stands *instead*.

    A sentence holds it where it has one of `words` and, if there are any, one of `near`, and none of `unless`:
    those say that it speaks of what was.
    """

    id: str
    words: tuple[str, ...]
    instead: Text
    since: date
    cites: tuple[Citation, ...]
    near: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules that a question needs: platforms, laws, words and the calendar.

    `own` holds the buyer's own rules by platform, under "" those that count everywhere. `stale` are the citations
    that no rule and no letter may make any more.
    """

    platforms: Mapping[str, Platform]
    laws: Mapping[str, Law]
    reasons: Mapping[str, Reason]
    remedies: Mapping[str, Remedy]
    facts: Mapping[str, Fact]
    items: Mapping[str, Word]
    calendar: Calendar
    own: Mapping[str, RuleSet] = field(default_factory=dict)
    stale: tuple[Stale, ...] = ()
    _sets: dict[str, tuple[RuleSet, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _timers: dict[str, tuple[Timer, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def files(self) -> tuple[tuple[str, RuleSet], ...]:
        """Return the rules of every file under the file's id; the buyer's own under `own`."""
        return (
            *((site.id, site.rules) for site in self.platforms.values()),
            *((law.id, law.rules) for law in self.laws.values()),
            *((f"own {name}".rstrip(), rules) for name, rules in self.own.items()),
        )

    def rule_sets(self, platform: str) -> tuple[RuleSet, ...]:
        """Return the rule sets that count on *platform*: its own, the buyer's, then the laws'."""
        if platform not in self._sets:
            self._sets[platform] = self._counting(platform)
        return self._sets[platform]

    def _counting(self, platform: str) -> tuple[RuleSet, ...]:
        site = self.platforms[platform]
        lent = (self.platforms[site.rules_of].rules,) if site.rules_of else ()
        own = (self.own[name] for name in (platform, "") if name in self.own)
        laws = () if site.law == "none" else tuple(law.rules for law in self.laws.values())
        if site.law == "civil":
            laws = tuple(_for_anybody(rules) for rules in laws)
        return (site.rules, *lent, *own, *laws)

    def grounds(self, platform: str) -> tuple[Ground, ...]:
        """Return every ground that may count on *platform*, the platform's first."""
        return tuple(one for rules in self.rule_sets(platform) for one in rules.grounds)

    def timers(self, platform: str) -> tuple[Timer, ...]:
        """Return every timer that may run in a case on *platform*."""
        if platform not in self._timers:
            self._timers[platform] = tuple(
                one for rules in self.rule_sets(platform) for one in rules.timers
            )
        return self._timers[platform]

    def provision(self, id: str) -> Provision | None:
        """Return the provision *id*, or None where no law of the rulebook holds it."""
        law = self.laws.get(id.partition("-")[0])
        found = (one for one in law.provisions if one.id == id) if law else iter(())
        return next(found, None)


def _for_anybody(rules: RuleSet) -> RuleSet:
    """Return *rules* without those that hold for consumers only."""
    return RuleSet(
        grounds=tuple(one for one in rules.grounds if one.conditions.purposes != ("personal",)),
        timers=tuple(one for one in rules.timers if one.conditions.purposes != ("personal",)),
        cautions=tuple(one for one in rules.cautions if one.conditions.purposes != ("personal",)),
        evidence=tuple(one for one in rules.evidence if one.conditions.purposes != ("personal",)),
    )


class Dated(Protocol):
    """A value in force from *since* until before *until*."""

    @property
    def since(self) -> date: ...

    @property
    def until(self) -> date | None: ...


D = TypeVar("D", bound=Dated)


def in_force(versions: Iterable[D], day: date) -> D | None:
    """Return the version in force on *day*, or None: an unknown value, never a zero.

    The newest `since` that is not after *day* decides; `until` is the first day it is out of force.
    """
    past = [one for one in versions if one.since <= day]
    newest = max(past, key=lambda one: one.since, default=None)
    if newest is None or (newest.until is not None and newest.until <= day):
        return None
    return newest
