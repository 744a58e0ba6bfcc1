"""What is wrong with a rule, as a value."""

from refundcli.core.text import Said
from refundcli.core.values import dataclass

SEVERITIES = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something wrong with a rule: an error is refused, a warning is said."""

    severity: str
    rule: str
    what: Said
