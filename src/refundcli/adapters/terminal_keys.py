"""The keys of a question on a terminal, and what they do."""

from collections.abc import Callable

from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from refundcli.adapters.menu import BACK, Menu

Does = Callable[[KeyPressEvent], None]


def stop_keys() -> KeyBindings:
    """Return the keys that every question has: Ctrl-C, Ctrl-D, the interrupt signal, and Ctrl-Z to stop for now."""
    keys = KeyBindings()

    def stop(event: KeyPressEvent) -> None:
        event.app.erase_when_done = True
        event.app.exit(exception=KeyboardInterrupt)

    bind(keys, stop, "c-c", "c-d", "<sigint>")
    bind(keys, lambda event: event.app.suspend_to_background(), "c-z")
    return keys


def menu_keys(menu: Menu, can_go_back: bool) -> KeyBindings:
    """Return the keys that move in *menu* and type into it; Enter is the question's own."""
    keys = stop_keys()

    def clear_or_leave(event: KeyPressEvent) -> None:
        if menu.typed:
            menu.erase(len(menu.typed))
        elif can_go_back:
            leave(event)

    def explain(_event: KeyPressEvent) -> None:
        menu.is_help_shown = not menu.is_help_shown

    bind(keys, lambda event: menu.type(event.data), Keys.Any, Keys.BracketedPaste, is_eager=False)
    bind(keys, lambda _event: menu.move(-1), "up", "c-p", "s-tab")
    bind(keys, lambda _event: menu.move(1), "down", "c-n", "tab")
    bind(keys, lambda _event: menu.erase(), "backspace", "delete")
    bind(keys, clear_or_leave, "escape")
    bind(keys, explain, "?", "？")
    return keys


def bind(keys: KeyBindings, does: Does, *names: str, is_eager: bool = True) -> None:
    """Let each of the keys *names* do the same; an eager one waits for no longer sequence."""
    for name in names:
        keys.add(name, eager=is_eager)(does)


def leave(event: KeyPressEvent) -> None:
    """Answer `BACK` and take the question off the screen."""
    event.app.erase_when_done = True
    event.app.exit(result=BACK)
