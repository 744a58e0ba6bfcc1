"""Questions with a pointer and with choices found as one types."""

from collections.abc import Callable, Sequence
from typing import Any, TextIO

import questionary
from prompt_toolkit.application import Application, get_app, run_in_terminal
from prompt_toolkit.filters import Condition, is_done
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import (
    ConditionalContainer,
    Dimension,
    FormattedTextControl,
    HSplit,
    Layout,
    Window,
)
from prompt_toolkit.output import create_output
from prompt_toolkit.styles import Style

from refundcli.adapters.menu import Back, Menu, Option, cells, fitted, plain, wrapped
from refundcli.adapters.plain_prompts import yes_no
from refundcli.adapters.terminal_keys import bind, leave, menu_keys, stop_keys
from refundcli.core.text import Said, say

_SEQUENCE_SECONDS = 0.1
"""How long an Esc waits for the rest of an arrow key; a slow line sends it in pieces."""

_STYLE = Style(
    [
        ("qmark", "ansicyan bold"),
        ("question", "bold"),
        ("answer", "ansicyan"),
        ("pointed", "ansicyan bold"),
        ("instruction", "ansibrightblack"),
        ("wrong", "ansired"),
    ]
)
_MARGIN = 3
"""Columns beside a choice: the pointer, a space, and the last one, where some terminals wrap."""


class TerminalPrompts:
    """Asks on a terminal; see `refundcli.adapters.prompts.Prompts`.

    Esc clears what was typed, and goes back when nothing is; `?` shows and hides the help.
    """

    def __init__(self, write: Callable[[Said], str], lines: TextIO, screen: TextIO) -> None:
        self._write = write
        self._screen = screen
        self._input = create_input(lines)
        self._output = create_output(screen)

    def choose(
        self,
        title: str,
        options: Sequence[Option],
        *,
        default: str | None = None,
        help: str | None = None,
        can_go_back: bool = True,
    ) -> str | Back:
        """Return the id of the option chosen."""
        menu = self._menu(options, can_go_back).start(default)
        keys = menu_keys(menu, can_go_back)

        def take(event: KeyPressEvent) -> None:
            current = menu.current
            if current is None:
                return
            if current is menu.last:
                leave(event)
            else:
                event.app.exit(result=current.id)

        bind(keys, take, "enter", "c-j")
        answer = self._run(title, menu, keys, help, ticks=False)
        return answer if isinstance(answer, Back) else str(answer)

    def several(
        self,
        title: str,
        options: Sequence[Option],
        *,
        default: Sequence[str] = (),
        help: str | None = None,
        can_go_back: bool = True,
    ) -> tuple[str, ...] | Back:
        """Return the ids of the options ticked, in the order of *options*.

        With something typed, Enter ticks what it found; with nothing typed it ends the question.
        """
        menu = self._menu(options, can_go_back).start(None, default)
        keys = menu_keys(menu, can_go_back)

        def take(event: KeyPressEvent) -> None:
            if menu.typed:
                if menu.current is not None:
                    menu.toggle()
                    menu.erase(len(menu.typed))
            elif menu.current is not None and menu.current is menu.last:
                leave(event)
            else:
                event.app.exit(result=menu.picked)

        bind(keys, take, "enter", "c-j")
        bind(keys, lambda _event: menu.toggle(), " ", "\u3000")
        answer = self._run(title, menu, keys, help, ticks=True)
        return answer if isinstance(answer, Back) else tuple(answer)

    def text(
        self,
        title: str,
        *,
        default: str = "",
        help: str | None = None,
        validate: Callable[[str], str | None] | None = None,
        can_go_back: bool = True,
    ) -> str | Back:
        """Return a text that *validate* finds no fault with; faults and help appear above it."""
        keys = stop_keys()

        def tell(words: str) -> None:
            run_in_terminal(lambda: self._screen.write(f"  {self._lines(words)}\n"))

        def take(event: KeyPressEvent) -> None:
            answer = event.current_buffer.text
            fault = validate(answer) if validate is not None else None
            if fault is None:
                event.app.exit(result=answer)
            else:
                tell(fault)

        bind(keys, take, "enter", "c-j")
        is_empty = Condition(lambda: not question.application.current_buffer.text)
        for mark in "?？":
            keys.add(mark, eager=True, filter=is_empty)(
                lambda _event: tell(help or self._write(say("prompt-no-help")))
            )
        if can_go_back:
            bind(keys, leave, "escape")
        hint = say("prompt-text-keys-back") if can_go_back else say("prompt-text-keys")
        question = questionary.text(
            self._lines(title),
            default,
            instruction=self._write(hint),
            style=_STYLE,
            key_bindings=keys,
            input=self._input,
            output=self._output,
        )
        answer = _ask(question.application)
        return answer if isinstance(answer, Back) else str(answer)

    def confirm(
        self,
        title: str,
        *,
        default: bool | None = None,
        help: str | None = None,
        can_go_back: bool = True,
    ) -> bool | Back:
        """Return whether the buyer says yes."""
        standard = None if default is None else ("yes" if default else "no")
        answer = self.choose(
            title, yes_no(self._write), default=standard, help=help, can_go_back=can_go_back
        )
        return answer if isinstance(answer, Back) else answer == "yes"

    def pause(self, title: str) -> None:
        """Wait for any key."""
        question = questionary.press_any_key_to_continue(
            self._lines(title), style=_STYLE, input=self._input, output=self._output
        )
        _ask(question.application)

    def _menu(self, options: Sequence[Option], can_go_back: bool) -> Menu:
        back = Option("<", self._write(say("prompt-back"))) if can_go_back else None
        return Menu(tuple(options), back)

    def _run(
        self, title: str, menu: Menu, keys: KeyBindings, help: str | None, *, ticks: bool
    ) -> Any:
        def heading() -> StyleAndTextTuples:
            return self._heading(title, menu, ticks=ticks)

        def rows() -> StyleAndTextTuples:
            return _rows(menu, self._columns, ticks=ticks)

        def search() -> StyleAndTextTuples:
            return self._search(menu)

        def explained() -> StyleAndTextTuples:
            return self._explained(menu, help)

        is_typed = Condition(lambda: bool(menu.typed))
        has_words = Condition(lambda: bool(explained()))
        application: Application[Any] = Application(
            layout=Layout(
                HSplit(
                    [
                        _window(heading, wrap_lines=True),
                        ConditionalContainer(_window(rows), ~is_done),
                        ConditionalContainer(_window(search), is_typed & ~is_done),
                        ConditionalContainer(
                            _window(explained, wrap_lines=True), has_words & ~is_done
                        ),
                    ]
                )
            ),
            key_bindings=keys,
            style=_STYLE,
            input=self._input,
            output=self._output,
        )
        return _ask(application)

    def _heading(self, title: str, menu: Menu, *, ticks: bool) -> StyleAndTextTuples:
        words = self._lines(title)
        start: StyleAndTextTuples = [("class:qmark", "? "), ("class:question", f"{words} ")]
        if not get_app().is_done:
            hint = self._write(say("prompt-several-keys") if ticks else say("prompt-choose-keys"))
            fits = cells(words.rpartition("\n")[2]) + cells(hint) + _MARGIN <= self._columns
            return [*start, ("class:instruction", hint if fits else f"\n  {hint}")]
        if ticks:
            picked = tuple(plain(one.title) for one in menu.options if one.id in menu.picked)
            return [*start, ("class:answer", self._write(say("prompt-picked", picked=picked)))]
        return [*start, ("class:answer", plain(menu.current.title) if menu.current else "")]

    def _search(self, menu: Menu) -> StyleAndTextTuples:
        if menu.found:
            return [("class:instruction", f"  / {menu.typed}")]
        return [("class:wrong", f"  {self._write(say('prompt-no-match', typed=menu.typed))}")]

    def _explained(self, menu: Menu, help: str | None) -> StyleAndTextTuples:
        lines = [menu.current.help] if menu.current and menu.current.help else []
        if menu.is_help_shown:
            lines.append(help or self._write(say("prompt-no-help")))
        words = "\n".join(f"  {self._lines(line)}" for line in lines)
        return [("class:instruction", words)] if words else []

    @property
    def _columns(self) -> int:
        return self._output.get_size().columns

    def _lines(self, text: str) -> str:
        """Return *text* broken to the width, the lines after the first one indented."""
        return "\n  ".join(wrapped(plain(text), self._columns - _MARGIN))


def _window(words: Callable[[], StyleAndTextTuples], *, wrap_lines: bool = False) -> Window:
    return Window(
        FormattedTextControl(words),
        height=Dimension(min=1),
        wrap_lines=wrap_lines,
        dont_extend_height=True,
    )


def _rows(menu: Menu, columns: int, *, ticks: bool) -> StyleAndTextTuples:
    """Return the choices as lines; the one pointed at is where the window scrolls to."""
    made: StyleAndTextTuples = []
    for number, one in enumerate(menu.found):
        is_pointed = number == menu.pointed
        box = ""
        if ticks and one is not menu.last:
            box = "[x] " if one.id in menu.picked else "[ ] "
        if is_pointed:
            made.append(("[SetCursorPosition]", ""))
        line = fitted(plain(one.title), columns - _MARGIN - len(box))
        style = "class:pointed" if is_pointed else ""
        end = "\n" if number < len(menu.found) - 1 else ""
        made.append((style, f"{'>' if is_pointed else ' '} {box}{line}{end}"))
    return made


def _ask(application: Application[Any]) -> Any:
    """Run the question; a terminal that closes counts as Ctrl-C."""
    application.ttimeoutlen = _SEQUENCE_SECONDS
    try:
        return application.run()
    except EOFError:
        raise KeyboardInterrupt from None
