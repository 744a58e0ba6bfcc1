"""A verdict as a reader sees it."""

from collections.abc import Iterable

from refundcli.core.findings import Clause, Deadline, Finding, TimerPreview, Verdict
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Note
from refundcli.core.text import Text, say
from refundcli.render.page import Page
from refundcli.render.words import Words

MARKS = {"holds": "✓", "pass": "✓", "fails": "✗", "fail": "✗", "unknown": "?"}
STYLE_OF = {
    "holds": "good",
    "pass": "good",
    "fails": "bad",
    "fail": "bad",
    "unknown": "doubt",
    "eligible": "good",
    "conditional": "doubt",
    "negotiable": "doubt",
    "unavailable": "bad",
}


def verdict_page(page: Page, verdict: Verdict, rulebook: Rulebook, words: Words) -> None:
    """Put the whole argument on *page*: verdict, grounds, deadlines, law, what to do."""
    remedy = rulebook.remedies[verdict.remedy].word.name
    head = say("head-verdict", verdict=say(f"verdict-{verdict.id}"), remedy=remedy)
    page.heading(words.write(head))
    page.line(words.write(verdict.summary), STYLE_OF[verdict.id])
    page.line(words.write(say("as-of", at=verdict.as_of)), "faint")
    _remedies(page, verdict, rulebook, words)
    _grounds(page, verdict, words)
    deadlines_part(page, verdict.deadlines, words)
    _timers(page, verdict.timers, words)
    _basis(page, verdict, words)
    _questions(page, verdict, words)
    _paths(page, verdict, words)
    _notes(page, "head-evidence", verdict.evidence, words)
    _notes(page, "head-cautions", verdict.cautions, words)
    _notes(page, "head-limits", verdict.limits, words)
    page.heading(words.write(say("head-not-covered")))
    for one in verdict.not_covered:
        page.marked("-", words.write(one))
    for title, day in verdict.stale_sources.items():
        page.marked("!", words.write(say("stale-source", title=title, read_on=day)), "doubt")


def _remedies(page: Page, verdict: Verdict, rulebook: Rulebook, words: Words) -> None:
    others = [
        one
        for one in verdict.remedies
        if one.remedy != verdict.remedy and one.verdict != "unavailable"
    ]
    if not others:
        return
    page.heading(words.write(say("head-other-remedies")))
    rows = [
        (
            words.write(rulebook.remedies[one.remedy].word.name),
            words.write(say(f"verdict-{one.verdict}")),
            words.write(say("apply-by", by=one.apply_by)) if one.apply_by is not None else "",
        )
        for one in others
    ]
    page.columns(rows)


def _grounds(page: Page, verdict: Verdict, words: Words) -> None:
    page.heading(words.write(say("head-grounds")))
    near = [one for one in verdict.findings if _is_near(one)]
    for finding in sorted(near, key=lambda one: ("holds", "unknown", "fails").index(one.outcome)):
        _ground(page, finding, words)
    far = len(verdict.findings) - len(near)
    if not verdict.findings:
        page.line(words.write(say("no-ground")))
    elif far:
        page.line(words.write(say("other-grounds", count=far)), "faint")


def _is_near(finding: Finding) -> bool:
    """Whether the ground speaks of this reason and purpose: the others only swell the page."""
    failed = {one.clause for one in finding.clauses if one.outcome == "fail"}
    return not failed & {"reasons", "purposes", "channels"} and len(failed) < 3


def _ground(page: Page, finding: Finding, words: Words) -> None:
    ground = finding.ground
    kind = say("kind-own") if ground.is_own else say(f"kind-{ground.kind}")
    title = words.write(say("ground-title", kind=kind, title=ground.title))
    page.marked(MARKS[finding.outcome], title, STYLE_OF[finding.outcome])
    if not finding.counts:
        page.line(words.write(say("ground-only-if-promised")), "doubt", indent=4)
    for clause in finding.clauses:
        _clause(page, clause, words)
    if finding.outcome != "fails" and ground.freight is not None:
        page.line(words.write(say(f"freight-{ground.freight}")), indent=4)
    if finding.outcome != "fails" and ground.proof is not None:
        page.line(words.write(say("ground-proof", proof=ground.proof)), indent=4)
    cites = (*ground.cites, *(finding.window.cites if finding.window is not None else ()))
    for cite in cites[:3]:
        source = cite.source
        text = say(
            "cite",
            title=source.title,
            at=cite.at or cite.says or "",
            quality=say(f"quality-{source.quality}"),
            read_on=source.read_on,
        )
        page.line(words.write(text), "faint", indent=4)


def _clause(page: Page, clause: Clause, words: Words) -> None:
    text = words.write(clause.says)
    if clause.fact is not None:
        text = words.write(say("clause-with-fact", says=text, fact=clause.fact))
    page.marked(MARKS[clause.outcome], text, STYLE_OF[clause.outcome], indent=4)
    if clause.flips is not None:
        page.line(words.write(say("would-flip", flips=clause.flips)), indent=6)


def deadlines_part(page: Page, deadlines: Iterable[Deadline], words: Words) -> None:
    """Put deadlines with their derivation on *page*; the buyer's own look different from the others'."""
    found = tuple(deadlines)
    if not found:
        return
    page.heading(words.write(say("head-deadlines")))
    for one in found:
        whose = "ours" if one.actor == "buyer" else "theirs"
        page.marked(">" if one.actor == "buyer" else "<", words.write(deadline_line(one)), whose)
        for step in one.derivation:
            page.line(words.write(step), "faint", indent=6)


def deadline_line(one: Deadline) -> object:
    """Return the sentence of a deadline: whose it is, until when, and what then."""
    if one.is_paused:
        return say("deadline-paused", actor=say(f"actor-{one.actor}"), title=one.title)
    key = "deadline-line" if one.earliest == one.latest else "deadline-line-bounds"
    return say(
        key,
        actor=say(f"actor-{one.actor}"),
        kind=say(f"kind-{one.kind}"),
        title=one.title,
        due=one.due,
        earliest=one.earliest,
        latest=one.latest,
        expiry=say(f"expiry-{one.on_expiry}"),
    )


def _timers(page: Page, timers: tuple[TimerPreview, ...], words: Words) -> None:
    if not timers:
        return
    page.heading(words.write(say("head-timers")))
    for one in timers:
        lengths = tuple(length for length in (one.lasts, *one.readings) if length is not None)
        text = say(
            "timer-line" if len(lengths) == 1 else "timer-line-doubt",
            start=say(f"event-{one.timer.starts[0]}"),
            actor=say(f"actor-{one.timer.actor}"),
            title=one.timer.title,
            lasts=lengths[0],
            also=lengths[1:],
            expiry=say(f"expiry-{one.timer.on_expiry}"),
        )
        page.marked("·", words.write(text))


def _basis(page: Page, verdict: Verdict, words: Words) -> None:
    cited = [one for one in verdict.basis if one.provision.is_citable]
    page.heading(words.write(say("head-basis")))
    if not cited:
        page.line(words.write(say("no-basis")))
    for one in cited:
        because: Text = one.because or one.provision.says
        key = f"basis-{one.use}" if one.rests_on == "holds" else f"basis-{one.use}-if"
        line = say(key, title=one.provision.title, because=because)
        page.marked("§", words.write(line))
        if one.text:
            page.line(words.write(say("verbatim", text=one.text)), "faint", indent=4)


def _questions(page: Page, verdict: Verdict, words: Words) -> None:
    if not verdict.questions:
        return
    page.heading(words.write(say("head-questions")))
    for one in verdict.questions:
        page.marked("?", words.write(say("question-line", asks=one.asks, flag=one.flag)), "doubt")


def _paths(page: Page, verdict: Verdict, words: Words) -> None:
    if verdict.paths:
        page.heading(words.write(say("head-path")))
    for one in verdict.paths:
        steps = " → ".join(words.write(step) for step in one.steps)
        key = "path-line" if one.title is None else "path-line-titled"
        page.line(
            words.write(
                say(key, surface=say(f"surface-{one.surface}"), title=one.title or "", steps=steps)
            )
        )
    if verdict.choices:
        labels = tuple(one.label for one in verdict.choices if one.conditions.reasons)
        if labels:
            page.line(words.write(say("choices-line", labels=labels)))


def _notes(page: Page, head: str, notes: tuple[Note, ...], words: Words) -> None:
    if not notes:
        return
    page.heading(words.write(say(head)))
    for one in notes:
        text = words.write(one.says)
        if one.need is not None:
            text = words.write(say(f"evidence-{one.need}", says=text))
        page.marked("-", text)
