"""What is wrong with a rulebook, as values."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain, pairwise
from typing import Protocol

from refundcli.core.complaints import Complaint
from refundcli.core.lint_extra import lint_extra
from refundcli.core.order import MOMENTS, STATES
from refundcli.core.rulebook import Dated, Platform, Provision, Rulebook
from refundcli.core.rules import Band, Citation, Conditions, Ground, RuleSet, Timer, Window
from refundcli.core.text import say

_OLD = 365


def lint(rulebook: Rulebook, events: Iterable[str], today: date) -> tuple[Complaint, ...]:
    """Return all that is wrong with *rulebook*; *events* are the kinds of event a case knows.

    Errors: unknown ids, an id that stands twice, overlapping versions, a reason or remedy no rule mentions, a timer
    nothing starts, a ground no state can reach, names that two platforms share. Warnings: a source read more than a
    year before *today*, a source that nothing cites. What `lint_extra` finds comes last.
    """
    complaints: list[Complaint] = []
    for file, rules in rulebook.files():
        complaints += _rules(rulebook, file, rules, frozenset((*events, *MOMENTS)))
        complaints += _sources(rulebook, file, rules, today)
    complaints += _twice(rulebook)
    for site in rulebook.platforms.values():
        complaints += _platform(rulebook, site)
    complaints += _shared_names(rulebook)
    complaints += _unused_words(rulebook)
    complaints += _provisions(rulebook)
    complaints += lint_extra(rulebook, today)
    return tuple(complaints)


def lint_own(rulebook: Rulebook, events: Iterable[str]) -> tuple[Complaint, ...]:
    """Return what is wrong with the buyer's own rules."""
    kinds = frozenset((*events, *MOMENTS))
    found = (_rules(rulebook, name, rules, kinds) for name, rules in rulebook.own.items())
    return (*chain.from_iterable(found), *_twice(rulebook))


def _rules(
    rulebook: Rulebook, file: str, rules: RuleSet, kinds: frozenset[str]
) -> Iterator[Complaint]:
    yield from _rule_ids(rulebook, file, rules)
    for ground in rules.grounds:
        yield from _ground(rulebook, ground)
    for timer in rules.timers:
        yield from _timer(rulebook, timer, kinds)


def _error(rule: str, key: str, **fields: object) -> Complaint:
    return Complaint("error", rule, say(key, **fields))


def unknown_ids(
    rule: str, used: Iterable[str], known: Iterable[str], what: str
) -> Iterator[Complaint]:
    """Give the ids of *used* that are none of the *known* ones; *what* is the word for the thing."""
    for id in sorted(set(used) - set(known)):
        yield _error(rule, "lint-unknown-id", what=say(f"word-{what}"), id=id)


def unknown_words(rulebook: Rulebook, rule: str, conditions: Conditions) -> Iterator[Complaint]:
    """Give the remedies, reasons, items and facts of *conditions* that the rulebook does not have."""
    kinds = [kind for one in conditions.excludes_if for kind in one.items]
    facts = [one.fact for one in conditions.excludes_if]
    yield from unknown_ids(rule, conditions.remedies, rulebook.remedies, "remedy")
    yield from unknown_ids(rule, conditions.reasons, rulebook.reasons, "reason")
    items = (*conditions.items, *conditions.excludes, *kinds)
    yield from unknown_ids(rule, items, rulebook.items, "item")
    yield from unknown_ids(
        rule, (*conditions.needs, *conditions.denies, *facts), rulebook.facts, "fact"
    )


def _rule_ids(rulebook: Rulebook, file: str, rules: RuleSet) -> Iterator[Complaint]:
    plain = [(f"{file}/offer", one.conditions) for one in rules.offers]
    plain += [(f"{file}/choice {one.label}", one.conditions) for one in rules.choices]
    plain += [(f"{file}/path {one.surface}", one.conditions) for one in rules.paths]
    for note in (*rules.cautions, *rules.evidence, *rules.limits):
        plain.append((f"{file}/{note.id}", note.conditions))
    for rule, conditions in plain:
        yield from unknown_words(rulebook, rule, conditions)


def _twice(rulebook: Rulebook) -> Iterator[Complaint]:
    counts: Counter[str] = Counter()
    for _, rules in rulebook.files():
        counts.update(one.id for one in rules.grounds)
        counts.update(one.rule for one in rules.timers)
    for id in sorted(id for id, count in counts.items() if count > 1):
        yield _error(id, "lint-twice")


def _ground(rulebook: Rulebook, ground: Ground) -> Iterator[Complaint]:
    yield from unknown_words(rulebook, ground.id, ground.conditions)
    yield from unknown_ids(ground.id, ground.grants, rulebook.remedies, "remedy")
    yield from overlaps(ground.id, ground.windows)
    if not _is_reachable(rulebook, ground):
        yield _error(ground.id, "lint-unreachable")
    for used in ground.provisions:
        provision = rulebook.provision(used.id)
        if provision is None:
            yield _error(ground.id, "lint-unknown-id", what=say("word-provision"), id=used.id)
        elif provision.protects == "consumer" and ground.conditions.purposes != ("personal",):
            yield _error(ground.id, "lint-consumer-law", provision=used.id)
    promises = (
        rulebook.facts[id].is_promise for id in ground.conditions.needs if id in rulebook.facts
    )
    if ground.kind == "promise" and not ground.is_own and not any(promises):
        yield _error(ground.id, "lint-promise-without-fact")


def _is_reachable(rulebook: Rulebook, ground: Ground) -> bool:
    states = set(ground.conditions.states or STATES)
    reasons = [rulebook.reasons[id] for id in ground.conditions.reasons if id in rulebook.reasons]
    if reasons:
        states &= {state for reason in reasons for state in reason.states}
    site = rulebook.platforms.get(ground.id.partition("/")[0])
    return bool(states & set(site.states if site is not None else STATES))


def overlaps(rule: str, versions: Sequence[Dated]) -> Iterator[Complaint]:
    """Give the versions of a rule that are in force at once, or end before they begin."""
    in_order = sorted(versions, key=lambda one: one.since)
    for one, following in pairwise(in_order):
        if one.since == following.since or (one.until is not None and one.until > following.since):
            yield _error(rule, "lint-overlap", since=following.since)
    for one in in_order:
        if one.until is not None and one.until <= one.since:
            yield _error(rule, "lint-backwards", since=one.since)


def _timer(rulebook: Rulebook, timer: Timer, kinds: frozenset[str]) -> Iterator[Complaint]:
    yield from unknown_words(rulebook, timer.rule, timer.conditions)
    yield from overlaps(timer.rule, timer.versions)
    events = (*timer.starts, *timer.ends, *timer.pauses, *timer.resumes)
    yield from unknown_ids(timer.rule, events, kinds, "event")
    if not set(timer.starts) & kinds:
        yield _error(timer.rule, "lint-never-starts")
    for band in _bands(timer):
        yield from unknown_words(rulebook, timer.rule, band.conditions)


def _bands(timer: Timer) -> Iterator[Band]:
    return (band for version in timer.versions for band in version.bands)


def _sources(rulebook: Rulebook, file: str, rules: RuleSet, today: date) -> Iterator[Complaint]:
    law = rulebook.laws.get(file)
    cited = {one.source.id for one in _citations(rules, law.provisions if law else ())}
    for source in rules.sources.values():
        if (today - source.read_on).days > _OLD:
            what = say("lint-old-source", source=source.id, read_on=source.read_on)
            yield Complaint("warning", file, what)
        if source.id not in cited:
            yield Complaint("warning", file, say("lint-unused-source", source=source.id))


def _citations(rules: RuleSet, provisions: Iterable[Provision]) -> Iterator[Citation]:
    dated: tuple[Window | Band, ...] = (
        *(window for ground in rules.grounds for window in ground.windows),
        *(band for timer in rules.timers for band in _bands(timer)),
    )
    cited: tuple[_Cited, ...] = (
        *rules.offers,
        *rules.choices,
        *rules.grounds,
        *rules.paths,
        *rules.cautions,
        *rules.evidence,
        *rules.limits,
        *(reading for one in dated for reading in (one.reading, *one.also)),
        *(version for provision in provisions for version in provision.versions),
    )
    return (citation for one in cited for citation in one.cites)


class _Cited(Protocol):
    @property
    def cites(self) -> tuple[Citation, ...]: ...


def _platform(rulebook: Rulebook, site: Platform) -> Iterator[Complaint]:
    if site.rules_of is not None and site.rules_of not in rulebook.platforms:
        yield _error(site.id, "lint-unknown-id", what=say("word-platform"), id=site.rules_of)
    elif not any(rules.offers for rules in rulebook.rule_sets(site.id)):
        yield _error(site.id, "lint-no-offers")


def _shared_names(rulebook: Rulebook) -> Iterator[Complaint]:
    owners: dict[str, str] = {}
    for site in rulebook.platforms.values():
        names = {site.id, *site.aliases, site.name.zh, site.name.en, site.short}
        for name in sorted({name.casefold() for name in names}):
            if owners.setdefault(name, site.id) != site.id:
                yield _error(site.id, "lint-shared-name", name=name, other=owners[name])


def _unused_words(rulebook: Rulebook) -> Iterator[Complaint]:
    grounds = [one for _, rules in rulebook.files() for one in rules.grounds]
    offers = [one for _, rules in rulebook.files() for one in rules.offers]
    reasons = {id for one in grounds for id in one.conditions.reasons}
    remedies = {id for one in grounds for id in one.grants}
    remedies |= {id for one in offers for id in one.conditions.remedies}
    for id in rulebook.reasons:
        if id not in reasons and id != "other":
            yield _error(id, "lint-unused", what=say("word-reason"))
    for id in rulebook.remedies:
        if id not in remedies:
            yield _error(id, "lint-unused", what=say("word-remedy"))


def _provisions(rulebook: Rulebook) -> Iterator[Complaint]:
    for law in rulebook.laws.values():
        seen: set[str] = set()
        for provision in law.provisions:
            if provision.id in seen:
                yield _error(provision.id, "lint-twice")
            seen.add(provision.id)
            yield from overlaps(provision.id, provision.versions)
            if provision.is_citable and any(not one.text for one in provision.versions):
                yield _error(provision.id, "lint-citable-without-text")
