"""A verdict as a reader sees it: short, or with every clause and source."""

from typing import TYPE_CHECKING

from refundcli.core.findings import Basis, Clause, Deadline, Finding, TimerPreview, Verdict
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Note
from refundcli.core.text import Said, say
from refundcli.render.cites_text import cites_part
from refundcli.render.deadlines_text import deadlines_part
from refundcli.render.page import Page
from refundcli.render.words import Words

if TYPE_CHECKING:
    from refundcli.core.ladder import Standing

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
_NEAREST = 3
_BESIDE_THE_POINT = frozenset({"reasons", "purposes", "channels"})


def verdict_page(
    page: Page,
    verdict: Verdict,
    rulebook: Rulebook,
    words: Words,
    *,
    full: bool,
    rungs: "tuple[Standing, ...]" = (),
) -> None:
    """Put the argument on *page*: verdict, grounds, deadlines, law, what to do, and where else to turn.

    *full* adds every clause of every ground near the claim, the law's words, and all sources.
    """
    verdict_head(page, verdict, rulebook, words)
    for advice in verdict.better:
        page.marked("!", words.write(advice), "doubt")
    _grounds(page, verdict, words, full=full)
    _money(page, verdict, words)
    _questions(page, verdict, words, full=full)
    deadlines_part(page, _telling(verdict, full=full), verdict.as_of, words, why=True)
    _timers(page, verdict.timers, words)
    _basis(page, verdict, words, full=full)
    _paths(page, verdict, words)
    if rungs:
        from refundcli.render.ladder_text import ladder_part  # noqa: PLC0415 - only a check shows them

        ladder_part(page, rungs, verdict.purpose, words, full=full)
    _notes(page, "head-evidence", verdict.evidence, words, full=full)
    _notes(page, "head-cautions", verdict.cautions, words, full=full)
    if full:
        _notes(page, "head-limits", verdict.limits, words, full=full)
    page.heading(words.write(say("head-not-covered")))
    for one in verdict.not_covered:
        page.marked("-", words.write(one))
    for title, day in verdict.stale_sources.items():
        page.marked("!", words.write(say("stale-source", title=title, read_on=day)), "doubt")
    if not full:
        page.line(words.write(say("see-full")), "faint", indent=0)


def verdict_said(verdict: Verdict, rulebook: Rulebook) -> Said:
    """Return the verdict in one line."""
    remedy = rulebook.remedies[verdict.remedy].word.name
    return say("head-verdict", verdict=say(f"verdict-{verdict.id}"), remedy=remedy)


def verdict_head(page: Page, verdict: Verdict, rulebook: Rulebook, words: Words) -> None:
    """Put the verdict itself on *page*, and the other remedies beside it."""
    page.heading(words.write(verdict_said(verdict, rulebook)), STYLE_OF[verdict.id])
    page.line(words.write(verdict.summary))
    page.line(words.write(say("as-of", at=verdict.as_of)), "faint")
    others = [
        one
        for one in verdict.remedies
        if one.remedy != verdict.remedy and one.verdict != "unavailable"
    ]
    if others:
        page.heading(words.write(say("head-other-remedies")))
        page.columns(
            [
                (
                    words.write(rulebook.remedies[one.remedy].word.name),
                    words.write(say(f"verdict-{one.verdict}")),
                    words.write(say("apply-by", by=one.apply_by)) if one.apply_by else "",
                )
                for one in others
            ]
        )


def _grounds(page: Page, verdict: Verdict, words: Words, *, full: bool) -> None:
    page.heading(words.write(say("head-grounds")))
    near = sorted((one for one in verdict.findings if _is_near(one)), key=_rank)
    shown = near if full else _chosen(near)
    for finding in shown:
        _ground(page, finding, words, full=full)
    far = len(verdict.findings) - len(shown)
    if not verdict.findings:
        page.line(words.write(say("no-ground")))
    elif far:
        page.line(words.write(say("other-grounds", count=far)), "faint")


def _rank(finding: Finding) -> tuple[int, bool, int]:
    order = ("holds", "unknown", "fails").index(finding.outcome)
    return order, not finding.counts, sum(one.outcome != "pass" for one in finding.clauses)


def _chosen(near: list[Finding]) -> list[Finding]:
    """Return every ground that holds, and the nearest of the others.

    Where one holds, promises unspoken of add nothing; a ground of another order state is not near.
    """
    holding = [one for one in near if one.outcome == "holds"]
    others = [
        one
        for one in near
        if one.outcome != "holds"
        and not any(c.outcome == "fail" and c.clause == "states" for c in one.clauses)
        and (one.counts or not holding)
    ]
    return holding + others[: _NEAREST if holding else 2 * _NEAREST]


def _is_near(finding: Finding) -> bool:
    """Whether the ground speaks of this reason and purpose: the others only swell the page."""
    failed = {one.clause for one in finding.clauses if one.outcome == "fail"}
    return not failed & _BESIDE_THE_POINT and len(failed) < _NEAREST


def _ground(page: Page, finding: Finding, words: Words, *, full: bool) -> None:
    ground = finding.ground
    kind = say("kind-own") if ground.is_own else say(f"kind-{ground.kind}")
    title = words.write(say("ground-title", kind=kind, title=ground.title))
    page.marked(MARKS[finding.outcome], title, STYLE_OF[finding.outcome])
    if not finding.counts:
        page.line(words.write(say("ground-only-if-promised")), "doubt", indent=4)
    for clause in finding.clauses:
        if full or finding.outcome == "holds" or clause.outcome != "pass":
            _clause(page, clause, words)
    if finding.outcome != "fails" and (full or finding.outcome == "holds"):
        if ground.freight is not None:
            page.line(words.write(say(f"freight-{ground.freight}")), indent=4)
        if ground.proof is not None:
            page.line(words.write(say("ground-proof", proof=ground.proof)), indent=4)
    cites = (*ground.cites, *(finding.window.cites if finding.window is not None else ()))
    if full or finding.outcome == "holds":
        cites_part(page, cites if full else cites[:1], words)


def _clause(page: Page, clause: Clause, words: Words) -> None:
    text = words.write(clause.says)
    if clause.fact is not None:
        text = words.write(say("clause-with-fact", says=text, fact=clause.fact))
    page.marked(MARKS[clause.outcome], text, STYLE_OF[clause.outcome], indent=4)
    if clause.flips is not None:
        page.line(words.write(say("would-flip", flips=clause.flips)), indent=6)


def _telling(verdict: Verdict, *, full: bool) -> tuple[Deadline, ...]:
    """The deadlines that matter: where a ground holds, its window and not those still in doubt."""
    if full or verdict.id != "eligible":
        return verdict.deadlines
    holding = {one.ground.id for one in verdict.findings if one.outcome == "holds"}
    return tuple(one for one in verdict.deadlines if one.id != "apply" or one.rule in holding)


def _timers(page: Page, timers: tuple[TimerPreview, ...], words: Words) -> None:
    if not timers:
        return
    page.heading(words.write(say("head-timers")))
    for one in timers:
        lengths = tuple(length for length in (one.lasts, *one.readings) if length is not None)
        key = "timer-line" if lengths[0].count else "timer-line-now"
        text = say(
            key if len(lengths) == 1 else f"{key}-doubt",
            start=say(f"event-{one.timer.starts[0]}"),
            actor=say(f"whose-{one.timer.actor}"),
            title=one.timer.title,
            lasts=lengths[0],
            also=lengths[1:],
            expiry=say(f"expiry-{one.timer.on_expiry}"),
        )
        page.marked("·", words.write(text))


def _basis(page: Page, verdict: Verdict, words: Words, *, full: bool) -> None:
    cited = [one for one in verdict.basis if one.provision.is_citable]
    page.heading(words.write(say("head-basis")))
    shown = cited if full else [one for one in cited if one.rests_on == "holds"] or cited
    if not shown:
        page.line(words.write(say("no-basis")))
    for one in shown:
        page.marked("§", words.write(_basis_line(one, words.language)))
        if one.text and full:
            page.line(words.write(say("verbatim", text=one.text)), "faint", indent=4)


def _basis_line(one: Basis, language: str) -> Said:
    key = f"basis-{one.use}" if one.rests_on == "holds" else f"basis-{one.use}-if"
    title = one.provision.title_in(language)
    return say(key, title=title, because=one.because or one.provision.says)


def _money(page: Page, verdict: Verdict, words: Words) -> None:
    """The most that can come back, who bears the freight, and damages beyond the price."""
    claimable = verdict.claimable
    lines: list[Said] = []
    if claimable.cap is not None:
        lines.append(say("money-cap", cap=claimable.cap))
    if claimable.is_over_cap:
        lines.append(say("money-over-cap", asked=claimable.asked, cap=claimable.cap))
    if claimable.freight is not None:
        lines.append(say(f"freight-{claimable.freight}"))
    titles = {one.provision.id: one.provision.title_in(words.language) for one in verdict.basis}
    for one in claimable.awards:
        key = f"award-{one.use}" if one.sum is not None else f"award-{one.use}-unpriced"
        lines.append(
            say(
                key,
                provision=titles[one.provision],
                times=one.multiple.times,
                least=one.multiple.least,
                sum=one.sum,
            )
        )
    if lines:
        page.heading(words.write(say("head-money")))
    for line in lines:
        page.marked("·", words.write(line))


def _questions(page: Page, verdict: Verdict, words: Words, *, full: bool) -> None:
    """The questions that are open; where a ground already holds, only those that are no side road."""
    is_settled = verdict.id == "eligible" and not full
    asked = [one for one in verdict.questions if not is_settled or "--fact" not in one.flag]
    if not asked:
        return
    page.heading(words.write(say("head-questions")))
    for one in asked:
        page.marked("?", words.write(say("question-line", asks=one.asks, flag=one.flag)), "doubt")


def _paths(page: Page, verdict: Verdict, words: Words) -> None:
    if verdict.paths:
        page.heading(words.write(say("head-path")))
    for one in verdict.paths:
        steps = " → ".join(words.write(step) for step in one.steps)
        key = "path-line" if one.title is None else "path-line-titled"
        surface = say(f"surface-{one.surface}")
        page.line(words.write(say(key, surface=surface, title=one.title or "", steps=steps)))
    labels = tuple(one.label for one in verdict.choices if one.conditions.reasons)
    if labels:
        page.line(words.write(say("choices-line", labels=labels)))


def _notes(page: Page, head: str, notes: tuple[Note, ...], words: Words, *, full: bool) -> None:
    if not notes:
        return
    page.heading(words.write(say(head)))
    for one in notes:
        text = words.write(one.says)
        if one.need is not None:
            text = words.write(say(f"evidence-{one.need}", says=text))
        page.marked("-", text)
        if full:
            cites_part(page, one.cites, words)
