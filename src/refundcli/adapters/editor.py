"""The buyer's own editor, for a text to be changed before it is sent."""

import os
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from refundcli.core.errors import BadData
from refundcli.core.text import say


def edit(text: str, environment: Mapping[str, str] | None = None) -> str:
    """Return *text* as the buyer leaves it in the editor.

    The editor is $VISUAL, $EDITOR, else vi (notepad on Windows). The text lies in a private file in
    a private folder meanwhile; both are gone afterwards, with whatever the editor put beside it. A
    line end that the editor adds at the end is taken away. Raises `BadData` where no editor runs,
    where it ends with an error, and where what it leaves is not UTF-8.
    """
    world = os.environ if environment is None else environment
    command = _command(world)
    with TemporaryDirectory(prefix="refundcli-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "text.txt"
        path.touch(mode=0o600, exist_ok=False)
        path.write_text(text, encoding="utf-8", errors="replace")
        _run((*command, str(path)), world)
        try:
            changed = path.read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError):
            raise BadData(say("error-edited-text"), say("hint-edited-text")) from None
    changed = changed.replace("\r\n", "\n")
    return changed if text.endswith("\n") else changed.removesuffix("\n")


def _command(environment: Mapping[str, str]) -> tuple[str, ...]:
    asked = environment.get("VISUAL") or environment.get("EDITOR")
    fallback = "notepad" if os.name == "nt" else "vi"
    try:
        first, *rest = shlex.split(asked or fallback, posix=os.name != "nt")
    except ValueError:
        raise BadData(say("error-editor", editor=asked or ""), say("hint-editor")) from None
    program = which(first.strip('"'), path=environment.get("PATH", os.defpath))
    if program is None and asked:
        raise BadData(say("error-editor", editor=asked), say("hint-editor"))
    if program is None:
        raise BadData(say("error-no-editor", editor=fallback), say("hint-editor"))
    return (program, *rest)


def _run(argv: tuple[str, ...], environment: Mapping[str, str]) -> None:
    try:
        code = subprocess.run(argv, env=environment, check=False).returncode
    except OSError as error:
        raise BadData(
            say("error-editor-failed", editor=argv[0], why=error.strerror or str(error)),
            say("hint-editor"),
        ) from None
    if code != 0:
        raise BadData(say("error-editor-left", editor=argv[0], code=code), say("hint-edited-text"))
