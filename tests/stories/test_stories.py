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


@pytest.mark.parametrize("story", STORIES)
def test_story_is_what_the_program_says(
    story: Story,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The same figures by real command lines; at the end the installed program reads the case back."""
    program = Program(tmp_path)
    monkeypatch.setenv("REFUNDCLI_LEDGER", str(program.ledger))

    def told(*arguments: str, now: datetime) -> str:
        code = run((*arguments, "--now", now.isoformat()))
        done = capsys.readouterr()
        assert code == 0, (arguments, done.err)
        return done.out

    found = []
    for step, id, document in by_program(story, told):
        found += _differences(step, differences(expected(step), seen_in(document)))
        for name in step.asks:
            listed = json.loads(told(name, "--json", now=step.at))
            found += _differences(step, _in_list(step, id, listed))
    last = program("show", id, "--json", now=step.at.isoformat())
    found += _differences(step, differences(expected(step), seen_in(last.document)))
    assert found == [], "\n".join(found)


def _differences(step: Step, found: tuple[str, ...]) -> list[str]:
    return [f"{step.at:%m-%d %H:%M} {step.happens}: {one}" for one in found]


def _in_list(step: Step, id: str, document: dict[str, Any]) -> tuple[str, ...]:
    """Return what `list` or `due` says otherwise than *step*: the soonest clock and the next step."""
    line = next(one for one in document["cases"] if one["id"] == id)
    soonest = min((one for one in step.clocks if not one.is_paused), key=lambda one: one.due)
    clock = line["next"]
    wanted = (soonest.actor, soonest.due, soonest.due <= step.at)
    seen = (clock["actor"], datetime.fromisoformat(clock["due"]), clock["overdue"])
    step_seen = next_in(line["next_step"], id)
    found = () if wanted == seen else (f"soonest clock: expected {wanted}, is {seen}",)
    if (step_seen.id, step_seen.by) != (step.next.id, step.next.by):
        found = (*found, f"next step in the list: expected {step.next}, is {step_seen}")
    return found
