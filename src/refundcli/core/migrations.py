"""The formats a ledger has had, and the steps from one to the next (迁移)."""

from collections.abc import Callable, Mapping

from refundcli.core.errors import BadData
from refundcli.core.text import say
from refundcli.core.values import dataclass, field

FORMAT = 1
"""The format of the ledger and of its files that this program writes."""

Step = Callable[[str], str]
"""Makes the text of a case's file in one format that of the next; comments and blank lines stay."""


@dataclass(frozen=True, slots=True)
class Formats:
    """The *newest* format, and for every older one that is still read the step that follows it."""

    newest: int
    steps: Mapping[int, Step] = field(default_factory=dict)

    def upgraded(self, text: str, format: int) -> str:
        """Return the *text* of a case's file of an older *format* as the newest one has it.

        >>> Formats(3, {1: str.upper, 2: str.strip}).upgraded(" id ", 1)
        'ID'
        """
        for number in range(format, self.newest):
            text = self.steps[number](text)
        return text


FORMATS = Formats(FORMAT)
"""The formats of this program: there has been one."""


def check_format(format: object, where: str, known: int = FORMAT) -> None:
    """Raise `BadData` where the file *where* is of a format newer than *known* to this program."""
    if isinstance(format, int) and format > known:
        raise BadData(
            say("ledger-newer-format", file=where, format=format, known=known),
            say("hint-ledger-newer-format"),
        )
