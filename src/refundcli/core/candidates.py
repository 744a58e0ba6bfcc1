"""What may stand where TAB was pressed: values with their help, and which of them begin as typed."""

from collections.abc import Iterable

from refundcli.core.values import dataclass

_HARMLESS = str.maketrans("\\`$\"'[]\t\n", "＼｀＄”’［］  ")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value, what it means in the reader's language, and what else it is called."""

    value: str
    help: str = ""
    also: tuple[str, ...] = ()


def beginning(candidates: Iterable[Candidate], typed: str) -> tuple[tuple[str, str], ...]:
    """Return each value that begins as *typed*, with its help.

    Where a Chinese name of it begins so, that is a value: a shell takes none that does not begin as typed.

    >>> beginning((Candidate("taobao", "Taobao", ("淘宝", "tb")),), "淘")
    (('淘宝', 'taobao'),)
    """
    found: dict[str, str] = {}
    for one in candidates:
        if one.value.startswith(typed):
            found.setdefault(one.value, harmless(one.help))
        elif not typed.isascii():
            named = [name for name in one.also if name.startswith(typed)]
            found |= dict.fromkeys(named[:1], one.value)
    return tuple(found.items())


def harmless(help: str) -> str:
    """Return *help* as one line without what a shell would act on.

    zsh evaluates what older completion scripts show beside a value: a shop's name could run a command.

    >>> harmless("a `b` $(c)")
    'a ｀b｀ ＄(c)'
    """
    return help.translate(_HARMLESS)
