"""Help as a document: the commands and topics there are, one command, or one topic."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from refundcli.render.help_text import Row, Sheet
from refundcli.render.views import View, instant


def help_view(now: datetime, **parts: object) -> View:
    """Return the document; *parts* are some of `commands`, `topics`, `command` and `topic`."""
    return {"schema": "refundcli/help/1", "as_of": instant(now), **parts}


def listed_view(
    commands: Iterable[tuple[str, Iterable[Row]]], topics: Iterable[Row]
) -> Mapping[str, object]:
    """Return the parts of a document that lists everything."""
    return {
        "commands": [
            {"name": name, "brief": brief} for _, rows in commands for name, brief in rows
        ],
        "topics": [{"id": id, "brief": brief} for id, brief in topics],
    }


def sheet_view(sheet: Sheet) -> View:
    """Return the help of a command as a part of a document."""
    return {
        "name": sheet.name,
        "brief": sheet.brief,
        "about": sheet.about,
        "commands": [
            {"name": name, "brief": says} for _, rows in sheet.groups for name, says in rows
        ],
        "arguments": [_said(row) for row in sheet.arguments],
        "options": [_said(row) for row in (*sheet.options, *sheet.common)],
        "examples": [{"run": line, "says": says} for says, line in sheet.examples],
        "exit_codes": [{"code": code, "says": says} for code, says in sheet.codes],
        "see": list(sheet.see),
    }


def _said(row: Row) -> View:
    written, says = row
    return {"written": written, "says": says}
