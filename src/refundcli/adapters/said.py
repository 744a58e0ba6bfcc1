"""What was said on which channel, and when: a private file in the cache folder that may be lost."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from refundcli.adapters.atomic import FILE_MODE, make_folder, write_file
from refundcli.adapters.index_file import IndexFile
from refundcli.adapters.lock import held
from refundcli.adapters.os_reasons import reason_of
from refundcli.core.errors import BadData
from refundcli.core.text import say
from refundcli.core.values import dataclass

_KEPT = timedelta(days=400)
"""How long a key is kept at least."""

_LARGE = 1_000_000
"""Bytes from which on what is older is taken out."""

_OPEN = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class SaidMemory:
    """What was said of the cases of the ledger in *ledger*, kept in the folder *cache*.

    A line is added once a channel has told a reminder. A line that was cut off counts as not written. Without the file
    reminders that are still due are said once more, and nothing else is lost.
    """

    cache: Path
    ledger: Path

    @property
    def path(self) -> Path:
        """Where it lies: a name of its own for each ledger."""
        stem = IndexFile(self.cache, self.ledger).path.stem
        return self.cache / f"{stem.replace('index', 'said', 1)}.jsonl"

    @property
    def last_run_at(self) -> datetime | None:
        """When a run was done last, in UTC; None where none was."""
        try:
            changed = self._run.stat().st_mtime
        except OSError:
            return None
        return datetime.fromtimestamp(changed, UTC)

    @property
    def last_failed(self) -> tuple[str, ...]:
        """What could not be told in that run: channels, or addresses of one, as a run names them."""
        try:
            return tuple(self._run.read_text("utf-8", errors="replace").splitlines())
        except OSError:
            return ()

    @property
    def _lock(self) -> Path:
        return self.path.with_suffix(".lock")

    @property
    def _run(self) -> Path:
        return self.path.with_suffix(".run")

    @contextmanager
    def held(self, timeout: float) -> Iterator[None]:
        """Let no other run tell anything meanwhile; wait *timeout* seconds for one that does.

        Raises `LedgerUnwritable` naming the process that runs on, and `BadData` where nothing can be kept: then
        nothing may be said, for it would be said again and again.
        """
        with ExitStack() as stack:
            with self._reported():
                make_folder(self.cache)
                os.close(os.open(self.path, _OPEN, FILE_MODE))
                stack.enter_context(held(self._lock, timeout))
            yield

    def on(self, channel: str) -> Mapping[str, datetime]:
        """Return the keys that were said on *channel*, each with the time of it."""
        return {key: at for name, key, at in self._lines() if name == channel}

    def add(self, channel: str, keys: Iterable[str], at: datetime) -> None:
        """Keep that *keys* were said on *channel* at *at*, for good when this returns."""
        data = "".join(_line(channel, key, at) for key in keys).encode()
        with self._reported():
            handle = os.open(self.path, _OPEN, FILE_MODE)
            try:
                size = os.fstat(handle).st_size
                if _is_cut(handle, size):
                    data = b"\n" + data
                while data:
                    data = data[os.write(handle, data) :]
                os.fsync(handle)
            finally:
                os.close(handle)
        if size > _LARGE:
            self._shorten(at)

    def mark_run(self, failed: Iterable[str] = ()) -> None:
        """Keep that a run is done now, in which what *failed* names could not be told."""
        with self._reported():
            write_file(self._run, "\n".join(failed).encode(), self.cache)

    def _lines(self) -> Iterator[tuple[str, str, datetime]]:
        try:
            text = self.path.read_text("utf-8", errors="replace")
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._unusable(error) from error
        for line in text.splitlines():
            with suppress(ValueError, TypeError):
                channel, key, at = json.loads(line)
                yield str(channel), str(key), datetime.fromisoformat(at)

    def _shorten(self, now: datetime) -> None:
        kept = [one for one in self._lines() if now - one[2] < _KEPT]
        text = "".join(_line(*one) for one in kept)
        with self._reported():
            write_file(self.path, text.encode(), self.cache)

    @contextmanager
    def _reported(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self._unusable(error) from error

    def _unusable(self, error: OSError) -> BadData:
        what = say("error-said", file=str(self.path), reason=reason_of(error))
        return BadData(what, say("hint-said"))


def _line(channel: str, key: str, at: datetime) -> str:
    return f"{json.dumps([channel, key, at.isoformat()])}\n"


def _is_cut(handle: int, size: int) -> bool:
    """Return whether the last line of the file was not written to its end."""
    if not size:
        return False
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) != b"\n"
