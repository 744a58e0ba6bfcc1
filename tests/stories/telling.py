"""A story told to the core and to the program, and what each of them says after a step."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import tomli_w
from tests.stories.story import LOOK, OPENED, UNDO, Clock, Next, Step, Story

from refundcli.adapters.ladder import load_ladder
from refundcli.adapters.letter_forms import letter_stages, load_form
from refundcli.adapters.rulebook import load_rulebook
from refundcli.core.case import ALPHABET, Case, last_undoable, new_event_id
from refundcli.core.dossier import Dossier, dossier_of, returning
from refundcli.core.events import EVENTS, Event
from refundcli.core.following import check_event, completed_event
from refundcli.core.ladder_form import Ladder
from refundcli.core.letter_form import Form
from refundcli.core.letter_life import life_of
from refundcli.core.letter_stage import fitting_stages, next_stage
from refundcli.core.letters import compose
from refundcli.core.rulebook import Rulebook
from refundcli.core.values import dataclass, replace

_MINUTE = "%Y-%m-%d %H:%M"

Run = Callable[..., str]
"""Runs the program on a command line and returns what it wrote to stdout."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is said of a case after a step, in the same values whoever says it."""

    phase: str
    state: str
    attempts: int
    refunded: Decimal
    outcome: str | None
    clocks: frozenset[Clock]
    next: Next


def expected(step: Step) -> Seen:
    """Return what a story expects after *step*."""
    return Seen(
        phase=step.phase,
        state=step.state,
        attempts=step.attempts,
        refunded=step.refunded,
        outcome=step.outcome,
        clocks=frozenset(step.clocks),
        next=step.next,
    )


def differences(wanted: Seen, seen: Seen) -> tuple[str, ...]:
    """Return what *seen* says otherwise than *wanted*; of the command its head counts."""
    given = seen.next.command[: len(wanted.next.command)]
    seen = replace(seen, next=replace(seen.next, command=given))
    plain = ("phase", "state", "attempts", "refunded", "outcome", "next")
    found = [
        f"{name}: expected {getattr(wanted, name)}, is {getattr(seen, name)}"
        for name in plain
        if getattr(wanted, name) != getattr(seen, name)
    ]
    found += [f"expected to run: {_told(one)}" for one in wanted.clocks - seen.clocks]
    found += [f"runs: {_told(one)}" for one in seen.clocks - wanted.clocks]
    return tuple(found)


def _told(one: Clock) -> str:
    ends = f"{one.earliest:{_MINUTE}} to {one.latest:{_MINUTE}}, due {one.due:{_MINUTE}}"
    more = f", computed {one.computed:{_MINUTE}}" if one.computed else ""
    return f"{one.rule} of the {one.actor}: {ends}{more}{', on hold' if one.is_paused else ''}"


@cache
def rulebook(platform: str) -> Rulebook:
    """Return the rules as they are shipped."""
    return load_rulebook((platform,))


@cache
def ladder() -> Ladder:
    """Return the ladder as it is shipped."""
    return load_ladder()


def in_core(story: Story) -> Iterator[tuple[Step, Dossier]]:
    """Tell *story* to the core and give, step by step, what can be said of the case then."""
    rules = rulebook(story.order.platform)
    case = Case("xx-2222", story.steps[0].at, story.order, story.claim)
    for number, step in enumerate(story.steps):
        event = _event(case, step, new_event_id(step.at, f"222{ALPHABET[number]}"))
        if event is not None:
            made = completed_event(case, event)
            check_event(case, made, step.at, returning=returning(rules), force=step.happens == UNDO)
            case = replace(case, events=(*case.events, made))
        yield step, dossier_of(rules, case, step.at, ladder())


def _event(case: Case, step: Step, id: str) -> Event | None:
    if step.happens == LOOK:
        return None
    if step.happens == OPENED:
        return Event(id, step.at, "drafted", {"stage": "first"})
    if step.happens == UNDO:
        last = last_undoable(case)
        return Event(id, step.at, "retracted", {"event": last.id if last is not None else ""})
    return Event(id, step.at, step.happens, step.carries)


def seen_by_core(dossier: Dossier) -> Seen:
    """Return what the core says of a case."""
    state, step = dossier.state, dossier.next_step
    return Seen(
        phase=state.phase,
        state=state.order.state,
        attempts=state.attempts,
        refunded=state.refunded,
        outcome=state.outcome if state.phase == "closed" else None,
        clocks=frozenset(
            Clock(
                rule=one.rule,
                actor=one.actor,
                due=one.due,
                earliest=one.earliest,
                latest=one.latest,
                computed=one.computed,
                is_paused=one.is_paused,
            )
            for one in dossier.deadlines
        ),
        next=Next(step.id, _without_id(step.command, dossier.case.id), step.by),
    )


@cache
def forms(platform: str) -> Mapping[str, Form]:
    """Return the Chinese letters as they are shipped, by stage."""
    stages = letter_stages("zh-Hans")
    return {one: load_form(one, "zh-Hans", rulebook(platform)) for one in stages}


def next_letter(dossier: Dossier) -> tuple[str, str]:
    """Return the stage of the letter that comes next in a case, and its text in Chinese."""
    state, platform = dossier.state, dossier.case.order.platform
    rules, known = rulebook(platform), forms(platform)
    stage = next_stage(fitting_stages(known.values(), dossier, rules))
    letter = compose(
        known[stage],
        state.order,
        state.claim,
        dossier.verdict,
        rules,
        dossier.as_of,
        life=life_of(dossier),
    )
    return stage, letter.text


def by_program(story: Story, run: Run, file: Path) -> Iterator[tuple[Step, str, dict[str, Any]]]:
    """Tell *story* to the program and give the case's id and the document it answers with.

    It is asked where the story says so and at the end. What happened since goes by flags where it is one event, else
    by *file*, several at once.
    """
    first, *steps = story.steps
    document = json.loads(run(*_new(story), "--json", now=first.at))
    id = str(document["case"]["id"])
    yield first, id, document
    told: list[Step] = []
    for step in steps:
        if step.happens in _OWN_COMMAND and told:
            run(*_logged(told, id, file), "--json", now=step.at)
            told = []
        if step.happens in EVENTS and step.happens not in _OWN_COMMAND:
            told.append(step)
        if step.asks or step.happens in _OWN_COMMAND:
            yield step, id, json.loads(run(*_command(step, told, id, file), "--json", now=step.at))
            told = []


_OWN_COMMAND = {UNDO: "undo", "closed": "close"}
"""What happens by a command of its own."""


def _new(story: Story) -> tuple[str, ...]:
    order, claim = story.order, story.claim
    told: dict[str, object] = {
        "platform": order.platform,
        "state": order.state,
        "reason": claim.reason,
        "remedy": claim.remedy,
        "purpose": claim.purpose,
        "order": order.number,
        "seller": order.seller,
        "item": order.item,
        "paid": order.paid,
        "amount": claim.amount,
        **{f"{name}-at": when for name, when in order.moments.items()},
    }
    flags = [word for key, value in told.items() for word in _flag(key, value)]
    kinds = [word for kind in order.item_kinds for word in ("--item-kind", kind)]
    facts = [
        word
        for name, is_so in claim.facts.items()
        for word in ("--fact", f"{name}={'yes' if is_so else 'no'}")
    ]
    return ("new", "--no-input", *flags, *kinds, *facts)


def _command(step: Step, told: list[Step], id: str, file: Path) -> tuple[str, ...]:
    if step.happens in _OWN_COMMAND:
        return (_OWN_COMMAND[step.happens], id, *_flags(step))
    return _logged(told, id, file) if told else ("show", id)


def _logged(told: list[Step], id: str, file: Path) -> tuple[str, ...]:
    if len(told) == 1:
        return ("log", id, told[0].happens, *_flags(told[0]), "--at", _word(told[0].at))
    events = [{"kind": one.happens, "at": one.at, **one.carries} for one in told]
    file.write_text(tomli_w.dumps({"event": events}), encoding="utf-8")
    return ("log", id, "--from", str(file))


def _flags(step: Step) -> tuple[str, ...]:
    return tuple(word for key, value in step.carries.items() for word in _flag(key, value))


def _flag(key: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, dict):
        return tuple(word for name, one in value.items() for word in ("--set", _pair(name, one)))
    return (f"--{key.replace('_', '-')}", _word(value))


def _pair(name: str, value: object) -> str:
    return f"{name}={_word(value)}"


def _word(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
    return str(value)


def seen_in(document: dict[str, Any]) -> Seen:
    """Return what a document of the schema refundcli/case/1 says."""
    case = document["case"]
    return Seen(
        phase=case["phase"],
        state=case["state"],
        attempts=case["attempts"],
        refunded=Decimal(case["refunded"]),
        outcome=case["outcome"],
        clocks=frozenset(map(_clock, document["deadlines"])),
        next=next_in(document["next_step"], case["id"]),
    )


def _clock(view: dict[str, Any]) -> Clock:
    return Clock(
        rule=view["rule"],
        actor=view["actor"],
        due=datetime.fromisoformat(view["due"]),
        earliest=datetime.fromisoformat(view["earliest"]),
        latest=datetime.fromisoformat(view["latest"]),
        computed=_instant(view["computed"]),
        is_paused=view["paused"],
    )


def next_in(view: dict[str, Any], id: str) -> Next:
    """Return the next step of a document."""
    return Next(view["id"], _without_id(view["command"][1:], id), _instant(view["by"]))


def _instant(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)


def _without_id(command: list[str] | tuple[str, ...], id: str) -> tuple[str, ...]:
    return tuple("CASE" if one == id else one for one in command)
