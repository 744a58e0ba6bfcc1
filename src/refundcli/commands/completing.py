"""The answer to a shell that asks what may come next, whatever it follows from."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from refundcli.adapters.console import Console
from refundcli.adapters.kept_book import keep_book, kept_book
from refundcli.commands.kept_completion import Tab, by_the_book, tab
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.commands.shapes import GrowingBook, book
from refundcli.core.book import Book
from refundcli.core.candidates import beginning
from refundcli.core.errors import RefundcliError
from refundcli.core.typed_line import Asked
from refundcli.render.tab_text import Offered

_OF_A_SESSION = ("lang", "ledger", "config", "now")
_OF_THE_LEDGER = ("cases", "closed_cases")


def answer() -> int:
    """Tell the shell what may come next, and return the exit code; where something is wrong, nothing may."""
    one = tab()
    if one is None:
        return 1
    try:
        return _answered(one)
    except RefundcliError:
        offered = Offered()
    Console().out(one.written(offered), end="")
    return one.code(offered)


def make_book(session: Session, language: str | None) -> None:
    """Make and keep the whole book, so that no TAB has to; *language* is as it was asked for, None the one set."""
    with _opened(session, language) as growing:
        growing.look_up_all(session)


def _answered(one: Tab) -> int:
    session = Session(Given({}))
    with _opened(session, None) as growing:
        found = one.asked(growing.book)
        if not any(flag in found.given for flag in _OF_A_SESSION):
            return _told(one, session, growing.book, found)
    session = Session(Given(found.given))
    if "config" in found.given:
        return _told(one, session, book(session), one.asked(book(session)))
    language = found.given.get("lang")
    with _opened(session, None if language is None else str(language)) as growing:
        return _told(one, session, growing.book, one.asked(growing.book))


@contextmanager
def _opened(session: Session, language: str | None) -> Iterator[GrowingBook]:
    """Give the book in the language of *session*, which *language* names; what is added to it is kept."""
    begun = time.time_ns()
    text = kept_book(language) or ""
    growing = GrowingBook(session, text)
    yield growing
    if growing.added:
        with suppress(OSError, ValueError):
            keep_book(language, str(session.settings.config_path), text + growing.added, begun)


def _told(one: Tab, session: Session, known: Book, found: Asked) -> int:
    """Write what may come next, and return the exit code."""
    if found.completes in _OF_THE_LEDGER:
        from refundcli.commands.keeping import completing  # noqa: PLC0415 - a ledger's part of a start

        with completing():
            sys.stdout.write(one.written(_found(one, session, found)))
        return 0
    offered = by_the_book(one, known, found) or _found(one, session, found)
    Console().out(one.written(offered), end="")
    return one.code(offered)


def _found(one: Tab, session: Session, found: Asked) -> Offered:
    from refundcli.commands.completers import COMPLETERS  # noqa: PLC0415 - what is kept needs none

    find = COMPLETERS[str(found.completes)].find
    candidates = find(session, Given(found.given), found.typed)
    return one.offered(found, beginning(candidates, found.typed))
