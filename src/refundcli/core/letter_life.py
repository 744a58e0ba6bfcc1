"""A case as a letter sees it: what happened, what was answered, what is late."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from refundcli.core.case import CaseState, in_time
from refundcli.core.events import NOT_TO_THE_SELLER, Event
from refundcli.core.excuse_use import ExcuseUse
from refundcli.core.findings import Deadline
from refundcli.core.periods import BEIJING
from refundcli.core.steps import NextStep
from refundcli.core.values import dataclass

if TYPE_CHECKING:
    from refundcli.core.dossier import Dossier

_WORDS = ("replied", "refused", "offered", "promised", "agreed")
"""Events in which the seller says something."""

_SETTLES = ("received", "refunded", "closed")
"""What else ends the waiting for an answer to a letter."""

_OF_A_CLAIM = frozenset(("claim.reason", "claim.remedy"))
"""Corrections after which what was asked and answered was about another claim."""

_ONE_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Life:
    """The life of a case, as a letter sees it *now* (an instant with offset).

    `excuse` is what the seller's last words were recognised as, where the buyer said so; `step` is what is to be
    done next, where that is known. `points` are the excuses of the case that are still in dispute.
    """

    case_id: str
    state: CaseState
    deadlines: tuple[Deadline, ...]
    now: datetime
    excuse: ExcuseUse | None = None
    step: NextStep | None = None
    points: tuple[ExcuseUse, ...] = ()

    @property
    def talk(self) -> tuple[Event, ...]:
        """What happened since the claim was another one, the last first: by its reason or its remedy."""
        return tuple(takewhile(lambda one: not _is_another_claim(one), reversed(self.state.events)))

    @property
    def asked(self) -> Event | None:
        """The last letter sent to the seller."""
        sent = (one for one in self.talk if one.kind == "sent")
        return next((one for one in sent if stage_of(one) not in NOT_TO_THE_SELLER), None)

    @property
    def word(self) -> Event | None:
        """The last thing the seller said."""
        return next((one for one in self.talk if is_word(one)), None)

    @property
    def offer(self) -> Event | None:
        """The last offer of the seller's."""
        made = (one for one in self.talk if one.kind == "offered")
        return next((one for one in made if is_word(one)), None)

    def is_after(self, event: Event | None, other: Event | None) -> bool:
        """Return whether *event* is there and lies after *other*, if there is one."""
        return event is not None and (other is None or in_time(event) > in_time(other))

    def is_over(self, *, id: str) -> bool:
        """Return whether the clock *id* has run out and still stands."""
        return any(one.id == id and one.is_sure and one.due <= self.now for one in self.deadlines)

    def sellers_clocks(self, kind: str, started_by: str) -> tuple[Deadline, ...]:
        """Return the seller's certain clocks of a kind that an event started, the soonest first."""
        found = (
            one
            for one in self.deadlines
            if one.actor == "seller" and one.is_sure and one.kind == kind
        )
        return tuple(
            sorted((o for o in found if o.started_by == started_by), key=lambda one: one.due)
        )

    def late_clock(self) -> Deadline | None:
        """Return the last of the seller's clocks on the platform that have run out."""
        over = [
            one
            for one in self.deadlines
            if one.actor == "seller" and one.kind == "platform" and one.is_sure
        ]
        return max((o for o in over if o.due <= self.now), key=lambda one: one.due, default=None)


def life_of(dossier: "Dossier") -> Life:
    """Return the life of a case as of the dossier's moment, without an excuse."""
    return Life(
        case_id=dossier.case.id,
        state=dossier.state,
        deadlines=dossier.deadlines,
        now=dossier.as_of,
        step=dossier.next_step,
    )


def _is_another_claim(event: Event) -> bool:
    changes = event.carries.get("set") if event.kind == "amended" else None
    return isinstance(changes, Mapping) and bool(_OF_A_CLAIM & changes.keys())


def is_word(event: Event) -> bool:
    """Return whether the seller says something in *event*."""
    return event.kind in _WORDS and event.by == "seller" and event.rung is None


def stage_of(event: Event) -> str:
    """Return the stage of a letter that was drafted or sent."""
    return str(event.carries.get("stage", "first"))


def is_asked_overdue(life: Life) -> bool:
    """Return whether the time that the last letter asked for is over without a word."""
    asked = life.asked
    by = asked.carries.get("respond_by") if asked is not None else None
    answers = (o for o in reversed(life.state.events) if is_word(o) or o.kind in _SETTLES)
    answer = next(answers, None)
    return isinstance(by, datetime) and by <= life.now and not life.is_after(answer, asked)


def hours_late(life: Life) -> int:
    """Return the full hours since the time that the last letter asked for was over; 0: it is not."""
    by = life.asked.carries.get("respond_by") if life.asked is not None else None
    is_late = isinstance(by, datetime) and is_asked_overdue(life)
    return (life.now - by) // _ONE_HOUR if is_late and isinstance(by, datetime) else 0


def days_since_received(life: Life) -> int:
    """Return how many days ago the seller received the goods back; 0: today, or not at all."""
    received = life.state.received
    return (today(life.now) - today(received.at)).days if received is not None else 0


def today(at: datetime) -> date:
    """Return the day in Beijing at an instant."""
    return at.astimezone(BEIJING).date()
