"""What a command does not use is not imported: a start costs what it needs."""

import subprocess
import sys
from collections.abc import Sequence

import pytest
from tests.interface.program import FAULTY, NOW, SECONDS, Program

START = "from refundcli.launcher import main; main()"
"""What a console script does."""

USED = {"refundcli", "tomli", "tomli_w"}
"""Packages that are no part of Python and that an answer in a pipe may need."""

HEAVY = {
    *(
        "argparse",
        "ast",
        "asyncio",
        "concurrent",
        "dataclasses",
        "difflib",
        "dis",
        "email",
        "fractions",
    ),
    *(
        "gettext",
        "hashlib",
        "hmac",
        "html",
        "http",
        "inspect",
        "locale",
        "logging",
        "pickle",
        "platform",
    ),
    *("secrets", "select", "selectors", "shutil", "signal", "socket", "ssl", "statistics"),
    *("string", "subprocess", "tempfile", "textwrap", "threading", "tomllib", "traceback", "uuid"),
    *("xml", "zipfile", "zoneinfo", "importlib.metadata", "importlib.resources"),
}
"""Modules of Python, with all below them, that take long to import and that an answer in a pipe does without."""


def modules_of(arguments: Sequence[str], program: Program) -> frozenset[str]:
    """Return what Python imports for *arguments*, and check that it succeeds."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        env=program.world,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=SECONDS,
        check=True,
    )
    lines = done.stderr.decode().splitlines()
    found = (line.rsplit("|", 1)[1].strip() for line in lines if line.startswith("import time:"))
    return frozenset(one for one in found if one != "imported package")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program with a case in its ledger."""
    return Program(tmp_path_factory.mktemp("imports"))


@pytest.fixture(scope="module")
def bare(program: Program) -> frozenset[str]:
    """Return what Python imports before it does anything."""
    return modules_of(["-c", "pass"], program)


@pytest.fixture(scope="module")
def case(program: Program) -> str:
    """Return the id of a case."""
    return program.new(claim=FAULTY)


@pytest.mark.parametrize(
    "line",
    [
        ("check", *FAULTY),
        ("check", *FAULTY, "--json"),
        ("show", "CASE"),
        ("log", "CASE", "noted", "--note", "x"),
        ("message", *FAULTY),
        ("message", "CASE"),
        ("new", *FAULTY),
        ("ladder", "CASE"),
    ],
    ids=lambda line: " ".join((line[0], *(("--json",) if "--json" in line else ()))),
)
def test_command_imports_nothing_heavy(
    line: tuple[str, ...], program: Program, case: str, bare: frozenset[str]
) -> None:
    arguments = [case if word == "CASE" else word for word in line]
    found = modules_of(["-c", START, *arguments, "--now", NOW], program) - bare
    packages = {one.partition(".")[0] for one in found}
    foreign = {one for one in packages if one not in sys.stdlib_module_names}
    heavy = {one for one in found if any(f"{one}.".startswith(f"{name}.") for name in HEAVY)}
    assert (set(), set()) == ({one for one in foreign - USED if "__mypyc" not in one}, heavy)
    assert "refundcli.commands.command" in found


def test_list_of_heavy_modules_finds_them(program: Program, bare: frozenset[str]) -> None:
    found = modules_of(["-c", "import typer"], program) - bare
    assert {"inspect", "subprocess", "shutil", "platform"} <= HEAVY & found
    assert "typer" in {one.partition(".")[0] for one in found} - set(sys.stdlib_module_names)
