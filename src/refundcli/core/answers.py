"""What a buyer has answered so far, by flags, by a file or by the wizard: one path for all three."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from refundcli.core.errors import AnswersMissing
from refundcli.core.order import MOMENTS, Claim, Order, When
from refundcli.core.values import dataclass, field, replace

ESSENTIAL = ("platform", "state", "reason", "remedy")
"""The answers without which nothing can be said."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers about an order and a claim; None, or left out, is not answered yet."""

    platform: str | None = None
    state: str | None = None
    reason: str | None = None
    remedy: str | None = None
    purpose: str | None = None
    number: str | None = None
    seller: str | None = None
    item: str | None = None
    item_kinds: tuple[str, ...] = ()
    paid: Decimal | None = None
    amount: Decimal | None = None
    moments: Mapping[str, When] = field(default_factory=dict)
    facts: Mapping[str, bool] = field(default_factory=dict)


def over(first: Answers, second: Answers) -> Answers:
    """Return *first* with what *second* answers put over it."""
    changes: dict[str, object] = {}
    for name in Answers.__slots__:
        new = getattr(second, name)
        if name in ("moments", "facts"):
            changes[name] = {**getattr(first, name), **new}
        elif new is not None and new != ():
            changes[name] = new
    return replace(first, **changes)  # type: ignore[arg-type]  # names are its own fields


def missing(answers: Answers) -> tuple[str, ...]:
    """Return the flags of the essential answers that are not given yet.

    >>> missing(Answers(platform="taobao", state="delivered", reason="quality"))
    ('--remedy',)
    """
    return tuple(f"--{name}" for name in ESSENTIAL if getattr(answers, name) is None)


def order_of(answers: Answers) -> Order:
    """Return the order that the answers describe; raises `AnswersMissing`."""
    if answers.platform is None or answers.state is None:
        raise AnswersMissing(missing(answers))
    return Order(
        platform=answers.platform,
        state=answers.state,
        number=answers.number,
        seller=answers.seller,
        item=answers.item,
        item_kinds=answers.item_kinds,
        paid=answers.paid,
        moments=answers.moments,
    )


def claim_of(answers: Answers) -> Claim:
    """Return the claim that the answers describe; raises `AnswersMissing`."""
    if answers.reason is None or answers.remedy is None:
        raise AnswersMissing(missing(answers))
    return Claim(
        reason=answers.reason,
        remedy=answers.remedy,
        purpose=answers.purpose,
        amount=answers.amount,
        facts=answers.facts,
    )


def answers_of(order: Order, claim: Claim) -> Answers:
    """Return the answers that give *order* and *claim* again."""
    return Answers(
        platform=order.platform,
        state=order.state,
        reason=claim.reason,
        remedy=claim.remedy,
        purpose=claim.purpose,
        number=order.number,
        seller=order.seller,
        item=order.item,
        item_kinds=order.item_kinds,
        paid=order.paid,
        amount=claim.amount,
        moments=order.moments,
        facts=claim.facts,
    )


def arguments(answers: Answers) -> tuple[str, ...]:
    """Return the arguments that give the same answers without questions.

    >>> arguments(Answers(platform="taobao", facts={"intact": True}))
    ('--platform', 'taobao', '--fact', 'intact=yes')
    """
    plain = (
        ("--platform", answers.platform),
        ("--state", answers.state),
        ("--reason", answers.reason),
        ("--remedy", answers.remedy),
        ("--purpose", answers.purpose),
        ("--order", answers.number),
        ("--seller", answers.seller),
        ("--item", answers.item),
        *(("--item-kind", kind) for kind in answers.item_kinds),
        ("--paid", answers.paid),
        ("--amount", answers.amount),
        *((f"--{name}-at", _written(answers.moments.get(name))) for name in MOMENTS),
        *(("--fact", f"{name}={'yes' if so else 'no'}") for name, so in answers.facts.items()),
    )
    return tuple(_flat((flag, str(value)) for flag, value in plain if value is not None))


def _written(when: When | None) -> str | None:
    return when.isoformat() if when is not None else None


def _flat(pairs: Iterable[tuple[str, str]]) -> Iterable[str]:
    return (word for pair in pairs for word in pair)


def as_file(answers: Answers) -> Mapping[str, object]:
    """Return the answers as an answers file holds them; what is not answered is left out.

    >>> as_file(Answers(platform="taobao", paid=Decimal("9.90"), facts={"intact": True}))
    {'platform': 'taobao', 'paid': '9.90', 'facts': {'intact': True}}
    """
    plain = {
        "platform": answers.platform,
        "state": answers.state,
        "reason": answers.reason,
        "remedy": answers.remedy,
        "purpose": answers.purpose,
        "order": answers.number,
        "seller": answers.seller,
        "item": answers.item,
        "item_kind": list(answers.item_kinds) or None,
        "paid": _money(answers.paid),
        "amount": _money(answers.amount),
        **{f"{name}_at": when for name, when in answers.moments.items()},
        "facts": dict(answers.facts) or None,
    }
    return {key: value for key, value in plain.items() if value is not None}


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
