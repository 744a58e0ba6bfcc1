"""The fake of the prompts: answers written down beforehand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from refundcli.adapters.matching import Option, exactly
from refundcli.adapters.menu import Back

Answer = str | bool | tuple[str, ...] | Back | type[KeyboardInterrupt]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that was asked, and what it came with."""

    title: str
    default: object = None
    help: str | None = None
    place: str = ""


class ScriptedPrompts:
    """Answers each question with the next of *answers*; `asked` holds the questions in their order.

    A choice is answered by its id, title or key. `KeyboardInterrupt` among the answers is Ctrl-C.
    A question without an answer, and an answer of the wrong kind, fail the test.
    """

    def __init__(self, *answers: Answer) -> None:
        self._answers = list(answers)
        self.asked: list[Asked] = []

    @property
    def titles(self) -> tuple[str, ...]:
        """What was asked, without what it came with."""
        return tuple(one.title for one in self.asked)

    @property
    def left(self) -> tuple[Answer, ...]:
        """The answers nobody asked for."""
        return tuple(self._answers)

    def choose(
        self,
        title: str,
        options: Sequence[Option],
        *,
        default: str | None = None,
        help: str | None = None,
        place: str = "",
        can_go_back: bool = True,
        stays: bool = True,
    ) -> str | Back:
        """Return the id of the option that the next answer names."""
        answer = self._next(Asked(title, default, help, place), can_go_back)
        return answer if isinstance(answer, Back) else self._id(title, options, answer)

    def several(
        self,
        title: str,
        options: Sequence[Option],
        *,
        default: Sequence[str] = (),
        help: str | None = None,
        place: str = "",
        can_go_back: bool = True,
    ) -> tuple[str, ...] | Back:
        """Return the ids of the options that the next answer names."""
        answer = self._next(Asked(title, default, help, place), can_go_back)
        if isinstance(answer, Back):
            return answer
        assert isinstance(answer, tuple), f"{title}: {answer!r} is no tuple"
        chosen = {self._id(title, options, one) for one in answer}
        return tuple(one.id for one in options if one.id in chosen)

    def text(
        self,
        title: str,
        *,
        default: str = "",
        help: str | None = None,
        place: str = "",
        validate: Callable[[str], str | None] | None = None,
        can_go_back: bool = True,
    ) -> str | Back:
        """Return the next answer that *validate* finds no fault with; faults are asked again."""
        while True:
            answer = self._next(Asked(title, default, help, place), can_go_back)
            if isinstance(answer, Back):
                return answer
            assert isinstance(answer, str), f"{title}: {answer!r} is no text"
            if validate is None or validate(answer) is None:
                return answer

    def confirm(self, title: str, *, default: bool | None = None) -> bool | Back:
        """Return the next answer."""
        answer = self._next(Asked(title, default), True)
        assert isinstance(answer, bool | Back), f"{title}: {answer!r} is neither yes nor no"
        return answer

    def pause(self, title: str) -> None:
        """Note that the buyer was made to wait."""
        self.asked.append(Asked(title))

    def _next(self, asked: Asked, can_go_back: bool) -> Answer:
        self.asked.append(asked)
        assert self._answers, f"nobody answers: {asked.title}"
        answer = self._answers.pop(0)
        if answer is KeyboardInterrupt:
            raise KeyboardInterrupt
        assert can_go_back or not isinstance(answer, Back), f"there is no way back: {asked.title}"
        return answer

    @staticmethod
    def _id(title: str, options: Sequence[Option], answer: object) -> str:
        found = exactly(options, str(answer))
        assert found is not None, f"{title}: no {answer!r} among {[one.id for one in options]}"
        return found.id
