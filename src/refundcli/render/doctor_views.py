"""The JSON document of `doctor`."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from refundcli.core.health import Finding
from refundcli.core.values import dataclass
from refundcli.render.views import View, instant
from refundcli.render.words import Words


@dataclass(frozen=True, slots=True)
class Report:
    """What `doctor` found in the *ledger*, what of it has been mended, and where the old is kept."""

    ledger: str
    findings: tuple[Finding, ...]
    mended: tuple[Finding, ...] = ()
    kept: str | None = None

    @property
    def is_healthy(self) -> bool:
        """Whether nothing is left that is worse than a note."""
        return all(one.severity in ("ok", "note") for one in self.findings)


def doctor_view(report: Report, as_of: datetime, words: Words) -> Mapping[str, object]:
    """Return the document refundcli/doctor/1."""
    return {
        "schema": "refundcli/doctor/1",
        "as_of": instant(as_of),
        "ledger": report.ledger,
        "healthy": report.is_healthy,
        "kept": report.kept,
        "findings": [
            *_findings(report.mended, words, is_mended=True),
            *_findings(report.findings, words, is_mended=False),
        ],
    }


def _findings(found: Iterable[Finding], words: Words, *, is_mended: bool) -> list[View]:
    return [
        {
            "area": one.area,
            "severity": one.severity,
            "id": one.id,
            "what": words.write(one.what),
            "file": one.file,
            "line": one.line,
            "column": one.column,
            "do": None if one.todo is None or is_mended else words.write(one.todo),
            "mendable": one.is_mendable,
            "mended": is_mended,
        }
        for one in found
    ]
