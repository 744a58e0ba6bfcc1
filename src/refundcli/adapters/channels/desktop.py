"""The desktop's notifications: whichever program this system shows them with."""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic

from refundcli.adapters.channels import ChannelFailed, Notice
from refundcli.adapters.channels.running import program_at, run_program
from refundcli.core.values import dataclass

_BUS = "DBUS_SESSION_BUS_ADDRESS"

_TOAST = """
$ErrorActionPreference = 'Stop'
$kind = 'Windows.UI.Notifications'
[void][Windows.UI.Notifications.ToastNotificationManager, $kind, ContentType = WindowsRuntime]
$form = [Windows.UI.Notifications.ToastTemplateType]::ToastText02
$toast = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent($form)
$lines = $toast.GetElementsByTagName('text')
[void]$lines.Item(0).AppendChild($toast.CreateTextNode($env:REFUNDCLI_TITLE))
[void]$lines.Item(1).AppendChild($toast.CreateTextNode($env:REFUNDCLI_TEXT))
$app = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'
$shown = [Windows.UI.Notifications.ToastNotification]::new($toast)
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($app).Show($shown)
"""
"""Shows the two variables as a toast; they are text nodes, never part of the script or of XML."""

_APPLE = (
    "on run argv",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "end run",
)
"""Shows its two arguments; they are never part of the script."""


@dataclass(frozen=True, slots=True)
class Shower:
    """A program that shows a notification: its arguments, and what it is told by the environment."""

    program: str
    arguments: Callable[[Notice], tuple[str, ...]]
    variables: Callable[[Notice, Mapping[str, str]], Mapping[str, str]]


def _marked_up(text: str) -> str:
    """Return *text* for notify-send, to which backslashes are escapes, and which passes markup on."""
    escaped = (("\\", "\\\\"), ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))
    for sign, written in escaped:
        text = text.replace(sign, written)
    return text


def _bus(_: Notice, world: Mapping[str, str]) -> Mapping[str, str]:
    """Return the way to the buyer's session, which a scheduler does not pass on."""
    folder = world.get("XDG_RUNTIME_DIR")
    if folder is None and hasattr(os, "getuid"):
        folder = f"/run/user/{os.getuid()}"
    bus = Path(folder or "/nowhere") / "bus"
    return {} if world.get(_BUS) or not bus.exists() else {_BUS: f"unix:path={bus}"}


SHOWERS: Mapping[str, Shower] = {
    "darwin": Shower(
        "osascript",
        lambda one: (*(part for line in _APPLE for part in ("-e", line)), one.title, one.text),
        lambda _, __: {},
    ),
    "win32": Shower(
        "powershell",
        lambda _: ("-NoProfile", "-NonInteractive", "-Command", _TOAST),
        lambda one, _: {"REFUNDCLI_TITLE": one.title, "REFUNDCLI_TEXT": one.text},
    ),
}
"""What shows a notification on each system; `OTHERS` on every other one."""

OTHERS = Shower(
    "notify-send",
    lambda one: ("--app-name=refundcli", "--", one.title, _marked_up(one.text)),
    _bus,
)


def send(
    notices: tuple[Notice, ...],
    options: Mapping[str, object],  # noqa: ARG001 - the signature of a channel
    timeout: float,
    system: str = sys.platform,
) -> None:
    """Show each notice as a notification; raises `ChannelFailed` where the program is missing, fails or hangs."""
    shower = SHOWERS.get(system, OTHERS)
    until = monotonic() + timeout
    world = dict(os.environ)
    program = program_at(shower.program, world.get("PATH"))
    for told, one in enumerate(notices):
        try:
            run_program(
                (program, *shower.arguments(one)),
                {**world, **shower.variables(one, world)},
                until - monotonic(),
            )
        except ChannelFailed as error:
            raise ChannelFailed(error.message, error.hint, told) from None
