"""A calendar's file: a run brings it up to date whatever is due, so a notice has nothing to add to it."""

from collections.abc import Mapping
from pathlib import Path

from refundcli.adapters.channels import ChannelFailed, Notice, Target
from refundcli.core.errors import BadData


def targets(options: Mapping[str, object]) -> tuple[Target, ...]:
    """Return the one file."""
    return (Target("calendar", str(options["calendar"]), "calendar", options),)


def send(notices: tuple[Notice, ...], options: Mapping[str, object], timeout: float) -> None:  # noqa: ARG001 - the signature of a channel
    """Make sure that the file of the option `calendar` is there and is ours; raises `ChannelFailed`.

    What it holds stays: the notice of a trial is no entry.
    """
    from refundcli.adapters.calendar_file import revise_calendar  # noqa: PLC0415 - 100 ms

    path, name = Path(str(options["calendar"])), str(options["calendar_name"])
    try:
        revise_calendar(path, name, (), lambda _: False, notices[-1].as_of)
    except BadData as error:
        raise ChannelFailed(error.message, error.hint) from error
