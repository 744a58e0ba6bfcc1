"""The wizard: asks the questions of the core, one after the other, with the way back open."""

from collections.abc import Callable

from refundcli.adapters.matching import Option
from refundcli.adapters.menu import fitted
from refundcli.adapters.prompts import BACK, Back, Prompts
from refundcli.adapters.unfinished import Unfinished
from refundcli.commands.asking_time import ask_time, fault_of
from refundcli.commands.gather import PURPOSE_NAMES, moment_of
from refundcli.commands.session import Session
from refundcli.core.answers import Answers, as_file
from refundcli.core.money import yuan
from refundcli.core.questions import (
    Choice,
    Step,
    answered,
    given_ids,
    next_question,
    reconciled,
    step_for,
    unanswered,
)
from refundcli.core.review import answer_lines, typed, value_of
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import Text, say
from refundcli.core.widths import cells

_SKIP = "?skip"
_DONE = "?done"
_YES, _NO = "yes", "no"
_WIDEST = 36
"""How many columns of a question the list of answers shows."""


class Wizard:
    """One run of the questions; `answers` is what is known so far.

    Each answer is kept as it is given; `kept` is how many another run would find. Those that it begins with are taken
    as given one by one, so that the way back leads through them, where *is_resumed*.
    """

    def __init__(
        self, session: Session, prompts: Prompts, answers: Answers, *, is_resumed: bool = False
    ) -> None:
        self.answers = answers
        self._session = session
        self._prompts = prompts
        self._skipped: frozenset[str] = frozenset()
        self._before = list(_history(answers)) if is_resumed else []
        self._said: dict[str, object] = {id: value_of(answers, id) for id in given_ids(answers)}
        self._rulebooks: dict[str | None, Rulebook] = {}
        self._unfinished = Unfinished(session.settings.data_dir)
        self._is_reviewed = False
        self.kept = len(self._said) if is_resumed else 0

    @property
    def rulebook(self) -> Rulebook:
        """The rules of the platform that was chosen; as long as none was, only what platforms are called."""
        return self._rules(self.answers.platform)

    def ask(self) -> None:
        """Ask until the verdict needs nothing more."""
        while True:
            step = next_question(self.rulebook, self.answers, self._skipped, self._session.now)
            if step is None:
                return
            value = self._ask(step, self._place(step))
            if isinstance(value, Back):
                self._go_back()
            else:
                self._take(step.question.id, value)

    def review(self) -> None:
        """Show all answers until the buyer agrees to them; one that is changed brings back what hangs on it."""
        write = self._session.words.write
        self._is_reviewed = True
        while True:
            options = [Option(_DONE, write(say("review-done"))), *self._lines()]
            chosen = self._prompts.choose(
                write(say("ask-review")),
                options,
                help=write(say("help-review")),
                can_go_back=bool(self._before),
                stays=False,
            )
            if chosen == _DONE:
                return
            if isinstance(chosen, Back):
                self._go_back()
            else:
                self._change(chosen)
            self.ask()

    def _lines(self) -> tuple[Option, ...]:
        """Return a choice an answer, in two columns."""
        write = self._session.words.write
        lines = answer_lines(self.rulebook, self.answers, self._skipped)
        labels = [fitted(write(one.label), _WIDEST) for one in lines]
        width = max(map(cells, labels))
        return tuple(
            Option(one.id, f"{label}{' ' * (width - cells(label))}  {write(one.value)}")
            for one, label in zip(lines, labels, strict=True)
        )

    def forget(self) -> None:
        """Keep the answers no longer: they are saved, or not wanted."""
        self._unfinished.forget()

    def _rules(self, platform: str | None) -> Rulebook:
        if platform not in self._rulebooks:
            if platform is None:
                from refundcli.adapters.platform_names import (  # noqa: PLC0415 - until one is chosen
                    names_only,
                )

                self._rulebooks[None] = names_only()
            else:
                self._rulebooks[platform] = self._session.rulebook((platform,))
        return self._rulebooks[platform]

    def _place(self, step: Step) -> str:
        """Return how far it is."""
        if self._is_reviewed:
            return self._session.words.write(say("place-more", left=step.left + 1))
        at = len(self._before) + 1
        return self._session.words.write(say("place-of", at=at, all=at + step.left))

    def _take(self, id: str, value: object) -> None:
        self._before.append((self.answers, self._skipped))
        self._said[id] = value
        if value is None:
            self.answers = unanswered(self.answers, id)
            self._skipped |= {id}
        else:
            self.answers = answered(self.answers, id, value)
            self._skipped -= {id}
            self.answers = reconciled(self.rulebook, self.answers, self._session.now)
        self._keep()

    def _keep(self) -> None:
        self._unfinished.keep(as_file(self.answers), self._session.now)
        self.kept = len(given_ids(self.answers))

    def _change(self, id: str) -> None:
        rules = self._rules(None) if id == "platform" else self.rulebook
        value = self._ask(step_for(rules, self.answers, id, self._session.now), "")
        if not isinstance(value, Back):
            self._take(id, value)

    def _go_back(self) -> None:
        self.answers, self._skipped = self._before.pop()
        if given_ids(self.answers):
            self._keep()

    def _ask(self, step: Step, place: str) -> object:
        write = self._session.words.write
        title = write(step.question.asks)
        help = write(step.question.help) if step.question.help is not None else None
        said = self._said.get(step.question.id)
        can_go_back = bool(self._before)
        if step.kind == "several":
            found = self._prompts.several(
                title,
                self._options(step),
                default=tuple(said) if isinstance(said, tuple) else (),
                help=help,
                place=place,
                can_go_back=can_go_back,
            )
            if isinstance(found, Back):
                return BACK
            return tuple(one for one in found if one != _SKIP) or None
        if step.kind in ("choice", "yes-no"):
            default = (_YES if said else _NO) if isinstance(said, bool) else said
            return self._chosen(
                step,
                self._prompts.choose(
                    title,
                    self._options(step),
                    default=str(default) if default is not None else None,
                    help=help,
                    place=place,
                    can_go_back=can_go_back,
                ),
            )
        if step.kind == "when":
            return ask_time(
                self._session,
                self._prompts,
                title,
                lambda words: moment_of(self._session, words, step.question.flag),
                default=typed(said),
                help=help,
                place=place,
                can_go_back=can_go_back,
            )
        return self._typed(step, title, help, place, typed(said))

    def _typed(self, step: Step, title: str, help: str | None, place: str, default: str) -> object:
        reads = _reader(step)
        found = self._prompts.text(
            title,
            default=default,
            help=help,
            place=place,
            validate=fault_of(self._session, reads),
            can_go_back=bool(self._before),
        )
        if isinstance(found, Back):
            return BACK
        return reads(found.strip()) if found.strip() else None

    def _options(self, step: Step) -> list[Option]:
        write = self._session.words.write
        if step.kind == "yes-no":
            options = [
                Option(_YES, write(say("answer-yes")), ("y",)),
                Option(_NO, write(say("answer-no")), ("n",)),
            ]
        else:
            options = [
                Option(one.id, write(one.label), _keys(one), write(one.help) if one.help else None)
                for one in step.choices
            ]
        if step.may_skip:
            options.append(Option(_SKIP, write(say("answer-not-known"))))
        return options

    def _chosen(self, step: Step, found: str | Back) -> object:
        if isinstance(found, Back):
            return BACK
        if found == _SKIP:
            return None
        return found == _YES if step.kind == "yes-no" else found


def _keys(choice: Choice) -> tuple[str, ...]:
    """Return what a choice is found by besides its id and its label in the language at hand."""
    label = choice.label
    others = (label.zh, label.en) if isinstance(label, Text) else PURPOSE_NAMES.get(choice.id, ())
    return (*others, *choice.aliases)


def _reader(step: Step) -> Callable[[str], object]:
    if step.kind == "money":
        return lambda text: yuan(text, step.question.flag)
    return str


def _history(answers: Answers) -> list[tuple[Answers, frozenset[str]]]:
    """Return what was known before each of the answers, as if they had been given one by one."""
    known, made = answers, []
    for id in reversed(given_ids(answers)):
        known = unanswered(known, id)
        made.append((known, frozenset[str]()))
    return made[::-1]
