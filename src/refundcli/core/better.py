"""Where the buyer picked a worse reason or remedy than the facts allow, and what would be better."""

from collections.abc import Mapping

from refundcli.core.findings import VERDICTS, Finding, RemedyVerdict
from refundcli.core.order import Claim, Order, has_reached
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import Said, say

_KEEPS_THE_GOODS = "refund-only"
_SENDS_THEM_BACK = "return-refund"


def better_choices(
    rulebook: Rulebook,
    order: Order,
    claim: Claim,
    asked: RemedyVerdict,
    remedies: tuple[RemedyVerdict, ...],
    findings: Mapping[str, tuple[Finding, ...]],
) -> tuple[Said, ...]:
    """Return what would serve the buyer better than what is asked for.

    A remedy with a better verdict; giving the goods back where keeping them is only the seller's choice; the true
    reason where the one chosen makes the buyer pay the freight.
    """
    found: list[Said] = []
    names = rulebook.remedies
    able = [one for one in remedies if _rank(one) < _rank(asked)]
    best = tuple(one.remedy for one in able if _rank(one) == _rank(able[0]))
    surer = {one.remedy for one in remedies if one.verdict in ("eligible", "conditional")}
    has_goods = has_reached(order.state, "delivered")
    keeps = claim.remedy == _KEEPS_THE_GOODS and has_goods and asked.verdict != "eligible"
    returns = keeps and _SENDS_THEM_BACK in surer
    is_said = returns and best == (_SENDS_THEM_BACK,)
    if asked.verdict not in ("eligible", "unavailable") and able and not is_said:
        instead = tuple(names[one].word.name for one in best)
        found.append(say("better-remedy", remedy=names[asked.remedy].word.name, instead=instead))
    if returns:
        found.append(say("better-return", instead=names[_SENDS_THEM_BACK].word.name))
    if (
        has_goods
        and _buyer_pays(findings[asked.remedy])
        and rulebook.reasons[claim.reason].fault != "seller"
    ):
        found.append(say("better-reason", reason=rulebook.reasons[claim.reason].word.name))
    return tuple(found)


def _rank(one: RemedyVerdict) -> int:
    return VERDICTS.index(one.verdict)


def _buyer_pays(findings: tuple[Finding, ...]) -> bool:
    payers = {one.ground.freight for one in findings if one.outcome != "fails" and one.counts}
    return "buyer" in payers
