"""What can be said of a claim, argued clause by clause."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from refundcli.core.asking import question_of
from refundcli.core.basis import basis_of
from refundcli.core.better import better_choices
from refundcli.core.claimable import claimable_of
from refundcli.core.clauses import Situation, acts_at, clauses_of, holds_or_may, outcome_of
from refundcli.core.deadlines import (
    timer_deadline,
    timer_preview,
    timer_runs,
    window_finding,
)
from refundcli.core.findings import (
    VERDICTS,
    Deadline,
    Finding,
    Question,
    RemedyVerdict,
    TimerPreview,
    Verdict,
)
from refundcli.core.order import Claim, Order
from refundcli.core.periods import bounds
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Citation, Ground, Note, Timer
from refundcli.core.text import Said, say
from refundcli.core.values import replace

_OLD = 365


def assess(rulebook: Rulebook, order: Order, claim: Claim, now: datetime) -> Verdict:
    """Return the verdict of a claim as of *now* (an instant with offset).

    Every clause of every ground that grants the remedy is judged. `eligible`: at least one ground holds in every
    clause. `conditional`: none holds, but in one nothing fails. `negotiable`: nobody owes it, the platform lets the
    buyer ask. `unavailable`: the platform offers no such remedy for this order now. A promise that the buyer has not
    spoken of lifts nothing; it stands in `would_change`.
    """
    situation = Situation(rulebook, order, claim, acts_at(order, now))
    judged = tuple(
        _finding(one, situation, now)
        for one in rulebook.grounds(order.platform)
        if claim.remedy in one.grants or holds_or_may(one.conditions, situation)
    )
    found = {
        remedy: tuple(one for one in judged if remedy in one.ground.grants)
        for remedy in rulebook.remedies
    }
    remedies = tuple(
        _remedy_verdict(remedy, findings, _is_offered(remedy, situation))
        for remedy, findings in found.items()
    )
    asked = next(one for one in remedies if one.remedy == claim.remedy)
    findings = found[claim.remedy]
    counted = tuple(one for one in findings if one.counts)
    basis = basis_of(rulebook, order, claim, counted, now)
    site = rulebook.platforms[order.platform]
    rule_sets = rulebook.rule_sets(order.platform)
    return Verdict(
        id=asked.verdict,
        as_of=now,
        platform=order.platform,
        state=order.state,
        reason=claim.reason,
        remedy=claim.remedy,
        purpose=claim.purpose,
        summary=_summary(situation, asked, remedies, findings),
        remedies=tuple(sorted(remedies, key=lambda one: one.remedy != claim.remedy)),
        findings=findings,
        deadlines=_deadlines(situation, counted),
        timers=_previews(situation),
        basis=basis,
        questions=_questions(situation, findings),
        evidence=_notes(situation, (one for rules in rule_sets for one in rules.evidence)),
        paths=tuple(one for one in site.rules.paths if holds_or_may(one.conditions, situation)),
        choices=tuple(
            one
            for rules in rule_sets
            for one in rules.choices
            if holds_or_may(one.conditions, situation)
        ),
        cautions=_notes(situation, (one for rules in rule_sets for one in rules.cautions)),
        limits=_notes(situation, (one for rules in rule_sets for one in rules.limits)),
        would_change=tuple(one for one in findings if not one.counts),
        not_covered=(*site.not_covered, say("not-covered-proof"), say("not-covered-advice")),
        stale_sources=_stale(findings, now.date()),
        claimable=claimable_of(order, claim, counted, basis),
        better=better_choices(rulebook, order, claim, asked, remedies, found),
    )


def _finding(ground: Ground, situation: Situation, now: datetime) -> Finding:
    window = window_finding(ground, situation, now)
    clauses = clauses_of(ground.conditions, situation)
    if window is not None:
        clauses = (*clauses, window.clause)
    return Finding(
        ground=ground,
        outcome=outcome_of(clauses),
        clauses=clauses,
        window=window.deadline if window is not None else None,
        counts=_is_spoken_of(ground, situation),
    )


def _is_spoken_of(ground: Ground, situation: Situation) -> bool:
    facts = situation.rulebook.facts
    promised = [
        id
        for id in (*ground.conditions.needs, *ground.conditions.denies)
        if id in facts and facts[id].is_promise
    ]
    return all(id in situation.claim.facts for id in promised)


def offered_remedies(
    rulebook: Rulebook, order: Order, claim: Claim, now: datetime
) -> tuple[str, ...]:
    """Return the remedies that the platform offers for *order* as it stands."""
    situation = Situation(rulebook, order, claim, acts_at(order, now))
    return tuple(one for one in rulebook.remedies if _is_offered(one, situation))


def _is_offered(remedy: str, situation: Situation) -> bool:
    asking = replace(situation, claim=replace(situation.claim, remedy=remedy))
    rule_sets = situation.rulebook.rule_sets(situation.order.platform)
    offers = (one for rules in rule_sets for one in rules.offers)
    return any(holds_or_may(one.conditions, asking) for one in offers)


def _remedy_verdict(remedy: str, findings: tuple[Finding, ...], is_offered: bool) -> RemedyVerdict:
    counted = [one for one in findings if one.counts]
    holding = [one for one in counted if one.outcome == "holds"]
    open_ = [one for one in counted if one.outcome == "unknown"]
    if not is_offered:
        return RemedyVerdict(remedy, "unavailable", None)
    if holding:
        return RemedyVerdict(remedy, "eligible", _apply_by(holding))
    if open_:
        return RemedyVerdict(remedy, "conditional", _apply_by(open_))
    return RemedyVerdict(remedy, "negotiable", None)


def _apply_by(findings: Iterable[Finding]) -> datetime | None:
    ends = [one.window.earliest for one in findings if one.window is not None]
    return max(ends, default=None)


def _summary(
    situation: Situation,
    asked: RemedyVerdict,
    remedies: tuple[RemedyVerdict, ...],
    findings: tuple[Finding, ...],
) -> Said:
    names = situation.rulebook.remedies
    better = tuple(
        names[one.remedy].word.name
        for one in sorted(remedies, key=lambda one: VERDICTS.index(one.verdict))
        if one.verdict != "unavailable" and one is not asked
    )
    name = names[asked.remedy].word.name
    if asked.verdict == "unavailable":
        state = situation.rulebook.platforms[situation.order.platform].states.get(
            situation.order.state, say(f"state-{situation.order.state}")
        )
        by_law = any(one.outcome == "holds" and one.ground.kind == "law" for one in findings)
        key = "summary-unavailable-law" if by_law else "summary-unavailable"
        return say(key if better else f"{key}-none", remedy=name, state=state, instead=better)
    held = tuple(one.ground.title for one in findings if one.counts and one.outcome == "holds")
    if asked.verdict == "eligible":
        key = "summary-eligible-by" if asked.apply_by else "summary-eligible"
        return say(key, remedy=name, grounds=held, by=asked.apply_by)
    return say(f"summary-{asked.verdict}", remedy=name)


def _deadlines(situation: Situation, findings: tuple[Finding, ...]) -> tuple[Deadline, ...]:
    """Return the windows that are open and the timers that run.

    A window for special kinds of item runs only where the buyer has named such a kind.
    """
    windows = [
        one.window
        for one in findings
        if one.window is not None
        and one.outcome != "fails"
        and not any(c.clause == "items" and c.outcome == "unknown" for c in one.clauses)
    ]
    running = []
    for moment, start in situation.order.moments.items():
        for timer in situation.rulebook.timers(situation.order.platform):
            if _has_begun(timer, moment, situation) and timer_runs(timer, situation):
                deadline = timer_deadline(timer, moment, start, situation)
                if deadline is not None:
                    running.append(deadline)
    return tuple(sorted((*windows, *running), key=lambda one: (one.due, one.rule)))


def _has_begun(timer: Timer, moment: str, situation: Situation) -> bool:
    """Whether *moment* starts *timer* and no later moment ends it or holds it; a time bar is a case's alone."""
    if timer.on_expiry == "time-barred":
        return False
    moments = situation.order.moments
    later = {name for name, when in moments.items() if bounds(when)[1] > bounds(moments[moment])[0]}
    return moment in timer.starts and not later & {*timer.ends, *timer.pauses}


def _previews(situation: Situation) -> tuple[TimerPreview, ...]:
    timers = situation.rulebook.timers(situation.order.platform)
    stated = situation.order.moments
    waiting = (
        one
        for one in timers
        if not set(one.starts) & set(stated)
        and one.on_expiry != "time-barred"
        and timer_runs(one, situation)
    )
    found = (timer_preview(one, situation) for one in waiting)
    return tuple(one for one in found if one is not None)


def _questions(situation: Situation, findings: tuple[Finding, ...]) -> tuple[Question, ...]:
    """Return what settles the open grounds, and then the moments that running timers hang on."""
    open_ = (one.clauses for one in findings if one.counts and one.outcome == "unknown")
    asked = [clause.question for clauses in open_ for clause in clauses]
    asked += [
        clause.question
        for timer in situation.rulebook.timers(situation.order.platform)
        if set(timer.starts) & set(situation.order.moments) and timer_runs(timer, situation)
        for clause in clauses_of(timer.conditions, situation)
        if clause.clause in ("within", "beyond")
    ]
    first = ["purpose"] if situation.claim.purpose is None else []
    ids = dict.fromkeys(id for id in (*first, *asked) if id is not None)
    return tuple(question_of(situation.rulebook, id) for id in ids)


def _notes(situation: Situation, notes: Iterable[Note]) -> tuple[Note, ...]:
    fitting = [one for one in notes if holds_or_may(one.conditions, situation)]
    return tuple({one.id: one for one in reversed(fitting)}.values())[::-1]


def _stale(findings: tuple[Finding, ...], today: date) -> Mapping[str, date]:
    cites: list[Citation] = []
    for one in findings:
        cites += one.ground.cites
        cites += one.window.cites if one.window is not None else ()
    return {
        cite.source.title: cite.source.read_on
        for cite in cites
        if (today - cite.source.read_on).days > _OLD
    }
