"""`refundcli close`: the case is over, with its outcome."""

from refundcli.commands.app import Command
from refundcli.commands.cases import answer_with_step, event_id, record
from refundcli.commands.options import Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.core.case import Case, CaseState
from refundcli.core.errors import AnswersMissing
from refundcli.core.events import OUTCOMES, Event
from refundcli.core.money import yuan
from refundcli.core.names import resolve
from refundcli.core.text import say


def run(session: Session, given: Given) -> int:
    """Close the case with what came of it."""
    named = given.word("outcome")
    if named is None:
        raise AnswersMissing(("--outcome",), say("hint-outcome-flag", outcomes=OUTCOMES))
    labels = {one: (session.words.write(say(f"outcome-{one}")),) for one in OUTCOMES}
    carries: dict[str, object] = {"outcome": resolve(named, labels, "outcome")}
    amount, note = given.word("amount"), given.word("note")
    if amount is not None:
        carries["amount"] = yuan(amount, "--amount")
    if note is not None:
        carries["note"] = note

    def make(_case: Case, _state: CaseState) -> Event:
        return Event(event_id(session), session.now.replace(microsecond=0), "closed", carries)

    found, _ = record(session, given.needed("case"), make, force=given.is_set("force"))
    answer_with_step(session, found, "closed-case", outcome=say(f"outcome-{carries['outcome']}"))
    return 0


COMMAND = Command(
    (
        Argument("case", completes="cases"),
        Option("outcome", ("--outcome",), completes="outcomes"),
        Option("amount", ("--amount",)),
        Option("note", ("--note",)),
        Option("force", ("--force",), bool),
    ),
    run,
)
