"""A case with all that can be said of it now: state, verdict, clocks and the next step."""

from dataclasses import dataclass
from datetime import datetime

from refundcli.core.case import Case, CaseState, fold
from refundcli.core.clocks import running
from refundcli.core.findings import Deadline, Verdict
from refundcli.core.next_step import NextStep, next_step
from refundcli.core.rulebook import Rulebook
from refundcli.core.verdict import assess


@dataclass(frozen=True, slots=True)
class Dossier:
    """What `show` shows; derived from the journal, never stored."""

    case: Case
    state: CaseState
    verdict: Verdict
    deadlines: tuple[Deadline, ...]
    next_step: NextStep
    as_of: datetime

    @property
    def next(self) -> Deadline | None:
        """The soonest clock that runs, whoever must act; once over, it is overdue."""
        return next((one for one in self.deadlines if one.is_sure), None)

    @property
    def is_overdue(self) -> bool:
        """Whether the soonest clock has run out."""
        return self.next is not None and self.next.due <= self.as_of


def returning(rulebook: Rulebook) -> frozenset[str]:
    """Return the remedies under which goods go back."""
    return frozenset(id for id, one in rulebook.remedies.items() if one.returns_goods)


def dossier_of(rulebook: Rulebook, case: Case, now: datetime) -> Dossier:
    """Return all that can be said of *case* as of *now*."""
    state = fold(case, returning(rulebook))
    verdict = assess(rulebook, state.order, state.claim, now)
    deadlines = running(rulebook, case, state, verdict)
    step = next_step(case, state, verdict, deadlines, now)
    return Dossier(case, state, verdict, deadlines, step, now)
