"""What a dated rule says in a version, and which day picks it."""

from datetime import date
from decimal import Decimal

from tests.builders_verdict import CITES, NOW, band, order, provision, version, window

from refundcli.core.periods import beijing, parse_length
from refundcli.core.rulebook import ProvisionVersion
from refundcli.core.rules import Conditions
from refundcli.core.versions import pick, value_of, value_on

OLD = window("7 days", since=date(2020, 1, 1))
NEW = window("15 days", since=date(2026, 11, 1))


def test_value_of_a_window_has_every_source_s_length() -> None:
    found = value_of(window("7 days", "15 days", "7 days"))
    assert (parse_length("7 days"), parse_length("15 days")) == found.lengths
    assert ["7 days", "15 days"] == [one.at for one in found.cites]


def test_value_of_a_timer_has_the_length_of_every_band() -> None:
    cheap = band("1 hours", conditions=Conditions(paid_up_to=Decimal(10)))
    found = value_of(version(cheap, band("2 days")))
    assert (parse_length("1 hours"), parse_length("2 days")) == found.lengths


def test_value_without_a_length_is_abolished() -> None:
    assert value_of(window(None)).is_abolished
    assert not value_of(window("7 days")).is_abolished


def test_value_of_an_article_is_its_words() -> None:
    found = value_of(ProvisionVersion(date(2020, 1, 1), None, "ordered", None, CITES))
    assert (None, (), False) == (found.text, found.lengths, found.is_abolished)
    assert "words of law-1" == value_of(provision("law-1").versions[0]).text


def test_value_on_a_day_is_that_in_force() -> None:
    found = value_on((OLD, NEW), date(2026, 10, 31))
    assert found is not None
    assert date(2020, 1, 1) == found.since


def test_value_on_a_day_before_all_is_unknown() -> None:
    assert value_on((OLD, NEW), date(2019, 12, 31)) is None


def test_pick_names_the_version_of_the_governing_day_and_that_of_now() -> None:
    found = pick((OLD, NEW), order(delivered=beijing(2026, 10, 20, 9)), NOW, NOW)
    assert found is not None
    assert ("delivered", date(2026, 10, 20), True) == (
        found.governed_by,
        found.governed_on,
        found.is_day_known,
    )
    assert (value_of(OLD), value_of(NEW)) == (found.then, found.now)
    assert found.has_changed


def test_pick_takes_today_where_the_governing_day_is_not_known() -> None:
    found = pick((OLD, NEW), order(), NOW, NOW)
    assert found is not None
    assert (date(2026, 11, 22), False) == (found.governed_on, found.is_day_known)
    assert not found.has_changed


def test_pick_by_the_event_that_started_a_timer() -> None:
    old, new = version(band("2 days")), version(band("1 days"), since=date(2026, 11, 1))
    found = pick((old, new), order(), beijing(2026, 10, 20, 9), NOW, "applied")
    assert found is not None
    assert ("applied", date(2026, 10, 20), True) == (
        found.governed_by,
        found.governed_on,
        found.is_day_known,
    )
    assert (value_of(old), value_of(new)) == (found.then, found.now)


def test_pick_of_a_day_that_no_version_covers_is_unknown() -> None:
    gone = window("7 days", until=date(2026, 1, 1))
    found = pick((gone,), order(delivered=date(2026, 10, 20)), NOW, NOW)
    assert found is not None
    assert (None, None, False) == (found.then, found.now, found.has_changed)


def test_pick_before_every_version_is_none() -> None:
    assert pick((window(since=date(2027, 1, 1)),), order(), NOW, NOW) is None
