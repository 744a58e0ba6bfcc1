"""The ways by which a reminder reaches the buyer: one module each, and the table of them.

A module has `send(notices, options, timeout)`; see `Send`. One with several addresses has `targets(options)` as well.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from importlib import import_module
from types import ModuleType
from typing import Protocol, cast

from refundcli.core.errors import BadData
from refundcli.core.text import Said
from refundcli.core.values import dataclass, field

CHANNELS: Mapping[str, str] = {
    "screen": "screen",
    "desktop": "desktop",
    "apprise": "apprise_urls",
    "command": "command",
    "calendar": "calendar",
}
"""Every channel and the module of this folder that holds it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A reminder in the buyer's words.

    `title` names the case, `text` says what and when. `due` is the instant it speaks of. `details` is empty unless the
    buyer wants order data in reminders.
    """

    key: str
    case_id: str
    deadline_id: str
    actor: str
    lead: str
    due: datetime
    as_of: datetime
    title: str
    text: str
    details: Mapping[str, str] = field(default_factory=dict)


class ChannelFailed(BadData):
    """A channel told nothing, or only the first *told* of the notices."""

    kind = "channel-failed"

    def __init__(self, message: Said, hint: Said | None = None, told: int = 0) -> None:
        super().__init__(message, hint)
        self.told = told


@dataclass(frozen=True, slots=True)
class Target:
    """Somebody that a channel tells, and what is remembered apart: the channel itself, or one of its addresses.

    `label` names it to the buyer, `memory` in what is kept of it; `options` is what its channel goes by.
    """

    channel: str
    label: str
    memory: str
    options: Mapping[str, object]


class Send(Protocol):
    """What a channel does."""

    def __call__(
        self, notices: tuple[Notice, ...], options: Mapping[str, object], timeout: float
    ) -> None:
        """Tell the buyer of *notices* within *timeout* seconds; raises `ChannelFailed`."""


MOST: Mapping[str, int] = {"screen": 1, "desktop": 4}
"""How many notices a channel is given at once at most; of more the last one says how many there are."""


def send(target: Target, notices: tuple[Notice, ...], timeout: float) -> None:
    """Tell *target* of *notices* within *timeout* seconds; raises `ChannelFailed`."""
    cast(Send, _module(target.channel).send)(notices, target.options, timeout)


def targets(channel: str, options: Mapping[str, object]) -> tuple[Target, ...]:
    """Return whom *channel* tells, where it goes by *options*; raises `ChannelFailed` where that is not set."""
    split = getattr(_module(channel), "targets", None)
    if split is None:
        return (Target(channel, channel, channel, options),)
    return cast(Callable[[Mapping[str, object]], tuple[Target, ...]], split)(options)


def _module(channel: str) -> ModuleType:
    return import_module(f"{__name__}.{CHANNELS[channel]}")
