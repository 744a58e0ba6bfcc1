"""What the lines of a run hang on, and keeping the line of a case that was just written."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from refundcli.adapters.moments import Moment
from refundcli.adapters.rules_stamp import rules_stamp
from refundcli.commands.session import Session
from refundcli.core.units import BEIJING

if TYPE_CHECKING:
    from refundcli.core.case import Case
    from refundcli.core.line_maker import MadeLine
    from refundcli.core.rulebook import Rulebook

_NEAR = timedelta(days=1)
"""How far a time that is set may be from the clock's for what is worked out for it to be worth keeping."""


def moment_of(session: Session, make: "Callable[[Case], MadeLine]") -> Moment:
    """Return what the lines of this run hang on; *make* works one out."""
    is_real = abs(session.now - datetime.now(BEIJING)) <= _NEAR
    return Moment(session.now, rules_stamp(session.settings.user_rules_dir), make, is_real)


def keep_line(session: Session, case: "Case", rulebook: "Rulebook") -> None:
    """Keep the line of a case that was just written, by *rulebook*, so that no list need work it out."""
    from refundcli.adapters.ladder import load_ladder  # noqa: PLC0415 - only who writes works it out
    from refundcli.core.line_maker import LineMaker  # noqa: PLC0415 - as above

    maker = LineMaker(rulebook, load_ladder())
    moment = moment_of(session, lambda one: maker.made(one, session.now))
    session.ledger.index.keep(case, moment)
