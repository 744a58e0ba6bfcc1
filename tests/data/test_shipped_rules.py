"""The rulebook that is shipped: it loads, is clean, whole, and agrees with what others publish."""

from collections import Counter
from datetime import date

import chinese_calendar
import holidays
import pytest
from tests.builders import days

from refundcli.adapters.rulebook import load_rulebook, platform_ids
from refundcli.core.events import EVENTS
from refundcli.core.lint import lint
from refundcli.core.names import of_platforms, of_reasons, of_remedies, resolve
from refundcli.core.order import STATES
from refundcli.core.rulebook import Rulebook

AS_OF = date(2026, 11, 22)
"""The day the rules were read; lint takes it, so that no day to come makes them wrong."""

REASONS = {
    "quality": "质量问题",
    "not-as-described": "描述不符",
    "counterfeit": "假冒/欺诈",
    "food-safety": "食品安全",
    "wrong-item": "发错货",
    "missing-item": "少件",
    "damaged": "运输破损",
    "not-received": "未收到货/虚假签收",
    "late-shipment": "未按约定时间发货",
    "out-of-stock": "缺货/卖家取消",
    "no-reason": "七天无理由",
    "change-of-mind": "不想要/拍错/多拍",
    "price-drop": "降价/价格争议",
    "virtual-not-delivered": "虚拟商品未到账",
    "unauthorised": "未授权扣款/未成年人消费",
    "service": "服务与承诺不符",
    "agreed": "协商一致退款",
    "other": "其他",
}
REMEDIES = {
    "cancel": "取消订单",
    "refund-only": "仅退款",
    "return-refund": "退货退款",
    "exchange": "换货",
    "repair": "维修",
    "resend": "补寄",
    "price-reduction": "部分退款/减少价款",
    "price-difference": "退差价/价保",
}
YEARS = (2024, 2025, 2026)
DAYS = tuple(days(date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)))


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    """Return the rulebook as it is shipped, without any of the buyer's own rules."""
    return load_rulebook()


def test_rulebook_loads_every_platform(shipped: Rulebook) -> None:
    assert sorted(shipped.platforms) == sorted(platform_ids())


def test_rulebook_has_no_error(shipped: Rulebook) -> None:
    found = lint(shipped, EVENTS, AS_OF)
    assert [one for one in found if one.severity == "error"] == []


def test_provision_that_may_be_cited_has_its_words(shipped: Rulebook) -> None:
    provisions = [one for law in shipped.laws.values() for one in law.provisions if one.is_citable]
    wordless = [one.id for one in provisions if not all(v.text for v in one.versions)]
    assert wordless == []


def test_every_reason_is_there(shipped: Rulebook) -> None:
    assert sorted(shipped.reasons) == sorted(REASONS)


def test_every_remedy_is_there(shipped: Rulebook) -> None:
    assert sorted(shipped.remedies) == sorted(REMEDIES)


@pytest.mark.parametrize(
    ("id", "name"), [(id, name) for id, names in REASONS.items() for name in names.split("/")]
)
def test_reason_is_found_by_its_chinese_name(shipped: Rulebook, id: str, name: str) -> None:
    assert resolve(name, of_reasons(shipped), "reason") == id


@pytest.mark.parametrize(
    ("id", "name"), [(id, name) for id, names in REMEDIES.items() for name in names.split("/")]
)
def test_remedy_is_found_by_its_chinese_name(shipped: Rulebook, id: str, name: str) -> None:
    assert resolve(name, of_remedies(shipped), "remedy") == id


def test_platform_is_found_by_each_of_its_names(shipped: Rulebook) -> None:
    names = of_platforms(shipped.platforms)
    found = {name: resolve(name, names, "platform") for called in names.values() for name in called}
    assert found == {name: id for id, called in names.items() for name in called}


def test_no_two_platforms_share_a_short_name(shipped: Rulebook) -> None:
    counts = Counter(site.short for site in shipped.platforms.values())
    assert [short for short, count in counts.items() if count > 1] == []


def test_no_two_platforms_share_an_alias(shipped: Rulebook) -> None:
    counts = Counter(
        alias.casefold() for site in shipped.platforms.values() for alias in site.aliases
    )
    assert [alias for alias, count in counts.items() if count > 1] == []


def test_platform_lists_its_states_in_their_order(shipped: Rulebook) -> None:
    listed = {site.id: list(site.states) for site in shipped.platforms.values()}
    assert listed == {id: sorted(states, key=STATES.index) for id, states in listed.items()}


@pytest.mark.parametrize("year", YEARS)
def test_calendar_knows_the_year(shipped: Rulebook, year: int) -> None:
    assert shipped.calendar.knows(date(year, 1, 1))


def test_calendar_agrees_with_chinese_calendar_day_by_day(shipped: Rulebook) -> None:
    expected = {day: chinese_calendar.is_workday(day) for day in DAYS}
    assert {day: shipped.calendar.is_workday(day) for day in DAYS} == expected


def test_calendar_agrees_with_holidays_day_by_day(shipped: Rulebook) -> None:
    china = holidays.country_holidays("CN", years=YEARS)
    expected = {day: china.is_working_day(day) for day in DAYS}
    assert {day: shipped.calendar.is_workday(day) for day in DAYS} == expected
