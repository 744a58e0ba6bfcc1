"""The installed program in a process of its own, without a terminal, in a home of its own."""

import atexit
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

NOW = "2026-11-22T10:00:00+08:00"
"""The moment that counts as now, unless a test says another."""

UNSHIPPED = (
    *("--platform", "taobao", "--state", "unshipped", "--reason", "change-of-mind"),
    *("--remedy", "refund-only", "--purpose", "personal", "--paid-at", "2026-11-20 10:00"),
)
"""The Taobao buyer who paid two days ago and changed their mind before shipment."""

FAULTY = (
    *("--platform", "1688", "--state", "delivered", "--reason", "quality"),
    *("--remedy", "return-refund", "--delivered-at", "2026-11-21 10:00"),
)
"""The 1688 buyer whose goods, signed for yesterday, are faulty."""

SECONDS = 30
"""How long a run may take before a test gives it up."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a run left: its exit code and the two streams."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one document on stdout."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def error(self) -> dict[str, Any]:
        """The error on stderr, as `--json` writes it."""
        found: dict[str, Any] = json.loads(self.err)
        return found


@cache
def _server() -> str:
    """Return the socket of a process that has imported the program; every run is a child of it."""
    folder = tempfile.mkdtemp(prefix="refundcli-")
    path = str(Path(folder) / "socket")
    home = {"PATH": os.environ["PATH"], "HOME": folder}
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("server.py")), path],
        env=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
    )
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(process.kill)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return path


@dataclass(frozen=True, slots=True)
class Program:
    """Runs the program with all its folders in *folder*; `env` is put over the clean environment."""

    folder: Path
    env: Mapping[str, str] = field(default_factory=dict)

    @property
    def ledger(self) -> Path:
        """The ledger's folder."""
        return self.folder / "ledger"

    @property
    def config(self) -> Path:
        """The folder of the configuration file."""
        return self.folder / "config" / "refundcli"

    @property
    def world(self) -> dict[str, str]:
        """The whole environment of a run: nothing of the outside but the PATH."""
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder / "home"),
            **{
                f"XDG_{kind}_HOME": str(self.folder / kind.lower())
                for kind in ("CONFIG", "DATA", "STATE", "CACHE")
            },
            "REFUNDCLI_LEDGER": str(self.ledger),
            **self.env,
        }

    def __call__(self, *arguments: str, now: str | None = NOW, **env: str) -> Done:
        """Run the program on *arguments*, as if it were *now*, with *env* over the environment."""
        given = (*arguments, "--now", now) if now is not None else arguments
        world = {**self.world, **env}
        if any(name.startswith(("PYTHON", "LC_")) for name in world):
            return self._alone(given, world)
        request = {"arguments": given, "cwd": str(self.folder), "env": world}
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(SECONDS)
            connection.connect(_server())
            connection.sendall(json.dumps(request).encode() + b"\n")
            with connection.makefile("rb") as answer:
                return Done(**json.loads(answer.read()))

    def _alone(self, arguments: Sequence[str], world: Mapping[str, str]) -> Done:
        """Run the program in an interpreter of its own: how it begins depends on *world*."""
        done = subprocess.run(
            [sys.executable, "-m", "refundcli", *arguments],
            cwd=self.folder,
            env=world,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        return Done(done.returncode, done.stdout.decode(), done.stderr.decode())

    def all(self, *commands: Sequence[str], now: str | None = NOW) -> list[Done]:
        """Run *commands* that change nothing, two at a time."""
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(lambda one: self(*one, now=now), commands))

    def new(self, *arguments: str, claim: Sequence[str] = UNSHIPPED) -> str:
        """Save a case of *claim* and return its id."""
        done = self("new", "--json", *claim, *arguments)
        assert done.code == 0, done.err
        return str(done.document["case"]["id"])
