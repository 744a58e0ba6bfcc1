"""What is wrong with the ladder beside the rulebook, as values."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from refundcli.core.complaints import Complaint
from refundcli.core.ladder_form import FILE, Entry, Ladder, Rung
from refundcli.core.lint import overlaps, unknown_ids, unknown_words
from refundcli.core.lint_extra import stale_citations
from refundcli.core.parts import inside
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Citation
from refundcli.core.text import Text, say

_OLD = timedelta(days=365)


def lint_ladder(
    ladder: Ladder, rulebook: Rulebook, events: Iterable[str], today: date
) -> tuple[Complaint, ...]:
    """Return all that is wrong with *ladder*; *events* are the kinds of event a case knows.

    Errors: ids that the rulebook does not have, an event no case knows, versions that overlap, a citation that no
    longer holds, a statement that fits no platform, a name that two rungs have, and a rule of the rulebook that speaks
    of a rung which the ladder does not have. Warnings: a source
    read more than a year before *today*, a source that nothing cites.
    """
    known = tuple(events)
    return (
        *(one for rung in ladder.rungs for one in _rung(rung, rulebook, known)),
        *_names(ladder),
        *_rungs_elsewhere(ladder, rulebook),
        *_sources(ladder, today),
    )


def _rung(rung: Rung, rulebook: Rulebook, events: tuple[str, ...]) -> Iterator[Complaint]:
    place = f"{FILE}/{rung.id}"
    yield from unknown_words(rulebook, place, rung.conditions)
    platforms = [name for one in inside(rung, Entry) for name in one.platforms]
    platforms += [name for one in rung.on for name in one.platforms]
    yield from unknown_ids(place, platforms, rulebook.platforms, "platform")
    reasons = [name for one in rung.on for name in one.reasons]
    reasons += [name for one in rung.gates for name in one.spares]
    yield from unknown_ids(place, reasons, rulebook.reasons, "reason")
    kinds = (*rung.begins, *rung.ends, *rung.quits, *rung.closes_after)
    yield from unknown_ids(place, kinds, events, "event")
    bars = [rung.bar.versions] if rung.bar is not None else []
    for versions in (*bars, *(one.versions for one in rung.clocks)):
        yield from overlaps(place, versions)
    timers = {one.rule for _, rules in rulebook.files() for one in rules.timers}
    named = [rung.bar.timer] if rung.bar is not None and rung.bar.timer is not None else []
    yield from unknown_ids(place, named, timers, "timer")
    for entry in inside(rung, Entry):
        if entry.laws and not _is_somewhere(entry, rung, rulebook):
            yield Complaint("error", place, say("lint-ladder-nowhere", says=entry.says))
    for text in inside(rung, Text):
        for what in stale_citations(text.zh, rulebook.stale):
            yield Complaint("error", place, what)


def _is_somewhere(entry: Entry, rung: Rung, rulebook: Rulebook) -> bool:
    """Whether there is a platform that *entry* fits and on which there is *rung*."""
    return any(
        entry.fits(site.id, site.law, None) and (not rung.laws or site.law in rung.laws)
        for site in rulebook.platforms.values()
    )


def _names(ladder: Ladder) -> Iterator[Complaint]:
    """Give the names that could mean two rungs."""
    owners: dict[str, str] = {}
    for rung in ladder.rungs:
        names = {rung.id, rung.name.zh, rung.name.en, *rung.aliases}
        for name in sorted({name.casefold() for name in names}):
            first = owners.setdefault(name, rung.id)
            if first != rung.id:
                what = say("lint-shared-name", name=name, other=first)
                yield Complaint("error", f"{FILE}/{rung.id}", what)


def _rungs_elsewhere(ladder: Ladder, rulebook: Rulebook) -> Iterator[Complaint]:
    for file, rules in rulebook.files():
        named = [(one.rule, one.rung) for one in rules.timers]
        named += [(f"{file}/path", one.rung) for one in rules.paths]
        for rule, rung in named:
            if rung is not None and rung not in ladder.ids:
                what = say("lint-unknown-id", what=say("word-rung"), id=rung)
                yield Complaint("error", rule, what)


def _sources(ladder: Ladder, today: date) -> Iterator[Complaint]:
    cited = {one.source.id for one in inside(ladder.rungs, Citation)}
    for source in ladder.sources.values():
        if today - source.read_on > _OLD:
            what = say("lint-old-source", source=source.id, read_on=source.read_on)
            yield Complaint("warning", FILE, what)
        if source.id not in cited:
            yield Complaint("warning", FILE, say("lint-unused-source", source=source.id))
