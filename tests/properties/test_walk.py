"""Every platform, state, reason, remedy and purpose that is shipped gets an answer."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, product
from time import process_time

import pytest

from refundcli.core.findings import VERDICTS, Verdict
from refundcli.core.order import PURPOSES, Claim, Order
from refundcli.core.periods import beijing
from refundcli.core.rulebook import Rulebook
from refundcli.core.verdict import assess, offered_remedies

NOW = beijing(2026, 11, 22, 10)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an assessment comes to: `remedies` has the verdict of each, `consumer` what protects consumers only."""

    asked: tuple[str | None, ...]
    verdict: str
    summary: str
    instead: object
    remedies: dict[str, str]
    consumer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """The answers of one walk through the rulebook, and how long it took."""

    answers: tuple[Answer, ...]
    seconds: float

    def where(self, verdict: str) -> tuple[Answer, ...]:
        """Return the answers of one verdict."""
        return tuple(one for one in self.answers if one.verdict == verdict)


def answer(asked: tuple[str | None, ...], found: Verdict) -> Answer:
    """Return what is kept of a verdict."""
    return Answer(
        asked=asked,
        verdict=found.id,
        summary=found.summary.key,
        instead=found.summary.fields.get("instead"),
        remedies={one.remedy: one.verdict for one in found.remedies},
        consumer=tuple(
            one.provision.id for one in found.basis if one.provision.protects == "consumer"
        ),
    )


def answers(shipped: Rulebook) -> Iterator[Answer]:
    """Give an answer for every platform, state, reason and purpose.

    Each judges every remedy. The one that is argued in full takes turns.
    """
    turns = cycle(shipped.remedies)
    for site in shipped.platforms.values():
        for state, reason, purpose in product(site.states, shipped.reasons, (None, *PURPOSES)):
            remedy = next(turns)
            found = assess(shipped, Order(site.id, state), Claim(reason, remedy, purpose), NOW)
            yield answer((site.id, state, reason, remedy, purpose), found)


@pytest.fixture(scope="session")
def walk(shipped: Rulebook) -> Walk:
    """Return the walk, made once."""
    started = process_time()
    found = tuple(answers(shipped))
    return Walk(found, process_time() - started)


def test_walk_goes_everywhere(walk: Walk, shipped: Rulebook) -> None:
    states = sum(len(site.states) for site in shipped.platforms.values())
    assert len(walk.answers) == states * len(shipped.reasons) * 3


def test_walk_gives_one_of_the_four_verdicts_for_every_remedy(
    walk: Walk, shipped: Rulebook
) -> None:
    wrong = [
        one.asked
        for one in walk.answers
        if set(one.remedies) != set(shipped.remedies)
        or not set(one.remedies.values()) <= set(VERDICTS)
    ]
    assert wrong == []


def test_walk_gives_the_verdict_of_the_remedy_asked_for(walk: Walk) -> None:
    wrong = [one.asked for one in walk.answers if one.remedies[str(one.asked[3])] != one.verdict]
    assert wrong == []


def test_walk_never_cites_to_a_business_what_protects_consumers_only(walk: Walk) -> None:
    wrong = [
        (one.asked, one.consumer)
        for one in walk.answers
        if one.asked[-1] == "business" and one.consumer
    ]
    assert wrong == []


def test_walk_cites_consumer_law_to_somebody(walk: Walk) -> None:
    assert any(one.consumer for one in walk.answers)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_walk_sums_up_every_verdict(walk: Walk, verdict: str) -> None:
    found = {one.summary.startswith(f"summary-{verdict}") for one in walk.where(verdict)}
    assert found == {True}


def test_walk_says_what_is_offered_instead_of_the_unavailable(walk: Walk) -> None:
    wrong = [
        one.asked
        for one in walk.where("unavailable")
        if bool(one.instead) is one.summary.endswith("-none")
    ]
    assert wrong == []


def test_walk_says_how_long_it_took(walk: Walk, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        sys.stdout.write(
            f"\nwalk: {len(walk.answers)} verdicts, {walk.seconds:.1f} s of processor\n"
        )
    assert walk.seconds > 0


def test_walk_leaves_a_remedy_to_choose_for_every_reason_that_can_arise(shipped: Rulebook) -> None:
    stuck = [
        (site.id, state, reason.word.id)
        for site in shipped.platforms.values()
        for state, reason in product(site.states, shipped.reasons.values())
        if state in reason.states
        and not offered_remedies(shipped, Order(site.id, state), Claim(reason.word.id, ""), NOW)
    ]
    assert stuck == []
