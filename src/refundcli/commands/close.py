"""`refundcli close`: the case is over, with its outcome."""

from refundcli.commands.cases import answer_with_step, record
from refundcli.commands.command import Command
from refundcli.commands.options import Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.commands.telling import Told, value_told
from refundcli.core.errors import AnswersMissing
from refundcli.core.events import OUTCOMES
from refundcli.core.text import say

_CARRIES = ("outcome", "amount", "note")


def run(session: Session, given: Given) -> int:
    """Close the case with what came of it."""
    name, prompts = given.needed("case"), session.prompts
    carries = {
        key: value_told(session, key, value, f"--{key}")
        for key in _CARRIES
        if (value := given.word(key)) is not None
    }
    told = Told("closed", session.now.replace(microsecond=0), carries)
    if "outcome" not in carries:
        if prompts is None:
            raise AnswersMissing(("--outcome",), say("hint-outcome-flag", outcomes=OUTCOMES))
        from refundcli.commands.event_form import ask_missing  # noqa: PLC0415 - only where asked

        told = ask_missing(session, prompts, name, told)
    done = record(session, name, told.make(session), force=given.is_set("force"))
    outcome = say(f"outcome-{done.events[0].carries['outcome']}")
    answer_with_step(session, done, say("closed-case", id=done.found.case.id, outcome=outcome))
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
