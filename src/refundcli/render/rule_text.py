"""Rules as a reader sees them, each with its sources."""

from collections.abc import Iterable

from refundcli.core.rulebook import Law, Platform, Provision
from refundcli.core.rules import Citation, Ground, Reading, RuleSet, Source, Timer
from refundcli.core.text import Said, say
from refundcli.render.page import Page
from refundcli.render.words import Words


def platform_page(page: Page, site: Platform, words: Words) -> None:
    """Put a platform on *page*: its names, states, grounds, timers and sources."""
    page.heading(words.write(say("head-file", id=site.id, name=site.name)))
    if site.aliases:
        page.line(words.write(say("line-aliases", names=site.aliases)))
    if site.rules_of is not None:
        page.line(words.write(say("line-rules-of", id=site.rules_of)))
    page.heading(words.write(say("head-states")))
    page.columns([(id, words.write(label)) for id, label in site.states.items()])
    _rules(page, site.rules, words)


def law_page(page: Page, law: Law, words: Words) -> None:
    """Put a law on *page*: its provisions, grounds, timers and sources."""
    page.heading(words.write(say("head-file", id=law.id, name=law.name)))
    page.columns([(one.id, words.write(one.says)) for one in law.provisions])
    _rules(page, law.rules, words)


def _rules(page: Page, rules: RuleSet, words: Words) -> None:
    if rules.grounds:
        page.heading(words.write(say("head-grounds-of")))
        for ground in rules.grounds:
            page.marked("·", words.write(say("rule-line", id=ground.id, title=ground.title)))
    if rules.timers:
        page.heading(words.write(say("head-timers-of")))
        for timer in rules.timers:
            page.marked("·", words.write(say("rule-line", id=timer.rule, title=timer.title)))
    page.heading(words.write(say("head-sources")))
    for source in rules.sources.values():
        page.marked("·", words.write(source_line(source)))


def source_line(source: Source) -> Said:
    """Return the sentence of a source: what it is, whose, when published and read, how good."""
    return say(
        "source-line",
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        read_on=source.read_on,
        quality=say(f"quality-{source.quality}"),
        address=source.address or "",
    )


def provision_page(page: Page, provision: Provision, words: Words) -> None:
    """Put an article on *page*: whom it protects, and its words in every version."""
    page.heading(f"{provision.id}  {provision.title_in(words.language)}")
    page.line(words.write(provision.says))
    page.line(words.write(say(f"protects-{provision.protects}")))
    page.line(words.write(say("line-confidence", level=provision.confidence)))
    if not provision.is_citable:
        page.line(words.write(say("line-not-for-letters")), "doubt")
    for version in provision.versions:
        page.line(words.write(say("line-since", since=version.since)))
        if version.text is not None:
            page.line(words.write(say("verbatim", text=version.text)), indent=4)
        cites_part(page, version.cites, words)


def rule_page(page: Page, rule: Ground | Timer, words: Words) -> None:
    """Put a ground or a timer on *page* with every version of its period."""
    id = rule.id if isinstance(rule, Ground) else rule.rule
    page.heading(words.write(say("rule-line", id=id, title=rule.title)))
    page.line(words.write(say("line-kind", kind=say(f"kind-{rule.kind}"))))
    if isinstance(rule, Ground):
        if rule.proof is not None:
            page.line(words.write(say("ground-proof", proof=rule.proof)))
        for window in rule.windows:
            page.line(words.write(say("line-since", since=window.since)))
            _readings(page, (window.reading, *window.also), words)
        cites_part(page, rule.cites, words)
        return
    for version in rule.versions:
        page.line(words.write(say("line-since", since=version.since)))
        for band in version.bands:
            _readings(page, (band.reading, *band.also), words)


def _readings(page: Page, readings: Iterable[Reading], words: Words) -> None:
    for one in readings:
        lasts = say("line-abolished") if one.lasts is None else one.lasts
        page.marked("·", words.write(lasts), indent=4)
        cites_part(page, one.cites, words, indent=6)


def cites_part(page: Page, cites: Iterable[Citation], words: Words, indent: int = 4) -> None:
    """Put citations on *page*: source, place, quality, when it was read, and the words themselves."""
    for cite in cites:
        line = say(
            "cite",
            title=cite.source.title,
            at=cite.at or cite.says or "",
            quality=say(f"quality-{cite.source.quality}"),
            read_on=cite.source.read_on,
        )
        page.line(words.write(line), "faint", indent=indent)
        if cite.says is not None and cite.at is not None:
            page.line(words.write(say("verbatim", text=cite.says)), "faint", indent=indent + 2)
