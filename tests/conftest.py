"""What holds for every test: a home and a zone of its own, and no network."""

import os
import re
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_REAL_HOME = Path.home()
_OFF_LIMITS = tuple(
    str(_REAL_HOME / folder / "refundcli")
    for folder in (".config", ".local/share", ".local/state", ".cache", "Library", "AppData")
)
_PROGRAM = re.compile(r"\brefundcli(?![-\w])")
_FILE_EVENTS = {"open", "os.listdir", "os.mkdir", "os.rename", "os.remove", "sqlite3.connect"}


def _guard(event: str, args: tuple[object, ...]) -> None:
    if event == "socket.getaddrinfo":
        _only_loopback(args[0])
    elif event in {"socket.connect", "socket.sendto"} and isinstance(args[1], tuple):
        _only_loopback(args[1][0])
    elif event == "subprocess.Popen":
        _only_own_home(args[1], args[3])
    elif event in _FILE_EVENTS and str(args[0]).startswith(_OFF_LIMITS):
        pytest.fail(f"a test reached for the real home: {args[0]}")


def _only_loopback(host: object) -> None:
    if host is not None and not str(host).startswith(("127.", "::1", "localhost")):
        pytest.fail(f"a test reached for the network: {host}")


def _only_own_home(command: object, environment: object) -> None:
    """Fail a test whose program would look into the real home: it is told another, or none."""
    known = os.environ if environment is None else environment
    home = known.get("HOME") if isinstance(known, Mapping) else None
    if _PROGRAM.search(str(command)) and home in (None, str(_REAL_HOME)):
        pytest.fail(f"a program of a test has the real home: {command}")


os.environ["XDG_CACHE_HOME"] = os.devnull  # data read while tests are collected is kept nowhere
sys.addaudithook(_guard)  # no test can undo it, and no library can go around it


@pytest.fixture(autouse=True)
def _own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in os.environ if one.startswith(("REFUNDCLI_", "LC_"))]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()


@pytest.fixture(scope="session")
def real_home() -> Path:
    """Return the home of the person who runs the tests; only the guard's own test may ask."""
    return _REAL_HOME


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden files be written anew; the difference is read before it is committed."""
    parser.addoption("--regold", action="store_true", help="write the golden files anew")


settings.register_profile("calm", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("calm")  # a loaded machine is slow; no test is about how fast it is
