"""Cases in the middle of their lives, for the letters of every stage."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from tests.builders_cases import at, event

from refundcli.core.case import Case
from refundcli.core.order import Claim, Order
from refundcli.core.periods import beijing


@dataclass(frozen=True, slots=True)
class Story:
    """A case as it stands at a moment, and the stage of the letter to write then."""

    case: Case
    now: datetime
    next: str


_CUP = Order(
    platform="taobao",
    state="delivered",
    number="4096000000000000001",
    seller="晨光家居店",
    item="不锈钢保温杯 500ml",
    paid=Decimal("128.00"),
    moments={"paid": beijing(2026, 11, 17, 9), "delivered": beijing(2026, 11, 20, 10)},
)
_DEFECT = Claim("quality", "return-refund", "personal", Decimal("128.00"))
_KEPT = event("evidence", 9, day=21, note="杯体裂缝照片两张")
_ASKED = event("sent", 10, day=21, stage="first", respond_by=at(10, day=22))
_APPLIED = event("applied", 11, day=21, remedy="return-refund", amount=Decimal("128.00"))


def _case(*events: object, order: Order = _CUP, claim: Claim = _DEFECT) -> Case:
    return Case("tb-7k2m", at(9, day=21), order, claim, tuple(events))  # type: ignore[arg-type]  # events


_REFUSED = (
    *(_KEPT, _ASKED, _APPLIED),
    event("refused", 20, day=21, words="拆封不退，找快递"),
)
_DEADLOCK = (
    *_REFUSED,
    event("sent", 23, day=21, stage="rebuttal", respond_by=at(23, day=22)),
    event("refused", 9, day=22, words="说了不退就是不退"),
)
_TURNED_DOWN = (
    *_DEADLOCK,
    event("escalated", 13, day=22, rung="platform", reference="JR123"),
    event("decided", 14, day=25, rung="platform", outcome="lost", words="凭证不足"),
)
_WENT_BACK = (
    event("applied", 11, day=21, remedy="return-refund", amount=Decimal("128.00")),
    event("agreed", 12, day=21, address="杭州市仓库"),
    event("returned", 15, day=21, courier="顺丰", waybill="SF1234567890"),
)
_TRADE = Order(
    platform="1688",
    state="delivered",
    number="2210000000000000002",
    seller="义乌市晨光日用品有限公司",
    item="不锈钢保温杯 500ml 200只",
    paid=Decimal("3600.00"),
    moments={"delivered": beijing(2026, 11, 20, 10)},
)
_TRADE_DEFECT = Claim(
    *("quality", "return-refund", "business", Decimal("3600.00")),
    facts={"purpose-defeated": True, "notice-in-time": True},
)
_UNSHIPPED = Order(
    platform="pinduoduo",
    state="unshipped",
    number="261120-123456789012345",
    paid=Decimal("59.90"),
    moments={"paid": beijing(2026, 11, 20, 8)},
)
_VIRTUAL = Order(
    platform="alipay-virtual",
    state="unshipped",
    number="2026112000000001",
    seller="某某会员专营店",
    item="视频会员月卡",
    paid=Decimal("25.00"),
    moments={"paid": beijing(2026, 11, 20, 8)},
)
_OFFLINE = Order(
    platform="alipay-offline",
    state="completed",
    number="2026112000000002",
    seller="街角电器",
    paid=Decimal("299.00"),
    moments={"completed": beijing(2026, 11, 20, 18)},
)

STORIES: Mapping[str, Story] = {
    "asked": Story(_case(_ASKED), at(9, day=22), "first"),
    "silent": Story(_case(_ASKED), at(12, 30, day=23), "reminder"),
    "refused": Story(_case(*_REFUSED), at(23, day=21), "rebuttal"),
    "offered": Story(
        _case(*_REFUSED, event("offered", 22, day=21, amount=Decimal("20.00"))),
        at(23, day=21),
        "counter",
    ),
    "offered-all": Story(
        _case(_ASKED, event("offered", 22, day=21, amount=Decimal("128.00"))),
        at(23, day=21),
        "accept",
    ),
    "deadlock": Story(_case(*_DEADLOCK), at(10, day=22), "platform"),
    "turned-down": Story(_case(*_TURNED_DOWN), at(15, day=25), "authority"),
    "court": Story(
        _case(
            *_TURNED_DOWN,
            event("escalated", 10, day=26, rung="12315", reference="2026330100"),
            event("decided", 10, day=29, rung="12315", outcome="lost"),
        ),
        at(15, day=30),
        "court",
    ),
    "sent-back": Story(
        _case(
            *_WENT_BACK, claim=Claim("no-reason", "return-refund", "personal", Decimal("128.00"))
        ),
        at(16, day=21),
        "return-notice",
    ),
    "not-paid-back": Story(
        _case(
            *_WENT_BACK,
            event("received", 10, day=22),
            claim=Claim("no-reason", "return-refund", "personal", facts={"intact": True}),
        ),
        beijing(2026, 12, 9, 12),
        "refund-due",
    ),
    "trade": Story(
        _case(
            event("sent", 10, day=21, stage="first", respond_by=at(10, day=22)),
            event("refused", 20, day=21, words="货没有问题"),
            order=_TRADE,
            claim=_TRADE_DEFECT,
        ),
        at(23, day=21),
        "rebuttal",
    ),
    "promise-broken": Story(
        _case(
            event("promised", 10, day=21, promised_by=at(18, day=21), words="今天发货"),
            order=_UNSHIPPED,
            claim=Claim("late-shipment", "refund-only", "personal", Decimal("59.90")),
        ),
        at(9, day=22),
        "reminder",
    ),
    "virtual": Story(
        _case(
            event("sent", 10, day=21, stage="first", respond_by=at(10, day=22)),
            event("sent", 11, day=22, stage="reminder", respond_by=at(11, day=23)),
            order=_VIRTUAL,
            claim=Claim("virtual-not-delivered", "refund-only", "personal", Decimal("25.00")),
        ),
        at(12, day=23),
        "platform",
    ),
    "favour": Story(
        _case(
            event("refused", 20, day=21),
            order=_OFFLINE,
            claim=Claim("change-of-mind", "return-refund", "personal"),
        ),
        at(23, day=21),
        "rebuttal",
    ),
}
"""By name; each is one letter's turn."""
