"""`refundcli log`: say what happened; answers with the next step."""

from datetime import datetime

from refundcli.commands.app import Command
from refundcli.commands.cases import answer_with_step, event_id, record, rulebook_of
from refundcli.commands.gather import meant
from refundcli.commands.options import Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.core.case import Case, CaseState
from refundcli.core.dossier import dossier_of
from refundcli.core.errors import AnswersMissing
from refundcli.core.events import EVENTS, Event
from refundcli.core.following import possible_events
from refundcli.core.money import yuan
from refundcli.core.names import of_remedies, resolve
from refundcli.core.periods import bounds
from refundcli.core.recording import correction, instant_of
from refundcli.core.text import say
from refundcli.core.times import parse_when

_WORDS = (
    *("note", "words", "stage", "why", "deadline", "courier", "waybill", "rung", "reference"),
    *("excuse", "address", "freight", "channel", "outcome"),
)
_TIMES = ("respond_by", "due", "promised_by", "until")


def run(session: Session, given: Given) -> int:
    """Make the event of the flags, check it against the case, store it, answer with the next step."""
    kind = _kind(session, given)

    def make(case: Case, _state: CaseState) -> Event:
        carries = _carries(session, given)
        if "deadline" in carries:
            carries["deadline"] = _deadline(session, case, given.needed("deadline"))
        return Event(event_id(session), _at(session, given, kind), kind, carries)

    found, _ = record(session, given.needed("case"), make, force=given.is_set("force"))
    answer_with_step(session, found, "logged", event=say(f"event-{kind}"))
    return 0


def _deadline(session: Session, case: Case, named: str) -> str:
    """Return the id of a deadline that runs in the case; raises `NotFound` naming those that do."""
    found = dossier_of(rulebook_of(session, case), case, session.now).deadlines
    names = {one.id if one.id != "apply" else one.rule: (one.rule,) for one in found}
    return resolve(named, names, "deadline")


def _kind(session: Session, given: Given) -> str:
    named = given.word("event")
    if named is not None:
        names = {kind: _labels(session, kind) for kind in EVENTS}
        return resolve(named, names, "event")
    if session.prompts is None:
        raise AnswersMissing(("EVENT",), say("hint-event-argument"))
    from refundcli.commands.wizard import choose_event  # noqa: PLC0415 - only where somebody is asked

    return choose_event(session, possible_events, given.needed("case"))


def _labels(session: Session, kind: str) -> tuple[str, ...]:
    return (session.words.write(say(f"event-{kind}")),)


def _at(session: Session, given: Given, kind: str) -> datetime:
    at = given.word("at")
    if at is None:
        return session.now.replace(microsecond=0)
    return instant_of(kind, parse_when(at, session.now, "--at"), session.now)


def _carries(session: Session, given: Given) -> dict[str, object]:
    found: dict[str, object] = {name: given.word(name) for name in _WORDS}
    for name in _TIMES:
        value = given.word(name)
        if value is not None:
            flag = f"--{name.replace('_', '-')}"
            found[name] = bounds(parse_when(value, session.now, flag))[1]
    amount, remedy = given.word("amount"), given.word("remedy")
    if amount is not None:
        found["amount"] = yuan(amount, "--amount")
    if remedy is not None:
        found["remedy"] = resolve(remedy, of_remedies(session.rulebook(())), "remedy")
    corrections = dict(meant(session, *correction(one, session.now)) for one in given.words("set"))
    if corrections:
        found["set"] = corrections
    return {name: value for name, value in found.items() if value is not None}


COMMAND = Command(
    (
        Argument("case", completes="cases"),
        Argument("event", is_needed=False, completes="events"),
        Option("at", ("--at",)),
        Option("amount", ("--amount",)),
        Option("remedy", ("--remedy",), completes="remedies"),
        *(Option(name, (f"--{name}",)) for name in _WORDS),
        *(Option(name, (f"--{name.replace('_', '-')}",)) for name in _TIMES),
        Option("set", ("--set",), is_many=True),
        Option("force", ("--force",), bool),
    ),
    run,
)
