"""An excuse as a letter uses it: what it is called and what to answer."""

from collections.abc import Mapping

from refundcli.core.text import Text
from refundcli.core.values import dataclass

_NOT = "not-"
"""Before a fact that an answer denies."""


@dataclass(frozen=True, slots=True)
class ExcuseUse:
    """The answer to one excuse (卖家说辞) for this claim, its law already in the text.

    `rebuttal` is what the letter says, `short` the shorter second line where there is one. `point` names it
    with its law as a point still in dispute; None where the seller is right with it. `facts` are the facts that
    the answer says, `not-` before those it denies.
    """

    id: str
    name: Text
    rebuttal: Text
    short: Text | None = None
    point: Text | None = None
    facts: tuple[str, ...] = ()

    def untrue(self, known: Mapping[str, bool]) -> tuple[str, ...]:
        """Return the facts of the answer that are otherwise in *known*."""
        return tuple(
            id for fact in self.facts if known.get(id := _id(fact)) is fact.startswith(_NOT)
        )

    def unsure(self, known: Mapping[str, bool]) -> tuple[str, ...]:
        """Return the facts of the answer that *known* does not hold."""
        return tuple(id for fact in self.facts if (id := _id(fact)) not in known)


def _id(fact: str) -> str:
    return fact.removeprefix(_NOT)
