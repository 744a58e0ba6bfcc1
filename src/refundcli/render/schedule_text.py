"""What installing the reminders writes and runs, and what taking them away does."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from shlex import join

from refundcli.core.text import say
from refundcli.render.page import Page
from refundcli.render.views import instant
from refundcli.render.words import Words

StepView = Mapping[str, object]
"""A step as the JSON contract has it: `do` is write, remove or run."""


def schedule_view(
    name: str, schedulers: Sequence[str], steps: Sequence[StepView], now: datetime, *, is_dry: bool
) -> Mapping[str, object]:
    """Return the document refundcli/*name*/1: of `remind install` or `remind uninstall`."""
    return {
        "schema": f"refundcli/{name}/1",
        "as_of": instant(now),
        "dry_run": is_dry,
        "schedulers": list(schedulers),
        "steps": list(steps),
    }


def schedule_page(page: Page, steps: Sequence[StepView], words: Words, *, is_dry: bool) -> None:
    """Put on *page* each step, with what it writes word by word."""
    tense = "would" if is_dry else "does"
    for one in steps:
        done = one["do"]
        what = join(map(str, _list(one["call"]))) if done == "run" else str(one["path"])
        page.line(words.write(say(f"schedule-{tense}-{done}", what=what)), "head", indent=0)
        if one.get("text"):
            page.verbatim(str(one["text"]).rstrip("\n"))


def _list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else []
