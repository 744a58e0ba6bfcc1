"""The services that apprise knows (phone, mail, DingTalk, WeCom, Feishu, Bark …), by addresses of the buyer's.

An address holds secrets: it comes from a private file or the environment, and is never shown.
"""

import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from refundcli.adapters.channels import ChannelFailed, Notice, Target
from refundcli.adapters.channels.running import too_slow
from refundcli.adapters.os_reasons import reason_of
from refundcli.core.text import Said, say

if TYPE_CHECKING:
    from apprise import NotifyBase

CHANNEL = "apprise"
URLS_VARIABLE = "REFUNDCLI_NOTIFY_URLS"
"""The variable whose value is addresses, parted by white space; it goes before the file."""


def targets(options: Mapping[str, object]) -> tuple[Target, ...]:
    """Return a target for each address, named by its number and its scheme.

    Raises `ChannelFailed` where there is none.
    """
    return tuple(
        Target(
            CHANNEL,
            f"{CHANNEL} {number} ({_scheme(one)})",
            f"{CHANNEL} {sha256(one.encode()).hexdigest()[:8]}",
            {"address": one},
        )
        for number, one in enumerate(_addresses(options), 1)
    )


def send(notices: tuple[Notice, ...], options: Mapping[str, object], timeout: float) -> None:
    """Send all notices as one message to the option `address`; raises `ChannelFailed` where it is not taken in time."""
    service = _service(str(options["address"]))
    scheme = _scheme(str(options["address"]))
    title = notices[0].title
    text = notices[0].text
    if len(notices) > 1:
        text = "\n".join(f"{one.title} {one.text}" for one in notices)
    took: list[bool] = []

    def notify() -> None:
        with suppress(Exception):  # what a service's own code raises may hold an address
            took.append(bool(service.notify(body=text, title=title)))

    thread = Thread(target=notify, daemon=True)
    thread.start()  # the library has no bound of its own over all that it does
    thread.join(timeout)
    if thread.is_alive():
        raise too_slow(scheme, timeout)
    if not any(took):
        raise ChannelFailed(
            say("error-channel-refused", scheme=scheme), say("hint-channel-refused")
        )


def _scheme(address: str) -> str:
    """Return the part of *address* that names the service; of what is no address nothing is shown."""
    name, mark, _ = address.partition("://")
    return name if mark and name.isalnum() else "?"


def _service(address: str) -> "NotifyBase":
    try:
        import apprise  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        raise ChannelFailed(
            say("error-channel-no-apprise"), say("hint-channel-no-apprise")
        ) from None
    logging.getLogger("apprise").disabled = True  # what it logs may hold an address
    made = apprise.Apprise.instantiate(address)
    if made is None:
        what = say("error-channel-address", scheme=_scheme(address))
        raise ChannelFailed(what, say("hint-channel-address"))
    return made


def _addresses(options: Mapping[str, object]) -> tuple[str, ...]:
    told = os.environ.get(URLS_VARIABLE, "").split()
    if told:
        return tuple(told)
    path = Path(str(options.get("urls_file", "")))
    try:
        if os.name != "nt" and path.stat().st_mode & 0o077:
            raise ChannelFailed(
                say("error-channel-urls-open", file=str(path)),
                say("hint-channel-urls-open", file=str(path)),
            )
        lines = path.read_text("utf-8-sig").splitlines()
    except FileNotFoundError:
        lines = []
    except (OSError, UnicodeDecodeError) as error:
        raise ChannelFailed(_unreadable(path, error)) from None
    found = tuple(one.strip() for one in lines if one.strip() and not one.lstrip().startswith("#"))
    if not found:
        raise ChannelFailed(
            say("error-channel-no-urls", file=str(path), variable=URLS_VARIABLE),
            say("hint-channel-no-urls", file=str(path)),
        )
    return found


def _unreadable(path: Path, error: OSError | UnicodeDecodeError) -> Said:
    reason = reason_of(error) if isinstance(error, OSError) else say("os-not-text")
    return say("error-channel-urls", file=str(path), reason=reason)
