"""What doctor says of the reminders: the scheduler's job, its program, its last run."""

import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.adapters.test_schedulers import JOB

from refundcli.adapters.health_reminders import reminder_findings
from refundcli.adapters.said import SaidMemory
from refundcli.adapters.schedulers import World, carry_out, scheduler
from refundcli.core.values import replace

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
HERE = replace(JOB, argv=(sys.executable, *JOB.argv[1:]))
RUN = ("reminders-run", "ok")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Return a world without any program of a scheduler."""
    return World(tmp_path / "home", tmp_path / "data", {"PATH": str(tmp_path)}, "linux")


def told(
    world: World, last_run: datetime | None = NOW, failed: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Return kind and severity of what is found after a run at *last_run*."""
    memory = SaidMemory(world.home / "cache", world.home / "ledger")
    if last_run is not None:
        with memory.held(1):
            memory.mark_run(failed)
        at = last_run.timestamp()
        os.utime(memory.path.with_suffix(".run"), (at, at))
    return [(one.id, one.severity) for one in reminder_findings(world, memory, NOW)]


def service(world: World) -> Path:
    """Install what systemd reads, and return the service."""
    carry_out(scheduler("systemd").installing(HERE, world), world)
    return world.home / ".config" / "systemd" / "user" / "refundcli-remind.service"


def test_no_job_is_a_note(world: World) -> None:
    assert [("reminders-none", "note")] == told(world)


def test_files_without_the_link_are_not_enabled(world: World) -> None:
    folder = service(world).parent
    assert [("reminders-disabled", "warning"), RUN] == told(world)
    (folder / "timers.target.wants").mkdir()
    (folder / "timers.target.wants" / "refundcli-remind.timer").symlink_to("../x")
    assert [("reminders-installed", "ok"), RUN] == told(world)


def test_job_that_cannot_be_read_is_an_error(world: World) -> None:
    service(world).write_text("")
    assert [("reminders-unread", "error"), RUN] == told(world)
    service(world).unlink()
    assert [("reminders-unread", "error"), RUN] == told(world)


def test_program_that_is_gone_is_an_error(world: World) -> None:
    carry_out(scheduler("launchd").installing(JOB, world), world)
    assert [("reminders-gone", "error"), RUN] == told(world)


@pytest.mark.parametrize(
    ("last_run", "severity"),
    [(None, "note"), (NOW - timedelta(hours=47), "ok"), (NOW - timedelta(hours=48), "warning")],
)
def test_job_that_has_not_run_for_two_days_is_told(
    world: World, last_run: datetime | None, severity: str
) -> None:
    carry_out(scheduler("launchd").installing(HERE, world), world)
    assert [("reminders-installed", "ok"), ("reminders-run", severity)] == told(world, last_run)


def test_scheduler_that_does_not_answer_is_told(world: World, tmp_path: Path) -> None:
    (tmp_path / "crontab").write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "crontab").chmod(0o755)
    assert [("scheduler", "warning")] == told(world)


def test_last_run_is_when_one_was_marked(tmp_path: Path) -> None:
    memory = SaidMemory(tmp_path / "cache", tmp_path / "ledger")
    assert memory.last_run_at is None
    before = datetime.now(UTC) - timedelta(seconds=2)
    with memory.held(1):
        memory.add("screen", ["key"], NOW)
        assert memory.last_run_at is None
        memory.mark_run()
    assert memory.last_run_at is not None and before <= memory.last_run_at


def test_channel_that_could_not_tell_is_an_error_until_it_can(world: World) -> None:
    carry_out(scheduler("launchd").installing(HERE, world), world)
    failed = [("reminders-installed", "ok"), ("reminders-failed", "error"), RUN]
    assert failed == told(world, failed=["desktop", "mailto:***"])
    assert [("reminders-installed", "ok"), RUN] == told(world)


def test_home_that_cannot_be_looked_into_is_a_warning(world: World) -> None:
    far = replace(world, home=world.home / ("x" * 300))
    assert [("scheduler", "warning")] == told(far, last_run=None)
