"""The moment that lines are of, and what is worked out of a case for it."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from refundcli.adapters.case_lines import line_to_text, microseconds, said_to_text
from refundcli.adapters.index_row import NEVER, Derived
from refundcli.core.errors import BadData
from refundcli.core.values import dataclass

if TYPE_CHECKING:
    from refundcli.core.case import Case
    from refundcli.core.line_maker import MadeLine

Make = Callable[["Case"], "MadeLine"]
"""What works out a case's line; it raises `BadData` where that cannot be."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What lines hang on: the time they are of, and by which rules they are made, as a number.

    They stay in the index (`is_real`) unless the time is one that the buyer made up.
    """

    now: datetime
    basis: int
    make: Make
    is_real: bool = True


def derived(case: "Case", moment: Moment) -> Derived:
    """Return what can be worked out of *case*: its line, or why there is none."""
    try:
        made = moment.make(case)
    except BadData as error:
        fault = said_to_text(error.message, error.hint)
        return Derived(case.id, moment.basis, 0, NEVER, None, None, fault)
    due = NEVER if made.line.next is None else microseconds(made.line.next.due)
    return Derived(
        case.id,
        moment.basis,
        microseconds(made.since),
        microseconds(made.until),
        due,
        line_to_text(made.line),
    )
