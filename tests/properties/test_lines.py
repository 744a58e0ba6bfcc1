"""A line is that of its dossier, and stays the same for the time that is said with it."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders_cases import CALM
from tests.builders_index import LADDER, MAKER, RULES
from tests.builders_real_cases import INSTANTS, REASONS, REMEDIES, real_cases

from refundcli.core.case import Case
from refundcli.core.case_line import CaseLine, case_line
from refundcli.core.dossier import dossier_of
from refundcli.core.periods import beijing
from refundcli.core.values import replace


def timeless(line: CaseLine) -> CaseLine:
    """Return *line* without the times that it was made at and holds until."""
    return replace(line, as_of=INSTANT, good_until=INSTANT)


INSTANT = beijing(2026, 1, 1)
MOMENT = timedelta(microseconds=1)


def direct(case: Case, now: datetime) -> CaseLine:
    """Return the line by way of the whole dossier."""
    return timeless(case_line(RULES, dossier_of(RULES, case, now, LADDER)))


@settings(CALM, max_examples=60)
@given(real_cases(), INSTANTS)
def test_line_of_sifted_rules_is_that_of_all_rules(case: Case, now: datetime) -> None:
    assert direct(case, now) == timeless(MAKER.made(case, now).line)


@settings(CALM, max_examples=60)
@given(real_cases(), INSTANTS, INSTANTS, st.data())
def test_line_stays_for_as_long_as_is_said(
    case: Case, now: datetime, then: datetime, data: st.DataObject
) -> None:
    made = MAKER.made(case, now)
    turns = [one for one in (made.since, made.until - MOMENT) if 2000 < one.year < 3000]
    other = data.draw(st.sampled_from([then, *turns]))
    later = MAKER.made(case, other)
    is_within = made.since <= other < made.until
    assert not is_within or timeless(later.line) == timeless(made.line)


def test_shipped_rules_know_the_words_of_these_cases() -> None:
    assert (True, True) == (
        set(REASONS) <= RULES.reasons.keys(),
        set(REMEDIES) <= RULES.remedies.keys(),
    )
