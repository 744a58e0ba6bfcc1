"""The wizard on the shipped rules: whatever is answered, it comes to an end."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from refundcli.core.answers import Answers, claim_of, missing, order_of
from refundcli.core.order import When
from refundcli.core.periods import beijing
from refundcli.core.questions import Step, answered, next_question, reconciled
from refundcli.core.rulebook import Rulebook
from refundcli.core.verdict import assess

NOW = beijing(2026, 11, 22, 10)
MOST = 40
SKIP = object()
"""The answer of who does not know."""

_MOMENTS: st.SearchStrategy[When] = st.timedeltas(timedelta(0), timedelta(days=400)).map(
    lambda ago: NOW - ago
) | st.dates(date(2025, 10, 1), date(2026, 11, 22))


def answer_to(step: Step) -> st.SearchStrategy[object]:
    """Return what a buyer can say to a question."""
    ids = [one.id for one in step.choices]
    kinds: dict[str, st.SearchStrategy[object]] = {
        "choice": st.sampled_from(ids or [SKIP]),
        "several": st.lists(st.sampled_from(ids or [""]), min_size=1, max_size=2).map(tuple),
        "yes-no": st.booleans(),
        "when": _MOMENTS,
        "money": st.sampled_from((Decimal("9.90"), Decimal("300.00"), Decimal("2000.00"))),
        "text": st.just("words"),
    }
    return kinds[step.kind] | st.just(SKIP) if step.may_skip else kinds[step.kind]


class Run:
    """One run of the wizard; `answers` is what is known so far."""

    def __init__(self, rulebook: Rulebook, data: st.DataObject) -> None:
        self.answers = Answers()
        self._rulebook = rulebook
        self._data = data
        self._skipped: frozenset[str] = frozenset()

    def steps(self) -> Iterator[Step]:
        """Give the questions as they are asked, and answer each by chance."""
        for _ in range(MOST + 1):
            step = next_question(self._rulebook, self.answers, self._skipped, NOW)
            if step is None:
                return
            yield step
            value = self._data.draw(answer_to(step), step.question.id)
            if value is SKIP:
                self._skipped |= {step.question.id}
            else:
                found = answered(self.answers, step.question.id, value)
                self.answers = reconciled(self._rulebook, found, NOW)


few = settings(max_examples=30, deadline=None)


@few
@given(st.data())
def test_wizard_ends_on_every_path(shipped: Rulebook, data: st.DataObject) -> None:
    assert len(list(Run(shipped, data).steps())) <= MOST


@few
@given(st.data())
def test_wizard_always_has_something_to_choose(shipped: Rulebook, data: st.DataObject) -> None:
    asked = [one for one in Run(shipped, data).steps() if one.kind in ("choice", "several")]
    assert all(one.choices for one in asked)


@few
@given(st.data())
def test_wizard_asks_nothing_twice(shipped: Rulebook, data: st.DataObject) -> None:
    asked = [one.question.id for one in Run(shipped, data).steps()]
    assert len(asked) == len(set(asked))


@few
@given(st.data())
def test_wizard_ends_with_what_a_verdict_needs(shipped: Rulebook, data: st.DataObject) -> None:
    run = Run(shipped, data)
    list(run.steps())
    assert missing(run.answers) == ()


@few
@given(st.data())
def test_wizard_offers_no_remedy_that_is_unavailable(
    shipped: Rulebook, data: st.DataObject
) -> None:
    run = Run(shipped, data)
    list(run.steps())
    verdict = assess(shipped, order_of(run.answers), claim_of(run.answers), NOW)
    assert verdict.id != "unavailable"
