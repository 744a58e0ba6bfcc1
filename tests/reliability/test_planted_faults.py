"""The tests of this folder find what they are there for: a careless write is caught."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.reliability.harness import (
    Writer,
    crowded,
    killed_everywhere,
    needs_strace,
)


@pytest.fixture
def careless(request: pytest.FixtureRequest) -> Iterator[Writer]:
    """Give a writer with the fault that the test plants."""
    made = Writer(request.param)
    yield made
    made.stop()


@needs_strace
@pytest.mark.parametrize("careless", ["without-temporary-file"], indirect=True)
def test_write_without_a_temporary_file_is_found(careless: Writer, folder: Path) -> None:
    """Killed between emptying the file and filling it."""
    with pytest.raises(AssertionError):
        killed_everywhere([careless], "append", folder)


@pytest.mark.parametrize("careless", ["without-lock"], indirect=True)
def test_write_without_the_lock_is_found(careless: Writer, folder: Path) -> None:
    """Of two writers at once one is lost, though both were told that it is stored."""
    tally = crowded(careless, "few", folder)
    assert set(tally.acknowledged) - set(tally.stored)
