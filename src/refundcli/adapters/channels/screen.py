"""The terminal at which the buyer sits: a line a notice, beside the result."""

from collections.abc import Mapping

from refundcli.adapters.channels import ChannelFailed, Notice
from refundcli.adapters.console import Console
from refundcli.core.text import say


def send(notices: tuple[Notice, ...], options: Mapping[str, object], timeout: float) -> None:  # noqa: ARG001 - the signature of a channel
    """Write each notice as a line on the terminal; raises `ChannelFailed` where there is none."""
    console = Console()
    if not console.notes_to_terminal:
        raise ChannelFailed(say("error-channel-no-terminal"), say("hint-channel-no-terminal"))
    for one in notices:
        console.note(" ".join(f"{one.title} {one.text}".split()))
