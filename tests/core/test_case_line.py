"""A case in a line."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from tests.builders_cases import OPENED, at, case, event
from tests.builders_verdict import ANY, ground, rulebook, rules, timer, window

from refundcli.core.case import Case
from refundcli.core.case_line import CaseLine, case_line, recorded_at
from refundcli.core.case_order import SORTS
from refundcli.core.dossier import Dossier, dossier_of
from refundcli.core.events import Event
from refundcli.core.order import When
from refundcli.core.periods import beijing
from refundcli.core.values import replace

BOOK = rulebook(
    rules(ground("shop/return", ANY, window()), ground("shop/always"), timer("answers"))
)
NOW = at(12)
SIGNED: Mapping[str, When] = {"delivered": beijing(2026, 11, 20, 10)}


def told(*events: Event, now: datetime = NOW, moments: Mapping[str, When] = SIGNED) -> Dossier:
    """Return a case in the shop with all that can be said of it."""
    return dossier_of(BOOK, case(*events, platform="shop", moments=moments), now)


def line(*events: Event, now: datetime = NOW, moments: Mapping[str, When] = SIGNED) -> CaseLine:
    """Return the line of a case in the shop."""
    return case_line(BOOK, told(*events, now=now, moments=moments))


def test_line_says_what_the_dossier_says() -> None:
    applied = event("applied", 10)
    found, dossier = line(applied), told(applied)
    assert (found.id, found.phase, found.verdict) == ("tb-7k2m", "applied", dossier.verdict.id)
    assert (found.site, found.next_step) == (BOOK.platforms["shop"].name, dossier.next_step)
    assert (found.paid, found.asked) == (Decimal("128.00"), Decimal("128.00"))


def test_line_has_the_soonest_clock_and_whose_it_is() -> None:
    clock = line(event("applied", 10)).next
    assert clock is not None
    assert (clock.id, clock.actor, clock.due, clock.is_ours) == (
        *("answers", "seller", at(10, day=24)),
        False,
    )


def test_clock_of_the_buyer_is_ours() -> None:
    clock = line().next
    assert clock is not None
    assert (clock.id, clock.is_ours) == ("apply", True)


def test_line_without_a_clock_is_never_overdue() -> None:
    found = line(event("closed", 11, outcome="won"))
    assert (found.next, found.is_closed, found.is_overdue(NOW)) == (None, True, False)


@pytest.mark.parametrize(("minutes", "is_over"), [(-1, False), (0, True)])
def test_line_is_overdue_from_the_end_of_its_clock(minutes: int, is_over: bool) -> None:
    found = line(event("applied", 10))
    assert found.is_overdue(at(10, day=24) + timedelta(minutes=minutes)) is is_over


def test_line_tells_when_money_was_asked_for_and_came() -> None:
    events = (
        event("sent", 9),
        event("applied", 10),
        event("refunded", 11, amount=Decimal(20)),
        event("refunded", 12, amount=Decimal(30)),
    )
    found = line(*events, now=at(13))
    assert (found.first_asked_at, found.refunded_at) == (at(9), at(12))
    assert found.refunded == Decimal(50)


def test_application_before_the_case_is_the_first_asking() -> None:
    moments = {"delivered": beijing(2026, 11, 20, 10), "applied": beijing(2026, 11, 21, 10)}
    assert line(event("sent", 9), moments=moments).first_asked_at == beijing(2026, 11, 21, 10)


def test_line_was_updated_when_the_last_event_was_recorded() -> None:
    late = replace(event("noted", 8, note="n"), id="20261125T093000-zzzz")
    assert line(late, event("noted", 11, note="m"), now=at(12, day=26)).updated_at == (
        beijing(2026, 11, 25, 9, 30)
    )
    assert line().updated_at == OPENED


def test_key_that_tells_no_time_is_recorded_when_it_happened() -> None:
    odd = Event("20269999T999999-zzzz", at(8), "noted", {"note": "n"})
    assert recorded_at(odd) == at(8)


def test_line_is_good_until_its_first_turn() -> None:
    midnight = at(0, day=24)
    assert line().good_until == midnight
    assert line(event("applied", 10), now=at(9, day=24)).good_until == at(10, day=24)
    snoozed = event("snoozed", 11, until=at(18))
    assert line(snoozed).good_until == at(18)
    assert line(snoozed, now=at(19)).good_until == midnight


def made(id: str, hour: int, paid: str | None, *events: Event) -> CaseLine:
    """Return a line opened at an hour of 20 November."""
    sum = Decimal(paid) if paid is not None else None
    usual = case(*events, id=id, platform="shop", paid=sum)
    opened = Case(id, at(hour, day=20), usual.order, usual.claim, usual.events)
    return case_line(BOOK, dossier_of(BOOK, opened, NOW))


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("opened", ["tb-bbbb", "tb-cccc", "tb-aaaa"]),
        ("due", ["tb-bbbb", "tb-aaaa", "tb-cccc"]),
        ("platform", ["tb-bbbb", "tb-cccc", "tb-aaaa"]),
        ("paid", ["tb-aaaa", "tb-bbbb", "tb-cccc"]),
    ],
)
def test_cases_are_sorted(order: str, ids: list[str]) -> None:
    lines = [
        made("tb-aaaa", 12, "200.00"),
        made("tb-bbbb", 9, "9.00", event("applied", 9)),
        made("tb-cccc", 10, None, event("closed", 9, outcome="won")),
    ]
    assert [one.id for one in sorted(lines, key=SORTS[order])] == ids
