"""Which event may follow what: values, times, phases, force, and what is filled in."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders_cases import CALM, CASES, NOW, at, case, event

from refundcli.core.case import Case, fold
from refundcli.core.errors import BadData
from refundcli.core.events import EVENTS, Event
from refundcli.core.following import (
    check_event,
    completed_event,
    may_follow,
    objection,
    possible_events,
)
from refundcli.core.text import Said, say
from refundcli.core.values import replace


def refused(one: Case, added: Event, *, force: bool = False) -> Said:
    """Return why *added* is refused."""
    with pytest.raises(BadData) as caught:
        check_event(one, added, NOW, force=force)
    return caught.value.message


def why(one: Case, added: Event) -> str:
    """Return the key of the reason for which *added* makes no sense; force overrules it."""
    said = refused(one, added)
    assert said.key == "case-makes-no-sense"
    assert check_event(one, added, NOW, force=True) == said.fields["why"]
    inner = said.fields["why"]
    assert isinstance(inner, Said)
    return inner.key


def closed(*events: Event) -> Case:
    """Return a case that was closed on the 25th."""
    return case(*events, event("closed", day=25, outcome="won"))


def test_event_that_makes_sense_has_no_objection() -> None:
    """The plain case."""
    assert check_event(case(), event("sent", stage="first"), NOW) is None


def test_refund_needs_no_agreement() -> None:
    """What was not logged is assumed kindly."""
    assert check_event(case(), event("refunded", amount=Decimal(1)), NOW) is None


def test_closing_twice_makes_no_sense() -> None:
    """Nor does anything else in a closed case."""
    assert why(closed(), event("closed", day=26, outcome="won")) == "case-is-closed"
    assert why(closed(), event("sent", day=26)) == "case-is-closed"


def test_event_before_the_end_of_a_closed_case_makes_no_sense() -> None:
    """A case is opened again first."""
    assert why(closed(), event("sent", day=24)) == "case-is-closed"


def test_closed_case_takes_notes() -> None:
    """And corrections, evidence and undo."""
    assert check_event(closed(), event("noted", day=26, note="x"), NOW) is None


def test_reopening_needs_a_closed_case() -> None:
    """And nothing else."""
    assert check_event(closed(), event("reopened", day=26), NOW) is None
    assert why(case(), event("reopened")) == "case-not-in-phase"


def test_decision_needs_something_to_decide() -> None:
    """Nobody was asked yet."""
    assert why(case(), event("decided", outcome="won")) == "case-not-in-phase"


@pytest.mark.parametrize("kind", ["returned", "received"])
def test_return_needs_a_remedy_that_returns(kind: str) -> None:
    """仅退款 sends nothing back."""
    assert why(case(remedy="refund-only"), event(kind)) == "case-nothing-to-return"


def test_second_return_makes_no_sense() -> None:
    """The first one is named."""
    assert why(case(event("returned", 3)), event("returned", 4)) == "case-already"


def test_withdrawal_needs_an_application() -> None:
    """A case may be in a later phase without one."""
    one = case(event("escalated", 3, rung="platform"))
    assert why(one, event("withdrawn", 4)) == "case-no-application"
    assert check_event(case(event("applied", 3)), event("withdrawn", 4), NOW) is None


def test_known_moment_is_not_told_twice() -> None:
    """A correction is `amended`; one that is not known may be told late."""
    assert why(case(), event("delivered", 3)) == "case-moment-known"
    assert check_event(case(), event("shipped", day=18), NOW) is None


def test_event_is_judged_by_those_before_it() -> None:
    """The seller's reply was forgotten; the goods had not gone back then."""
    one = case(event("returned", 9), event("received", 10))
    assert check_event(one, event("agreed", 8), NOW) is None
    assert why(one, event("agreed", 11)) == "case-not-in-phase"


def test_retracted_event_does_not_stand_in_the_way() -> None:
    """Also where the undo came after what is told now."""
    first = event("returned", 3)
    undo = event("retracted", 12, event=first.id)
    assert check_event(case(first, undo), event("returned", 4), NOW) is None


def test_undo_names_an_event_that_is_there() -> None:
    """Force makes none."""
    undo = event("retracted", event="20261101T000000-2222")
    assert refused(case(), undo, force=True).key == "case-no-such-event"


def test_undo_of_what_counts_makes_sense() -> None:
    """In any phase."""
    sent = event("sent", 3)
    assert check_event(case(sent), event("retracted", 4, event=sent.id), NOW) is None


def test_undo_of_what_is_undone_makes_no_sense() -> None:
    """It is `undo` of the undo that brings it back."""
    sent = event("sent", 3)
    one = case(sent, event("retracted", 4, event=sent.id))
    assert why(one, event("retracted", 5, event=sent.id)) == "case-already-retracted"


def test_future_is_refused_even_with_force() -> None:
    """Five minutes are another machine's clock."""
    soon = replace(event("sent"), at=NOW + timedelta(minutes=5))
    late = replace(event("sent"), at=NOW + timedelta(minutes=5, seconds=1))
    assert check_event(case(), soon, NOW) is None
    assert refused(case(), late, force=True).key == "case-in-the-future"


def test_event_older_than_the_order_is_refused_even_with_force() -> None:
    """The delivery is the first thing known."""
    assert refused(case(), event("sent", 9, day=20), force=True).key == "case-older-than-order"
    assert check_event(case(), event("sent", 10, day=20), NOW) is None


def test_day_alone_counts_from_its_midnight() -> None:
    """Its hour is not known."""
    one = case(moments={"delivered": date(2026, 11, 20), "applied": date(2026, 11, 22)})
    assert check_event(one, event("sent", 0, day=20), NOW) is None
    assert refused(one, event("sent", 23, day=19)).key == "case-older-than-order"


def test_moment_is_compared_with_earlier_moments() -> None:
    """Payment before delivery, but not before the order."""
    one = case(moments={"ordered": at(8, day=19), "delivered": at(8, day=21)})
    assert check_event(one, event("paid", 9, day=19), NOW) is None
    assert refused(one, event("paid", 7, day=19)).key == "case-older-than-order"


def test_event_without_a_known_moment_may_be_any_age() -> None:
    """Nothing is known to compare with."""
    assert check_event(case(moments={}), event("sent", day=1), NOW) is None


def test_unknown_event_is_refused() -> None:
    """By name."""
    assert refused(case(), event("send")).key == "case-unknown-event"


@pytest.mark.parametrize(
    "added",
    [
        event("sent", amount=Decimal(1)),
        event("sent", stage=1),
        event("sent", respond_by=date(2026, 11, 24)),
        event("refunded", amount=1.5),
        event("refunded", amount=Decimal(-1)),
        event("applied", attempt=0),
        event("agreed", freight="me"),
        event("escalated"),
        event("closed", outcome=""),
        event("closed", outcome="good"),
        event("amended", set={}),
        event("amended", set={"order.colour": "red"}),
        event("amended", set={"order.platform": ""}),
        event("amended", set={"order.paid": "a lot"}),
        event("amended", set={"order.state": "gone"}),
        event("amended", set={"claim": "x"}),
        event("amended", set={"events": {"a": "b"}}),
        event("amended", set={"order": {"moments": {"paid": {"at": 1}}}}),
        event("amended", set="order.item=x"),
    ],
    ids=str,
)
def test_wrong_value_is_refused_even_with_force(added: Event) -> None:
    """Unknown keys, missing ones, wrong types."""
    said = refused(case(), added, force=True)
    assert said.key == "case-event-wrong"
    assert said.fields["faults"]


def test_note_goes_with_any_event() -> None:
    """And an empty value is none."""
    assert check_event(case(), event("agreed", note="x", address=""), NOW) is None


@pytest.mark.parametrize(
    ("events", "told", "wanted"),
    [
        ([], event("drafted"), {"stage": "first"}),
        ([], event("sent"), {"stage": "first", "respond_by": at(10, day=24)}),
        ([event("drafted", stage="platform")], event("sent"), {"stage": "platform"}),
        ([], event("sent", stage="court"), {"stage": "court"}),
        (
            [event("drafted", 3, stage="reminder")],
            event("sent", respond_by=at(12, day=26)),
            {"stage": "reminder", "respond_by": at(12, day=26)},
        ),
        (
            [],
            event("applied", amount="90"),
            {
                "remedy": "return-refund",
                "reason": "quality",
                "amount": Decimal("90.00"),
                "attempt": 1,
            },
        ),
        ([], event("refunded"), {"amount": Decimal("128.00")}),
        (
            [event("refunded", 3, amount=Decimal("100.00"))],
            event("refunded"),
            {"amount": Decimal("28.00")},
        ),
        ([event("refunded", 3, amount=Decimal("128.00"))], event("refunded"), {}),
        ([event("amended", 3, set={"order.paid": ""})], event("refunded"), {}),
        ([], event("escalated"), {"rung": "platform"}),
        ([event("escalated", 3, rung="platform")], event("escalated"), {}),
        ([], event("decided", outcome="won"), {"rung": "platform", "outcome": "won"}),
        ([event("escalated", 3, rung="12315")], event("evidence-asked"), {"rung": "12315"}),
        ([], event("closed", outcome="won"), {"outcome": "won"}),
        (
            [event("refunded", 3, amount=Decimal("9.00"))],
            event("closed", outcome="partial"),
            {"outcome": "partial", "amount": Decimal("9.00")},
        ),
        ([], event("replied", words="", note=None), {}),
    ],
    ids=lambda one: one.kind if isinstance(one, Event) else "",
)
def test_what_was_not_said_is_filled_in(
    events: list[Event], told: Event, wanted: dict[str, object]
) -> None:
    """From the last letter, the claim and the rung."""
    assert completed_event(case(*events), told) == replace(told, carries=wanted)


def test_amount_defaults_to_the_claim() -> None:
    """What is asked for comes before what was paid."""
    one = case(event("amended", 3, set={"claim.amount": Decimal("50.00")}))
    assert completed_event(one, event("refunded")).carries == {"amount": Decimal("50.00")}


def test_unknown_event_is_not_completed() -> None:
    """The check names it."""
    assert completed_event(case(), event("send")).carries == {}


def test_completing_refuses_wrong_values() -> None:
    """Before anything is guessed from them."""
    with pytest.raises(BadData):
        completed_event(case(), event("sent", stage=1))


def test_possible_events_are_those_without_objection() -> None:
    """`undo` is a command of its own."""
    state = fold(closed())
    assert possible_events(state) == ("noted", "evidence", "amended", "reopened")


@CALM
@given(CASES, st.sampled_from(sorted(EVENTS)))
def test_any_event_may_follow_or_not(one: Case, kind: str) -> None:
    """The question has an answer in every state."""
    state = fold(one)
    assert may_follow(state, kind) == (objection(state, kind) is None)
    assert possible_events(state)


@CALM
@given(CASES)
def test_completed_event_is_one_that_can_be_read(one: Case) -> None:
    """Filling in twice changes nothing more."""
    for told in one.events:
        full = completed_event(one, told)
        assert completed_event(one, full) == full


@pytest.mark.parametrize("rung", ["12351", "seller", "platforms"])
def test_rung_that_there_is_not_is_refused_even_with_force(rung: str) -> None:
    """The seller is asked by a letter."""
    said = refused(case(), event("escalated", rung=rung), force=True)
    assert said == say("case-unknown-rung", rung=rung)


@pytest.mark.parametrize("outcome", ["expired", "dropped"])
def test_what_no_rung_decides_is_refused_even_with_force(outcome: str) -> None:
    """A case expires, a decision does not."""
    one = case(event("escalated", 3, rung="platform"))
    said = refused(one, event("decided", 4, outcome=outcome), force=True)
    assert said == say("case-no-decision", outcome=outcome)


def test_offer_may_be_taken_while_money_is_due() -> None:
    """Of the rest, after a refund in part."""
    part = event("refunded", 3, amount=Decimal("100.00"))
    offer = event("offered", 4, amount=Decimal("10.00"))
    assert why(case(part), event("agreed", 5)) == "case-not-in-phase"
    assert check_event(case(part, offer), event("agreed", 5), NOW) is None


def test_nothing_goes_back_once_it_was_agreed_to_keep_it() -> None:
    """The remedy agreed on counts."""
    agreed = event("agreed", 3, remedy="price-reduction")
    disputed = event("escalated", 4, rung="platform")
    one = case(event("applied", 2), agreed, disputed)
    assert why(one, event("returned", 5)) == "case-nothing-to-return"


@pytest.mark.parametrize(
    ("events", "told", "wanted"),
    [
        (
            [],
            event("offered", amount=Decimal("40.00")),
            {"amount": Decimal("40.00"), "remedy": "price-reduction"},
        ),
        ([], event("offered", amount=Decimal("128.00")), {"amount": Decimal("128.00")}),
        ([], event("offered", remedy="exchange"), {"remedy": "exchange"}),
        (
            [],
            event("offered", by="buyer", amount=Decimal("128.00")),
            {"amount": Decimal("128.00"), "by": "buyer", "respond_by": at(10, day=24)},
        ),
        (
            [event("refunded", 3, amount=Decimal("100.00"))],
            event("applied", 4),
            {
                "remedy": "return-refund",
                "reason": "quality",
                "amount": Decimal("28.00"),
                "attempt": 1,
            },
        ),
        (
            [event("agreed", 3, amount=Decimal("60.00"))],
            event("refunded", 4),
            {"amount": Decimal("60.00")},
        ),
        (
            [
                event("escalated", 3, rung="platform"),
                event("escalated", 4, rung="report"),
            ],
            event("decided", outcome="lost"),
            {"rung": "platform", "outcome": "lost"},
        ),
    ],
)
def test_offers_and_what_is_left_are_filled_in(
    events: list[Event], told: Event, wanted: dict[str, object]
) -> None:
    """An offer of less reduces the price; what came back is asked for no more."""
    assert completed_event(case(*events), told) == replace(told, carries=wanted)


def test_reduction_of_no_named_sum_asks_for_none() -> None:
    """What was paid is not what is asked back."""
    filled = completed_event(case(remedy="price-reduction"), event("applied", 3)).carries
    assert "amount" not in filled


@pytest.mark.parametrize("kind", ["shipped", "delivered"])
@pytest.mark.parametrize(
    "before",
    [
        (event("applied", 10, remedy="exchange"), event("received", 12)),
        (event("agreed", 10, remedy="resend"),),
        (event("escalated", 9, rung="12315"), event("received", 12), event("shipped", 13)),
    ],
    ids=["exchange", "resend", "under-way"],
)
def test_replacement_is_shipped_and_delivered_without_force(
    kind: str, before: tuple[Event, ...]
) -> None:
    moments = {"shipped": at(9, day=20), "delivered": at(9, day=21)}
    one = case(*before, moments=moments, remedy="exchange")
    assert check_event(one, event(kind, 15), NOW) is None


@pytest.mark.parametrize(
    ("remedy", "kind"),
    [("return-refund", "shipped"), ("exchange", "paid")],
)
def test_what_is_no_replacement_happens_once(remedy: str, kind: str) -> None:
    moments = {"paid": at(8, day=20), "shipped": at(9, day=20)}
    one = case(event("received", 12), moments=moments, remedy=remedy)
    assert why(one, event(kind, 15)) == "case-moment-known"


def test_replacement_that_is_faulty_can_go_back_too() -> None:
    first = (event("returned", 9), event("received", 12), event("delivered", 14))
    again = (event("applied", 15, remedy="exchange"), event("agreed", 16))
    one = case(*first, *again, remedy="exchange")
    assert fold(one).phase == "returning"
    assert check_event(one, event("returned", 17), NOW) is None
