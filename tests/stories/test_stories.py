"""Six cases from the first question to their end: every deadline and every next step, event by event."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.interface.program import Program
from tests.stories.story import ALL, Step, Story
from tests.stories.telling import (
    by_program,
    differences,
    expected,
    in_core,
    next_in,
    next_letter,
    seen_by_core,
    seen_in,
)

from refundcli.main import run

_FAR_OFF = ("cc/limitation",)
"""Time bars: years away, they are no next clock of a case."""

STORIES = [pytest.param(one, id=one.name) for one in ALL]


@pytest.mark.parametrize("story", STORIES)
def test_story_is_what_the_core_says(story: Story) -> None:
    """After every step: the phase, all clocks with both bounds, and the one next step."""
    found = []
    for step, dossier in in_core(story):
        found += _differences(step, differences(expected(step), seen_by_core(dossier)))
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("story", STORIES)
def test_story_has_the_right_letter_at_each_step(story: Story) -> None:
    """The stage that comes next, and in the letter nothing that this buyer may not say."""
    found = []
    for step, dossier in in_core(story):
        if step.letter is not None:
            stage, text = next_letter(dossier)
            said = tuple(f"{stage} says {one}" for one in story.never if one in text)
            wrong = () if stage == step.letter else (f"letter: expected {step.letter}, is {stage}",)
            found += _differences(step, wrong + said)
    assert found == [], "\n".join(found)


@pytest.mark.parametrize("story", STORIES[:-1])
def test_story_is_what_the_program_says(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same figures by real command lines, wherever the story asks for them."""

    def told(*arguments: str, now: datetime) -> str:
        code = run((*arguments, "--ledger", str(tmp_path / "ledger"), "--now", now.isoformat()))
        done = capsys.readouterr()
        assert code == 0, (arguments, done.err)
        return done.out

    found = []
    for step, id, document in by_program(story, told, tmp_path / "events.toml"):
        found += _differences(step, differences(expected(step), seen_in(document)))
        for name in step.asks:
            listed = json.loads(told(name, "--json", now=step.at))
            found += _differences(step, _in_list(step, id, listed))
    assert found == [], "\n".join(found)


def test_story_is_what_the_installed_program_says(tmp_path: Path) -> None:
    """The last story, every command in a process of its own."""
    program = Program(tmp_path)

    def told(*arguments: str, now: datetime) -> str:
        done = program(*arguments, now=now.isoformat())
        assert done.code == 0, (arguments, done.err)
        return done.out

    found = []
    for step, _, document in by_program(ALL[-1], told, tmp_path / "events.toml"):
        found += _differences(step, differences(expected(step), seen_in(document)))
    assert found == [], "\n".join(found)


def _differences(step: Step, found: tuple[str, ...]) -> list[str]:
    return [f"{step.at:%m-%d %H:%M} {step.happens}: {one}" for one in found]


def _in_list(step: Step, id: str, document: dict[str, Any]) -> tuple[str, ...]:
    """Return what `list` or `due` says otherwise than *step*: the soonest clock and the next step."""
    line = next(one for one in document["cases"] if one["id"] == id)
    running = [one for one in step.clocks if not one.is_paused and one.rule not in _FAR_OFF]
    soonest = min(running, key=lambda one: one.due, default=None)
    clock = line["next"]
    wanted = soonest and (soonest.actor, soonest.due, soonest.due <= step.at)
    seen = clock and (clock["actor"], datetime.fromisoformat(clock["due"]), clock["overdue"])
    step_seen = next_in(line["next_step"], id)
    found = () if wanted == seen else (f"soonest clock: expected {wanted}, is {seen}",)
    if (step_seen.id, step_seen.by) != (step.next.id, step.next.by):
        found = (*found, f"next step in the list: expected {step.next}, is {step_seen}")
    return found
