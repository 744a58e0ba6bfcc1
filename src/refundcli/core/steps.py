"""The steps that a case may need next, and one of them as a value."""

from datetime import datetime

from refundcli.core.text import Said
from refundcli.core.values import dataclass

STEPS = (
    "choose-other",
    "write",
    "send",
    "apply",
    "wait",
    "check-back",
    "answer-offer",
    "go-up",
    "look-agreed",
    "look-refunded",
    "look-replaced",
    "look-decided",
    "look-accepted",
    "escalate",
    "tell",
    "return",
    "ask-for-rest",
    "evidence",
    "decided",
    "await",
    "close",
    "nothing",
)
"""Every step there is; each has its sentences `step-…` and `why-…`."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """One step: `by` is the moment it is due, `command` the arguments that log it, `closes` what it shuts.

    `is_waiting` marks a step that is somebody else's to take. `rung` is where it leads. `doubts` are open conditions
    of the clock that sets `by`: it may not run, and is taken as if it did. `depends_on_rungs`: it was found by how
    the rungs stand, which changes with the clocks of a case, or else at 00:00 Beijing time.
    """

    id: str
    what: Said
    why: Said
    by: datetime | None
    command: tuple[str, ...]
    closes: Said | None = None
    is_waiting: bool = False
    rung: str | None = None
    doubts: tuple[Said, ...] = ()
    depends_on_rungs: bool = False
