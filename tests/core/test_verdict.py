"""The four verdicts, and what stands beside them."""

from datetime import date, datetime, timedelta

import pytest
from tests.builders_verdict import (
    ANY,
    CITES,
    EVERYWHERE,
    NOW,
    SOURCE,
    band,
    claim,
    ground,
    law,
    note,
    order,
    outcomes,
    provision,
    rulebook,
    rules,
    text,
    timer,
    version,
    window,
)

from refundcli.core.findings import Verdict
from refundcli.core.order import Claim, Order, When
from refundcli.core.periods import beijing, parse_length
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import (
    Choice,
    Citation,
    Conditions,
    Ground,
    Offer,
    Path,
    ProvisionUse,
    RuleSet,
    Timer,
    Within,
)
from refundcli.core.text import say
from refundcli.core.values import replace
from refundcli.core.verdict import assess, offered_remedies

HOLDS = ground("shop/holds", Conditions(states=("delivered",)))
MAY = ground("shop/may", Conditions(needs=("intact",)))
FAILS = ground("shop/fails", Conditions(states=("unpaid",)))
PROMISED = ground("shop/promised", Conditions(needs=("promise",)), kind="promise")
NOT_PROMISED = ground("shop/not-promised", Conditions(denies=("promise",)))
ORDER, CLAIM = order(), claim()
SIGNED = beijing(2026, 11, 20, 10)


def verdict(
    *parts: Ground | Timer,
    order: Order = ORDER,
    claim: Claim = CLAIM,
    now: datetime = NOW,
) -> Verdict:
    """Return the verdict of a claim in a shop with these rules."""
    return assess(rulebook(rules(*parts)), order, claim, now)


def asked(book: Rulebook) -> Verdict:
    """Return the verdict of the usual claim."""
    return assess(book, ORDER, CLAIM, NOW)


def signed(*item_kinds: str, **moments: When) -> Order:
    """Return an order signed for on the 20th."""
    return order("delivered", *item_kinds, delivered=SIGNED, **moments)


@pytest.mark.parametrize(
    ("grounds", "id"),
    [
        ((HOLDS,), "eligible"),
        ((FAILS, MAY, HOLDS), "eligible"),
        ((MAY,), "conditional"),
        ((FAILS, MAY), "conditional"),
        ((FAILS,), "negotiable"),
        ((), "negotiable"),
        ((PROMISED,), "negotiable"),
        ((NOT_PROMISED,), "negotiable"),
        ((PROMISED, MAY), "conditional"),
    ],
)
def test_verdict_is_that_of_the_best_ground_that_counts(
    grounds: tuple[Ground, ...], id: str
) -> None:
    assert verdict(*grounds).id == id


def test_verdict_is_unavailable_where_the_platform_offers_no_such_remedy() -> None:
    found = verdict(ground("shop/exchange", grants=("exchange",)), claim=claim(remedy="exchange"))
    assert found.id == "unavailable"


def test_offer_depends_on_its_conditions() -> None:
    offers = (Offer(Conditions(states=("unpaid",)), CITES),)
    assert asked(rulebook(rules(HOLDS, offers=offers))).id == "unavailable"


def test_remedies_offered_are_those_of_the_state() -> None:
    offers = (*EVERYWHERE, Offer(Conditions(("completed",), ("exchange",)), CITES))
    book = rulebook(rules(offers=offers))
    states = "delivered", "completed"
    assert [offered_remedies(book, order(one), claim(), NOW) for one in states] == [
        ("return-refund", "refund-only"),
        ("return-refund", "refund-only", "exchange"),
    ]


def test_ground_that_grants_another_remedy_is_not_judged() -> None:
    found = verdict(HOLDS, ground("shop/other", grants=("refund-only",)))
    assert [one.ground.id for one in found.findings] == ["shop/holds"]


def test_every_clause_of_every_ground_is_judged() -> None:
    strict = ground(
        "shop/strict", Conditions(states=("unpaid",), needs=("intact",)), window("24 hours")
    )
    found = verdict(HOLDS, strict, order=signed())
    assert [outcomes(one.clauses) for one in found.findings] == [
        {"states": "pass"},
        {"states": "fail", "needs": "unknown", "window": "fail"},
    ]


def test_own_rules_of_the_buyer_count_as_well() -> None:
    own = {"shop": rules(HOLDS, offers=()), "": RuleSet()}
    assert asked(rulebook(own=own)).id == "eligible"


def test_promise_unspoken_of_stands_under_what_would_change() -> None:
    found = verdict(FAILS, PROMISED)
    assert [one.ground.id for one in found.would_change] == ["shop/promised"]


def test_promise_spoken_of_lifts_the_verdict() -> None:
    assert verdict(PROMISED, claim=claim(promise=True)).id == "eligible"


def test_promise_spoken_of_stands_no_more_under_what_would_change() -> None:
    assert verdict(PROMISED, claim=claim(promise=True)).would_change == ()


def test_promise_denied_lifts_nothing() -> None:
    assert verdict(PROMISED, claim=claim(promise=False)).id == "negotiable"


def test_promise_unspoken_of_asks_no_question() -> None:
    assert verdict(PROMISED).questions == ()


def test_late_application_under_one_ground_is_judged_by_the_others() -> None:
    short = ground("shop/short", ANY, window("24 hours"))
    longer = ground("shop/longer", ANY, window("360 hours"))
    late = signed(applied=beijing(2026, 11, 22, 9))
    found = verdict(short, longer, order=late)
    assert (found.id, [one.outcome for one in found.findings]) == ("eligible", ["fails", "holds"])


def test_application_in_time_is_not_late_afterwards() -> None:
    one = ground("shop/one", ANY, window("24 hours"))
    in_time = signed(applied=beijing(2026, 11, 20, 12))
    assert verdict(one, order=in_time, now=beijing(2027, 3, 1)).id == "eligible"


def test_remedy_asked_for_stands_first() -> None:
    found = verdict(HOLDS, claim=claim(remedy="refund-only"))
    assert [(one.remedy, one.verdict) for one in found.remedies] == [
        ("refund-only", "negotiable"),
        ("return-refund", "eligible"),
        ("exchange", "unavailable"),
    ]


def test_last_moment_to_apply_is_the_latest_safe_one() -> None:
    short = ground("shop/short", ANY, window("72 hours"))
    longer = ground("shop/longer", ANY, window("360 hours", "720 hours"))
    found = verdict(short, longer, HOLDS, order=signed())
    assert found.apply_by == SIGNED + timedelta(days=15)


def test_last_moment_to_apply_of_an_open_ground_is_its_own() -> None:
    one = ground("shop/one", Conditions(needs=("intact",)), window("72 hours"))
    assert verdict(one, order=signed()).apply_by == SIGNED + timedelta(days=3)


def test_last_moment_to_apply_is_not_known_without_a_window() -> None:
    assert verdict(HOLDS).apply_by is None


def test_verdict_repeats_what_was_asked() -> None:
    found = verdict(claim=claim("quality", "refund-only", "business"))
    assert (found.platform, found.state, found.reason, found.remedy, found.purpose) == (
        "shop",
        "delivered",
        "quality",
        "refund-only",
        "business",
    )


def test_summary_of_eligible_names_the_grounds() -> None:
    assert verdict(HOLDS, MAY).summary == say(
        "summary-eligible",
        remedy=text("return-refund"),
        grounds=(text("shop/holds"),),
        by=None,
    )


def test_summary_of_eligible_names_the_last_moment() -> None:
    found = verdict(ground("shop/one", ANY, window("72 hours")), order=signed())
    assert (found.summary.key, found.summary.fields["by"]) == (
        "summary-eligible-by",
        SIGNED + timedelta(days=3),
    )


@pytest.mark.parametrize(("part", "id"), [(MAY, "conditional"), (FAILS, "negotiable")])
def test_summary_of_what_is_open_names_the_remedy(part: Ground, id: str) -> None:
    assert verdict(part).summary == say(f"summary-{id}", remedy=text("return-refund"))


def test_summary_of_unavailable_says_what_is_offered_instead() -> None:
    assert verdict(claim=claim(remedy="exchange")).summary == say(
        "summary-unavailable",
        remedy=text("exchange"),
        state=text("shop delivered"),
        instead=(text("return-refund"), text("refund-only")),
    )


def test_summary_of_unavailable_names_the_best_remedy_first() -> None:
    better = ground("shop/better", grants=("refund-only",))
    found = verdict(better, claim=claim(remedy="exchange"))
    assert found.summary.fields["instead"] == (text("refund-only"), text("return-refund"))


def test_summary_of_unavailable_may_have_nothing_instead() -> None:
    assert asked(rulebook(rules(offers=()))).summary == say(
        "summary-unavailable-none",
        remedy=text("return-refund"),
        state=text("shop delivered"),
        instead=(),
    )


@pytest.mark.parametrize(
    ("offers", "key"),
    [
        ((), "summary-unavailable-law-none"),
        ((Offer(Conditions(remedies=("exchange",)), CITES),), "summary-unavailable-law"),
    ],
)
def test_summary_of_unavailable_says_that_the_law_gives_it(
    offers: tuple[Offer, ...], key: str
) -> None:
    lawful = law(rules=rules(ground("law/return", kind="law"), offers=()))
    assert asked(rulebook(rules(offers=offers), lawful)).summary.key == key


def test_summary_names_a_state_that_the_platform_does_not_use() -> None:
    found = assess(rulebook(), Order("stall", "delivered"), claim(), NOW)
    assert found.summary.fields["state"] == say("state-delivered")


def test_deadlines_are_the_open_windows_the_soonest_first() -> None:
    short = ground("shop/short", ANY, window("72 hours"))
    longer = ground("shop/longer", Conditions(needs=("intact",)), window("360 hours"))
    found = verdict(longer, short, FAILS, order=signed())
    assert [one.rule for one in found.deadlines] == ["shop/short", "shop/longer"]


def test_deadlines_leave_out_the_window_of_a_ground_that_fails() -> None:
    one = ground("shop/one", Conditions(states=("unpaid",)), window("72 hours"))
    assert verdict(one, order=signed()).deadlines == ()


def test_deadlines_leave_out_a_window_for_a_kind_of_item_not_named() -> None:
    one = ground("shop/one", Conditions(items=("custom-made",)), window("72 hours"))
    assert verdict(one, order=signed()).deadlines == ()


def test_deadlines_have_the_window_for_the_kind_of_item_named() -> None:
    one = ground("shop/one", Conditions(items=("custom-made",)), window("72 hours"))
    found = verdict(one, order=signed("custom-made"))
    assert [one.rule for one in found.deadlines] == ["shop/one"]


def test_deadlines_leave_out_the_window_of_a_promise_unspoken_of() -> None:
    one = ground("shop/one", Conditions(needs=("promise",)), window("72 hours"))
    assert verdict(one, order=signed()).deadlines == ()


def running(*timers: Timer, order: Order) -> list[str]:
    """Return the timers that run."""
    return [one.id for one in verdict(*timers, order=order).deadlines]


RECEIPT = timer("receipt", starts=("delivered",), ends=("completed",), pauses=("applied",))


def test_timer_runs_from_a_moment_that_is_known() -> None:
    assert running(RECEIPT, order=signed()) == ["receipt"]


def test_timer_does_not_run_before_its_moment() -> None:
    assert running(RECEIPT, order=order("in-transit", shipped=SIGNED)) == []


def test_timer_does_not_run_where_a_condition_fails() -> None:
    one = replace(RECEIPT, conditions=Conditions(states=("completed",)))
    assert running(one, order=signed()) == []


def test_timer_does_not_run_without_a_version_in_force() -> None:
    one = replace(RECEIPT, versions=(version(band("24 hours"), since=date(2027, 1, 1)),))
    assert running(one, order=signed()) == []


def test_timer_runs_no_more_after_a_moment_that_ends_it() -> None:
    over = order("completed", delivered=SIGNED, completed=date(2026, 11, 20))
    assert running(RECEIPT, order=over) == []


def test_timer_does_not_run_while_an_application_holds_it() -> None:
    assert running(RECEIPT, order=signed(applied=NOW)) == []


def test_timer_is_not_ended_by_what_came_before_it() -> None:
    one = timer("answers", ends=("delivered",))
    assert running(one, order=signed(applied=NOW)) == ["answers"]


def test_timer_that_would_run_is_previewed() -> None:
    assert [one.timer.id for one in verdict(timer("answers")).timers] == ["answers"]


def test_timer_that_runs_is_not_previewed() -> None:
    assert verdict(timer("answers"), order=signed(applied=NOW)).timers == ()


def test_timer_that_cannot_run_is_not_previewed() -> None:
    assert verdict(timer("answers", conditions=Conditions(states=("unpaid",)))).timers == ()


def test_timer_without_a_version_in_force_is_not_previewed() -> None:
    one = timer(versions=(version(band("24 hours"), since=date(2027, 1, 1)),))
    assert verdict(one).timers == ()


def test_basis_is_that_of_the_grounds_that_count() -> None:
    cited = replace(HOLDS, provisions=(ProvisionUse("law-1", "cite"),))
    unspoken = replace(PROMISED, provisions=(ProvisionUse("law-2", "cite"),))
    book = rulebook(rules(cited, unspoken), law(provision("law-1"), provision("law-2")))
    assert [one.provision.id for one in asked(book).basis] == ["law-1"]


def test_questions_are_those_of_the_open_grounds_once_each() -> None:
    both = ground("shop/both", Conditions(needs=("intact", "confirmed")))
    failed = ground("shop/failed", Conditions(states=("unpaid",), items=("custom-made",)))
    found = verdict(MAY, both, failed)
    assert [one.id for one in found.questions] == ["intact", "confirmed"]


def test_question_of_an_open_purpose_comes_first() -> None:
    found = verdict(MAY, claim=claim(purpose=None))
    assert [one.id for one in found.questions] == ["purpose", "intact"]


def test_question_names_the_flag_that_answers_it() -> None:
    (question,) = verdict(MAY).questions
    assert question.flag == "--fact intact=yes|no"


def test_unknown_without_a_question_asks_nothing() -> None:
    one = ground("shop/one", ANY, window(since=date(2027, 1, 1)))
    assert (verdict(one).id, verdict(one).questions) == ("conditional", ())


def test_question_is_asked_that_a_running_timer_hangs_on() -> None:
    near = Conditions(within=Within("paid", parse_length("24 hours")))
    one = timer("answers", conditions=near)
    found = verdict(HOLDS, one, order=signed(applied=NOW))
    assert [question.id for question in found.questions] == ["paid_at"]


def noted(rules: RuleSet) -> Verdict:
    """Return the verdict in a shop with these notes."""
    return asked(rulebook(replace(rules, offers=EVERYWHERE)))


BOTH = (note("fits"), note("fits-not", Conditions(states=("unpaid",))))


def test_evidence_is_what_fits() -> None:
    assert [one.id for one in noted(RuleSet(evidence=BOTH)).evidence] == ["fits"]


def test_cautions_are_those_that_fit() -> None:
    assert [one.id for one in noted(RuleSet(cautions=BOTH)).cautions] == ["fits"]


def test_limits_are_those_that_fit() -> None:
    assert [one.id for one in noted(RuleSet(limits=BOTH)).limits] == ["fits"]


def test_note_of_the_platform_goes_before_the_laws_of_the_same_name() -> None:
    lawful = law(rules=RuleSet(cautions=(replace(note("fits"), says=text("law")), note("more"))))
    book = rulebook(RuleSet(offers=EVERYWHERE, cautions=(note("fits"),)), lawful)
    assert asked(book).cautions == (note("fits"), note("more"))


def test_paths_are_those_that_fit() -> None:
    paths = tuple(Path("app", None, (text(one.id),), one.conditions, CITES) for one in BOTH)
    assert noted(RuleSet(paths=paths)).paths == paths[:1]


def test_choices_of_the_form_are_those_that_fit() -> None:
    choices = tuple(Choice(one.conditions, one.id, CITES) for one in BOTH)
    assert noted(RuleSet(choices=choices)).choices == choices[:1]


def test_verdict_ends_with_what_it_does_not_cover() -> None:
    assert verdict().not_covered == (
        text("the rest"),
        say("not-covered-proof"),
        say("not-covered-advice"),
    )


OLD = replace(SOURCE, title="old rules", read_on=date(2025, 11, 1))


def test_source_read_long_ago_is_named() -> None:
    aged = replace(HOLDS, cites=(*CITES, Citation(OLD, at="1")))
    assert verdict(aged).stale_sources == {"old rules": date(2025, 11, 1)}


def test_source_of_a_window_read_long_ago_is_named() -> None:
    dated = window("72 hours")
    aged = replace(dated, reading=replace(dated.reading, cites=(Citation(OLD, at="1"),)))
    found = verdict(ground("shop/one", ANY, aged), order=signed())
    assert found.stale_sources == {"old rules": date(2025, 11, 1)}


def test_source_read_a_year_ago_is_fresh() -> None:
    fresh = replace(SOURCE, read_on=date(2025, 11, 22))
    assert verdict(replace(HOLDS, cites=(Citation(fresh, at="1"),))).stale_sources == {}
