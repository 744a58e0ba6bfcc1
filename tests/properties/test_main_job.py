"""The two cases the program is made for, to the letter, on the rules as they are shipped."""

from datetime import timedelta
from decimal import Decimal

import pytest

from refundcli.core.case import Case, fold
from refundcli.core.clocks import running
from refundcli.core.dossier import dossier_of
from refundcli.core.events import Event
from refundcli.core.findings import Clause, Deadline, Verdict
from refundcli.core.order import Claim, Order, When
from refundcli.core.periods import beijing
from refundcli.core.rulebook import Rulebook
from refundcli.core.verdict import assess

NOW = beijing(2026, 11, 22, 10)
SIGNED = beijing(2026, 11, 21, 10)
PAID = beijing(2026, 11, 20, 10)
APPLIED = beijing(2026, 11, 22, 10, 30)


def defect_on_1688(shipped: Rulebook, purpose: str) -> Verdict:
    """Return the verdict on a defect found a day after signing."""
    order = Order("1688", "delivered", moments={"delivered": SIGNED})
    return assess(shipped, order, Claim("quality", "return-refund", purpose), NOW)


def cited(verdict: Verdict) -> list[str]:
    """Return the provisions that the letter may rely on now."""
    return [
        one.provision.id for one in verdict.basis if (one.use, one.rests_on) == ("cite", "holds")
    ]


def named(verdict: Verdict) -> set[str]:
    """Return every provision of the basis."""
    return {one.provision.id for one in verdict.basis}


def deadline(found: tuple[Deadline, ...], rule: str) -> Deadline:
    """Return the deadline of a rule."""
    return next(one for one in found if one.rule == rule)


@pytest.mark.parametrize("purpose", ["personal", "business"])
def test_defect_on_1688_is_eligible(shipped: Rulebook, purpose: str) -> None:
    assert defect_on_1688(shipped, purpose).id == "eligible"


def test_defect_on_1688_cites_the_consumer_law_first(shipped: Rulebook) -> None:
    assert cited(defect_on_1688(shipped, "personal"))[0] == "cpl-24"


def test_defect_on_1688_is_safe_for_the_seven_days_of_the_law(shipped: Rulebook) -> None:
    window = deadline(defect_on_1688(shipped, "personal").deadlines, "cpl/quality-return-7-days")
    assert (window.kind, window.due) == ("law", beijing(2026, 11, 29))


def test_defect_on_1688_is_arguable_until_the_next_workday_ends(shipped: Rulebook) -> None:
    window = deadline(defect_on_1688(shipped, "personal").deadlines, "cpl/quality-return-7-days")
    assert (window.earliest, window.latest) == (beijing(2026, 11, 29), beijing(2026, 12, 1))


def test_defect_on_1688_names_the_last_safe_moment(shipped: Rulebook) -> None:
    assert defect_on_1688(shipped, "personal").apply_by == beijing(2026, 11, 29)


def test_defect_on_1688_reserves_nothing_it_could_not_show(shipped: Rulebook) -> None:
    found = defect_on_1688(shipped, "personal").basis
    assert [
        one.provision.id for one in found if (one.use, one.rests_on) == ("reserve", "holds")
    ] == []


def test_defect_of_a_business_has_no_consumer_law(shipped: Rulebook) -> None:
    found = defect_on_1688(shipped, "business").basis
    assert [one.provision.id for one in found if one.provision.protects == "consumer"] == []


def test_defect_of_a_business_has_the_civil_code(shipped: Rulebook) -> None:
    assert {"cc-617", "cc-582"} <= named(defect_on_1688(shipped, "business"))


def test_defect_of_a_business_has_no_deadline_of_the_consumer_law(shipped: Rulebook) -> None:
    rules = {one.rule for one in defect_on_1688(shipped, "business").deadlines}
    assert "cpl/quality-return-7-days" not in rules


UNSHIPPED = Order("taobao", "unshipped", paid=Decimal("128.00"), moments={"paid": PAID})


def second_thoughts(remedy: str) -> Claim:
    """Return the claim of who no longer wants a thing."""
    return Claim("change-of-mind", remedy, "personal")


def test_order_not_shipped_on_taobao_is_eligible(shipped: Rulebook) -> None:
    assert assess(shipped, UNSHIPPED, second_thoughts("refund-only"), NOW).id == "eligible"


def test_order_not_shipped_on_taobao_is_eligible_by_the_platform(shipped: Rulebook) -> None:
    found = assess(shipped, UNSHIPPED, second_thoughts("refund-only"), NOW).findings
    assert [
        (one.ground.id, one.ground.kind) for one in found if one.outcome == "holds" and one.counts
    ] == [("taobao/unshipped-refund", "platform")]


def test_order_not_shipped_on_taobao_offers_no_return(shipped: Rulebook) -> None:
    assert assess(shipped, UNSHIPPED, second_thoughts("return-refund"), NOW).id == "unavailable"


def test_order_not_shipped_on_taobao_names_the_refund_first_instead(
    shipped: Rulebook,
) -> None:
    instead = assess(shipped, UNSHIPPED, second_thoughts("return-refund"), NOW).summary.fields
    assert isinstance(instead["instead"], tuple)
    assert instead["instead"][0] == shipped.remedies["refund-only"].word.name


def test_order_not_shipped_on_taobao_has_the_verdict_of_the_refund_beside_it(
    shipped: Rulebook,
) -> None:
    found = assess(shipped, UNSHIPPED, second_thoughts("return-refund"), NOW)
    assert ("refund-only", "eligible") in [(one.remedy, one.verdict) for one in found.remedies]


SENT = Event(
    "20261122T100000-aaaa", NOW, "sent", {"stage": "first", "respond_by": NOW + timedelta(1)}
)
APPLICATION = Event("20261122T103000-bbbb", APPLIED, "applied", {"remedy": "refund-only"})
CASE = Case("tb-7k2m", NOW, UNSHIPPED, second_thoughts("refund-only"), (SENT, APPLICATION))


def sellers_clock(shipped: Rulebook) -> Deadline:
    """Return the seller's clock after the application."""
    found = running(shipped, CASE, fold(CASE), None)
    return deadline(found, "taobao/seller-answers-unshipped")


def test_application_starts_the_sellers_clock(shipped: Rulebook) -> None:
    one = sellers_clock(shipped)
    assert (one.actor, one.started_by, one.started_at) == ("seller", "applied", APPLIED)


def test_sellers_clock_is_over_when_the_longest_reading_is(shipped: Rulebook) -> None:
    assert sellers_clock(shipped).due == APPLIED + timedelta(days=2)


def test_sellers_clock_shows_that_the_sources_differ(shipped: Rulebook) -> None:
    step = sellers_clock(shipped).derivation[-1]
    lengths = step.fields["lengths"]
    assert isinstance(lengths, tuple)
    assert {"24 hours", "2 days"} <= {str(one) for one in lengths}


def test_sellers_silence_ends_in_the_refund(shipped: Rulebook) -> None:
    assert sellers_clock(shipped).on_expiry == "refunded"


@pytest.mark.parametrize(
    ("hours", "id"), [(1, "wait"), (25, "wait"), (49, "look-refunded"), (73, "escalate")]
)
def test_next_step_follows_the_sellers_clock(shipped: Rulebook, hours: int, id: str) -> None:
    found = dossier_of(shipped, CASE, APPLIED + timedelta(hours=hours))
    assert found.next_step.id == id


def no_reason(shipped: Rulebook, *item_kinds: str, **moments: When) -> Verdict:
    """Return the verdict on a return without a reason on Taobao."""
    order = Order("taobao", "delivered", item_kinds=item_kinds, moments=moments)
    claim = Claim("no-reason", "return-refund", "personal", facts={"intact": True})
    return assess(shipped, order, claim, NOW)


def failing(verdict: Verdict, ground: str) -> list[Clause]:
    """Return the clauses by which a ground fails."""
    (found,) = (one for one in verdict.findings if one.ground.id == ground)
    return [one for one in found.clauses if one.outcome == "fail"]


@pytest.mark.parametrize("ground", ["cpl/no-reason-return", "taobao/seven-days"])
def test_return_of_a_thing_made_to_order_fails_by_its_kind(shipped: Rulebook, ground: str) -> None:
    found = failing(no_reason(shipped, "custom-made", delivered=SIGNED), ground)
    assert [one.clause for one in found] == ["excludes"]


def test_return_of_a_thing_made_to_order_says_so(shipped: Rulebook) -> None:
    (clause,) = failing(no_reason(shipped, "custom-made", delivered=SIGNED), "taobao/seven-days")
    assert clause.fact is not None
    assert clause.fact.fields["kinds"] == (shipped.items["custom-made"].name,)


def test_return_of_a_thing_made_to_order_is_only_negotiable(shipped: Rulebook) -> None:
    assert no_reason(shipped, "custom-made", delivered=SIGNED).id == "negotiable"


def test_return_of_an_ordinary_thing_is_eligible(shipped: Rulebook) -> None:
    assert no_reason(shipped, "ordinary", delivered=SIGNED).id == "eligible"
