"""The clocks that a case sets itself: hours asked for, promises, evidence, offers."""

from collections.abc import Callable, Iterator
from datetime import datetime

from refundcli.core.axis import Happening
from refundcli.core.events import EVENTS, NOT_TO_THE_SELLER, Event
from refundcli.core.findings import Deadline
from refundcli.core.text import Said, say
from refundcli.core.values import dataclass


@dataclass(frozen=True, slots=True)
class _Own:
    """A clock of a case's own: the events that set it, under which key, and who must act."""

    id: str
    starts: Callable[[Event], bool]
    key: str
    actor: str
    kind: str
    steps: Callable[[Event, datetime], tuple[Said, ...]]


def own_clocks(axis: tuple[Happening, ...]) -> Iterator[Deadline]:
    """Give each clock of the case's own that was set last and that nothing since has stopped."""
    for own in _OWN:
        found = _last(axis, own)
        if found is None:
            continue
        since, event = found
        until = event.carries.get(own.key)
        if isinstance(until, datetime):
            yield _deadline(own, since, event, until)


def _last(axis: tuple[Happening, ...], own: _Own) -> tuple[Happening, Event] | None:
    for one in reversed(axis):
        if one.event is None:
            continue
        if own.starts(one.event):
            return one, one.event
        if _stops(one.event, own.id):
            return None
    return None


def _stops(event: Event, id: str) -> bool:
    """Whether *event* stops a clock: an answer that speaks of a rung is not the seller's, nor is a counter-offer."""
    is_anothers = event.rung is not None and event.kind == "replied"
    return id in EVENTS[event.kind].stops and not is_anothers


def _deadline(own: _Own, since: Happening, event: Event, until: datetime) -> Deadline:
    began = say("step-began", event=say(f"event-{event.kind}"), at=since.at, source=since.source)
    return Deadline(
        id=own.id,
        actor=own.actor,
        kind=own.kind,
        title=say(f"deadline-{own.id}"),
        started_by=event.kind,
        started_at=event.at,
        earliest=until,
        latest=until,
        on_expiry="lapses" if own.actor == "buyer" else "may-escalate",
        rule=f"case/{own.id}",
        derivation=(began, *own.steps(event, until)),
        rung=event.rung,
    )


_OWN = (
    _Own(
        "asked",
        lambda one: (
            (one.kind == "sent" and one.carries.get("stage") not in NOT_TO_THE_SELLER)
            or (one.kind == "offered" and one.by == "buyer")
        ),
        "respond_by",
        "seller",
        "asked",
        lambda event, until: (
            say("step-asked", sent=event.at, until=until),
            say("step-asked-no-law"),
        ),
    ),
    _Own(
        "promised",
        lambda one: one.kind == "promised",
        "promised_by",
        "seller",
        "promise",
        lambda event, until: (say("step-promised", at=event.at, until=until),),
    ),
    _Own(
        "evidence",
        lambda one: one.kind == "evidence-asked",
        "due",
        "buyer",
        "platform",
        lambda event, until: (say("step-evidence-asked", at=event.at, until=until),),
    ),
    _Own(
        "offer",
        lambda one: one.kind == "offered" and one.by == "seller",
        "until",
        "buyer",
        "promise",
        lambda event, until: (say("step-offer-holds", at=event.at, until=until),),
    ),
)
