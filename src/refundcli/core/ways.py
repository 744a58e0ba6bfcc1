"""The ways that are left to go in a case: rungs as a next step needs them, and how often one may still apply."""

from collections.abc import Callable, Iterable
from datetime import datetime

from refundcli.core.case import Case, CaseState
from refundcli.core.clauses import Situation
from refundcli.core.deadlines import timer_runs
from refundcli.core.findings import Deadline
from refundcli.core.ladder import Standing, standings
from refundcli.core.ladder_form import Ladder
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Note
from refundcli.core.text import Said, Text
from refundcli.core.values import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """A rung of the ladder as it stands: `status` is one of `ladder.STATUSES`.

    `opens_at` is when it opens or opened. `closes` is what going there shuts. `lacks` is what must be known before it
    can be judged, and `question` the id of the question that settles it.
    """

    rung: str
    name: Text
    status: str
    is_side: bool = False
    opens_at: datetime | None = None
    closes: tuple[Text, ...] = ()
    lacks: Said | None = None
    question: str | None = None


def ways_of(
    ladder: Ladder,
    rulebook: Rulebook,
    case: Case,
    state: CaseState,
    deadlines: tuple[Deadline, ...],
    now: datetime,
) -> tuple[Way, ...]:
    """Return how every rung stands in a case as of *now*, in the ladder's order."""
    found = standings(ladder, rulebook, state, deadlines, now, case.opened_at)
    return tuple(_way(one) for one in found)


def _way(standing: Standing) -> Way:
    lacks = next((one for one in standing.reasons if one.outcome == "unknown"), None)
    return Way(
        rung=standing.rung.id,
        name=standing.rung.name,
        status=standing.status,
        is_side=standing.rung.is_side,
        opens_at=standing.opens_at,
        closes=tuple(one.entry.says for one in standing.closes),
        lacks=lacks.says if lacks is not None else None,
        question=lacks.question if lacks is not None else None,
    )


def answers_in_time(rulebook: Rulebook, state: CaseState, now: datetime) -> bool:
    """Return whether an application made now would start a time of the seller's on the platform."""
    situation = Situation(rulebook, state.order, state.claim, now)
    return any(
        "applied" in one.starts
        and (one.kind, one.actor) == ("platform", "seller")
        and timer_runs(one, situation)
        for one in rulebook.timers(state.order.platform)
    )


def takes_applications(rulebook: Rulebook, platform: str) -> bool:
    """Return whether anything is known of applying on *platform*: where to click, or what an application starts.

    Nothing is where the thing was bought in a shop: the seller is asked, and there is no form.
    """
    own = rulebook.platforms[platform].rules.paths
    return any(one.rung is None for one in own) or any(
        one.kind != "law" and "applied" in one.starts for one in rulebook.timers(platform)
    )


@dataclass(frozen=True, slots=True)
class Around:
    """What a next step depends on beside the case: the rungs, the platform's limits, and its clocks.

    `ways`, `answers` and `takes_applications` are asked only where they matter; without `ways` only the platform is
    known. `answers` says whether an application would start a time of the seller's.
    """

    ways: Callable[[], tuple[Way, ...]] | None = None
    limits: tuple[Note, ...] = ()
    answers: Callable[[], bool] = lambda: True
    takes_applications: Callable[[], bool] = lambda: True


@dataclass(frozen=True, slots=True)
class Left:
    """How many more times something may be done, and the platform's sentence that limits it."""

    count: int
    limit: Note


def limits_of(rulebook: Rulebook, platform: str) -> tuple[Note, ...]:
    """Return the limits of *platform* that count something done: applications and withdrawals."""
    sets = rulebook.rule_sets(platform)
    notes = (one for rules in sets for one in rules.limits)
    return tuple(one for one in notes if one.of in ("attempts", "revocations"))


def left_of(limits: Iterable[Note], state: CaseState, of: str) -> Left | None:
    """Return how often the buyer may still apply (*of* `attempts`) or withdraw (`revocations`); None: no limit.

    Only what was done while the order stood in the limit's states counts against it.
    """
    done = state.applied_in if of == "attempts" else state.withdrawn_in
    found = []
    for one in limits:
        states = one.conditions.states
        if one.of != of or one.most is None or (states and state.order.state not in states):
            continue
        used = sum(1 for each in done if not states or each in states)
        found.append(Left(max(one.most - used, 0), one))
    return min(found, key=lambda one: one.count, default=None)
