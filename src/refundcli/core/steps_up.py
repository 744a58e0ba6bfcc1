"""The step up the ladder: the next rung that is open, never one that is closed or not yet open."""

from datetime import datetime

from refundcli.core.events import PLATFORM_RUNGS, RUNGS
from refundcli.core.step_view import View, end, step
from refundcli.core.steps import NextStep
from refundcli.core.text import Said, say
from refundcli.core.values import replace
from refundcli.core.ways import Way

_FIRST = PLATFORM_RUNGS[0]


def escalating(view: View, why: Said, by: datetime | None, *, dares: bool = False) -> NextStep:
    """Return the step up, or, where nothing is open and nothing will be, the end of the case.

    With *dares* the platform is tried also where it is in doubt whether there is still time.
    """
    ways = view.around.ways() if dares and view.around.ways is not None else ()
    if any(one.rung == _FIRST and one.status == "unknown" for one in ways):
        return _to_the_platform(view, why, by)
    return go_up(view, why, by) or end(view)


def go_up(view: View, why: Said, by: datetime | None) -> NextStep | None:
    """Return the step to the next rung that is open above the last one gone to, or None where there is none.

    *by* is a time of the platform's: no rung off it has to be gone to by then.

    Where none is open, the step waits for the first that will be, or asks for the fact that decides.
    """
    escalation = view.state.escalation
    gone = escalation.rung if escalation is not None else None
    if view.around.ways is None:
        return _to_the_platform(view, why, by) if escalation is None else None
    above = [one for one in view.around.ways() if not one.is_side and _is_above(one.rung, gone)]
    is_open = next((one for one in above if one.status == "open"), None)
    if is_open is not None:
        return _to(view, is_open, why, by)
    later = [one for one in above if one.status == "not-yet" and _opens(one, view.now) is not None]
    if later:
        return _until_it_opens(view, min(later, key=lambda one: _opens(one, view.now) or view.now))
    lacking = next(
        (one for one in above if one.status == "unknown" and one.lacks is not None), None
    )
    return _tell(view, lacking) if lacking is not None else None


def _is_above(rung: str, gone: str | None) -> bool:
    """Whether *rung* lies above the one gone to last; a rung that nobody knows lies below all."""
    if rung not in RUNGS or rung == "seller":
        return False
    return gone is None or gone not in RUNGS or RUNGS.index(gone) < RUNGS.index(rung)


def _opens(way: Way, now: datetime) -> datetime | None:
    return way.opens_at if way.opens_at is not None and now < way.opens_at else None


def _to_the_platform(view: View, why: Said, by: datetime | None) -> NextStep:
    arguments = ("log", "CASE", "escalated", "--rung", _FIRST)
    found = step(view, "escalate", *arguments, by=by, why=why, closes=say("closes-escalate"))
    return replace(found, rung=_FIRST)


def _to(view: View, way: Way, why: Said, by: datetime | None) -> NextStep:
    if way.rung == _FIRST:
        return _to_the_platform(view, why, by)
    is_on_the_platform = way.rung in PLATFORM_RUNGS
    arguments = ("log", "CASE", "escalated", "--rung", way.rung)
    found = step(view, "go-up", *arguments, by=by if is_on_the_platform else None, why=why)
    closes = say("closes-rung", says=way.closes) if way.closes else None
    return replace(found, what=say("step-go-up", rung=way.name), closes=closes, rung=way.rung)


def _until_it_opens(view: View, way: Way) -> NextStep:
    return NextStep(
        id="wait",
        what=say("step-wait-for-rung", rung=way.name, at=way.opens_at),
        why=say("why-wait-for-rung"),
        by=way.opens_at,
        command=("show", view.case.id),
        is_waiting=True,
    )


def _tell(view: View, way: Way) -> NextStep:
    why = say("why-tell", rung=way.name, lacks=way.lacks)
    return step(view, "tell", "log", "CASE", "amended", by=view.by(), why=why)
