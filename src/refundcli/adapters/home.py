"""The buyer's home folder."""

from pathlib import Path

from refundcli.core.errors import BadData
from refundcli.core.text import say


def home_folder() -> Path:
    """Return the home folder of whoever runs the program; raises `BadData` where nothing names one."""
    try:
        return Path.home()
    except RuntimeError:
        raise BadData(say("error-home"), say("hint-home")) from None
