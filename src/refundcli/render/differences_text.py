"""What an entry changed in a case, as a reader sees it."""

from collections.abc import Iterable

from refundcli.core.differences import Difference
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import Said, Text, say
from refundcli.render.case_views import plain_value
from refundcli.render.page import Page
from refundcli.render.views import View
from refundcli.render.words import Words

_LABEL = {"claim.amount": "asked"}
_LABELS = ("state", "purpose", "phase", "outcome", "verdict")


def differences_part(
    page: Page, found: Iterable[Difference], rulebook: Rulebook, words: Words
) -> None:
    """Put on *page* each thing that differs, with what it was and what it is."""
    rows = [
        (
            words.write(difference_name(one)),
            words.write(value_named(one.what, one.before, rulebook)),
            "→",
            words.write(value_named(one.what, one.after, rulebook)),
        )
        for one in found
    ]
    page.columns(rows)


def difference_name(one: Difference) -> Said | Text:
    """Return what a difference is called."""
    return one.title or say(f"label-{_LABEL.get(one.what) or one.what.rpartition('.')[2]}")


def value_named(what: str, value: object, rulebook: Rulebook) -> object:
    """Return a value as it is to be written: ids by their names; none where there is none."""
    name = what.rpartition(".")[2]
    if value is None:
        return say("no-clock" if name == "deadline" else "value-none")
    if value == "on-hold":
        return say("clock-on-hold")
    key = str(value)
    if name == "platform" and key in rulebook.platforms:
        return rulebook.platforms[key].name
    if name == "reason" and key in rulebook.reasons:
        return rulebook.reasons[key].word.name
    if name == "remedy" and key in rulebook.remedies:
        return rulebook.remedies[key].word.name
    return say(f"{name}-{key}") if name in _LABELS else value


def differences_view(found: Iterable[Difference], words: Words) -> list[View]:
    """Return what differs, for a JSON document."""
    return [
        {
            "what": one.what,
            "title": words.write(one.title) if one.title is not None else None,
            "before": plain_value(one.before),
            "after": plain_value(one.after),
        }
        for one in found
    ]
