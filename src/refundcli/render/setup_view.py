"""A completion that was set up, as a document."""

from collections.abc import Iterable
from datetime import datetime

from refundcli.render.views import View, instant


def setup_view(shell: str, files: Iterable[tuple[str, bool]], now: datetime) -> View:
    """Return the document on the completion of *shell*: each of its *files*, and whether it was written."""
    return {
        "schema": "refundcli/completion/1",
        "as_of": instant(now),
        "shell": shell,
        "files": [{"path": path, "written": is_written} for path, is_written in files],
    }
