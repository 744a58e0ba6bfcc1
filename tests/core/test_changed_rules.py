"""The rules of a case that changed since it was opened."""

from datetime import date, timedelta

from tests.builders_cases import OPENED, case, event
from tests.builders_verdict import (
    ANY,
    CITES,
    band,
    ground,
    law,
    provision,
    rulebook,
    rules,
    timer,
    version,
    window,
)

from refundcli.core.changed_rules import ChangedRule, changed_rules
from refundcli.core.dossier import dossier_of
from refundcli.core.events import Event
from refundcli.core.periods import beijing, parse_length
from refundcli.core.rulebook import ProvisionVersion, Rulebook
from refundcli.core.rules import ProvisionUse, Window
from refundcli.core.versions import Value

OLD, NEW = date(2020, 1, 1), date(2026, 11, 24)
NOW = OPENED + timedelta(days=3)


def told(book: Rulebook, *events: Event) -> tuple[ChangedRule, ...]:
    """Return what changed in *book* for a case of goods signed for on 20 November."""
    moments = {"delivered": beijing(2026, 11, 20, 10)}
    found = dossier_of(book, case(*events, platform="shop", moments=moments), NOW)
    return changed_rules(book, found)


def windows(governed_by: str) -> tuple[Window, ...]:
    """Return a window of 30 days that has had 15 since the day NEW."""
    return (
        window("30 days", since=OLD, governed_by=governed_by),
        window("15 days", since=NEW, governed_by=governed_by),
    )


def lengths(value: Value | None) -> tuple[str, ...]:
    """Return how long a version lasts."""
    return () if value is None else tuple(str(one) for one in value.lengths)


def test_rule_that_stays_is_not_told() -> None:
    assert told(rulebook(rules(ground("shop/return", ANY, window()), timer()))) == ()


def test_rule_that_changed_before_the_opening_is_not_told() -> None:
    before = (window("30 days", since=OLD), window("15 days", since=date(2026, 11, 21)))
    assert told(rulebook(rules(ground("shop/return", ANY, *before)))) == ()


def test_version_of_the_governing_day_goes_on_governing() -> None:
    found = told(rulebook(rules(ground("shop/return", ANY, *windows("delivered")))))
    assert [one.rule for one in found] == ["shop/return"]
    one = found[0]
    assert (one.governed_by, one.governed_on) == ("delivered", date(2026, 11, 20))
    assert [lengths(value) for value in (one.then, one.now, one.in_force)] == [
        *((str(parse_length("30 days")),), (str(parse_length("30 days")),)),
        (str(parse_length("15 days")),),
    ]
    assert one.governs_on


def test_version_of_today_governs_where_today_picks_it() -> None:
    one = told(rulebook(rules(ground("shop/return", ANY, *windows("now")))))[0]
    assert (lengths(one.then), lengths(one.now)) == (
        (str(parse_length("30 days")),),
        (str(parse_length("15 days")),),
    )
    assert not one.governs_on


def test_timer_that_changed_is_told_once() -> None:
    versions = (version(band("5 days"), since=OLD), version(band("3 days"), since=NEW))
    book = rulebook(rules(timer("answers", versions=versions)))
    found = told(book, event("applied", 10))
    assert [(one.rule, one.governed_by) for one in found] == [("shop/answers", "applied")]


def test_provision_behind_two_grounds_is_told_once() -> None:
    words = tuple(
        ProvisionVersion(since, None, "now", text, CITES)
        for since, text in ((OLD, "old words"), (NEW, "new words"))
    )
    use = (ProvisionUse("law-1", "cite"),)
    grounds = (ground(id, provisions=use) for id in ("shop/one", "shop/two"))
    found = told(rulebook(rules(*grounds), law(provision("law-1", "anyone", *words))))
    assert [(one.rule, one.then and one.then.text) for one in found] == [("law-1", "old words")]


def test_rule_that_began_after_the_opening_governed_nothing_then() -> None:
    late = window("15 days", since=NEW, governed_by="now")
    one = told(rulebook(rules(ground("shop/return", ANY, late))))[0]
    assert (one.then, lengths(one.now)) == (None, (str(parse_length("15 days")),))
