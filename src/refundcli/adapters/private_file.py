"""A file that the buyer asks for, written for the owner alone and never over another."""

import errno
import os
from pathlib import Path

from refundcli.adapters.atomic import write_file
from refundcli.adapters.os_reasons import reason_of
from refundcli.core.errors import BadData
from refundcli.core.text import say


def write_private(name: str, text: str) -> None:
    """Write *text* to the new file *name*, at once and with mode 0600.

    Raises `BadData` where there is one of that name, or where it cannot be written.
    """
    path = Path(name).expanduser()
    try:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), name)
        write_file(path, text.encode(errors="replace"), path.parent)
    except FileExistsError:
        raise BadData(say("error-file-exists", file=name), say("hint-file-exists")) from None
    except OSError as error:
        raise BadData(
            say("error-file-unwritable", file=name, reason=reason_of(error)),
            say("hint-file-unwritable"),
        ) from error
