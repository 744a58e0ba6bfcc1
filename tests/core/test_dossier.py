"""A case with all that can be said of it now."""

from datetime import timedelta

from tests.builders_cases import at, case, event
from tests.builders_ladder import ladder, lasting, rung, words
from tests.builders_verdict import band, ground, note, rulebook, rules, timer, window

from refundcli.core.case import Case, fold
from refundcli.core.dossier import Dossier, dossier_of, returning
from refundcli.core.events import Event
from refundcli.core.ladder_form import Ladder
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Conditions
from refundcli.core.text import say
from refundcli.core.values import replace
from refundcli.core.verdict import assess

BOOK = rulebook(
    rules(
        ground("shop/return", Conditions(), window(), grants=("return-refund", "exchange")),
        timer("answers", pauses=("escalated",)),
        timer("slow", band("72 hours"), pauses=("escalated",)),
    )
)
APPLIED = event("applied", 10, remedy="return-refund")
NOW = at(12)


def opened(*events: Event) -> Case:
    """Return a case in the shop, signed for on the 20th."""
    return case(*events, platform="shop")


def dossier(*events: Event, days: int = 0) -> Dossier:
    """Return what can be said of a case so many days later."""
    return dossier_of(BOOK, opened(*events), NOW + timedelta(days))


def test_dossier_keeps_the_case_and_its_moment() -> None:
    found = dossier(APPLIED)
    assert (found.case, found.as_of) == (opened(APPLIED), NOW)


def test_dossier_folds_the_journal() -> None:
    assert dossier(APPLIED).state == fold(opened(APPLIED))


def test_dossier_judges_the_claim_as_it_stands() -> None:
    state = fold(opened(APPLIED))
    assert dossier(APPLIED).verdict == assess(BOOK, state.order, state.claim, NOW)


def test_dossier_has_the_window_before_the_application() -> None:
    assert [one.rule for one in dossier().deadlines] == ["shop/return"]


def test_dossier_has_the_clocks_after_it() -> None:
    assert [one.id for one in dossier(APPLIED).deadlines] == ["answers", "slow"]


def test_dossier_has_a_next_step() -> None:
    assert dossier(APPLIED).next_step.by == at(10, day=24)


def test_next_is_the_soonest_clock_whoever_must_act() -> None:
    found = dossier(APPLIED).next
    assert found is not None
    assert (found.id, found.actor) == ("answers", "seller")


def test_next_stays_the_clock_that_is_over() -> None:
    found = dossier(APPLIED, days=2).next
    assert found is not None
    assert found.id == "answers"


def test_next_is_none_while_every_clock_is_on_hold() -> None:
    assert dossier(APPLIED, event("escalated", 11, rung="platform")).next is None


def test_next_is_no_clock_that_hangs_on_an_open_condition() -> None:
    hanging = timer("answers", conditions=Conditions(needs=("intact",)))
    found = dossier_of(rulebook(rules(hanging)), opened(APPLIED), NOW)
    assert (len(found.deadlines), found.next) == (1, None)


def test_case_is_not_overdue_while_its_clocks_run() -> None:
    assert not dossier(APPLIED).is_overdue


def test_case_is_overdue_with_its_soonest_clock() -> None:
    assert dossier(APPLIED, days=2).is_overdue


def test_case_without_a_clock_is_not_overdue() -> None:
    assert not dossier(event("closed", outcome="won"), days=9).is_overdue


def with_rungs(*events: Event, rungs: Ladder, book: Rulebook = BOOK, day: int = 23) -> Dossier:
    """Return what can be said of a case where these rungs are known."""
    return dossier_of(book, opened(*events), at(12, day=day), rungs)


UP = event("escalated", 11, rung="platform")
LOST = event("decided", 12, rung="platform", outcome="lost")
ANSWER = {"says": words("it answers"), "version": [lasting("7 days")]}
COURT = ladder(rung("platform"), rung("court", clock=[ANSWER]))


def test_dossier_with_a_ladder_leads_up_it() -> None:
    assert with_rungs(APPLIED, UP, LOST, rungs=COURT).next_step.rung == "court"


def test_dossier_without_a_ladder_knows_the_platform_alone() -> None:
    assert dossier(APPLIED, UP, LOST).next_step.id == "decided"


def test_dossier_with_a_ladder_has_the_times_of_its_rungs() -> None:
    sued = event("escalated", 13, rung="court")
    found = with_rungs(APPLIED, UP, LOST, sued, rungs=COURT)
    assert "ladder/court" in [one.rule for one in found.deadlines]


def test_step_knows_the_limits_of_the_platform() -> None:
    once = replace(note("once"), most=1, of="attempts")
    book = rulebook(replace(rules(ground("shop/return", Conditions())), limits=(once,)))
    gone = APPLIED, event("withdrawn", 11)
    found = dossier_of(book, opened(event("sent", 9), *gone), NOW)
    assert found.next_step.why == say("why-no-attempts", limit=once.says)


def test_order_not_shipped_is_applied_for_where_the_seller_has_a_time_to_answer() -> None:
    found = [
        dossier_of(
            rulebook(rules(ground("shop/return", Conditions()), *timers)),
            case(platform="shop", state="unshipped", moments={}),
            NOW,
        ).next_step.id
        for timers in ((), (timer(),))
    ]
    assert found == ["write", "apply"]


def test_next_is_no_time_bar() -> None:
    bar = timer("bar", actor="buyer", kind="law", on_expiry="time-barred")
    found = dossier_of(rulebook(rules(bar)), opened(APPLIED), NOW)
    assert (len(found.deadlines), found.next) == (1, None)


def test_next_is_a_door_until_it_opens() -> None:
    door = timer("door", actor="platform", on_expiry="may-escalate")
    book = rulebook(rules(door))
    found = [dossier_of(book, opened(APPLIED), NOW + timedelta(days)).next for days in (0, 2)]
    assert [one.id if one is not None else None for one in found] == ["door", None]


def test_next_is_no_right_that_was_lost_before_the_case_went_on() -> None:
    book = rulebook(rules(timer("mine", actor="buyer", on_expiry="lapses")))
    later = NOW + timedelta(days=9)
    went_on = event("noted", 10, day=28, note="completed")
    found = [dossier_of(book, opened(APPLIED, *one), later).next for one in ((), (went_on,))]
    assert [one.id if one is not None else None for one in found] == ["mine", None]


def test_next_is_the_buyers_own_clock_in_doubt_too() -> None:
    mine = timer(
        "mine", actor="buyer", on_expiry="lapses", conditions=Conditions(needs=("intact",))
    )
    found = dossier_of(rulebook(rules(mine)), opened(APPLIED), NOW).next
    assert found is not None


def test_goods_go_back_under_the_remedies_of_the_rulebook() -> None:
    assert returning(BOOK) == {"return-refund", "exchange"}
