"""The two streams of a terminal program: results on one, words on the other."""

import errno
import io
import os
import sys
from collections.abc import Mapping
from typing import TextIO

from refundcli.core.errors import BadData
from refundcli.core.outside import clean
from refundcli.core.text import say

__all__ = ("DEFAULT_WIDTH", "Console", "clean")

DEFAULT_WIDTH = 80
"""Columns where nobody says how many there are: a pipe, a file."""


class Console:
    """Writes results to *stdout* and words to *stderr*, whatever those two are.

    A character that the stream's encoding lacks is replaced, never an error. When the reader of a
    stream has gone (a closed pipe), the rest of what is written to it is dropped without a word, so
    that a command still finishes what it does besides. A full disk raises `BadData`.
    """

    def __init__(
        self,
        stdout: TextIO | None = None,
        stderr: TextIO | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._stdout = _lenient(sys.stdout if stdout is None else stdout)
        self._stderr = _lenient(sys.stderr if stderr is None else stderr)
        self._environment = os.environ if environment is None else environment
        self._gone: set[str] = set()

    def out(self, text: str, end: str = "\n") -> None:
        """Write a part of the result to stdout."""
        self._write("stdout", self._stdout, text + end)

    def note(self, text: str, end: str = "\n") -> None:
        """Write words that are not the result to stderr."""
        self._write("stderr", self._stderr, text + end)

    @property
    def is_terminal(self) -> bool:
        """Whether the result goes to a terminal."""
        return _is_terminal(self._stdout)

    @property
    def notes_to_terminal(self) -> bool:
        """Whether the words beside the result go to a terminal."""
        return _is_terminal(self._stderr)

    @property
    def is_dumb(self) -> bool:
        """Whether the terminal can only print: a screen reader, an editor's shell."""
        return self._environment.get("TERM") == "dumb"

    @property
    def has_colour(self) -> bool:
        """Whether the result may be coloured.

        A NO_COLOR that is not empty forbids it, a FORCE_COLOR other than 0 asks for it; else a
        terminal that is not dumb has colours and a pipe has none.
        """
        if self._environment.get("NO_COLOR"):
            return False
        if self._environment.get("FORCE_COLOR", "0") not in ("", "0"):
            return True
        return self.is_terminal and not self.is_dumb

    @property
    def width(self) -> int:
        """Columns to write in: COLUMNS, else the terminal's, else 80."""
        asked = self._environment.get("COLUMNS", "")
        if asked.isdecimal() and int(asked) > 0:
            return int(asked)
        for stream in (self._stdout, self._stderr):
            try:
                columns = os.get_terminal_size(stream.fileno()).columns
            except (AttributeError, OSError, ValueError):
                continue
            if columns > 0:
                return columns
        return DEFAULT_WIDTH

    @property
    def height(self) -> int | None:
        """Lines of the screen that the result goes to: LINES, else the terminal's; None off a terminal."""
        if not self.is_terminal:
            return None
        asked = self._environment.get("LINES", "")
        if asked.isdecimal() and int(asked) > 0:
            return int(asked)
        try:
            return os.get_terminal_size(self._stdout.fileno()).lines or None
        except (OSError, ValueError):
            return None

    @property
    def encoding(self) -> str:
        """How the result is written in bytes."""
        return self._stdout.encoding or "utf-8"

    @property
    def is_unicode(self) -> bool:
        """Whether the result may hold any character: Chinese, lines, arrows."""
        try:
            "退款─→".encode(self._stdout.encoding or "ascii")
        except (LookupError, UnicodeEncodeError):
            return False
        return True

    def legible(self, language: str) -> str:
        """Return *language*, but English where the result can hold no Chinese: question marks help nobody."""
        return language if self.is_unicode else "en"

    def _write(self, name: str, stream: TextIO, text: str) -> None:
        if name in self._gone:
            return
        try:
            stream.write(text)
            stream.flush()
        except OSError as error:
            self._silence(name, stream)
            if not _is_closed_pipe(error):
                raise BadData(
                    say("error-output", stream=name, why=error.strerror or str(error)),
                    say("hint-output"),
                ) from error

    def _silence(self, name: str, stream: TextIO) -> None:
        """Point the stream at nothing, or the interpreter fails on it again at its end."""
        self._gone.add(name)
        try:
            nothing = os.open(os.devnull, os.O_WRONLY)
        except OSError:
            return
        try:
            os.dup2(nothing, stream.fileno())
        except (OSError, ValueError):
            pass
        finally:
            os.close(nothing)


def _lenient(stream: TextIO | None) -> TextIO:
    """Return *stream* so that no character is an error; a stream that is not there takes all."""
    if stream is None:
        return io.StringIO()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return stream


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False


def _is_closed_pipe(error: OSError) -> bool:
    """Whether the reader of a pipe has gone; Windows says EINVAL then."""
    return error.errno == errno.EPIPE or (os.name == "nt" and error.errno == errno.EINVAL)
