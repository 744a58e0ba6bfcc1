"""What a letter is about: its fields, written out, and the conditions that are so."""

from collections.abc import Mapping
from datetime import datetime

from refundcli.core.findings import Basis, Verdict
from refundcli.core.letter_conditions import life_conditions
from refundcli.core.letter_form import Form
from refundcli.core.letter_law import counted, may_cite, may_reserve, payer_of, rests
from refundcli.core.letter_life import Life
from refundcli.core.letter_line import timeline
from refundcli.core.letter_text import (
    called,
    cited,
    day,
    listed,
    moment,
    money,
    one_line,
    shortened,
)
from refundcli.core.letter_values import life_values, outside_words
from refundcli.core.order import Claim, Order, has_reached
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import Text
from refundcli.core.values import dataclass

_PAYERS: Mapping[str, Text] = {
    "seller": Text("卖家", "the seller", "賣家"),
    "buyer": Text("买家", "the buyer", "買家"),
}
_PURPOSES: Mapping[str, Text] = {
    "personal": Text("个人生活消费", "personal use", "個人生活消費"),
    "business": Text("经营", "business use", "經營"),
}


@dataclass(frozen=True, slots=True)
class Matter:
    """What a letter is about, with what the verdict and the life of the case let it say."""

    form: Form
    order: Order
    claim: Claim
    verdict: Verdict | None
    rulebook: Rulebook
    life: Life | None = None

    @property
    def cites(self) -> tuple[Basis, ...]:
        """The provisions that it may rely on."""
        return may_cite(self.form, self.verdict, self.claim.purpose)

    @property
    def payer(self) -> str | None:
        """Who is to bear the way back; None: open."""
        return payer_of(self.verdict, self.rulebook.reasons[self.claim.reason].fault)


@dataclass(frozen=True, slots=True)
class Told:
    """The fields of a letter that are known, and the conditions that are so."""

    values: Mapping[str, str]
    so: frozenset[str]


def told(matter: Matter, respond_by: datetime | None, tone: str) -> Told:
    """Return every field that is known, in the form's language, and every condition that is so."""
    values = _values(matter, respond_by)
    so = _conditions(matter, values, tone) | life_conditions(matter.life)
    life, form = matter.life, matter.form
    if life is not None and form.lines:
        lines = timeline(form.lines, life, so, values, matter.rulebook, form.language)
        if lines is not None:
            return Told({**values, "timeline": lines}, so | {"knows-timeline"})
    return Told(values, so)


def said_by_others(order: Order, life: Life | None) -> tuple[str, ...]:
    """Return every piece of text from outside that a letter may hold, as it would stand there."""
    named = (order.number, order.seller, order.item)
    own = (shortened(one_line(one)) for one in named if one)
    return tuple(one for one in (*own, *outside_words(life.state.events if life else ())) if one)


def _values(matter: Matter, respond_by: datetime | None) -> Mapping[str, str]:
    language, order, claim = matter.form.language, matter.order, matter.claim
    site = matter.rulebook.platforms[order.platform]
    state, payer = site.states.get(order.state), matter.payer
    found = {
        "platform": site.name.in_(language),
        "reason": matter.rulebook.reasons[claim.reason].word.name.in_(language),
        "remedy": matter.rulebook.remedies[claim.remedy].word.name.in_(language),
        "purpose": _PURPOSES[claim.purpose].in_(language) if claim.purpose is not None else None,
        "you": called(site).in_(language),
        "state": state.in_(language) if state is not None else None,
        "order_number": shortened(one_line(order.number or "")),
        "seller": shortened(one_line(order.seller or "")),
        "item": shortened(one_line(order.item or "")),
        "paid": money(order.paid, language) if order.paid is not None else None,
        "amount": money(claim.amount, language) if claim.amount is not None else None,
        **{f"{name}_on": day(when, language) for name, when in order.moments.items()},
        "freight": _PAYERS[payer].in_(language) if payer is not None else None,
        "basis": _cited(matter),
        "reserve": _reserved(matter),
        "respond_by": moment(respond_by, language) if respond_by is not None else None,
        **(life_values(matter.life, language, matter.rulebook) if matter.life is not None else {}),
    }
    return {name: value for name, value in found.items() if value}


def _cited(matter: Matter) -> str | None:
    provisions = tuple(one.provision for one in matter.cites)
    return cited(provisions, matter.form.language) if provisions else None


def _reserved(matter: Matter) -> str | None:
    form = matter.form
    reserves = may_reserve(form, matter.verdict, matter.claim.purpose)
    named = (form.multiple(one.provision.id) or form.other_multiple for one in reserves)
    words = tuple(dict.fromkeys(one for one in named if one is not None))
    return listed(words, form.language, "or") if words else None


def _conditions(matter: Matter, values: Mapping[str, str], tone: str) -> frozenset[str]:
    order, claim, verdict = matter.order, matter.claim, matter.verdict
    site = matter.rulebook.platforms[order.platform]
    kinds = {one.ground.kind for one in counted(verdict) if one.outcome == "holds"}
    is_received = has_reached(order.state, "delivered")
    is_shipped = has_reached(order.state, "shipped")
    goes_back = matter.rulebook.remedies[claim.remedy].returns_goods
    verdict_id = verdict.id if verdict is not None else None
    asked = {
        "cites-law": bool(matter.cites),
        "law-holds": any(one.rests_on == "holds" for one in matter.cites),
        "rests": rests(matter.form, verdict),
        "reserves": "reserve" in values,
        "rests-on-platform": "platform" in kinds,
        "rests-on-promise": "promise" in kinds,
        "favour": verdict_id == "negotiable" or (verdict_id == "unavailable" and not matter.cites),
        "private-seller": site.law == "civil",
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
            f"platform-{order.platform}",
            f"channel-{site.channel}",
            f"reason-{claim.reason}",
            f"remedy-{claim.remedy}",
            f"fault-{matter.rulebook.reasons[claim.reason].fault}",
            f"freight-{matter.payer}",
            f"{claim.purpose}",
            f"{verdict_id}",
        }
    )
