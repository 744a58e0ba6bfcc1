"""How a question with choices looks on a terminal: the question, the rows, what was typed, the help, the keys."""

from collections.abc import Callable

from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.layout import Dimension, FormattedTextControl, Window
from prompt_toolkit.styles import Style

from refundcli.adapters.menu import Menu, fitted
from refundcli.adapters.screen_text import plain, shown_in
from refundcli.core.text import Said, say
from refundcli.core.values import dataclass
from refundcli.core.widths import cells, folded

STYLE = Style(
    [
        ("qmark", "bold"),
        ("question", "bold"),
        ("answer", ""),
        ("pointed", "bold"),
        ("instruction", "dim"),
        ("wrong", "ansired"),
    ]
)
"""Nothing that a light or a dark background would hide: of the colours by name most fade on one of the two."""

_MARGIN = 3
"""Columns beside a choice: the pointer, a space, and the last one, where some terminals wrap."""
_BETWEEN = " · "
_AROUND = 5
"""Lines that the question, the keys and the help take at most as a rule; the rest is for the choices."""
_GAP = 2
"""Columns between a choice and why it was found."""


@dataclass(frozen=True, slots=True)
class MenuView:
    """A question over *menu*: its title, its place among the others, its help, and a box before each choice or none.

    `columns` and `rows_now` give the terminal's size now, `encoding` is what its screen is written in.
    """

    menu: Menu
    write: Callable[[Said], str]
    columns: Callable[[], int]
    rows_now: Callable[[], int]
    encoding: str
    title: str
    place: str
    help: str | None
    has_boxes: bool

    def heading(self) -> StyleAndTextTuples:
        """Return the question while it is open, and under it how far it is and the keys."""
        keys = "prompt-several-keys" if self.has_boxes else "prompt-choose-keys"
        hint = self._said(keys if self.menu.last is not None else f"{keys}-first")
        where = self._where()
        under = f"\n  {self.under(_BETWEEN.join((where, hint)) if where else hint)}"
        return [*self._asked(self.lines(self.title)), ("class:instruction", under)]

    def under(self, hint: str) -> str:
        """Return how far it is and *hint*, broken to the width."""
        return self.lines(_BETWEEN.join(one for one in (self.place, hint) if one))

    def answer(self) -> StyleAndTextTuples:
        """Return the question with what was chosen."""
        menu = self.menu
        if self.has_boxes:
            picked = tuple(plain(one.title) for one in menu.options if one.id in menu.picked)
            chosen = self.write(say("prompt-picked", picked=picked))
        else:
            chosen = menu.current.title if menu.current is not None else ""
        return [*self._asked(self.lines(self.title)), ("class:answer", self.shown(chosen))]

    def rows(self) -> StyleAndTextTuples:
        """Return the choices as lines; the one pointed at is where the window scrolls to."""
        found = self.menu.found
        made: StyleAndTextTuples = []
        for number, one in enumerate(found):
            is_pointed = number == self.menu.pointed
            if is_pointed:
                made.append(("[SetCursorPosition]", ""))
            box = self._box(one.option.id) if one.option is not self.menu.last else ""
            room = self.columns() - _MARGIN - len(box)
            title = fitted(self.shown(one.option.title), room)
            style = "class:pointed" if is_pointed else ""
            made.append((style, f"{'>' if is_pointed else ' '} {box}{title}"))
            why = fitted(self.shown(one.why), max(0, room - cells(title) - _GAP))
            if why:
                made.append(("class:instruction", " " * _GAP + why))
            if number < len(found) - 1:
                made.append(("", "\n"))
        return made

    def search(self) -> StyleAndTextTuples:
        """Return what was typed, and that nothing matches it where nothing does."""
        if self.menu.found:
            return [("class:instruction", f"  / {self.menu.typed}")]
        return [("class:wrong", f"  {self.lines(self._said('prompt-no-match', self.menu.typed))}")]

    def explained(self) -> StyleAndTextTuples:
        """Return the help of the choice pointed at and, where it was asked for, of the question."""
        current = self.menu.current
        lines = [current.help] if current is not None and current.help else []
        if self.menu.is_help_shown:
            lines.append(self.help or self._said("prompt-no-help"))
        words = "\n".join(f"  {self.lines(line)}" for line in lines)
        return [("class:instruction", words)] if words else []

    def lines(self, text: str) -> str:
        """Return *text* broken to the width, the lines after the first one indented."""
        return "\n  ".join(
            one.rstrip() for one in folded(self.shown(text), self.columns() - _MARGIN)
        )

    def _where(self) -> str:
        """Return which of how many choices is pointed at, where a small screen cannot hold them all."""
        count = len(self.menu.found)
        if count <= self.rows_now() - _AROUND:
            return ""
        return self.shown(self.write(say("prompt-at", at=self.menu.pointed + 1, all=count)))

    def _asked(self, words: str) -> StyleAndTextTuples:
        return [("class:qmark", "? "), ("class:question", f"{words} ")]

    def _box(self, id: str) -> str:
        if not self.has_boxes:
            return ""
        return "[x] " if id in self.menu.picked else "[ ] "

    def _said(self, key: str, typed: str = "") -> str:
        return self.shown(self.write(say(key, typed=typed)))

    def shown(self, text: str) -> str:
        """Return *text* as this screen can show it."""
        return shown_in(self.encoding, plain(text))


def window(words: Callable[[], StyleAndTextTuples], *, wraps: bool = False) -> Window:
    """Return a part of the screen that shows *words*, as high as they are."""
    return Window(
        FormattedTextControl(words),
        height=Dimension(min=1),
        wrap_lines=wraps,
        dont_extend_height=True,
    )
