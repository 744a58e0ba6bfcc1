"""The guard of `conftest.py` is seen to bite."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

Failed = pytest.fail.Exception


def test_guard_refuses_a_connection() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_STREAM) as line,
        pytest.raises(Failed, match="network"),
    ):
        line.connect(("192.0.2.1", 80))


def test_guard_refuses_a_name_lookup() -> None:
    with pytest.raises(Failed, match="network"):
        socket.getaddrinfo("example.invalid", 80)


def test_guard_allows_the_loopback() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as line,
    ):
        assert line.getpeername() == server.getsockname()


def test_guard_refuses_the_real_home(real_home: Path) -> None:
    with pytest.raises(Failed, match="real home"):
        (real_home / ".config" / "refundcli" / "config.toml").read_text(encoding="utf-8")


def test_guard_refuses_a_program_with_the_real_home(real_home: Path) -> None:
    command = [sys.executable, "-m", "refundcli", "--version"]
    for world in ({}, {"HOME": str(real_home)}):
        with pytest.raises(Failed, match="real home"):
            subprocess.run(command, env=world, check=True)


def test_guard_gives_each_test_a_home(tmp_path: Path) -> None:
    assert Path.home() == tmp_path / "home"
