"""What many cases came to."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from tests.builders_cases import at, case
from tests.builders_verdict import rulebook

from refundcli.core.case_line import CaseLine, case_line
from refundcli.core.dossier import dossier_of
from refundcli.core.events import OUTCOMES
from refundcli.core.stats import stats, tally
from refundcli.core.values import replace

OPEN = case_line(rulebook(), dossier_of(rulebook(), case(platform="shop"), at(12)))


def line(outcome: str | None = None, days: float | None = None, **known: object) -> CaseLine:
    """Return a case that was asked about at noon and refunded so many *days* later."""
    refunded_at = None if days is None else at(12) + timedelta(days)
    phase = "asking" if outcome is None else "closed"
    usual = replace(
        OPEN, outcome=outcome, phase=phase, first_asked_at=at(12), refunded_at=refunded_at
    )
    return replace(usual, **known)  # type: ignore[arg-type]  # names are its own fields


def test_no_case_counts_nothing() -> None:
    found = tally(())
    assert (found.cases, found.open, found.closed, found.days, found.refunds) == (0, 0, 0, None, 0)
    assert (found.asked, found.received) == (Decimal(0), Decimal(0))


def test_closed_cases_are_counted_by_outcome() -> None:
    found = tally([line("won"), line("won"), line("lost"), line()])
    assert (found.cases, found.open, found.closed) == (4, 1, 3)
    assert found.outcomes == {"won": 2, "partial": 0, "lost": 1, "expired": 0, "dropped": 0}


def test_days_are_the_median_over_the_refunds() -> None:
    found = tally([line("won", 1), line("won", 2.5), line("won", 30), line("lost")])
    assert (found.days, found.refunds) == (Decimal("2.5"), 3)


def test_days_of_two_lie_between_them() -> None:
    assert tally([line("won", 1), line("won", 2)]).days == Decimal("1.5")


def test_without_an_asking_days_count_from_the_opening() -> None:
    never_asked = line("won", 1, first_asked_at=None, opened_at=at(0))
    assert tally([never_asked]).days == Decimal("1.5")


def test_refund_before_the_asking_is_not_counted() -> None:
    assert tally([line("won", -1)]).refunds == 0


def test_sum_asked_for_says_in_how_many_cases_it_is_known() -> None:
    found = tally([line(asked=Decimal(10)), line(asked=Decimal(5)), line(asked=None)])
    assert (found.asked, found.asked_in) == (Decimal(15), 2)


def test_what_came_is_added_up_exactly() -> None:
    found = tally([line(refunded=Decimal("0.10")), line(refunded=Decimal("0.20"))])
    assert found.received == Decimal("0.30")


def test_groups_are_by_platform_and_reason_the_larger_first() -> None:
    lines = [line(platform="b"), line(platform="a"), line(platform="b", reason="damaged")]
    found = stats(lines)
    assert [(name, one.cases) for name, one in found.by_platform.items()] == [("b", 2), ("a", 1)]
    assert [(name, one.cases) for name, one in found.by_reason.items()] == [
        ("quality", 2),
        ("damaged", 1),
    ]


@given(st.lists(st.tuples(st.sampled_from([None, *OUTCOMES]), st.sampled_from("abc"))))
def test_groups_add_up_to_all(drawn: list[tuple[str | None, str]]) -> None:
    found = stats([line(outcome, platform=platform) for outcome, platform in drawn])
    assert sum(one.cases for one in found.by_platform.values()) == found.all.cases == len(drawn)
    assert sum(found.all.outcomes.values()) == found.all.closed
