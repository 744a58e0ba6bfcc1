"""The fields and conditions of letters, and what gives each one that is missing."""

from collections.abc import Collection, Iterable, Mapping

from refundcli.core.events import EVENTS, OUTCOMES, PHASES
from refundcli.core.order import MOMENTS

QUESTION_OF: Mapping[str, str] = {
    "order_number": "number",
    "seller": "seller",
    "item": "item",
    "paid": "paid",
    "amount": "amount",
    "purpose": "purpose",
    **{f"{moment}_on": f"{moment}_at" for moment in MOMENTS},
}
"""The question that settles each field a buyer states; a form may need these."""

ALWAYS = ("platform", "reason", "remedy", "you")
"""Fields that every letter has."""

_SENT = ("sent",)
_WORDS = ("replied", "--words", "…")
_OFFER = ("offered", "--amount", "…")
_PROMISE = ("promised", "--promised-by", "…")
_PARCEL = ("returned", "--courier", "…", "--waybill", "…")
_RECEIVED = ("received",)
_EVIDENCE = ("evidence", "--note", "…")
_TO_PLATFORM = ("escalated", "--rung", "platform", "--reference", "…")
_TO_12315 = ("escalated", "--rung", "12315", "--reference", "…")
_DECIDED = ("decided", "--outcome", "…")

LOGGED_BY: Mapping[str, tuple[str, ...]] = {
    "asked_on": _SENT,
    "asked_by": _SENT,
    "hours_late": _SENT,
    "seller_words": _WORDS,
    "words_on": _WORDS,
    "refused_on": ("refused", "--words", "…"),
    "agreed_on": ("agreed",),
    "address": ("agreed", "--address", "…"),
    "offered_on": _OFFER,
    "offer_amount": _OFFER,
    "offer_remedy": ("offered", "--remedy", "…"),
    "offer_words": ("offered", "--words", "…"),
    "promised_on": _PROMISE,
    "promised_by": _PROMISE,
    "courier": _PARCEL,
    "waybill": _PARCEL,
    "returned_on": _PARCEL,
    "received_on": _RECEIVED,
    "received_days": _RECEIVED,
    "refund_law": _RECEIVED,
    "refund_law_by": _RECEIVED,
    "refund_law_days": _RECEIVED,
    "refund_platform_by": _RECEIVED,
    "long_days": _RECEIVED,
    "refunded": ("refunded", "--amount", "…"),
    "outstanding": ("refunded", "--amount", "…"),
    "seller_due": ("applied",),
    "application_ref": ("applied", "--reference", "…"),
    "platform_on": _TO_PLATFORM,
    "platform_ref": _TO_PLATFORM,
    "complaint_on": _TO_12315,
    "complaint_ref": _TO_12315,
    "decided_on": _DECIDED,
    "decision_words": ("decided", "--outcome", "…", "--words", "…"),
    "evidence": _EVIDENCE,
    "evidence_count": _EVIDENCE,
    "timeline": _SENT,
    "excuse_name": ("refused", "--excuse", "…"),
    "rebuttal": ("refused", "--excuse", "…"),
    "rebuttal_short": ("refused", "--excuse", "…"),
    "points": ("refused", "--excuse", "…"),
}
"""The fields that only a case has, and the event whose logging gives each: arguments of `log CASE`."""

FIELDS = (
    *(*ALWAYS, *QUESTION_OF, *LOGGED_BY),
    *("state", "freight", "basis", "reserve", "respond_by"),
)
"""All that a part may speak of."""

GIVEN_BY: Mapping[str, tuple[str, ...]] = {
    "waiting-over": _SENT,
    "seller-spoke": ("refused", "--words", "…"),
    "has-offered": _OFFER,
    "unresolved": ("refused", "--words", "…"),
    "money-due": _RECEIVED,
}
"""The event whose logging makes a condition of a case so, where one does."""

OF_A_CASE = (
    *("case", "asked", "asked-overdue", "promise-broken", "waiting-over", "reminded"),
    *(
        "seller-spoke",
        "unanswered-words",
        "unanswered-offer",
        "offer-enough",
        "offer-in-money",
        "refused",
    ),
    *("one-hour-late", "one-day-since"),
    *(
        "money-due",
        "refund-late",
        "refund-law-late",
        "refund-platform-late",
        "long-late",
        "partly-refunded",
    ),
    *("unresolved", "at-impasse", "turned-down", "authority-next", "court-next", "has-excuse"),
    *(f"has-{kind}" for kind in EVENTS),
    *(f"phase-{phase}" for phase in PHASES),
    *(f"decided-{outcome}" for outcome in OUTCOMES),
)
"""The conditions that only a case can fulfil, besides `sent-<stage>` and `rung-<rung>`."""


def all_hold(when: Iterable[str], so: Collection[str]) -> bool:
    """Return whether all of *when* are among *so*; `not-` turns a condition around.

    >>> all_hold(("personal", "not-refused"), {"personal"})
    True
    """
    return all(
        one.removeprefix("not-") not in so if one.startswith("not-") else one in so for one in when
    )
