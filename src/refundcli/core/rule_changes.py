"""What changed in the rulebook between two days, and what that changes for a case."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from refundcli.core.case import Case
from refundcli.core.dossier import Dossier, dossier_of
from refundcli.core.findings import Deadline
from refundcli.core.rulebook import Law, Provision, Rulebook
from refundcli.core.rules import Ground, RuleSet, Timer
from refundcli.core.text import Said, Text
from refundcli.core.values import dataclass, replace
from refundcli.core.versions import V, Value, value_on


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A dated rule whose value differs: `appeared`, `ended` or `changed`; `what` is window, timer or provision.

    None is a day on which no value is known; an abolished period is a value that gives nothing.
    """

    rule: str
    what: str
    title: Text
    change: str
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class DueChange:
    """A deadline of a case whose date differs; None: it does not run."""

    id: str
    rule: str
    title: Said | Text
    before: datetime | None
    after: datetime | None


@dataclass(frozen=True, slots=True)
class CaseChange:
    """A case that the rules of one day judge otherwise than those of another."""

    before: Dossier
    after: Dossier
    deadlines: tuple[DueChange, ...]


def as_of(rulebook: Rulebook, day: date) -> Rulebook:
    """Return *rulebook* as it stood on *day*: without what begins later, and without an end that had not come.

    Which day governs a version stays as it is. A ground whose every window begins later keeps one that is in force on
    no day: what it gave is unknown, not nothing.
    """
    return replace(
        rulebook,
        platforms={
            id: replace(site, rules=_rules(site.rules, day))
            for id, site in rulebook.platforms.items()
        },
        laws={id: _law(law, day) for id, law in rulebook.laws.items()},
        own={name: _rules(rules, day) for name, rules in rulebook.own.items()},
    )


def _law(law: Law, day: date) -> Law:
    provisions = tuple(replace(one, versions=_begun(one.versions, day)) for one in law.provisions)
    return replace(law, provisions=provisions, rules=_rules(law.rules, day))


def _rules(rules: RuleSet, day: date) -> RuleSet:
    return replace(
        rules,
        grounds=tuple(_ground(one, day) for one in rules.grounds),
        timers=tuple(replace(one, versions=_begun(one.versions, day)) for one in rules.timers),
    )


def _ground(ground: Ground, day: date) -> Ground:
    windows = _begun(ground.windows, day)
    if ground.windows and not windows:
        first = min(ground.windows, key=lambda one: one.since)
        windows = (replace(first, until=first.since),)
    return replace(ground, windows=windows)


def _begun(versions: tuple[V, ...], day: date) -> tuple[V, ...]:
    begun = (one for one in versions if one.since <= day)
    return tuple(
        replace(one, until=None) if one.until is not None and one.until > day else one
        for one in begun
    )


def changes(rulebook: Rulebook, a: date, b: date) -> tuple[RuleChange, ...]:
    """Return every dated rule that says something else on *b* than on *a*, file by file."""
    found = (_change(one, a, b) for one in _dated(rulebook))
    return tuple(one for one in found if one is not None)


def _dated(rulebook: Rulebook) -> Iterator[Ground | Timer | Provision]:
    for _, rules in rulebook.files():
        yield from rules.grounds
        yield from rules.timers
    for law in rulebook.laws.values():
        yield from law.provisions


def _change(rule: Ground | Timer | Provision, a: date, b: date) -> RuleChange | None:
    id, what, title = _named(rule)
    before, after = _value_on(rule, a), _value_on(rule, b)
    had, has = _gives(before), _gives(after)
    if before == after or not (had or has):
        return None
    change = "changed" if had and has else "appeared" if has else "ended"
    return RuleChange(id, what, title, change, before, after)


def _named(rule: Ground | Timer | Provision) -> tuple[str, str, Text]:
    if isinstance(rule, Ground):
        return rule.id, "window", rule.title
    if isinstance(rule, Timer):
        return rule.rule, "timer", rule.title
    return rule.id, "provision", rule.title_text


def _value_on(rule: Ground | Timer | Provision, day: date) -> Value | None:
    if isinstance(rule, Ground):
        return value_on(rule.windows, day)
    if isinstance(rule, Timer):
        return value_on(rule.versions, day)
    return value_on(rule.versions, day)


def _gives(value: Value | None) -> bool:
    return value is not None and not value.is_abolished


def case_changes(
    case: Case, rulebook: Rulebook, a: date, b: date, now: datetime
) -> CaseChange | None:
    """Return what is otherwise for *case* as of *now* by the rules of *a* and of *b*; None: nothing.

    That is its verdict, or a deadline: one that runs by the one rules only, or that is due at another time.
    """
    before = dossier_of(as_of(rulebook, a), case, now)
    after = dossier_of(as_of(rulebook, b), case, now)
    moved = tuple(_moved(before.deadlines, after.deadlines))
    if before.verdict.id == after.verdict.id and not moved:
        return None
    return CaseChange(before, after, moved)


def _moved(before: tuple[Deadline, ...], after: tuple[Deadline, ...]) -> Iterator[DueChange]:
    then: Mapping[str, Deadline] = {one.rule: one for one in before}
    now: Mapping[str, Deadline] = {one.rule: one for one in after}
    for rule, one in {**then, **now}.items():
        due = then[rule].due if rule in then else None
        due_now = now[rule].due if rule in now else None
        if due != due_now:
            yield DueChange(one.id, rule, one.title, due, due_now)
