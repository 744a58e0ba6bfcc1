"""The provisions behind the grounds that have not failed: which, in what order, and how they may be used."""

from datetime import date

import pytest
from tests.builders_verdict import (
    CITES,
    NOW,
    SINCE,
    claim,
    ground,
    law,
    order,
    provision,
    rulebook,
    text,
)

from refundcli.core.basis import basis_of, may_rely
from refundcli.core.findings import Basis, Clause, Finding
from refundcli.core.order import When
from refundcli.core.rulebook import ProvisionVersion, Rulebook
from refundcli.core.rules import Conditions, ProvisionUse
from refundcli.core.text import say
from refundcli.core.values import replace

CHANGED = ProvisionVersion(date(2026, 11, 1), None, "ordered", "newer words", CITES)
BOOK = rulebook(
    law=law(
        provision("law-1"),
        provision("law-2"),
        provision("law-3", "consumer"),
        provision("law-4", "traders-too"),
        provision("law-5", "anyone", ProvisionVersion(date(2027, 1, 1), None, "now", "", CITES)),
        provision("law-6", "anyone", ProvisionVersion(SINCE, None, "now", "words", ()), CHANGED),
    )
)


def finding(
    outcome: str, *uses: str | ProvisionUse, id: str = "shop/return", items: tuple[str, ...] = ()
) -> Finding:
    """Return a ground of this outcome behind which these provisions stand, cited unless said otherwise."""
    used = tuple(ProvisionUse(one, "cite") if isinstance(one, str) else one for one in uses)
    return Finding(ground(id, Conditions(items=items), provisions=used), outcome, ())


def basis(
    *findings: Finding, purpose: str | None = "personal", book: Rulebook = BOOK, **moments: When
) -> tuple[Basis, ...]:
    """Return the provisions behind *findings*."""
    return basis_of(book, order("delivered", **moments), claim(purpose=purpose), findings, NOW)


def ids(found: tuple[Basis, ...]) -> list[str]:
    """Return the provisions' ids."""
    return [one.provision.id for one in found]


def uses(found: tuple[Basis, ...]) -> list[tuple[str, str]]:
    """Return how the provisions may be used, and what that rests on."""
    return [(one.use, one.rests_on) for one in found]


def reserve(id: str) -> ProvisionUse:
    """Return a provision that is only named as reserved."""
    return ProvisionUse(id, "reserve", text("because"))


def test_basis_leaves_out_the_grounds_that_fail() -> None:
    assert ids(basis(finding("fails", "law-1"), finding("holds", "law-2"))) == ["law-2"]


def test_basis_puts_what_holds_before_what_may() -> None:
    found = basis(finding("unknown", "law-1"), finding("holds", "law-2"))
    assert ids(found) == ["law-2", "law-1"]


def test_basis_puts_the_laws_own_grounds_first() -> None:
    found = basis(finding("holds", "law-1"), finding("holds", "law-2", id="law/return"))
    assert ids(found) == ["law-2", "law-1"]


def test_basis_puts_what_is_for_a_kind_of_item_before_what_is_for_any() -> None:
    special = finding("holds", "law-2", id="law/made", items=("custom-made",))
    assert ids(basis(finding("holds", "law-1", id="law/return"), special)) == ["law-2", "law-1"]


def test_basis_names_a_provision_once() -> None:
    assert ids(basis(finding("holds", "law-1"), finding("unknown", "law-1"))) == ["law-1"]


def test_basis_rests_on_the_outcome_of_its_ground() -> None:
    found = basis(finding("holds", "law-1"), finding("unknown", "law-2"))
    assert uses(found) == [("cite", "holds"), ("cite", "unknown")]


def test_basis_says_why_it_helps() -> None:
    (found,) = basis(finding("holds", reserve("law-1")))
    assert found.because == text("because")


@pytest.mark.parametrize(
    ("clause", "outcome", "so"),
    [
        ("needs", "unknown", False),
        ("denies", "unknown", False),
        ("needs", "pass", True),
        ("purposes", "unknown", True),
    ],
)
def test_basis_is_stated_unless_a_fact_is_open(clause: str, outcome: str, so: bool) -> None:
    clauses = (Clause("states", "pass", say("clause-states")), Clause(clause, outcome, say("says")))
    (found,) = basis(replace(finding("unknown", "law-1"), clauses=clauses))
    assert found.is_stated is so


def test_basis_carries_the_words_in_force_with_their_citation() -> None:
    (found,) = basis(finding("holds", "law-1"))
    assert (found.text, found.cites) == ("words of law-1", CITES)


def test_basis_takes_the_words_of_the_governing_day() -> None:
    (found,) = basis(finding("holds", "law-6"), ordered=date(2026, 10, 1))
    assert found.text == "words"


def test_basis_takes_newer_words_for_what_they_govern() -> None:
    (found,) = basis(finding("holds", "law-6"), ordered=date(2026, 11, 1))
    assert found.text == "newer words"


def test_basis_leaves_out_a_provision_not_in_force_yet() -> None:
    assert ids(basis(finding("holds", "law-5"))) == []


def test_basis_leaves_out_a_provision_that_no_law_holds() -> None:
    assert ids(basis(finding("holds", "law-9", "other-1"))) == []


def test_basis_of_a_business_has_nothing_that_protects_consumers_only() -> None:
    found = basis(finding("holds", "law-1", "law-3", "law-4"), purpose="business")
    assert ids(found) == ["law-1", "law-4"]


def test_basis_of_an_unknown_purpose_is_taken_as_it_may_turn_out() -> None:
    assert ids(basis(finding("holds", "law-3"), purpose=None)) == ["law-3"]


def test_provision_reserved_by_an_open_ground_is_not_cited_by_another() -> None:
    found = basis(finding("unknown", "law-1"), finding("unknown", reserve("law-1")))
    assert uses(found) == [("reserve", "unknown")]


def test_provision_reserved_first_is_not_cited_by_an_open_ground() -> None:
    found = basis(finding("unknown", reserve("law-1")), finding("unknown", "law-1"))
    assert uses(found) == [("reserve", "unknown")]


def test_provision_that_a_holding_ground_cites_stays_cited() -> None:
    found = basis(finding("holds", "law-1"), finding("unknown", reserve("law-1")))
    assert uses(found) == [("cite", "holds")]


@pytest.mark.parametrize(
    ("protects", "purpose", "so"),
    [
        ("consumer", "personal", True),
        ("consumer", None, True),
        ("consumer", "business", False),
        ("anyone", "business", True),
        ("traders-too", "business", True),
    ],
)
def test_buyer_may_rely_on_what_protects_him(protects: str, purpose: str | None, so: bool) -> None:
    assert may_rely(provision("law-1", protects), purpose) is so
