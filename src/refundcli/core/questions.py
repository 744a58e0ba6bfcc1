"""The wizard as data: what to ask next, and what may be answered."""

from collections.abc import Iterator
from datetime import datetime

from refundcli.core.answers import Answers, claim_of, order_of
from refundcli.core.asking import question_of
from refundcli.core.findings import Question, Verdict
from refundcli.core.names import of_states
from refundcli.core.order import PURPOSES, STATE_OF_MOMENT, Claim, Order, has_reached
from refundcli.core.rulebook import Platform, Rulebook, Word
from refundcli.core.text import Said, Text, say
from refundcli.core.values import dataclass, replace
from refundcli.core.verdict import assess, offered_remedies

_KEYS = ("platform", "state", "reason", "remedy")
_DETAILS = ("number", "item", "paid")
_MONEY = ("paid", "amount")
_BEGINNINGS = tuple((name, state) for name, state in STATE_OF_MOMENT.items() if name != "ordered")
"""The moment that began each state: a letter and the clocks can use it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A possible answer: its id, its label, what else it is called, and a word of help."""

    id: str
    label: Text | Said
    aliases: tuple[str, ...] = ()
    help: Text | Said | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One question of the wizard.

    `kind` is choice, several, yes-no, when, money or text; `left` is how many more are foreseen after it;
    `may_skip` marks a question that can stay open.
    """

    question: Question
    kind: str
    choices: tuple[Choice, ...] = ()
    left: int = 0
    may_skip: bool = False


def next_question(
    rulebook: Rulebook, answers: Answers, skipped: frozenset[str], now: datetime
) -> Step | None:
    """Return the next question for the buyer, or None when the verdict needs nothing more.

    First where the order stands and what is wanted, then the purpose, then only what the verdict still needs,
    last what a letter can use. A question in *skipped* is not asked again.
    """
    waiting = list(_waiting(rulebook, answers, now, skipped))
    if not waiting:
        return None
    return step_for(rulebook, answers, waiting[0], now, len(waiting) - 1)


def step_for(rulebook: Rulebook, answers: Answers, id: str, now: datetime, left: int = 0) -> Step:
    """Return the question *id* as it is asked after *answers*, whether it is open or answered."""
    question = question_of(rulebook, id)
    if id in (*_KEYS, "purpose"):
        return Step(question, "choice", choices_for(rulebook, answers, id, now), left)
    if id == "item_kind":
        kinds = tuple(
            Choice(one.id, one.name, one.aliases, one.help) for one in _items(rulebook, answers)
        )
        return Step(question, "several", kinds, left, may_skip=True)
    if id in _MONEY:
        return Step(question, "money", (), left, may_skip=True)
    if id.endswith("_at"):
        return Step(question, "when", (), left, may_skip=True)
    kind = "yes-no" if id in rulebook.facts else "text"
    return Step(question, kind, (), left, may_skip=True)


def _waiting(
    rulebook: Rulebook, answers: Answers, now: datetime, skipped: frozenset[str]
) -> Iterator[str]:
    """Give the ids of the questions that are open, the next one first."""
    waiting = [id for id in (*_KEYS, "purpose") if getattr(answers, id) is None]
    if not any(id in _KEYS for id in waiting):
        verdict = assess(rulebook, order_of(answers), claim_of(answers), now)
        waiting += _needed(rulebook, verdict)
    began = next((name for name, state in _BEGINNINGS if state == answers.state), None)
    if began is not None and began not in answers.moments:
        waiting.append(f"{began}_at")
    waiting += [id for id in _DETAILS if getattr(answers, id) is None]
    done = skipped.union(given_ids(answers))
    return (id for id in dict.fromkeys(waiting) if id not in done)


def _needed(rulebook: Rulebook, verdict: Verdict) -> tuple[str, ...]:
    asked = [one.id for one in verdict.questions]
    plain = [id for id in asked if id not in rulebook.facts and id not in _DETAILS]
    if verdict.id in ("eligible", "unavailable"):
        return tuple(plain)
    promises = [
        clause.question
        for one in verdict.would_change
        if one.outcome == "unknown"
        for clause in one.clauses
        if clause.question is not None
    ]
    facts = [id for id in (*asked, *promises) if id in rulebook.facts]
    kinds = [id for id in promises if id not in rulebook.facts]
    return tuple(dict.fromkeys((*plain, *kinds, *facts)))


def choices_for(rulebook: Rulebook, answers: Answers, id: str, now: datetime) -> tuple[Choice, ...]:
    """Return what may be answered to *id*, given what was answered before.

    States are those of the platform, reasons those that can arise in the state, remedies those that the platform
    offers there, each with its verdict where one can be given.
    """
    if id == "platform":
        return tuple(
            Choice(one.id, one.name, (*one.aliases, one.short))
            for one in sorted(rulebook.platforms.values(), key=_place)
        )
    if id == "purpose":
        return tuple(
            Choice(one, say(f"purpose-{one}"), (), say(f"purpose-{one}-help")) for one in PURPOSES
        )
    if id == "state":
        site = rulebook.platforms.get(answers.platform or "")
        if site is None:
            return ()
        names = of_states(site)
        return tuple(Choice(one, label, names[one]) for one, label in site.states.items())
    if id == "reason":
        return tuple(
            Choice(one.word.id, one.word.name, one.word.aliases, one.word.help)
            for one in rulebook.reasons.values()
            if answers.state is None or answers.state in one.states
        )
    return _remedies(rulebook, answers, now)


def _items(rulebook: Rulebook, answers: Answers) -> tuple[Word, ...]:
    """Return the kinds of item: the plain one, those that a ground asks about here, then the rest."""
    plain, *others = rulebook.items.values()
    asking = [
        one.conditions
        for one in (rulebook.grounds(answers.platform) if answers.platform else ())
        if not one.conditions.reasons or answers.reason in one.conditions.reasons
    ]
    named = {id for one in asking for id in (*one.items, *one.excludes)}
    named |= {id for one in asking for rule in one.excludes_if for id in rule.items}
    return plain, *sorted(others, key=lambda one: one.id not in named)


def _place(site: Platform) -> tuple[bool, int]:
    """Return where *site* stands among the platforms: by rank, those without one last."""
    return site.rank is None, site.rank or 0


def _remedies(rulebook: Rulebook, answers: Answers, now: datetime) -> tuple[Choice, ...]:
    words = {one.word.id: one.word for one in rulebook.remedies.values()}
    if answers.platform is None or answers.state is None:
        return tuple(Choice(one.id, one.name, one.aliases, one.help) for one in words.values())
    order = order_of(answers)
    if answers.reason is None:
        ids = offered_remedies(rulebook, order, _claim(answers), now)
        return tuple(Choice(id, words[id].name, words[id].aliases, words[id].help) for id in ids)
    return tuple(
        Choice(
            one,
            say("choice-remedy", remedy=words[one].name, verdict=say(f"verdict-{verdict}")),
            (words[one].name.zh, words[one].name.en, *words[one].aliases),
            words[one].help,
        )
        for one, verdict in _by_verdict(rulebook, order, answers, now)
    )


def _by_verdict(
    rulebook: Rulebook, order: Order, answers: Answers, now: datetime
) -> list[tuple[str, str]]:
    claim = replace(_claim(answers), remedy=next(iter(rulebook.remedies)))
    found = {one.remedy: one.verdict for one in assess(rulebook, order, claim, now).remedies}
    ids = [id for id in rulebook.remedies if found[id] != "unavailable"]
    rank = ("eligible", "conditional", "negotiable")
    return sorted(((id, found[id]) for id in ids), key=lambda pair: rank.index(pair[1]))


def _claim(answers: Answers) -> Claim:
    """Return what is claimed so far, whatever the remedy."""
    return Claim(answers.reason or "", "", answers.purpose, answers.amount, answers.facts)


def answered(answers: Answers, id: str, value: object) -> Answers:
    """Return *answers* with *value* as the answer to the question *id*.

    >>> answered(Answers(), "delivered_at", "x").moments
    {'delivered': 'x'}
    """
    if id == "item_kind":
        return replace(answers, item_kinds=value)  # type: ignore[arg-type]  # the ids chosen
    moment = id.removesuffix("_at")
    if moment != id:
        return replace(answers, moments={**answers.moments, moment: value})  # type: ignore[dict-item]  # a When
    if id in Answers.__slots__:
        return replace(answers, **{id: value})  # type: ignore[arg-type]  # the field of the question
    return replace(answers, facts={**answers.facts, id: value is True})


def unanswered(answers: Answers, id: str) -> Answers:
    """Return *answers* as if the question *id* had not been answered."""
    if id == "item_kind":
        return replace(answers, item_kinds=())
    moment = id.removesuffix("_at")
    if moment != id:
        kept = {name: when for name, when in answers.moments.items() if name != moment}
        return replace(answers, moments=kept)
    if id in Answers.__slots__:
        return replace(answers, **{id: None})  # type: ignore[arg-type]  # the field of the question
    return replace(answers, facts={name: so for name, so in answers.facts.items() if name != id})


def given_ids(answers: Answers) -> tuple[str, ...]:
    """Return the questions that are answered, in the order they are asked."""
    plain = (*_KEYS, "purpose", "number", "seller", "item", "paid", "amount")
    kinds = ("item_kind",) if answers.item_kinds else ()
    moments = tuple(f"{name}_at" for name in answers.moments)
    return (
        *(id for id in plain if getattr(answers, id) is not None),
        *kinds,
        *moments,
        *answers.facts,
    )


def reconciled(rulebook: Rulebook, answers: Answers, now: datetime) -> Answers:
    """Return *answers* without those that an earlier answer has made impossible."""
    for id in ("state", "reason", "remedy"):
        value = getattr(answers, id)
        if value is not None and value not in _possible(rulebook, answers, id, now):
            answers = unanswered(answers, id)
    kept = {
        name: when
        for name, when in answers.moments.items()
        if answers.state is None or name not in STATE_OF_MOMENT or has_reached(answers.state, name)
    }
    return replace(answers, moments=kept)


def _possible(rulebook: Rulebook, answers: Answers, id: str, now: datetime) -> tuple[str, ...]:
    """Return the ids that may be answered to *id*; of the remedies without their verdicts."""
    if id == "remedy" and answers.platform is not None and answers.state is not None:
        return offered_remedies(rulebook, order_of(answers), _claim(answers), now)
    return tuple(one.id for one in choices_for(rulebook, answers, id, now))
