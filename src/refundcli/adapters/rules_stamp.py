"""What lines are made by, as a number: it changes with the rules, the buyer's own ones, and the program."""

from pathlib import Path

from refundcli import __version__
from refundcli.adapters.file_states import number_of, states_in

_PACKAGE = Path(__file__).resolve().parent.parent
_MADE_BY = ("core", "data", "data/platforms", "data/laws", "data/holidays")
"""The folders of the package that have a say in a line."""


def rules_stamp(own: Path) -> int:
    """Return a number for the program and its rules with those in the folder *own*; never 0.

    It goes by the names, sizes and times of the files: none of them is read.
    """
    folders = (*(_PACKAGE / one for one in _MADE_BY), own)
    lines = (line for folder in folders for line in states_in(folder, (".py", ".toml")))
    return number_of((__version__, str(own), *lines))
