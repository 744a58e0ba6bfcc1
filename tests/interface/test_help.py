"""Help: every command's page, the topics, and what a wrong command line is told; in both languages."""

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.interface.contract import complaints
from tests.interface.program import Program
from tests.interface.test_docs import commands, unknown

from refundcli.adapters.manual import load_manual
from refundcli.adapters.settings import CONFIG_VARIABLE, SETTINGS
from refundcli.commands import TABLE
from refundcli.commands.options import Argument, Option
from refundcli.commands.session import words_in
from refundcli.commands.sheets import names, page_of
from refundcli.core.errors import ERRORS, EXIT_ANSWER_IS_NO
from refundcli.core.topics import TOPICS
from refundcli.core.widths import cells

LANGUAGES = ("zh-Hans", "en")
NUMBER = "4096000000000000001"
CLAIM = (
    *("-p", "taobao", "-s", "unshipped", "-r", "change-of-mind", "--remedy", "refund-only"),
    *("--purpose", "personal", "--paid-at", "2026-11-20 10:00", "-n", NUMBER),
)
EVENT = "20261122T100000-k3f9"
TOUCHING_THE_SYSTEM = {"remind install", "remind uninstall", "remind test"}
"""Commands whose examples are not run but for --dry-run: they reach for the system."""
KNOWN_BY_NAME = {
    *("platforms", "states", "reasons", "remedies", "purposes", "item_kinds", "facts", "cases"),
    "closed_cases",
    *("stages", "tones", "letter_languages", "events", "excuses", "rungs", "outcomes", "phases"),
    *("sorts", "channels", "schedulers", "sources", "rules", "event_ids", "topics"),
}
"""What is looked up by a name, so that one may be unknown: exit code 11."""
WRITES = {"new", "log", "undo", "close", "reopen", "import", "doctor", "ledger init", "remind run"}
"""Commands that write to the ledger or, one of them, keep others from running."""
READS = {
    *("message", "excuses", "list", "show", "due", "ladder", "stats", "export", "rules why"),
    *("rules diff", "remind ics", "log", "undo", "close", "reopen", "doctor", "remind run"),
}
"""Commands that read the ledger."""


def pages(language: str) -> Iterator[tuple[str, str]]:
    """Give every command's help, the program's own first."""
    words = words_in(language)
    for name in ("", *names()):
        yield name, page_of(name, words, 80)


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """Return the program in a ledger of its own, in English."""
    return Program(tmp_path, {"REFUNDCLI_LANG": "en"})


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_of_every_command_fits_eighty_columns(language: str) -> None:
    wide = [line for _, page in pages(language) for line in page.splitlines() if cells(line) > 80]
    assert wide == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_of_every_command_folds_for_a_narrow_terminal(language: str) -> None:
    page = page_of("due", words_in(language), 50)
    assert max(map(cells, page.splitlines())) <= 50


def test_help_is_written_for_every_command_and_no_other() -> None:
    assert set(load_manual().entries) == {"", *names()}


def test_groups_hold_every_command_once() -> None:
    held = [one for members in load_manual().groups.values() for one in members]
    assert sorted(held) == sorted(TABLE)


def test_newcomer_meets_new_check_and_due_first() -> None:
    page = page_of("", words_in("en"), 80)
    places = [
        page.index(f"\n  {name} ") for name in ("new", "check", "due", "log", "rules", "doctor")
    ]
    assert places == sorted(places)


def test_help_names_commands_and_topics_that_there_are() -> None:
    known = {*names(), *(f"help {topic}" for topic in TOPICS)}
    seen = {one for entry in load_manual().entries.values() for one in entry.see}
    assert seen - known == set()


def test_value_of_an_option_is_named_for_options_that_there_are() -> None:
    options = {
        one.name
        for command in commands().values()
        for one in command.parameters
        if isinstance(one, Option)
    }
    shared = {"lang", "ledger", "now", "config"}
    assert set(load_manual().takes) - options - shared == set()


def test_help_names_every_variable_that_is_a_setting() -> None:
    told = {name for one in load_manual().variables for name in one.name.split(", ")}
    settings = {one.variable for one in SETTINGS if one.variable is not None}
    assert {*settings, CONFIG_VARIABLE} - told == set()


@pytest.mark.parametrize("name", names())
def test_exit_codes_are_those_that_the_command_can_end_with(name: str) -> None:
    codes = set(load_manual().entries[name].codes)
    command = commands().get(name)
    assert {0} <= codes <= {0, EXIT_ANSWER_IS_NO, *(one.code for one in ERRORS)} - {2, 130}
    if command is None:
        assert codes == {0}
        return
    takes = {one.completes for one in command.parameters if one.completes is not None}
    has_exit_code = any(one.name == "exit_code" for one in command.parameters)
    assert (EXIT_ANSWER_IS_NO in codes) == has_exit_code
    assert (11 in codes) == bool(takes & KNOWN_BY_NAME)
    assert 12 in codes
    assert (13 in codes) == (name in READS)
    assert (14 in codes) == (name in WRITES)


def needed(name: str, program: Program) -> tuple[str, ...]:
    """Return what a call of the command must have besides its name."""
    given = {
        "case": "tb-2222",
        "file": str(program.folder / "ledger.json"),
        "rule": "taobao",
        "earlier": "2024-01-01",
        "later": "now",
    }
    places = (one for one in commands()[name].parameters if isinstance(one, Argument))
    more = {
        "check": CLAIM,
        "new": CLAIM,
        "log": ("sent",),
        "close": ("--outcome", "won"),
        "excuses": ("--case", "tb-2222"),
        "remind install": ("--dry-run",),
    }
    return (*(given[one.name] for one in places if one.is_needed), *more.get(name, ()))


def test_exit_codes_of_a_ledger_that_is_no_folder_are_in_the_help(program: Program) -> None:
    exported = Program(program.folder / "other")
    exported.folder.mkdir()
    exported.new()
    assert exported("export", "--out", str(program.folder / "ledger.json")).code == 0
    program.ledger.write_text("a file", encoding="utf-8")
    asked = [one for one in commands() if one not in TOUCHING_THE_SYSTEM]
    asked = [one for one in asked if one not in ("message", "help", "rules lint")]
    ends = program.all(*((*one.split(), *needed(one, program)) for one in asked))
    wrong = {}
    for name, done in zip(asked, ends, strict=True):
        expected = 13 if name in READS else 14 if name in WRITES else 0
        if done.code != expected or done.code not in load_manual().entries[name].codes:
            wrong[name] = (expected, done.code, done.err)
    assert wrong == {}


def test_exit_code_of_a_missing_answer_is_in_the_help(program: Program) -> None:
    id = program.new(claim=CLAIM)
    ends = {
        name: program(*name.split(), *given, "--no-input").code
        for name, given in (
            *(("check", ()), ("new", ()), ("message", ()), ("log", (id,)), ("close", (id,))),
        )
    }
    documented = {name for name, one in load_manual().entries.items() if name and 10 in one.codes}
    assert (set(ends.values()), set(ends)) == ({10}, documented)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program with an open and a closed case, and what was exported of them."""
    program = Program(tmp_path_factory.mktemp("examples"), {"REFUNDCLI_LANG": "en"})
    closed = program.new(claim=CLAIM)
    assert program("close", closed, "--outcome", "won").code == 0
    program.new(claim=CLAIM)
    assert program("export", "--closed", "--out", "import.json").code == 0
    return program


def lines_of_examples() -> Iterator[tuple[str, str]]:
    """Give every line of an example that does not ask and does not reach for the system, with its command."""
    told = {"refundcli new"}
    for name, entry in load_manual().entries.items():
        lines = {example.run.in_(one) for example in entry.examples for one in LANGUAGES}
        for line in sorted(lines - told):
            told.add(line)
            if name not in TOUCHING_THE_SYSTEM or ("uninstall" in line and "--dry-run" in line):
                yield name, line


def test_every_example_runs(examples: Program) -> None:
    before = examples.folder / "before"
    shutil.copytree(examples.ledger, before)
    wrong = {}
    for name, line in lines_of_examples():
        done = examples(*words_to_run(examples, name, line))
        allowed = (0, EXIT_ANSWER_IS_NO) if "--exit-code" in line else (0,)
        has_clipboard = "--copy" not in line or "clipboard" not in done.err
        if done.code not in allowed and has_clipboard:
            wrong[line] = done
        if name in WRITES or name == "message":
            shutil.rmtree(examples.ledger)
            shutil.rmtree(examples.folder / "cache", ignore_errors=True)  # it knows what was there
            shutil.copytree(before, examples.ledger)
    assert wrong == {}


def words_to_run(examples: Program, name: str, line: str) -> list[str]:
    """Return the arguments of an example, about a case of the ledger and files that are there or not yet."""
    folder = "closed" if name == "reopen" else "cases"
    case = next((examples.ledger / folder).rglob("*.toml"))
    key = re.findall(r"^(\d{8}T\d{6}-\w{4}) =", case.read_text("utf-8"), re.MULTILINE)[-1]
    known = {"tb-7k2m": case.stem, NUMBER: case.stem, EVENT: key, "ledger.json": "import.json"}
    words = shlex.split(line.removeprefix("refundcli"))
    if "--out" in words:
        return [*words[:-1], f"new-{words[-1]}"]
    return [known.get(one, one) for one in words]


def test_lines_of_examples_are_all_that_can_be_run() -> None:
    left = set(load_manual().entries) - {name for name, _ in lines_of_examples()}
    assert left == {"remind install", "remind test"}


@pytest.mark.parametrize("name", sorted(TOUCHING_THE_SYSTEM))
def test_examples_that_are_not_run_name_options_that_there_are(name: str) -> None:
    lines = [one.run.in_("en") for one in load_manual().entries[name].examples]
    assert [found for line in lines for found in unknown(line)] == []


@pytest.mark.parametrize("name", ["check", "rules", "rules show"])
def test_help_of_a_command_is_the_same_by_name_and_by_option(program: Program, name: str) -> None:
    by_name = program("help", *name.split(), COLUMNS="80") if name != "rules" else None
    by_option = program(*name.split(), "--help", now=None, COLUMNS="80")
    assert by_option.code == 0
    assert by_name is None or by_name.out == by_option.out


@pytest.mark.parametrize("line", [("check", "-p", "taobao"), ("rules",), ("--json",)])
def test_help_is_the_same_however_the_line_is_read(program: Program, line: tuple[str, ...]) -> None:
    plain = [one for one in line if one[0] != "-" and one != "taobao"]
    expected = program(*plain, "--help", now=None, COLUMNS="80").out
    assert program("--quiet", *line, "--help", now=None, COLUMNS="80").out == expected


def test_help_alone_lists_every_command_and_every_topic(program: Program) -> None:
    document = program("help", "--json").document
    assert complaints("help", document) == []
    assert {one["name"] for one in document["commands"]} == set(TABLE)
    assert [one["id"] for one in document["topics"]] == list(TOPICS)
    shown = program("help").out
    assert all(f"\n  {name} " in shown for name in (*TABLE, *TOPICS))


@pytest.mark.parametrize("name", [("due",), ("rules", "show"), ("remind",), ("log",)])
def test_help_of_a_command_is_a_document(program: Program, name: tuple[str, ...]) -> None:
    document = program("help", *name, "--json").document
    assert complaints("help", document) == []
    assert document["command"]["name"] == f"refundcli {' '.join(name)}"


@pytest.mark.parametrize("topic", TOPICS)
def test_topic_is_a_page_that_one_reads_at_a_sitting(program: Program, topic: str) -> None:
    for language in LANGUAGES:
        lines = program("help", topic, REFUNDCLI_LANG=language, COLUMNS="80").out.splitlines()
        assert 40 <= len(lines) <= 84
        assert max(map(cells, lines)) <= 80
        assert not [one for one in lines if re.search(r"\{\w+:", one)]


@pytest.mark.parametrize("topic", TOPICS)
def test_topic_is_a_document_that_says_as_much_in_each_language(
    program: Program, topic: str
) -> None:
    found = [program("help", topic, "--json", REFUNDCLI_LANG=one).document for one in LANGUAGES]
    assert [complaints("help", one) for one in found] == [[], []]
    shapes = [
        [(len(one["says"]), len(one["points"])) for one in document["topic"]["sections"]]
        for document in found
    ]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("topic", TOPICS)
def test_topic_names_commands_that_can_be_called(topic: str, program: Program) -> None:
    for language in LANGUAGES:
        shown = program("help", topic, REFUNDCLI_LANG=language, COLUMNS="400").out
        assert unknown(shown) == []


def test_topic_in_traditional_characters_has_no_simplified_ones(program: Program) -> None:
    shown = program("help", "deadlines", REFUNDCLI_LANG="zh-Hant").out
    assert ("期限怎麼算" in shown, "时" in shown, "节" in shown) == (True, False, False)


@pytest.mark.parametrize(
    ("asked", "topic"),
    [
        *(("期限", "deadlines"), ("证据", "evidence"), ("維權", "ladder")),
        *(("隐私", "privacy"), ("规则", "rules"), ("维权途径", "ladder")),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_topic_is_found_by_its_chinese_name(
    program: Program, asked: str, topic: str, language: str
) -> None:
    done = program("help", asked, "--json", "--lang", language)
    assert done.document["topic"]["id"] == topic


@pytest.mark.parametrize(
    ("asked", "near"), [("deadlnes", "deadlines"), ("evidecne", "evidence"), ("chekc", "check")]
)
def test_unknown_topic_names_the_near_ones(program: Program, asked: str, near: str) -> None:
    done = program("help", asked)
    assert done.code == 11
    assert near in done.err.splitlines()[1]
