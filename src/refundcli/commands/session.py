"""What a command works with: settings, words, rules, ledger and terminal, each made when first asked for."""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from refundcli.adapters.catalogue import read_sentences
from refundcli.adapters.console import Console
from refundcli.adapters.settings import Flags, Settings, settings
from refundcli.commands.options import Given
from refundcli.core.counted import Counted, uncounted
from refundcli.core.errors import BadData, RefundcliError
from refundcli.core.text import Said, say
from refundcli.core.units import BEIJING
from refundcli.render.words import FALLBACK, Catalogue, Words

if TYPE_CHECKING:
    from refundcli.adapters.indexed_ledger import IndexedLedger
    from refundcli.adapters.ledger_index import LedgerIndex
    from refundcli.adapters.prompts import Prompts
    from refundcli.core.rulebook import Rulebook
    from refundcli.render.page import Page


def words_in(language: str) -> Words:
    """Return the words of *language*."""
    languages = (language, *((FALLBACK[language],) if language in FALLBACK else ()))
    return Words(Catalogue.of(language, read_sentences(*languages)))


class Session:
    """One run of the program."""

    def __init__(self, given: Given, environment: Mapping[str, str] = os.environ) -> None:
        self._given = given
        self._environment = environment
        self.console = Console()
        self.is_json = given.is_set("json")
        self.is_quiet = given.is_set("quiet")

    @cached_property
    def now(self) -> datetime:
        """The clock, or the moment that --now sets; an instant with offset."""
        clock = datetime.now(BEIJING)
        asked = self._given.word("now")
        if asked is None:
            return clock
        from refundcli.core.periods import bounds  # noqa: PLC0415 - few set the clock
        from refundcli.core.times import parse_when  # noqa: PLC0415 - few set the clock

        return bounds(parse_when(asked, clock, "--now"))[0]

    @cached_property
    def settings(self) -> Settings:
        """What flags, environment, configuration file and locale come to."""
        flags = Flags(
            language=self._given.word("lang"),
            ledger=self._given.word("ledger"),
            config=self._given.word("config"),
        )
        return settings(flags, self._environment)

    @cached_property
    def words(self) -> Words:
        """The words of the buyer's language; see `Console.legible`."""
        return words_in(self.console.legible(self.settings.language))

    @cached_property
    def prompts(self) -> "Prompts | None":
        """A way of asking, or None where nobody may or can be asked."""
        if self._given.is_set("no_input") or self.is_json or not is_terminal():
            return None
        from refundcli.adapters.prompts import prompts_for  # noqa: PLC0415 - only where one may ask

        return prompts_for(self.words.write, self._environment)

    @cached_property
    def ledger(self) -> "IndexedLedger":
        """The ledger of this run, with its index; an import that was cut off is completed first."""
        from refundcli.adapters.indexed_ledger import (  # noqa: PLC0415 - not every command has cases
            IndexedLedger,
        )

        folder, cache = self.settings.ledger, self.settings.cache_dir
        found = IndexedLedger(folder, cache, lock_timeout=float(self.settings.lock_timeout))
        found.counted = self.progress
        found.recover()
        return found

    @cached_property
    def index(self) -> "LedgerIndex":
        """The index of the ledger, for a run that writes no case; an import that was cut off is completed first."""
        from refundcli.adapters.index_file import IndexFile  # noqa: PLC0415 - not every command lists
        from refundcli.adapters.ledger_index import LedgerIndex  # noqa: PLC0415 - as above
        from refundcli.adapters.ledger_reader import LedgerReader  # noqa: PLC0415 - as above

        reader = LedgerReader(self.settings.ledger)
        reader.counted = self.progress
        with suppress(OSError):
            if reader.is_unfinished:
                return self.ledger.index
        return LedgerIndex(reader, IndexFile(self.settings.cache_dir, reader.folder))

    @cached_property
    def progress(self) -> Counted:
        """What long work on many things is handed to, so that whoever sits at a terminal sees how far it is."""
        if self.is_json or self.is_quiet or not self.console.notes_to_terminal:
            return uncounted
        from refundcli.adapters.progress import Progress  # noqa: PLC0415 - only at a terminal

        return Progress(
            self.console,
            lambda done, whole: self.words.write(say("progress", done=done, all=whole)),
        )

    def end(self) -> None:
        """Leave the terminal as it was, also where the run was broken off."""
        progress = self.__dict__.get("progress", uncounted)
        if progress is not uncounted:
            progress.erase()

    def rulebook(self, platforms: Iterable[str] | None = None) -> "Rulebook":
        """Return the rulebook for *platforms* (all by default) with the buyer's own rules."""
        from refundcli.adapters.rulebook import load_rulebook  # noqa: PLC0415 - a list needs no rules

        own = self.settings.user_rules_dir
        rulebook = load_rulebook(platforms, own)
        if not rulebook.own:
            return rulebook
        from refundcli.core.events import EVENTS  # noqa: PLC0415 - few have rules of their own
        from refundcli.core.lint import lint_own  # noqa: PLC0415 - as above

        complaints = lint_own(rulebook, EVENTS)
        if complaints:
            faults = tuple(say("lint-line", rule=one.rule, what=one.what) for one in complaints)
            raise BadData(
                say("error-data-file", file=str(own), faults=faults),
                say("hint-data-file", file=str(own)),
            )
        return rulebook

    def platform_named(self, name: str) -> str:
        """Return the id of the platform *name*; raises `NotFound` with the near matches."""
        from refundcli.adapters.rulebook import platform_ids  # noqa: PLC0415 - as above

        if name in platform_ids():
            return name
        from refundcli.core.names import of_platforms, resolve  # noqa: PLC0415 - ids are not looked up

        return resolve(name, of_platforms(self.rulebook().platforms), "platform")

    def letters(self) -> str:
        """Return four random letters for an id."""
        import random  # noqa: PLC0415 - only what is recorded has a key

        from refundcli.core.case_ids import ALPHABET  # noqa: PLC0415 - as above

        return "".join(random.SystemRandom().choices(ALPHABET, k=4))

    @property
    def may_be_reminded(self) -> bool:
        """Whether a reminder may follow the answer: somebody reads it at a terminal, now, and wants no silence."""
        is_read = self.console.is_terminal and self.console.notes_to_terminal
        is_planning = self._given.word("now") is not None
        return is_read and not self.is_json and not self.is_quiet and not is_planning

    def show(self, page: "Page") -> None:
        """Write a page to stdout, as wide as the terminal and in colour where it has any."""
        self.show_text(self.text_of(page))

    def show_text(self, text: str) -> bool:
        """Write *text*, which is there to be read, to stdout; return whether that was in a pager.

        It is where *text* is longer than the screen of a terminal that can do more than print, and nobody is asked
        anything in this run.
        """
        is_read = self._needs_pager(text) and self._is_read(text)
        if not is_read:
            self.console.out(text, end="")
        return is_read

    def _needs_pager(self, text: str) -> bool:
        height = self.console.height
        if height is None or self.console.is_dumb or text.count("\n") < height:
            return False
        is_asking = self.__dict__.get("prompts") is not None
        return not is_asking and not self.is_json and not self._given.is_set("no_pager")

    def _is_read(self, text: str) -> bool:
        from refundcli.adapters.pager import is_read_in, pager_of  # noqa: PLC0415 - for long text alone

        pager = pager_of(self.settings.pager, self._environment)
        if pager is None:
            return False
        return is_read_in(pager, text, self.console.encoding, self._environment)

    def text_of(self, page: "Page") -> str:
        """Return a page as `show` writes it."""
        return "".join(self.pieces_of(page))

    def pieces_of(self, page: "Page") -> Iterator[str]:
        """Give what `text_of` returns in pieces, some hundred lines each."""
        for piece in page.pieces(self.console.width, colour=self.console.has_colour):
            yield piece if self.console.is_unicode else piece.translate(_PLAIN)

    def answer(self, view: Mapping[str, object]) -> None:
        """Write a document of the JSON contract to stdout."""
        import json  # noqa: PLC0415 - only where it is asked for

        self.console.out(json.dumps(view, ensure_ascii=False, indent=2))

    def tell(self, said: Said) -> None:
        """Write a sentence to stderr, unless --quiet; under --json only to a terminal: a script reads errors there."""
        if not self.is_quiet and (not self.is_json or self.console.notes_to_terminal):
            self.console.note(self.words.write(said))

    def warn(self, error: RefundcliError) -> None:
        """Write to stderr what could not be done, though the rest was; under --json as an error."""
        if self.is_json:
            import json  # noqa: PLC0415 - as above

            from refundcli.render.views import error_view  # noqa: PLC0415 - only where it is asked for

            hint = self.words.write(error.hint) if error.hint is not None else None
            view = error_view(error.code, error.kind, self.words.write(error.message), hint)
            self.console.note(json.dumps(view, ensure_ascii=False))
            return
        self.console.note(self.words.write(say("warning", message=error.message)))
        if error.hint is not None:
            self.console.note(f"  {self.words.write(error.hint)}")


_PLAIN = str.maketrans("✓✗→·§—▶◁●○‖━─…¥“”‘’【】", "+x>-*-><*o|=-~Y\"\"''[]")


def is_terminal() -> bool:
    """Return whether somebody sits at a terminal: its input and its output."""
    try:
        return all(one is not None and one.isatty() for one in (sys.stdin, sys.stdout))
    except ValueError:  # closed
        return False
