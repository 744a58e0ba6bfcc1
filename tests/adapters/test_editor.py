"""The editor: a real program changes the text in a private file."""

import os
import shlex
import stat
import sys
from pathlib import Path

import pytest

from refundcli.adapters.editor import edit
from refundcli.core.errors import BadData


def editor(tmp_path: Path, body: str) -> str:
    """Return the command of an editor that runs *body* on `path`."""
    program = tmp_path / "an editor.py"
    program.write_text(
        f"import os, pathlib, sys\npath = pathlib.Path(sys.argv[-1])\n{body}\n", encoding="utf-8"
    )
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(program))}"


def test_edit_returns_what_the_editor_leaves(tmp_path: Path) -> None:
    """The editor's own arguments and blanks in its path are understood."""
    command = editor(
        tmp_path, "path.write_text(path.read_text('utf-8').replace('换货', '退款'), 'utf-8')"
    )
    assert edit("请换货。", {"EDITOR": command}) == "请退款。"


def test_edit_prefers_visual(tmp_path: Path) -> None:
    """VISUAL counts before EDITOR."""
    command = editor(tmp_path, "path.write_text('visual')")
    assert edit("x", {"VISUAL": command, "EDITOR": "false"}) == "visual"


@pytest.mark.parametrize(
    ("before", "left", "after"),
    [
        ("一行", b"\xe4\xb8\x80\n", "一"),
        ("一行\n", b"\xe4\xb8\x80\n", "一\n"),
        ("x", b"\xef\xbb\xbfa\r\nb\r\n", "a\nb"),
        ("x", b"", ""),
    ],
)
def test_edit_undoes_what_editors_add(tmp_path: Path, before: str, left: bytes, after: str) -> None:
    """A last line end, a byte order mark and CRLF are not the buyer's."""
    assert edit(before, {"EDITOR": editor(tmp_path, f"path.write_bytes({left!r})")}) == after


def test_edit_keeps_the_text_private_and_leaves_nothing(tmp_path: Path) -> None:
    """File 0600 in a folder 0700, both gone afterwards with the editor's own copy."""
    notes = tmp_path / "notes"
    body = (
        f"pathlib.Path({str(notes)!r}).write_text(f'{{path.stat().st_mode}} "
        "{path.parent.stat().st_mode} {path.parent}')\n"
        "path.with_suffix('.txt~').write_text('copy')"
    )
    edit("私密", {"EDITOR": editor(tmp_path, body)})
    file_mode, folder_mode, folder = notes.read_text().split(" ", 2)
    modes = stat.S_IMODE(int(file_mode)), stat.S_IMODE(int(folder_mode))
    assert (modes, Path(folder).exists()) == ((0o600, 0o700), False)


@pytest.mark.parametrize(
    ("body", "key"),
    [
        ("sys.exit(3)", "error-editor-left"),
        ("path.write_bytes(b'\\xff\\xfe')", "error-edited-text"),
        ("path.unlink()", "error-edited-text"),
    ],
)
def test_edit_refuses_what_is_no_text(tmp_path: Path, body: str, key: str) -> None:
    """An editor that was left with an error has changed nothing."""
    with pytest.raises(BadData) as caught:
        edit("x", {"EDITOR": editor(tmp_path, body)})
    assert caught.value.message.key == key


@pytest.mark.parametrize(
    ("environment", "key"),
    [
        ({"EDITOR": "no-such-editor --wait", "PATH": os.defpath}, "error-editor"),
        ({"EDITOR": "unclosed 'quote", "PATH": os.defpath}, "error-editor"),
        ({"PATH": "/nowhere"}, "error-no-editor"),
    ],
)
def test_edit_tells_which_editor_is_missing(environment: dict[str, str], key: str) -> None:
    """With the next step."""
    with pytest.raises(BadData) as caught:
        edit("x", environment)
    assert (caught.value.message.key, caught.value.hint is not None) == (key, True)
