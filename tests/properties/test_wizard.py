"""The wizard on the shipped rules: whatever is answered, it comes to an end."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from refundcli.core.answers import Answers, claim_of, missing, order_of
from refundcli.core.periods import beijing
from refundcli.core.questions import Step, answered, next_question, reconciled
from refundcli.core.rulebook import Rulebook
from refundcli.core.verdict import assess

NOW = beijing(2026, 11, 22, 10)
MOST = 40
NOT_KNOWN = None
"""The answer of who does not know."""

_AGO = [timedelta(hours=1), *(timedelta(days=days) for days in (1, 2, 6, 7, 8, 14, 20, 100, 400))]
_WHEN = [NOW - ago for ago in _AGO] + [(NOW - ago).date() for ago in _AGO]
_MONEY = [Decimal(yuan) for yuan in ("9.90", "300.00", "300.01", "2000.00")]


def possible(step: Step) -> list[object]:
    """Return what a buyer can say to a question."""
    ids = [one.id for one in step.choices]
    said: dict[str, list[object]] = {
        "choice": list(ids),
        "several": [*((one,) for one in ids), tuple(ids[:2])],
        "yes-no": [True, False],
        "when": list(_WHEN),
        "money": list(_MONEY),
        "text": ["words"],
    }
    return said[step.kind] + [NOT_KNOWN] * step.may_skip


@dataclass
class Run:
    """One run of the wizard: each number picks an answer; `answers` is what is known so far."""

    rulebook: Rulebook
    picks: list[int]
    answers: Answers = field(default_factory=Answers)
    skipped: frozenset[str] = frozenset()

    def steps(self) -> Iterator[Step]:
        """Give the questions as they are asked and answer each, as long as there is an answer."""
        for pick in self.picks:
            step = next_question(self.rulebook, self.answers, self.skipped, NOW)
            if step is None:
                return
            yield step
            answers = possible(step)
            if not answers:
                return
            self._take(step.question.id, answers[pick % len(answers)])

    def _take(self, id: str, value: object) -> None:
        if value is NOT_KNOWN:
            self.skipped |= {id}
        else:
            self.answers = reconciled(self.rulebook, answered(self.answers, id, value), NOW)


picks = st.lists(st.integers(0, 10**4), min_size=MOST + 1, max_size=MOST + 1)
often = settings(max_examples=30, deadline=None)


@often
@given(picks)
def test_wizard_ends_on_every_path(shipped: Rulebook, picks: list[int]) -> None:
    assert len(list(Run(shipped, picks).steps())) <= MOST


@often
@given(picks)
def test_wizard_always_has_something_to_choose(shipped: Rulebook, picks: list[int]) -> None:
    assert [one.question.id for one in Run(shipped, picks).steps() if not possible(one)] == []


@often
@given(picks)
def test_wizard_asks_nothing_twice(shipped: Rulebook, picks: list[int]) -> None:
    asked = [one.question.id for one in Run(shipped, picks).steps()]
    assert sorted(asked) == sorted(set(asked))


@often
@given(picks)
def test_wizard_leads_to_a_remedy_that_is_offered(shipped: Rulebook, picks: list[int]) -> None:
    run = Run(shipped, picks)
    list(run.steps())
    assert missing(run.answers) == ()
    assert assess(shipped, order_of(run.answers), claim_of(run.answers), NOW).id != "unavailable"
