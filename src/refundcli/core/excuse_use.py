"""An excuse as a letter uses it: what it is called and what to answer."""

from dataclasses import dataclass

from refundcli.core.text import Text


@dataclass(frozen=True, slots=True)
class ExcuseUse:
    """The answer to one excuse (卖家说辞) for this claim, its law already in the text.

    `rebuttal` is what the letter says, `short` the shorter second line where there is one. `point` names it
    with its law as a point still in dispute; None where the seller is right with it.
    """

    id: str
    name: Text
    rebuttal: Text
    short: Text | None = None
    point: Text | None = None
