"""Questions with a pointer and with choices found as one types."""

from collections.abc import Callable, Sequence
from typing import Any, TextIO

from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import Application, run_in_terminal
from prompt_toolkit.filters import Condition, Filter, is_done
from prompt_toolkit.formatted_text import FormattedText, StyleAndTextTuples
from prompt_toolkit.input import create_input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import ConditionalContainer, HSplit, Layout
from prompt_toolkit.output import create_output

from refundcli.adapters.matching import Option
from refundcli.adapters.menu import Back, Menu
from refundcli.adapters.menu_view import STYLE, MenuView, window
from refundcli.adapters.plain_prompts import yes_no
from refundcli.adapters.terminal_keys import bind, leave, menu_keys, stop_keys
from refundcli.core.text import Said, say

_NOTHING = "-"
_SEQUENCE_SECONDS = 0.1
"""How long an Esc waits for the rest of an arrow key; a slow line sends it in pieces."""


class TerminalPrompts:
    """Asks on a terminal; see `refundcli.adapters.prompts.Prompts`.

    Esc clears what was typed, and goes back when nothing is; `?` shows and hides the help.
    """

    def __init__(self, write: Callable[[Said], str], lines: TextIO, screen: TextIO) -> None:
        self._write = write
        self._screen = screen
        self._encoding = screen.encoding or "ascii"
        self._input = create_input(lines)
        self._output = create_output(screen)

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
        answer = self._run(self._view(menu, title, place, help), keys, stays=stays)
        return answer if isinstance(answer, Back) else str(answer)

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
        """Return the ids of the options ticked, in the order of *options*.

        With something typed, Enter ticks what it found; with nothing typed it ends the question, and takes what
        the pointer stands on where nothing was ticked so far.
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
                if not menu.picked and not menu.is_ticked:
                    menu.toggle()
                event.app.exit(result=menu.picked)

        bind(keys, take, "enter", "c-j")
        bind(keys, lambda _event: menu.toggle(), " ", "\u3000")
        answer = self._run(self._view(menu, title, place, help, has_boxes=True), keys)
        return answer if isinstance(answer, Back) else tuple(answer)

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
        """Return a text that *validate* finds no fault with; faults and help appear above it."""
        import questionary  # noqa: PLC0415 - the first question is a list

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
        may_be_empty = not default and (validate is None or validate("") is None)
        parts = (("enter", may_be_empty), ("help", True), ("back", can_go_back))
        hint = " · ".join(self._write(say(f"prompt-text-{key}")) for key, has in parts if has)
        view = self._view(Menu(()), title, place, help)
        question = questionary.text(
            view.lines(title),
            default,
            instruction=f"\n  {view.under(hint)}\n>",
            style=STYLE,
            key_bindings=keys,
            input=self._input,
            output=self._output,
        )
        question.application.erase_when_done = True
        answer = _ask(question.application)
        if isinstance(answer, Back):
            return answer
        given = [*view.answer(), ("class:answer", view.shown(str(answer)) or _NOTHING)]
        print_formatted_text(FormattedText(given), style=STYLE, output=self._output)
        return str(answer)

    def confirm(self, title: str, *, default: bool | None = None) -> bool | Back:
        """Return whether the buyer says yes."""
        standard = None if default is None else ("yes" if default else "no")
        answer = self.choose(title, yes_no(self._write), default=standard)
        return answer if isinstance(answer, Back) else answer == "yes"

    def pause(self, title: str) -> None:
        """Wait for any key."""
        import questionary  # noqa: PLC0415 - as above

        question = questionary.press_any_key_to_continue(
            self._lines(title), style=STYLE, input=self._input, output=self._output
        )
        _ask(question.application)

    def _menu(self, options: Sequence[Option], can_go_back: bool) -> Menu:
        back = Option("<", self._write(say("prompt-back"))) if can_go_back else None
        return Menu(tuple(options), back)

    def _view(
        self, menu: Menu, title: str, place: str, help: str | None, *, has_boxes: bool = False
    ) -> MenuView:
        return MenuView(
            menu,
            self._write,
            self._columns,
            lambda: self._output.get_size().rows,
            self._encoding,
            title,
            place,
            help,
            has_boxes,
        )

    def _run(self, view: MenuView, keys: KeyBindings, *, stays: bool = True) -> Any:
        is_typed = Condition(lambda: bool(view.menu.typed))
        has_found = Condition(lambda: bool(view.menu.found))
        has_words = Condition(lambda: bool(view.explained()))

        def part(
            words: Callable[[], StyleAndTextTuples], *, wraps: bool = False, when: Filter = ~is_done
        ) -> ConditionalContainer:
            return ConditionalContainer(window(words, wraps=wraps), when)

        application: Application[Any] = Application(
            layout=Layout(
                HSplit(
                    [
                        part(view.answer, wraps=True, when=is_done),
                        part(view.heading, wraps=True),
                        part(view.rows, when=has_found & ~is_done),
                        part(view.search, wraps=True, when=is_typed & ~is_done),
                        part(view.explained, wraps=True, when=has_words & ~is_done),
                    ]
                )
            ),
            key_bindings=keys,
            style=STYLE,
            erase_when_done=not stays,
            input=self._input,
            output=self._output,
        )
        return _ask(application)

    def _columns(self) -> int:
        return self._output.get_size().columns

    def _lines(self, text: str) -> str:
        """Return *text* broken to the width, the lines after the first one indented."""
        return self._view(Menu(()), "", "", None).lines(text)


def _ask(application: Application[Any]) -> Any:
    """Run the question; a terminal that closes counts as Ctrl-C."""
    application.ttimeoutlen = _SEQUENCE_SECONDS
    try:
        return application.run()
    except EOFError:
        raise KeyboardInterrupt from None
