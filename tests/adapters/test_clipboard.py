"""The clipboard: each way is really run; the tools are small programs on PATH."""

import io
import os
import shutil
import subprocess
import sys
import time
from base64 import b64decode
from pathlib import Path

import pytest

from refundcli.adapters import clipboard
from refundcli.adapters.clipboard import LONGEST_SEQUENCE, TERMINAL, copy
from refundcli.core.errors import BadData

LETTER = "您好，请退款 ¥128.00。\n“谢谢”"


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return that it is."""
        return True


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder that is all of PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    return folder


def tool(folder: Path, name: str, body: str = "") -> Path:
    """Put a program *name* in *folder* that keeps its arguments and its input; return its notes."""
    notes = folder / f"{name}.got"
    program = folder / name
    program.write_text(
        f"#!{sys.executable}\nimport sys, time, pathlib\n"
        f"data = sys.stdin.buffer.read()\n"
        f"pathlib.Path({str(notes)!r}).write_bytes(' '.join(sys.argv[1:]).encode() + b'|' + data)\n"
        f"{body}\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    return notes


def world(folder: Path, **environment: str) -> dict[str, str]:
    """Return an environment whose PATH is *folder*."""
    return {"PATH": str(folder), **environment}


@pytest.mark.parametrize(
    ("name", "variable", "arguments", "encoding"),
    [
        ("pbcopy", None, "", "utf-8"),
        ("wl-copy", "WAYLAND_DISPLAY", "", "utf-8"),
        ("xclip", "DISPLAY", "-selection clipboard", "utf-8"),
        ("xsel", "DISPLAY", "--clipboard --input", "utf-8"),
        ("clip.exe", None, "", "utf-16-le"),
        ("tmux", "TMUX", "load-buffer -w -", "utf-8"),
    ],
)
def test_copy_hands_the_text_to_the_tool(
    tools: Path, name: str, variable: str | None, arguments: str, encoding: str
) -> None:
    """By its standard input, in its encoding; the way is named."""
    notes = tool(tools, name)
    environment = world(tools, **({variable: "here"} if variable else {}))
    assert copy(LETTER, environment, io.StringIO()) == name
    assert notes.read_bytes() == arguments.encode() + b"|" + LETTER.encode(encoding)


@pytest.mark.parametrize("name", ["wl-copy", "xclip", "xsel", "tmux"])
def test_copy_leaves_out_a_tool_without_its_display(tools: Path, name: str) -> None:
    """A tool that is installed has nothing to fill without a display."""
    notes = tool(tools, name)
    with pytest.raises(BadData) as caught:
        copy(LETTER, world(tools), io.StringIO())
    assert (caught.value.message.key, notes.exists()) == ("error-clipboard", False)


def test_copy_goes_on_to_the_next_tool_when_one_fails(tools: Path) -> None:
    """xclip may be there and its display gone."""
    tool(tools, "xclip", "sys.exit(1)")
    tool(tools, "xsel")
    assert copy(LETTER, world(tools, DISPLAY=":0"), io.StringIO()) == "xsel"


def test_copy_names_what_it_tried(tools: Path) -> None:
    """And the next step is in the hint."""
    tool(tools, "xclip", "sys.exit(1)")
    tool(tools, "xsel", "sys.exit(1)")
    with pytest.raises(BadData) as caught:
        copy(LETTER, world(tools, DISPLAY=":0"), io.StringIO())
    assert caught.value.message.fields["tried"] == ("xclip", "xsel")
    assert caught.value.hint is not None


def test_copy_does_not_wait_for_ever(tools: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tool that hangs is given up, and the next one is tried."""
    monkeypatch.setattr(clipboard, "SECONDS", 0.5)
    tool(tools, "pbcopy", "time.sleep(30)")
    start = time.monotonic()
    with pytest.raises(BadData):
        copy(LETTER, world(tools), io.StringIO())
    assert time.monotonic() - start < 5


def test_copy_does_not_wait_for_what_a_tool_leaves_behind(tools: Path) -> None:
    """xclip and wl-copy stay in the background to serve the text."""
    tool(tools, "pbcopy", "import subprocess; subprocess.Popen(['/bin/sleep', '8'])")
    start = time.monotonic()
    assert copy(LETTER, world(tools), io.StringIO()) == "pbcopy"
    assert time.monotonic() - start < 5


def test_copy_asks_the_terminal_where_there_is_no_tool(tools: Path) -> None:
    """OSC 52 carries the text as base64, so nothing of it reaches the screen."""
    screen = Screen()
    assert copy(LETTER, world(tools, TERM="xterm"), screen) == TERMINAL
    sent = screen.getvalue()
    assert sent.startswith("\x1b]52;c;")
    assert b64decode(sent.removeprefix("\x1b]52;c;").removesuffix("\x07")).decode() == LETTER


def test_copy_fills_the_near_clipboard_over_ssh(tools: Path) -> None:
    """The far machine's own clipboard is of no use to who sits here."""
    notes = tool(tools, "pbcopy")
    screen = Screen()
    environment = world(tools, TERM="xterm", SSH_TTY="/dev/pts/1")
    assert (copy(LETTER, environment, screen), notes.exists()) == (TERMINAL, False)


def test_copy_goes_through_tmux_to_the_terminal(tools: Path) -> None:
    """Without a tmux program that answers, the sequence is wrapped for it to pass on."""
    screen = Screen()
    assert copy(LETTER, world(tools, TERM="screen", TMUX="/tmp/x,1,0"), screen) == TERMINAL
    assert screen.getvalue().startswith("\x1bPtmux;\x1b\x1b]52;c;")


@pytest.mark.parametrize(
    ("screen", "term", "text"),
    [
        (io.StringIO(), "xterm", LETTER),
        (Screen(), "dumb", LETTER),
        (Screen(), "xterm", "长" * LONGEST_SEQUENCE),
    ],
    ids=["no terminal", "dumb", "too long"],
)
def test_copy_asks_no_terminal_that_would_not_obey(
    tools: Path, screen: io.StringIO, term: str, text: str
) -> None:
    """Not a file, not a dumb terminal, not with more than terminals take."""
    with pytest.raises(BadData):
        copy(text, world(tools, TERM=term), screen)
    assert screen.getvalue() == ""


def test_copy_stands_text_that_is_no_unicode(tools: Path) -> None:
    """A lone surrogate becomes a question mark."""
    notes = tool(tools, "pbcopy")
    copy("a\ud800", world(tools), io.StringIO())
    assert notes.read_bytes() == b"|a?"


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_copy_fills_a_real_tmux(tmp_path: Path) -> None:
    """The buffer of a running tmux holds the text afterwards."""
    socket = tmp_path / "tmux"
    base = ["tmux", "-S", str(socket), "-f", "/dev/null"]
    subprocess.run([*base, "new-session", "-d", "-x", "80", "-y", "24", "sleep 60"], check=True)
    try:
        environment = {"PATH": os.environ["PATH"], "TMUX": f"{socket},1,0", "TERM": "screen"}
        assert copy(LETTER, environment, io.StringIO()) == "tmux"
        shown = subprocess.run([*base, "show-buffer"], capture_output=True, check=True)
        assert shown.stdout.decode() == LETTER
    finally:
        subprocess.run([*base, "kill-server"], check=False)
