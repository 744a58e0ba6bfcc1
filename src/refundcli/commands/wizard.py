"""The wizard: asks the questions of the core, one after the other, with the way back open."""

from collections.abc import Callable
from pathlib import Path

from refundcli.adapters.prompts import BACK, Back, Option, Prompts
from refundcli.adapters.unfinished import Unfinished
from refundcli.commands.gather import gather, moment_of
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.answers import Answers, as_file
from refundcli.core.errors import RefundcliError
from refundcli.core.money import yuan
from refundcli.core.questions import (
    Step,
    answered,
    given_ids,
    next_question,
    reconciled,
    unanswered,
)
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import say

_SKIP = "?skip"
_YES, _NO = "yes", "no"


class Wizard:
    """One run of the questions; `answers` is what is known so far."""

    def __init__(
        self, session: Session, prompts: Prompts, rulebook: Rulebook, answers: Answers
    ) -> None:
        self.answers = answers
        self._session = session
        self._prompts = prompts
        self._rulebook = rulebook
        self._skipped: frozenset[str] = frozenset()
        self._before: list[tuple[Answers, frozenset[str]]] = []
        self._unfinished = Unfinished(session.settings.data_dir)

    def ask(self) -> Answers:
        """Ask until the verdict needs nothing more; every answer is kept as it is given."""
        now = self._session.now
        while True:
            step = next_question(self._rulebook, self.answers, self._skipped, now)
            if step is None:
                return self.answers
            value = self._ask(step)
            if isinstance(value, Back):
                self._go_back()
                continue
            self._before.append((self.answers, self._skipped))
            if value is None:
                self._skipped |= {step.question.id}
            else:
                found = answered(self.answers, step.question.id, value)
                self.answers = reconciled(self._rulebook, found, now)
            self._unfinished.keep(as_file(self.answers))

    def change(self) -> Answers:
        """Let one answer be chosen, and ask it and what depends on it again."""
        write = self._session.words.write
        ids = given_ids(self.answers)
        options = [Option(id, write(say("answer-line", asks=self._label(id)))) for id in ids]
        chosen = self._prompts.choose(write(say("ask-which-answer")), options)
        if not isinstance(chosen, Back):
            self._before.append((self.answers, self._skipped))
            self.answers = unanswered(self.answers, chosen)
            self._skipped = frozenset()
        return self.ask()

    def forget(self) -> None:
        """Keep the answers no longer: they are saved, or not wanted."""
        self._unfinished.forget()

    def _label(self, id: str) -> object:
        known = self._rulebook.facts.get(id)
        return known.asks if known is not None else say(f"ask-{id.replace('_', '-')}")

    def _go_back(self) -> None:
        if self._before:
            self.answers, self._skipped = self._before.pop()

    def _ask(self, step: Step) -> object:
        write = self._session.words.write
        question = step.question
        title = write(say("question-left", asks=question.asks, left=step.left))
        help = write(question.help) if question.help is not None else None
        can_go_back = bool(self._before)
        if step.kind in ("choice", "several", "yes-no"):
            return self._choose(step, title, help, can_go_back)
        reads = self._reader(step)
        found = self._prompts.text(
            title, help=help, validate=self._fault_of(reads), can_go_back=can_go_back
        )
        if isinstance(found, Back):
            return BACK
        value = reads(found.strip()) if found.strip() else None
        if value is not None and step.kind == "when":
            self._session.tell(say("understood-as", value=value))
        return value

    def _choose(self, step: Step, title: str, help: str | None, can_go_back: bool) -> object:
        write = self._session.words.write
        if step.kind == "several":
            options = [Option(c.id, write(c.label), c.aliases) for c in step.choices]
            return self._prompts.several(title, options, help=help, can_go_back=can_go_back) or None
        if step.kind == "yes-no":
            options = [
                Option(_YES, write(say("answer-yes")), ("y",)),
                Option(_NO, write(say("answer-no")), ("n",)),
            ]
        else:
            options = [
                Option(
                    one.id,
                    write(one.label),
                    one.aliases,
                    write(one.help) if one.help is not None else None,
                )
                for one in step.choices
            ]
        if step.may_skip:
            options.append(Option(_SKIP, write(say("answer-not-known"))))
        found = self._prompts.choose(title, options, help=help, can_go_back=can_go_back)
        if isinstance(found, Back) or found == _SKIP:
            return BACK if isinstance(found, Back) else None
        return found == _YES if step.kind == "yes-no" else found

    def _reader(self, step: Step) -> Callable[[str], object]:
        if step.kind == "money":
            return lambda text: yuan(text, step.question.flag)
        if step.kind == "when":
            return lambda text: moment_of(self._session, text, step.question.flag)
        return str

    def _fault_of(self, reads: Callable[[str], object]) -> Callable[[str], str | None]:
        def fault(text: str) -> str | None:
            try:
                if text.strip():
                    reads(text.strip())
            except RefundcliError as error:
                return self._session.words.write(error.hint or error.message)
            return None

        return fault


def resumed(session: Session, prompts: Prompts, answers: Answers) -> tuple[Answers, Rulebook]:
    """Return the answers to begin with: those of the flags, or those of a wizard that was left."""
    rulebook = session.rulebook()
    left = Unfinished(session.settings.data_dir)
    if given_ids(answers) or not left.exists:
        return answers, rulebook
    if prompts.confirm(session.words.write(say("ask-resume")), default=True, can_go_back=False):
        return _read(session, left.path), rulebook
    left.forget()
    return answers, rulebook


def _read(session: Session, path: Path) -> Answers:
    try:
        return gather(session, Given({"answers": str(path)}))[0]
    except RefundcliError as error:
        session.warn(error)
        return Answers()
