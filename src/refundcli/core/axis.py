"""What happened in a case and its order, on one axis, each with where it is known from."""

from refundcli.core.case import CaseState, in_time
from refundcli.core.events import PLATFORM_RUNGS, Event
from refundcli.core.order import STATE_OF_MOMENT, When
from refundcli.core.periods import bounds
from refundcli.core.text import Said, say
from refundcli.core.values import dataclass

IN_PART = "refunded-in-part"
"""The kind of a refund that leaves something to come: no event, and no end of what the law or the buyer may do."""


@dataclass(frozen=True, slots=True)
class Happening:
    """An event or a moment known at the opening, on the one axis of a case; `source` is where it is known from.

    `is_again`: it tells of a replacement, which is no moment of the order.
    """

    kind: str
    at: When
    event: Event | None
    source: Said
    is_again: bool = False

    @property
    def is_of_the_platform(self) -> bool:
        """Whether it may count for the platform's clocks: it speaks of no rung, or of one on the platform."""
        rung = self.event.rung if self.event is not None else None
        return rung is None or rung in PLATFORM_RUNGS

    @property
    def carries_rung(self) -> str | None:
        """The rung it speaks of."""
        return self.event.rung if self.event is not None else None


def axis_of(state: CaseState) -> tuple[Happening, ...]:
    """Return what happened, in order of time; moments stand as they were last corrected.

    A closing that was taken back by a reopening is left out.
    """
    reopened = state.last("reopened")
    lived = state.order.moments
    counted = [
        one
        for one in state.events
        if (one.kind != "closed" or reopened is None or in_time(one) > in_time(reopened))
        and (one.kind in lived or one.kind not in STATE_OF_MOMENT or one in state.replacements)
    ]
    last = {one.kind: one.id for one in counted if one not in state.replacements}
    corrected = _corrections(state)
    found = []
    for one in counted:
        at = lived.get(one.kind, one.at) if last.get(one.kind) == one.id else one.at
        kind = IN_PART if one.kind == "refunded" and not state.is_settled else one.kind
        source = say("known-from-event", id=one.id)
        if at != one.at:
            source = corrected.get(one.kind, source)
        found.append(Happening(kind, at, one, source, one in state.replacements))
    told = last.keys()
    opening = say("known-from-order")
    found += [
        Happening(name, when, None, corrected.get(name, opening))
        for name, when in lived.items()
        if name not in told
    ]
    return tuple(sorted(found, key=lambda one: bounds(one.at)[0]))


def _corrections(state: CaseState) -> dict[str, Said]:
    """Return the last correction of each moment, as a source."""
    found: dict[str, Said] = {}
    for one in state.events:
        changes = one.carries.get("set") if one.kind == "amended" else None
        for key in changes if isinstance(changes, dict) else ():
            moment = key.removeprefix("order.").removesuffix("_at")
            found[moment] = say("known-from-correction", id=one.id)
    return found
