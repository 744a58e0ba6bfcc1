"""Keeping an answer, so that the launcher can give it again while all that it follows from is as it was."""

import io
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from contextvars import ContextVar
from datetime import datetime, timedelta
from pathlib import Path

from refundcli.adapters import kept_pages
from refundcli.adapters.case_lines import microseconds
from refundcli.adapters.case_rows import FEW
from refundcli.adapters.console import Console
from refundcli.adapters.index import Index
from refundcli.adapters.index_row import BROKEN_OPEN, OPEN
from refundcli.adapters.kept_pages import Slot
from refundcli.adapters.ledger_listing import LISTED_ANEW_AFTER, Listing, name_of
from refundcli.commands.options import GLOBAL, Given
from refundcli.commands.session import Session
from refundcli.core.lines import CaseLine
from refundcli.core.text import Said
from refundcli.core.units import BEIJING
from refundcli.core.values import dataclass, field
from refundcli.render.page import Page
from refundcli.render.words import Words

_MARKS = "".join(map(chr, range(0xFDD0, 0xFDDA)))
"""Characters that stand for no text, as digits of what a page tells anew each time: Unicode keeps ten free."""
_RUN = re.compile(f"([{_MARKS}]+)")
_MARKED = str.maketrans("0123456789", _MARKS)
_PLAIN = str.maketrans(_MARKS, "0123456789")

_SPANS = "span-"
"""How the keys of sentences begin that tell how long it is until a moment."""

_CHUNK = 500


class _Unkept(Exception):
    """Why an answer is not kept; nobody is told."""


class _Marking(Words):
    """Words that write lengths of time in marks instead of digits, so that they are found on the page."""

    __slots__ = ()

    def write(self, value: object) -> str:
        """Return *value* in words."""
        text = super().write(value)
        is_span = isinstance(value, Said) and value.key.startswith(_SPANS)
        return text.translate(_MARKED) if is_span else text


@dataclass(frozen=True, slots=True)
class _Told:
    """What of a line an answer hangs on: until when it is the same, and when its clock runs out."""

    id: str
    good_until: datetime
    due: datetime | None
    is_closed: bool

    @classmethod
    def of(cls, line: CaseLine) -> "_Told":
        """Return what of *line* an answer hangs on; a list may have thousands."""
        due = None if line.next is None else line.next.due
        return cls(line.id, line.good_until, due, line.is_closed)


@dataclass(slots=True)
class Keeper:
    """Shows a page of cases and keeps it as the answer to *form*; without one it only shows.

    It is made before the run reads anything: what was changed since then is not trusted.
    """

    session: Session
    form: str | None
    _begun: int = field(default_factory=time.time_ns)
    _lines: list[_Told] = field(default_factory=list)
    _text: str = ""

    @property
    def words(self) -> Words:
        """The words of the session for a page that is kept."""
        words = self.session.words
        return words if self.form is None else _Marking(words.catalogue, words.is_strict)

    def noted(self, lines: Iterable[CaseLine]) -> Iterator[CaseLine]:
        """Give *lines*, which the page is made of; where they are too many to keep it, they are forgotten."""
        for one in lines:
            if self.form is not None:
                self._lines.append(_Told.of(one))
            if len(self._lines) > FEW:
                self.form = None
                self._lines.clear()
            yield one

    def show(self, page: Page) -> None:
        """Write *page* to stdout, piece after piece; on a terminal whole, as `Session.show` does."""
        if self.session.console.is_terminal:
            self._text = self.session.text_of(page)
            text = self._text if self.form is None else _unmarked(self._text)
            if self.session.show_text(text):
                self.form = None  # the launcher has no pager
            return
        written = []
        for piece in self.session.pieces_of(page):
            is_marked = self.form is not None
            self.session.console.out(_unmarked(piece) if is_marked else piece, end="")
            written += [piece] if is_marked else []
        self._text = "".join(written)

    def keep(self, err: str = "", *, is_whole: bool) -> None:
        """Keep what was shown, and *err* as what stderr said; *is_whole* where all that fits was shown."""
        if self.form is not None:
            lines = self._lines
            _keep(self.session, self.form, self._begun, lines, self._text, err, is_whole=is_whole)


def _unmarked(text: str) -> str:
    """Return *text* with digits in place of marks."""
    return _RUN.sub(lambda found: found.group().translate(_PLAIN), text)


def keeper(session: Session, given: Given, name: str) -> Keeper:
    """Return what keeps the answer of the command *name*, where the launcher knows what was given."""
    language = given.word("lang")
    is_known = not any(value for key, value in given.values.items() if key != "lang")
    arguments = [name] if language is None else [name, "--lang", language]
    return Keeper(session, kept_pages.form_of(arguments) if is_known else None)


@dataclass(slots=True)
class _Completion:
    """A completion under way: when it began, and what it was made of, where that is known."""

    begun: int
    made_of: tuple[Session, Sequence[_Told]] | None = None


_completion: ContextVar[_Completion | None] = ContextVar("completion", default=None)


@contextmanager
def completing() -> Iterator[None]:
    """Keep what is written to stdout meanwhile as the answer to a completion."""
    form = kept_pages.form_of(sys.argv[1:])
    found = _Completion(time.time_ns())
    token = _completion.set(found)
    written = io.StringIO()
    code: object = 1
    try:
        with redirect_stdout(written):
            yield
        code = 0
    except SystemExit as end:
        code = end.code
        raise
    finally:
        _completion.reset(token)
        Console().out(written.getvalue(), end="")
        if form is not None and not code and found.made_of is not None:
            session, lines = found.made_of
            _keep(session, form, found.begun, lines, written.getvalue(), "", is_whole=True)


def completed_from(session: Session, given: Given, lines: Sequence[CaseLine] = ()) -> None:
    """Note what a completion is made of: the rules, and *lines* of the ledger."""
    found = _completion.get()
    flags = {one.name for one in GLOBAL} - {"lang"}
    if found is not None and not any(given.values.get(one) for one in flags):
        found.made_of = (session, tuple(map(_Told.of, lines)))


def _keep(
    session: Session,
    form: str,
    begun: int,
    lines: Sequence[_Told],
    out: str,
    err: str,
    *,
    is_whole: bool,
) -> None:
    try:
        key = kept_pages.key_of(form)
        if key is None or sys.stdout.fileno() != 1:
            return
        place = kept_pages.place_of(key)
        if Path(place).parent.parent != session.settings.cache_dir:
            return
        until = _until(session, lines, is_whole=is_whole)
        watched = _watched(session, lines, begun)
        slots, shown = _slots(out, lines, session.now)
        data = kept_pages.packed(
            key,
            kept_pages.program_stamp(),
            (microseconds(session.now), until),
            watched,
            slots,
            shown,
            err.encode(errors="replace"),
        )
        kept_pages.keep(place, data)
    except (OSError, ValueError, _Unkept):
        return


def _until(session: Session, lines: Sequence[_Told], *, is_whole: bool) -> int:
    """Return until when the page is the same but for lengths of time, microseconds since 1970."""
    midnight = session.now.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = [midnight + timedelta(days=1)]
    ends += [one.good_until for one in lines]
    ends += [one.due for one in lines if one.due is not None and one.due > session.now]
    of_index = session.index.file.use(lambda index: _ends(index, is_whole=is_whole))
    return min([microseconds(min(ends)), *of_index])


def _ends(index: Index, *, is_whole: bool) -> list[int]:
    ends = []
    if index.count() > FEW:
        ends += [(at + LISTED_ANEW_AFTER) // 1000 for _, _, at in index.folders().values()]
    end = None if is_whole else index.soonest_end(OPEN)
    return ends if end is None else [*ends, end]


def _slots(text: str, lines: Sequence[_Told], now: datetime) -> tuple[list[Slot], bytes]:
    """Return where *text* tells how long it is until the clocks of *lines*, and the text in bytes."""
    clocks = [one.due for one in lines if one.due is not None and not one.is_closed]
    slots: list[Slot] = []
    out = bytearray()
    for place, written in enumerate(_RUN.split(text)):
        if place % 2:
            if len(slots) == len(clocks):
                raise _Unkept
            due = clocks[len(slots)]
            count, unit = kept_pages.span_of(microseconds(due) - microseconds(now))
            if written.translate(_PLAIN) != str(count):
                raise _Unkept
            slots.append((len(out), len(written), microseconds(due), unit))
        out += written.translate(_PLAIN).encode(errors="replace")
    if slots and len(slots) != len(clocks):
        raise _Unkept
    return slots, bytes(out)


def _watched(session: Session, lines: Sequence[_Told], begun: int) -> dict[bytes, bytes]:
    """Return the stamps of all files that the answer follows from, none of them changed since it *begun*."""
    settings = session.settings
    rules = settings.user_rules_dir
    paths = [settings.config_path, rules, *(rules.iterdir() if rules.is_dir() else ())]
    paths += [settings.ledger, settings.ledger / "ledger.toml", *_installed()]
    layout = session.index.reader.layout
    paths += [layout.closed_folder, *layout.folders()]
    known = session.index.file.use(lambda index: _files(session, index, lines))
    watched = {
        os.fsencode(path): kept_pages.stamp_of(os.fsencode(path)) for path in (*paths, *known)
    }
    times = (int(one) for stamp in watched.values() if stamp != b"-" for one in stamp.split()[-2:])
    if max(times, default=0) + kept_pages.SETTLED_AFTER > begun:
        raise _Unkept
    return watched


def _installed() -> list[Path]:
    """Return the folders that hold what is installed: with other libraries an answer may be another."""
    return [Path(one) for one in sys.path if one.endswith("-packages")]


def _files(session: Session, index: Index, lines: Sequence[_Told]) -> list[Path]:
    """Return the files of the cases that a list looks at: of few cases all, of many those on the page."""
    layout = session.index.reader.layout
    if not index.is_kept or index.count("WHERE NOT is_settled"):
        raise _Unkept
    if index.count() > FEW:
        names = [one.id for one in lines]
        if not Listing.of(layout, time.time_ns()).is_known(index.folders()):
            raise _Unkept
    else:
        names = index.names("WHERE standing IN (?, ?)", OPEN, BROKEN_OPEN)
        if Listing.of(layout, time.time_ns()).files() != index.files():
            raise _Unkept
    if len(names) > FEW:
        raise _Unkept
    found = []
    for some in (names[at : at + _CHUNK] for at in range(0, len(names), _CHUNK)):
        for name, row in index.rows(some).items():
            found += [
                layout.folder / place / f"{name_of(name)}.toml" for place in row.place.split("\n")
            ]
    return found
