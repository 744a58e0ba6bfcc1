"""The fold of a journal: phases, what an application asks, undo, and that order does not matter."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.builders_cases import CALM, CASES, at, case, event

from refundcli.core.case import (
    ALPHABET,
    Case,
    CaseState,
    fold,
    is_case_id,
    is_event_id,
    key_after,
    last_undoable,
    live_events,
    new_case_id,
    new_event_id,
    retracted_ids,
)
from refundcli.core.events import PHASES, Event
from refundcli.core.periods import beijing
from refundcli.core.values import replace


def after(*events: Event, remedy: str = "return-refund") -> CaseState:
    """Return the state after *events*."""
    return fold(case(*events, remedy=remedy))


def phase(*events: Event) -> str:
    """Return the phase that *events* lead to."""
    return after(*events).phase


def retraction(of: Event, hour: int = 20) -> Event:
    """Return the event that takes *of* back."""
    return event("retracted", hour, event=of.id)


PATHS = {
    "preparing": [],
    "asking": ["sent"],
    "applied": ["sent", "applied"],
    "returning": ["applied", "agreed"],
    "refunding": ["applied", "agreed", "returned", "received"],
    "disputed": ["applied", "refused", "escalated-platform"],
    "authority": ["escalated-12315"],
    "court": ["escalated-court"],
    "closed": ["refunded", "closed"],
}


def told(path: list[str]) -> list[Event]:
    """Return a path as events, an hour each; `escalated-court` carries its rung."""
    made = []
    for hour, word in enumerate(path):
        kind, _, rung = word.partition("-")
        told = event(kind, hour)
        carries = {"rung": rung} if rung else {"outcome": "won"} if kind == "closed" else {}
        made.append(replace(told, carries=carries))
    return made


@pytest.mark.parametrize("wanted", PATHS)
def test_phase_follows_the_events(wanted: str) -> None:
    """The usual way to every phase."""
    assert phase(*told(PATHS[wanted])) == wanted


def test_drafted_is_not_sent() -> None:
    """A draft changes nothing."""
    state = after(event("drafted", stage="first"))
    assert (state.phase, state.stage) == ("preparing", None)


def test_application_known_at_the_opening_runs() -> None:
    """A case may be opened after the buyer applied."""
    assert fold(case(moments={"applied": date(2026, 11, 21)})).phase == "applied"


def test_letter_in_a_later_phase_keeps_it() -> None:
    """A reminder while an application runs."""
    assert phase(event("applied", 1), event("sent", 2)) == "applied"


def test_agreement_without_goods_to_return_makes_money_due() -> None:
    """仅退款."""
    assert after(event("agreed"), remedy="refund-only").phase == "refunding"


def test_agreement_after_the_goods_came_back_makes_money_due() -> None:
    """The seller's agreement was told late."""
    events = event("received", 1), event("refused", 2), event("agreed", 3)
    assert phase(*events) == "refunding"


def test_returning_remedies_are_handed_in() -> None:
    """A rulebook may know another remedy that returns goods."""
    agreed = case(event("agreed"), remedy="trade-in")
    assert fold(agreed, {"trade-in"}).phase == "returning"


def test_refusal_after_the_return_leaves_the_application() -> None:
    """The seller says that the goods came back damaged."""
    events = told(["applied", "agreed", "returned", "received", "refused"])
    assert phase(*events) == "applied"


def test_refusal_of_what_was_agreed_in_words_leaves_the_letter() -> None:
    """No application was made."""
    assert phase(*told(["sent", "agreed", "refused"])) == "asking"


def test_refused_application_stands() -> None:
    """It opens the platform, and moves nothing by itself."""
    assert phase(*told(["applied", "refused"])) == "applied"


@pytest.mark.parametrize(("outcome", "wanted"), [("won", "returning"), ("lost", "disputed")])
def test_decision_moves_by_its_outcome(outcome: str, wanted: str) -> None:
    """A lost one leaves the case where it is."""
    events = told(["applied", "escalated-platform"])
    assert phase(*events, event("decided", outcome=outcome)) == wanted


def test_unknown_rung_is_an_authority() -> None:
    """Such as the consumer association of a town."""
    assert phase(event("escalated", rung="shanghai-315")) == "authority"


@pytest.mark.parametrize(
    ("path", "wanted"), [(["sent", "applied"], "asking"), (["applied"], "preparing")]
)
def test_withdrawal_ends_the_application(path: list[str], wanted: str) -> None:
    """What was sent before counts again."""
    state = after(*told([*path, "withdrawn"]))
    assert (state.phase, state.application) == (wanted, None)
    assert "applied" not in state.order.moments


def test_refund_in_a_dispute_keeps_it() -> None:
    """A part may come back while the rest is fought for."""
    events = told(["applied", "escalated-12315", "refunded"])
    assert phase(*events) == "authority"


def test_reopened_case_is_where_it_was() -> None:
    """Also when it was closed twice, which only force does."""
    events = told(["applied", "closed", "closed", "reopened"])
    state = after(*events)
    assert (state.phase, state.is_open, state.outcome) == ("applied", True, None)


def test_closed_case_has_its_outcome() -> None:
    """Won, partial, lost, expired or dropped."""
    state = after(event("closed", outcome="dropped"))
    assert (state.is_open, state.outcome) == (False, "dropped")


def test_application_changes_what_is_asked() -> None:
    """The last one counts, and every one is an attempt."""
    first = event("applied", 1)
    second = event("applied", 2, remedy="refund-only", reason="damaged", amount=Decimal("90.00"))
    state = after(first, second)
    assert (state.claim.remedy, state.claim.reason) == ("refund-only", "damaged")
    assert (state.claim.amount, state.attempts) == (Decimal("90.00"), 2)
    assert (state.application, state.order.moments["applied"]) == (second, at(2))


def test_last_letter_sent_gives_stage_and_answer_time() -> None:
    """A letter without a stage is the first."""
    state = after(event("sent", 1), event("sent", 2, stage="reminder", respond_by=at(2, day=24)))
    assert (state.stage, state.respond_by) == ("reminder", at(2, day=24))
    assert after(event("sent")).stage == "first"


def test_refunds_add_up() -> None:
    """One without an amount adds nothing."""
    events = event("refunded", 1, amount=Decimal("50.00")), event("refunded", 2)
    assert after(*events, event("refunded", 3, amount=Decimal("8.50"))).refunded == Decimal("58.50")


@pytest.mark.parametrize(
    ("total", "received"), [("80.00", "80.00"), ("20.00", "50.00"), (None, "50.00")]
)
def test_amount_of_an_ending_is_what_came_back_in_all(total: str | None, received: str) -> None:
    """What is on record is not taken back by a smaller sum."""
    carries: dict[str, Any] = {} if total is None else {"amount": Decimal(total)}
    unknown = event("refunded", 1, amount=Decimal("50.00")), event("refunded", 2)
    state = after(*unknown, event("closed", 3, outcome="partial", **carries))
    assert (state.refunded, state.has_unknown_refund) == (Decimal(received), total is None)


def test_state_keeps_the_events_that_matter() -> None:
    """Return, receipt, rung, decision, pause."""
    returned, received = event("returned", 1), event("received", 2)
    rung, decision = event("escalated", 3, rung="platform"), event("decided", 4, outcome="lost")
    state = after(returned, received, rung, decision, event("snoozed", 5, until=at(9, day=29)))
    assert (state.returned, state.received) == (returned, received)
    assert (state.escalation, state.decision) == (rung, decision)
    assert state.snoozed_until == at(9, day=29)


def test_last_event_of_a_kind_is_found() -> None:
    """By time, not by arrival."""
    late, early = event("replied", 5), event("replied", 3)
    state = after(late, early)
    assert state.last("replied", "sent") == late
    assert state.last("sent") is None


def test_order_moves_with_the_events() -> None:
    """The moment is known from then on."""
    state = after(event("completed", day=28))
    assert state.order.state == "completed"
    assert state.order.moments["completed"] == at(10, day=28)


def test_event_told_late_does_not_move_the_order_back() -> None:
    """The later of state and moments wins."""
    state = after(event("shipped", day=18))
    assert (state.order.state, state.order.moments["shipped"]) == ("delivered", at(10, day=18))


def test_correction_sets_what_it_names() -> None:
    """Order, claim and facts."""
    changes = {
        "order.item": "手机壳",
        "claim.amount": Decimal("12.00"),
        "claim.facts.intact": True,
    }
    state = after(event("amended", set=changes))
    assert (state.order.item, state.claim.amount) == ("手机壳", Decimal("12.00"))
    assert state.claim.facts == {"intact": True}


def test_correction_of_nothing_changes_nothing() -> None:
    """A damaged value in memory is no crash."""
    assert after(event("amended", set="x")).order == after().order


def test_retracted_event_never_was() -> None:
    """Neither it nor the retraction is among the events that count."""
    sent = event("sent", 1)
    state = after(sent, retraction(sent))
    assert (state.phase, state.events) == ("preparing", ())


def test_undo_of_an_undo_restores() -> None:
    """Three deep as well."""
    sent = event("sent", 1)
    undo = retraction(sent)
    redo = retraction(undo)
    assert phase(sent, undo, redo) == "asking"
    assert phase(sent, undo, redo, retraction(redo)) == "preparing"


def test_retractions_in_a_ring_take_nothing_back() -> None:
    """Only a hand edit can make one."""
    one, other = event("retracted", 1, event="?"), event("retracted", 2, event="?")
    sent = event("sent", 3)
    ring = (
        replace(one, carries={"event": other.id}),
        replace(other, carries={"event": one.id}),
        event("retracted", 4, event="20260101T000000-2222"),
        sent,
    )
    assert live_events(ring) == (sent,)


def test_thousands_of_undos_are_folded() -> None:
    """No recursion: a file may hold any number."""
    events = [event("sent", 1)]
    for _ in range(5000):
        events.append(retraction(events[-1]))
    assert len(retracted_ids(events)) == 2500


def test_undo_takes_back_what_was_recorded_last() -> None:
    """Not what happened last: a forgotten event is told later."""
    late = event("sent", 9)
    forgotten = Event("20261130T000000-2222", at(1), "replied")
    assert last_undoable(case(late, forgotten)) == forgotten


def test_nothing_to_undo_in_a_new_case() -> None:
    """A case is not its own event."""
    assert last_undoable(case()) is None


def undone(one: Case, letters: str) -> Case:
    """Return *one* after an undo, recorded after everything else."""
    last = last_undoable(one)
    assert last is not None
    id = f"29991231T235959-{letters}"
    undo = Event(id, beijing(2199, 12, 31), "retracted", {"event": last.id})
    return replace(one, events=(*one.events, undo))


@CALM
@given(CASES, st.randoms(use_true_random=False))
def test_fold_is_the_same_in_any_order_of_arrival(one: Case, random: object) -> None:
    """Two machines' additions, however they were merged."""
    shuffled = list(one.events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    assert fold(replace(one, events=tuple(shuffled))) == fold(one)


@CALM
@given(CASES)
def test_undo_twice_is_nothing_done(one: Case) -> None:
    """Whatever the last event was, a retraction as well."""
    assume(last_undoable(one) is not None)
    assert fold(undone(undone(one, "2222"), "3333")) == fold(one)


@CALM
@given(CASES)
def test_fold_gives_a_phase_whatever_came(one: Case) -> None:
    """Also after events that make no sense, which force lets in."""
    state = fold(one)
    assert state.phase in PHASES
    assert all(event in one.events for event in state.events)


def test_ids_have_their_form() -> None:
    """Letters that nobody mistakes."""
    assert new_case_id("1688", "k3f9") == "1688-k3f9"
    assert is_event_id(new_event_id(at(9), "k3f9"))
    assert not set("0o1li") & set(ALPHABET)


@pytest.mark.parametrize(
    "text", ["tb-7k2", "tb-7k2l", "TB-7k2m", "../tb-7k2m", "tb-7k2m\n", "tb-7k2m.toml", "", "-7k2m"]
)
def test_other_text_is_no_case_id(text: str) -> None:
    """Nothing that could be a path."""
    assert not is_case_id(text)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("20261122T093059-zzzz", "20261122T093100-k3f9"),
        ("20261122T093100-zzzz", "20261122T093101-k3f9"),
        ("20271231T235959-zzzz", "20280101T000000-k3f9"),
        ("99991231T235959-zzzz", "20261122T093100-k3f9"),
        ("99999999T999999-zzzz", "20261122T093100-k3f9"),
    ],
)
def test_key_of_a_later_event_comes_after_the_last_one(last: str, expected: str) -> None:
    assert key_after((Event(last, at(9), "sent"),), "20261122T093100-k3f9") == expected
