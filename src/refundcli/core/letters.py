"""Letters composed from their form: the parts whose conditions hold, with their fields filled."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from refundcli.core.asking import FLAGS
from refundcli.core.errors import AnswersMissing, NotFound
from refundcli.core.findings import Basis, Finding, Verdict
from refundcli.core.letter_form import QUESTION_OF, Form, Part
from refundcli.core.letter_text import cited, day, listed, moment, money, one_line, shortened
from refundcli.core.order import Claim, Order, has_reached
from refundcli.core.periods import BEIJING, hours
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import Text, say

_PAYERS: Mapping[str, Text] = {
    "seller": Text("卖家", "the seller"),
    "buyer": Text("买家", "the buyer"),
}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be sent, and what it rests on.

    `basis` names the provisions cited, `left_out` the parts dropped to keep to `limit` characters.
    """

    stage: str
    tone: str
    language: str
    text: str
    respond_by: datetime | None
    basis: tuple[str, ...]
    length: int
    limit: int
    left_out: tuple[str, ...]

    @property
    def is_too_long(self) -> bool:
        """Whether it does not fit the box even without all that may be dropped; it is never cut."""
        return self.length > self.limit


@dataclass(frozen=True, slots=True)
class _Matter:
    """What a letter is about, with what the verdict lets it say."""

    order: Order
    claim: Claim
    verdict: Verdict | None
    rulebook: Rulebook
    cites: tuple[Basis, ...]
    reserves: tuple[Basis, ...]
    payer: str | None


def compose(
    form: Form,
    order: Order,
    claim: Claim,
    verdict: Verdict | None,
    rulebook: Rulebook,
    sent_at: datetime,
    tone: str | None = None,
) -> Letter:
    """Return the letter of *form* about a claim, as if sent at *sent_at* (an instant with offset).

    The answer is asked for by a full minute, never sooner than `answer_within` after *sent_at*.
    Raises `AnswersMissing` for a field the form needs and `NotFound` for a tone it does not have.
    """
    tone = form.tones[0] if tone is None else tone
    if tone not in form.tones:
        raise NotFound(say("error-letter-tone", tone=tone), say("hint-one-of", ids=form.tones))
    respond_by = _respond_by(form, sent_at)
    matter = _matter(form, order, claim, verdict, rulebook)
    values = _values(matter, form, respond_by)
    missing = tuple(FLAGS[QUESTION_OF[one]] for one in form.needs if one not in values)
    if missing:
        raise AnswersMissing(missing)
    so = _conditions(matter, values, tone)
    limit = form.limit_of(order.platform).characters
    fitting = tuple(part for part in form.parts if _is_said(part, tone, so, values))
    kept = _fitted(fitting, values, limit)
    text = _joined(kept, values)
    is_citing = any("basis" in part.fields for part in kept)
    return Letter(
        stage=form.stage,
        tone=tone,
        language=form.language,
        text=text,
        respond_by=respond_by,
        basis=tuple(one.provision.id for one in matter.cites) if is_citing else (),
        length=len(text),
        limit=limit,
        left_out=tuple(part.id for part in fitting if part not in kept),
    )


def may_cite(form: Form, verdict: Verdict | None, purpose: str | None) -> tuple[Basis, ...]:
    """Return the provisions a letter may rely on, most useful first, as many as *form* cites.

    Those behind a ground that holds; where none does, those behind one still open, once the
    purpose is known; never a multiple that is still open. What protects consumers only is for a
    personal purpose (消费者权益保护法 art. 2). Where nobody owes it there are none.
    """
    if verdict is None or verdict.id == "negotiable":
        return ()
    able = tuple(one for one in verdict.basis if one.use == "cite" and _protects(one, purpose))
    holding = tuple(one for one in able if one.rests_on == "holds")
    if not holding and purpose is not None and verdict.id != "unavailable":
        holding = tuple(
            one for one in able if one.is_stated and form.multiple(one.provision.id) is None
        )
    return _most_useful(holding, form.cites)


def may_reserve(form: Form, verdict: Verdict | None, purpose: str | None) -> tuple[Basis, ...]:
    """Return the provisions that are only named as reserved: those meant so, and open multiples."""
    basis = verdict.basis if verdict is not None else ()
    return tuple(
        one
        for one in basis
        if _protects(one, purpose)
        and (
            one.use == "reserve"
            or (one.rests_on != "holds" and form.multiple(one.provision.id) is not None)
        )
    )


def _protects(basis: Basis, purpose: str | None) -> bool:
    provision = basis.provision
    return provision.is_citable and (provision.protects != "consumer" or purpose == "personal")


def _most_useful(found: Iterable[Basis], most: int) -> tuple[Basis, ...]:
    """Return the first few; a paragraph says nothing more where its whole article is named."""
    chosen: dict[str, Basis] = {}
    for one in found:
        article = one.provision.id.partition("(")[0]
        if article not in chosen and len(chosen) < most:
            chosen[one.provision.id] = one
    return tuple(chosen.values())


def _respond_by(form: Form, sent_at: datetime) -> datetime | None:
    if form.answer_within is None:
        return None
    due = hours(sent_at.astimezone(BEIJING), form.answer_within.count)
    whole = due.replace(second=0, microsecond=0)
    return whole if whole == due else whole + timedelta(minutes=1)


def _matter(
    form: Form, order: Order, claim: Claim, verdict: Verdict | None, rulebook: Rulebook
) -> _Matter:
    return _Matter(
        order=order,
        claim=claim,
        verdict=verdict,
        rulebook=rulebook,
        cites=may_cite(form, verdict, claim.purpose),
        reserves=may_reserve(form, verdict, claim.purpose),
        payer=_payer(verdict, rulebook.reasons[claim.reason].fault),
    )


def _payer(verdict: Verdict | None, fault: str) -> str | None:
    """Return who is to bear the way back: by the grounds, else by whose fault it is; None: open.

    A seller's fault is never paid for by an offer of the buyer's.
    """
    findings = _counted(verdict)
    holding = tuple(one for one in findings if one.outcome == "holds")
    named = {one.ground.freight for one in holding or findings} - {None}
    if "seller" in named or fault == "seller":
        return "seller"
    return "buyer" if named == {"buyer"} or (not named and fault == "buyer") else None


def _counted(verdict: Verdict | None) -> tuple[Finding, ...]:
    findings = verdict.findings if verdict is not None else ()
    return tuple(one for one in findings if one.counts and one.outcome != "fails")


def _values(matter: _Matter, form: Form, respond_by: datetime | None) -> Mapping[str, str]:
    """Return every field that is known, written in the form's language."""
    language, order, claim = form.language, matter.order, matter.claim
    site = matter.rulebook.platforms[order.platform]
    state = site.states.get(order.state)
    found = {
        "platform": site.name.in_(language),
        "reason": matter.rulebook.reasons[claim.reason].word.name.in_(language),
        "remedy": matter.rulebook.remedies[claim.remedy].word.name.in_(language),
        "state": state.in_(language) if state is not None else None,
        "order_number": shortened(one_line(order.number or "")),
        "seller": shortened(one_line(order.seller or "")),
        "item": shortened(one_line(order.item or "")),
        "paid": money(order.paid, language) if order.paid is not None else None,
        "amount": money(claim.amount, language) if claim.amount is not None else None,
        **{f"{name}_on": day(when, language) for name, when in order.moments.items()},
        "freight": _PAYERS[matter.payer].in_(language) if matter.payer is not None else None,
        "basis": _cited(matter, language),
        "reserve": _reserved(matter, form),
        "respond_by": moment(respond_by, language) if respond_by is not None else None,
    }
    return {name: value for name, value in found.items() if value}


def _cited(matter: _Matter, language: str) -> str | None:
    provisions = tuple(one.provision for one in matter.cites)
    return cited(provisions, language) if provisions else None


def _reserved(matter: _Matter, form: Form) -> str | None:
    named = (form.multiple(one.provision.id) or form.other_multiple for one in matter.reserves)
    words = tuple(dict.fromkeys(one for one in named if one is not None))
    return listed(words, form.language, "or") if words else None


def _conditions(matter: _Matter, values: Mapping[str, str], tone: str) -> frozenset[str]:
    """Return every condition that is so."""
    order, claim, verdict = matter.order, matter.claim, matter.verdict
    site = matter.rulebook.platforms[order.platform]
    kinds = {one.ground.kind for one in _counted(verdict) if one.outcome == "holds"}
    is_received = has_reached(order.state, "delivered")
    is_shipped = has_reached(order.state, "shipped")
    goes_back = matter.rulebook.remedies[claim.remedy].returns_goods
    verdict_id = verdict.id if verdict is not None else None
    asked = {
        "cites-law": bool(matter.cites),
        "law-holds": any(one.rests_on == "holds" for one in matter.cites),
        "reserves": "reserve" in values,
        "rests-on-platform": "platform" in kinds,
        "rests-on-promise": "promise" in kinds,
        "favour": verdict_id == "negotiable" or (verdict_id == "unavailable" and not matter.cites),
        "received": is_received,
        "returns-goods": goes_back and is_shipped and site.channel != "virtual",
    }
    return frozenset(
        {
            *(name for name, is_so in asked.items() if is_so),
            *(f"knows-{name}" for name in values),
            *(f"affirms-{name}" for name, is_so in claim.facts.items() if is_so),
            f"tone-{tone}",
            f"state-{order.state}",
            f"channel-{site.channel}",
            f"reason-{claim.reason}",
            f"remedy-{claim.remedy}",
            f"fault-{matter.rulebook.reasons[claim.reason].fault}",
            f"freight-{matter.payer}",
            f"{claim.purpose}",
            f"{verdict_id}",
        }
    )


def _is_said(part: Part, tone: str, so: frozenset[str], values: Mapping[str, str]) -> bool:
    return (
        part.tone in (None, tone)
        and all(_holds(one, so) for one in part.when)
        and set(part.fields) <= values.keys()
    )


def _holds(condition: str, so: frozenset[str]) -> bool:
    if condition.startswith("not-"):
        return condition.removeprefix("not-") not in so
    return condition in so


def _fitted(parts: tuple[Part, ...], values: Mapping[str, str], limit: int) -> tuple[Part, ...]:
    """Return the parts that fit: the highest `drop` goes first, of equals the later one."""
    kept = parts
    while len(_joined(kept, values)) > limit and any(part.drop for part in kept):
        goes = max(enumerate(kept), key=lambda one: (one[1].drop, one[0]))[0]
        kept = kept[:goes] + kept[goes + 1 :]
    return kept


def _joined(parts: Iterable[Part], values: Mapping[str, str]) -> str:
    whole = "".join(part.filled(values) for part in parts)
    return re.sub(r"\s*\n\s*", "\n", whole).strip()
