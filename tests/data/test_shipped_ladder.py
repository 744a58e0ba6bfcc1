"""The ladder that is shipped: clean, whole, and true to the rules it stands on."""

from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
from tests.builders_cases import case, event
from tests.builders_ladder import found

from refundcli.adapters.ladder import load_ladder
from refundcli.adapters.rulebook import load_rulebook
from refundcli.core.case import Case
from refundcli.core.events import EVENTS, PHASE_OF_RUNG
from refundcli.core.ladder import Standing
from refundcli.core.ladder_form import Closing, Entry, Gate, Lasting
from refundcli.core.ladder_lint import lint_ladder
from refundcli.core.order import Claim
from refundcli.core.parts import inside
from refundcli.core.periods import beijing
from refundcli.core.rulebook import Rulebook
from refundcli.core.values import replace

LADDER = load_ladder()
RUNGS = (
    *("seller", "platform", "platform-appeal", "12315", "association", "arbitration", "court"),
    *("payment", "report", "courier", "12305"),
)
SIGNED = {"delivered": beijing(2026, 11, 20, 10)}
NOW = beijing(2026, 11, 26, 12)


@cache
def book() -> Rulebook:
    """Return the whole rulebook."""
    return load_rulebook()


def rungs(
    *events: Any,
    platform: str = "taobao",
    purpose: str | None = "personal",
    reason: str = "quality",
    now: datetime = NOW,
    **known: Any,
) -> dict[str, Standing]:
    """Return how each rung stands for a thing signed for on 20 November 2026."""
    opened: Case = case(*events, **{"platform": platform, "moments": SIGNED, **known})
    opened = replace(opened, claim=Claim(reason, "return-refund", purpose))
    return found(LADDER, book(), opened, now)


def test_ladder_is_clean() -> None:
    assert () == lint_ladder(LADDER, book(), EVENTS, date(2026, 11, 22))


def test_ids_are_those_that_cases_go_to() -> None:
    assert RUNGS == LADDER.ids
    assert set(PHASE_OF_RUNG) <= set(LADDER.ids)


def test_every_statement_names_its_source() -> None:
    assert all(one.cites for one in LADDER.rungs)
    dated = tuple(inside(LADDER.rungs, Lasting))
    said = tuple(inside(LADDER.rungs, Entry))
    assert len(dated) == 4
    assert all(one.cites for one in dated)
    assert all(one.cites for one in said)


def test_every_rung_says_what_it_can_give_where_the_sources_do() -> None:
    silent = [one.id for one in LADDER.rungs if not one.awards]
    assert ["platform-appeal", "arbitration", "12305"] == silent


def test_rungs_close_what_the_rules_say() -> None:
    closings = [(one.id, each.rung) for one in LADDER.rungs for each in inside(one, Closing)]
    assert {
        ("seller", "platform"),
        ("12315", "platform"),
        ("association", "12315"),
        ("arbitration", "12315"),
        ("court", "12315"),
        ("court", "platform"),
    } == set(closings)


def test_gates_stand_on_sources_too() -> None:
    assert {"applied", "refused-or-silent", "turned-down", "answered-or-late"} == {
        one.is_ for one in inside(LADDER.rungs, Gate) if one.entry.cites
    }


@pytest.mark.parametrize("platform", sorted(load_rulebook().platforms))
def test_business_purchase_never_finds_12315_open(platform: str) -> None:
    state = next(iter(book().platforms[platform].states))
    here = rungs(platform=platform, purpose="business", state=state)
    assert "closed" == here["12315"].status
    assert "closed" == here["association"].status


def test_business_purchase_may_report() -> None:
    assert "open" == rungs(platform="1688", purpose="business")["report"].status


def test_unknown_purpose_leaves_12315_uncertain_and_asks_for_it() -> None:
    one = rungs(platform="1688", purpose=None)["12315"]
    assert ("unknown", ["purpose"]) == (one.status, [each.question for each in one.reasons])


@pytest.mark.parametrize(
    ("now", "status"),
    [
        (beijing(2029, 11, 20, 23), "open"),
        (beijing(2029, 12, 31), "closed"),
    ],
)
def test_12315_closes_three_years_after_the_buyer_knew(now: datetime, status: str) -> None:
    assert status == rungs(now=now)["12315"].status


def test_court_closes_12315() -> None:
    sued = event("escalated", 10, day=24, rung="court")
    here = rungs(sued)
    assert ("current", "closed") == (here["court"].status, here["12315"].status)


def test_12315_closes_jds_dispute_and_no_other_platforms() -> None:
    applied, refused = event("applied", 10, day=21), event("refused", 10, day=22)
    complained = event("escalated", 10, day=23, rung="12315")
    for platform, status in (("jd-pop", "closed"), ("taobao", "open")):
        here = rungs(applied, refused, complained, platform=platform)
        assert status == here["platform"].status


def test_taobao_closes_five_days_after_the_refusal() -> None:
    applied, refused = event("applied", 10, day=21), event("refused", 10, day=22)
    in_time = rungs(applied, refused, now=beijing(2026, 11, 27, 9))["platform"]
    assert ("open", beijing(2026, 11, 27, 10)) == (in_time.status, in_time.closes_at)
    late = rungs(applied, refused, now=beijing(2026, 11, 30))["platform"]
    assert "closed" == late.status


def test_settled_and_performed_closes_the_platform_on_taobao_and_jd() -> None:
    events = (
        event("applied", 10, day=21),
        event("offered", 10, day=22, words="50"),
        event("refunded", 10, day=23, amount=None),
        event("refused", 10, day=24),
    )
    for platform, status in (("taobao", "closed"), ("jd-pop", "closed"), ("kuaishou", "open")):
        assert status == rungs(*events, platform=platform)["platform"].status


def test_jd_has_no_other_platform_and_pop_has_an_appeal() -> None:
    assert "closed" == rungs(platform="jd")["platform"].status
    assert {"jd-pop"} == {
        one for one in book().platforms if "platform-appeal" in rungs(platform=one)
    }


def test_appeal_runs_seven_days_from_the_decision() -> None:
    events = (
        event("applied", 10, day=20),
        event("refused", 10, day=21),
        event("escalated", 10, day=21, rung="platform"),
        event("decided", 10, day=22, rung="platform", outcome="lost"),
    )
    one = rungs(*events, platform="jd-pop")["platform-appeal"]
    assert ("open", beijing(2026, 11, 29, 10)) == (one.status, one.closes_at)
    late = rungs(*events, platform="jd-pop", now=beijing(2026, 11, 29, 10))["platform-appeal"]
    assert "closed" == late.status


def test_private_sellers_are_no_matter_for_12315_but_for_the_court() -> None:
    here = rungs(platform="xianyu")
    assert ("closed", "open") == (here["12315"].status, here["court"].status)


def test_international_sales_are_uncertain_beyond_the_platform() -> None:
    here = rungs(platform="alibaba-intl")
    beyond = ("12315", "association", "arbitration", "court", "report")
    assert {"unknown"} == {here[one].status for one in beyond}


def test_arbitration_needs_an_agreement() -> None:
    (reason,) = rungs()["arbitration"].reasons
    assert "arbitration-agreed" == reason.question


def test_payment_channel_is_there_for_alipay_and_for_debits_not_authorised() -> None:
    there = {one for one in book().platforms if "payment" in rungs(platform=one)}
    assert {"alipay-online", "alipay-offline", "alipay-virtual"} == there
    assert "open" == rungs(reason="unauthorised")["payment"].status


def test_payment_channel_opens_once_the_seller_was_silent_and_stays_open() -> None:
    sent = event("sent", 10, day=23, respond_by=beijing(2026, 11, 24, 10))
    up, word = event("escalated", 12, day=24, rung="platform"), event("replied", 11, day=23)
    applied = event("applied", 11, day=23, remedy="return-refund")
    shown = {
        name: rungs(*events, platform="alipay-offline")["payment"].status
        for name, events in {
            "silent": (sent, up),
            "answered": (sent, word, up),
            "applied": (sent, applied, up),
            "no hours": (event("sent", 10, day=23), up),
        }.items()
    }
    waits = "not-yet"
    assert {"silent": "open", "answered": waits, "applied": waits, "no hours": waits} == shown


def test_business_buyer_is_promised_no_multiple_of_the_price() -> None:
    court = {one: rungs(purpose=one)["court"] for one in ("personal", "business")}
    told = {
        purpose: [str(one.says) for one in here.rung.awards if here.speaks(one)]
        for purpose, here in court.items()
    }
    assert [any("三倍" in one for one in told[each]) for each in told] == [True, False]


def lost(*events: Any, now: datetime = NOW) -> Standing:
    """Return how the postal authority stands for a parcel that never came."""
    shipped = {"shipped": date(2026, 11, 1)}
    here = rungs(*events, reason="not-received", now=now, state="in-transit", moments=shipped)
    return here["12305"]


def test_postal_authority_opens_after_the_couriers_seven_days() -> None:
    assert "not-yet" == lost().status
    complained = event("escalated", 10, day=23, rung="courier")
    waiting = lost(complained)
    assert ("not-yet", beijing(2026, 12, 1)) == (waiting.status, waiting.opens_at)
    assert "open" == lost(complained, now=beijing(2026, 12, 1)).status


def test_authoritys_clocks_are_the_rulebooks() -> None:
    decides, mediates = rungs(event("escalated", 10, day=23, rung="12315"))["12315"].clocks
    assert ("7 working-days", beijing(2026, 12, 3)) == (str(decides.lasts), decides.until)
    assert ("60 days", None) == (str(mediates.lasts), mediates.until)


def test_limitation_runs_anew_with_each_demand() -> None:
    asked = event("sent", 10, day=22)
    assert beijing(2029, 11, 21) == rungs()["court"].closes_at
    assert beijing(2029, 11, 23) == rungs(asked)["court"].closes_at
