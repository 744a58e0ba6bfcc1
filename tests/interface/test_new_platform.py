"""A platform that nobody has heard of needs one file, and no code."""

import shutil
from pathlib import Path

import pytest
from tests.interface.program import Program

import refundcli

SOURCE = Path(refundcli.__file__).parent

MOONMART = """
name = { zh = "月球商城", en = "Moon Mart" }
aliases = ["moon"]
short = "mm"
channel = "online"
not_covered = [{ zh = "月球以外的订单", en = "orders from elsewhere" }]

[states]
unshipped = { zh = "等待火箭", en = "waiting for the rocket" }
delivered = { zh = "已着陆", en = "landed" }

[source.M1]
title = "月球商城售后规则"
publisher = "月球商城"
read_on = 2026-11-20
quality = "official"

[[offer]]
remedies = ["return-refund"]
states = ["delivered"]
cites = [{ source = "M1", at = "第一条" }]

[[ground]]
id = "moon-return"
kind = "platform"
title = { zh = "着陆后九小时内可退", en = "return within nine hours of landing" }
grants = ["return-refund"]
states = ["delivered"]
  [[ground.window]]
  since = 2020-01-01
  governed_by = "delivered"
  after = "delivered"
  lasts = "9 hours"
  cites = [{ source = "M1", at = "第二条" }]

[[timer]]
id = "seller-answers"
kind = "platform"
actor = "seller"
title = { zh = "卖家处理申请", en = "the seller answers the application" }
starts = ["applied"]
ends = ["agreed", "refused"]
on_expiry = "agreed"
  [[timer.version]]
  since = 2020-01-01
  lasts = "3 hours"
  cites = [{ source = "M1", at = "第三条" }]
"""

LANDED = (
    *("-p", "moonmart", "-s", "delivered", "-r", "quality", "--remedy", "return-refund"),
    *("--purpose", "business", "--delivered-at", "2026-11-22 08:00"),
)


def program_with(folder: Path, file: str) -> Program:
    """Return the program as it would be with *file* among its platforms."""
    package = folder / "source" / "refundcli"
    shutil.copytree(SOURCE, package)
    (package / "data" / "platforms" / "moonmart.toml").write_text(file, encoding="utf-8")
    return Program(folder, {"PYTHONPATH": str(package.parent)})


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program with the made-up platform."""
    return program_with(tmp_path_factory.mktemp("moon"), MOONMART)


def test_check_judges_by_the_new_file(program: Program) -> None:
    done = program("check", *LANDED, "--json")
    assert (0, "") == (done.code, done.err)
    grounds = {one["id"]: one for one in done.document["grounds"]}
    assert "holds" == grounds["moonmart/moon-return"]["outcome"]
    assert "2026-11-22T17:00:00+08:00" == grounds["moonmart/moon-return"]["apply_by"]
    assert "moonmart/seller-answers" in [one["rule"] for one in done.document["timers"]]


@pytest.mark.parametrize("name", ["月球商城", "mm"])
def test_platform_is_found_by_its_names(program: Program, name: str) -> None:
    done = program("check", *LANDED, "-p", name, "--json")
    assert "moonmart" == done.document["platform"]


def test_lint_finds_nothing_wrong(program: Program) -> None:
    done = program("rules", "lint", "--json")
    errors = [one for one in done.document["findings"] if one["severity"] == "error"]
    assert (0, []) == (done.code, errors)


def test_case_is_saved_under_its_prefix(program: Program) -> None:
    assert program.new(claim=LANDED).startswith("mm-")


def test_platform_is_offered_for_completion(program: Program) -> None:
    done = program(
        now=None,
        _REFUNDCLI_COMPLETE="complete_bash",
        COMP_WORDS="refundcli check -p moo",
        COMP_CWORD="3",
    )
    assert "moonmart" in done.out.split()


def test_fault_in_the_new_file_is_named_by_file_and_key(tmp_path: Path) -> None:
    faulty = MOONMART.replace('lasts = "9 hours"', 'lasts = "nine hours"')
    done = program_with(tmp_path, faulty)("rules", "lint", "--lang", "en")
    assert 12 == done.code
    assert "platforms/moonmart.toml" in done.err
    assert "ground[0].window[0].lasts" in done.err
