"""A case with all that can be said of it now: state, verdict, clocks and the next step."""

from datetime import datetime

from refundcli.core.case import Case, CaseState, fold
from refundcli.core.clocks import HasWindows, running
from refundcli.core.findings import Deadline, Verdict
from refundcli.core.ladder_form import Ladder
from refundcli.core.next_step import Judged, NextStep, next_step
from refundcli.core.rulebook import Rulebook
from refundcli.core.rung_clocks import rung_clocks
from refundcli.core.values import dataclass
from refundcli.core.verdict import assess
from refundcli.core.ways import Around, answers_in_time, limits_of, takes_applications, ways_of


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
        """The soonest clock that runs, whoever must act; once over, it is overdue.

        The buyer's own count in doubt too. A time bar is years away and drives nothing, nor does a door that is open,
        nor a right of the buyer's that was lost before the last event: the case has gone on without it.
        """
        driving = (one for one in self.deadlines if one.drives)
        return next(
            (one for one in driving if self.as_of < one.due or self._still_counts(one)), None
        )

    def _still_counts(self, over: Deadline) -> bool:
        if over.is_the_buyers:
            return all(one.at <= over.due for one in self.state.events)
        return not over.is_door

    @property
    def is_overdue(self) -> bool:
        """Whether the soonest clock has run out."""
        return self.next is not None and self.next.due <= self.as_of


def returning(rulebook: Rulebook) -> frozenset[str]:
    """Return the remedies under which goods go back."""
    return frozenset(id for id, one in rulebook.remedies.items() if one.returns_goods)


def dossier_of(
    rulebook: Rulebook, case: Case, now: datetime, ladder: Ladder | None = None
) -> Dossier:
    """Return all that can be said of *case* as of *now*.

    With the *ladder* the next step may lead to any rung that is open; without it only the platform is known.
    """
    state = fold(case, returning(rulebook))
    verdict = assess(rulebook, state.order, state.claim, now)
    deadlines = clocks_of(rulebook, case, state, verdict, now, ladder)
    step = step_of(rulebook, case, state, verdict, deadlines, now, ladder)
    return Dossier(case, state, verdict, deadlines, step, now)


def clocks_of(
    rulebook: Rulebook,
    case: Case,
    state: CaseState,
    verdict: HasWindows,
    now: datetime,
    ladder: Ladder | None = None,
) -> tuple[Deadline, ...]:
    """Return the clocks that run in a case, with those that the rungs of *ladder* have of their own."""
    also = () if ladder is None else rung_clocks(ladder, state, rulebook.calendar)
    return running(rulebook, case, state, verdict, now, also)


def step_of(
    rulebook: Rulebook,
    case: Case,
    state: CaseState,
    verdict: Judged,
    deadlines: tuple[Deadline, ...],
    now: datetime,
    ladder: Ladder | None = None,
) -> NextStep:
    """Return the next step of a case, with the rungs of *ladder* and the limits of its platform."""
    ways = (
        None if ladder is None else lambda: ways_of(ladder, rulebook, case, state, deadlines, now)
    )
    around = Around(
        ways,
        limits_of(rulebook, state.order.platform),
        lambda: answers_in_time(rulebook, state, now),
        lambda: takes_applications(rulebook, state.order.platform),
    )
    return next_step(case, state, verdict, deadlines, now, around)
