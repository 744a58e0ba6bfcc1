"""A month of reminders: nothing said twice, nothing due left unsaid, whatever the times of the runs."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, timezone
from itertools import chain
from operator import itemgetter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders_cases import CALM
from tests.builders_index import LADDER, MAKER, RULES
from tests.builders_real_cases import INSTANTS, real_cases
from tests.builders_reminders import START, deadline, found, theirs

from refundcli.adapters.said import SaidMemory
from refundcli.core.case import Case
from refundcli.core.case_ids import ALPHABET
from refundcli.core.dossier import Dossier, dossier_of
from refundcli.core.findings import Deadline
from refundcli.core.periods import bounds
from refundcli.core.quiet_hours import QuietHours
from refundcli.core.remind_plan import leads
from refundcli.core.reminders import Plan, Reminder, planned, to_say
from refundcli.core.values import replace

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MONTH = 30 * DAY
BASE = found()

Minutes = st.integers(0, MONTH // MINUTE)
ZONES = st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours)))
NIGHTS = st.builds(
    QuietHours, begins=st.sampled_from([time(22), time(0)]), ends=st.just(time(8)), zone=ZONES
)
PLANS = st.builds(
    Plan,
    others=st.sampled_from([leads(0), leads(0, -24, -72)]),
    quiet=st.none() | NIGHTS,
)


@dataclass(frozen=True, slots=True)
class Life:
    """A case over a month: its clocks from each of some times on, until it is closed."""

    id: str
    clocks: tuple[tuple[datetime, tuple[Deadline, ...]], ...]
    closed_at: datetime
    known: dict[tuple[Plan, int], tuple[Reminder, ...]] = field(default_factory=dict)

    def reminders(self, now: datetime, plan: Plan) -> tuple[Reminder, ...]:
        """Return what is planned for the case as it stands at *now*."""
        turn = sum(since <= now for since, _ in self.clocks) if now < self.closed_at else -1
        if (plan, turn) not in self.known:
            self.known[plan, turn] = planned(self._at(turn), plan)
        return self.known[plan, turn]

    def _at(self, turn: int) -> Dossier:
        case = replace(BASE.case, id=self.id)
        state = replace(BASE.state, phase="closed") if turn < 0 else BASE.state
        clocks = self.clocks[turn - 1][1] if turn > 0 else ()
        return replace(BASE, case=case, state=state, deadlines=clocks)


@dataclass
class Told:
    """Everything that a channel was told, in its order, and what is remembered of it."""

    said: dict[str, datetime] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)

    def tell(self, reminders: Iterable[Reminder], now: datetime) -> None:
        """Note what was told at *now*."""
        for one in reminders:
            self.keys.append(one.key)
            self.said[one.key] = now


def owed(
    reminders: tuple[Reminder, ...], said: Mapping[str, datetime], now: datetime, plan: Plan
) -> list[str]:
    """Return the keys that have come, that nothing excuses, and in whose place no later one was said."""
    things: dict[object, list[Reminder]] = {}
    for one in reminders:
        things.setdefault(one.thing, []).append(one)
    left = []
    for group in things.values():
        told = [one for one in group if one.key in said]
        is_fresh = any(timedelta(0) <= now - said[one.key] < HOUR for one in told)
        last = max((one.at for one in told), default=None)
        for one in group:
            is_covered = one.at > now or is_fresh or (last is not None and last >= one.at)
            if not is_covered and not excused(one, now, plan):
                left.append(one.key)
    return left


def excused(one: Reminder, now: datetime, plan: Plan) -> bool:
    """Return whether *one* need not be said: long over, or able to wait for the end of quiet hours."""
    if one.is_ours and now > one.due + 3 * DAY:
        return True
    night = plan.quiet.around(now) if plan.quiet is not None else None
    if night is None:
        return False
    wait_is_harmless = night[1] + min(HOUR, one.due - now) <= one.due
    return not one.is_ours or one.due <= now or wait_is_harmless


def begin(clock: Deadline) -> datetime:
    """Return since when a clock runs."""
    return bounds(clock.started_at)[0]


CLOCKS = st.builds(
    lambda is_ours, since, lasts: replace(
        (deadline if is_ours else theirs)(START + (since + lasts) * MINUTE),
        started_at=START + since * MINUTE,
    ),
    st.booleans(),
    Minutes,
    st.integers(30, 7 * DAY // MINUTE),
)
LIVES = st.builds(
    Life,
    id=st.text(st.sampled_from(ALPHABET), min_size=4, max_size=4).map(lambda four: f"tb-{four}"),
    clocks=st.lists(CLOCKS, min_size=1, max_size=3).map(
        lambda clocks: tuple(sorted(((begin(one), (one,)) for one in clocks), key=itemgetter(0)))
    ),
    closed_at=st.integers(0, 2 * MONTH // MINUTE).map(lambda minutes: START + minutes * MINUTE),
)
"""Cases whose clock is replaced by another one, or that are closed, at any time."""

RUNS = st.lists(Minutes, min_size=1, max_size=40).map(
    lambda minutes: [START + one * MINUTE for one in minutes]
)
"""Runs at any times in any order: a clock that jumps back is one too."""


@settings(max_examples=100)
@given(st.lists(LIVES, min_size=1, max_size=4, unique_by=lambda one: one.id), RUNS, PLANS)
def test_nothing_is_said_twice_and_nothing_due_left_unsaid(
    lives: list[Life], runs: list[datetime], plan: Plan
) -> None:
    told = Told()
    for now in runs:
        reminders = tuple(chain.from_iterable(life.reminders(now, plan) for life in lives))
        told.tell(to_say(reminders, told.said, now, plan), now)
        assert owed(reminders, told.said, now, plan) == []
    assert len(told.keys) == len(set(told.keys))


@settings(CALM, max_examples=40)
@given(real_cases(), INSTANTS)
def test_reminders_of_a_case_by_sifted_rules_are_those_by_all_rules(
    case: Case, now: datetime
) -> None:
    expected = planned(dossier_of(RULES, case, now, LADDER), Plan())
    assert expected == planned(MAKER.dossier(case, now), Plan())


@settings(max_examples=15)
@given(LIVES, PLANS)
def test_right_is_said_before_it_ends_where_the_machine_runs_every_hour(
    life: Life, plan: Plan
) -> None:
    """Of every clock of the buyer's own that runs for more than an hour, unless it is replaced or closed before."""
    told = Told()
    now, due = START, {}
    while now < START + 40 * DAY:
        reminders = life.reminders(now, plan)
        for one in reminders:
            if one.is_ours and one.at <= now < one.due:
                due[one.thing] = one.due
        told.tell(to_say(reminders, told.said, now, plan), now)
        for thing in [thing for thing, end in due.items() if end - now <= HOUR]:
            keys = {one.key for one in reminders if one.thing == thing}
            assert not keys or keys & told.said.keys()
            del due[thing]
        now += HOUR


def month_of_runs(chance: random.Random) -> Iterator[datetime]:
    """Give the times of runs: every few hours, with sleeps of days, and a clock that is set back now and then."""
    now = START
    while now < START + MONTH:
        yield now
        step: Callable[[], float] = chance.choices(
            [
                lambda: chance.uniform(0.5, 7),
                lambda: chance.uniform(8, 90),
                lambda: -chance.uniform(0.5, 30),
            ],
            (80, 6, 4),
        )[0]
        now = max(START, now + step() * HOUR)


def test_month_of_two_hundred_cases_is_told_once_on_each_channel(tmp_path: Path) -> None:
    """With what was said kept in its file, read anew at every run as a scheduler's would be."""
    chance = random.Random(7)
    lives = [a_life(chance, number) for number in range(200)]
    plan = Plan(quiet=QuietHours(time(22), time(8), timezone(8 * HOUR)))
    told: dict[str, list[str]] = {"desktop": [], "apprise 1": []}
    for now in month_of_runs(chance):
        reminders = tuple(chain.from_iterable(life.reminders(now, plan) for life in lives))
        memory = SaidMemory(tmp_path, tmp_path / "ledger")
        for channel, known in told.items():
            if chance.random() < 0.2:
                continue  # the channel failed: nothing is kept of it
            chosen = to_say(reminders, memory.on(channel), now, plan)
            if chosen:
                memory.add(channel, (one.key for one in chosen), now)
            known.extend(one.key for one in chosen)
            assert owed(reminders, memory.on(channel), now, plan) == []
    for keys in told.values():
        assert len(keys) > 200
        assert len(keys) == len(set(keys))


def a_life(chance: random.Random, number: int) -> Life:
    """Return a case of two clocks, the second of which replaces the first one."""
    clocks = []
    since = START + chance.uniform(0, 20) * DAY
    for _ in range(2):
        due = since + chance.uniform(0.1, 9) * DAY
        make = chance.choice((deadline, theirs))
        promise = replace(theirs(due - HOUR, id="promised"), started_at=since)
        clocks.append((since, (replace(make(due), started_at=since), promise)))
        since += chance.uniform(0.1, 8) * DAY
    return Life(f"tb-{number:04d}", tuple(clocks), since + chance.uniform(0, 20) * DAY)
