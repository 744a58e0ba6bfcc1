"""The console: two streams, whatever they are connected to."""

import io
import os
import pty
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from refundcli.adapters.console import Console
from refundcli.core.errors import BadData


class Stream(io.StringIO):
    """A stream that is a terminal where it says so."""

    def __init__(self, *, is_terminal: bool = False) -> None:
        super().__init__()
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        """Return what the test wants."""
        return self._is_terminal


def run(code: str, *, stdout: int | None = None, **environment: str) -> subprocess.Popen[bytes]:
    """Start a program that has a console and runs *code*."""
    return subprocess.Popen(
        [sys.executable, "-c", f"from refundcli.adapters.console import Console\n{code}"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if stdout is None else stdout,
        stderr=subprocess.PIPE,
        env={
            "PYTHONPATH": os.pathsep.join(sys.path),
            **{name: os.environ[name] for name in ("PATH", "HOME")},
            **environment,
        },
    )


def test_console_keeps_results_and_words_apart() -> None:
    """What a pipe gets is the result alone."""
    out, err = Stream(), Stream()
    console = Console(out, err, {})
    console.out("结果")
    console.note("说明", end="")
    assert (out.getvalue(), err.getvalue()) == ("结果\n", "说明")


@pytest.mark.parametrize(
    ("environment", "is_terminal", "expected"),
    [
        ({}, True, True),
        ({}, False, False),
        ({"TERM": "dumb"}, True, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, True, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ({"FORCE_COLOR": "1", "TERM": "dumb"}, True, True),
    ],
)
def test_console_colours_where_it_may(
    environment: Mapping[str, str], is_terminal: bool, expected: bool
) -> None:
    """NO_COLOR forbids, FORCE_COLOR asks, else the terminal decides."""
    assert Console(Stream(is_terminal=is_terminal), Stream(), environment).has_colour is expected


@pytest.mark.parametrize(
    ("columns", "expected"), [("40", 40), ("", 80), ("0", 80), ("-5", 80), ("wide", 80)]
)
def test_console_is_as_wide_as_it_is_told(columns: str, expected: int) -> None:
    """COLUMNS where it is a number, else 80 columns off a terminal."""
    assert Console(Stream(), Stream(), {"COLUMNS": columns}).width == expected


def test_console_is_as_wide_as_its_terminal() -> None:
    """A terminal knows its own width."""
    leader, follower = pty.openpty()
    try:
        subprocess.run(["stty", "cols", "61"], stdin=follower, check=True)
        with os.fdopen(os.dup(follower), "w") as screen:
            console = Console(screen, Stream(), {})
            assert (console.width, console.is_terminal) == (61, True)
    finally:
        os.close(leader)
        os.close(follower)


def test_console_writes_without_utf_8() -> None:
    """A character the encoding lacks is a question mark, not a crash."""
    program = run("c = Console()\nc.out('退款 ok')\nc.note('说明')", PYTHONIOENCODING="ascii")
    out, err = program.communicate(timeout=20)
    assert (program.returncode, out, err) == (0, b"?? ok\n", b"??\n")


def test_console_knows_whether_it_can_write_chinese() -> None:
    """Lines and arrows are left out where it cannot."""
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="latin-1")
    wide = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    assert [Console(one, Stream(), {}).is_unicode for one in (narrow, wide)] == [False, True]


def test_console_that_can_write_no_chinese_is_given_english() -> None:
    """Rather than a page of question marks."""
    narrow = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    wide = io.TextIOWrapper(io.BytesIO(), encoding="gb18030")
    found = [Console(one, Stream(), {}).legible("zh-Hant") for one in (narrow, wide)]
    assert found == ["en", "zh-Hant"]


@pytest.mark.parametrize(
    ("environment", "is_terminal", "expected"),
    [({"LINES": "12"}, True, 12), ({"LINES": "12"}, False, None), ({"LINES": "many"}, True, None)],
)
def test_console_is_as_high_as_its_terminal(
    environment: Mapping[str, str], is_terminal: bool, expected: int | None
) -> None:
    """LINES where it is a number; off a terminal there is no end."""
    assert Console(Stream(is_terminal=is_terminal), Stream(), environment).height == expected


def test_console_writes_lone_surrogates() -> None:
    """A file name that is no UTF-8 reaches the screen harmlessly."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="utf-8")
    Console(stream, Stream(), {}).out("a\udcffb")
    assert raw.getvalue() == b"a?b\n"


def test_console_ends_quietly_when_the_reader_has_gone(tmp_path: Path) -> None:
    """`| head` is no error, and what the command does besides is done."""
    done = tmp_path / "done"
    read, write = os.pipe()
    code = f"""
import time
c = Console()
c.out("first")
time.sleep(0.5)
for n in range(5000):
    c.out("x" * 100)
open({str(done)!r}, "w").close()
"""
    program = run(code, stdout=write)
    os.close(write)
    os.read(read, 5)
    os.close(read)
    _, err = program.communicate(timeout=20)
    assert (program.returncode, err, done.exists()) == (0, b"", True)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_console_tells_of_a_full_disk() -> None:
    """A result that is not written is never passed over."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        console = Console(full, Stream(), {})
        with pytest.raises(BadData) as caught:
            console.out("结果")
        console.out("and no second complaint")
    assert caught.value.message.fields["stream"] == "stdout"


def test_console_stands_streams_that_are_closed() -> None:
    """A program started without streams has none."""
    code = "import sys\nsys.stdout = sys.stderr = None\nc = Console()\nc.out('a')\nc.note('b')"
    program = run(f"{code}\nassert not c.is_terminal and c.width == 80")
    assert (program.communicate(timeout=20), program.returncode) == ((b"", b""), 0)
