"""What a buyer tells of an event, by flag, file or form: words become values, names ids."""

from collections.abc import Callable, Mapping
from datetime import datetime

from refundcli.commands.cases import event_id, rulebook_of
from refundcli.commands.gather import meant
from refundcli.commands.naming import labelled
from refundcli.commands.session import Session
from refundcli.core.case import Case, CaseState
from refundcli.core.dossier import dossier_of
from refundcli.core.errors import BadData, RefundcliError
from refundcli.core.events import EVENTS, FREIGHT, OFFERERS, OUTCOMES, Event
from refundcli.core.findings import Deadline
from refundcli.core.following import GOES_TO
from refundcli.core.money import yuan
from refundcli.core.names import Names, of_reasons, of_remedies, resolve
from refundcli.core.periods import bounds
from refundcli.core.recording import correction, instant_of
from refundcli.core.text import say
from refundcli.core.times import parse_when
from refundcli.core.values import dataclass

WORDS = (
    *("note", "words", "stage", "why", "deadline", "courier", "waybill", "rung", "reference"),
    *("excuse", "address", "freight", "channel", "outcome", "by"),
)
"""What an event carries that is told in words; some of them are names."""
TIMES = ("respond_by", "due", "promised_by", "until")
"""What an event carries that is a time."""
KEYS = (*WORDS, *TIMES, "amount", "remedy", "set")
"""Everything that can be told of an event besides its kind and its time."""


@dataclass(frozen=True, slots=True)
class Told:
    """An event as it was told: its kind, when it happened, what it carries; where in which file, or if *is_asked*."""

    kind: str
    at: datetime
    carries: Mapping[str, object]
    place: str = ""
    file: str = ""
    is_asked: bool = False

    def event(self, session: Session, case: Case) -> Event:
        """Return the event for *case*, its deadline found among those that run there."""
        carries = dict(self.carries)
        if "deadline" in carries:
            carries["deadline"] = _deadline(session, case, str(carries["deadline"]))
        return Event(event_id(session), self.at, self.kind, carries)

    def blamed(self, error: RefundcliError) -> RefundcliError:
        """Return *error* with the place of the event, where it stands in a file."""
        if not self.file:
            return error
        fault = say("fault-at", key=self.place, what=error.message)
        return BadData(
            say("error-data-file", file=self.file, faults=(fault,)),
            error.hint or say("hint-event-file"),
        )

    def make(self, session: Session) -> Callable[[Case, CaseState], Event]:
        """Return what `record` makes the event with."""
        return lambda case, _state: self.event(session, case)


def kind_named(session: Session, name: str) -> str:
    """Return the kind of event that *name* names; raises `NotFound` with the near matches."""
    return labelled(session, name, EVENTS, "event", "event")


def time_told(session: Session, kind: str, words: str, name: str = "--at") -> datetime:
    """Return the instant of an event of *kind* that *words* tell; *name* says in errors where they stood."""
    return instant_of(kind, parse_when(words, session.now, name), session.now)


def value_told(session: Session, key: str, told: object, name: str) -> object:
    """Return the value that *told* means under *key*; *name* says in errors where it stood.

    Raises `NotFound` for an unknown name, `BadData` for a wrong value.
    """
    if key == "set":
        pairs = (correction(str(one), session.now) for one in _many(told))
        return dict(meant(session, *pair) for pair in pairs)
    words = str(told)
    if key in TIMES:
        return bounds(parse_when(words, session.now, name))[1]
    if key == "attempt" and words.isdecimal():
        return int(words)
    if key == "amount":
        return yuan(words, name)
    if key == "remedy":
        return resolve(words, of_remedies(session.rulebook(())), key)
    if key == "reason":
        return resolve(words, of_reasons(session.rulebook(())), key)
    if key in _LABELS:
        return labelled(session, words, _LABELS[key][1], _LABELS[key][0], key)
    names = _names(session, key)
    return words if names is None else resolve(words, names, key)


def _many(told: object) -> tuple[object, ...]:
    return tuple(told) if isinstance(told, tuple | list) else (told,)


def choices_of(session: Session, case: Case, key: str) -> Names:
    """Return the names that the value of *key* has in a case: its deadlines, the rungs, or a few words.

    The first of each is in the buyer's language.
    """
    if key == "deadline":
        running = _running(session, case).items()
        return {id: (session.words.write(one.title), one.rule) for id, one in running}
    if key in _LABELS:
        label, ids = _LABELS[key]
        return {id: (session.words.write(say(f"{label}-{id}")),) for id in ids}
    return _names(session, key) or {}


def _names(session: Session, key: str) -> Names | None:
    """Return the names that a word under *key* may be; None: any word."""
    if key == "rung":
        from refundcli.adapters.ladder import load_ladder  # noqa: PLC0415 - only who names one pays

        rungs = (one for one in load_ladder().rungs if one.id in GOES_TO)
        write = session.words.write
        return {one.id: (write(one.name), one.name.zh, one.name.en, *one.aliases) for one in rungs}
    if key == "excuse":
        from refundcli.adapters.excuses import load_excuses  # noqa: PLC0415 - only who names one pays

        found = load_excuses(session.rulebook(()))
        return {one.id: (one.name.zh, one.name.en) for one in found}
    return None


_LABELS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "outcome": ("outcome", OUTCOMES),
    "freight": ("who-pays", FREIGHT),
    "by": ("who-offers", OFFERERS),
}
"""Words of which there are a few: how their names begin in the catalogues, and their ids."""


def deadline_names(session: Session, case: Case) -> Names:
    """Return the deadlines that run in a case by what an `extended` event calls them."""
    return {id: (one.rule,) for id, one in _running(session, case).items()}


def _running(session: Session, case: Case) -> Mapping[str, Deadline]:
    from refundcli.adapters.ladder import load_ladder  # noqa: PLC0415 - only who names one pays

    found = dossier_of(rulebook_of(session, case), case, session.now, load_ladder()).deadlines
    return {one.id if one.id != "apply" else one.rule: one for one in found}


def _deadline(session: Session, case: Case, named: str) -> str:
    return resolve(named, deadline_names(session, case), "deadline")
