"""Scenarios put to the program, and what it says otherwise than they expect."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from tests.scenarios.scenario import Scenario, known_words

from refundcli.adapters.rulebook import load_rulebook
from refundcli.core.case import ALPHABET, Case, new_event_id
from refundcli.core.dossier import Dossier, dossier_of, returning
from refundcli.core.events import Event
from refundcli.core.findings import Deadline, Verdict
from refundcli.core.following import check_event, completed_event
from refundcli.core.rulebook import Rulebook
from refundcli.core.values import replace


@cache
def rulebook() -> Rulebook:
    """Return the rules as they are shipped."""
    return load_rulebook()


@cache
def known_on(platform: str) -> Mapping[str, Collection[str]]:
    """Return what a scenario on *platform* may speak of."""
    return known_words(rulebook(), platform)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program says of a scenario."""

    verdict: Verdict
    deadlines: tuple[Deadline, ...]
    dossier: Dossier

    def grounds(self, *outcomes: str) -> set[str]:
        """Return the ids of the grounds with one of *outcomes* that count."""
        found = self.verdict.findings
        return {one.ground.id for one in found if one.counts and one.outcome in outcomes}


@cache
def answer(scenario: Scenario) -> Answer:
    """Return what the program says: the clocks of a case where the scenario has events, else of a check."""
    dossier = dossier_of(rulebook(), case_of(scenario), scenario.now)
    verdict = dossier.verdict
    clocks = verdict.deadlines if scenario.events is None else dossier.deadlines
    return Answer(verdict, clocks, dossier)


def case_of(scenario: Scenario) -> Case:
    """Return the scenario as a case, its events recorded one by one as `log` records them."""
    happened = scenario.events or ()
    opened_at = min((one.at for one in happened), default=scenario.now)
    case = Case("xx-2222", opened_at, scenario.order, scenario.claim)
    goes_back = returning(rulebook())
    for number, one in enumerate(happened):
        id = new_event_id(one.at, f"222{ALPHABET[number]}")
        event = completed_event(case, Event(id, one.at, one.kind, one.carries))
        check_event(case, event, scenario.now, returning=goes_back)
        case = replace(case, events=(*case.events, event))
    return case


def differences(scenario: Scenario, found: Answer) -> Iterable[str]:
    """Give what *found* says otherwise than the scenario expects."""
    expect, verdict = scenario.expect, found.verdict
    plain = (
        ("verdict", expect.verdict, verdict.id),
        ("apply_by", expect.apply_by, verdict.apply_by),
        ("phase", expect.phase, found.dossier.state.phase),
        ("state", expect.state, found.dossier.state.order.state),
        ("next_step", expect.next_step, found.dossier.next_step.id),
        ("freight", expect.freight, verdict.claimable.freight),
    )
    for name, wanted, actual in plain:
        if wanted is not None and wanted != actual:
            yield f"{name}: expected {wanted}, is {actual}"
    verdicts = {one.remedy: one.verdict for one in verdict.remedies}
    for remedy, expected in expect.remedies.items():
        if verdicts[remedy] != expected:
            yield f"remedy {remedy}: expected {expected}, is {verdicts[remedy]}"
    sums = {one.provision: one.sum for one in verdict.claimable.awards}
    for id, award in expect.awards.items():
        if sums.get(id) != award:
            yield f"award {id}: expected {award}, is {sums.get(id)}"
    yield from _of_grounds(scenario, found)
    yield from _of_deadlines(scenario, found)
    yield from _of_basis(scenario, verdict)
    yield from _of_lists(scenario, found)


def _of_grounds(scenario: Scenario, found: Answer) -> Iterable[str]:
    expect, findings = scenario.expect, found.verdict.findings
    holds = found.grounds("holds")
    if "holds" in expect.lists and set(expect.lists["holds"]) != holds:
        yield f"holds: expected {sorted(expect.lists['holds'])}, is {sorted(holds)}"
    outcomes = {one.ground.id: one.outcome for one in findings}
    for outcome in ("unknown", "fails"):
        for id in expect.lists.get(outcome, ()):
            if outcomes.get(id) != outcome:
                yield f"ground {id}: expected {outcome}, is {outcomes.get(id, 'not granting')}"
    for id, clause in expect.fails_by.items():
        failing = [
            clause.clause
            for one in findings
            if one.ground.id == id
            for clause in one.clauses
            if clause.outcome == "fail"
        ]
        if failing != [clause]:
            yield f"ground {id}: expected to fail by {clause}, fails by {failing}"


def _of_deadlines(scenario: Scenario, found: Answer) -> Iterable[str]:
    running: dict[str, Deadline] = {one.rule: one for one in found.deadlines}
    for wanted in scenario.expect.deadlines:
        deadline = running.get(wanted.rule)
        if deadline is None:
            yield f"deadline {wanted.rule}: expected, but only {sorted(running)} run"
            continue
        for name, value in wanted.values.items():
            actual = getattr(deadline, name)
            if actual != value:
                yield f"deadline {wanted.rule}: expected {name} {value}, is {actual}"
    for rule in scenario.expect.lists.get("no_deadline", ()):
        if rule in running:
            yield f"deadline {rule}: not expected, due {running[rule].due}"


def _of_basis(scenario: Scenario, verdict: Verdict) -> Iterable[str]:
    lists = scenario.expect.lists
    for name, use in (("basis", "cite"), ("reserve", "reserve")):
        ids = [one.provision.id for one in verdict.basis if one.use == use]
        if not _in_order(lists.get(name, ()), ids):
            yield f"{name}: expected {list(lists[name])} in this order, is {ids}"
    for unwanted in lists.get("not_basis", ()):
        found = [
            one.provision.id
            for one in verdict.basis
            if unwanted in (one.provision.id, one.provision.law)
        ]
        if found:
            yield f"basis: {found} not expected"


def _of_lists(scenario: Scenario, found: Answer) -> Iterable[str]:
    verdict = found.verdict
    there = {
        "would_change": [one.ground.id for one in verdict.would_change if one.outcome != "fails"],
        "questions": [one.id for one in verdict.questions],
        "cautions": [one.id for one in verdict.cautions],
        "evidence": [one.id for one in verdict.evidence],
        "limits": [one.id for one in verdict.limits],
        "choices": [one.label for one in verdict.choices],
        "better": [one.key for one in verdict.better],
    }
    for name, ids in there.items():
        missing = set(scenario.expect.lists.get(name, ())) - set(ids)
        unwanted = set(scenario.expect.lists.get(f"not_{name}", ())) & set(ids)
        if missing:
            yield f"{name}: {sorted(missing)} expected, is {ids}"
        if unwanted:
            yield f"{name}: {sorted(unwanted)} not expected"
    steps = scenario.expect.lists.get("path", ())
    paths = [[step.zh for step in one.steps] for one in verdict.paths]
    if steps and not any(_in_order(steps, path) for path in paths):
        yield f"path: expected {list(steps)}, there are {paths}"


def _in_order(wanted: Iterable[str], there: Iterable[str]) -> bool:
    left = iter(there)
    return all(one in left for one in wanted)
