"""The ledger as a document that another ledger can read (导出): whole journals, nothing folded."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from refundcli.core.case import Case
from refundcli.core.case_format import case_to_mapping
from refundcli.core.periods import BEIJING

SCHEMA = "refundcli/export/1"
"""The name of the document and the number of its format."""


def export_document(
    cases: Iterable[Case], exported_at: datetime, *, is_redacted: bool = False
) -> dict[str, object]:
    """Return the document that holds *cases*, in their order, with every event, retracted ones too.

    Its values are strings, whole numbers, booleans, lists and mappings. Comments and blank lines of
    the cases' files are not in it.
    """
    return {
        "schema": SCHEMA,
        "exported_at": exported_at.astimezone(BEIJING).isoformat(timespec="seconds"),
        "redacted": is_redacted,
        "cases": [exported_case(one) for one in cases],
    }


def exported_case(case: Case) -> dict[str, object]:
    """Return what the document says of one case; times are ISO 8601, money is a string.

    >>> from refundcli.core.order import Claim, Order
    >>> from refundcli.core.periods import beijing
    >>> order = Order("taobao", "unshipped", paid=Decimal("128.00"))
    >>> one = Case("tb-7k2m", beijing(2026, 11, 22), order, Claim("quality", "refund-only"))
    >>> exported_case(one)["order"]
    {'platform': 'taobao', 'state': 'unshipped', 'paid': '128.00'}
    """
    held = case_to_mapping(case)
    order, events = held["order"], held["events"]
    whole = {
        **held,
        "order": {**_mapping(order), "state": case.order.state},
        "events": [{"id": id, **_mapping(line)} for id, line in _mapping(events).items()],
    }
    return _mapping(_plain(whole))


def _mapping(value: object) -> dict[str, object]:
    return dict(value) if isinstance(value, Mapping) else {}


def _plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case Mapping():
            return {key: _plain(one) for key, one in value.items()}
        case list():
            return [_plain(one) for one in value]
    return value
