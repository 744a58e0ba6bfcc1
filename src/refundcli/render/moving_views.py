"""The JSON documents of an import and of an export into a file."""

from collections.abc import Iterable
from datetime import datetime

from refundcli.core.case import Case
from refundcli.core.importing import Incoming
from refundcli.render.views import View, instant


def import_view(found: Incoming, now: datetime, *, is_trial: bool) -> View:
    """Return the document refundcli/import/1."""
    return {
        "schema": "refundcli/import/1",
        "as_of": instant(now),
        "dry_run": is_trial,
        "new": [one.id for one in found.new],
        "grown": [
            {"id": case.id, "events": [one.id for one in events]} for case, events in found.grown
        ],
        "unchanged": [one.id for one in found.unchanged],
    }


def exported_view(cases: Iterable[Case], file: str, now: datetime, *, is_redacted: bool) -> View:
    """Return the document refundcli/exported/1: what was written into *file*."""
    return {
        "schema": "refundcli/exported/1",
        "as_of": instant(now),
        "file": file,
        "redacted": is_redacted,
        "cases": [one.id for one in cases],
    }
