"""What a letter may cite, what it may only reserve, and who is to bear the way back."""

from collections.abc import Iterable

from refundcli.core.findings import Basis, Finding, Verdict
from refundcli.core.letter_form import Form


def may_cite(form: Form, verdict: Verdict | None, purpose: str | None) -> tuple[Basis, ...]:
    """Return the provisions a letter may rely on, most useful first, as many as *form* cites.

    Those behind a ground that holds; where none does, those behind one still open, once the
    purpose is known; never a multiple that is still open. What protects consumers only is for a
    personal purpose (消费者权益保护法 art. 2). Where nobody owes it there are none. What the form
    itself rests on comes first.
    """
    if verdict is None or verdict.id == "negotiable":
        return ()
    able = tuple(one for one in verdict.basis if one.use == "cite" and _protects(one, purpose))
    holding = tuple(one for one in able if one.rests_on == "holds")
    if not holding and purpose is not None and verdict.id != "unavailable":
        holding = tuple(
            one for one in able if one.is_stated and form.multiple(one.provision.id) is None
        )
    return _most_useful(sorted(holding, key=lambda one: not _is_of(form, one)), form.cites)


def may_reserve(form: Form, verdict: Verdict | None, purpose: str | None) -> tuple[Basis, ...]:
    """Return the provisions that are only named as reserved: those meant so, and open multiples."""
    basis = verdict.basis if verdict is not None else ()
    return tuple(
        one
        for one in basis
        if _protects(one, purpose)
        and (
            one.use == "reserve"
            or (one.rests_on != "holds" and form.multiple(one.provision.id) is not None)
        )
    )


def rests(form: Form, verdict: Verdict | None) -> bool:
    """Return whether a ground that holds gives one of the provisions that *form* rests on."""
    basis = verdict.basis if verdict is not None else ()
    return any(one.rests_on == "holds" and one.provision.id in form.rests_on for one in basis)


def payer_of(verdict: Verdict | None, fault: str) -> str | None:
    """Return who is to bear the way back: by the grounds, else by whose fault it is; None: open.

    A seller's fault is never paid for by an offer of the buyer's; a ground that is open puts nothing on the seller.
    """
    findings = counted(verdict)
    holding = tuple(one for one in findings if one.outcome == "holds")
    named = {one.ground.freight for one in holding or findings} - {None}
    if fault == "seller" or ("seller" in named and holding):
        return "seller"
    return "buyer" if named == {"buyer"} or (not named and fault == "buyer") else None


def counted(verdict: Verdict | None) -> tuple[Finding, ...]:
    """Return the findings that count and have not failed."""
    findings = verdict.findings if verdict is not None else ()
    return tuple(one for one in findings if one.counts and one.outcome != "fails")


def _is_of(form: Form, basis: Basis) -> bool:
    return any(basis.provision.id.startswith(one) for one in form.rests_on)


def _protects(basis: Basis, purpose: str | None) -> bool:
    provision = basis.provision
    return provision.is_citable and (provision.protects != "consumer" or purpose == "personal")


def _most_useful(found: Iterable[Basis], most: int) -> tuple[Basis, ...]:
    """Return the first few; a paragraph says nothing more where its whole article is named."""
    chosen: dict[str, Basis] = {}
    for one in found:
        article = one.provision.id.partition("(")[0]
        if article not in chosen and len(chosen) < most:
            chosen[one.provision.id] = one
    return tuple(chosen.values())
