"""A story as an adviser writes it: a case event by event, and what must be said of it after each."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from refundcli.adapters.toml_files import read_toml
from refundcli.core.case_values import CLAIM_VALUES, EVENT_VALUES, ORDER_VALUES
from refundcli.core.events import EVENTS, OUTCOMES, PHASES
from refundcli.core.order import MOMENTS, STATES, Claim, Order
from refundcli.core.reading import Reader, read_file
from refundcli.core.text import say
from refundcli.core.values import dataclass

FOLDER = Path(__file__).parent

T = TypeVar("T")

OPENED, LOOK, UNDO = "opened", "look", "undo"
"""What happens in a step that is no event: the case is opened, looked at later, its last entry taken back."""

_HAPPENS = (OPENED, LOOK, UNDO, *(kind for kind in EVENTS if kind != "retracted"))


@dataclass(frozen=True, slots=True)
class Clock:
    """A deadline as a story states it and as the program shows it, with the same values."""

    rule: str
    actor: str
    due: datetime
    earliest: datetime
    latest: datetime
    computed: datetime | None
    is_paused: bool


@dataclass(frozen=True, slots=True)
class Next:
    """The one next step; `command` is its head, without the program's name and with CASE for the id."""

    id: str
    command: tuple[str, ...]
    by: datetime | None


@dataclass(frozen=True, slots=True)
class Step:
    """What happens at an instant, and what must be said of the case then.

    `clocks` are all that run. `letter` is the stage of the letter that comes next, `asks` the
    commands of the program that must agree as well: `due`, `list`.
    """

    at: datetime
    happens: str
    carries: Mapping[str, object]
    phase: str
    state: str
    attempts: int
    refunded: Decimal
    outcome: str | None
    clocks: tuple[Clock, ...]
    next: Next
    letter: str | None
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A whole case. `never` are words that no letter of it may hold."""

    name: str
    why: str
    order: Order
    claim: Claim
    never: tuple[str, ...]
    steps: tuple[Step, ...]


def read_story(path: Path) -> Story:
    """Return the story of a file; raises `BadData` naming every key that is wrong or missing."""
    return read_file(read_toml(path), path.name, lambda top: _story(top, path.stem))


def _story(top: Reader, name: str) -> Story:
    steps: list[Step] = []
    for one in top.tables("step", needed=True):
        steps.append(_step(one, steps[-1] if steps else None))
    if steps and steps[0].happens != OPENED:
        top.fault("step", say("fault-choice", value=steps[0].happens, allowed=(OPENED,)))
    return Story(
        name=name,
        why=top.word("why"),
        order=_order(top.table("order", needed=True) or top.inner("order", {})),
        claim=_claim(top.table("claim", needed=True) or top.inner("claim", {})),
        never=top.words("never"),
        steps=tuple(steps),
    )


def _order(reader: Reader) -> Order:
    found = {key: read(reader, key) for key, read in ORDER_VALUES.items()}
    moments = {name: found.pop(f"{name}_at") for name in MOMENTS}
    found["item_kinds"] = found["item_kinds"] or ()
    reader.finish()
    return Order(
        **found,  # type: ignore[arg-type]  # ORDER_VALUES has its fields
        moments={name: when for name, when in moments.items() if when is not None},  # type: ignore[misc]  # read as When
    )


def _claim(reader: Reader) -> Claim:
    found = {key: read(reader, key) for key, read in CLAIM_VALUES.items()}
    facts = reader.table("facts")
    reader.finish()
    return Claim(
        **found,  # type: ignore[arg-type]  # CLAIM_VALUES has its fields
        facts={name: facts.flag(name) for name in facts.data} if facts is not None else {},
    )


def _step(reader: Reader, before: Step | None) -> Step:
    """Return a step; of what it leaves out nothing has changed since the one *before*."""
    at, happens = reader.instant("at"), reader.word("happens", _HAPPENS)
    says = reader.table("next", needed=True) or reader.inner("next", {})
    step = Step(
        at=at,
        happens=happens,
        carries=_carried(reader, happens),
        phase=reader.word("phase", PHASES, before.phase if before else None),
        state=reader.word("state", STATES, before.state if before else None),
        attempts=_kept(reader.number("attempts"), before.attempts if before else 0),
        refunded=_kept(reader.money("refunded"), before.refunded if before else Decimal(0)),
        outcome=reader.maybe_word("outcome", OUTCOMES),
        clocks=_clocks(reader, before),
        next=Next(says.word("id"), says.words("command", needed=True), says.maybe_instant("by")),
        letter=reader.maybe_word("letter"),
        asks=reader.words("asks", ("due", "list")),
    )
    says.finish()
    reader.finish()
    return step


def _kept(value: T | None, before: T) -> T:
    return before if value is None else value


def _carried(reader: Reader, kind: str) -> Mapping[str, object]:
    table = reader.table("with")
    if table is None:
        return {}
    keys = EVENTS[kind].keys if kind in EVENTS else ()
    found = {key: EVENT_VALUES[key](table, key) for key in keys}
    table.finish()
    return {key: value for key, value in found.items() if value is not None}


def _clocks(reader: Reader, before: Step | None) -> tuple[Clock, ...]:
    if before is not None and "running" not in reader.data:
        return before.clocks
    return tuple(map(_clock, reader.tables("running")))


def _clock(reader: Reader) -> Clock:
    """Return a deadline: `due` alone where nothing is in doubt, else its two bounds.

    A buyer's is due at its earliest, everybody else's at its latest.
    """
    reader.word("because")
    actor, due = reader.word("actor"), reader.maybe_instant("due")
    earliest = due or reader.instant("earliest")
    latest = due or reader.instant("latest")
    made = Clock(
        rule=reader.word("rule"),
        actor=actor,
        due=earliest if actor == "buyer" else latest,
        earliest=earliest,
        latest=latest,
        computed=reader.maybe_instant("computed"),
        is_paused=reader.flag("paused"),
    )
    reader.finish()
    return made


ALL = tuple(read_story(path) for path in sorted(FOLDER.glob("*.toml")))
"""Every story of the folder."""
