"""A list on a terminal: as much of it as the screen holds, and no pager."""

from pathlib import Path

import pytest
from tests.adapters.terminal import Terminal
from tests.interface.program import UNSHIPPED, Program

CALL = "import sys; sys.argv = ['refundcli', '--lang', 'en', {name!r}]; from refundcli.launcher import main; main()"
CASES = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a ledger of a dozen cases."""
    program = Program(tmp_path_factory.mktemp("cases"))
    for _ in range(CASES):
        program.new(claim=UNSHIPPED)
    return program.folder


def shown(folder: Path, name: str, lines: int) -> str:
    """Return what is on the screen after the command *name*; a pager would leave its mark."""
    world = {"REFUNDCLI_LEDGER": str(folder / "ledger"), "PAGER": "sed s/^/paged/"}
    with Terminal(CALL.format(name=name), columns=80, lines=lines, **world) as terminal:
        return terminal.until_ended()


@pytest.mark.parametrize("name", ["list", "due"])
def test_list_that_is_too_long_shows_what_the_screen_holds(folder: Path, name: str) -> None:
    page = shown(folder, name, 20)
    rows = [line for line in page.splitlines() if " tb-" in line]
    assert 5 <= len(rows) < CASES
    assert f"{len(rows)} of {CASES} cases shown" in page and "paged" not in page
    assert page.splitlines()[0].split()[0] == "id"


def test_list_that_fits_is_whole(folder: Path) -> None:
    page = shown(folder, "list", 60)
    assert CASES == sum(" tb-" in line for line in page.splitlines())
    assert "cases shown" not in page
