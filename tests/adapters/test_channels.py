"""Channels against what really takes their messages, as far as a machine has it."""

import json
import os
import socket
import sys
from collections.abc import Mapping
from email import message_from_bytes, policy
from pathlib import Path
from time import monotonic

import pytest
from tests.adapters.desktop_session import desktop, lacking
from tests.adapters.letter_box import http_box, mail_box

from refundcli.adapters.channels import ChannelFailed, Notice, send, targets
from refundcli.adapters.channels.apprise_urls import URLS_VARIABLE
from refundcli.adapters.channels.desktop import send as show
from refundcli.adapters.channels.running import too_slow
from refundcli.core.periods import beijing
from refundcli.core.values import replace

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")  # apprise, on Python 3.11

NOTICE = Notice(
    key="tb-7k2m asked 2026-11-29T03:12:00+08:00 end",
    case_id="tb-7k2m",
    deadline_id="asked",
    actor="seller",
    lead="end",
    due=beijing(2026, 11, 29, 3, 12),
    as_of=beijing(2026, 11, 29, 8),
    title="退款案件 tb-7k2m",
    text='卖家的时限已到：$(id) `id` <b>&\\n "quoted"',
)
OTHER = replace(NOTICE, title="退款案件 tb-aaaa")


def fake(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, does: str = "") -> Path:
    """Put a program *name* alone on the path that keeps what it is told and *does* more; return where it keeps it."""
    kept = folder / f"{name}.json"
    program = folder / "bin" / name
    program.parent.mkdir(exist_ok=True)
    program.write_text(
        f"#!{sys.executable}\nimport json, os, sys, time\n"
        f"json.dump([sys.argv[1:], dict(os.environ)], open({str(kept)!r}, 'w'))\n{does}\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    return kept


@pytest.mark.skipif(bool(lacking()), reason=f"this machine has no {' and no '.join(lacking())}")
def test_desktop_is_shown_the_words_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real notify-send, to a real daemon on a bus of its own; markup is escaped, and backslashes stay."""
    with desktop(tmp_path) as session:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session.address)
        show((NOTICE, OTHER), {}, 10, "linux")
    text = NOTICE.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    expected = [("refundcli", one.title, text) for one in (NOTICE, OTHER)]
    assert expected == session.shown


@pytest.mark.skipif(bool(lacking()), reason=f"this machine has no {' and no '.join(lacking())}")
def test_desktop_is_found_where_a_scheduler_names_no_bus(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with desktop(tmp_path) as session:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
        show((NOTICE,), {}, 10, "linux")
    assert [NOTICE.title] == [title for _, title, _ in session.shown]


def test_desktop_of_macos_is_given_the_words_as_arguments(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = fake(tmp_path, monkeypatch, "osascript")
    show((NOTICE,), {}, 10, "darwin")
    arguments, _ = json.loads(kept.read_text())
    assert [NOTICE.title, NOTICE.text] == arguments[-2:]
    script = arguments[1:-2:2]
    assert "display notification (item 2 of argv) with title (item 1 of argv)" in script
    assert not any(NOTICE.case_id in one for one in script)


def test_desktop_of_windows_is_given_the_words_by_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = fake(tmp_path, monkeypatch, "powershell")
    show((NOTICE,), {}, 10, "win32")
    arguments, world = json.loads(kept.read_text())
    assert (NOTICE.title, NOTICE.text) == (world["REFUNDCLI_TITLE"], world["REFUNDCLI_TEXT"])
    assert not any(NOTICE.case_id in one for one in arguments)


def test_desktop_without_its_program_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ChannelFailed) as caught:
        show((NOTICE,), {}, 10, "linux")
    assert ("error-channel-program", "notify-send") == (
        caught.value.message.key,
        caught.value.message.fields["program"],
    )


def test_program_that_hangs_is_stopped_after_the_time_of_the_whole_channel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two notices the second one has what the first one left."""
    fake(
        tmp_path, monkeypatch, "notify-send", "time.sleep(0.3 if 'tb-7k2m' in sys.argv[3] else 60)"
    )
    began = monotonic()
    with pytest.raises(ChannelFailed) as caught:
        show((NOTICE, OTHER), {}, 1.5, "linux")
    assert ("error-channel-slow", 1) == (caught.value.message.key, caught.value.told)
    assert monotonic() - began < 5


def test_program_that_had_hardly_any_time_left_is_not_said_to_have_had_none() -> None:
    assert [1, 10] == [too_slow("x", one).message.fields["seconds"] for one in (0.2, 10.0)]


def tell(monkeypatch: pytest.MonkeyPatch, *addresses: str, timeout: float = 10) -> None:
    """Tell every one of *addresses*, which the environment names, of two notices."""
    monkeypatch.setenv(URLS_VARIABLE, " ".join(addresses))
    for aim in targets("apprise", {}):
        send(aim, (NOTICE, OTHER), timeout)


def test_apprise_posts_to_a_server(monkeypatch: pytest.MonkeyPatch) -> None:
    with http_box() as box:
        tell(monkeypatch, f"json://user:secret@127.0.0.1:{box.port}/")
    (posted,) = (json.loads(one) for one in box.taken)
    assert NOTICE.title == posted["title"]
    assert all(words in posted["message"] for words in (NOTICE.text, OTHER.title))


def test_apprise_sends_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    with mail_box() as box:
        to = "from=me@example.org&to=you@example.org&mode=insecure&format=text"
        tell(monkeypatch, f"mailto://127.0.0.1:{box.port}/?{to}")
    mail = message_from_bytes(box.taken[0], policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    assert (NOTICE.title, True) == (mail["Subject"], NOTICE.text in body.get_content())


def failure(monkeypatch: pytest.MonkeyPatch, *addresses: str, timeout: float = 10) -> ChannelFailed:
    """Return what telling *addresses* ended with."""
    with pytest.raises(ChannelFailed) as caught:
        tell(monkeypatch, *addresses, timeout=timeout)
    return caught.value


def all_words(error: ChannelFailed) -> str:
    """Return everything that an error says."""
    hint: Mapping[str, object] = error.hint.fields if error.hint is not None else {}
    return f"{dict(error.message.fields)} {dict(hint)}"


def test_apprise_that_is_refused_fails_without_a_word_of_the_secret(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with http_box(500) as box:
        error = failure(monkeypatch, f"json://user:secret@127.0.0.1:{box.port}/token")
    assert ("error-channel-refused", "json") == (error.message.key, error.message.fields["scheme"])
    written = "".join(capfd.readouterr()) + all_words(error)
    assert not any(one in written for one in ("secret", "token", "user"))


def test_apprise_that_gets_no_answer_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        began = monotonic()
        error = failure(monkeypatch, f"json://127.0.0.1:{deaf.getsockname()[1]}/", timeout=0.5)
        assert monotonic() - began < 4
    assert "error-channel-slow" == error.message.key


@pytest.mark.parametrize("address", ["nosuch://secret", "secret", "secret:x", "json://"])
def test_address_that_is_none_fails_without_being_shown(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    error = failure(monkeypatch, address)
    assert ("error-channel-address", False) == (error.message.key, "secret" in all_words(error))


def test_apprise_that_is_not_installed_says_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "apprise", None)
    error = failure(monkeypatch, "json://127.0.0.1/")
    assert "error-channel-no-apprise" == error.message.key


def test_addresses_are_remembered_apart_and_named_by_scheme(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(URLS_VARIABLE, "json://secret/ mailto://secret/")
    found = targets("apprise", {})
    assert ["apprise 1 (json)", "apprise 2 (mailto)"] == [one.label for one in found]
    assert (2, False) == (
        len({one.memory for one in found}),
        any("secret" in one.memory for one in found),
    )


def test_addresses_are_read_from_a_private_file(tmp_path: Path) -> None:
    file = tmp_path / "urls"
    file.write_text("# mine\n\njson://127.0.0.1/\n  mailto://x  \n")
    file.chmod(0o600)
    found = targets("apprise", {"urls_file": str(file)})
    assert ["json://127.0.0.1/", "mailto://x"] == [one.options["address"] for one in found]


@pytest.mark.parametrize(
    ("data", "mode", "key"),
    [
        (b"json://127.0.0.1/", 0o644, "error-channel-urls-open"),
        (b"# none\n", 0o600, "error-channel-no-urls"),
        (b"\xff\xfe", 0o600, "error-channel-urls"),
        (None, 0o600, "error-channel-no-urls"),
    ],
)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes of files")
def test_file_of_addresses_that_will_not_do_is_refused(
    tmp_path: Path, data: bytes | None, mode: int, key: str
) -> None:
    file = tmp_path / "urls"
    if data is not None:
        file.write_bytes(data)
        file.chmod(mode)
    with pytest.raises(ChannelFailed) as caught:
        targets("apprise", {"urls_file": str(file)})
    assert (key, str(file)) == (caught.value.message.key, caught.value.message.fields["file"])
