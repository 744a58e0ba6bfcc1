"""Conditions judged against a situation: pass, fail or unknown, each with its reason."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta

from refundcli.core.findings import Clause
from refundcli.core.order import Claim, Order, has_reached
from refundcli.core.periods import bounds, period_end
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Conditions, ExcludedIf, Reading, Within
from refundcli.core.text import Text, say
from refundcli.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Situation:
    """All that a condition can be judged by; `acts_at` is when the application is or was made."""

    rulebook: Rulebook
    order: Order
    claim: Claim
    acts_at: datetime

    @property
    def channel(self) -> str:
        """How the platform sells: online, offline or virtual."""
        return self.rulebook.platforms[self.order.platform].channel


def clauses_of(conditions: Conditions, situation: Situation) -> tuple[Clause, ...]:
    """Return every clause of *conditions*, judged; nothing stops at the first that fails."""
    return tuple(_judged(conditions, situation))


def outcome_of(clauses: Iterable[Clause]) -> str:
    """Return holds where all pass, fails where one fails, else unknown."""
    outcomes = {clause.outcome for clause in clauses}
    if "fail" in outcomes:
        return "fails"
    return "unknown" if "unknown" in outcomes else "holds"


def holds_or_may(conditions: Conditions, situation: Situation) -> bool:
    """Return whether no clause fails."""
    if _is_out(conditions, situation):
        return False
    return all(clause.outcome != "fail" for clause in _judged(conditions, situation))


def _judged(conditions: Conditions, situation: Situation) -> Iterator[Clause]:
    """Give the clauses of what is asked; most of a rule's conditions ask nothing."""
    for asks, judge in _JUDGES:
        if asks(conditions):
            yield from judge(conditions, situation)


def _is_out(conditions: Conditions, situation: Situation) -> bool:
    """Whether a plain condition fails: seen at once, without a clause, for the many rules that do not count."""
    claim = situation.claim
    return bool(
        (conditions.states and situation.order.state not in conditions.states)
        or (conditions.reasons and claim.reason and claim.reason not in conditions.reasons)
        or (conditions.remedies and claim.remedy and claim.remedy not in conditions.remedies)
        or (conditions.purposes and claim.purpose and claim.purpose not in conditions.purposes)
    )


def fact_text(rulebook: Rulebook, fact: str) -> Text:
    """Return the question of a fact, as its label."""
    known = rulebook.facts.get(fact)
    return known.asks if known else Text(fact, fact)


def item_names(rulebook: Rulebook, kinds: Iterable[str]) -> tuple[Text, ...]:
    """Return the names of kinds of item."""
    return tuple(rulebook.items[one].name for one in kinds if one in rulebook.items)


_ASKED_BY = {"states": "state", "remedies": "remedy", "reasons": "reason", "purposes": "purpose"}


def _among(
    name: str, allowed: tuple[str, ...], value: str | None, label: Callable[[str], object]
) -> Clause:
    """Judge whether *value* is one of *allowed*; one that is not known yet is a question."""
    among = tuple(label(one) for one in allowed)
    says = say(f"clause-{name}", allowed=among)
    if not value:
        return Clause(name, "unknown", says, question=_ASKED_BY.get(name))
    fact = say(f"fact-{name}", value=label(value))
    if value in allowed:
        return Clause(name, "pass", says, fact)
    return Clause(name, "fail", says, fact, say(f"flip-{name}", allowed=among))


def _states(conditions: Conditions, situation: Situation) -> Iterator[Clause]:
    site = situation.rulebook.platforms[situation.order.platform]
    yield _among(
        "states",
        conditions.states,
        situation.order.state,
        lambda one: site.states.get(one) or say(f"state-{one}"),
    )


def _remedies(conditions: Conditions, situation: Situation) -> Iterator[Clause]:
    remedies = situation.rulebook.remedies
    yield _among(
        "remedies",
        conditions.remedies,
        situation.claim.remedy,
        lambda one: remedies[one].word.name,
    )


def _reasons(conditions: Conditions, situation: Situation) -> Iterator[Clause]:
    reasons = situation.rulebook.reasons
    yield _among(
        "reasons",
        conditions.reasons,
        situation.claim.reason,
        lambda one: reasons[one].word.name,
    )


def _purposes(conditions: Conditions, situation: Situation) -> Iterator[Clause]:
    purpose = situation.claim.purpose
    yield _among("purposes", conditions.purposes, purpose, lambda one: say(f"purpose-{one}"))


def _channels(conditions: Conditions, situation: Situation) -> Iterator[Clause]:
    yield _among(
        "channels",
        conditions.channels,
        situation.channel,
        lambda one: say(f"channel-{one}"),
    )


def _items(conditions: Conditions, situation: Situation) -> Iterator[Clause]:
    for name, kinds in (("items", conditions.items), ("excludes", conditions.excludes)):
        if not kinds:
            continue
        names = item_names(situation.rulebook, kinds)
        says = say(f"clause-{name}", kinds=names)
        stated = situation.order.item_kinds
        if not stated:
            yield Clause(name, "unknown", says, question="item_kind")
            continue
        fact = say("fact-items", kinds=item_names(situation.rulebook, stated))
        passes = bool(set(kinds) & set(stated)) is (name == "items")
        flips = None if passes else say(f"flip-{name}", kinds=names)
        yield Clause(name, "pass" if passes else "fail", says, fact, flips)


def _excludes_if(conditions: Conditions, situation: Situation) -> Iterator[Clause]:
    for rule in conditions.excludes_if:
        yield _excluded_if(rule, situation)


def _excluded_if(rule: ExcludedIf, situation: Situation) -> Clause:
    asks = fact_text(situation.rulebook, rule.fact)
    says = say("clause-excludes-if", kinds=item_names(situation.rulebook, rule.items), fact=asks)
    stated = situation.order.item_kinds
    is_so = situation.claim.facts.get(rule.fact)
    if stated and not set(stated) & set(rule.items):
        fact = say("fact-items", kinds=item_names(situation.rulebook, stated))
        return Clause("excludes_if", "pass", says, fact)
    if is_so is False:
        return Clause("excludes_if", "pass", says, say("fact-denied", fact=asks))
    if not stated:
        return Clause("excludes_if", "unknown", says, question="item_kind")
    if is_so is None:
        return Clause("excludes_if", "unknown", says, question=rule.fact)
    flips = say("flip-denies", fact=asks)
    return Clause("excludes_if", "fail", says, say("fact-affirmed", fact=asks), flips)


def _facts(conditions: Conditions, situation: Situation) -> Iterator[Clause]:
    for wanted, names in ((True, conditions.needs), (False, conditions.denies)):
        name = "needs" if wanted else "denies"
        for id in names:
            asks = fact_text(situation.rulebook, id)
            says = say(f"clause-{name}", fact=asks)
            stated = situation.claim.facts.get(id)
            if stated is None:
                yield Clause(name, "unknown", says, question=id)
                continue
            fact = say("fact-affirmed" if stated else "fact-denied", fact=asks)
            flips = None if stated is wanted else say(f"flip-{name}", fact=asks)
            yield Clause(name, "pass" if stated is wanted else "fail", says, fact, flips)


def _paid(conditions: Conditions, situation: Situation) -> Iterator[Clause]:
    paid = situation.order.paid
    for name, limit in (
        ("paid_up_to", conditions.paid_up_to),
        ("paid_over", conditions.paid_over),
    ):
        if limit is None:
            continue
        says = say(f"clause-{name.replace('_', '-')}", limit=limit)
        if paid is None:
            yield Clause(name, "unknown", says, question="paid")
            continue
        passes = paid <= limit if name == "paid_up_to" else paid > limit
        flips = None if passes else says
        yield Clause(name, "pass" if passes else "fail", says, say("fact-paid", paid=paid), flips)


def _distance(conditions: Conditions, situation: Situation) -> Iterator[Clause]:
    for name, rule in (("within", conditions.within), ("beyond", conditions.beyond)):
        if rule is not None:
            yield _distance_clause(name, rule, situation)


def _distance_clause(name: str, rule: Within, situation: Situation) -> Clause:
    """Judge how far the application lies from a moment: within a length of it, or beyond it."""
    moment = say(f"moment-{rule.after}")
    says = say(f"clause-{name}", after=moment, lasts=rule.lasts)
    near, far = ("pass", "fail") if name == "within" else ("fail", "pass")
    start = situation.order.moments.get(rule.after)
    if start is None:
        if rule.after != "applied" and not has_reached(situation.order.state, rule.after):
            flips = says if near == "fail" else None
            return Clause(name, near, says, say("fact-not-begun"), flips)
        return Clause(name, "unknown", says, question=f"{rule.after}_at")
    end = period_end(start, Reading(rule.lasts), "platform", situation.rulebook.calendar)
    fact = say("fact-since", after=moment, at=start)
    if end.earliest <= situation.acts_at < end.latest:
        is_exact = len(set(bounds(start))) == 1
        question = None if is_exact else f"{rule.after}_at"
        return Clause(name, "unknown", says, fact, question=question)
    outcome = near if situation.acts_at < end.earliest else far
    flips = say(f"flip-{name}", by=end.latest) if outcome == "fail" else None
    return Clause(name, outcome, says, fact, flips)


def acts_at(order: Order, now: datetime) -> datetime:
    """Return when the application was made, or *now*; of a day alone its last second."""
    applied = order.moments.get("applied")
    if applied is None:
        return now
    first, last = bounds(applied)
    return first if first == last else last - timedelta(seconds=1)


_JUDGES: tuple[
    tuple[Callable[[Conditions], object], Callable[[Conditions, Situation], Iterator[Clause]]],
    ...,
] = (
    (lambda one: one.states, _states),
    (lambda one: one.remedies, _remedies),
    (lambda one: one.reasons, _reasons),
    (lambda one: one.purposes, _purposes),
    (lambda one: one.channels, _channels),
    (lambda one: one.items or one.excludes, _items),
    (lambda one: one.excludes_if, _excludes_if),
    (lambda one: one.needs or one.denies, _facts),
    (lambda one: one.paid_up_to is not None or one.paid_over is not None, _paid),
    (lambda one: one.within or one.beyond, _distance),
)
"""What a condition asks, by the fields that ask it, and how that is judged."""
