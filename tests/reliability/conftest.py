"""Where the tests of this folder write."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.reliability.harness import make_ledger


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """Give a folder in memory where there is one: a thousand flushes to a busy disk take minutes."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def folder(place: Path) -> Path:
    """Return a ledger with an open and a closed case."""
    return make_ledger(place / "ledger")
