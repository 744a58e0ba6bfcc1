"""What a command works with: settings, words, rules, ledger and terminal, each made when first asked for."""

import json
import os
import random
import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from refundcli.adapters import rulebook as rulebook_files
from refundcli.adapters.catalogue import read_sentences
from refundcli.adapters.console import Console
from refundcli.adapters.indexed_ledger import IndexedLedger
from refundcli.adapters.prompts import Prompts, prompts_for
from refundcli.adapters.settings import Flags, Settings, settings
from refundcli.commands.options import Given
from refundcli.core.case import ALPHABET
from refundcli.core.errors import BadData, RefundcliError
from refundcli.core.events import EVENTS
from refundcli.core.lint import lint_own
from refundcli.core.names import of_platforms, resolve
from refundcli.core.periods import BEIJING, bounds
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import Said, say
from refundcli.core.times import parse_when
from refundcli.render.words import FALLBACK, Catalogue, Words

if TYPE_CHECKING:
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
        return clock if asked is None else bounds(parse_when(asked, clock, "--now"))[0]

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
        """The words of the buyer's language."""
        return words_in(self.settings.language)

    @cached_property
    def prompts(self) -> Prompts | None:
        """A way of asking, or None where nobody may or can be asked."""
        if self._given.is_set("no_input") or self.is_json:
            return None
        return prompts_for(self.words.write, self._environment)

    @cached_property
    def ledger(self) -> IndexedLedger:
        """The ledger of this run, with its index; an import that was cut off is completed first."""
        folder, cache = self.settings.ledger, self.settings.cache_dir
        found = IndexedLedger(folder, cache, lock_timeout=float(self.settings.lock_timeout))
        found.recover()
        return found

    def progress(self, done: int, all: int) -> str:
        """Return the line that says how far a long piece of work is."""
        return self.words.write(say("progress", done=done, all=all))

    def rulebook(self, platforms: Iterable[str] | None = None) -> Rulebook:
        """Return the rulebook for *platforms* (all by default) with the buyer's own rules."""
        own = self.settings.user_rules_dir
        rulebook = rulebook_files.load_rulebook(platforms, own)
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
        if name in rulebook_files.platform_ids():
            return name
        return resolve(name, of_platforms(self.rulebook().platforms), "platform")

    def letters(self) -> str:
        """Return four random letters for an id."""
        return "".join(random.SystemRandom().choices(ALPHABET, k=4))

    @property
    def may_be_reminded(self) -> bool:
        """Whether a reminder may follow the answer: somebody reads it at a terminal, now, and wants no silence."""
        is_read = self.console.is_terminal and self.console.notes_to_terminal
        is_planning = self._given.word("now") is not None
        return is_read and not self.is_json and not self.is_quiet and not is_planning

    def show(self, page: "Page") -> None:
        """Write a page to stdout, as wide as the terminal and in colour where it has any."""
        self.console.out(self.text_of(page), end="")

    def text_of(self, page: "Page") -> str:
        """Return a page as `show` writes it."""
        text = page.text(self.console.width, colour=self.console.has_colour)
        return text if self.console.is_unicode else text.translate(_PLAIN)

    def answer(self, view: Mapping[str, object]) -> None:
        """Write a document of the JSON contract to stdout."""
        self.console.out(json.dumps(view, ensure_ascii=False, indent=2))

    def tell(self, said: Said) -> None:
        """Write a sentence to stderr, unless --quiet."""
        if not self.is_quiet:
            self.console.note(self.words.write(said))

    def warn(self, error: RefundcliError) -> None:
        """Write to stderr what could not be done, though the rest was; under --json as an error."""
        if self.is_json:
            from refundcli.render.views import error_view  # noqa: PLC0415 - only where it is asked for

            hint = self.words.write(error.hint) if error.hint is not None else None
            view = error_view(error.code, error.kind, self.words.write(error.message), hint)
            self.console.note(json.dumps(view, ensure_ascii=False))
            return
        self.console.note(self.words.write(say("warning", message=error.message)))
        if error.hint is not None:
            self.console.note(f"  {self.words.write(error.hint)}")


_PLAIN = str.maketrans("✓✗→·§—▶◁●○‖━─…", "+x>-*-><*o==-~")


def is_terminal() -> bool:
    """Return whether somebody sits at a terminal: its input and its output."""
    return sys.stdin.isatty() and sys.stdout.isatty()
