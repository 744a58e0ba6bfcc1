"""What is packed, and what pip, pipx and uv make of it in clean environments."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VERSION = version("refundcli")
SHARED = {
    "share/man/man1/refundcli.1": "man/refundcli.1",
    "share/man/zh_CN/man1/refundcli.1": "man/zh_CN/refundcli.1",
    "share/bash-completion/completions/refundcli": "src/refundcli/data/completions/refundcli.bash",
    "share/zsh/site-functions/_refundcli": "src/refundcli/data/completions/_refundcli",
    "share/fish/vendor_completions.d/refundcli.fish": "src/refundcli/data/completions/refundcli.fish",
    "share/refundcli/completions/refundcli.ps1": "src/refundcli/data/completions/refundcli.ps1",
}
"""Where an installer puts what a system looks for, and where it stands in the repository."""

CHECK = [
    *(
        "--json",
        "--no-input",
        "--now",
        "2026-11-22 10:00",
        "check",
        "-p",
        "1688",
        "-s",
        "delivered",
    ),
    *("-r", "quality", "--remedy", "return-refund", "--delivered-at", "2026-11-21"),
]
OWN = re.compile(r"refundcli(-[\d.]+\.dist-info)?/")
PROGRAMS = Path(sys.executable).parent


@cache
def _pythons() -> Mapping[str, str]:
    """Return by version one interpreter of each that can be had: on the path, or beside the one that runs."""
    beside = Path(sys.base_prefix).parent.glob("*/bin/python3")
    named = (shutil.which(f"python3.{minor}") for minor in range(11, 30))
    found: dict[str, str] = {}
    for python in (sys.executable, *filter(None, named), *map(str, beside)):
        told = subprocess.run([python, "-c", _VERSION], check=False, capture_output=True, text=True)
        if told.returncode == 0 and int(told.stdout.split(".")[1]) >= 11:
            found.setdefault(told.stdout.strip(), python)
    return found


_VERSION = "import sys; print(f'{sys.version_info[0]}.{sys.version_info[1]}')"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the wheel and the sdist of the tree."""
    folder = tmp_path_factory.mktemp("packed")
    _run([str(PROGRAMS / "hatchling"), "build", "-d", str(folder)], ROOT, os.environ)
    return folder


@pytest.fixture(scope="module")
def wheel(packed: Path) -> Path:
    """Return the wheel."""
    return packed / f"refundcli-{VERSION}-py3-none-any.whl"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Return an empty home."""
    folder = tmp_path / "clean"
    folder.mkdir()
    return folder


def test_wheel_holds_the_package_whole(wheel: Path) -> None:
    expected = {
        str(path.relative_to(ROOT / "src")): path.read_bytes()
        for path in (ROOT / "src" / "refundcli").rglob("*")
        if path.is_file() and path.suffix != ".pyc" and "/." not in str(path.relative_to(ROOT))
    }
    found = {name: data for name, data in _held(wheel).items() if name.startswith("refundcli/")}
    assert expected == found
    assert {"refundcli/py.typed", "refundcli/data/laws/cpl.toml"} <= found.keys()


def test_wheel_holds_pages_and_completions_and_nothing_else(wheel: Path) -> None:
    beside = f"refundcli-{VERSION}.data/data/"
    expected = {
        f"{beside}{place}": (ROOT / origin).read_bytes() for place, origin in SHARED.items()
    }
    own = ("refundcli/", f"refundcli-{VERSION}.dist-info/")
    found = {name: data for name, data in _held(wheel).items() if not name.startswith(own)}
    assert expected == found


def test_sdist_makes_the_same_wheel(packed: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(packed / f"refundcli-{VERSION}.tar.gz") as source:
        source.extractall(tmp_path, filter="data")
    unpacked = tmp_path / f"refundcli-{VERSION}"
    build = [str(PROGRAMS / "hatchling"), "build", "-t", "wheel", "-d", str(tmp_path)]
    _run(build, unpacked, os.environ)
    assert _held(wheel) == _held(tmp_path / wheel.name)
    assert {"README.md", "CHANGELOG.md", "tests", "docs"} <= {
        one.name for one in unpacked.iterdir()
    }


def test_pip_installs_it(wheel: Path, home: Path) -> None:
    place = home / "venv"
    _run([sys.executable, "-m", "venv", str(place)], home, _world(home))
    _run(
        [str(place / "bin" / "pip"), "install", "--quiet", "--no-compile", str(wheel)],
        home,
        _world(home),
    )
    assert _faults(place, place / "bin" / "refundcli", home) == []


@pytest.mark.parametrize("python", _pythons().values(), ids=_pythons().keys())
def test_uv_installs_it(wheel: Path, home: Path, python: str) -> None:
    command = [str(PROGRAMS / "uv"), "tool", "install", "--quiet", "--python", python]
    _run([*command, str(wheel)], home, _world(home))
    place = next(home.rglob("tools/refundcli"))
    assert _faults(place, home / "bin" / "refundcli", home) == []


def test_pipx_installs_it(wheel: Path, home: Path) -> None:
    command = [str(PROGRAMS / "pipx"), "install", "--quiet", "--python", sys.executable]
    _run([*command, str(wheel)], home, _world(home))
    place = next(home.rglob("venvs/refundcli"))
    assert _faults(place, home / "bin" / "refundcli", home) == []


def _faults(place: Path, program: Path, home: Path) -> list[str]:
    """Return what is wrong with the program installed in *place*: its answers, its files, what it leaves."""
    faults = [f"missing: {name}" for name in SHARED if not (place / name).is_file()]
    faults += [f"stray: {path}" for path in _recorded(place) if not OWN.match(path)]
    world = _world(home / "fresh")
    (home / "fresh").mkdir()
    said = _run([str(program), "--version"], home, world)
    if said != f"refundcli {VERSION}\n":
        faults.append(f"version: {said}")
    here = _run([str(PROGRAMS / "refundcli"), *CHECK], home, world)
    if json.loads(here) != json.loads(_run([str(program), *CHECK], home, world)):
        faults.append("check answers otherwise than here")
    left = [path for path in (home / "fresh").rglob("*") if path.is_file()]
    return faults + [f"left: {path}" for path in left if path.parent.parent.name != "refundcli"]


def _recorded(place: Path) -> list[str]:
    """Return the files that the installer says it put there for the program."""
    record = next(place.rglob(f"refundcli-{VERSION}.dist-info/RECORD"))
    names = [line.split(",")[0] for line in record.read_text(encoding="utf-8").splitlines()]
    expected = {*SHARED, "bin/refundcli"}
    return [name for name in names if name.split("../")[-1] not in expected]


def _held(wheel: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(wheel) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _world(home: Path) -> Mapping[str, str]:
    gone = ("XDG_", "VIRTUAL_ENV", "PYTHON", "UV_", "PIPX_", "REFUNDCLI_")
    kept = {name: one for name, one in os.environ.items() if not name.startswith(gone)}
    folders = {f"XDG_{one}_HOME": str(home / one.lower()) for one in ("CACHE", "DATA", "CONFIG")}
    bins = {"UV_TOOL_BIN_DIR": str(home / "bin"), "PIPX_BIN_DIR": str(home / "bin")}
    return {**kept, **folders, **bins, "HOME": str(home), "LANG": "C.UTF-8"}


def _run(command: Sequence[str], folder: Path, world: Mapping[str, str]) -> str:
    done = subprocess.run(
        command, cwd=folder, env=world, check=False, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout
