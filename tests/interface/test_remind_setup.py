"""The calendar and the scheduler as a buyer sets them up: files, the line that cron runs, what doctor sees."""

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import vobject
from icalendar import Calendar
from tests.interface.contract import complaints
from tests.interface.program import FAULTY, UNSHIPPED
from tests.interface.test_docs import text, unknown
from tests.reliability.test_hostile_text import Said

NOW = "2026-11-22T10:00:00+08:00"
SECRET = "某店；BEGIN:VEVENT"


class Buyer:
    """A buyer with a home, a crontab that is a file, and no systemd."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.ics = folder / "due.ics"
        self.table = folder / "table"
        self.given = folder / "given"
        programs = folder / "bin"
        programs.mkdir()
        (programs / "crontab").write_text(
            f'#!/bin/sh\necho "$@" >> {folder}/calls\ncase "$1" in\n'
            f'-l) cat {self.table} 2>/dev/null || {{ echo "no crontab for you" >&2; exit 1; }};;\n'
            f"-r) rm {self.table};;\n-) cat > {self.table};;\nesac\n"
        )
        (programs / "systemctl").write_text('#!/bin/sh\necho "no bus" >&2\nexit 1\n')
        for one in programs.iterdir():
            one.chmod(0o755)
        for name, value in {
            "REFUNDCLI_LEDGER": folder / "ledger",
            "REFUNDCLI_CONFIG": folder / "config.toml",
            "REFUNDCLI_LANG": "en",
            "REFUNDCLI_ZONE": "Asia/Shanghai",
            "PATH": f"{programs}:/usr/bin:/bin",
            "SHELL": "/bin/none",
        }.items():
            monkeypatch.setenv(name, str(value))
        for kind in ("CONFIG", "DATA", "CACHE"):  # a line of cron is short, a test's folder is long
            monkeypatch.delenv(f"XDG_{kind}_HOME")
        self.configure()

    def configure(self, **keys: object) -> None:
        """Set *keys* of `[remind]`."""
        text = "\n".join(f"{key} = {json.dumps(value)}" for key, value in keys.items())
        (self.folder / "config.toml").write_text(f"[remind]\n{text}\n", "utf-8")

    def __call__(self, *arguments: str, now: str | None = NOW) -> Said:
        """Run the program as if it were *now*."""
        return Said(*arguments, *(("--now", now) if now else ()))

    def document(self, *arguments: str, now: str | None = NOW) -> dict[str, Any]:
        """Return the program's document, sure to keep its contract."""
        found: dict[str, Any] = json.loads(self(*arguments, "--json", now=now).out)
        assert complaints(found["schema"].split("/")[1], found) == []
        return found

    def new(self, *arguments: str, claim: tuple[str, ...] = UNSHIPPED, now: str = NOW) -> str:
        """Save a case and return its id."""
        id: str = json.loads(self("new", "--json", *claim, *arguments, now=now).out)["case"]["id"]
        return id

    def keep(self, *arguments: str, now: str = NOW) -> dict[str, tuple[str, int]]:
        """Keep the calendar's file up to date; return status and sequence by uid, as another parser reads them."""
        assert self("remind", "ics", "--out", str(self.ics), *arguments, now=now).code == 0
        calendar = vobject.readOne(self.ics.read_bytes().decode())
        return {
            one.uid.value: (one.status.value, int(one.sequence.value))
            for one in calendar.contents.get("vevent", ())
        }

    def found(self) -> tuple[int, dict[str, str]]:
        """Return the exit code of `doctor`, and what it says of reminders: the severity of each kind."""
        done = self("doctor", "--json", now=None)
        rows = [one for one in json.loads(done.out)["findings"] if one["area"] == "reminders"]
        return done.code, {one["id"]: one["severity"] for one in rows}


@pytest.fixture
def buyer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Buyer:
    """Return a buyer."""
    return Buyer(tmp_path, monkeypatch)


def instants(text: str) -> set[datetime]:
    """Return when the entries of a calendar are, as both parsers read them; they must agree."""
    ours = {one.decoded("DTSTART") for one in Calendar.from_ical(text).events}
    theirs = {one.dtstart.value for one in vobject.readOne(text).vevent_list}
    assert ours == theirs
    return {datetime.fromisoformat(one.isoformat()) for one in ours}


def test_instants_are_those_of_due_and_show(buyer: Buyer) -> None:
    ids = [buyer.new(), buyer.new(claim=FAULTY)]
    buyer("log", ids[0], "applied")
    told = [one["next"]["due"] for one in buyer.document("due")["cases"]]
    shown = [one["due"] for id in ids for one in buyer.document("show", id)["deadlines"]]
    got = instants(buyer("remind", "ics").out)
    assert {datetime.fromisoformat(one) for one in told} <= got
    assert got <= {datetime.fromisoformat(one) for one in shown}
    assert min(map(datetime.fromisoformat, told)) == min(got)


def test_entry_is_updated_then_cancelled_over_the_life_of_a_case(buyer: Buyer) -> None:
    case = buyer.new()
    buyer("log", case, "sent", "--respond-by", "2026-11-23 10:00")
    uid = f"{case}.asked.case/asked@refundcli"
    assert ("CONFIRMED", 0) == buyer.keep()[uid]
    later = "2026-11-22T11:00:00+08:00"
    buyer("log", case, "extended", "--deadline", "asked", "--due", "2026-11-24 10:00", now=later)
    assert ("CONFIRMED", 1) == buyer.keep(now=later)[uid]
    at_last = "2026-11-22T12:00:00+08:00"
    buyer("log", case, "replied", now=at_last)
    assert ("CANCELLED", 2) == buyer.keep(now=at_last)[uid]
    buyer("undo", case, now=at_last)
    assert ("CONFIRMED", 3) == buyer.keep(now=at_last)[uid]
    buyer("close", case, "--outcome", "dropped", now="2026-11-22T13:00:00+08:00")
    assert {"CANCELLED"} == {one for one, _ in buyer.keep(now="2026-11-22T13:00:00+08:00").values()}


def test_page_of_reminders_calls_the_program_only_as_it_can_be_called() -> None:
    assert [] == unknown(text("docs/reminders.md"))


def test_only_the_named_case_is_brought_up_to_date(buyer: Buyer) -> None:
    first, second = buyer.new(claim=FAULTY), buyer.new(claim=FAULTY)
    buyer.keep()
    for id in (first, second):
        buyer("close", id, "--outcome", "dropped", now="2026-11-22T11:00:00+08:00")
    told = buyer.keep("--case", first, now="2026-11-22T12:00:00+08:00")
    assert {(True, "CANCELLED"), (False, "CONFIRMED")} == {
        (uid.startswith(first), status) for uid, (status, _) in told.items()
    }


def test_case_that_cannot_be_read_keeps_its_entries(buyer: Buyer) -> None:
    case = buyer.new(claim=FAULTY)
    before = buyer.keep()
    (buyer.folder / "ledger" / "cases" / f"{case}.toml").write_text("=")
    done = buyer("remind", "ics", "--out", str(buyer.ics))
    again = vobject.readOne(buyer.ics.read_bytes().decode())
    assert (13, set(before), {"CONFIRMED"}) == (
        done.code,
        {one.uid.value for one in again.vevent_list},
        {one.status.value for one in again.vevent_list},
    )


def test_leads_are_events_where_that_is_asked_for(buyer: Buyer) -> None:
    buyer.new(claim=FAULTY)
    entries = buyer.document("remind", "ics", "--alarms-as-events")["entries"]
    assert {()} == {tuple(one["alarms"]) for one in entries}
    plain = buyer.document("remind", "ics")["entries"]
    assert sum(len(one["alarms"]) + 1 for one in plain) == len(entries)
    assert any(one["title"].startswith("2 days left: Refund ") for one in entries)


@pytest.mark.parametrize("wants", [False, True])
def test_order_data_stands_in_it_only_where_the_buyer_wants_it(buyer: Buyer, wants: bool) -> None:
    buyer.configure(details=wants)
    case = buyer.new("--seller", SECRET, "--order", "4096000000000000001")
    buyer("log", case, "applied")
    for one in Calendar.from_ical(buyer("remind", "ics").out).events:
        text = str(one["DESCRIPTION"])
        assert (wants, wants, True) == (SECRET in text, "4096" in text, case in text)


def test_file_of_somebody_else_is_left_alone(buyer: Buyer) -> None:
    buyer.ics.write_text("dear diary")
    done = buyer("remind", "ics", "--out", str(buyer.ics))
    assert (12, "dear diary") == (done.code, buyer.ics.read_text())
    assert "was left alone" in done.err


def test_run_keeps_the_file_of_the_channel_up_to_date(buyer: Buyer) -> None:
    buyer.configure(channels=["calendar"], calendar="my.ics")
    case = buyer.new(claim=FAULTY)

    def outcomes(*arguments: str) -> list[str]:
        return [one["outcome"] for one in buyer.document("remind", "run", *arguments)["channels"]]

    assert (["would-write"], False) == (outcomes("--dry-run"), (buyer.folder / "my.ics").exists())
    assert (["written"], ["nothing"]) == (outcomes(), outcomes())
    assert case in (buyer.folder / "my.ics").read_text("utf-8")
    (buyer.folder / "my.ics").write_text("mine")
    assert (["failed"], 12) == (outcomes(), buyer("remind", "test", "calendar").code)


def test_trial_makes_the_file_and_puts_nothing_into_it(buyer: Buyer) -> None:
    buyer.configure(channels=["calendar"])
    assert 0 == buyer("remind", "test", "calendar").code
    (file,) = buyer.folder.rglob("deadlines.ics")
    assert [] == Calendar.from_ical(file.read_bytes()).events


def test_preview_of_an_installation_changes_nothing(buyer: Buyer) -> None:
    for name in ("systemd", "launchd", "cron", "windows"):
        done = buyer("remind", "install", "--dry-run", "--scheduler", name)
        assert (0, True) == (done.code, "nothing has changed" in done.err)
    assert not buyer.table.exists()
    assert [] == [one for one in (buyer.folder / "home").rglob("*") if one.is_file()]
    assert {"-l"} == set((buyer.folder / "calls").read_text().split())


def test_installation_is_taken_away_to_the_byte(buyer: Buyer) -> None:
    buyer.table.write_text("0 3 * * * mine\n")
    steps = buyer.document("remind", "install", "--scheduler", "cron")["steps"]
    assert steps[0]["text"] + "0 3 * * * mine\n" == buyer.table.read_text()
    other = buyer("remind", "install", "--scheduler", "windows")
    assert (12, True) == (other.code, "already" in other.err)
    assert ["cron"] == buyer.document("remind", "uninstall")["schedulers"]
    assert "0 3 * * * mine\n" == buyer.table.read_text()
    assert "nothing to remove" in buyer("remind", "uninstall").err


def test_scheduler_that_refuses_leaves_nothing_behind(buyer: Buyer) -> None:
    done = buyer("remind", "install", "--scheduler", "systemd")
    assert (12, True) == (done.code, "no bus" in done.err)
    assert [] == [one for one in (buyer.folder / "home").rglob("*") if one.is_file()]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--scheduler", "anacron"), 11),
        (("--every", "7m"), 12),
        (("--every", "2d"), 12),
        (("--every", "often"), 12),
    ],
)
def test_wrong_installation_is_refused(buyer: Buyer, arguments: tuple[str, ...], code: int) -> None:
    given = ("--scheduler", "cron", *arguments)
    assert (code, False) == (buyer("remind", "install", *given).code, buyer.table.exists())


def as_cron(buyer: Buyer) -> subprocess.CompletedProcess[str]:
    """Run the line of the table once, with the little that cron gives it."""
    (line,) = [one for one in buyer.table.read_text("utf-8").splitlines() if one[:1] != "#"]
    home = buyer.folder / "home"
    return subprocess.run(
        ["/bin/sh", "-c", line.split(" ", 5)[5].replace("\\%", "%")],
        cwd=home,
        env={"HOME": str(home), "SHELL": "/bin/sh", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_line_of_cron_really_tells_the_buyer_once(buyer: Buyer) -> None:
    """By the real clock; the seller's 48 hours were over a day ago. Doctor sees the job and its run."""
    keep = f"import sys; open({str(buyer.given)!r}, 'a').write(sys.stdin.read())"
    buyer.configure(channels=["command"], command=[sys.executable, "-c", keep], quiet_hours="off")
    ago = [
        f"{datetime.now().astimezone() - timedelta(days=one):%Y-%m-%dT%H:%M:%S%z}" for one in (5, 3)
    ]
    case = buyer.new("--paid-at", ago[0], now=ago[0])
    buyer("log", case, "applied", now=ago[1])
    assert 0 == buyer("remind", "install", "--scheduler", "cron", now=None).code
    done = as_cron(buyer)
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
    assert 0 == buyer("remind", "run", now=None).code
    told = [json.loads(one) for one in buyer.given.read_text().splitlines()]
    assert case in {one["case"] for one in told if one["actor"] == "seller"}
    assert len(told) == len({one["key"] for one in told})
    assert (0, {"reminders-installed": "ok", "reminders-run": "ok"}) == buyer.found()


def test_environment_that_moved_is_told_by_the_job_and_by_doctor(
    buyer: Buyer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sys.executable
    old = buyer.folder / "old venv" / "python"
    old.parent.mkdir()
    old.symlink_to(real)
    monkeypatch.setattr(sys, "executable", str(old))
    assert 0 == buyer("remind", "install", "--scheduler", "cron").code
    old.unlink()
    monkeypatch.setattr(sys, "executable", real)
    done = as_cron(buyer)
    assert (127, "") == (done.returncode, done.stdout)
    assert f"{old} is gone" in done.stderr and "refundcli remind install again" in done.stderr
    assert (12, {"reminders-gone": "error", "reminders-run": "note"}) == buyer.found()
