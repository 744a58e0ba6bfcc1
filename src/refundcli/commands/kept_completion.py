"""What a shell asks when TAB is pressed, answered out of the kept book: the program itself is not imported.

The protocol is Typer's: the line is in the environment. What follows from a ledger is left to `completing`.
"""

import os
import sys

from refundcli.adapters.kept_book import kept_book
from refundcli.adapters.kept_pages import COMPLETE
from refundcli.core.book import Book, book_of
from refundcli.core.candidates import beginning, harmless
from refundcli.core.typed_line import Asked, asked, flags_left, rejoined, words_of
from refundcli.core.values import dataclass
from refundcli.render.tab_text import BY_THE_SHELL, OLDER, Offered, lines

_LINE = "_TYPER_COMPLETE_ARGS"
_WORD = "_TYPER_COMPLETE_WORD_TO_COMPLETE"
_ACTION = "_TYPER_COMPLETE_FISH_ACTION"
_POWERSHELL = ("powershell", "pwsh")


@dataclass(frozen=True, slots=True)
class Tab:
    """A TAB: in which script's words the answer is wanted, the words before it, and the word it was pressed in.

    `kept` is the part of `typed` that the shell keeps as it is; an answer comes without it.
    """

    protocol: str
    shell: str
    words: tuple[str, ...]
    typed: str
    kept: str = ""

    def asked(self, book: Book) -> Asked:
        """Return what the TAB is about."""
        return asked(book.shape, self.words, self.typed)

    def offered(self, found: Asked, values: tuple[tuple[str, str], ...]) -> Offered:
        """Return *values* with what stands before them in the same word."""
        whole = ((found.before + value, help) for value, help in values)
        return Offered(tuple((one.removeprefix(self.kept), help) for one, help in whole))

    def written(self, offered: Offered) -> str:
        """Return *offered* in the words of the script."""
        return lines(offered) if self.protocol == "lines" else OLDER[self.shell](offered)

    def code(self, offered: Offered) -> int:
        """Return the exit code of the answer: fish asks by it whether there is one."""
        return 1 if os.environ.get(_ACTION) == "is-args" and not offered.values else 0


def tab() -> Tab | None:
    """Return the TAB that the environment tells of, None where no script of ours would say that."""
    world = os.environ
    protocol, _, shell = world.get(COMPLETE, "").partition("_")
    if protocol not in ("complete", "lines") or shell not in OLDER:
        return None
    if (protocol, shell) == ("complete", "bash"):
        return _taken_apart(world.get("COMP_WORDS", ""), world.get("COMP_CWORD", ""))
    words, typed = words_of(world.get(_LINE, ""), "`" if shell in _POWERSHELL else "\\")
    if protocol == "complete" and shell in _POWERSHELL:  # the line has lost its last blank
        words = (*words, typed) if typed else words
        typed = world.get(_WORD, "")
        words = words[:-1] if typed else words
    return Tab(protocol, shell, words[1:], typed)


def _taken_apart(line: str, number: str) -> Tab:
    """Return a TAB in bash as earlier scripts told of it: words at whose `=` and `:` bash had cut."""
    words, last = words_of(line)
    every = (*words, last)
    count = int(number) if number.isdecimal() else len(words)
    typed = every[count] if count < len(every) else ""
    if not typed:
        return Tab("complete", "bash", rejoined(every[1:count]), "")
    *before, whole = rejoined(every[1 : count + 1])
    kept = whole if typed in ("=", ":") else whole[: len(whole) - len(typed)]
    return Tab("complete", "bash", tuple(before), whole, kept)


def by_the_book(one: Tab, book: Book, found: Asked) -> Offered | None:
    """Return what *book* alone offers, None where it does not tell."""
    if found.completes in BY_THE_SHELL:
        return Offered(completes=found.completes)
    if found.offers == "commands":
        names = found.shape.commands
        fitting = ((name, harmless(help)) for name, help in names if name.startswith(found.typed))
        return one.offered(found, tuple(fitting))
    if found.offers == "flags":
        flags = ((written, harmless(help)) for written, help in flags_left(found))
        return one.offered(found, tuple(flags))
    if found.completes is None:
        return Offered()
    candidates = book.candidates(found)
    return None if candidates is None else one.offered(found, beginning(candidates, found.typed))


def answered() -> int | None:
    """Answer the shell and return the exit code; None, and nothing written, where the book does not tell."""
    one = tab()
    if one is None:
        return None
    try:
        offered = _offered(one)
    except LookupError:
        return None
    left = one.written(offered).encode(sys.stdout.encoding, "replace")
    try:
        while left:
            left = left[os.write(1, left) :]
    except OSError:  # the shell has stopped listening
        return 1
    return one.code(offered)


def _offered(one: Tab) -> Offered:
    """Return what may come next; raises `LookupError` where no book that is kept tells."""
    book = book_of(_kept(None))
    found = one.asked(book)
    language = found.given.get("lang")
    if language is not None:
        book = book_of(_kept(str(language)))
        found = one.asked(book)
    offered = by_the_book(one, book, found) if "config" not in found.given else None
    if offered is None:
        raise LookupError(found.completes)
    return offered


def _kept(language: str | None) -> str:
    text = kept_book(language)
    if text is None:
        raise LookupError(language)
    return text
