"""The provisions behind the grounds that have not failed, most useful first."""

from datetime import datetime

from refundcli.core.deadlines import version_for
from refundcli.core.findings import Basis, Clause, Finding
from refundcli.core.order import Claim, Order
from refundcli.core.rulebook import Provision, Rulebook
from refundcli.core.rules import ProvisionUse

FOR_BUSINESS = ("anyone", "traders-too")


def basis_of(
    rulebook: Rulebook, order: Order, claim: Claim, findings: tuple[Finding, ...], now: datetime
) -> tuple[Basis, ...]:
    """Return the provisions behind *findings* that have not failed; holding grounds come first.

    The laws' own grounds come before a platform's, and what they give for a kind of item before what they give for any:
    their files put what is most useful first. A provision that protects consumers only is left out of a business
    purchase (消费者权益保护法 art. 2).
    """
    found: dict[str, Basis] = {}
    laws_first = sorted(findings, key=lambda one: _rank(one, rulebook))
    for outcome in ("holds", "unknown"):
        for finding in (one for one in laws_first if one.outcome == outcome):
            for used in finding.ground.provisions:
                provision = rulebook.provision(used.id)
                if provision is None or not may_rely(provision, claim.purpose):
                    continue
                version = version_for(provision.versions, order, now)
                known = found.get(used.id)
                if version is not None and (known is None or _is_only_reserved(known, used)):
                    found[used.id] = Basis(
                        provision,
                        version.text,
                        used.use,
                        used.because,
                        outcome,
                        version.cites,
                        is_stated=not any(map(_is_open_fact, finding.clauses)),
                    )
    return tuple(found.values())


def _is_open_fact(clause: Clause) -> bool:
    return clause.outcome == "unknown" and clause.clause in ("needs", "denies")


def _rank(finding: Finding, rulebook: Rulebook) -> tuple[bool, bool]:
    """Return what sorts a law before a platform, and the special before the general."""
    file = finding.ground.id.partition("/")[0]
    return file not in rulebook.laws, not finding.ground.conditions.items


def _is_only_reserved(known: Basis, used: ProvisionUse) -> bool:
    """Whether what an open ground would cite is only reserved by another."""
    return known.use == "cite" and known.rests_on == "unknown" and used.use == "reserve"


def may_rely(provision: Provision, purpose: str | None) -> bool:
    """Return whether a buyer with this purpose is protected by *provision*.

    An unknown purpose is taken as it may turn out; the letter waits until it is known.
    """
    return purpose != "business" or provision.protects in FOR_BUSINESS
