"""How a rung stands: open only where every precondition is known to hold, and why not elsewhere."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.builders_cases import at, event
from tests.builders_ladder import (
    APPLIED,
    SENT,
    entry,
    found,
    gate,
    ladder,
    lasting,
    rung,
    shop_case,
    words,
)
from tests.builders_verdict import band, ground, rulebook, rules, timer, window

from refundcli.core.case import Case
from refundcli.core.ladder import BRIEF, Standing, correction_key, in_brief, standings_of_claim
from refundcli.core.order import Claim, Order
from refundcli.core.periods import beijing
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Conditions, Path, Timer
from refundcli.core.text import Text, say
from refundcli.core.values import replace
from refundcli.core.verdict import assess

BOOK = rulebook()
REFUSED = event("refused", 12)
GATED = rung(gate=[gate("applied"), gate("refused-or-silent")])
LAST_CHANCE = timer(
    "last-chance",
    band("5 days"),
    starts=("refused",),
    ends=("applied", "escalated"),
    actor="buyer",
    on_expiry="closed",
)


def went(to: str, hour: int = 14, *, day: int = 24) -> Any:
    """Return the event of going to a rung."""
    return event("escalated", hour, day=day, rung=to)


def decided(by: str, outcome: str = "lost", *, day: int = 25) -> Any:
    """Return the event of a rung's decision."""
    return event("decided", 15, day=day, rung=by, outcome=outcome)


def stands(
    one: Mapping[str, Any],
    case: Case,
    book: Rulebook = BOOK,
    now: datetime | None = None,
    *others: Mapping[str, Any],
) -> Standing:
    """Return how the rung *one* stands in *case*, on a ladder with *others*."""
    known = {} if now is None else {"now": now}
    return found(ladder(one, *others), book, case, **known)[one["id"]]


def why(standing: Standing) -> list[tuple[str, str]]:
    """Return outcome and sentence of each reason."""
    return [(one.outcome, one.says.key) for one in standing.reasons]


def test_rung_that_asks_nothing_is_open() -> None:
    one = stands(rung(), shop_case())
    assert ("open", (), None, None) == (one.status, one.reasons, one.opens_at, one.closes_at)


def test_gone_to_is_current() -> None:
    assert "current" == stands(rung(), shop_case(went("platform"))).status


def test_going_to_another_rung_changes_nothing_here() -> None:
    assert "open" == stands(rung(), shop_case(went("court"), decided("court"))).status


def test_decided_there_is_done_and_going_again_is_current() -> None:
    events = (went("platform"), decided("platform"))
    assert "done" == stands(rung(), shop_case(*events)).status
    assert "current" == stands(rung(), shop_case(*events, went("platform", day=26))).status


def test_withdrawn_takes_going_there_back() -> None:
    quits = rung(quits=["withdrawn"])
    taken_back = (APPLIED, went("platform"), event("withdrawn", 9, day=26))
    assert "open" == stands(quits, shop_case(*taken_back)).status
    assert "current" == stands(rung(), shop_case(*taken_back)).status
    assert "open" == stands(quits, shop_case(APPLIED, event("withdrawn", 9, day=26))).status


def test_events_of_its_own_begin_and_end_a_rung() -> None:
    seller = rung("seller", begins=["sent", "applied"], ends=["refused"])
    assert "open" == stands(seller, shop_case()).status
    assert "current" == stands(seller, shop_case(SENT)).status
    assert "done" == stands(seller, shop_case(SENT, REFUSED)).status
    assert "current" == stands(seller, shop_case(moments={"applied": at(9)})).status


@pytest.mark.parametrize(
    ("events", "reason"),
    [
        ((event("closed", 9, day=26, outcome="dropped"),), "ladder-case-closed"),
        ((event("refunded", 9, day=26, amount=Decimal("128.00")),), "ladder-paid"),
    ],
)
def test_nothing_left_to_ask_closes_a_rung(events: tuple[Any, ...], reason: str) -> None:
    one = stands(rung(), shop_case(went("platform"), *events))
    assert ("closed", [("fails", reason)]) == (one.status, why(one))


def test_part_of_the_money_leaves_a_rung_open() -> None:
    paid = event("refunded", 9, day=26, amount=Decimal("27.99"))
    assert "open" == stands(rung(), shop_case(paid)).status
    all_of_it = replace(shop_case(paid), claim=Claim("quality", "refund-only", amount=Decimal(27)))
    assert "closed" == stands(rung(), all_of_it).status
    assert "open" == stands(rung(), shop_case(paid, paid=None)).status


def test_rung_that_was_gone_to_closes_another() -> None:
    court = rung("court", closes=[entry("a court is at work", rung="platform")])
    here = stands(rung(), shop_case(went("court")), BOOK, None, court)
    assert ("closed", [("fails", "ladder-shut")]) == (here.status, why(here))
    assert Text("a court is at work", "a court is at work") == here.reasons[0].says.fields["says"]
    assert "open" == stands(rung(), shop_case(), BOOK, None, court).status


def test_what_is_done_stays_done_whatever_closes_it() -> None:
    court = rung("court", closes=[entry("a court is at work", rung="platform")])
    case = shop_case(went("platform"), decided("platform"), went("court", day=26))
    assert "done" == stands(rung(), case, BOOK, None, court).status


def test_closing_holds_on_its_platforms_only() -> None:
    elsewhere = entry("elsewhere", rung="platform", platforms=["stall"])
    court = rung("court", closes=[elsewhere, entry("said", rung=None)])
    case = shop_case(went("court"))
    assert "open" == stands(rung(), case, BOOK, None, court).status
    closes = stands(court, shop_case(), BOOK, None, rung()).closes
    assert ["said"] == [one.entry.says.en for one in closes]


def test_agreement_closes_once_it_is_performed() -> None:
    seller = rung("seller", closes=[entry("settled", rung="platform", once="settled")])
    agreed, paid = event("agreed", 9, day=25), event("refunded", 9, day=26, amount=Decimal(1))
    assert "open" == stands(rung(), shop_case(agreed), BOOK, None, seller).status
    assert "open" == stands(rung(), shop_case(paid), BOOK, None, seller).status
    assert "closed" == stands(rung(), shop_case(agreed, paid), BOOK, None, seller).status
    later = event("offered", 9, day=27, amount=Decimal(2))
    assert "open" == stands(rung(), shop_case(paid, later), BOOK, None, seller).status


def test_rung_is_there_only_where_its_scope_says() -> None:
    by_platform = rung(on=[{"platforms": ["stall"]}])
    by_reason = rung(on=[{"platforms": ["stall"]}, {"reasons": ["quality"]}])
    assert {} == found(ladder(by_platform), BOOK, shop_case())
    assert "open" == stands(by_reason, shop_case()).status


def test_rung_without_its_clock_is_not_there() -> None:
    appeal = rung("appeal", needs_clock=True, closes_after=["refused"])
    assert {} == found(ladder(appeal), BOOK, shop_case())
    assert "open" == stands(appeal, shop_case(), rulebook(rules(LAST_CHANCE))).status


@pytest.mark.parametrize(
    "changes",
    [
        {"actor": "seller"},
        {"on_expiry": "may-escalate"},
        {"ends": ("applied",)},
        {"starts": ("applied",)},
    ],
)
def test_only_the_buyers_last_time_to_go_there_is_its_clock(changes: dict[str, Any]) -> None:
    appeal = rung("appeal", needs_clock=True, closes_after=["refused"])
    book = rulebook(rules(replace(LAST_CHANCE, **changes)))
    assert {} == found(ladder(appeal), book, shop_case())


def test_absence_closes_a_rung_and_says_why() -> None:
    absent = rung(absent=[entry("none there", platforms=["stall"]), entry("none here")])
    one = stands(absent, shop_case())
    assert ("closed", [("fails", "ladder-absent")]) == (one.status, why(one))


def test_absence_for_one_purpose_closes_nothing_while_it_is_unknown() -> None:
    absent = rung(absent=[entry("not for you", purposes=["business"])])
    for purpose, status in (("business", "closed"), ("personal", "open"), (None, "open")):
        case = replace(shop_case(), claim=Claim("quality", "return-refund", purpose))
        assert status == stands(absent, case).status


@pytest.mark.parametrize(
    ("law_of", "status"), [("consumer", "open"), ("civil", "closed"), ("none", "unknown")]
)
def test_law_of_the_platform_decides(law_of: str, status: str) -> None:
    shop = replace(BOOK.platforms["shop"], law=law_of)
    book = replace(BOOK, platforms={**BOOK.platforms, "shop": shop})
    assert status == stands(rung(laws=["consumer"]), shop_case(), book).status


@pytest.mark.parametrize(
    ("purpose", "status", "question"),
    [("personal", "open", None), ("business", "closed", None), (None, "unknown", "purpose")],
)
def test_purpose_decides_and_is_asked_for(
    purpose: str | None, status: str, question: str | None
) -> None:
    case = replace(shop_case(), claim=Claim("quality", "return-refund", purpose))
    one = stands(rung("12315", purposes=["personal"]), case)
    asked = next((reason.question for reason in one.reasons), None)
    assert (status, question) == (one.status, asked)


def test_state_still_to_come_waits_and_a_past_one_fails() -> None:
    later = rung(states=["completed"])
    assert "not-yet" == stands(later, shop_case()).status
    assert "closed" == stands(rung(states=["unshipped"]), shop_case()).status


def test_platform_waits_for_an_application_and_says_until_when() -> None:
    open_until = window("168 hours")
    book = rulebook(rules(ground("shop/return", Conditions(), open_until)))
    case = shop_case(moments={"delivered": at(10, day=20)})
    one = stands(GATED, case, book, at(10, day=24))
    expected = [("waits", "ladder-gate-by"), ("waits", "ladder-gate")]
    assert ("not-yet", expected) == (one.status, why(one))
    assert at(10, day=27) == one.reasons[0].says.fields["by"]
    none_known = stands(GATED, shop_case())
    assert ("waits", "ladder-gate") == why(none_known)[0]


def test_window_between_its_readings_promises_no_day() -> None:
    book = rulebook(rules(ground("shop/return", Conditions(), window("24 hours", "11 days"))))
    case = shop_case(moments={"delivered": at(10, day=20)})
    only = rung(gate=[gate("applied")])
    assert [("waits", "ladder-gate-by")] == why(stands(only, case, book, at(9, day=21)))
    assert [("waits", "ladder-gate")] == why(stands(only, case, book, at(12)))


def test_window_of_law_is_no_time_to_apply_on_the_platform() -> None:
    by_law = ground("law/return", Conditions(), window("168 hours"), kind="law")
    case = shop_case(moments={"delivered": at(10, day=20)})
    one = stands(rung(gate=[gate("applied")]), case, rulebook(rules(by_law)), at(10))
    assert [("waits", "ladder-gate")] == why(one)


def test_window_that_is_over_for_all_makes_it_uncertain() -> None:
    deadline = window("24 hours")
    book = rulebook(rules(ground("shop/return", Conditions(), deadline)))
    order = Order("shop", "delivered", moments={"delivered": at(10, day=20)})
    claim = Claim("quality", "return-refund", "personal")
    verdict = assess(book, order, claim, at(12, day=20))
    late = replace(verdict, as_of=at(12))
    (one,) = standings_of_claim(ladder(rung(gate=[gate("applied")])), book, order, claim, late)
    assert ("unknown", [("unknown", "ladder-window-over")]) == (one.status, why(one))


def test_refusal_opens_the_platform_at_once() -> None:
    one = stands(GATED, shop_case(APPLIED, REFUSED))
    assert ("open", at(12)) == (one.status, one.opens_at)


@pytest.mark.parametrize("later", [event("agreed", 13), event("applied", 13)])
def test_refusal_that_was_overtaken_opens_nothing(later: Any) -> None:
    assert "not-yet" == stands(GATED, shop_case(APPLIED, REFUSED, later)).status


def test_sellers_hours_open_the_platform_when_they_are_over() -> None:
    book = rulebook(rules(timer()))
    case = shop_case(APPLIED)
    before, after = (stands(GATED, case, book, at(hour, day=24)) for hour in (9, 11))
    assert ("not-yet", at(10, day=24)) == (before.status, before.opens_at)
    assert [("waits", "ladder-gate-from")] == why(before)
    assert ("open", at(10, day=24)) == (after.status, after.opens_at)


def test_sellers_hours_under_an_open_condition_are_uncertain() -> None:
    book = rulebook(rules(timer(conditions=Conditions(needs=("intact",)))))
    one = stands(GATED, shop_case(APPLIED), book)
    assert ("unknown", [("unknown", "ladder-gate-if")]) == (one.status, why(one))


def test_hours_on_hold_open_nothing() -> None:
    book = rulebook(rules(timer(pauses=("offered",))))
    held = shop_case(APPLIED, event("offered", 11, amount=Decimal(5)))
    one = stands(GATED, held, book)
    assert ("not-yet", None) == (one.status, one.opens_at)


def test_asked_hours_count_only_where_there_is_no_application() -> None:
    asked = event("sent", 9, respond_by=at(9, day=24))
    payment = rung("payment", gate=[gate("refused-or-silent")])
    assert "open" == stands(payment, shop_case(asked)).status
    assert "not-yet" == stands(payment, shop_case(asked, APPLIED)).status


def test_silence_after_a_letter_still_counts_once_the_case_went_on() -> None:
    asked, word = event("sent", 9, respond_by=at(13)), event("replied", 10)
    payment = rung("payment", gate=[gate("refused-or-silent")])
    silent = stands(payment, shop_case(asked, went("platform")))
    assert ("open", at(13)) == (silent.status, silent.opens_at)
    assert "not-yet" == stands(payment, shop_case(asked, word, went("platform"))).status


def test_buyers_and_rungs_own_clocks_open_nothing() -> None:
    mine = timer("mine", actor="buyer")
    theirs = timer("theirs", actor="platform", starts=("escalated",), rung="court")
    case = shop_case(APPLIED, went("court"))
    assert "not-yet" == stands(GATED, case, rulebook(rules(mine, theirs))).status


def test_gate_spares_a_reason() -> None:
    spared = rung(gate=[gate("refused-or-silent", spares=["quality"])])
    assert "open" == stands(spared, shop_case()).status


def test_appeal_waits_for_a_decision_that_is_not_won() -> None:
    appeal = rung("appeal", gate=[gate("turned-down", rung="platform")])

    def after(*events: Any) -> Standing:
        return stands(appeal, shop_case(*events), BOOK, None, rung())

    assert "not-yet" == after(went("platform")).status
    lost = after(went("platform"), decided("platform"))
    assert ("open", at(15, day=25)) == (lost.status, lost.opens_at)
    won = after(went("platform"), decided("platform", "won"))
    assert ("closed", [("fails", "ladder-granted")]) == (won.status, why(won))


def test_second_body_waits_for_the_answer_of_the_first_or_the_end_of_its_time() -> None:
    second = rung("12305", gate=[gate("answered-or-late", rung="courier")])
    first = rung("courier", clock=[{"says": words("answers"), "version": [lasting("2 days")]}])

    def on(day: int, *events: Any, first: Any = first) -> Standing:
        return stands(second, shop_case(*events), BOOK, at(16, day=day), first)

    gone = went("courier", day=24)
    assert ("not-yet", None) == (on(24).status, on(24).opens_at)
    waiting = on(25, gone)
    assert ("not-yet", at(0, day=27)) == (waiting.status, waiting.opens_at)
    assert "open" == on(27, gone).status
    answered = on(25, gone, decided("courier", day=25))
    assert ("open", at(15, day=25)) == (answered.status, answered.opens_at)
    replied = on(25, gone, event("replied", 16, day=24, rung="courier"))
    assert ("open", at(16, day=24)) == (replied.status, replied.opens_at)
    timeless = on(30, gone, first=rung("courier"))
    assert ("not-yet", None) == (timeless.status, timeless.opens_at)


def test_last_chance_closes_a_rung() -> None:
    book = rulebook(rules(LAST_CHANCE))
    one = rung(gate=[gate("refused-or-silent")], closes_after=["refused"])
    case = shop_case(APPLIED, REFUSED)
    before, after = (stands(one, case, book, at(hour, day=28)) for hour in (11, 12))
    assert ("open", at(12, day=28)) == (before.status, before.closes_at)
    assert ("closed", [("fails", "ladder-too-late")]) == (after.status, why(after))
    assert after.opens_at is None


def test_last_chance_between_its_readings_is_uncertain() -> None:
    book = rulebook(
        rules(replace(LAST_CHANCE, versions=timer("x", band("5 days", "7 days")).versions))
    )
    one = rung(closes_after=["refused"])
    case = shop_case(APPLIED, REFUSED)
    between, after = (stands(one, case, book, at(12, day=day)) for day in (29, 30))
    assert ("unknown", [("unknown", "ladder-arguable")]) == (between.status, why(between))
    assert "closed" == after.status


def test_last_chance_of_another_event_or_in_doubt_closes_nothing() -> None:
    in_doubt = replace(LAST_CHANCE, conditions=Conditions(needs=("intact",)))
    either = replace(LAST_CHANCE, starts=("refused", "decided"))
    case = shop_case(APPLIED, REFUSED)
    by_refusal = rung(closes_after=["refused"])
    by_decision = rung(closes_after=["decided"])
    assert "open" == stands(by_refusal, case, rulebook(rules(in_doubt)), at(12, day=30)).status
    assert "open" == stands(by_decision, case, rulebook(rules(either)), at(12, day=30)).status


BAR = {"says": words("the bar"), "version": [lasting("3 years")]}
BARRED = rung("12315", bar=BAR)
SIGNED = {"delivered": beijing(2026, 11, 20, 10), "paid": date(2026, 11, 16)}


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (beijing(2029, 11, 16, 23, 59), "open"),
        (beijing(2029, 11, 17), "unknown"),
        (beijing(2029, 11, 22, 23, 59), "unknown"),
        (beijing(2029, 11, 23), "closed"),
    ],
)
def test_time_bar_runs_from_when_the_buyer_knew(now: datetime, status: str) -> None:
    one = stands(BARRED, shop_case(moments=SIGNED), BOOK, now)
    assert (status, beijing(2029, 11, 17)) == (one.status, one.closes_at)


LIMITATION = timer(
    "limitation",
    band("3 years"),
    starts=("sent",),
    ends=("refunded",),
    actor="buyer",
    kind="law",
    on_expiry="time-barred",
)


def test_time_bar_of_a_timer_runs_from_what_begins_it_anew() -> None:
    suit = rung("court", bar={"says": words("the bar"), "timer": "shop/limitation"})
    book = rulebook(rules(LIMITATION))
    asked = shop_case(replace(SENT, at=beijing(2028, 6, 1, 9)), moments=SIGNED)
    untouched = stands(suit, shop_case(moments=SIGNED), book)
    assert ("open", beijing(2029, 11, 17)) == (untouched.status, untouched.closes_at)
    again = stands(suit, asked, book, beijing(2031, 5, 31))
    assert ("open", beijing(2031, 6, 2)) == (again.status, again.closes_at)
    assert "closed" == stands(suit, asked, book, beijing(2031, 6, 4)).status


@pytest.mark.parametrize("timers", [(), (replace(LIMITATION, versions=()),)])
def test_time_bar_whose_timer_has_no_version_is_uncertain(timers: tuple[Timer, ...]) -> None:
    suit = rung("court", bar={"says": words("the bar"), "timer": "shop/limitation"})
    one = stands(suit, shop_case(moments=SIGNED), rulebook(rules(timer("other"), *timers)))
    assert [("unknown", "ladder-no-version")] == why(one)


def test_time_bar_without_a_moment_asks_for_one() -> None:
    one = stands(BARRED, shop_case())
    (reason,) = one.reasons
    assert ("unknown", "ladder-bar-unknown", "delivered_at") == (
        one.status,
        reason.says.key,
        reason.question,
    )
    assert "closed" == stands(BARRED, shop_case(), BOOK, beijing(2030, 1, 1)).status


def test_time_bar_that_is_not_in_force_is_uncertain() -> None:
    later = {**BAR, "version": [lasting("3 years", date(2027, 1, 1))]}
    one = stands(rung(bar=later), shop_case(moments=SIGNED))
    assert ("unknown", [("unknown", "ladder-no-version")]) == (one.status, why(one))


def test_open_waits_come_before_open_questions() -> None:
    case = replace(shop_case(), claim=Claim("quality", "return-refund"))
    one = stands(rung(purposes=["personal"], gate=[gate("applied")]), case)
    assert ("not-yet", ["unknown", "waits"]) == (one.status, [each.outcome for each in one.reasons])


def test_opening_is_unknown_while_one_condition_has_no_time() -> None:
    both = rung(gate=[gate("refused-or-silent"), gate("turned-down", rung="court")])
    one = stands(both, shop_case(APPLIED), rulebook(rules(timer())), at(11), rung("court"))
    assert ("not-yet", None) == (one.status, one.opens_at)


def test_clocks_are_the_rulebooks_of_the_rung_and_its_own() -> None:
    decides = timer("decides", band("7 days"), starts=("escalated",), rung="12315")
    business = Conditions(purposes=("business",))
    not_ours = timer("b", starts=("escalated",), rung="12315", conditions=business)
    mediates = timer("mediates", band("60 days"), starts=("replied",), rung="12315")
    appeals = timer("c", starts=("decided",), rung="12315")
    old = {"says": words("gone"), "version": [lasting("9 days", until=date(2021, 1, 1))]}
    own = {"says": words("own"), "version": [lasting("2 days")]}
    here = rung("12315", clock=[own, old])
    book = rulebook(rules(decides, mediates, not_ours, appeals, timer("d")))

    def clocks(case: Case) -> list[tuple[str, str | None, datetime | None]]:
        found = stands(here, case, book).clocks
        return [
            (getattr(one.says, "en", ""), str(one.lasts) if one.lasts else None, one.until)
            for one in found
        ]

    lengths = [("decides", "7 days"), ("mediates", "60 days"), ("own", "2 days")]
    assert [(*one, None) for one in lengths] == clocks(shop_case())
    gone = clocks(shop_case(went("12315")))
    assert [beijing(2026, 12, 1, 14), None, at(0, day=27)] == [one[2] for one in gone]


def test_timer_without_a_version_in_force_is_no_clock() -> None:
    later = timer("later", starts=("escalated",), rung="platform", versions=())
    unborn = replace(
        later, versions=tuple(replace(one, since=date(2099, 1, 1)) for one in later.versions)
    )
    assert () == stands(rung(), shop_case(), rulebook(rules(unborn))).clocks


def test_paths_are_those_that_lead_to_the_rung() -> None:
    def path(surface: str, rung: str | None, **conditions: Any) -> Path:
        return Path(surface, None, (), Conditions(**conditions), (), rung)

    shop = BOOK.platforms["shop"]
    paths = (
        path("app", "platform"),
        path("web", None),
        path("web", "platform", states=("unpaid",)),
    )
    site = replace(shop, rules=replace(shop.rules, paths=paths))
    book = replace(BOOK, platforms={**BOOK.platforms, "shop": site})
    assert (paths[0],) == stands(rung(), shop_case(), book).paths


def test_statement_is_told_where_platform_and_purpose_fit() -> None:
    notes = [
        entry("all"),
        entry("elsewhere", platforms=["stall"]),
        entry("here", platforms=["shop"], purposes=["personal"]),
        entry("business", purposes=["business"]),
    ]
    one = stands(rung(notes=notes), shop_case())
    assert ["all", "here"] == [each.says.en for each in one.rung.notes if one.speaks(each)]
    unasked = replace(one, purpose=None)
    assert ["all", "here", "business"] == [
        each.says.en for each in one.rung.notes if unasked.speaks(each)
    ]


def test_claim_that_is_no_case_stands_by_its_verdict() -> None:
    book = rulebook(rules(timer()))
    order = Order("shop", "delivered", moments={"applied": at(10)})
    claim = Claim("quality", "return-refund", "personal")
    verdict = assess(book, order, claim, at(11))
    (one,) = standings_of_claim(ladder(GATED), book, order, claim, verdict)
    assert ("not-yet", at(10, day=24)) == (one.status, one.opens_at)


def test_short_form_tells_the_rungs_of_the_purpose_and_open_side_doors() -> None:
    both = ["personal", "business"]
    rungs = ladder(
        rung("seller", brief=both),
        rung("12315", brief=both, purposes=["business"]),
        rung("association"),
        rung("report", side=True, brief=["business"]),
        rung("courier", side=True, brief=both, states=["unpaid"]),
        rung("payment", side=True, brief=both),
    )
    all_of_them = tuple(found(rungs, BOOK, shop_case()).values())

    def shown(purpose: str | None) -> list[str]:
        return [one.rung.id for one in in_brief(all_of_them, purpose)]

    assert ["seller", "12315", "payment"] == shown("personal")
    assert ["seller", "12315", "report", "payment"] == shown("business")
    assert ["seller", "12315", "report", "payment"] == shown(None)
    assert len(in_brief(all_of_them * 3, None)) == BRIEF


def test_correction_of_each_kind_of_question_has_its_key() -> None:
    asked = ("purpose", "paid", "item_kind", "shipped_at", "intact")
    assert [
        "claim.purpose",
        "order.paid",
        "order.item_kinds",
        "order.shipped_at",
        "claim.facts.intact",
    ] == [correction_key(one) for one in asked]


def test_clause_is_told_with_the_fact_that_was_used() -> None:
    case = replace(shop_case(), claim=Claim("quality", "return-refund", "business"))
    (reason,) = stands(rung(purposes=["personal"]), case).reasons
    assert say("fact-purposes", value=say("purpose-business")) == reason.says.fields["fact"]
