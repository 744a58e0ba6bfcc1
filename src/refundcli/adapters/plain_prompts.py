"""Numbered questions, line by line, for a screen reader or a terminal that can only print."""

import sys
from collections.abc import Callable, Sequence
from typing import TextIO

from refundcli.adapters.matching import Option, best, exactly
from refundcli.adapters.menu import BACK, Back
from refundcli.adapters.screen_text import plain, shown_in
from refundcli.core.text import Said, say

_BACK_WORDS = ("<", "←", "\x1b", "back", "返回")
_HELP_WORDS = ("?", "？")
_YES = ("y", "yes", "是", "对", "shi")
_NO = ("n", "no", "否", "不", "fou")
_MANY = 5


def yes_no(write: Callable[[Said], str]) -> tuple[Option, Option]:
    """Return the two answers of a yes-or-no question."""
    return (
        Option("yes", write(say("prompt-yes")), _YES),
        Option("no", write(say("prompt-no")), _NO),
    )


class PlainPrompts:
    """Asks on *out* and reads whole lines from *lines*; see `refundcli.adapters.prompts.Prompts`.

    `?` shows the help, `<` goes back, an empty line takes the default. An answer that fits nothing
    or several choices is asked for again. The end of the input counts as Ctrl-C.
    """

    def __init__(
        self,
        write: Callable[[Said], str],
        lines: TextIO | None = None,
        out: TextIO | None = None,
    ) -> None:
        self._write = write
        self._lines = sys.stdin if lines is None else lines
        self._out = sys.stderr if out is None else out

    def choose(
        self,
        title: str,
        options: Sequence[Option],
        *,
        default: str | None = None,
        help: str | None = None,
        place: str = "",
        can_go_back: bool = True,
        stays: bool = True,  # noqa: ARG002 - lines that are printed stay
    ) -> str | Back:
        """Return the id of the option chosen."""
        self._list(_placed(title, place), options, ())
        standard = next((one for one in options if one.id == default), None)
        while True:
            offered = None if standard is None else plain(standard.title)
            line = self._ask(say("prompt-plain-choose"), offered, can_go_back)
            if line in _BACK_WORDS and can_go_back:
                return BACK
            if line in _HELP_WORDS:
                self._help(help, options)
                continue
            found = standard if not line else self._found(options, line)
            if found is not None:
                return found.id

    def several(
        self,
        title: str,
        options: Sequence[Option],
        *,
        default: Sequence[str] = (),
        help: str | None = None,
        place: str = "",
        can_go_back: bool = True,
    ) -> tuple[str, ...] | Back:
        """Return the ids of the options chosen, in the order of *options*."""
        self._list(_placed(title, place), options, default)
        ticked = [one.title for one in options if one.id in default]
        none = self._write(say("prompt-none"))
        while True:
            standard = ", ".join(ticked) if ticked else none
            line = self._ask(say("prompt-plain-several"), standard, can_go_back)
            if line in _BACK_WORDS and can_go_back:
                return BACK
            if line in _HELP_WORDS:
                self._help(help, options)
                continue
            if not line:
                return tuple(one.id for one in options if one.id in default)
            if line in ("0", "-", none):
                return ()
            words = line.replace("，", ",").replace("、", ",").split(",")
            found = [self._found(options, one) for one in words if one.strip()]
            if found and None not in found:
                return tuple(one.id for one in options if one in found)

    def text(
        self,
        title: str,
        *,
        default: str = "",
        help: str | None = None,
        place: str = "",
        validate: Callable[[str], str | None] | None = None,
        can_go_back: bool = True,
    ) -> str | Back:
        """Return a line of text that *validate* finds no fault with."""
        self._say(_placed(title, place))
        may_be_empty = not default and (validate is None or validate("") is None)
        while True:
            offered = plain(default) or None
            line = self._ask(
                say("prompt-plain-text"), offered, can_go_back, may_be_empty=may_be_empty
            )
            if line in _BACK_WORDS and can_go_back:
                return BACK
            if line in _HELP_WORDS:
                self._help(help, ())
                continue
            answer = line or default
            fault = validate(answer) if validate is not None else None
            if fault is None:
                return answer
            self._say(fault)

    def confirm(self, title: str, *, default: bool | None = None) -> bool | Back:
        """Return whether the buyer says yes."""
        standard = None if default is None else ("yes" if default else "no")
        answer = self.choose(title, yes_no(self._write), default=standard)
        return answer if isinstance(answer, Back) else answer == "yes"

    def pause(self, title: str) -> None:
        """Wait for Enter."""
        self._say(title)
        self._read()

    def _list(self, title: str, options: Sequence[Option], ticked: Sequence[str]) -> None:
        self._say(title)
        for number, one in enumerate(options, 1):
            mark = " *" if one.id in ticked else ""
            self._say(f"  {number}. {one.title}{mark}")

    def _ask(
        self, question: Said, default: str | None, can_go_back: bool, *, may_be_empty: bool = False
    ) -> str:
        parts = [self._write(question)]
        if default is not None:
            parts.append(self._write(say("prompt-plain-default", default=default)))
        if may_be_empty:
            parts.append(self._write(say("prompt-plain-empty")))
        if can_go_back:
            parts.append(self._write(say("prompt-plain-back")))
        self._write_out(" ".join((*parts, "> ")))
        return self._read().strip()

    def _found(self, options: Sequence[Option], typed: str) -> Option | None:
        """Return the option of that number or name; where there is not one, say so."""
        word = typed.strip()
        exact = exactly(options, word)
        if exact is not None:
            return exact
        if word.isdecimal() and 1 <= int(word) <= len(options):
            return options[int(word) - 1]
        found = best(options, word)
        if len(found) == 1:
            return found[0]
        near = tuple(plain(one.title) for one in found)
        if near and len(near) <= _MANY:
            self._say(self._write(say("prompt-several-match", typed=word, found=near)))
        else:
            self._say(self._write(say("prompt-no-match", typed=word)))
        return None

    def _help(self, help: str | None, options: Sequence[Option]) -> None:
        lines = [help] if help else []
        lines += [f"{one.title}: {one.help}" for one in options if one.help]
        for line in lines or [self._write(say("prompt-no-help"))]:
            self._say(line)

    def _say(self, line: str) -> None:
        self._write_out(f"{plain(line)}\n")

    def _write_out(self, words: str) -> None:
        self._out.write(shown_in(self._out.encoding or "utf-8", words))
        self._out.flush()

    def _read(self) -> str:
        line = self._lines.readline()
        if not line:
            raise KeyboardInterrupt
        return line.rstrip("\r\n")


def _placed(title: str, place: str) -> str:
    return f"{place}  {title}" if place else title
