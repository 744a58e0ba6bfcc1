"""A program of the buyer's own: each notice is a document of JSON on its standard input."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from time import monotonic

from refundcli.adapters.channels import ChannelFailed, Notice
from refundcli.adapters.channels.running import program_at, run_program
from refundcli.core.periods import BEIJING
from refundcli.core.text import say


def send(notices: tuple[Notice, ...], options: Mapping[str, object], timeout: float) -> None:
    """Run the program of the option `command` once a notice; raises `ChannelFailed` where that does not succeed."""
    command = options.get("command")
    if not isinstance(command, tuple) or not command:
        raise ChannelFailed(say("error-channel-no-command"), say("hint-channel-no-command"))
    until = monotonic() + timeout
    world = dict(os.environ)
    first, *arguments = (str(one) for one in command)
    argv = (program_at(str(Path(first).expanduser()), world.get("PATH")), *arguments)
    for told, one in enumerate(notices):
        try:
            run_program(argv, world, until - monotonic(), document(one).encode())
        except ChannelFailed as error:
            raise ChannelFailed(error.message, error.hint, told) from None


def document(notice: Notice) -> str:
    """Return *notice* as JSON; `docs/json/reminder.schema.json` says what stands in it."""
    view = {
        "schema": "refundcli/reminder/1",
        "as_of": notice.as_of.astimezone(BEIJING).isoformat(),
        "key": notice.key,
        "case": notice.case_id,
        "deadline": notice.deadline_id,
        "actor": notice.actor,
        "lead": notice.lead,
        "due": notice.due.astimezone(BEIJING).isoformat(),
        "title": notice.title,
        "text": notice.text,
        "details": dict(notice.details),
    }
    return json.dumps(view, ensure_ascii=False) + "\n"
