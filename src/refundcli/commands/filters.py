"""What leaves some cases out of a list: by what they are, and since when."""

from datetime import datetime

from refundcli.adapters.ledger_index import Query
from refundcli.commands.gather import state_named
from refundcli.commands.naming import labelled
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.events import PHASES
from refundcli.core.periods import bounds
from refundcli.core.times import parse_when


def since_given(session: Session, given: Given) -> datetime | None:
    """Return the moment of --since, of a day its first; None where it is not given."""
    words = given.word("since")
    return None if words is None else bounds(parse_when(words, session.now, "--since"))[0]


def phase_given(session: Session, given: Given) -> str | None:
    """Return the phase of --phase; raises `NotFound` with the near matches."""
    named = given.word("phase")
    return None if named is None else labelled(session, named, PHASES, "phase", "phase")


def query_given(session: Session, given: Given) -> Query:
    """Return what --platform, --state, --phase, --overdue, --closed and --since leave.

    The closed ones are asked for by their phase as well. Raises `NotFound` for a name that there is
    not, `BadData` for a time that cannot be read.
    """
    platform, state = given.word("platform"), given.word("state")
    phase = phase_given(session, given)
    named = {
        "platform": session.platform_named(platform) if platform else None,
        "state": state_named(session.rulebook(), None, state) if state else None,
        "phase": phase,
    }
    return Query(
        closed=given.is_set("closed") or phase == "closed",
        where={name: value for name, value in named.items() if value is not None},
        due_by=session.now if given.is_set("overdue") else None,
        since=since_given(session, given),
    )
