"""A case as a reader sees it: head, money, the axis, deadlines, letters, the next step."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from refundcli.core.changed_rules import ChangedRule, changed_rules
from refundcli.core.correspondence import LetterSoFar, letters_of
from refundcli.core.dossier import Dossier
from refundcli.core.next_step import NextStep
from refundcli.core.rulebook import Rulebook
from refundcli.core.sums import sums
from refundcli.core.text import Said, say
from refundcli.core.timeline import timeline
from refundcli.render.check_text import STYLE_OF
from refundcli.render.deadlines_text import deadlines_part
from refundcli.render.page import Page
from refundcli.render.timeline_text import Names, timeline_part
from refundcli.render.words import Words

if TYPE_CHECKING:
    from refundcli.core.letters import Letter


def case_page(
    page: Page, dossier: Dossier, rulebook: Rulebook, words: Words, names: Names, *, why: bool
) -> None:
    """Put one case on *page*, with all that can be said of it now; *names* are those of the rungs.

    *why* adds how each deadline is computed.
    """
    head_part(page, dossier, rulebook, words)
    timeline_part(page, timeline(dossier), dossier.as_of, words, names)
    deadlines_part(page, dossier.deadlines, dossier.as_of, words, why=why, whole=True)
    _rules(page, changed_rules(rulebook, dossier), words.in_year(None))
    _letters(page, letters_of(dossier.state), dossier, words)
    step_part(page, dossier.next_step, words)


def head_part(page: Page, dossier: Dossier, rulebook: Rulebook, words: Words) -> None:
    """Put the head of a case on *page*: what it is about, the verdict in one line, the money."""
    state, verdict = dossier.state, dossier.verdict
    name = rulebook.platforms[state.order.platform].name
    phase = say(f"phase-{state.phase}")
    head = say("head-case", id=dossier.case.id, platform=name, phase=phase)
    page.heading(words.write(head))
    facts = _facts(dossier, rulebook)
    page.columns([(words.write(label), words.write(value)) for label, value in facts])
    line = say(
        "case-verdict",
        remedy=rulebook.remedies[verdict.remedy].word.name,
        verdict=say(f"verdict-{verdict.id}"),
    )
    page.line(words.write(line), STYLE_OF[verdict.id])


def _facts(dossier: Dossier, rulebook: Rulebook) -> list[tuple[Said, object]]:
    order, claim, state = dossier.state.order, dossier.state.claim, dossier.state
    site = rulebook.platforms[order.platform]
    about = say(
        "case-claim",
        reason=rulebook.reasons[claim.reason].word.name,
        remedy=rulebook.remedies[claim.remedy].word.name,
        purpose=say(f"purpose-{claim.purpose}") if claim.purpose else say("purpose-not-said"),
    )
    told = (
        ("number", order.number),
        ("seller", order.seller),
        ("item", order.item),
        ("state", site.states.get(order.state) or say(f"state-{order.state}")),
        ("claim", about),
        ("opened", dossier.case.opened_at),
        ("money", _money(dossier)),
        ("outcome", say(f"outcome-{state.outcome}") if state.outcome else None),
    )
    return [(say(f"label-{name}"), value) for name, value in told if value is not None]


def _money(dossier: Dossier) -> Said:
    """Return what was paid, asked for, offered and received; what is not known says so."""
    found = sums(dossier.state)
    key = "case-money" if found.offered is None else "case-money-offered"
    return say(
        key, paid=found.paid, asked=found.asked, offered=found.offered, received=found.received
    )


def _rules(page: Page, rules: Iterable[ChangedRule], words: Words) -> None:
    """Put on *page* the rules that changed since the case was opened: what governed, what governs."""
    found = tuple(rules)
    if not found:
        return
    from refundcli.render.report_text import value_said  # noqa: PLC0415 - rules seldom change

    page.heading(words.write(say("head-changed-rules")))
    for one in found:
        page.marked("~", words.write(say("changed-rule", rule=one.rule, title=one.title)), "doubt")
        then, now = value_said(one.then), value_said(one.now)
        page.line(words.write(say("changed-then", version=then)), indent=4)
        if not one.governs_on:
            page.line(words.write(say("changed-now", version=now)), indent=4)
        if one.now != one.in_force:
            in_force = say("changed-in-force", version=value_said(one.in_force))
            page.line(words.write(in_force), indent=4)
        moment = say("today" if one.governed_by == "now" else f"event-{one.governed_by}")
        by = say("changed-governed", moment=moment, on=one.governed_on)
        page.line(words.write(by), "faint", indent=4)


def _letters(page: Page, letters: Iterable[LetterSoFar], dossier: Dossier, words: Words) -> None:
    rows = [
        (words.write(say(f"stage-{one.stage}")), words.write(_letter(one, dossier)))
        for one in letters
    ]
    if rows:
        page.heading(words.write(say("head-letters-so-far")))
        page.columns(rows)


def _letter(one: LetterSoFar, dossier: Dossier) -> Said:
    if one.sent_at is None:
        return say("letter-only-drafted", at=one.drafted_at)
    if one.answer is not None:
        answer = say(f"event-{one.answer.kind}")
        return say("letter-answered", at=one.sent_at, answer=answer, answered=one.answer.at)
    key = "letter-unanswered" if one.is_unanswered(dossier.as_of) else "letter-waits"
    return say(key, at=one.sent_at, by=one.respond_by)


def step_part(page: Page, step: NextStep, words: Words) -> None:
    """Put the one next step on *page*: what, why, by when, the command, and what it would close."""
    page.heading(words.write(say("head-next-step")))
    what = (
        say("step-by", what=step.what, by=step.by) if step.by and not step.is_waiting else step.what
    )
    page.marked("→", words.write(what), "ours")
    page.line(words.write(step.why), indent=4)
    for condition in step.doubts:
        page.line(words.write(say("deadline-only-if", condition=condition)), "doubt", indent=4)
    if step.closes is not None:
        page.line(words.write(say("step-closes", closes=step.closes)), "doubt", indent=4)
    if not step.is_waiting:
        page.line("refundcli " + " ".join(step.command), "faint", indent=4)


def letter_part(page: Page, letter: "Letter", words: Words) -> None:
    """Put a letter on *page*, with how long it is."""
    page.heading(words.write(say("head-letter", length=letter.length, limit=letter.limit)))
    page.verbatim(letter.text)
