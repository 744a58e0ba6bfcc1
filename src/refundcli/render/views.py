"""The JSON contract: every document as plain mappings, with the words of one language."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from refundcli.core.findings import (
    Basis,
    Claimable,
    Clause,
    Deadline,
    Finding,
    Question,
    TimerPreview,
    Verdict,
)
from refundcli.core.order import Claim, Order, When
from refundcli.core.periods import BEIJING
from refundcli.core.rules import Choice, Citation, Note, Path, Timer
from refundcli.render.words import Words

View = dict[str, object]


def instant(when: datetime | None) -> str | None:
    """Return an instant as ISO 8601 in Beijing time, to the second."""
    return None if when is None else when.astimezone(BEIJING).isoformat(timespec="seconds")


def moment(when: When | None) -> str | None:
    """Return an instant with its offset, or a day alone."""
    if when is None or isinstance(when, datetime):
        return instant(when)
    return when.isoformat()


def money(amount: Decimal | None) -> str | None:
    """Return yuan as a string with two places."""
    return None if amount is None else f"{amount:.2f}"


def check_view(verdict: Verdict, words: Words, ladder: Iterable[View] = ()) -> View:
    """Return the document refundcli/check/1; *ladder* is how the rungs stand, in short."""
    return {
        "schema": "refundcli/check/1",
        "as_of": instant(verdict.as_of),
        **verdict_view(verdict, words),
        "ladder": list(ladder),
    }


def verdict_view(verdict: Verdict, words: Words) -> View:
    """Return a verdict as it stands in every document that holds one."""
    return {
        "platform": verdict.platform,
        "state": verdict.state,
        "reason": verdict.reason,
        "remedy": verdict.remedy,
        "purpose": verdict.purpose,
        "verdict": verdict.id,
        "summary": words.write(verdict.summary),
        "remedies": [
            {"remedy": one.remedy, "verdict": one.verdict, "apply_by": instant(one.apply_by)}
            for one in verdict.remedies
        ],
        "grounds": [_ground(one, words) for one in verdict.findings],
        "deadlines": [deadline_view(one, words) for one in verdict.deadlines],
        "timers": [_timer(one, words) for one in verdict.timers],
        "basis": [_basis(one, words) for one in verdict.basis if one.provision.is_citable],
        "background": [_basis(one, words) for one in verdict.basis if not one.provision.is_citable],
        "questions": [_question(one, words) for one in verdict.questions],
        "would_change": [
            {"ground": one.ground.id, "title": words.write(one.ground.title)}
            for one in verdict.would_change
        ],
        "evidence": [{"need": one.need, **_note(one, words)} for one in verdict.evidence],
        "path": [path_view(one, words) for one in verdict.paths],
        "choices": [_choice(one) for one in verdict.choices],
        "cautions": [_note(one, words) for one in verdict.cautions],
        "limits": [{**_note(one, words), "most": one.most, "of": one.of} for one in verdict.limits],
        "better": [words.write(one) for one in verdict.better],
        "money": _money(verdict.claimable),
        "not_covered": [words.write(one) for one in verdict.not_covered],
        "stale_sources": [
            {"title": title, "read_on": day.isoformat()}
            for title, day in verdict.stale_sources.items()
        ],
    }


def _money(claimable: Claimable) -> View:
    return {
        "cap": money(claimable.cap),
        "asked": money(claimable.asked),
        "over_cap": claimable.is_over_cap,
        "freight": claimable.freight,
        "currency": "CNY",
        "awards": [
            {
                "provision": one.provision,
                "times": one.multiple.times,
                "least": money(one.multiple.least),
                "sum": money(one.sum),
                "use": one.use,
                "facts": list(one.facts),
            }
            for one in claimable.awards
        ],
    }


def _ground(finding: Finding, words: Words) -> View:
    ground = finding.ground
    window = finding.window
    cites = (*ground.cites, *(window.cites if window is not None else ()))
    return {
        "id": ground.id,
        "kind": ground.kind,
        "title": words.write(ground.title),
        "outcome": finding.outcome,
        "counts": finding.counts,
        "own": ground.is_own,
        "apply_by": instant(window.earliest) if window is not None else None,
        "freight": ground.freight,
        "proof": words.write(ground.proof) if ground.proof is not None else None,
        "clauses": [_clause(one, words) for one in finding.clauses],
        "cites": cites_view(cites),
    }


def _clause(clause: Clause, words: Words) -> View:
    return {
        "clause": clause.clause,
        "outcome": clause.outcome,
        "says": words.write(clause.says),
        "fact": words.write(clause.fact) if clause.fact is not None else None,
        "flips": words.write(clause.flips) if clause.flips is not None else None,
        "question": clause.question,
    }


def deadline_view(deadline: Deadline, words: Words) -> View:
    """Return a deadline with its bounds and its derivation."""
    return {
        "id": deadline.id,
        "actor": deadline.actor,
        "kind": deadline.kind,
        "title": words.write(deadline.title),
        "started_by": deadline.started_by,
        "started_at": moment(deadline.started_at),
        "due": instant(deadline.due),
        "earliest": instant(deadline.earliest),
        "latest": instant(deadline.latest),
        "on_expiry": deadline.on_expiry,
        "rule": deadline.rule,
        "version": deadline.version.isoformat() if deadline.version is not None else None,
        "yours": deadline.is_the_buyers,
        "rung": deadline.rung,
        "changed": words.write(deadline.changed) if deadline.changed is not None else None,
        "paused": deadline.is_paused,
        "only_if": [words.write(one) for one in deadline.only_if],
        "computed": instant(deadline.computed),
        "derivation": [words.write(one) for one in deadline.derivation],
        "cites": cites_view(deadline.cites),
    }


def _timer(preview: TimerPreview, words: Words) -> View:
    timer: Timer = preview.timer
    return {
        "id": timer.id,
        "actor": timer.actor,
        "kind": timer.kind,
        "title": words.write(timer.title),
        "starts": timer.starts[0],
        "starts_any": list(timer.starts),
        "lasts": str(preview.lasts) if preview.lasts is not None else None,
        "also": [str(one) for one in preview.readings],
        "on_expiry": timer.on_expiry,
        "rule": timer.rule,
        "cites": cites_view(preview.cites),
    }


def _basis(basis: Basis, words: Words) -> View:
    provision = basis.provision
    says = basis.because if basis.because is not None else provision.says
    return {
        "id": provision.id,
        "kind": "law",
        "title": provision.title,
        "text": basis.text,
        "use": basis.use,
        "because": words.write(says),
        "ground": basis.rests_on,
        "protects": provision.protects,
        "confidence": provision.confidence,
        "cites": cites_view(basis.cites),
    }


def _question(question: Question, words: Words) -> View:
    return {
        "id": question.id,
        "asks": words.write(question.asks),
        "flag": question.flag,
        "help": words.write(question.help) if question.help is not None else None,
    }


def _note(note: Note, words: Words) -> View:
    return {"id": note.id, "says": words.write(note.says), "cites": cites_view(note.cites)}


def _choice(choice: Choice) -> View:
    return {
        "label": choice.label,
        "reasons": list(choice.conditions.reasons),
        "cites": cites_view(choice.cites),
    }


def path_view(path: Path, words: Words) -> View:
    """Return where to click, step by step."""
    return {
        "surface": path.surface,
        "title": words.write(path.title) if path.title is not None else None,
        "steps": [words.write(one) for one in path.steps],
        "cites": cites_view(path.cites),
    }


def cites_view(cites: Iterable[Citation]) -> list[View]:
    """Return citations, each with the quality of its source and when it was read."""
    return [
        {
            "source": one.source.id,
            "title": one.source.title,
            "at": one.at,
            "says": one.says,
            "quality": one.source.quality,
            "published": one.source.published.isoformat() if one.source.published else None,
            "read_on": one.source.read_on.isoformat(),
            "address": one.source.address,
        }
        for one in cites
    ]


def order_view(order: Order) -> View:
    """Return an order; what is not known is null."""
    return {
        "platform": order.platform,
        "state": order.state,
        "number": order.number,
        "seller": order.seller,
        "item": order.item,
        "item_kinds": list(order.item_kinds),
        "paid": money(order.paid),
        "currency": "CNY",
        **{f"{name}_at": moment(when) for name, when in order.moments.items()},
    }


def claim_view(claim: Claim) -> View:
    """Return a claim; what is not known is null."""
    return {
        "reason": claim.reason,
        "remedy": claim.remedy,
        "purpose": claim.purpose,
        "amount": money(claim.amount),
        "currency": "CNY",
        "facts": dict(claim.facts),
    }


def error_view(code: int, kind: str, message: str, hint: str | None) -> Mapping[str, object]:
    """Return an error as it is written on stderr under --json."""
    return {"error": {"code": code, "kind": kind, "message": message, "hint": hint}}
