"""A line is worked out from the rules that may count, with the time for which it stays."""

from datetime import date

import pytest
from tests.builders_cases import ID, OPENED, event
from tests.builders_ladder import ladder, rung
from tests.builders_verdict import (
    claim,
    ground,
    order,
    rulebook,
    rules,
    window,
)

from refundcli.core.case import Case
from refundcli.core.case_line import case_line
from refundcli.core.dossier import dossier_of
from refundcli.core.errors import BadData
from refundcli.core.events import Event
from refundcli.core.line_maker import ALWAYS, NEVER, LineMaker
from refundcli.core.periods import beijing
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Conditions, Length, Offer, Within
from refundcli.core.values import replace

NOW = beijing(2026, 11, 23, 10)
DELIVERED = beijing(2026, 11, 20, 10)


def a_case(*events: Event, **known: object) -> Case:
    """Return a case in the shop, its goods signed for on 20 November."""
    moments = {"delivered": DELIVERED, **known}
    return Case(ID, OPENED, order("delivered", **moments), claim(), events)  # type: ignore[arg-type]  # moments


def returnable(*conditions: Conditions) -> Rulebook:
    """Return rules by which goods may be given back within a week, under each of *conditions*."""
    grounds = (ground(f"shop/{n}", one, window()) for n, one in enumerate(conditions))
    return rulebook(rules(*grounds))


def test_line_is_that_of_the_dossier() -> None:
    found = returnable(
        Conditions(), Conditions(states=("completed",)), Conditions(reasons=("change-of-mind",))
    )
    case = a_case(event("sent", respond_by=beijing(2026, 11, 24, 10)))
    line = LineMaker(found).made(case, NOW).line
    expected = case_line(found, dossier_of(found, case, NOW))
    assert replace(expected, good_until=line.good_until) == line


def test_line_stays_from_the_last_clock_to_the_next() -> None:
    case = a_case(event("sent", hour=8, respond_by=beijing(2026, 11, 23, 9)))
    made = LineMaker(returnable(Conditions())).made(case, NOW)
    assert (beijing(2026, 11, 23, 9), beijing(2026, 11, 27, 10)) == (made.since, made.until)
    assert made.until == made.line.good_until


def test_line_that_depends_on_the_rungs_stays_for_a_day() -> None:
    lost = event("escalated", 8, rung="platform"), event("decided", 9, outcome="lost")
    made = LineMaker(rulebook(), ladder(rung("platform"), rung("court"))).made(a_case(*lost), NOW)
    assert made.line.next_step.rung == "court"
    assert (made.since, made.until) == (beijing(2026, 11, 23), beijing(2026, 11, 24))


def test_line_without_a_clock_stays_for_ever() -> None:
    made = LineMaker(rulebook(rules())).made(a_case(), NOW)
    assert (ALWAYS, NEVER) == (made.since, made.until)


def test_line_stays_until_a_rule_changes() -> None:
    changes = window(since=date(2026, 1, 1)), window("24 hours", since=date(2026, 11, 25))
    found = rulebook(rules(ground("shop/return", Conditions(), *changes)))
    assert beijing(2026, 11, 25) == LineMaker(found).made(a_case(), NOW).until


def test_line_stays_until_a_condition_of_time_turns() -> None:
    found = returnable(Conditions(within=Within("delivered", Length(96, "hours"))))
    assert beijing(2026, 11, 24, 10) == LineMaker(found).made(a_case(), NOW).until


def test_line_stays_until_the_buyer_wants_to_hear_of_it_again() -> None:
    case = a_case(event("snoozed", hour=9, until=beijing(2026, 11, 23, 12)))
    assert beijing(2026, 11, 23, 12) == LineMaker(rulebook(rules())).made(case, NOW).until


def test_windows_count_no_more_once_the_buyer_applied() -> None:
    made = LineMaker(returnable(Conditions())).made(a_case(event("applied", hour=9)), NOW)
    assert NEVER == made.until


def test_window_of_a_moment_that_is_not_known_turns_nothing() -> None:
    found = rulebook(rules(ground("shop/return", Conditions(), window(after="completed"))))
    assert NEVER == LineMaker(found).made(a_case(), NOW).until


def test_abolished_window_turns_nothing() -> None:
    found = rulebook(rules(ground("shop/return", Conditions(), window(None))))
    assert NEVER == LineMaker(found).made(a_case(), NOW).until


def test_line_of_what_cannot_be_had_says_what_there_is_instead() -> None:
    swap = ground("shop/swap", Conditions(), window("240 hours"), grants=("exchange",))
    offers = (Offer(Conditions(remedies=("exchange",)), ()),)
    found = rulebook(rules(swap, ground("shop/return", Conditions(), window()), offers=offers))
    made = LineMaker(found).made(a_case(), NOW)
    expected = case_line(found, dossier_of(found, a_case(), NOW))
    assert replace(expected, good_until=made.until) == made.line
    assert made.line.verdict == "unavailable"
    assert found.remedies["exchange"].word.name in made.line.next_step.why.fields["instead"]  # type: ignore[operator]  # a tuple


def test_what_another_remedy_hangs_on_turns_nothing_while_this_one_can_be_had() -> None:
    swap = ground("shop/swap", Conditions(), window("80 hours"), grants=("exchange",))
    found = rulebook(rules(swap, ground("shop/return", Conditions(), window())))
    assert beijing(2026, 11, 27, 10) == LineMaker(found).made(a_case(), NOW).until


def test_dossier_is_the_one_that_the_line_is_of() -> None:
    found = returnable(Conditions())
    maker = LineMaker(found)
    dossier = maker.dossier(a_case(), NOW)
    assert case_line(found, dossier).next == maker.made(a_case(), NOW).line.next


def test_period_beyond_the_calendar_turns_nothing_where_nobody_asks_for_it() -> None:
    denied = Conditions(needs=("intact",))
    far = ground("shop/swap", denied, window("9000 years"), grants=("exchange",))
    case = replace(a_case(), claim=claim(intact=False))
    assert NEVER == LineMaker(rulebook(rules(far, offers=()))).made(case, NOW).until


def test_period_beyond_the_calendar_is_refused_where_it_counts() -> None:
    far = rulebook(rules(ground("shop/return", Conditions(), window("9000 years"))))
    with pytest.raises(BadData):
        LineMaker(far).made(a_case(), NOW)


def test_rules_are_sifted_once_for_cases_of_one_kind() -> None:
    maker = LineMaker(returnable(Conditions()))
    first = maker.made(a_case(), NOW)
    assert first == maker.made(a_case(), NOW)
