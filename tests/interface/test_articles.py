"""`docs/articles.md` against the rulebook: every name in it exists, and no rule of an article is missing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from refundcli.adapters.letter_forms import letter_stages
from refundcli.adapters.rulebook import load_rulebook
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Choice, Ground, Note, Offer, Reading, RuleSet, Timer
from refundcli.core.rules import Path as RulePath

PAGE = Path(__file__).parents[2] / "docs" / "articles.md"
ARTICLES = ("A1", "A2", "A3", "A4")

Rule = Offer | Choice | Ground | Timer | Note | RulePath


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the page: its article, the rules it names, and how the statement counts."""

    article: str
    names: tuple[str, ...]
    counts_as: str


@cache
def rulebook() -> Rulebook:
    """Return the rules as they are shipped."""
    return load_rulebook()


def expanded(name: str) -> Iterator[str]:
    """Yield the names that *name* stands for.

    >>> list(expanded("{jd,jd-pop} offer repair"))
    ['jd offer repair', 'jd-pop offer repair']
    """
    braces = re.search(r"\{([^{}]*)\}", name)
    if braces is None:
        yield name
        return
    for part in braces[1].split(","):
        yield from expanded(name[: braces.start()] + part + name[braces.end() :])


@cache
def rows() -> tuple[Row, ...]:
    """Return the rows of the page's tables."""
    found, article = [], ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            article = line[3:5]
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and cells[0] != "place":
            _place, _says, where, counts_as = cells
            names = (name for span in re.findall(r"`([^`]+)`", where) for name in expanded(span))
            found.append(Row(article, tuple(names), counts_as))
    return tuple(found)


def named_rules(platform: str, rules: RuleSet) -> Iterator[tuple[str, Rule]]:
    """Yield every rule of *platform* with the name that the page gives it."""
    for offer in rules.offers:
        yield f"{platform} offer {'+'.join(offer.conditions.remedies)}", offer
    for choice in rules.choices:
        yield f"{platform} choice {choice.label}", choice
    for ground in rules.grounds:
        yield ground.id, ground
    for timer in rules.timers:
        yield timer.rule, timer
    notes = {"caution": rules.cautions, "evidence": rules.evidence, "limit": rules.limits}
    for kind, found in notes.items():
        for note in found:
            yield f"{platform} {kind} {note.id}", note
    for path in rules.paths:
        title = f" “{path.title.en}”" if path.title else ""
        yield f"{platform} path {path.surface}{title}", path


@cache
def platform_rules() -> tuple[tuple[str, Rule], ...]:
    """Return every rule of every platform with its name."""
    sites = rulebook().platforms.items()
    return tuple(one for id, site in sites for one in named_rules(id, site.rules))


def other_readings(rule: Rule) -> tuple[Reading, ...]:
    """Return what stands as `also` in *rule*."""
    if isinstance(rule, Ground):
        return tuple(one for window in rule.windows for one in window.also)
    if isinstance(rule, Timer):
        bands = (band for version in rule.versions for band in version.bands)
        return tuple(one for band in bands for one in band.also)
    return ()


def values(rule: Rule) -> tuple[Reading, ...]:
    """Return the values of *rule* themselves."""
    if isinstance(rule, Ground):
        return tuple(window.reading for window in rule.windows)
    if isinstance(rule, Timer):
        return tuple(band.reading for version in rule.versions for band in version.bands)
    return ()


def sources(rule: Rule) -> set[str]:
    """Return the keys of the sources that *rule* rests on, its values included."""
    cites = [] if isinstance(rule, Timer) else list(rule.cites)
    cites += [one for reading in (*values(rule), *other_readings(rule)) for one in reading.cites]
    return {cite.source.id for cite in cites}


def test_articles_name_only_what_exists() -> None:
    known = {name for name, _rule in platform_rules()}
    known |= {one.id for law in rulebook().laws.values() for one in law.provisions}
    known |= {f"letter {stage}" for stage in letter_stages("zh-Hans")}
    assert set() == {name for row in rows() for name in row.names} - known


@pytest.mark.parametrize("article", ARTICLES)
def test_articles_name_every_rule_that_cites_them(article: str) -> None:
    named = {name for row in rows() if row.article == article for name in row.names}
    citing = {name for name, rule in platform_rules() if article in sources(rule)}
    assert set() == citing - named


@pytest.mark.parametrize("article", ARTICLES)
def test_articles_say_also_where_a_newer_value_stands(article: str) -> None:
    said = {name for row in rows() if "also beside" in row.counts_as for name in row.names}
    beside = {
        name
        for name, rule in platform_rules()
        for reading in other_readings(rule)
        if article in {cite.source.id for cite in reading.cites}
    }
    assert set() == beside - said


def test_articles_name_sources_of_the_platforms_of_the_row() -> None:
    read = {id: set(site.rules.sources) for id, site in rulebook().platforms.items()}
    wrong = [
        (row.names, key)
        for row in rows()
        for key in re.findall(r"\b[OR]\d+\b", row.counts_as)
        if not any(key in read.get(re.split("[ /]", name)[0], ()) for name in row.names)
    ]
    assert [] == wrong
