"""Answers to a shell that asks what may come next, as its completion script reads them."""

from collections.abc import Callable, Mapping

from refundcli.core.values import dataclass

_SAFE = frozenset("-_./=:,@%+")
BY_THE_SHELL = {"paths": ":files", "folders": ":folders"}
"""What the shell completes by itself, and how a script is told so."""


@dataclass(frozen=True, slots=True)
class Offered:
    """Values with their help; or *completes*, the name of what the shell completes by itself: paths, folders."""

    values: tuple[tuple[str, str], ...] = ()
    completes: str | None = None


def lines(offered: Offered) -> str:
    """Return what the scripts of this version read: a value a line, with its help after a tab.

    A line alone that begins with a colon says what the shell is to complete by itself.

    >>> lines(Offered((("taobao", "Taobao"), ("tmall", "")))), lines(Offered(completes="paths"))
    ('taobao\\tTaobao\\ntmall\\t\\n', ':files\\n')
    """
    if offered.completes in BY_THE_SHELL:
        return BY_THE_SHELL[offered.completes] + "\n"
    return "".join(f"{value}\t{help}\n" for value, help in offered.values)


def _bash(offered: Offered) -> str:
    return "".join(f"{value}\n" for value, _ in _plain(offered))


def _zsh(offered: Offered) -> str:
    def escaped(text: str) -> str:
        return text.replace(":", r"\\:")

    shown = [
        f'"{escaped(value)}"' + (f':"{escaped(help)}"' if help else "")
        for value, help in _plain(offered)
    ]
    between = "\n".join(shown)
    return f"_arguments '*: :(({between}))'\n" if shown else "_files\n"


def _fish(offered: Offered) -> str:
    return "".join(
        f"{value}\t{help}\n" if help else f"{value}\n" for value, help in _plain(offered)
    )


def _powershell(offered: Offered) -> str:
    return "".join(f"{value}:::{help or ' '}\n" for value, help in _plain(offered))


def _plain(offered: Offered) -> list[tuple[str, str]]:
    """Return the values that mean nothing to a shell: older scripts put them on the line as they are."""
    return [
        (value, help)
        for value, help in offered.values
        if all(one.isalnum() or one in _SAFE for one in value)
    ]


OLDER: Mapping[str, Callable[[Offered], str]] = {
    "bash": _bash,
    "zsh": _zsh,
    "fish": _fish,
    "powershell": _powershell,
    "pwsh": _powershell,
}
"""How scripts read an answer that earlier versions, and Typer, installed."""
