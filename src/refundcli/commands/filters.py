"""What leaves some cases out of a list: by what they are, and since when."""

from datetime import datetime

from refundcli.adapters.ledger_index import Query
from refundcli.commands.options import Given
from refundcli.commands.session import Session


def since_given(session: Session, given: Given) -> datetime | None:
    """Return the moment of --since, of a day its first; None where it is not given."""
    words = given.word("since")
    if words is None:
        return None
    from refundcli.core.periods import bounds  # noqa: PLC0415 - what no filter needs costs nothing
    from refundcli.core.times import parse_when  # noqa: PLC0415 - as above

    return bounds(parse_when(words, session.now, "--since"))[0]


def phase_given(session: Session, given: Given) -> str | None:
    """Return the phase of --phase; raises `NotFound` with the near matches."""
    named = given.word("phase")
    if named is None:
        return None
    from refundcli.commands.naming import labelled  # noqa: PLC0415 - as above
    from refundcli.core.events import PHASES  # noqa: PLC0415 - as above

    return labelled(session, named, PHASES, "phase", "phase")


def query_given(session: Session, given: Given) -> Query:
    """Return what --platform, --state, --phase, --overdue, --closed and --since leave.

    The closed ones are asked for by their phase as well. Raises `NotFound` for a name that there is
    not, `BadData` for a time that cannot be read.
    """
    platform, phase = given.word("platform"), phase_given(session, given)
    named = {
        "platform": session.platform_named(platform) if platform else None,
        "state": _state_given(session, given),
        "phase": phase,
    }
    return Query(
        closed=given.is_set("closed") or phase == "closed",
        where={name: value for name, value in named.items() if value is not None},
        due_by=session.now if given.is_set("overdue") else None,
        since=since_given(session, given),
    )


def _state_given(session: Session, given: Given) -> str | None:
    named = given.word("state")
    if not named:
        return None
    from refundcli.commands.gather import state_named  # noqa: PLC0415 - as above

    return state_named(session.rulebook(), None, named)
