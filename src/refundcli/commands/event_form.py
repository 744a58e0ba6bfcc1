"""The form that asks what happened: only what the event needs, and what matters besides."""

import shlex
from collections.abc import Callable, Mapping
from datetime import datetime

from refundcli.adapters.prompts import BACK, Back, Option, Prompts
from refundcli.commands.asking_time import ask_time, fault_of
from refundcli.commands.cases import dossier
from refundcli.commands.naming import labels
from refundcli.commands.session import Session
from refundcli.commands.telling import Told, choices_of, time_told, value_told
from refundcli.core.dossier import Dossier, returning
from refundcli.core.errors import FormLeft
from refundcli.core.event_questions import EventQuestion, event_questions
from refundcli.core.events import Event
from refundcli.core.following import completed_event, possible_events
from refundcli.core.log_line import log_arguments
from refundcli.core.review import label_of, typed
from refundcli.core.text import Said, say
from refundcli.core.values import replace

NOTHING: Mapping[str, object] = {}
"""What is known of an event of which only the kind is."""


def ask_event(
    session: Session,
    prompts: Prompts,
    name: str,
    kind: str | None = None,
    known: Mapping[str, object] = NOTHING,
) -> Told:
    """Return the event that the buyer tells of in the case *name*: what, when, what it carries.

    Back from the first question about an event leads to the choice of another; *kind* is chosen already, and
    what is *known* of it is not asked.
    Raises `FormLeft` where the buyer goes back before that.
    """
    found, rulebook = dossier(session, name)
    form = _Form(session, prompts, found)
    kinds = possible_events(found.state, returning(rulebook))
    while True:
        kind = kind or form.choose_kind(kinds)
        told = form.fill(
            Told(kind, session.now.replace(microsecond=0), known, is_asked=True), with_time=True
        )
        if told is not None:
            return told
        kind, known = None, NOTHING


def command_of(case: str, told: Told) -> str:
    """Return the command that tells of the same event without questions, quoted for a shell."""
    return shlex.join(("refundcli", *log_arguments(case, told.kind, told.at, told.carries)))


def ask_missing(session: Session, prompts: Prompts, name: str, told: Told) -> Told:
    """Return *told* with what its event cannot be without and was not said.

    Raises `FormLeft` where the buyer goes back before the first question.
    """
    if not any(one.is_needed for one in event_questions(told.kind, told.carries)):
        return told
    found, _ = dossier(session, name)
    asked = replace(told, is_asked=True)
    filled = _Form(session, prompts, found).fill(asked, with_time=False)
    if filled is None:
        raise FormLeft(say("form-left"))
    return filled


class _Form:
    """One run of the questions about an event of a case."""

    def __init__(self, session: Session, prompts: Prompts, found: Dossier) -> None:
        self._session = session
        self._prompts = prompts
        self._found = found

    def choose_kind(self, kinds: tuple[str, ...]) -> str:
        """Return the kind of event chosen; the one that the next step would log comes first."""
        write = self._session.words.write
        command = self._found.next_step.command
        likely = command[2] if command[:1] == ("log",) else ""
        ordered = sorted(kinds, key=lambda kind: kind != likely)
        names = labels(self._session, ordered, "event")
        options = [Option(kind, names[kind][0], names[kind][1:]) for kind in ordered]
        help = write(say("help-event-kind"))
        chosen = self._prompts.choose(write(say("ask-event")), options, help=help)
        if isinstance(chosen, Back):
            raise FormLeft(say("form-left"))
        return chosen

    def fill(self, told: Told, *, with_time: bool) -> Told | None:
        """Return *told* with every question answered; None where the buyer goes back before the first."""
        questions = event_questions(told.kind, told.carries)
        if not with_time:
            questions = tuple(one for one in questions if one.is_needed)
        steps: list[Callable[[Told], Told | Back]] = [
            *([self._ask_time] if with_time else []),
            *(_asker(self, one) for one in questions),
        ]
        history = [told]
        while len(history) <= len(steps):
            answer = steps[len(history) - 1](history[-1])
            if not isinstance(answer, Back):
                history.append(answer)
            elif len(history) == 1:
                return None
            else:
                history.pop()
        return history[-1]

    def ask(self, told: Told, question: EventQuestion) -> Told | Back:
        """Return *told* with the answer to *question*, if there is one."""
        if question.kind == "correction":
            value = self._correction(question)
        elif question.kind == "choice":
            value = self._choice(question)
        else:
            value = self._typed(told, question)
        if isinstance(value, Back):
            return BACK
        carries = told.carries if value is None else {**told.carries, question.key: value}
        return replace(told, carries=carries)

    def _ask_time(self, told: Told) -> Told | Back:
        write = self._session.words.write
        at = ask_time(
            self._session,
            self._prompts,
            write(say("ask-event-at")),
            lambda words: time_told(self._session, told.kind, words),
            help=write(say("help-event-at")),
        )
        if isinstance(at, Back):
            return BACK
        return replace(told, at=at) if isinstance(at, datetime) else told

    def _choice(self, question: EventQuestion) -> object:
        write = self._session.words.write
        names = choices_of(self._session, self._found.case, question.key)
        offered = question.choices or names
        options = [Option(id, names[id][0], names[id][1:]) for id in offered]
        if not question.is_needed:
            options.append(Option("", write(say("answer-not-known"))))
        found = self._prompts.choose(write(question.asks), options, help=write(question.help))
        return found or None

    def _correction(self, question: EventQuestion) -> object:
        write = self._session.words.write
        names = {key: label_of(key.partition(".")[2]) for key in question.choices}
        options = [Option(key, write(name)) for key, name in names.items()]
        key = self._prompts.choose(write(question.asks), options, help=write(question.help))
        if isinstance(key, Back):
            return BACK

        def reads(words: str) -> object:
            return value_told(self._session, "set", f"{key}={words}", str(key))

        asks, help = say("ask-event-set-value", key=names[key]), say("help-event-set-value")
        found = self._text(asks, reads, help=help)
        return found if isinstance(found, Back) else reads(found)

    def _typed(self, told: Told, question: EventQuestion) -> object:
        flag = f"--{question.key.replace('_', '-')}"

        def reads(words: str) -> object:
            return value_told(self._session, question.key, words, flag)

        default = self._usual(told).get(question.key)
        shown = typed(default)
        if question.kind == "when":
            write = self._session.words.write
            return ask_time(
                self._session,
                self._prompts,
                write(question.asks),
                reads,
                default=shown,
                help=write(question.help),
                is_needed=question.is_needed,
            )
        found = self._text(
            question.asks, reads, default=shown, help=question.help, is_needed=question.is_needed
        )
        if isinstance(found, Back):
            return BACK
        return reads(found) if found else None

    def _usual(self, told: Told) -> Mapping[str, object]:
        """Return what the event would carry if nothing were said."""
        event = Event("", told.at, told.kind, told.carries)
        return completed_event(self._found.case, event).carries

    def _text(
        self,
        asks: Said,
        reads: Callable[[str], object],
        *,
        help: Said,
        default: str = "",
        is_needed: bool = False,
    ) -> str | Back:
        write = self._session.words.write
        found = self._prompts.text(
            write(asks),
            default=default,
            help=write(help),
            validate=fault_of(self._session, reads, is_needed=is_needed),
        )
        return found if isinstance(found, Back) else found.strip()


def _asker(form: _Form, question: EventQuestion) -> Callable[[Told], Told | Back]:
    return lambda told: form.ask(told, question)
