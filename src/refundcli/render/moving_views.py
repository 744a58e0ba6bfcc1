"""The JSON document of an import."""

from refundcli.core.importing import Incoming
from refundcli.render.views import View


def import_view(found: Incoming, *, is_trial: bool) -> View:
    """Return the document refundcli/import/1."""
    return {
        "schema": "refundcli/import/1",
        "dry_run": is_trial,
        "new": [one.id for one in found.new],
        "grown": [
            {"id": case.id, "events": [one.id for one in events]} for case, events in found.grown
        ],
        "unchanged": [one.id for one in found.unchanged],
    }
