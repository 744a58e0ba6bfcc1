"""The form that asks what happened: only what the event needs, and what matters besides."""

from collections.abc import Callable, Mapping
from datetime import datetime

from refundcli.adapters.prompts import BACK, Back, Option, Prompts
from refundcli.commands.cases import dossier
from refundcli.commands.session import Session
from refundcli.commands.telling import Told, choices_of, time_told, value_told
from refundcli.core.dossier import Dossier, returning
from refundcli.core.errors import RefundcliError
from refundcli.core.event_questions import EventQuestion, event_questions
from refundcli.core.events import Event
from refundcli.core.following import completed_event, possible_events
from refundcli.core.text import Said, say
from refundcli.core.values import replace

_NOW = "now"


def ask_event(session: Session, prompts: Prompts, name: str) -> Told:
    """Return the event that the buyer tells of in the case *name*: what, when, what it carries.

    Back from the first question about an event leads to the choice of another.
    """
    found, rulebook = dossier(session, name)
    form = _Form(session, prompts, found)
    kinds = possible_events(found.state, returning(rulebook))
    while True:
        kind = form.choose_kind(kinds)
        told = form.fill(Told(kind, session.now.replace(microsecond=0), {}), with_time=True)
        if told is not None:
            return told


def ask_missing(session: Session, prompts: Prompts, name: str, told: Told) -> Told:
    """Return *told* with what its event cannot be without and was not said."""
    if not any(one.is_needed for one in event_questions(told.kind, told.carries)):
        return told
    found, _ = dossier(session, name)
    filled = _Form(session, prompts, found).fill(told, with_time=False)
    return told if filled is None else filled


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
        options = [Option(kind, write(say(f"event-{kind}")), (kind,)) for kind in ordered]
        return str(self._prompts.choose(write(say("ask-event")), options, can_go_back=False))

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
        def reads(words: str) -> datetime:
            return time_told(self._session, told.kind, words or _NOW)

        found = self._text(say("ask-event-at"), reads, help=say("help-event-at"))
        if isinstance(found, Back):
            return BACK
        at = reads(found)
        if found:
            self._session.tell(say("understood-as", value=at))
        return replace(told, at=at)

    def _choice(self, question: EventQuestion) -> object:
        write = self._session.words.write
        names = choices_of(self._session, self._found.case, question.key)
        options = [Option(id, labels[0] if labels else id, (id,)) for id, labels in names.items()]
        if not question.is_needed:
            options.append(Option("", write(say("answer-not-known"))))
        found = self._prompts.choose(write(question.asks), options)
        return found or None

    def _correction(self, question: EventQuestion) -> object:
        write = self._session.words.write
        options = [Option(key, key) for key in question.choices]
        key = self._prompts.choose(write(question.asks), options)
        if isinstance(key, Back):
            return BACK

        def reads(words: str) -> object:
            return value_told(self._session, "set", f"{key}={words}", str(key))

        found = self._text(say("ask-event-set-value", key=key), reads)
        return found if isinstance(found, Back) else reads(found)

    def _typed(self, told: Told, question: EventQuestion) -> object:
        flag = f"--{question.key.replace('_', '-')}"

        def reads(words: str) -> object:
            return value_told(self._session, question.key, words, flag)

        asks = question.asks if question.is_needed else say("ask-or-skip", asks=question.asks)
        default = self._usual(told).get(question.key)
        found = self._text(
            asks,
            reads,
            default="" if default is None else str(default),
            is_needed=question.is_needed,
        )
        if isinstance(found, Back):
            return BACK
        value = reads(found) if found else None
        if value is not None and question.kind == "when":
            self._session.tell(say("understood-as", value=value))
        return value

    def _usual(self, told: Told) -> Mapping[str, object]:
        """Return what the event would carry if nothing were said."""
        event = Event("", told.at, told.kind, told.carries)
        return completed_event(self._found.case, event).carries

    def _text(
        self,
        asks: Said,
        reads: Callable[[str], object],
        *,
        default: str = "",
        help: Said | None = None,
        is_needed: bool = False,
    ) -> str | Back:
        write = self._session.words.write

        def fault(words: str) -> str | None:
            if not words.strip():
                return write(say("answer-needed")) if is_needed else None
            try:
                reads(words.strip())
            except RefundcliError as error:
                return write(error.hint or error.message)
            return None

        found = self._prompts.text(
            write(asks),
            default=default,
            help=write(help) if help is not None else None,
            validate=fault,
        )
        return found if isinstance(found, Back) else found.strip()


def _asker(form: _Form, question: EventQuestion) -> Callable[[Told], Told | Back]:
    return lambda told: form.ask(told, question)
