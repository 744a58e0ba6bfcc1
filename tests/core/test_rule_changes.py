"""What changed in the rules between two days, and what that changes for a case."""

from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st
from tests.builders_cases import case, event
from tests.builders_verdict import (
    ANY,
    CITES,
    NOW,
    band,
    claim,
    ground,
    law,
    order,
    provision,
    rulebook,
    rules,
    timer,
    version,
    window,
)

from refundcli.core.periods import beijing, parse_length
from refundcli.core.rule_changes import CaseChange, as_of, case_changes, changes
from refundcli.core.rulebook import ProvisionVersion, Rulebook
from refundcli.core.rules import RuleSet, Window
from refundcli.core.values import replace
from refundcli.core.verdict import assess

A, B = date(2024, 1, 1), date(2026, 11, 22)
OLD, MIDDLE = date(2020, 1, 1), date(2025, 6, 1)
DELIVERED = beijing(2026, 11, 12, 10)


def words(text: str | None, since: date, until: date | None = None) -> ProvisionVersion:
    """Return an article's words as they were from *since*."""
    return ProvisionVersion(since, until, "ordered", text, CITES)


def shop(*windows: Window) -> Rulebook:
    """Return a shop with one ground that has these *windows*."""
    return rulebook(rules(ground("shop/return", ANY, *windows)))


def told(book: Rulebook) -> list[tuple[str, str, str]]:
    """Return rule, kind and change of all that changed from A to B."""
    return [(one.rule, one.what, one.change) for one in changes(book, A, B)]


def test_rule_that_stays_is_no_change() -> None:
    book = rulebook(rules(ground("shop/return", ANY, window()), timer()), law(provision("law-1")))
    assert () == changes(book, A, B)


def test_undated_ground_is_no_change() -> None:
    assert () == changes(rulebook(rules(ground())), A, B)


def test_window_with_another_length_has_changed() -> None:
    book = shop(window("7 days", since=OLD), window("15 days", since=MIDDLE))
    assert [("shop/return", "window", "changed")] == told(book)
    found = changes(book, A, B)[0]
    assert found.before is not None
    assert found.after is not None
    assert ((parse_length("7 days"),), (parse_length("15 days"),)) == (
        found.before.lengths,
        found.after.lengths,
    )


def test_timer_that_begins_between_the_days_has_appeared() -> None:
    book = rulebook(rules(timer(versions=(version(band("24 hours"), since=MIDDLE),))))
    assert [("shop/answers", "timer", "appeared")] == told(book)
    assert changes(book, A, B)[0].before is None


def test_window_that_is_abolished_has_ended() -> None:
    book = shop(window("7 days", since=OLD), window(None, since=MIDDLE))
    assert [("shop/return", "window", "ended")] == told(book)


def test_article_whose_end_has_come_has_ended() -> None:
    book = rulebook(law=law(provision("law-1", "anyone", words("old", OLD, MIDDLE))))
    assert [("law-1", "provision", "ended")] == told(book)
    assert "《「law」》article law-1" == changes(book, A, B)[0].title.in_("en")


def test_window_that_was_abolished_before_and_stays_so_is_no_change() -> None:
    assert () == changes(shop(window(None, since=OLD), window(None, since=MIDDLE)), A, B)


def test_abolished_window_that_comes_into_being_is_no_change() -> None:
    assert () == changes(shop(window(None, since=MIDDLE)), A, B)


def test_changes_name_the_buyer_s_own_rules() -> None:
    mine = ground("mine/longer", ANY, window("30 days", since=MIDDLE))
    book = rulebook(own={"shop": RuleSet(grounds=(mine,))})
    assert [("mine/longer", "window", "appeared")] == told(book)


def test_rulebook_as_of_a_day_knows_nothing_that_begins_later() -> None:
    book = rulebook(
        rules(
            ground("shop/return", ANY, window("7 days", since=OLD), window("9 days", since=MIDDLE)),
            timer(versions=(version(band("1 days"), since=MIDDLE),)),
        ),
        law(provision("law-1", "anyone", words("old", OLD), words("new", MIDDLE))),
        {"": RuleSet(grounds=(ground("mine/longer", ANY, window("30 days", since=MIDDLE)),))},
    )
    then = as_of(book, A)
    assert [OLD] == [one.since for one in then.grounds("shop")[0].windows]
    assert () == then.timers("shop")[0].versions
    assert [OLD] == [one.since for one in then.laws["law"].provisions[0].versions]
    assert [MIDDLE] == [one.until for one in then.own[""].grounds[0].windows]


def test_end_that_had_not_come_is_no_end() -> None:
    windows = (window("7 days", since=OLD, until=MIDDLE),)
    assert [None] == [one.until for one in as_of(shop(*windows), A).grounds("shop")[0].windows]
    assert [MIDDLE] == [one.until for one in as_of(shop(*windows), B).grounds("shop")[0].windows]


def test_governing_day_stays_as_it_is() -> None:
    book = shop(window("7 days", governed_by="ordered"))
    assert "ordered" == as_of(book, A).grounds("shop")[0].windows[0].governed_by


def test_ground_that_begins_later_is_unknown_and_not_without_a_period() -> None:
    book = as_of(shop(window("7 days", since=MIDDLE), window("9 days", since=B)), A)
    found = assess(book, order(delivered=DELIVERED), claim(), NOW).findings[0]
    assert "unknown" == found.outcome


def test_rulebook_as_of_today_judges_as_the_rulebook_does() -> None:
    book = shop(window("7 days", since=OLD), window("15 days", since=MIDDLE))
    whole = assess(book, order(delivered=DELIVERED), claim(), NOW)
    assert whole == assess(as_of(book, NOW.date()), order(delivered=DELIVERED), claim(), NOW)


@given(st.dates(date(2019, 1, 1), date(2030, 1, 1)), st.dates(date(2019, 1, 1), date(2030, 1, 1)))
def test_as_of_a_day_is_as_of_any_later_one_and_then_of_it(day: date, later: date) -> None:
    book = shop(
        window("7 days", since=OLD, until=date(2023, 1, 1)),
        window("15 days", since=MIDDLE, until=date(2028, 1, 1)),
    )
    first, last = sorted((day, later))
    windows = as_of(book, first).grounds("shop")[0].windows
    if first >= OLD:
        assert windows == as_of(as_of(book, last), first).grounds("shop")[0].windows


def judged(book: Rulebook, *, applied: bool = False, now: datetime = NOW) -> CaseChange | None:
    """Return what is otherwise by the rules of A and of B for a case delivered ten days before *now*."""
    events = (event("applied", day=14),) if applied else ()
    made = case(*events, platform="shop", moments={"delivered": DELIVERED})
    return case_changes(made, book, A, B, now)


def test_case_that_both_judge_alike_is_no_change() -> None:
    assert judged(shop(window("30 days", since=OLD))) is None


def test_case_in_time_by_the_later_rules_alone_changes_its_verdict() -> None:
    found = judged(shop(window("168 hours", since=OLD), window("30 days", since=MIDDLE)))
    assert found is not None
    assert ("negotiable", "eligible") == (found.before.verdict.id, found.after.verdict.id)


def test_case_whose_deadline_moves_says_from_when_to_when() -> None:
    found = judged(shop(window("720 hours", since=OLD), window("480 hours", since=MIDDLE)))
    assert found is not None
    assert found.before.verdict.id == found.after.verdict.id
    assert [("apply", "shop/return", beijing(2026, 12, 12, 10), beijing(2026, 12, 2, 10))] == [
        (one.id, one.rule, one.before, one.after) for one in found.deadlines
    ]


def test_timer_that_only_the_later_rules_have_runs_by_them_alone() -> None:
    late = timer(versions=(version(band("240 hours"), since=MIDDLE),))
    found = judged(rulebook(rules(ground(), late)), applied=True)
    assert found is not None
    assert [(None, beijing(2026, 11, 24, 10))] == [
        (one.before, one.after) for one in found.deadlines
    ]


def test_timer_that_only_the_earlier_rules_have_runs_by_them_alone() -> None:
    old, gone = version(band("240 hours"), since=OLD), version(since=MIDDLE)
    found = judged(rulebook(rules(ground(), timer(versions=(old, gone)))), applied=True)
    assert found is not None
    assert [(beijing(2026, 11, 24, 10), None)] == [
        (one.before, one.after) for one in found.deadlines
    ]


def test_later_version_that_the_case_s_day_does_not_pick_changes_nothing() -> None:
    newer = replace(window("15 days", since=date(2026, 11, 20)))
    assert judged(shop(window("30 days", since=OLD), newer)) is None
