"""What a case gives the fields of a letter: the parcel, the money, the rungs, what the buyer holds."""

from decimal import Decimal

from tests.builders_cases import event
from tests.builders_letters import provision
from tests.builders_life import (
    BOOK,
    LOST,
    TO_12315,
    TO_PLATFORM,
    clock,
    life,
    so,
    values,
)

from refundcli.core.excuse_use import ExcuseUse
from refundcli.core.letter_conditions import life_conditions
from refundcli.core.letter_values import life_values
from refundcli.core.periods import beijing
from refundcli.core.rules import Citation, Source
from refundcli.core.text import Text
from refundcli.core.values import replace

SD_10 = provision("sd-10")


RETURNED = event("returned", 15, day=22, courier="顺丰", waybill="SF1")
RECEIVED = event("received", 12, day=23)


def test_parcel_is_named() -> None:
    """Courier, waybill, day."""
    found = values(RETURNED, RECEIVED)
    named = (found["courier"], found["waybill"], found["returned_on"], found["received_on"])
    assert named == ("顺丰", "SF1", "2026年11月22日", "2026年11月23日")
    assert found["received_days"] == "1"
    assert "one-day-since" in so(RETURNED, RECEIVED)


def test_money_is_due_until_it_is_all_there() -> None:
    """A part of it is not all of it."""
    part = event("refunded", 13, day=23, amount=Decimal(100))
    rest = event("refunded", 14, day=23, amount=Decimal(28))
    assert "money-due" not in so(RETURNED)
    assert "money-due" in so(RETURNED, RECEIVED)
    assert {"money-due", "partly-refunded"} <= so(RETURNED, RECEIVED, part)
    assert values(RETURNED, RECEIVED, part)["outstanding"] == "28.00元"
    assert not {"money-due", "partly-refunded"} & so(RETURNED, RECEIVED, part, rest)


def _source(at: str) -> Citation:
    return Citation(Source("L3", "办法", "", beijing(2026, 1, 1).date(), "official"), at)


def test_periods_of_the_law_are_taken_from_the_clocks() -> None:
    """Their days, their last day, their article."""
    seven = clock("seller-refunds", 24, "law", cites=(_source("第十条"),))
    long = clock("fifteen", 25, "law")
    book = replace(
        BOOK,
        laws={
            **BOOK.laws,
            "sd": replace(BOOK.laws["sd"], provisions=(SD_10,)),
        },
    )
    seen = life(RETURNED, RECEIVED, clocks=(long, seven))
    found = life_values(seen, "zh-Hans", book)
    assert found["refund_law"] == "《网络购买商品七日无理由退货暂行办法》第十条"
    assert (found["refund_law_by"], found["refund_law_days"]) == ("2026年11月23日", "0")
    assert found["long_days"] == "1"
    assert {"refund-late", "refund-law-late"} <= life_conditions(seen)
    assert "long-late" not in life_conditions(seen)
    assert life_values(seen, "zh-Hans", replace(BOOK, laws={}))["refund_law"] is None


def test_periods_of_the_platform_are_taken_from_its_clocks() -> None:
    """No law, no day of a law."""
    site = clock("seller-confirms", 24)
    found = values(RETURNED, RECEIVED, clocks=(site,))
    assert found["refund_platform_by"] == "2026年11月24日00:00（北京时间）"
    assert found["seller_due"] == "2026年11月24日00:00（北京时间）"
    assert found["refund_law"] is None
    made = so(RETURNED, RECEIVED, clocks=(site,))
    assert {"refund-late", "refund-platform-late", "unresolved"} <= made
    assert "refund-law-late" not in made


def test_rungs_are_named_by_day_and_number() -> None:
    """As logged."""
    found = values(TO_PLATFORM, LOST, TO_12315)
    assert (found["platform_on"], found["platform_ref"]) == ("2026年11月22日", "JR1")
    assert (found["complaint_on"], found["complaint_ref"]) == ("2026年11月22日", "Z1")
    assert (found["decided_on"], found["decision_words"]) == ("2026年11月22日", "凭证不足")


def test_evidence_is_numbered_once_each() -> None:
    """What has a name is listed."""
    kept = (event("evidence", 9, note="照片"), event("evidence", 10, reference="视频"))
    again = (event("evidence", 11, note="照片"), event("evidence", 12))
    found = values(*kept, *again)
    assert (found["evidence"], found["evidence_count"]) == ("1. 照片\n2. 视频", "2")


def test_excuse_gives_its_rebuttal() -> None:
    """Name, answer and the shorter line."""
    used = ExcuseUse("opened", Text("拆封不退", "opened"), Text("可退。", "It may be returned."))
    found = life_values(life(excuse=used), "en", BOOK)
    assert (found["excuse_name"], found["rebuttal"]) == ("opened", "It may be returned.")
    assert found["rebuttal_short"] is None
    short = replace(used, short=Text("请退。", "Please."))
    assert life_values(life(excuse=short), "en", BOOK)["rebuttal_short"] == "Please."
    assert "has-excuse" in life_conditions(life(excuse=used))


def test_points_in_dispute_are_numbered() -> None:
    """Without those in which the seller is right."""
    uses = [ExcuseUse(id, Text(id, id), Text("", "")) for id in "abc"]
    points = (
        replace(uses[0], point=Text("拆封（甲）", "opened")),
        uses[1],
        replace(uses[2], point=Text("特价", "sale")),
    )
    found = life_values(replace(life(), points=points), "zh-Hans", BOOK)
    assert found["points"] == "1. 拆封（甲）\n2. 特价"
    assert life_values(life(), "zh-Hans", BOOK)["points"] is None
