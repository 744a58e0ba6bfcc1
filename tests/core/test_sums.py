"""The money of a case."""

from decimal import Decimal

from tests.builders_cases import case, event

from refundcli.core.case import fold
from refundcli.core.events import Event
from refundcli.core.sums import Sums, sums


def found(*events: Event) -> Sums:
    """Return the money of a case about 128 yuan."""
    return sums(fold(case(*events)))


def test_everything_paid_is_asked_for_and_missing() -> None:
    paid = Decimal("128.00")
    assert found() == Sums(paid, paid, None, Decimal(0), paid)


def test_last_offer_of_the_seller_with_a_sum_counts() -> None:
    offers = (
        event("offered", 9, amount=Decimal(20)),
        event("offered", 10, amount=Decimal(30)),
        event("offered", 11, words="a voucher"),
        event("offered", 12, amount=Decimal(90), by="buyer"),
    )
    assert found(*offers).offered == Decimal(30)


def test_what_came_is_no_longer_missing() -> None:
    one = found(event("refunded", 10, amount=Decimal("28.00")))
    assert (one.received, one.missing) == (Decimal(28), Decimal(100))
