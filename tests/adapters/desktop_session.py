"""A desktop without a screen: a private bus and a daemon on it that keeps the notifications it is sent."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread

from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call, new_method_return
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAME = "org.freedesktop.Notifications"
NEEDED = ("dbus-daemon", "notify-send")
"""Programs without which there is no such desktop."""

_BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
_SECONDS = 10


def lacking() -> list[str]:
    """Return what of `NEEDED` this machine has not."""
    return [one for one in NEEDED if shutil.which(one) is None]


@dataclass
class Desktop:
    """Where the bus is, and the notifications that were shown: application, title and text."""

    address: str
    shown: list[tuple[str, str, str]] = field(default_factory=list)


@contextmanager
def desktop(folder: Path) -> Iterator[Desktop]:
    """Run a bus in *folder* with a daemon for notifications, for the time of a `with`."""
    address = f"unix:path={folder / 'bus'}"
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address=1", f"--address={address}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "XDG_RUNTIME_DIR": str(folder)},
    )
    with bus:
        try:
            assert bus.stdout is not None and bus.stdout.readline(), "the bus did not begin"
            found = Desktop(address)
            with open_dbus_connection(address) as connection:
                named = new_method_call(_BUS, "RequestName", "su", (NAME, 0))
                connection.send_and_get_reply(named, timeout=_SECONDS)
                ends = Event()
                daemon = Thread(target=_serve, args=(connection, found, ends))
                daemon.start()
                yield found
                ends.set()
                daemon.join(_SECONDS)
        finally:
            bus.terminate()


def _serve(connection: DBusConnection, found: Desktop, ends: Event) -> None:
    answers = {
        "GetServerInformation": ("ssss", ("test", "test", "1", "1.2")),
        "GetCapabilities": ("as", (["body"],)),
        "Notify": ("u", (1,)),
    }
    while not ends.is_set():
        try:
            message = connection.receive(timeout=0.05)
        except TimeoutError:
            continue
        if message.header.message_type != MessageType.method_call:
            continue
        member = message.header.fields[HeaderFields.member]
        if member == "Notify":
            application, _, _, title, text, *_ = message.body
            found.shown.append((application, title, text))
        connection.send(new_method_return(message, *answers[member]))
