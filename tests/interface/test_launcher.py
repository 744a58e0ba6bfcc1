"""The launcher: what it says is what the program says, or nothing; and what it imports for it."""

import io
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from tests.builders_cases import CALM, case, event
from tests.builders_index import ledger_at
from tests.interface.program import SECONDS

from refundcli import __version__
from refundcli.adapters import kept_pages
from refundcli.adapters.case_lines import microseconds
from refundcli.adapters.kept_pages import answer_to, form_of, key_of, place_of, span_of, unpacked
from refundcli.commands import due
from refundcli.commands import list as list_
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.case import ALPHABET, Case
from refundcli.core.periods import BEIJING, beijing
from refundcli.launcher import is_answered
from refundcli.main import run

START = "from refundcli.launcher import main; main()"
"""What a console script does."""

IDS = {
    "_REFUNDCLI_COMPLETE": "complete_zsh",
    "_TYPER_COMPLETE_ARGS": "refundcli show ",
}
"""What zsh asks when TAB is pressed after `refundcli show`."""

ALLOWED = {
    *("refundcli", "refundcli.launcher", "refundcli.adapters", "refundcli.adapters.kept_pages"),
    "zlib",
}
"""All that an answer may import besides what Python itself imports at its start."""

SOON = beijing(2026, 11, 24, 11)
PLATFORMS = ("taobao", "1688", "pinduoduo")
ITEMS = (
    "连衣裙 M 码",
    "还有 18 小时",
    "[red]x[/red]",
    "3 days left",
    "一" * 30,
    "\x1b[31m坏",
    None,
)


def some_cases(seed: int) -> Iterator[Case]:
    """Give cases of several platforms with clocks of every length, drawn by *seed*."""
    draw = random.Random(seed)
    for number in range(draw.choice((1, 2, 7, 12))):
        until = beijing(2026, 11, 24, 11) + timedelta(minutes=draw.randrange(-5000, 20000))
        yield case(
            event("sent", stage="first", respond_by=until),
            *([event("refused", 11, words="拆封不退")] if draw.random() < 0.5 else []),
            id=f"tb-{''.join(draw.choices(ALPHABET, k=4))}",
            number=str(number),
            platform=draw.choice(PLATFORMS),
            item=draw.choice(ITEMS),
            paid=draw.choice((None, Decimal("128.00"))),
        )


CHANGES: Mapping[str, Callable[[Path], object]] = {
    "an edited case": lambda ledger: _edited(next(ledger.glob("cases/*.toml"))),
    "a case that came": lambda ledger: (ledger / "cases" / "tb-aaaa.toml").write_text("x"),
    "a case that went": lambda ledger: next(ledger.glob("cases/*.toml")).unlink(),
    "a case replaced": lambda ledger: _replaced(next(ledger.glob("cases/*.toml"))),
    "a closed case that came": lambda ledger: (ledger / "closed" / "2026").mkdir(parents=True),
    "another format": lambda ledger: (ledger / "ledger.toml").write_text("format = 9\n"),
    "an import cut off": lambda ledger: (ledger / ".import").mkdir(),
    "a migration cut off": lambda ledger: (ledger / ".migration").mkdir(),
    "no ledger": lambda ledger: ledger.rename(ledger.with_name("gone")),
}


def _edited(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"tb", b"tb", 1))


def _replaced(path: Path) -> None:
    other = path.with_name(".other")
    other.write_bytes(path.read_bytes())
    other.replace(path)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return folders with a ledger each: a few that are drawn, and one for each of the changes."""
    seeds = {f"drawn {seed}": seed for seed in range(6)}
    found = {}
    for name in (*seeds, *CHANGES):
        found[name] = tmp_path_factory.mktemp("ledger")
        ledger = ledger_at(found[name])
        for one in some_cases(seeds.get(name, 3)):
            ledger.add(one)
    time.sleep(kept_pages.SETTLED_AFTER / 10**9 + 0.05)  # files as young as that are not trusted
    return found


@dataclass(frozen=True, slots=True)
class Written:
    """What was returned and what reached the two streams."""

    returned: object
    out: bytes
    err: bytes


def written_by(do: Callable[[], object]) -> Written:
    """Return what *do* returns and writes to the streams of this process, as files."""
    with _files() as (out, err):
        try:
            returned = do()
        except SystemExit as end:
            returned = end.code
    return Written(returned, out.getvalue(), err.getvalue())


@contextmanager
def _files() -> Iterator[tuple[io.BytesIO, io.BytesIO]]:
    """Let both streams, and the handles below them, be files; give what was written in the end."""
    found = (io.BytesIO(), io.BytesIO())
    saved = [os.dup(handle) for handle in (1, 2)]
    files = [tempfile.TemporaryFile() for _ in found]  # noqa: SIM115 - closed below, with the handles
    handles = [one.fileno() for one in files]
    for number, handle in enumerate(handles, 1):
        os.dup2(handle, number)
    try:
        with (
            open(1, "w", encoding="utf-8", closefd=False) as out,
            open(2, "w", encoding="utf-8", closefd=False) as err,
            redirect_stdout(out),
            redirect_stderr(err),
        ):
            yield found
    finally:
        for number, (handle, old) in enumerate(zip(handles, saved, strict=True), 1):
            os.dup2(old, number)
            os.close(old)
            found[number - 1].write(os.pread(handle, 10**7, 0))
            files[number - 1].close()


@contextmanager
def world(folder: Path, **env: str) -> Iterator[None]:
    """Let the ledger in *folder* be the ledger."""
    with patch.dict(os.environ, {"REFUNDCLI_LEDGER": str(folder / "ledger"), **env}):
        yield


def told(*arguments: str) -> Written:
    """Return what the whole program answers."""
    with patch.object(sys, "argv", ["refundcli", *arguments]):
        return written_by(lambda: run(arguments))


def launched(*arguments: str) -> Written:
    """Return what the launcher answers."""
    return written_by(lambda: is_answered(list(arguments)))


def at(form: str, now: datetime) -> Written:
    """Return what the program answers to *form* as if it were *now*, and keep it."""
    name, *language = form.split(" --lang ")
    given = Given({"lang": language[0] if language else None})
    command = {"list": list_, "due": due}[name]

    def answer() -> object:
        return command.run(Session(Given({**given.values, "now": now.isoformat()})), given)

    return written_by(answer)


FORMS = ("list", "due", "list --lang en", "due --lang zh-Hans", "due --lang en")


def test_answer_that_is_told_again_is_that_of_the_program(folders: dict[str, Path]) -> None:
    hits: list[int] = []

    @settings(CALM, max_examples=25, phases=(Phase.explicit, Phase.generate))  # one step is long
    @given(
        st.sampled_from([one for one in folders if one.startswith("drawn")]),
        st.sampled_from(FORMS),
        st.sampled_from([{}, {"COLUMNS": "120"}, {"COLUMNS": "40"}, {"FORCE_COLOR": "1"}]),
        st.timedeltas(timedelta(days=-3), timedelta(days=12)),
        st.timedeltas(timedelta(minutes=-5), timedelta(minutes=5))
        | st.timedeltas(timedelta(0), timedelta(hours=13)),
    )
    def hold(
        ledger: str, form: str, env: dict[str, str], since: timedelta, later: timedelta
    ) -> None:
        now = SOON + since
        with world(folders[ledger], **env):
            before = at(form, now)
            with _files():
                key = key_of(form)
            assert key is not None
            page = Path(place_of(key))
            again = unpacked(page.read_bytes(), key, microseconds(now + later))
            if again is not None:
                hits.append(1)
                after = at(form, now + later)
                assert (after.returned, after.out, after.err) == (0, *again)
            page.unlink()
        assert before.returned == 0

    hold()
    assert len(hits) >= 5


@pytest.mark.parametrize("arguments", [("list",), ("due",), ("--lang", "en", "due"), ()], ids=str)
def test_launcher_says_what_the_program_says(
    folders: dict[str, Path], arguments: tuple[str, ...]
) -> None:
    env = {} if arguments else IDS
    with world(folders["drawn 3"], **env):
        first = launched(*arguments)
        full = told(*arguments)
        then = launched(*arguments)
    assert (False, b"") == (first.returned, first.out)
    assert (0, True) == (full.returned or 0, then.returned)
    assert (full.out, full.err) == (then.out, then.err)
    assert full.out


LANGUAGE = st.sampled_from(["en", "zh-Hans", "zh-Hant", "fr", "--lang"])
KNOWN = st.one_of(
    st.sampled_from([("--version",), ("list",), ("due",)]),
    st.tuples(st.just("--lang"), LANGUAGE, st.sampled_from(["list", "due"])),
    st.tuples(st.sampled_from(["list", "due"]), st.just("--lang"), LANGUAGE),
)
"""The command lines of the forms that the launcher answers, with languages that there are not."""

ANY = st.lists(
    st.sampled_from(
        [
            *("list", "due", "--version", "--lang", "en", "--lang=en", "--json", "--quiet", "-q"),
            *("--overdue", "--closed", "--brief", "--no-input", "--", "-p", "taobao", "tb-2", ""),
        ]
    ),
    max_size=4,
).map(tuple)
"""Command lines of words that the launcher knows and others, most of which are wrong; none writes a case."""


def asked_in(shell: str, line: str) -> dict[str, str]:
    """Return what a script of *shell* puts into the environment when TAB is pressed at the end of *line*."""
    typed = line.rpartition(" ")[2]
    if shell == "complete_bash":
        count = str(len(line.split(" ")) - 1)
        return {kept_pages.COMPLETE: shell, "COMP_WORDS": line, "COMP_CWORD": count}
    found = {kept_pages.COMPLETE: shell, "_TYPER_COMPLETE_ARGS": line}
    if shell == "complete_powershell":
        found["_TYPER_COMPLETE_WORD_TO_COMPLETE"] = typed
    return found


TABS = st.builds(
    asked_in,
    st.sampled_from(
        [f"complete_{one}" for one in ("bash", "zsh", "fish", "powershell")]
        + ["lines_bash", "lines_zsh", "lines_fish", "lines_powershell"]
    ),
    st.sampled_from(
        [
            *("refundcli show ", "refundcli show tb-", "refundcli show xx", "refundcli log tb"),
            *("refundcli --lang en show ", "refundcli show --lang en tb-", "refundcli undo "),
            *("refundcli list -s ", "refundcli list --state d", "refundcli check -p taobao -s "),
            *(
                "refundcli list --platform ",
                "refundcli list -p t",
                "refundcli reopen ",
                "refundcli ",
            ),
        ]
    ),
)
"""What each shell asks when a case, a platform or a state may come next."""


@settings(CALM, max_examples=40, phases=(Phase.explicit, Phase.generate))  # one step is long
@given(
    st.sampled_from([f"drawn {seed}" for seed in range(6)]),
    KNOWN | ANY | st.just(()),
    st.none() | TABS,
)
def test_launcher_says_what_the_program_says_or_nothing(
    folders: dict[str, Path], ledger: str, arguments: tuple[str, ...], tab: dict[str, str] | None
) -> None:
    arguments = arguments if tab is None else ()
    with world(folders[ledger], **(tab or {})):
        before = told(*arguments)
        answer = launched(*arguments)
        after = told(*arguments) if answer.out != before.out else before  # a minute may have passed
    if answer.returned:
        assert before.returned in (0, None)
        assert (answer.out, answer.err) in ((before.out, before.err), (after.out, after.err))
        return
    assert (answer.out, answer.err) == (b"", b"")
    is_known = arguments == ("--version",) or form_of(list(arguments)) is not None
    assert before.returned or tab is not None or not is_known


@pytest.mark.parametrize("change", CHANGES)
def test_change_of_the_ledger_ends_the_answer(folders: dict[str, Path], change: str) -> None:
    with world(folders[change]):
        told("list")
        kept = launched("list")
        CHANGES[change](folders[change] / "ledger")
        after = launched("list")
    assert (True, False, b"") == (kept.returned, after.returned, after.out)


@pytest.mark.parametrize(
    "name", ["LANG", "REFUNDCLI_LANG", "COLUMNS", "NO_COLOR", "TERM", "TZ", "LC_ALL", "HOME"]
)
def test_other_environment_is_another_question(folders: dict[str, Path], name: str) -> None:
    with world(folders["drawn 3"]):
        told("list")
        with patch.dict(os.environ, {name: "en_GB.UTF-8"}):
            other = launched("list")
        kept = launched("list")
    assert (False, True) == (other.returned, kept.returned)


@pytest.mark.parametrize("file", ["config.toml", "rules", "rules/own.toml"])
def test_change_of_the_configuration_ends_the_answer(
    folders: dict[str, Path], file: str, tmp_path: Path
) -> None:
    path = tmp_path / "home" / "config" / "refundcli" / file
    with world(folders["drawn 3"]):
        told("list")
        kept = launched("list")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('language = "en"\n')
        after = launched("list")
    assert (True, False) == (kept.returned, after.returned)


@pytest.fixture
def page(folders: dict[str, Path]) -> Iterator[Path]:
    """Return the file of the answer to `list`, which holds."""
    with world(folders["drawn 3"]):
        told("list")
        with _files():
            key = key_of("list")
        assert key is not None
        assert launched("list").returned
        yield Path(place_of(key))


def test_broken_page_is_none(page: Path) -> None:
    data = page.read_bytes()
    steps = range(0, len(data), len(data) // 60)
    broken = [data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :] for at in steps]
    broken += [b"", b"\n", data[: len(data) // 2], data + b"x"]
    for one in broken:
        page.write_bytes(one)
        assert (False, b"") == ((found := launched("list")).returned, found.out)


def test_page_that_others_may_read_or_that_is_a_link_is_none(page: Path, tmp_path: Path) -> None:
    page.chmod(0o644)
    open_to_all = launched("list")
    page.chmod(0o600)
    other = tmp_path / "other"
    page.rename(other)
    page.symlink_to(other)
    assert (False, False) == (open_to_all.returned, launched("list").returned)


def test_page_is_for_the_owner_alone(page: Path) -> None:
    assert (0o600, 0o700) == (page.stat().st_mode & 0o777, page.parent.stat().st_mode & 0o777)


def test_page_holds_only_in_its_time(page: Path) -> None:
    data = page.read_bytes()
    with _files():
        key = key_of("list") or b""
    now = time.time_ns() // 1000
    midnight = datetime.now(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
    tomorrow = microseconds(midnight + timedelta(days=1))
    found = [unpacked(data, key, one) for one in (now, now - 3600 * 10**6, tomorrow)]
    assert [True, False, False] == [one is not None for one in found]


def test_page_of_an_older_program_is_none(page: Path) -> None:
    with patch.object(kept_pages, "program_stamp", lambda: b"another"):
        assert not launched("list").returned


def test_answer_is_given_where_it_cannot_be_kept(folders: dict[str, Path], tmp_path: Path) -> None:
    cache = tmp_path / "home" / "cache" / "refundcli"
    cache.mkdir(parents=True)
    (cache / "pages").write_text("no folder")
    with world(folders["drawn 3"]):
        assert (0, b"") == ((full := told("list")).returned, full.err)
        assert not launched("list").returned


def test_case_just_written_is_not_trusted(tmp_path: Path) -> None:
    ledger_at(tmp_path).add(case())
    with world(tmp_path):
        told("list")
        assert not launched("list").returned


def test_answer_with_a_fault_is_not_kept(tmp_path: Path, folders: dict[str, Path]) -> None:
    with world(folders["drawn 3"]):
        told("list", "--ledger", str(tmp_path / "none"))
        told("list", "--platform", "taobao")
        told("list", "--json")
        told("list", "--now", "2026-11-24")
        assert not launched("list").returned


@pytest.mark.parametrize(
    "arguments",
    [[], ["list", "--json"], ["list", "x"], ["--version", "list"], ["--lang", "list"], ["lis"]],
    ids=str,
)
def test_other_command_lines_are_left_to_the_program(arguments: list[str]) -> None:
    assert form_of(arguments) is None
    assert (False, b"") == ((found := launched(*arguments)).returned, found.out)


def test_relative_folder_is_left_to_the_program() -> None:
    with patch.dict(os.environ, {"REFUNDCLI_LEDGER": "here"}), _files():
        assert (None, None) == (key_of("list"), answer_to("list"))


def test_version_is_that_of_the_program() -> None:
    full, short = told("--version"), launched("--version")
    assert (f"refundcli {__version__}\n".encode(), full.out) == (short.out, short.out)


def test_variable_of_a_shell_that_is_empty_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(kept_pages.COMPLETE, "")
    assert (
        launched("--version").out == told("--version").out == f"refundcli {__version__}\n".encode()
    )
    assert "list" == form_of(["list"])


@given(st.integers(-(10**15), 10**15))
def test_span_is_as_the_page_tells_it(distance: int) -> None:
    from refundcli.render.deadlines_text import left_said  # noqa: PLC0415 - what it is held against

    now = beijing(2026, 11, 22)
    fields = left_said(now + timedelta(microseconds=distance), now).fields
    span = fields["span"]
    names = {"years": "y", "days": "d", "hours": "h", "minutes": "m"}
    unit = names[span.key.removeprefix("span-")]  # type: ignore[attr-defined]  # a sentence
    assert (span.fields["count"], unit) == span_of(distance)  # type: ignore[attr-defined]


def modules_of(arguments: list[str]) -> set[str]:
    """Return the modules that Python imports for *arguments*, and check that it succeeds."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", *arguments],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        timeout=SECONDS,
        check=True,
    )
    lines = done.stderr.decode().splitlines()
    return {line.rsplit("|", 1)[1].strip() for line in lines if line.startswith("import time:")}


def test_answers_import_next_to_nothing(folders: dict[str, Path]) -> None:
    bare = modules_of(["-c", "pass"])
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    with world(folders["drawn 3"], **path):
        told("list")
        told("due")
        found = modules_of(["-c", START, "--version"])
        found |= modules_of(["-c", START, "list"]) | modules_of(["-c", START, "due"])
        with patch.dict(os.environ, IDS):
            told()
            found |= modules_of(["-c", START])
    assert set() == found - bare - ALLOWED
    assert found - bare >= {"zlib"}


NOT_FOR_A_LIST = {
    *("typer", "rich", "tomli", "questionary", "prompt_toolkit", "platformdirs", "subprocess"),
    *(f"refundcli.core.{one}" for one in ("rulebook", "rules", "case", "dossier", "verdict")),
    *("refundcli.adapters.ledger", "refundcli.commands.cases", "refundcli.core.line_maker"),
}
"""What many cases can be listed without, when their lines are in the index."""


def test_first_list_imports_no_rules(folders: dict[str, Path]) -> None:
    with world(folders["drawn 3"], PYTHONPATH=os.pathsep.join(sys.path)):
        told("list")
        modules_of(["-c", START, "--no-input", "list"])  # keeps what the data files hold
        found = modules_of(["-c", START, "--no-input", "list"])
        found |= modules_of(["-c", START, "--no-input", "due"])
    assert found & NOT_FOR_A_LIST == set()
    assert found >= {"refundcli.main", "refundcli.core.lines", "sqlite3"}
