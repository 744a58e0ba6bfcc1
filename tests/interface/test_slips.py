"""What a slip of the pen is told: the nearest right thing, in a sentence that names the next step."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from tests.interface.program import UNSHIPPED as CLAIM
from tests.interface.program import Program

from refundcli.commands import TABLE
from refundcli.core.names import near_matches


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program in a ledger of its own, in English."""
    return Program(tmp_path, {"REFUNDCLI_LANG": "en"})


SLIPS: Mapping[tuple[str, ...], tuple[int, str]] = {
    ("chekc",): (2, "check"),
    ("shwo", "x"): (2, "show"),
    ("deu",): (2, "due"),
    ("lint",): (2, "rules lint"),
    ("rules", "lsit"): (2, "list"),
    ("remind", "intsall"): (2, "install"),
    ("list", "--platfrom", "taobao"): (2, "--platform"),
    ("list", "--overdeu"): (2, "--overdue"),
    ("list", "overdue"): (2, "--overdue"),
    ("check", "--delivered", "now"): (2, "--delivered-at"),
    ("check", "--json=yes"): (2, "Write --json"),
    ("check", "--platform"): (2, "Platform: id"),
    ("show",): (2, "Case id"),
    ("rules",): (2, "rules --help"),
    ("close", "CASE", "--outcome", "wno"): (11, "won"),
    ("log", "CASE", "refusd"): (11, "refused"),
    ("log", "CASE", "拒决"): (11, "refused"),
    ("log", "CASE", "refused", "--excuse", "opend"): (11, "opened"),
    ("log", "CASE", "escalated", "--rung", "plaform"): (11, "platform"),
    ("message", "CASE", "--stage", "fisrt"): (11, "first"),
    ("message", "CASE", "--tone", "firn"): (11, "firm"),
    ("message", "CASE", "--letter-lang", "eng"): (11, "en"),
    ("check", *CLAIM, "-p", "tabao"): (11, "taobao"),
    ("check", *CLAIM, "-p", "桃宝"): (11, "taobao"),
    ("check", *CLAIM, "-s", "unshiped"): (11, "unshipped"),
    ("check", *CLAIM, "-r", "qualiyt"): (11, "quality"),
    ("check", *CLAIM, "-r", "质量问提"): (11, "quality"),
    ("check", *CLAIM, "--remedy", "refnud-only"): (11, "refund-only"),
    ("check", *CLAIM, "--purpose", "persnal"): (11, "personal"),
    ("check", *CLAIM, "--fact", "intcat=yes"): (11, "intact"),
    ("list", "--phase", "aplied"): (11, "applied"),
    ("list", "--sort", "piad"): (11, "paid"),
    ("rules", "show", "taoboa"): (11, "taobao"),
    ("remind", "test", "dekstop"): (11, "desktop"),
}
"""Slips of the pen: the exit code, and what the next step names."""


def test_slip_of_the_pen_is_answered_with_the_nearest_right_thing(program: Program) -> None:
    id = program.new(claim=CLAIM)
    lines = [tuple(id if one == "CASE" else one for one in slip) for slip in SLIPS]
    ends = program.all(*lines, now=None)
    wrong = {
        slip: (done.code, done.err)
        for (slip, (code, near)), done in zip(SLIPS.items(), ends, strict=True)
        if done.code != code or near not in done.err.partition("\n")[2]
    }
    assert wrong == {}


@pytest.mark.parametrize("name", [one for one in TABLE if len(one) > 2])
def test_transposed_command_is_found_among_all(name: str) -> None:
    known = {one: {one} for one in TABLE}
    slips = [name[:at] + name[at + 1] + name[at] + name[at + 2 :] for at in range(len(name) - 1)]
    assert [one for one in slips if one != name and name not in near_matches(one, known)] == []


def test_list_says_that_cases_are_closed_or_do_not_fit(program: Program) -> None:
    assert "No cases yet" in program("list").err
    id = program.new(claim=CLAIM)
    assert "No cases that fit" in program("list", "--platform", "jd").err
    assert program("close", id, "--outcome", "won").code == 0
    assert "list --closed" in program("list").err


def test_edit_without_a_terminal_is_wrong_usage(program: Program) -> None:
    done = program("message", *CLAIM, "--edit")
    assert (done.code, done.out) == (2, "")
    assert "--check FILE" in done.err


def test_letter_that_is_not_utf_8_is_named_as_such(program: Program) -> None:
    file = program.folder / "letter.txt"
    file.write_bytes("退款".encode("gbk"))
    done = program("message", "--check", str(file))
    assert done.code == 12
    assert "letter.txt is not text in UTF-8" in done.err
