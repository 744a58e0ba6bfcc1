"""`refundcli log`: say what happened; answers with the next step."""

from collections.abc import Iterator

from refundcli.commands.cases import Recorded, answer_with_step, record
from refundcli.commands.command import Command
from refundcli.commands.options import Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.commands.telling import KEYS, TIMES, WORDS, Told, kind_named, time_told, value_told
from refundcli.core.errors import AnswersMissing, UsageError
from refundcli.core.text import Said, say

IN_FULL = "in_full"
"""What is given besides flags where all that an event can carry is to be asked, though its kind is known."""


def run(session: Session, given: Given) -> int:
    """Store what happened, of flags, of a file or as it is asked, and answer with the next step."""
    name = given.needed("case")
    told = _told(session, given, name)
    done = record(
        session,
        name,
        *(one.make(session) for one in told),
        force=given.is_set("force"),
        blamed=lambda number, error: told[number].blamed(error),
    )
    for said in _taken_as(done):
        session.tell(said)
    if told[0].is_asked:
        from refundcli.commands.event_form import command_of  # noqa: PLC0415 - asked with it

        session.tell(say("same-command", command=command_of(done.found.case.id, told[0])))
    answer_with_step(session, done, _done(done))
    return 0


def _told(session: Session, given: Given, name: str) -> tuple[Told, ...]:
    file = given.word("events_file")
    if file is None:
        return (_one(session, given, name),)
    if given.word("event") is not None or any(given.values.get(key) for key in ("at", *KEYS)):
        raise UsageError(say("error-from-and-event"), say("hint-from-and-event"))
    from refundcli.commands.event_file import events_of  # noqa: PLC0415 - only for a file

    return events_of(session, file)


def _one(session: Session, given: Given, name: str) -> Told:
    named, prompts = given.word("event"), session.prompts
    if named is None and prompts is None:
        raise AnswersMissing(("EVENT",), say("hint-event-argument"))
    if named is None or prompts is not None:
        from refundcli.commands.event_form import (  # noqa: PLC0415 - only where somebody is asked
            ask_event,
            ask_missing,
        )
    if prompts is not None and named is None:
        return ask_event(session, prompts, name)
    if prompts is not None and given.is_set(IN_FULL):
        return ask_event(session, prompts, name, named, _carries(session, given))
    kind = kind_named(session, str(named))
    at = given.word("at")
    when = session.now.replace(microsecond=0) if at is None else time_told(session, kind, at)
    told = Told(kind, when, _carries(session, given))
    return told if prompts is None else ask_missing(session, prompts, name, told)


def _carries(session: Session, given: Given) -> dict[str, object]:
    return {
        key: value_told(session, key, value, f"--{key.replace('_', '-')}")
        for key in KEYS
        if (value := given.values.get(key))
    }


def _done(done: Recorded) -> Said:
    labels = tuple(say(f"event-{one.kind}") for one in done.events)
    key = "logged" if len(labels) == 1 else "logged-several"
    return say(key, id=done.found.case.id, event=labels, count=len(labels))


def _taken_as(done: Recorded) -> Iterator[Said]:
    """Give how the answer of a rung was understood, where a clock began with it: no words are read for a refusal."""
    for event in done.events:
        for one in done.found.deadlines:
            began = one.started_by == event.kind and one.started_at == event.at
            if event.kind == "replied" and began and one.rung == event.rung:
                fields = {"id": done.found.case.id, "rung": one.rung, "title": one.title}
                yield say("replied-taken-as", **fields)


_COMPLETES = {
    "stage": "stages",
    "deadline": "deadlines",
    "rung": "rungs",
    "excuse": "excuses",
    "outcome": "outcomes",
    "freight": "payers",
    "by": "offerers",
}
"""Who completes what an event carries."""

COMMAND = Command(
    (
        Argument("case", completes="cases"),
        Argument("event", is_needed=False, completes="events"),
        Option("events_file", ("--from",), completes="paths"),
        Option("at", ("--at",), completes="times"),
        Option("amount", ("--amount",)),
        Option("remedy", ("--remedy",), completes="remedies"),
        *(Option(name, (f"--{name}",), completes=_COMPLETES.get(name)) for name in WORDS),
        *(Option(name, (f"--{name.replace('_', '-')}",), completes="times") for name in TIMES),
        Option("set", ("--set",), is_many=True, completes="corrections"),
        Option("force", ("--force",), bool),
    ),
    run,
)
