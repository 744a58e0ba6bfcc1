"""How an open fact is asked for, and the flag that answers it."""

from refundcli.core.findings import Question
from refundcli.core.order import MOMENTS
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import say

FLAGS = {
    "platform": "--platform",
    "state": "--state",
    "reason": "--reason",
    "remedy": "--remedy",
    "purpose": "--purpose",
    "number": "--order",
    "seller": "--seller",
    "item": "--item",
    "item_kind": "--item-kind",
    "paid": "--paid",
    "amount": "--amount",
    **{f"{moment}_at": f"--{moment}-at" for moment in MOMENTS},
}
"""The flag that answers each question that is not a fact."""


def question_of(rulebook: Rulebook, id: str) -> Question:
    """Return the question *id*: one of an order or a claim, else a fact of `facts.toml`."""
    if id in FLAGS:
        key = id.replace("_", "-")
        return Question(id, say(f"ask-{key}"), FLAGS[id], say(f"help-{key}"))
    fact = rulebook.facts[id]
    return Question(id, fact.asks, f"--fact {id}=yes|no", fact.help)
