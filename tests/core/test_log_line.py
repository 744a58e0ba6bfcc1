"""An event as the arguments that tell of it."""

from datetime import date
from decimal import Decimal

from refundcli.core.log_line import log_arguments
from refundcli.core.periods import beijing

AT = beijing(2026, 11, 21, 9)


def test_event_is_told_with_its_time_and_a_flag_for_all_it_carries() -> None:
    carries = {"amount": Decimal("9.90"), "promised_by": beijing(2026, 11, 24), "words": "好的 亲"}
    assert log_arguments("tb-7k2m", "promised", AT, carries)[3:] == (
        *("--at", "2026-11-21T09:00:00+08:00", "--amount", "9.90"),
        *("--promised-by", "2026-11-24T00:00:00+08:00", "--words", "好的 亲"),
    )


def test_correction_is_told_as_pairs() -> None:
    pairs = {
        "order.item_kinds": ("shoes", "food"),
        "claim.facts.intact": True,
        "claim.facts.late": False,
        "order.paid_at": date(2026, 11, 20),
        "order.seller": "",
    }
    assert log_arguments("tb-7k2m", "amended", AT, {"set": pairs})[5:] == (
        *("--set", "order.item_kinds=shoes,food"),
        *("--set", "claim.facts.intact=yes"),
        *("--set", "claim.facts.late=no"),
        *("--set", "order.paid_at=2026-11-20"),
        *("--set", "order.seller="),
    )
