"""What is asked of an event that a buyer tells of: what it needs, and what matters besides."""

from collections.abc import Collection, Mapping

from refundcli.core.case_values import AMENDABLE
from refundcli.core.events import DECISIONS, EVENTS, FREIGHT, OUTCOMES
from refundcli.core.text import Said, say
from refundcli.core.values import dataclass

_KINDS: Mapping[str, str] = {
    "amount": "money",
    **dict.fromkeys(("promised_by", "due", "until", "respond_by"), "when"),
    **dict.fromkeys(("freight", "outcome", "deadline", "rung"), "choice"),
    "set": "correction",
}
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "freight": FREIGHT,
    "outcome": OUTCOMES,
    "set": AMENDABLE,
}
_MATTER = (
    *("amount", "words", "promised_by", "due", "address", "freight", "courier", "waybill"),
    *("reference", "why"),
)
"""What is asked though an event does not need it: a clock, a sum or a letter hangs on it."""


@dataclass(frozen=True, slots=True)
class EventQuestion:
    """A question about what an event carries under *key*.

    `kind` is money, when, choice, correction or text. `choices` are those that are always the same;
    the deadlines and rungs of a case are not among them.
    """

    key: str
    kind: str
    is_needed: bool
    choices: tuple[str, ...] = ()

    @property
    def asks(self) -> Said:
        """The question itself."""
        return say(f"ask-event-{self.key.replace('_', '-')}")

    @property
    def help(self) -> Said:
        """What there is to know before it is answered."""
        return say(f"help-event-{self.key.replace('_', '-')}")


def event_questions(kind: str, known: Collection[str] = ()) -> tuple[EventQuestion, ...]:
    """Return what to ask of an event of *kind*, first what it needs; what is *known* is not asked.

    >>> [one.key for one in event_questions("decided", ("amount",))]
    ['outcome', 'words']
    >>> event_questions("decided")[0].choices
    ('won', 'partial', 'lost')
    """
    line = EVENTS[kind]
    wanted = (*line.requires, *(key for key in line.carries if key in _MATTER))
    choices = {**_CHOICES, "outcome": DECISIONS} if kind == "decided" else _CHOICES
    return tuple(
        EventQuestion(key, _KINDS.get(key, "text"), key in line.requires, choices.get(key, ()))
        for key in dict.fromkeys(wanted)
        if key not in known
    )
