"""What else is wrong with a rulebook: stale citations, a calendar that ends, law that names no article."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from refundcli.core.complaints import Complaint
from refundcli.core.parts import CALENDAR, inside, parts_of
from refundcli.core.rulebook import Platform, Provision, Rulebook, Stale
from refundcli.core.rules import Choice, Ground
from refundcli.core.text import Said, Text, say
from refundcli.core.traditional import simplified

_DECEMBER = 12
_SENTENCE = re.compile(r"[。！？\n]")
_BLANK = re.compile(r"\s+")


def lint_extra(rulebook: Rulebook, today: date) -> tuple[Complaint, ...]:
    """Return what the other checks leave open.

    Errors: a citation that no longer holds, law without an article behind it, law on a platform that says its sales
    are under none. Warning: a calendar without this year's notice, from 1 December on without the next year's.
    """
    return (
        *_stale_rules(rulebook),
        *_calendar(rulebook, today),
        *(one for site in rulebook.platforms.values() for one in _law_of(rulebook, site)),
        *(one for _, rules in rulebook.files() for one in _unproven(rules.grounds)),
    )


def stale_citations(text: str, stale: Iterable[Stale]) -> tuple[Said, ...]:
    """Return the citations in *text* that no longer hold, sentence by sentence.

    Blanks and traditional characters play no part.
    """
    sentences = [_BLANK.sub("", one) for one in _SENTENCE.split(simplified(text))]
    return tuple(
        say("lint-stale", word=word, instead=one.instead, since=one.since)
        for sentence in sentences
        for one in stale
        if (word := _said(sentence, one)) is not None
    )


def _said(sentence: str, stale: Stale) -> str | None:
    is_near = not stale.near or any(word in sentence for word in stale.near)
    if not is_near or any(word in sentence for word in stale.unless):
        return None
    return next((word for word in stale.words if word in sentence), None)


def _stale_rules(rulebook: Rulebook) -> Iterator[Complaint]:
    for id, value in _texts(rulebook):
        for text in inside(value, Text):
            for what in stale_citations(text.zh, rulebook.stale):
                yield Complaint("error", id, what)
        for label in inside(value, Choice):
            for what in stale_citations(label.label, rulebook.stale):
                yield Complaint("error", id, what)
        for provision in inside(value, Provision):
            yield from _stale_words(provision, rulebook.stale)


def _texts(rulebook: Rulebook) -> Iterator[tuple[str, object]]:
    yield from ((part.id, part.value) for part in parts_of(rulebook) if part.file != "stale")
    for site in rulebook.platforms.values():
        yield site.id, (site.name, site.states, site.not_covered)
    for words in (rulebook.reasons, rulebook.remedies, rulebook.facts, rulebook.items):
        yield from words.items()


def _stale_words(provision: Provision, stale: tuple[Stale, ...]) -> Iterator[Complaint]:
    """Give what an article's own words cite, where they are still in force after it went stale."""
    versions = sorted(provision.versions, key=lambda one: one.since)
    ends = [one.since for one in versions[1:]]
    for version, next_since in zip(versions, [*ends, date.max], strict=True):
        end = min(version.until or date.max, next_since)
        held = [one for one in stale if end > one.since]
        for what in stale_citations(version.text or "", held):
            yield Complaint("error", provision.id, what)


def _calendar(rulebook: Rulebook, today: date) -> Iterator[Complaint]:
    years = rulebook.calendar.years
    wanted = today.year + (today.month == _DECEMBER)
    if years and wanted not in years:
        yield Complaint("warning", CALENDAR, say("lint-calendar", year=str(wanted)))


def _law_of(rulebook: Rulebook, site: Platform) -> Iterator[Complaint]:
    """Give the grounds of a platform's own that contradict whose law it says its sales are under."""
    for ground in site.rules.grounds:
        cited = (rulebook.provision(one.id) for one in ground.provisions)
        protects = {one.protects for one in cited if one is not None}
        if site.law == "none" and (ground.kind == "law" or ground.provisions):
            yield Complaint("error", ground.id, say("lint-law-of-none"))
        elif site.law == "civil" and "consumer" in protects:
            yield Complaint("error", ground.id, say("lint-law-of-civil"))


def _unproven(grounds: Iterable[Ground]) -> Iterator[Complaint]:
    for ground in grounds:
        if ground.kind == "law" and not ground.provisions:
            yield Complaint("error", ground.id, say("lint-law-without-provision"))
