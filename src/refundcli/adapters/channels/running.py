"""Programs that a channel runs: no shell, no words in between, and an end in time."""

import subprocess
from collections.abc import Mapping
from shutil import which

from refundcli.adapters.channels import ChannelFailed
from refundcli.core.text import say


def program_at(name: str, path: str | None) -> str:
    """Return where the program *name* lies on *path*; raises `ChannelFailed` where it is not there."""
    found = which(name, path=path)
    if found is None:
        raise ChannelFailed(say("error-channel-program", program=name), say("hint-channel-program"))
    return found


def run_program(
    argv: tuple[str, ...],
    environment: Mapping[str, str],
    seconds: float,
    standard_input: bytes = b"",
) -> None:
    """Run a program and wait *seconds* for its end; what it writes goes nowhere.

    Raises `ChannelFailed` where it cannot be started, ends with another code than 0, or does not end in time: then it
    is killed.
    """
    try:
        code = subprocess.run(
            argv,
            input=standard_input,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=max(seconds, 0.0),
            check=False,
            env=environment,
        ).returncode
    except subprocess.TimeoutExpired:
        raise too_slow(argv[0], seconds) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ChannelFailed(
            say("error-channel-start", program=argv[0], reason=reason), say("hint-channel-program")
        ) from None
    if code != 0:
        raise ChannelFailed(
            say("error-channel-code", program=argv[0], code=code), say("hint-channel-code")
        )


def too_slow(what: str, seconds: float) -> ChannelFailed:
    """Return the error of *what* did not end in so many seconds."""
    return ChannelFailed(
        say("error-channel-slow", what=what, seconds=max(1, round(seconds))),
        say("hint-channel-slow"),
    )
