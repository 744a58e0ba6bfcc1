"""The entry point: what was answered before is answered at once, everything else by the program itself."""

import os
import sys

from refundcli import __version__
from refundcli.adapters.kept_pages import COMPLETE, answer_to, form_of

_MANY = 20_000
"""How many values are made before Python looks for garbage: a run makes thousands, and hardly any of it is garbage."""


def main() -> None:
    """Run the program and end it with its exit code."""
    arguments = sys.argv[1:]
    if is_answered(arguments):
        sys.exit(0)
    import gc  # noqa: PLC0415 - an answer kept makes next to nothing

    gc.set_threshold(_MANY)
    if os.environ.get(COMPLETE):
        from refundcli.commands.kept_completion import answered  # noqa: PLC0415 - only for a shell

        code = answered()
        if code is not None:
            sys.exit(code)
    from refundcli.main import run  # noqa: PLC0415 - the whole program, which an answer kept does without

    sys.exit(run(arguments))


def is_answered(arguments: list[str]) -> bool:
    """Return whether *arguments* were answered, with exit code 0, without the program.

    In any doubt nothing was written.
    """
    if arguments == ["--version"] and not os.environ.get(COMPLETE):
        return _is_written(f"refundcli {__version__}\n".encode(), b"")
    form = form_of(arguments)
    if form is None:
        return False
    try:
        found = answer_to(form)
    except (OSError, ValueError):
        return False
    return found is not None and _is_written(*found)


def _is_written(out: bytes, err: bytes) -> bool:
    for handle, text in ((1, out), (2, err)):
        left = text
        while left:
            try:
                left = left[os.write(handle, left) :]
            except BrokenPipeError:  # who reads has had enough
                break
            except OSError:
                return False
    return True
