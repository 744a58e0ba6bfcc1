"""Whatever happens in a case: one step that can be taken, never to a door that is shut, and clocks that stay."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import import_module

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.builders_cases import CALM
from tests.builders_real_cases import FIRST, PLATFORMS, REASONS, REMEDIES, real_cases

from refundcli.adapters.ladder import load_ladder
from refundcli.adapters.rulebook import load_rulebook
from refundcli.commands import TABLE
from refundcli.commands.command import Command
from refundcli.core.case import ALPHABET, Case, fold, last_undoable
from refundcli.core.case_line import CaseLine, case_line
from refundcli.core.case_values import state_of
from refundcli.core.dossier import Dossier, dossier_of, returning
from refundcli.core.events import Event
from refundcli.core.findings import Deadline
from refundcli.core.following import check_event, completed_event, may_follow, possible_events
from refundcli.core.ladder import standings
from refundcli.core.line_maker import LineMaker
from refundcli.core.next_step import STEPS, NextStep
from refundcli.core.order import PURPOSES, Claim, Order
from refundcli.core.values import replace

RULES = load_rulebook(("taobao", "1688", "pinduoduo"))
LADDER = load_ladder()
BACK = returning(RULES)
CARRIES: Mapping[str, tuple[Mapping[str, object], ...]] = {
    "offered": ({"amount": Decimal("9.00")}, {"remedy": "exchange"}, {"by": "buyer"}),
    "refunded": ({"amount": Decimal("9.00")}, {}),
    "escalated": tuple({"rung": one} for one in ("platform", "12315", "court", "courier")),
    "decided": tuple({"outcome": one} for one in ("won", "partial", "lost")),
    "replied": ({}, {"rung": "12315"}),
    "closed": ({"outcome": "won"},),
    "noted": ({"note": "x"},),
}
"""What events carry that are drawn; all others carry what they are completed with."""
DRAWN = (
    *("sent", "applied", "agreed", "refused", "returned", "received", "withdrawn", "evidence"),
    *("drafted", *CARRIES),
)


@st.composite
def lives(draw: st.DrawFn) -> tuple[Case, datetime]:
    """Draw a case in which each event made sense when it happened, and a moment after the last one."""
    at = FIRST + timedelta(hours=draw(st.integers(0, 400 * 24)))
    names = ("paid", "shipped", "delivered", "completed")
    moments = {}
    for name in names[: draw(st.integers(1, 4))]:
        at += timedelta(hours=draw(st.integers(1, 100)))
        moments[name] = at
    order = Order(
        draw(st.sampled_from(PLATFORMS)), "unpaid", paid=Decimal("50.00"), moments=moments
    )
    claim = Claim(
        draw(st.sampled_from(REASONS)),
        draw(st.sampled_from(REMEDIES)),
        draw(st.none() | st.sampled_from(PURPOSES)),
    )
    one = Case("tb-7k2m", at, replace(order, state=state_of(order)), claim)
    for number in range(draw(st.integers(0, 7))):
        at += timedelta(hours=draw(st.integers(1, 200)))
        possible = possible_events(fold(one, BACK), BACK)
        kind = draw(st.sampled_from([kind for kind in DRAWN if kind in possible] or ["noted"]))
        carries = draw(st.sampled_from(CARRIES.get(kind, ({},))))
        told = Event(f"{at:%Y%m%dT%H%M%S}-222{ALPHABET[number]}", at, kind, carries)
        one = replace(one, events=(*one.events, completed_event(one, told)))
    return one, at + timedelta(hours=draw(st.integers(0, 400)))


def told(one: Case, now: datetime) -> Dossier:
    """Return all that can be said of a case."""
    return dossier_of(RULES, one, now, LADDER)


def options_of(name: str) -> set[str]:
    """Return every flag of a command."""
    command: Command = import_module(f"refundcli.commands.{TABLE[name]}").COMMAND
    return {flag for one in command.parameters for flag in getattr(one, "flags", ())}


def event_of(step: NextStep, now: datetime) -> Event:
    """Return the event that the command of a step logs."""
    _, _, kind, *rest = step.command
    pairs = zip(rest[::2], rest[1::2], strict=True)
    found = {flag.removeprefix("--"): value for flag, value in pairs}
    carries = {name: Decimal(one) if name == "amount" else one for name, one in found.items()}
    return Event(f"{now:%Y%m%dT%H%M%S}-zzzz", now, kind, carries)


@settings(CALM, max_examples=60)
@given(lives())
def test_step_is_one_that_can_be_taken(life: tuple[Case, datetime]) -> None:
    """One of the table; its command has only flags that there are, and an event that makes sense now."""
    one, now = life
    found = told(one, now)
    step = found.next_step
    assert step.id in STEPS
    assert {flag for flag in step.command if flag.startswith("--")} <= options_of(step.command[0])
    if step.command[0] == "log":
        made = completed_event(one, event_of(step, now))
        assert may_follow(found.state, made.kind, BACK)
        if made.kind not in ("decided", "amended"):
            assert check_event(one, made, now, returning=BACK) is None


@settings(CALM, max_examples=60)
@given(lives())
def test_step_never_leads_to_a_door_that_is_shut(life: tuple[Case, datetime]) -> None:
    """To the platform also where the sources differ on whether there is still time."""
    one, now = life
    found = told(one, now)
    rungs = standings(LADDER, RULES, found.state, found.deadlines, now, one.opened_at)
    status = {each.rung.id: each.status for each in rungs}
    step = found.next_step
    is_tried = step.why.key == "why-escalate-doubt"
    allowed = ("open", "unknown") if is_tried else ("open",)
    assert step.rung is None or status[step.rung] in allowed


@settings(CALM, max_examples=60)
@given(lives())
def test_step_is_due_in_the_future_and_waits_for_somebody_else(
    life: tuple[Case, datetime],
) -> None:
    one, now = life
    step = told(one, now).next_step
    assert step.by is None or now < step.by
    assert not step.is_waiting or step.by is not None


CALLING = ("noted", "drafted", "snoozed")


def kept(found: Dossier) -> list[Deadline]:
    """Return the clocks of a case."""
    return list(found.deadlines)


@settings(CALM, max_examples=25)
@given(lives(), st.sampled_from(CALLING), st.integers(0, 400))
def test_event_moves_no_deadline_that_does_not_hang_on_it(
    life: tuple[Case, datetime], kind: str, hours: int
) -> None:
    one, now = life
    at = min(one.opened_at + timedelta(hours=hours), now)
    carries = {"note": "x", "until": now + timedelta(days=9)}
    stray = Event(f"{at:%Y%m%dT%H%M%S}-zzzz", at, kind, {key: carries[key] for key in carries})
    assert kept(told(replace(one, events=(*one.events, stray)), now)) == kept(told(one, now))


@settings(CALM, max_examples=25)
@given(lives(), st.randoms(use_true_random=False))
def test_dossier_is_the_same_in_any_order_of_arrival(
    life: tuple[Case, datetime], random: object
) -> None:
    one, now = life
    shuffled = list(one.events)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    found, usual = told(replace(one, events=tuple(shuffled)), now), told(one, now)
    assert replace(found, case=usual.case) == usual


@settings(CALM, max_examples=25)
@given(lives())
def test_undo_and_redo_leave_everything_as_it_was(life: tuple[Case, datetime]) -> None:
    one, now = life
    last = last_undoable(one)
    assume(last is not None)
    assert last is not None
    undo = Event("29991231T000000-2222", now, "retracted", {"event": last.id})
    redo = Event("29991231T000001-2222", now, "retracted", {"event": undo.id})
    again = replace(one, events=(*one.events, undo, redo))
    usual = told(one, now)
    assert again.events[: len(one.events)] == one.events
    assert replace(told(again, now), case=one) == usual


MAKER = LineMaker(RULES, LADDER)


def timeless(line: CaseLine) -> CaseLine:
    """Return *line* without the times that it was made at and holds until."""
    return replace(line, as_of=FIRST, good_until=FIRST)


@settings(CALM, max_examples=30)
@given(lives() | real_cases().map(lambda one: (one, one.opened_at)), st.integers(0, 4000))
def test_line_with_the_ladder_is_that_of_the_dossier_for_as_long_as_is_said(
    life: tuple[Case, datetime], hours: int
) -> None:
    one, now = life
    made = MAKER.made(one, now)
    later = now + timedelta(hours=hours)
    assert timeless(made.line) == timeless(case_line(RULES, told(one, now)))
    if later < made.until:
        assert timeless(MAKER.made(one, later).line) == timeless(made.line)
