"""Which rules count where, and which version on which day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import calendar_2026
from tests.builders_rules import (
    ground,
    law,
    note,
    platform,
    provision,
    rulebook,
    rules,
    timer,
    window,
)

from refundcli.core.rulebook import Calendar, in_force
from refundcli.core.rules import Conditions, RuleSet, Window
from refundcli.core.values import replace

CALENDAR = calendar_2026()
OLD = window(date(2020, 1, 1))
NEW = window(date(2024, 1, 1))
OWN = RuleSet(grounds=(ground("mine/longer"),))
EVERYWHERE = RuleSet(grounds=(ground("card/insured"),))


def test_platform_has_its_own_rules_first_and_the_laws_last() -> None:
    found = rulebook().rule_sets("shop")
    assert found == (platform().rules, law().rules)


def test_platform_borrows_the_rules_of_another() -> None:
    outlet = platform("outlet", rules_of="shop")
    book = rulebook(platforms={"shop": platform(), "outlet": outlet})
    assert book.rule_sets("outlet") == (outlet.rules, platform().rules, law().rules)


def test_own_rules_stand_between_the_platform_and_the_laws() -> None:
    book = rulebook(own={"": EVERYWHERE, "shop": OWN, "outlet": RuleSet()})
    assert book.rule_sets("shop") == (platform().rules, OWN, EVERYWHERE, law().rules)


def test_own_rules_of_another_platform_play_no_part() -> None:
    assert rulebook(own={"outlet": OWN}).rule_sets("shop") == rulebook().rule_sets("shop")


def test_platform_under_no_law_has_its_own_rules_alone() -> None:
    book = rulebook(platforms={"shop": platform(law="none")})
    assert book.rule_sets("shop") == (platform().rules,)


CONSUMERS = Conditions(purposes=("personal",))
ANYBODY = Conditions(purposes=("personal", "business"))


@pytest.mark.parametrize(
    ("kept", "dropped"),
    [
        (
            RuleSet(grounds=(ground(conditions=ANYBODY),)),
            RuleSet(grounds=(ground(conditions=CONSUMERS),)),
        ),
        (
            RuleSet(timers=(timer(conditions=ANYBODY),)),
            RuleSet(timers=(timer(conditions=CONSUMERS),)),
        ),
        (
            RuleSet(cautions=(note(conditions=ANYBODY),)),
            RuleSet(cautions=(note(conditions=CONSUMERS),)),
        ),
        (
            RuleSet(evidence=(note(conditions=ANYBODY),)),
            RuleSet(evidence=(note(conditions=CONSUMERS),)),
        ),
    ],
)
def test_private_sale_keeps_only_what_holds_for_anybody(kept: RuleSet, dropped: RuleSet) -> None:
    both = RuleSet(
        grounds=(*dropped.grounds, *kept.grounds),
        timers=(*dropped.timers, *kept.timers),
        cautions=(*dropped.cautions, *kept.cautions),
        evidence=(*dropped.evidence, *kept.evidence),
    )
    book = rulebook(platforms={"shop": platform(law="civil")}, laws={"fair": law(rules=both)})
    assert book.rule_sets("shop")[-1] == kept


def test_private_sale_keeps_the_platforms_own_rules_for_consumers() -> None:
    shop = platform(law="civil", rules=rules(grounds=(ground(conditions=CONSUMERS),)))
    assert rulebook(platforms={"shop": shop}).rule_sets("shop")[0] == shop.rules


def test_grounds_are_those_of_the_platform_and_of_the_laws() -> None:
    assert [one.id for one in rulebook().grounds("shop")] == ["shop/faulty", "fair/faulty"]


def test_timers_are_those_of_the_platform_and_of_the_laws() -> None:
    sued = timer("sue", file="fair")
    book = rulebook(laws={"fair": law(rules=RuleSet(timers=(sued,)))})
    assert [one.rule for one in book.timers("shop")] == ["shop/seller-answers", "fair/sue"]


def test_files_are_named_and_own_ones_marked() -> None:
    book = rulebook(own={"": EVERYWHERE, "shop": OWN})
    assert book.files() == (
        ("shop", platform().rules),
        ("fair", law().rules),
        ("own", EVERYWHERE),
        ("own shop", OWN),
    )


def test_provision_is_found_by_its_id() -> None:
    assert rulebook().provision("fair-24") == provision()


@pytest.mark.parametrize("id", ["fair-25", "free-24", "fair", ""])
def test_provision_that_no_law_holds_is_none(id: str) -> None:
    assert rulebook().provision(id) is None


def test_provision_is_titled_as_the_law_writes_it() -> None:
    assert provision().title == "《中华人民共和国公平法》第二十四条"


def test_calendar_knows_its_years() -> None:
    assert CALENDAR.knows(date(2026, 12, 31))


def test_calendar_knows_no_other_year() -> None:
    assert not CALENDAR.knows(date(2027, 1, 1))


@pytest.mark.parametrize(
    ("day", "is_workday"),
    [
        (date(2026, 9, 24), True),
        (date(2026, 9, 25), False),
        (date(2026, 9, 26), False),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
    ],
    ids=["a Thursday", "a festival", "a Saturday", "a Saturday made up for", "a Sunday"],
)
def test_calendar_tells_workdays(day: date, is_workday: bool) -> None:
    assert CALENDAR.is_workday(day) is is_workday


YEARLY = Calendar(years=frozenset({2026}), yearly=frozenset({(1, 1)}))


def test_yearly_festival_is_off_before_its_notice_is_out() -> None:
    assert not YEARLY.is_workday(date(2027, 1, 1))


def test_yearly_festival_gives_way_to_the_notice() -> None:
    """1 January 2026 is a Thursday; a notice that leaves it out has the last word."""
    assert YEARLY.is_workday(date(2026, 1, 1))


def test_day_of_an_unknown_year_is_a_workday_from_monday_to_friday() -> None:
    week = [date(2027, 3, 1) + timedelta(days=n) for n in range(7)]
    assert [CALENDAR.is_workday(day) for day in week] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    ("day", "version"),
    [
        (date(2019, 12, 31), None),
        (date(2020, 1, 1), OLD),
        (date(2023, 12, 31), OLD),
        (date(2024, 1, 1), NEW),
        (date(2030, 1, 1), NEW),
    ],
    ids=["before any", "on its day", "the day before the next", "the next one's day", "later"],
)
def test_version_in_force_is_the_newest_that_has_begun(day: date, version: Window | None) -> None:
    assert in_force((NEW, OLD), day) == version


@pytest.mark.parametrize(
    ("day", "is_in_force"),
    [(date(2021, 12, 31), True), (date(2022, 1, 1), False), (date(2023, 1, 1), False)],
)
def test_version_is_out_of_force_from_its_until(day: date, is_in_force: bool) -> None:
    ended = replace(OLD, until=date(2022, 1, 1))
    assert in_force((ended, NEW), day) == (ended if is_in_force else None)


def test_no_versions_give_no_answer() -> None:
    assert in_force((), date(2026, 1, 1)) is None


DAYS = st.dates(date(2000, 1, 1), date(2050, 1, 1))
VERSIONS = st.lists(
    st.builds(window, since=DAYS, until=st.none() | DAYS), max_size=4, unique_by=lambda w: w.since
)


@given(VERSIONS, DAYS, DAYS)
def test_future_version_changes_no_answer_of_today(
    versions: list[Window], today: date, other: date
) -> None:
    future = window(max(today, other) + timedelta(days=1))
    assert in_force([*versions, future], today) == in_force(versions, today)


@given(VERSIONS, DAYS)
def test_order_of_the_versions_plays_no_part(versions: list[Window], day: date) -> None:
    assert in_force(reversed(versions), day) == in_force(versions, day)
