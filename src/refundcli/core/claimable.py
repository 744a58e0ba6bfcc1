"""The money of a claim: what can be asked back, who bears the freight, and damages beyond the price."""

from decimal import Decimal

from refundcli.core.findings import Award, Basis, Claimable, Finding
from refundcli.core.order import Claim, Order
from refundcli.core.rulebook import Multiple


def claimable_of(
    order: Order, claim: Claim, findings: tuple[Finding, ...], basis: tuple[Basis, ...]
) -> Claimable:
    """Return the money of a claim.

    The cap is what was paid. Of the grounds that hold, one under which the seller bears the freight decides.
    """
    holding = [one for one in findings if one.outcome == "holds"]
    payers = [one.ground.freight for one in holding if one.ground.freight is not None]
    freight = "seller" if "seller" in payers else next(iter(payers), None)
    awards = tuple(
        Award(
            provision=one.provision.id,
            title=one.provision.title,
            multiple=one.provision.multiple,
            sum=award_sum(one.provision.multiple, order.paid),
            use="cite" if one.use == "cite" and one.rests_on == "holds" else "reserve",
            facts=_still_to_show(one.provision.id, findings),
        )
        for one in basis
        if one.provision.multiple is not None and _may_concern(one.provision.id, findings)
    )
    return Claimable(order.paid, claim.amount, freight, awards)


def award_sum(multiple: Multiple, paid: Decimal | None) -> Decimal | None:
    """Return the multiple of *paid*, at least the minimum, in yuan; None where the price is not known.

    >>> award_sum(Multiple(3, Decimal("500.00")), Decimal("128.00"))
    Decimal('500.00')
    """
    return None if paid is None else max(paid * multiple.times, multiple.least)


def _may_concern(provision: str, findings: tuple[Finding, ...]) -> bool:
    """Whether a ground with this provision is not only for kinds of item that the buyer has not named."""
    resting = (
        finding
        for finding in findings
        if any(used.id == provision for used in finding.ground.provisions)
    )
    return any(
        not any(one.clause == "items" and one.outcome == "unknown" for one in finding.clauses)
        for finding in resting
    )


def _still_to_show(provision: str, findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Return the facts that the ground which gives the multiple still asks for."""
    giving = (
        finding
        for finding in findings
        if any(used.id == provision and used.use == "cite" for used in finding.ground.provisions)
    )
    return tuple(
        dict.fromkeys(
            clause.question
            for finding in giving
            for clause in finding.clauses
            if clause.clause == "needs" and clause.question is not None
        )
    )
