"""Cases to show to somebody else (脱敏): what tells who bought what from whom is replaced."""

from collections.abc import Collection, Mapping

from refundcli.core.case import Case, is_event_id
from refundcli.core.case_values import FORGET
from refundcli.core.events import FREIGHT, OFFERERS, OUTCOMES, RUNGS, Event
from refundcli.core.order import PURPOSES, STATES
from refundcli.core.rulebook import Rulebook
from refundcli.core.values import replace

_CHOSEN = frozenset(
    (
        *("platform", "state", "kind", "reason", "remedy", "purpose", "fact"),
        *("stage", "rung", "outcome", "freight", "by", "excuse", "deadline"),
    )
)
"""Kinds of word that are chosen from the rules; any other is the buyer's or the other side's own."""


_FIXED = frozenset((*STATES, *PURPOSES, *OUTCOMES, *FREIGHT, *OFFERERS, *RUNGS))
"""Words that every version of the rules has."""


def vocabulary(rulebook: Rulebook, others: Collection[str] = ()) -> frozenset[str]:
    """Return the ids that say nothing of a buyer: those of the rules, and *others* of the kind."""
    timers = (timer.id for _, rules in rulebook.files() for timer in rules.timers)
    words = (rulebook.platforms, rulebook.reasons, rulebook.remedies, rulebook.facts)
    return frozenset[str]().union(*words, rulebook.items, timers, others)


def redacted(cases: Collection[Case], known: Collection[str]) -> tuple[Case, ...]:
    """Return *cases* with every word replaced that is the buyer's own or not among the *known* ids.

    The same word becomes the same name in all of them (`seller-1`), numbered as they come. The ids
    of cases and events, times and money stay, so that the deadlines are the same.

    >>> from refundcli.core.order import Claim, Order
    >>> from refundcli.core.periods import beijing
    >>> order = Order("taobao", "unshipped", number="4096000000000000001", seller="某某旗舰店")
    >>> case = Case("tb-7k2m", beijing(2026, 11, 22), order, Claim("quality", "refund-only"))
    >>> redacted([case], {"taobao", "unshipped", "quality", "refund-only"})[0].order.seller
    'seller-1'
    """
    names = _Names(known)
    return tuple(names.case(one) for one in cases)


class _Names:
    """The names given so far: each word of a kind has one."""

    def __init__(self, known: Collection[str]) -> None:
        self._known = frozenset((*known, *_FIXED))
        self._given: dict[str, dict[str, str]] = {}

    def case(self, case: Case) -> Case:
        order, claim = case.order, case.claim
        return replace(
            case,
            order=replace(
                order,
                platform=self.word("platform", order.platform),
                number=self._maybe("number", order.number),
                seller=self._maybe("seller", order.seller),
                item=self._maybe("item", order.item),
                item_kinds=tuple(self.word("kind", one) for one in order.item_kinds),
            ),
            claim=replace(
                claim,
                reason=self.word("reason", claim.reason),
                remedy=self.word("remedy", claim.remedy),
                facts={self.word("fact", name): so for name, so in claim.facts.items()},
            ),
            events=tuple(self._event(one) for one in case.events),
        )

    def word(self, kind: str, word: str) -> str:
        if kind in _CHOSEN and word in self._known:
            return word
        given = self._given.setdefault(kind, {})
        return given.setdefault(word, f"{kind}-{len(given) + 1}")

    def _maybe(self, kind: str, word: str | None) -> str | None:
        return None if word is None else self.word(kind, word)

    def _event(self, event: Event) -> Event:
        carries = {key: self._value(key, value) for key, value in event.carries.items()}
        return replace(event, carries=carries)

    def _value(self, key: str, value: object) -> object:
        if key == "event" and isinstance(value, str) and is_event_id(value):
            return value
        if isinstance(value, str):
            return value if value == FORGET else self.word(key, value)
        if isinstance(value, tuple):
            return tuple(self.word("kind", str(one)) for one in value)
        if isinstance(value, Mapping):
            return {self._key(name): self._value(_last(name), one) for name, one in value.items()}
        return value

    def _key(self, name: str) -> str:
        table, _, fact = name.rpartition(".")
        return f"{table}.{self.word('fact', fact)}" if table == "claim.facts" else name


def _last(name: str) -> str:
    return name.rpartition(".")[2]
