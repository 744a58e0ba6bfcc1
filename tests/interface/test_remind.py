"""Reminders told for real: to the buyer's own program, over a bus, over HTTP and by mail."""

import json
import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from pexpect import EOF
from tests.adapters.terminal import Terminal
from tests.interface.contract import complaints
from tests.interface.program import UNSHIPPED
from tests.reliability.test_hostile_text import Said

from refundcli.adapters.lock import held
from refundcli.adapters.remind_settings import REMIND_SETTINGS, RemindSettings
from refundcli.adapters.settings import Flags, Folders, settings
from refundcli.core.errors import BadData
from refundcli.core.values import fields

SUNDAY = "2026-11-29T03:12:00+08:00"
"""The seller's time to answer ends; the buyer, in Beijing, is asleep."""


class Buyer:
    """A buyer who asked for the money on Friday, and a program that keeps what it is given."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.given = folder / "given"
        world = {
            "REFUNDCLI_LEDGER": folder / "ledger",
            "REFUNDCLI_ZONE": "Asia/Shanghai",
            "REFUNDCLI_LANG": "en",
            "REFUNDCLI_CONFIG": folder / "config.toml",
        }
        for name, value in world.items():
            monkeypatch.setenv(name, str(value))
        self.configure()
        told = self("new", "--json", *UNSHIPPED, now="2026-11-27T03:00:00+08:00")
        self.case: str = json.loads(told.out)["case"]["id"]
        self("log", self.case, "applied", now="2026-11-27T03:12:00+08:00")

    def configure(
        self, channels: str = '["command"]', command: str | None = None, **more: object
    ) -> None:
        """Set the channels, the program, and *more* keys of the table."""
        keep = f"import sys; open({str(self.given)!r}, 'a').write(sys.stdin.read())"
        program = command or json.dumps([sys.executable, "-c", keep])
        keys = {"channels": channels, "command": program, **more}
        text = "\n".join(f"{key} = {value}" for key, value in keys.items())
        (self.folder / "config.toml").write_text(f"[remind]\n{text}\n", encoding="utf-8")

    def __call__(self, *arguments: str, now: str = SUNDAY) -> Said:
        """Run the program as if it were *now*."""
        return Said(*arguments, "--now", now)

    def run(self, *arguments: str, now: str) -> dict[str, Any]:
        """Run `remind run` and return its document, which keeps its contract."""
        done = self("remind", "run", "--json", *arguments, now=now)
        document: dict[str, Any] = json.loads(done.out)
        assert complaints("remind", document) == []
        return document

    @property
    def documents(self) -> list[dict[str, Any]]:
        """What the program was given so far."""
        return (
            [json.loads(one) for one in self.given.read_text().splitlines()]
            if self.given.exists()
            else []
        )


@pytest.fixture
def buyer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Buyer:
    """Return a buyer whose seller has 48 hours."""
    return Buyer(tmp_path, monkeypatch)


def labels(document: Mapping[str, Any]) -> dict[str, str]:
    """Return what became of each channel."""
    return {one["label"]: one["outcome"] for one in document["channels"]}


def test_end_of_the_sellers_time_is_told_once_when_the_night_is_over(buyer: Buyer) -> None:
    """With a run every hour from Saturday noon to Monday noon."""
    for hours in range(48):
        day, hour = divmod(12 + hours, 24)
        done = buyer("remind", "run", now=f"2026-11-{28 + day}T{hour:02}:00:00+08:00")
        assert done.code == 0
    told = [one for one in buyer.documents if one["actor"] == "seller"]
    assert [("2026-11-29T08:00:00+08:00", SUNDAY)] == [(one["as_of"], one["due"]) for one in told]
    assert [complaints("reminder", one) for one in buyer.documents] == [[]] * len(buyer.documents)


def test_reminder_names_case_what_and_when_and_nothing_of_the_order(buyer: Buyer) -> None:
    buyer("log", buyer.case, "amended", "--set", "order.item=耳机", "--set", "order.seller=某店")
    buyer.run(now="2026-11-29T09:00:00+08:00")
    told = buyer.documents[-1]
    assert (buyer.case in told["title"], "11-29 03:12" in told["text"], {}) == (
        True,
        True,
        told["details"],
    )
    assert "耳机" not in buyer.given.read_text() and "某店" not in buyer.given.read_text()


def test_order_data_is_in_a_reminder_that_wants_it(buyer: Buyer) -> None:
    buyer.configure(details="true")
    buyer("log", buyer.case, "amended", "--set", "order.item=耳机", "--set", "order.seller=某店")
    buyer.run(now="2026-11-29T09:00:00+08:00")
    told = buyer.documents[-1]
    assert {"item": "耳机", "seller": "某店"} == told["details"]
    assert "Goods: 耳机" in told["text"]


def test_dry_run_tells_and_keeps_nothing(buyer: Buyer) -> None:
    document = buyer.run("--dry-run", now="2026-11-29T09:00:00+08:00")
    assert ({"command": "would-tell"}, []) == (labels(document), buyer.documents)
    assert {"command": "told"} == labels(buyer.run(now="2026-11-29T09:00:00+08:00"))


def test_exit_code_says_whether_something_was_said(buyer: Buyer) -> None:
    codes = [
        buyer("remind", "run", "--exit-code", now="2026-11-29T09:00:00+08:00").code
        for _ in range(2)
    ]
    assert [3, 0] == codes


def test_page_shows_what_was_told(buyer: Buyer) -> None:
    shown = buyer("remind", "run", now="2026-11-29T09:00:00+08:00").out
    assert "command: 1 reminder told" in shown
    assert f"{buyer.case} The seller's time was over at 11-29 03:12" in " ".join(shown.split())


def test_run_without_a_channel_says_so(buyer: Buyer) -> None:
    buyer.configure('["screen"]')
    assert "No channel is set" in buyer("remind", "run").out


BROKEN = {
    "no-such-program": ('["no-such-program"]', "was not found"),
    "code": (f'["{sys.executable}", "-c", "raise SystemExit(7)"]', "ended with code 7"),
    "hangs": (
        f'["{sys.executable}", "-c", "import time; time.sleep(60)"]',
        "did not end within 1 second",
    ),
    "unset": ("[]", "No program is set"),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_broken_channel_ends_in_time_with_a_clear_line_and_the_others_are_told(
    buyer: Buyer, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """The desktop of this test is a program that keeps its arguments."""
    command, says = BROKEN[fault]
    shown = fake(buyer.folder, monkeypatch)
    buyer.configure('["command", "desktop"]', command, timeout=1)
    began = monotonic()
    done = buyer("remind", "run", now="2026-11-29T09:00:00+08:00")
    assert monotonic() - began < 10
    assert (12, True, True) == (
        done.code,
        says in " ".join(done.out.split()),
        "desktop: 1 reminder told" in done.out,
    )
    assert buyer.case in shown.read_text()


def test_failed_channel_is_tried_again_and_the_others_are_not(
    buyer: Buyer, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = fake(buyer.folder, monkeypatch)
    buyer.configure('["command", "desktop"]', '["no-such-program"]')
    buyer.run(now="2026-11-29T09:00:00+08:00")
    buyer.configure('["command", "desktop"]')
    document = buyer.run(now="2026-11-29T10:00:00+08:00")
    assert {"command": "told", "desktop": "nothing"} == labels(document)
    assert 1 == len(shown.read_text().splitlines())


def test_channel_that_fails_half_way_keeps_what_it_told(buyer: Buyer) -> None:
    """The program takes one reminder and no second one."""
    buyer("new", "--json", *UNSHIPPED, now="2026-11-27T03:00:00+08:00")
    once = (
        f"import pathlib, sys; pathlib.Path({str(buyer.given)!r}).open('x').write(sys.stdin.read())"
    )
    buyer.configure(command=json.dumps([sys.executable, "-c", once]))
    first = buyer.run(now="2026-11-29T09:00:00+08:00")
    assert [({"command": "failed"}, 1)] == [(labels(first), len(first["reminders"]))]
    buyer.given.unlink()
    second = buyer.run(now="2026-11-29T09:05:00+08:00")
    assert [({"command": "told"}, 1)] == [(labels(second), len(second["reminders"]))]
    assert first["reminders"][0]["key"] != second["reminders"][0]["key"]


def test_run_beside_another_one_says_who_runs(
    buyer: Buyer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("refundcli.commands.remind_run._WAIT_SECONDS", 0)
    buyer.run(now="2026-11-28T12:00:00+08:00")
    (lock,) = Path(os.environ["XDG_CACHE_HOME"]).rglob("said-*.lock")
    with held(lock, 0):
        done = buyer("remind", "run", now="2026-11-29T09:00:00+08:00")
    assert (14, True) == (done.code, str(os.getpid()) in done.err)


def test_nothing_is_said_where_it_cannot_be_remembered(buyer: Buyer) -> None:
    buyer.run(now="2026-11-28T12:00:00+08:00")
    (kept,) = Path(os.environ["XDG_CACHE_HOME"]).rglob("said-*.jsonl")
    kept.unlink()
    kept.mkdir()
    done = buyer("remind", "run", now="2026-11-29T09:00:00+08:00")
    assert (12, []) == (done.code, [one for one in buyer.documents if one["actor"] == "seller"])
    assert "cannot be kept" in done.err


def test_what_was_said_is_private_and_may_be_lost_or_torn(buyer: Buyer) -> None:
    buyer.run(now="2026-11-29T09:00:00+08:00")
    (kept,) = Path(os.environ["XDG_CACHE_HOME"]).rglob("said-*.jsonl")
    assert 0o600 == stat.S_IMODE(kept.stat().st_mode)
    kept.write_bytes(kept.read_bytes() + b'["command", "tb-7k')
    assert {"command": "nothing"} == labels(buyer.run(now="2026-11-29T10:00:00+08:00"))
    buyer(
        "log", buyer.case, "snoozed", "--until", "2026-11-29 12:00", now="2026-11-29T11:00:00+08:00"
    )
    for _ in range(2):
        buyer.run(now="2026-11-29T12:00:00+08:00")
    assert 1 == sum(one["deadline"] == "snoozed" for one in buyer.documents)
    kept.unlink()
    assert {"command": "told"} == labels(buyer.run(now="2026-11-29T12:30:00+08:00"))


def test_unreadable_case_is_named_and_the_others_are_told(buyer: Buyer) -> None:
    (buyer.folder / "ledger" / "cases" / "tb-aaaa.toml").write_text("id = ", encoding="utf-8")
    done = buyer("remind", "run", now="2026-11-29T09:00:00+08:00")
    assert (13, True, True) == (done.code, "tb-aaaa" in done.err, "1 reminder told" in done.out)


def test_trial_proves_each_channel(buyer: Buyer) -> None:
    buyer.configure('["command", "screen"]')
    done = buyer("remind", "test", "--json")
    document = json.loads(done.out)
    assert (12, []) == (done.code, complaints("remind-test", document))
    assert {"command": "trial", "screen": "failed"} == labels(document)
    assert ["trial"] == [one["key"] for one in buyer.documents]


def test_trial_of_an_unknown_channel_names_the_known_ones(buyer: Buyer) -> None:
    done = buyer("remind", "test", "desktp")
    assert (11, True) == (done.code, "desktop" in done.err)


def fake(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str = "notify-send") -> Path:
    """Put a program *name* first on the path that keeps its arguments, a line a call; return where."""
    kept = folder / f"{name}.calls"
    program = folder / "bin" / name
    program.parent.mkdir(exist_ok=True)
    program.write_text(
        f"#!{sys.executable}\nimport json, os, sys\n"
        f"named = {{k: v for k, v in os.environ.items() if k.startswith('REFUNDCLI_T')}}\n"
        f"open({str(kept)!r}, 'a').write(json.dumps([sys.argv[1:], named]) + '\\n')\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    return kept


def test_settings_say_when_and_where(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        '[remind]\nchannels = ["command"]\nleads = ["2 days", "30 min"]\ndrafted = []\n'
        'repeats = ["1 day"]\nquiet_hours = "off"\ndetails = true\ntimeout = 3\nurls_file = "u"\n'
        'command = ["x"]\n'
    )
    got = settings(Flags(), {}, Folders(tmp_path, tmp_path, tmp_path))
    plan = got.remind.plan(got.here)
    assert [["2d", "30m"], ["end", "+1d"], []] == [
        [one.id for one in some] for some in (plan.own, plan.others, plan.drafted)
    ]
    assert (None, ("command",), True, 3, "u", ("x",)) == (
        plan.quiet,
        got.remind.channels,
        got.remind.details,
        got.remind.timeout,
        got.remind.urls_file,
        got.remind.command,
    )


def test_wrong_settings_are_all_named(tmp_path: Path) -> None:
    wrong = {
        "channels": '["pager"]',
        "leads": '["soon"]',
        "quiet_hours": '"night"',
        "timeout": "0",
        "colour": "true",
    }
    lines = "\n".join(f"{key} = {value}" for key, value in wrong.items())
    (tmp_path / "config.toml").write_text(f"[remind]\n{lines}\n")
    with pytest.raises(BadData) as caught:
        settings(Flags(), {}, Folders(tmp_path, tmp_path, tmp_path))
    faults = caught.value.message.fields["faults"]
    assert isinstance(faults, tuple)
    assert {f"remind.{key}" for key in wrong} == {one.fields["key"] for one in faults}


def test_settings_and_their_page_name_the_same_keys() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reminders.md").read_text("utf-8")
    assert set(REMIND_SETTINGS) == {one.name for one in fields(RemindSettings)}
    assert [key for key in REMIND_SETTINGS if f"| `{key}` |" not in page] == []


def test_command_on_a_terminal_ends_with_a_line_of_what_is_due_once(buyer: Buyer) -> None:
    """By the clock of this machine: an hour ago the seller's promise fell due."""
    buyer.configure('["screen"]')
    case = json.loads(Said("new", "--json", *UNSHIPPED).out)["case"]["id"]
    told = ("--at", "2 hours ago", "--promised-by", "1 hour ago")
    assert Said("log", case, "promised", *told).code == 0
    shown = []
    for _ in range(2):
        with in_a_terminal("show", case) as terminal:
            terminal.child.expect(EOF)
            shown.append((terminal.child.before or b"").decode())
    assert [1, 0] == [one.count(f"Refund case {case} The seller's time") for one in shown]


def in_a_terminal(*arguments: str) -> Terminal:
    """Run the program on *arguments* in a terminal, with the folders of this test."""
    kept = ("REFUNDCLI", "XDG")
    world = {name: value for name, value in os.environ.items() if name.startswith(kept)}
    code = f"from refundcli.main import run; import sys; sys.exit(run({arguments!r}))"
    return Terminal(code, columns=80, lines=24, **world)
