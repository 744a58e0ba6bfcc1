"""A file that the buyer asks for, written for the owner alone and never over another."""

from contextlib import suppress
from pathlib import Path

from refundcli.adapters.atomic import write_new
from refundcli.adapters.os_reasons import reason_of
from refundcli.core.errors import BadData
from refundcli.core.text import say


def write_private(name: str, text: str) -> None:
    """Write *text* to the new file *name*, for the owner alone whatever the umask.

    Raises `BadData` where something has that name, or where it cannot be written; nothing is left
    of it then.
    """
    path = Path(name).expanduser()
    try:
        write_new(path, text.encode(errors="replace"))
    except FileExistsError:
        raise BadData(say("error-file-exists", file=name), say("hint-file-exists")) from None
    except OSError as error:
        with suppress(OSError):
            path.unlink()
        raise BadData(
            say("error-file-unwritable", file=name, reason=reason_of(error)),
            say("hint-file-unwritable"),
        ) from error
