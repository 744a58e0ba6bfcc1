"""Cases with clocks at will, to be reminded of."""

from collections.abc import Iterable
from datetime import datetime

from tests.builders_cases import case
from tests.builders_index import LADDER, RULES

from refundcli.core.dossier import Dossier, dossier_of
from refundcli.core.events import Event
from refundcli.core.findings import Deadline
from refundcli.core.periods import beijing
from refundcli.core.text import say
from refundcli.core.values import replace

START = beijing(2026, 11, 22, 10)


def deadline(
    due: datetime,
    actor: str = "buyer",
    *,
    id: str = "evidence",
    since: datetime = START,
    expiry: str = "lapses",
    **known: object,
) -> Deadline:
    """Return a clock that runs since *since* until *due*: the buyer's own unless said otherwise."""
    made = Deadline(
        id=id,
        actor=actor,
        kind="platform",
        title=say("deadline-evidence"),
        started_by="escalated",
        started_at=since,
        earliest=due,
        latest=due,
        on_expiry=expiry,
        rule=f"case/{id}",
        derivation=(),
    )
    return replace(made, **known)  # type: ignore[arg-type]  # its own fields


def theirs(due: datetime, **known: object) -> Deadline:
    """Return a clock of the seller's."""
    return replace(deadline(due, "seller", id="asked", expiry="may-escalate"), **known)  # type: ignore[arg-type]  # its own fields


def found(
    *events: Event,
    clocks: Iterable[Deadline] = (),
    id: str = "tb-7k2m",
    now: datetime = START,
) -> Dossier:
    """Return a case as of *now*, with these clocks and no others."""
    made = dossier_of(RULES, case(*events, id=id), now, LADDER)
    return replace(made, deadlines=tuple(clocks))
