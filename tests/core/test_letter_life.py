"""What was asked and answered in the life of a case, and what is late."""

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.builders_cases import at, event
from tests.builders_life import (
    NOW,
    SENT,
    clock,
    life,
    so,
    values,
)

from refundcli.core.events import Event
from refundcli.core.letter_conditions import life_conditions

# What was asked


def test_without_a_case_there_are_no_conditions() -> None:
    """Nothing is so that nobody knows."""
    assert life_conditions(None) == frozenset()


def test_letter_without_an_answer_is_overdue() -> None:
    """Twenty-six hours late."""
    assert {"asked", "asked-overdue", "waiting-over"} <= so(SENT)
    assert values(SENT)["hours_late"] == "26"
    assert "one-hour-late" not in so(SENT)


@pytest.mark.parametrize("kind", ["replied", "refused", "offered", "promised", "refunded"])
def test_answer_ends_the_waiting(kind: str) -> None:
    """Whatever the seller did."""
    assert "asked-overdue" not in so(SENT, event(kind, 11, day=23))


def test_buyers_own_offer_is_no_answer() -> None:
    """Nor is it the seller's word."""
    found = so(SENT, event("offered", 11, day=23, by="buyer", amount=Decimal(20)))
    assert "asked-overdue" in found
    assert not {"seller-spoke", "unanswered-offer"} & found


def test_word_of_a_rung_is_not_the_sellers() -> None:
    """12315 replied, not the shop."""
    assert "seller-spoke" not in so(event("replied", 11, rung="12315", words="已受理"))


def test_letter_to_the_platform_asks_the_seller_nothing() -> None:
    """Only letters to the seller wait for the seller."""
    assert "asked" not in so(event("sent", 10, day=22, stage="platform", respond_by=at(9)))


def test_letter_without_a_time_is_never_overdue() -> None:
    """Nothing was asked for by then."""
    found = event("sent", 10, day=22, stage="return-notice")
    assert "asked-overdue" not in so(found)
    assert values(found)["asked_by"] is None


@pytest.mark.parametrize(("minutes", "late"), [(59, None), (60, "1"), (119, "1")])
def test_full_hours_are_counted(minutes: int, late: str | None) -> None:
    """Under an hour nothing is said of hours."""
    sent = event("sent", 10, day=22, stage="first", respond_by=NOW - timedelta(minutes=minutes))
    assert values(sent)["hours_late"] == late
    assert ("one-hour-late" in so(sent)) == (late == "1")


def test_second_letter_is_a_reminder_already() -> None:
    """No third is due by itself."""
    again = event("sent", 11, day=23, stage="reminder", respond_by=at(11, day=24))
    assert {"reminded", "sent-first", "sent-reminder", "at-impasse"} <= so(SENT, again)


# What the seller said


@pytest.mark.parametrize(
    ("kind", "condition"),
    [
        ("refused", "unanswered-words"),
        ("replied", "unanswered-words"),
        ("offered", "unanswered-offer"),
    ],
)
def test_word_after_the_last_letter_wants_an_answer(kind: str, condition: str) -> None:
    """Until a letter goes out."""
    word = event(kind, 11, day=23)
    later = event("sent", 12, day=23, stage="rebuttal")
    assert condition in so(SENT, word)
    assert condition not in so(SENT, word, later)


def test_words_are_quoted_on_one_line_and_shortened() -> None:
    """Eighty characters at most."""
    said = values(event("refused", words="不\n退\x1b[31m" + "啊" * 100))["seller_words"]
    assert said is not None
    assert said.startswith("不 退啊")
    assert (len(said), said[-1]) == (80, "…")


def test_last_words_are_quoted_even_where_the_last_event_had_none() -> None:
    """With their own day."""
    found = values(event("refused", 9, day=22, words="不退"), event("refused", 9, day=23))
    assert (found["seller_words"], found["words_on"]) == ("不退", "2026年11月22日")


@pytest.mark.parametrize(
    ("carries", "is_enough"),
    [
        ({"amount": Decimal(128)}, True),
        ({"amount": Decimal("127.99")}, False),
        ({"remedy": "return-refund"}, True),
        ({"remedy": "exchange"}, False),
        ({"words": "退你"}, False),
    ],
)
def test_offer_is_enough_where_it_gives_what_is_asked(
    carries: dict[str, object], is_enough: bool
) -> None:
    """The whole sum or the very remedy."""
    assert (
        "offer-enough" in so(Event("20261123T100000-zzzz", at(10), "offered", carries))
    ) == is_enough


def test_offer_of_a_sum_and_nothing_else() -> None:
    """A remedy that is a part of the price is no other thing."""
    part = event("offered", amount=Decimal(20), remedy="price-reduction")
    assert "offer-in-money" in so(part)
    assert "offer-in-money" not in so(event("offered", amount=Decimal(20), remedy="exchange"))
    assert "offer-in-money" not in so(event("offered", words="退你"))


def test_offer_is_written_out() -> None:
    """Sum and remedy by their names."""
    found = values(event("offered", amount=Decimal(20), remedy="exchange"))
    assert (found["offer_amount"], found["offer_remedy"]) == ("20.00元", "换货")


def test_broken_promise_is_a_waiting_that_is_over() -> None:
    """The clock of the promise says it."""
    promised = event("promised", 10, day=22, promised_by=at(18, day=22))
    late = clock("promised", 23, started_by="promised", kind="promise")
    assert {"promise-broken", "waiting-over", "unresolved"} <= so(promised, clocks=(late,))
    assert "promise-broken" not in so(promised)
    assert values(promised)["promised_by"] == "2026年11月22日18:00（北京时间）"


# Another claim


AGAIN = event("refused", 11, day=23, words="不退")


def test_what_was_said_of_another_claim_counts_no_more() -> None:
    """A correction of the reason begins the talk anew; one of the amount does not."""
    reason = event("amended", 12, day=23, set={"claim.reason": "wrong-item"})
    amount = event("amended", 12, day=23, set={"claim.amount": Decimal(20)})
    other, same = life(SENT, AGAIN, reason), life(SENT, AGAIN, amount)
    assert (other.asked, other.word) == (None, None)
    assert (same.asked, same.word) == (SENT, AGAIN)
    assert not {"seller-spoke", "asked"} & life_conditions(other)
