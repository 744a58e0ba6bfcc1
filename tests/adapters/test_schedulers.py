"""Schedulers' files word by word, and what is read out of them; nothing here runs a scheduler."""

import plistlib
import subprocess
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from refundcli.adapters.schedulers import (
    SCHEDULERS,
    Job,
    Remove,
    Run,
    World,
    Write,
    carry_out,
    scheduler,
    shell_argv,
    usual_scheduler,
)
from refundcli.core.errors import BadData
from refundcli.core.values import replace

ODD = '/opt/50% "off" $HOME/它的/it\'s/py\\thon'
"""A path with everything that one of the formats takes for its own."""

JOB = Job(
    ("/opt/venv/bin/python", "-m", "refundcli", "remind", "run", "--quiet"),
    timedelta(minutes=15),
    {"XDG_CACHE_HOME": "/var/my cache"},
    "It is gone.",
)

SERVICE = """\
[Unit]
Description=Reminders of refundcli

[Service]
Type=oneshot
ExecStart="/usr/bin/env" "XDG_CACHE_HOME=/var/my cache" "/bin/sh" "-c" \
"test -x \\"$$1\\" || { echo \\"$$0\\" >&2; exit 127; }; exec \\"$$@\\" >/dev/null" \
"It is gone." "/opt/venv/bin/python" "-m" "refundcli" "remind" "run" "--quiet"
"""
TIMER = """\
[Unit]
Description=Reminders of refundcli, by the clock

[Timer]
OnStartupSec=1min
OnUnitActiveSec=900s
AccuracySec=1min

[Install]
WantedBy=timers.target
"""
LINE = (
    "*/15 * * * * /usr/bin/env 'XDG_CACHE_HOME=/var/my cache' /bin/sh -c "
    """'test -x "$1" || { echo "$0" >&2; exit 127; }; exec "$@" >/dev/null' """
    "'It is gone.' /opt/venv/bin/python -m refundcli remind run --quiet\n"
)


def script(folder: Path, name: str, text: str) -> None:
    """Put a program in *folder*."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{text}\n")
    (folder / name).chmod(0o755)


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Return a world with no scheduler's program but a crontab, whose table is a file."""
    programs = tmp_path / "bin"
    table = tmp_path / "table"
    script(
        programs,
        "crontab",
        f'case "$1" in\n'
        f'-l) /bin/cat {table} 2>/dev/null || {{ echo "no crontab for you" >&2; exit 1; }};;\n'
        f"-r) /bin/rm {table};;\n"
        f"-) /bin/cat > {table};;\nesac",
    )
    return World(tmp_path / "home", tmp_path / "data", {"PATH": str(programs)}, "linux")


def written(name: str, world: World, job: Job = JOB) -> Mapping[str, str]:
    """Return what a scheduler's steps write, by the name of the file."""
    steps = scheduler(name).installing(job, world)
    return {one.path.name: one.text for one in steps if isinstance(one, Write)}


def calls(name: str, world: World) -> list[str]:
    """Return what a scheduler's steps run."""
    steps = scheduler(name).installing(JOB, world)
    return [" ".join(one.argv) for one in steps if isinstance(one, Run)]


def program(name: str, world: World) -> Path | None:
    """Return the program of the job that is there; there must be one."""
    found = scheduler(name).installed(world)
    assert found is not None
    return found.program


def test_systemd_gets_a_service_and_a_timer(world: World) -> None:
    assert {
        "refundcli-remind.service": SERVICE,
        "refundcli-remind.timer": TIMER,
    } == written("systemd", world)


def test_systemctl_is_called_only_where_it_is(world: World) -> None:
    assert [] == calls("systemd", world)
    script(Path(world.environment["PATH"]), "systemctl", ":")
    assert [
        "systemctl --user daemon-reload",
        "systemctl --user restart refundcli-remind.timer",
        "systemctl --user enable refundcli-remind.timer",
    ] == calls("systemd", world)


def test_launchd_gets_a_property_list(world: World) -> None:
    script(Path(world.environment["PATH"]), "launchctl", ":")
    agent = plistlib.loads(written("launchd", world)["refundcli-remind.plist"].encode())
    assert {
        "Label": "refundcli-remind",
        "ProgramArguments": list(shell_argv(JOB)),
        "StartInterval": 900,
        "RunAtLoad": True,
        "ProcessType": "Background",
        "StandardErrorPath": str(world.data / "refundcli-remind.log"),
    } == agent
    stop, start = calls("launchd", world)
    assert stop.startswith("launchctl bootout gui/") and stop.endswith("/refundcli-remind")
    assert start.endswith("/home/Library/LaunchAgents/refundcli-remind.plist")


def test_cron_gets_a_line_between_two_marks(world: World) -> None:
    (step,) = scheduler("cron").installing(JOB, world)
    marks = "# >>> refundcli remind >>>\n", "# <<< refundcli remind <<<\n"
    assert isinstance(step, Run)
    assert (("crontab", "-"), LINE.join(marks)) == (step.argv, step.text)


def test_windows_gets_a_task_that_opens_no_window(world: World) -> None:
    script(Path(world.environment["PATH"]), "schtasks", ":")
    job = replace(JOB, argv=("C:\\My venv\\Scripts\\python.exe", "-m", "refundcli", "a b", "<&>"))
    root = ElementTree.fromstring(written("windows", world, job)["refundcli-remind.xml"])
    texts = {one.tag.partition("}")[2]: one.text for one in root.iter()}
    assert {
        "Interval": "PT15M",
        "Command": "C:\\My venv\\Scripts\\pythonw.exe",
        "Arguments": '-m refundcli "a b" <&>',
        "StartWhenAvailable": "true",
        "LogonType": "InteractiveToken",
    }.items() <= texts.items()
    file = world.data / "refundcli-remind.xml"
    assert [f"schtasks /Create /TN refundcli-remind /XML {file} /F"] == calls("windows", world)


@pytest.mark.parametrize("name", SCHEDULERS)
def test_program_is_read_back_whatever_its_path(world: World, name: str) -> None:
    assert scheduler(name).installed(world) is None
    carry_out(scheduler(name).installing(replace(JOB, argv=(ODD, *JOB.argv[1:])), world), world)
    assert Path(ODD) == program(name, world)


@pytest.mark.parametrize("name", SCHEDULERS)
def test_removing_leaves_no_file(world: World, name: str, tmp_path: Path) -> None:
    def files() -> set[Path]:
        return {one for one in tmp_path.rglob("*") if not one.is_dir()}

    before = files()
    carry_out(scheduler(name).installing(JOB, world), world)
    assert before < files()
    carry_out(scheduler(name).removing(world), world)
    assert before == files()


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("systemd", "home/.config/systemd/user/refundcli-remind.service"),
        ("launchd", "home/Library/LaunchAgents/refundcli-remind.plist"),
        ("windows", "data/refundcli-remind.xml"),
    ],
)
@pytest.mark.parametrize("text", ["", "<a/>", 'ExecStart="', "ExecStart=sh -c"])
def test_job_that_was_changed_by_hand_has_no_program(
    world: World, tmp_path: Path, name: str, file: str, text: str
) -> None:
    carry_out(scheduler(name).installing(JOB, world), world)
    (tmp_path / file).write_text(text)
    assert program(name, world) is None


@pytest.mark.parametrize("line", ["", "* * * * * sh -c '", "@daily true"])
def test_line_that_was_changed_by_hand_has_no_program(
    world: World, tmp_path: Path, line: str
) -> None:
    (tmp_path / "table").write_text(
        f"# >>> refundcli remind >>>\n{line}\n# <<< refundcli remind <<<\n"
    )
    assert program("cron", world) is None


TABLES = [
    b"",
    b"MAILTO=me\n0 3 * * * backup  # mine\n",
    b"no line end",
    b"\xff\xfe not text\r\n",
]


@pytest.mark.parametrize("table", TABLES)
def test_rest_of_the_table_is_the_same_to_the_byte(
    world: World, tmp_path: Path, table: bytes
) -> None:
    place = tmp_path / "table"
    if table:
        place.write_bytes(table)
    for _ in range(2):
        carry_out(scheduler("cron").installing(JOB, world), world)
        assert (True, 1) == (
            place.read_bytes().endswith(b"<<<\n" + table),
            place.read_bytes().count(b">>> refundcli"),
        )
    carry_out(scheduler("cron").removing(world), world)
    assert (table or None) == (place.read_bytes() if place.exists() else None)
    assert () == scheduler("cron").removing(world)


@pytest.mark.parametrize(
    "table",
    [
        b"# >>> refundcli remind >>>\n1 2 3 4 5 mine\n",
        b"1 2 3 4 5 mine\n# <<< refundcli remind <<<\n",
        b"# <<< refundcli remind <<<\n# >>> refundcli remind >>>\n",
        2 * b"# >>> refundcli remind >>>\n# <<< refundcli remind <<<\n",
    ],
)
def test_table_with_marks_that_do_not_match_is_left_alone(
    world: World, tmp_path: Path, table: bytes
) -> None:
    (tmp_path / "table").write_bytes(table)
    for steps in (scheduler("cron").removing, lambda one: scheduler("cron").installing(JOB, one)):
        with pytest.raises(BadData) as caught:
            steps(world)
        assert "error-cron-marks" == caught.value.message.key
    assert table == (tmp_path / "table").read_bytes()


def test_table_that_cannot_be_read_is_not_taken_for_an_empty_one(world: World) -> None:
    script(Path(world.environment["PATH"]), "crontab", 'echo "you may not" >&2; exit 1')
    with pytest.raises(BadData) as caught:
        scheduler("cron").installing(JOB, world)
    assert "you may not" == caught.value.message.fields["words"]


def test_percent_does_not_end_the_line_for_cron(world: World, tmp_path: Path) -> None:
    job = replace(JOB, argv=("/opt/50%/python", *JOB.argv[1:]))
    carry_out(scheduler("cron").installing(job, world), world)
    assert "/opt/50\\%/python" in (tmp_path / "table").read_text()


@pytest.mark.parametrize("minutes", [7, 25, 90, 420, 61])
def test_interval_that_cron_cannot_keep_is_refused(world: World, minutes: int) -> None:
    with pytest.raises(BadData) as caught:
        scheduler("cron").installing(replace(JOB, every=timedelta(minutes=minutes)), world)
    assert "error-cron-every" == caught.value.message.key


def test_line_too_long_for_cron_is_refused(world: World) -> None:
    with pytest.raises(BadData) as caught:
        scheduler("cron").installing(replace(JOB, argv=("/" + 900 * "x",)), world)
    assert "error-cron-long" == caught.value.message.key


@pytest.mark.parametrize("seconds", [0, 59, 86401])
def test_interval_beyond_a_minute_and_a_day_is_refused(seconds: int) -> None:
    with pytest.raises(BadData):
        replace(JOB, every=timedelta(seconds=seconds))


@pytest.mark.parametrize("odd", ["a\nb", "a\rb", "a\0b", "\x1b[31m", "\u202e"])
def test_character_that_no_scheduler_holds_is_refused(odd: str) -> None:
    with pytest.raises(BadData):
        replace(JOB, argv=(odd,))


def test_step_that_fails_takes_new_files_back_and_tells_what_the_program_said(
    world: World, tmp_path: Path
) -> None:
    script(Path(world.environment["PATH"]), "systemctl", 'echo "no bus" >&2; exit 7')
    with pytest.raises(BadData) as caught:
        carry_out(scheduler("systemd").installing(JOB, world), world)
    fields = caught.value.message.fields
    assert ("systemctl --user daemon-reload", 7, "no bus") == (
        fields["call"],
        fields["code"],
        fields["words"],
    )
    assert [] == [one for one in (tmp_path / "home").rglob("*") if one.is_file()]


def test_step_that_takes_away_what_is_not_there_may_fail(world: World) -> None:
    script(Path(world.environment["PATH"]), "launchctl", '[ "$1" = bootstrap ]')
    carry_out(scheduler("launchd").installing(JOB, world), world)
    assert scheduler("launchd").installed(world) is not None


def test_program_that_is_missing_or_no_program_is_named(world: World, tmp_path: Path) -> None:
    with pytest.raises(BadData) as caught:
        carry_out((Run(("schtasks",)),), world)
    assert "error-scheduler-absent" == caught.value.message.key
    broken = Path(world.environment["PATH"]) / "schtasks"
    broken.write_bytes(b"\x7fELF nothing")
    broken.chmod(0o755)
    with pytest.raises(BadData) as caught:
        carry_out((Run(("schtasks",)),), world)
    assert "error-channel-start" == caught.value.message.key


def test_file_that_cannot_be_written_or_removed_is_named(world: World, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    with pytest.raises(BadData) as caught:
        carry_out(scheduler("windows").installing(JOB, world), world)
    assert "error-file-unwritable" == caught.value.message.key
    with pytest.raises(BadData):
        carry_out((Remove(tmp_path / "bin"),), world)


@pytest.mark.parametrize(("system", "usual"), [("linux", "cron"), ("darwin", "launchd")])
def test_usual_scheduler_is_the_one_that_the_system_has(
    world: World, system: str, usual: str
) -> None:
    assert usual == usual_scheduler(replace(world, system=system))


def test_system_without_a_scheduler_is_told_so(world: World) -> None:
    bare = replace(world, environment={"PATH": ""})
    with pytest.raises(BadData) as caught:
        usual_scheduler(bare)
    assert "error-scheduler-none" == caught.value.message.key
    assert "windows" == usual_scheduler(replace(bare, system="win32"))


def test_call_says_that_the_program_is_gone_and_does_nothing_else(tmp_path: Path) -> None:
    gone = str(tmp_path / "venv" / "bin" / "python")
    call = shell_argv(replace(JOB, argv=(gone, "-m", "refundcli")))
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=30)
    assert (127, "", "It is gone.\n") == (done.returncode, done.stdout, done.stderr)
