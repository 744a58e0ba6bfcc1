"""Where a case's verdict and deadlines come from."""

from datetime import date

from tests.builders_cases import case, event
from tests.builders_verdict import (
    ANY,
    NOW,
    band,
    ground,
    law,
    provision,
    rulebook,
    rules,
    timer,
    version,
    window,
)

from refundcli.core.case import Case
from refundcli.core.dossier import dossier_of
from refundcli.core.events import Event
from refundcli.core.order import Claim
from refundcli.core.periods import beijing
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Conditions, ProvisionUse
from refundcli.core.why import Why, why

OLD, NEW = date(2020, 1, 1), date(2026, 11, 18)


def made(*events: Event, purpose: str | None = "personal") -> Case:
    """Return a case of goods signed for on 15 November."""
    usual = case(*events, platform="shop", moments={"delivered": beijing(2026, 11, 15, 10)})
    claim = Claim("quality", "return-refund", purpose)
    return Case(usual.id, usual.opened_at, usual.order, claim, events)


def asked(book: Rulebook, *events: Event, purpose: str | None = "personal") -> Why:
    """Return why the case stands as it does."""
    return why(book, dossier_of(book, made(*events, purpose=purpose), NOW))


def test_ground_that_counts_has_the_version_of_its_governing_day() -> None:
    windows = (window("30 days", since=OLD), window("15 days", since=NEW))
    found = asked(rulebook(rules(ground("shop/return", ANY, *windows)))).grounds
    assert ["shop/return"] == [one.finding.ground.id for one in found]
    picked = found[0].window
    assert picked is not None
    assert ("delivered", date(2026, 11, 15)) == (picked.governed_by, picked.governed_on)
    assert picked.then is not None
    assert picked.now is not None
    assert (OLD, NEW) == (picked.then.since, picked.now.since)


def test_ground_that_fails_is_not_among_them() -> None:
    failing = ground("shop/unpaid", Conditions(states=("unpaid",)))
    assert () == asked(rulebook(rules(failing))).grounds


def test_promise_that_nobody_spoke_of_is_not_among_them() -> None:
    promised = ground("shop/promise", Conditions(needs=("promise",)), kind="promise")
    assert () == asked(rulebook(rules(promised))).grounds


def test_ground_without_a_window_has_no_version() -> None:
    assert asked(rulebook(rules(ground()))).grounds[0].window is None


def test_ground_names_its_provisions_with_their_versions() -> None:
    uses = (ProvisionUse("law-1", "cite"), ProvisionUse("law-9", "cite"))
    book = rulebook(rules(ground(provisions=uses)), law(provision("law-1")))
    found = asked(book).grounds[0].provisions
    assert ["law-1"] == [one.provision.id for one in found]
    assert found[0].version is not None
    assert not found[0].version.is_day_known


def test_provision_that_protects_consumers_only_is_left_out_for_a_business() -> None:
    uses = (ProvisionUse("law-1", "cite"), ProvisionUse("law-2", "cite"))
    articles = law(provision("law-1", "consumer"), provision("law-2"))
    book = rulebook(rules(ground(provisions=uses)), articles)
    found = asked(book, purpose="business").grounds[0].provisions
    assert ["law-2"] == [one.provision.id for one in found]


def test_window_to_apply_in_has_the_version_of_its_ground() -> None:
    found = asked(rulebook(rules(ground("shop/return", ANY, window("30 days"))))).deadlines
    assert [("apply", "delivered")] == [
        (one.deadline.id, one.version.governed_by) for one in found if one.version is not None
    ]


def test_timer_has_the_version_of_the_day_it_started() -> None:
    versions = (version(band("30 days"), since=OLD), version(band("1 days"), since=NEW))
    book = rulebook(rules(ground(), timer(versions=versions)))
    found = asked(book, event("applied", day=16)).deadlines[0]
    assert found.version is not None
    assert ("applied", date(2026, 11, 16), True) == (
        found.version.governed_by,
        found.version.governed_on,
        found.version.has_changed,
    )


def test_deadline_of_the_case_itself_has_no_version() -> None:
    sent = event("sent", day=21, stage="first", respond_by=beijing(2026, 11, 22, 12))
    found = asked(rulebook(rules(ground())), sent).deadlines
    assert [("case/asked", None)] == [(one.deadline.rule, one.version) for one in found]
