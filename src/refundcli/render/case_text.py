"""Cases as a reader sees them: one with its timeline, and many in columns."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from refundcli.core.dossier import Dossier
from refundcli.core.events import Event
from refundcli.core.letters import Letter
from refundcli.core.next_step import NextStep
from refundcli.core.order import MOMENTS
from refundcli.core.periods import bounds
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import Said, say
from refundcli.render.check_text import STYLE_OF
from refundcli.render.deadlines_text import deadlines_part
from refundcli.render.page import Page
from refundcli.render.words import Words


def case_page(page: Page, dossier: Dossier, rulebook: Rulebook, words: Words, *, why: bool) -> None:
    """Put one case on *page*: head, verdict in one line, what happened, deadlines, next step."""
    state = dossier.state
    site = rulebook.platforms[state.order.platform]
    page.heading(
        words.write(
            say(
                "head-case",
                id=dossier.case.id,
                platform=site.name,
                phase=say(f"phase-{state.phase}"),
            )
        )
    )
    page.columns(
        [(words.write(label), words.write(value)) for label, value in _facts(dossier, rulebook)]
    )
    verdict = dossier.verdict
    line = say(
        "case-verdict",
        remedy=rulebook.remedies[verdict.remedy].word.name,
        verdict=say(f"verdict-{verdict.id}"),
    )
    page.line(words.write(line), STYLE_OF[verdict.id])
    _happened(page, dossier, words)
    deadlines_part(page, dossier.deadlines, dossier.as_of, words, why=why)
    step_part(page, dossier.next_step, words)


def _facts(dossier: Dossier, rulebook: Rulebook) -> list[tuple[Said, object]]:
    order, claim, state = dossier.state.order, dossier.state.claim, dossier.state
    site = rulebook.platforms[order.platform]
    told = (
        ("number", order.number),
        ("seller", order.seller),
        ("item", order.item),
        ("paid", order.paid),
        ("state", site.states.get(order.state) or say(f"state-{order.state}")),
        ("reason", rulebook.reasons[claim.reason].word.name),
        ("remedy", rulebook.remedies[claim.remedy].word.name),
        ("purpose", say(f"purpose-{claim.purpose}") if claim.purpose else None),
        ("asked", claim.amount),
        ("refunded", state.refunded or None),
        ("outcome", say(f"outcome-{state.outcome}") if state.outcome else None),
    )
    return [(say(f"label-{name}"), value) for name, value in told if value is not None]


def _happened(page: Page, dossier: Dossier, words: Words) -> None:
    rows: list[tuple[datetime, str, str]] = []
    told = {one.kind for one in dossier.state.events}
    for name in MOMENTS:
        when = dossier.case.order.moments.get(name)
        if when is not None and name not in told:
            rows.append((bounds(when)[0], words.write(when), words.write(say(f"event-{name}"))))
    for event in dossier.state.events:
        rows.append((event.at, words.write(event.at), _event(event, words)))
    if rows:
        page.heading(words.write(say("head-happened")))
        page.columns([(at, what) for _, at, what in sorted(rows, key=lambda row: row[0])])


def _event(event: Event, words: Words) -> str:
    label = words.write(say(f"event-{event.kind}"))
    shown = ("words", "note", "amount", "waybill", "rung", "reference", "outcome", "why", "due")
    details = tuple(event.carries[key] for key in shown if key in event.carries)
    if event.kind == "sent" and isinstance(event.carries.get("respond_by"), datetime):
        details = (say("asked-until", at=event.carries["respond_by"]), *details)
    return words.write(say("event-with", event=label, details=details)) if details else label


def step_part(page: Page, step: NextStep, words: Words) -> None:
    """Put the one next step on *page*: what, why, by when, the command, and what it would close."""
    page.heading(words.write(say("head-next-step")))
    what = (
        say("step-by", what=step.what, by=step.by) if step.by and not step.is_waiting else step.what
    )
    page.marked("→", words.write(what), "ours")
    page.line(words.write(step.why), indent=4)
    if step.closes is not None:
        page.line(words.write(say("step-closes", closes=step.closes)), "doubt", indent=4)
    if not step.is_waiting:
        page.line("refundcli " + " ".join(step.command), "faint", indent=4)


def letter_part(page: Page, letter: Letter, words: Words) -> None:
    """Put a letter on *page*, with how long it is."""
    page.heading(words.write(say("head-letter", length=letter.length, limit=letter.limit)))
    page.verbatim(letter.text)


def cases_page(page: Page, dossiers: Iterable[Dossier], rulebook: Rulebook, words: Words) -> None:
    """Put cases on *page*, a row each: id, platform, what they are about, what is next, until when."""
    rows, styles = [], []
    for one in dossiers:
        clock = one.next
        rows.append(
            (
                one.case.id,
                words.write(rulebook.platforms[one.state.order.platform].name),
                words.write(say(f"phase-{one.state.phase}")),
                words.write(clock.due) if clock is not None else "—",
                left(clock.due, one.as_of, words) if clock is not None else "",
                words.write(_about(one)),
            )
        )
        styles.append("bad" if one.is_overdue else "")
    heads = ("id", "platform", "phase", "due", "left", "what")
    page.columns(rows, tuple(words.write(say(f"label-{one}")) for one in heads), tuple(styles))


def _about(dossier: Dossier) -> Said:
    step = dossier.next_step
    clock = dossier.next
    if clock is not None and step.is_waiting:
        return say("row-waiting", actor=say(f"actor-{clock.actor}"), title=clock.title)
    return step.what


def left(due: datetime, now: datetime, words: Words) -> str:
    """Return how long it is until *due*, or how long it has been over, in round words."""
    distance = due - now
    size = abs(distance)
    if size >= timedelta(days=2):
        span = say("span-days", count=size.days)
    elif size >= timedelta(hours=2):
        span = say("span-hours", count=int(size.total_seconds() // 3600))
    else:
        span = say("span-minutes", count=int(size.total_seconds() // 60))
    return words.write(say("over-since" if distance <= timedelta() else "left-for", span=span))


def deadlines_of(page: Page, dossiers: Iterable[Dossier], words: Words) -> None:
    """Put the deadlines of each case on *page*, with how they are computed."""
    for one in dossiers:
        if one.deadlines:
            page.heading(one.case.id)
            deadlines_part(page, one.deadlines, one.as_of, words, why=True)
