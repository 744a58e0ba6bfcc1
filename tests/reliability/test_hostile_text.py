"""Text from outside through every door: shown harmlessly, stored unchanged, refused as a name."""

import io
import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.interface.program import FAULTY

from refundcli.adapters.case_file import case_file
from refundcli.adapters.ledger import Ledger
from refundcli.adapters.toml_files import key_value
from refundcli.core.case import Case
from refundcli.core.errors import ERRORS
from refundcli.core.outside import clean
from refundcli.main import run

PIECES = (
    *(
        "\x1b[31m",
        "\x1b]0;title\x07",
        "\x1b]8;;http://x\x1b\\",
        "\x9b2J",
        "\u202e",
        "\u2066",
        "\u200b",
    ),
    *("[red]", "[/]", "{order}", "{0.__class__}", "%s", "=1+1", "@SUM(A1)", "<b>", "</script>"),
    *('"', "'", "\\", "]]", "[events]", "\n", "\r\n", "\t", "\x00", "\x7f", "\x85", "\u2028"),
    *("../../etc/passwd", "/", "C:\\", "~", "--force", "-", "退款", "\U0001f600", "$(id)", "`id`"),
)
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), min_size=1, max_size=20).map(
    "".join
)
WORST = "".join(PIECES)
FEW = settings(
    max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
STEERS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ufeff]")
CODES = {0, 3, *(one.code for one in ERRORS)}


@pytest.fixture
def world(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder of its own for all that the program keeps."""
    folder = tmp_path_factory.mktemp("world")
    monkeypatch.setenv("REFUNDCLI_LEDGER", str(folder / "ledger"))
    monkeypatch.setenv("REFUNDCLI_RULES", str(folder / "rules"))
    return folder


class Said:
    """What a run wrote to its two streams, and its exit code."""

    def __init__(self, *arguments: str, stdin: bytes = b"") -> None:
        streams = (sys.stdin, sys.stdout, sys.stderr)
        sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), "utf-8")
        sys.stdout = io.TextIOWrapper(io.BytesIO(), "utf-8", errors="replace", newline="")
        sys.stderr = io.TextIOWrapper(io.BytesIO(), "utf-8", errors="replace", newline="")
        try:
            self.code = run(arguments)
            self.out, self.err = (
                one.buffer.getvalue().decode() for one in (sys.stdout, sys.stderr)
            )
        finally:
            sys.stdin, sys.stdout, sys.stderr = streams

    @property
    def is_harmless(self) -> bool:
        """Whether nothing in it steers a terminal, and it ended as the program ends."""
        return self.code in CODES and not STEERS.search(self.out + self.err)


def cases(folder: Path) -> list[Case]:
    """Return the cases of the ledger."""
    found = Ledger(folder / "ledger").cases(closed=True)
    return [one for one in found if isinstance(one, Case)]


def saved(*arguments: str) -> str:
    """Save a case and return its id."""
    done = Said("new", "--json", "--no-input", *FAULTY, "--purpose", "personal", *arguments)
    assert done.code == 0, done.err
    return str(json.loads(done.out)["case"]["id"])


def argument(text: str) -> str:
    """Return *text* as a command line can hold it."""
    return text.replace("\x00", "")


@FEW
@given(HOSTILE)
@example(WORST)
def test_flags_are_stored_unchanged_and_shown_harmlessly(world: Path, text: str) -> None:
    """A seller's name; shown in a list, in a case, and in JSON as it is."""
    words = argument(text) or "x"
    id = saved("--seller", words, "--item", words, "--order", words)
    (found,) = (one for one in cases(world) if one.id == id)
    assert (found.order.seller, found.order.item, found.order.number) == (words,) * 3
    for command in (("list",), ("show", id), ("message", id)):
        assert Said(*command).is_harmless, command
    shown = json.loads(Said("show", id, "--json").out)["case"]["order"]
    assert shown["seller"] == words


@FEW
@given(HOSTILE)
@example(WORST)
@example("\ud800")
def test_names_are_refused_whatever_they_hold(world: Path, text: str) -> None:
    """Of a platform, a case, a rule, a file: never a path, never a traceback."""
    words = argument(text) or "x"
    for command in (
        ("check", "-p", words),
        ("show", "--", words),
        ("log", "--", words, "sent"),
        ("rules", "show", "--", words),
        ("import", "--", f"{world}/none-{words}"),
    ):
        done = Said(*command)
        assert done.is_harmless, (command, done.err)
        assert done.code in {2, 11, 12}, (command, done.code)
    assert [one.name for one in world.iterdir() if one.name not in ("ledger", "rules")] == []


@FEW
@given(HOSTILE)
@example(WORST)
@example("\ud800")
def test_answers_files_are_data(world: Path, text: str) -> None:
    """As text, where TOML can hold it, and as the file itself."""
    file = world / "answers.toml"
    file.write_bytes(text.encode(errors="surrogatepass"))
    assert Said("check", "--answers", str(file)).is_harmless
    if "\ud800" in text:
        return
    file.write_text(
        f"{key_value('seller', text)}\n{key_value('platform', text)}\n", "utf-8", newline=""
    )
    assert Said("check", "--answers", str(file)).is_harmless
    file.unlink()


@FEW
@given(HOSTILE)
@example(WORST)
@example("\ud800")
def test_case_files_are_data(world: Path, text: str) -> None:
    """A file that somebody else wrote: as its words, and as all of it."""
    id = saved()
    path = world / "ledger" / "cases" / f"{id}.toml"
    whole = path.read_bytes()
    if "\ud800" not in text:
        event = {"at": cases(world)[0].opened_at, "kind": "noted", "note": text}
        path.write_bytes(whole + f"{key_value('20261122T100000-k3f9', event)}\n".encode())
        assert case_file(path.read_bytes(), path).case.events[-1].carries["note"] == text
        assert Said("show", id).is_harmless
        assert Said("export", id).is_harmless is (
            STEERS.search(json.dumps(text, ensure_ascii=False)) is None
        )
        assert Said("export", id, "--redact").is_harmless
    path.write_bytes(text.encode(errors="surrogatepass"))
    for command in (("list",), ("show", id), ("log", id, "sent")):
        assert Said(*command).is_harmless
    assert path.read_bytes() == text.encode(errors="surrogatepass")
    path.unlink()


@FEW
@given(HOSTILE)
@example(WORST)
@example("\ud800")
def test_rule_overlays_are_data(world: Path, text: str) -> None:
    """The buyer's own rules, as some page told to write them."""
    rules = world / "rules"
    rules.mkdir(exist_ok=True)
    (rules / "own.toml").write_bytes(text.encode(errors="surrogatepass"))
    assert Said("check", *FAULTY).is_harmless
    assert Said("rules", "lint").is_harmless
    (rules / "own.toml").unlink()


@FEW
@given(HOSTILE)
@example(WORST)
@example("\ud800")
def test_import_files_are_data(world: Path, text: str) -> None:
    """As the words in a case, as an id, and as all of the file; what is refused stores nothing."""
    id = saved()
    document = json.loads(Said("export", id).out)
    (case,) = document["cases"]
    before = cases(world)
    for change in ({"id": text}, {"opened_at": text, "order": text}, {text: 1}):
        data = json.dumps({**document, "cases": [{**case, **change}]}).encode()
        done = Said("import", "-", stdin=data)
        assert (done.is_harmless, done.code) == (True, 12), (change, done.err)
    done = Said("import", "-", stdin=text.encode(errors="surrogatepass"))
    assert (done.is_harmless, done.code) == (True, 12)
    assert cases(world) == before
    order = {**case["order"], "seller": text}
    data = json.dumps({**document, "cases": [{**case, "id": "tb-7k2m", "order": order}]}).encode()
    done = Said("import", "-", stdin=data)
    assert done.is_harmless
    (world / "ledger" / "cases" / "tb-7k2m.toml").unlink(missing_ok=True)
    assert done.code == (12 if "\ud800" in text else 0)


@settings(deadline=None)
@given(HOSTILE)
@example(WORST)
def test_what_a_terminal_gets_steers_nothing(text: str) -> None:
    """The one function through which every word from outside goes."""
    assert STEERS.search(clean(text)) is None
    assert "\n" not in clean(text)
