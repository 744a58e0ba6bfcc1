"""A file that was damaged: every byte, every length; said for that case, and for no other."""

from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from tests.reliability.harness import make_ledger
from tests.reliability.writer import CLOSED, OPEN, new_case, told

from refundcli.adapters.indexed_ledger import IndexedLedger
from refundcli.core.case import Case
from refundcli.core.errors import BadData, RefundcliError

EVENTS = (told("sent", 61, stage="first"), told("refused", 62, words="拆封不退"))


@pytest.fixture
def ledger(place: Path) -> IndexedLedger:
    """Return a ledger whose open case has two events, and that was listed once."""
    made = IndexedLedger(make_ledger(place / "ledger"), place / "cache")
    made.append(OPEN, *EVENTS)
    assert len(list(made.cases(closed=True))) == 2
    return made


def file_of(ledger: IndexedLedger) -> Path:
    """Return the file of the open case."""
    return ledger.folder / "cases" / f"{OPEN}.toml"


def found(ledger: IndexedLedger) -> tuple[Case | None, list[BadData]]:
    """Return what a list shows of the open case, and the errors; the other case is always there."""
    listed = list(ledger.cases(closed=True))
    cases = {one.id: one for one in listed if isinstance(one, Case)}
    assert CLOSED in cases
    assert cases.keys() <= {OPEN, CLOSED}
    return cases.get(OPEN), [one for one in listed if isinstance(one, BadData)]


def damaged(data: bytes) -> Iterator[bytes]:
    """Give *data* with every single byte flipped in one bit: a low, a middle, a high one in turn."""
    for index, mask in zip(range(len(data)), cycle((0x01, 0x20, 0x80)), strict=False):
        yield bytes([*data[:index], data[index] ^ mask, *data[index + 1 :]])


def test_every_flipped_byte_is_read_or_named_and_left_alone(ledger: IndexedLedger) -> None:
    """One at a time; what cannot be read is not written to either."""
    path = file_of(ledger)
    unreadable = 0
    for data in damaged(path.read_bytes()):
        path.write_bytes(data)
        case, errors = found(ledger)
        if case is not None:
            continue
        unreadable += 1
        (error,) = errors
        fields = error.message.fields
        assert str(path) in str(fields)
        assert error.message.key != "toml-wrong" or {"line", "column"} <= fields.keys()
        with pytest.raises(RefundcliError):
            ledger.append(OPEN, told("noted", 63, note="x"))
        assert path.read_bytes() == data
    assert unreadable > len(data) / 3


def test_every_cut_is_noticed(ledger: IndexedLedger) -> None:
    """To nothing, between two tables, between two events: what was there once is missed."""
    path = file_of(ledger)
    whole = path.read_bytes()
    for length in range(len(whole) - 1):
        path.write_bytes(whole[:length])
        case, errors = found(ledger)
        assert case is None, length
        assert str(path) in str(errors[0].message.fields)
        path.write_bytes(whole)
    assert found(ledger) == (new_case(OPEN, *EVENTS), [])
