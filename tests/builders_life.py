"""The life of a case for tests of letters, from its events, and what it lets a letter say."""

from tests.builders_cases import at, case, event
from tests.builders_letters import rulebook

from refundcli.core.case import Case, fold
from refundcli.core.events import Event
from refundcli.core.excuse_use import ExcuseUse
from refundcli.core.findings import Deadline
from refundcli.core.letter_conditions import life_conditions
from refundcli.core.letter_form import Form, Limit, Part
from refundcli.core.letter_life import Life
from refundcli.core.letter_line import Line
from refundcli.core.letter_values import life_values
from refundcli.core.letters import compose
from refundcli.core.periods import beijing
from refundcli.core.text import Text
from refundcli.core.values import replace

BOOK = rulebook()
NOW = at(12, day=24)
SENT = event("sent", 10, day=22, stage="first", respond_by=at(10, day=23))
CHAT = Limit("chat", 500, Text("", ""))
REFUSED = event("refused", 11, day=22, words="不退")
TO_PLATFORM = event("escalated", 12, day=22, rung="platform", reference="JR1")
LOST = event("decided", 13, day=22, rung="platform", outcome="lost", words="凭证不足")
TO_12315 = event("escalated", 14, day=22, rung="12315", reference="Z1")


def life(
    *events: Event, clocks: tuple[Deadline, ...] = (), excuse: ExcuseUse | None = None
) -> Life:
    """Return the life of a case with these events."""
    return Life("tb-7k2m", fold(case(*events)), clocks, NOW, excuse)


def so(*events: Event, clocks: tuple[Deadline, ...] = ()) -> frozenset[str]:
    """Return the conditions that these events make so."""
    return life_conditions(life(*events, clocks=clocks))


def values(*events: Event, clocks: tuple[Deadline, ...] = ()) -> dict[str, str | None]:
    """Return the fields that these events give, in Chinese."""
    return dict(life_values(life(*events, clocks=clocks), "zh-Hans", BOOK))


def clock(
    id: str, due_day: int, kind: str = "platform", started_by: str = "received", **more: object
) -> Deadline:
    """Return a clock of the seller's that began on 23 November at noon."""
    due = beijing(2026, 11, due_day)
    made = Deadline(
        *(
            id,
            "seller",
            kind,
            Text(id, id),
            started_by,
            at(12),
            due,
            due,
            "may-escalate",
            f"sd/{id}",
        ),
        (),
    )
    return replace(made, **more)  # type: ignore[arg-type]  # names are its own fields


def told(*lines: Line, case_of: Case, **more: object) -> str:
    """Return a letter that holds nothing but what happened."""
    form = Form(
        "platform", "zh-Hans", ("polite",), (CHAT,), (Part("a", "{timeline}"),), lines=lines
    )
    state = fold(case_of)
    seen = Life("tb-7k2m", state, (), NOW)
    made = compose(replace(form, **more), state.order, state.claim, None, BOOK, NOW, life=seen)  # type: ignore[arg-type]  # names are its own fields
    return made.text
