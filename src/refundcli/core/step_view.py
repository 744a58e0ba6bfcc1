"""A step and what it is found in: a case with its clocks as of a moment."""

from datetime import datetime
from decimal import Decimal

from refundcli.core.case import Case, CaseState
from refundcli.core.events import SIDE_RUNGS
from refundcli.core.findings import Deadline
from refundcli.core.periods import bounds
from refundcli.core.steps import NextStep
from refundcli.core.text import Said, say
from refundcli.core.values import dataclass
from refundcli.core.ways import Around, Left, left_of

_ASKS_FOR_EVIDENCE = ("escalated", "evidence-asked")
"""Events after which the buyer has a time to hand in evidence."""


@dataclass(frozen=True, slots=True)
class View:
    """A case as of *now*: its state, its clocks the soonest first, and what is around it."""

    case: Case
    state: CaseState
    deadlines: tuple[Deadline, ...]
    now: datetime
    around: Around

    def mine(self) -> Deadline | None:
        """The soonest clock of the buyer's own that is not over, in doubt or not; none on hold."""
        mine = (one for one in self.deadlines if one.is_the_buyers and one.drives)
        return next((one for one in mine if self.now < one.due), None)

    def by(self) -> datetime | None:
        """When the buyer's soonest clock is over."""
        mine = self.mine()
        return mine.due if mine is not None else None

    def runs(self, *actors: str, lawful: bool = True) -> Deadline | None:
        """The soonest clock of somebody else that is to be waited for: it runs for certain and is not over.

        Of the law's, where *lawful*, only the time to pay back once the goods are there: that after which delay is
        punishable gives the seller none.
        """
        theirs = (one for one in self.theirs() if one.actor in actors and self.now < one.due)
        given = "received" if lawful else None
        return next((one for one in theirs if one.kind != "law" or one.started_by == given), None)

    def over(self) -> tuple[Deadline, ...]:
        """The other side's clocks that have run out, the last one last."""
        return tuple(one for one in self.theirs() if one.due <= self.now)

    def theirs(self) -> tuple[Deadline, ...]:
        """The other side's clocks that run for certain; a side door's run beside the case."""
        theirs = (one for one in self.deadlines if one.actor != "buyer" and one.is_sure)
        return tuple(one for one in theirs if one.rung not in SIDE_RUNGS)

    def evidence(self) -> Deadline | None:
        """The buyer's time to hand in evidence, where none was handed in since it began."""
        filed = self.state.last("evidence")
        for one in self.deadlines:
            is_asked = one.started_by in _ASKS_FOR_EVIDENCE and one.is_the_buyers and one.drives
            if not is_asked or one.due <= self.now:
                continue
            if filed is None or filed.at < bounds(one.started_at)[0]:
                return one
        return None

    def attempts(self) -> Left | None:
        """How often the platform lets the buyer apply still; None where no limit is known."""
        return left_of(self.around.limits, self.state, "attempts")


def step(
    view: View,
    id: str,
    *arguments: str,
    by: datetime | None = None,
    why: Said | None = None,
    closes: Said | None = None,
) -> NextStep:
    """Return the step *id*; `CASE` among the arguments of its command is the case."""
    mine = view.mine()
    return NextStep(
        id=id,
        what=say(f"step-{id}"),
        why=why or say(f"why-{id}"),
        by=by,
        command=_command(view, arguments),
        closes=closes,
        doubts=mine.only_if if mine is not None and mine.due == by else (),
    )


def _command(view: View, arguments: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(view.case.id if one == "CASE" else one for one in arguments)


def wait(view: View, deadline: Deadline) -> NextStep:
    """Return the step of waiting for a clock; where its readings differ, one is to look from the earliest on."""
    told = {
        "actor": say(f"actor-{deadline.actor}"),
        "title": deadline.title,
        "until": deadline.due,
    }
    if deadline.earliest < deadline.due:
        what = say("step-wait-between", **told, earliest=deadline.earliest)
    else:
        what = say("step-wait", **told)
    return NextStep(
        id="wait",
        what=what,
        why=say(
            "why-wait-accepted" if _may_be_taken(deadline) else "why-wait", expiry=deadline.then
        ),
        by=deadline.due,
        command=_command(view, ("show", "CASE")),
        is_waiting=True,
    )


def _may_be_taken(deadline: Deadline) -> bool:
    """Whether a rung decides by it if it takes the matter: that is to be logged."""
    return deadline.rung is not None and "replied" in deadline.ended_by


def applying(view: View, why: Said) -> NextStep | None:
    """Return the step of applying on the platform, with what it uses up; None where it takes none, or no more."""
    left = view.attempts()
    if not view.around.takes_applications() or (left is not None and left.count == 0):
        return None
    is_last = left is not None and left.count == 1
    closes = (
        say("closes-apply-last", limit=left.limit.says) if left is not None and is_last else None
    )
    return step(view, "apply", "log", "CASE", "applied", by=view.by(), why=why, closes=closes)


def answer_offer(view: View) -> NextStep:
    """Return the step of answering the seller's open offer: the command takes it; a letter or going on declines it."""
    offer, state = view.state.offer, view.state
    carries = offer.carries if offer is not None else {}
    amount, remedy = carries.get("amount"), carries.get("remedy")
    arguments = ["log", "CASE", "agreed"]
    if remedy is not None:
        arguments += ["--remedy", str(remedy)]
    why = say("why-offer-other")
    if isinstance(amount, Decimal):
        arguments += ["--amount", f"{amount:.2f}"]
        left = state.outstanding
        is_less = left is not None and amount < left
        key = "why-offer-unmeasured" if left is None else "why-offer-enough"
        why = say("why-offer-less" if is_less else key, amount=amount, left=left)
    closes = say("closes-answer-offer")
    return step(view, "answer-offer", *arguments, by=view.by(), why=why, closes=closes)


def end(view: View) -> NextStep:
    """Return the step of closing the case, with what came of it by what came back."""
    result = view.state.result
    why = say(f"why-close-{result}", refunded=view.state.refunded, asked=view.state.asked)
    closes = say("closes-close")
    return step(view, "close", "close", "CASE", "--outcome", result, why=why, closes=closes)
