"""Which excuse the seller's words are: named by flag, logged in the case, or picked by the buyer; never guessed."""

from collections.abc import Iterable
from datetime import date

from refundcli.adapters.excuses import load_excuses
from refundcli.adapters.matching import Option
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.events import Event
from refundcli.core.excuse_use import ExcuseUse
from refundcli.core.excuses import Excuse, candidates, used
from refundcli.core.findings import Verdict
from refundcli.core.names import resolve
from refundcli.core.order import Claim, Order
from refundcli.core.periods import bounds
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import say

_NONE = "none"
"""The choice that the words are none of the candidates."""


class Excuses:
    """The excuses as the letters about one order and claim use them."""

    def __init__(
        self, session: Session, rulebook: Rulebook, order: Order, claim: Claim, verdict: Verdict
    ) -> None:
        self._session = session
        self._can_demand = verdict.id not in ("negotiable", "unavailable")
        self._about = (rulebook, order, claim, _day(session, order))
        self._known = {one.id: one for one in load_excuses(rulebook)}

    def use(self, id: object) -> ExcuseUse | None:
        """Return the excuse *id* as a letter uses it; None where there is none of that id."""
        found = self._known.get(str(id))
        if found is None:
            return None
        return used(found, *self._about, can_demand=self._can_demand)

    def named(self, given: Given) -> ExcuseUse | None:
        """Return the excuse of `--excuse`; raises `NotFound` with the near matches."""
        name = given.word("excuse")
        if name is None:
            return None
        labels = {id: (one.name.zh, one.name.en) for id, one in self._known.items()}
        return self.use(resolve(name, labels, "excuse"))

    def points(self, events: Iterable[Event]) -> tuple[ExcuseUse, ...]:
        """Return the excuses that *events* carry, each once, in the order they were given."""
        ids = dict.fromkeys(one.carries["excuse"] for one in events if "excuse" in one.carries)
        return tuple(use for id in ids if (use := self.use(id)) is not None)

    def picked(self, words: str) -> ExcuseUse | None:
        """Return the excuse that the buyer says *words* are; where nobody can be asked, name the candidates."""
        found = candidates(self._known.values(), words)
        session = self._session
        if not found:
            return None
        if session.prompts is None:
            listed = tuple(one.excuse.id for one in found)
            session.tell(say("excuse-may-be", words=words, ids=listed))
            return None
        options = [Option(one.excuse.id, self._label(one.excuse, one.matches)) for one in found]
        options.append(Option(_NONE, session.words.write_key("excuse-none")))
        asked = session.words.write(say("ask-excuse", words=words))
        return self.use(session.prompts.choose(asked, options, can_go_back=False))

    def _label(self, excuse: Excuse, matches: tuple[str, ...]) -> str:
        write = self._session.words.write
        return f"{write(excuse.name)}  {write(say('excuse-matches', words=matches))}"


def _day(session: Session, order: Order) -> date:
    """Return the day whose law counts: that of the order, else of the payment, else today."""
    when = order.moments.get("ordered") or order.moments.get("paid") or session.now
    return bounds(when)[0].date()
