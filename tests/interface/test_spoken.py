"""What the screens say, in each language: nothing of another one but names, quotations, ids and commands."""

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.interface.program import FAULTY, UNSHIPPED, Program

import refundcli
from refundcli.core.traditional import traditional

DATA = Path(refundcli.__file__).parent / "data"
PERSONAL = (*FAULTY, "--purpose", "personal")

SCREENS: tuple[tuple[str, ...], ...] = (
    *(("check", *PERSONAL, "--full"), ("show", "CASE", "--why"), ("message", "CASE", "--list")),
    *(("message", "CASE", "--check", "letter.txt"), ("excuses", "opened"), ("due",), ("stats",)),
    *(("ladder", "CASE"), ("doctor",), ("remind", "test"), ("help",), ("help", "rules")),
    *(("ledger", "init", "--git"), ("rules", "list"), ("rules", "show", "1688")),
    *(("rules", "why", "CASE"), ("rules", "diff", "2020-01-01", "now"), ("import", "none.json")),
    *(("check", "-p", "taobo"), ("check", *UNSHIPPED, "--paid", "much"), ("list", "--nope")),
    *(("check", *UNSHIPPED, "--paid-at", "soon"), ("list", "--config", "none.toml")),
    *(("new", *UNSHIPPED, "--ledger", "/dev/null/x"), ("log", "CASE", "refused")),
    ("close", "CASE", "--outcome", "lost"),
)

_HAN = re.compile("[㐀-鿿]")
_TITLE = re.compile("《(?:[^《》]|《[^《》]*》)*》[第一二三四五六七八九十百零条條款項项之、]*")
_ENGLISH = re.compile(r"(?<![\w/.=-])[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")
_COMMANDS = re.compile(r"(?:refundcli|git|systemctl|crontab) [^，。；：）”」]*")


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Program:
    """Return the program with a home of its own."""
    folder = tmp_path_factory.mktemp("spoken")
    (folder / "letter.txt").write_text("Refund, or else I go public. 45个工作日")
    return Program(folder, {"PATH": "/usr/bin:/bin", "COLUMNS": "4000"})


@cache
def data() -> tuple[str, ...]:
    """Return what the rules quote and name as it is, the longest first: sources, articles, buttons, statutes."""
    found: set[str] = set()
    for path in DATA.rglob("*.toml"):
        if "ui" not in path.parts and "letters" not in path.parts:
            found.update(_quoted(tomllib.loads(path.read_text("utf-8"))))
    return tuple(sorted(found, key=len, reverse=True))


def _quoted(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _quoted(one) if key not in ("zh", "zh-Hant") else ()
    elif isinstance(value, list):
        for one in value:
            yield from _quoted(one)
    elif isinstance(value, str) and (len(value) > 1 or value in "一二三四五六七八九十"):
        yield value


def own_words(line: str) -> str:
    """Return *line* without titles and what is quoted from the rules' data."""
    for one in data():
        line = line.replace(one, "~") if one in line else line
    return _TITLE.sub("~", line)


def foreign(program: Program, language: str, is_foreign: Callable[[str], object]) -> list[str]:
    """Return the lines of all screens that hold something foreign to *language*."""
    case = program.new("--paid", "128", "--letter-lang", "en", claim=PERSONAL)
    found = []
    for words in SCREENS:
        done = program(*(case if one == "CASE" else one for one in words), "--lang", language)
        lines = dict.fromkeys((done.out + done.err).splitlines())
        found += [f"{' '.join(words)[:30]}: {one}" for one in lines if is_foreign(one)]
    return found


def test_english_screens_hold_no_chinese_of_ours(program: Program) -> None:
    """Titles of laws and sources and the buttons of the platforms stay as they are."""

    def is_foreign(line: str) -> object:
        return _HAN.search(line) and _HAN.search(own_words(line))

    assert foreign(program, "en", is_foreign) == []


def test_chinese_screens_hold_no_english_sentence(program: Program) -> None:
    """Ids, commands and the titles of English sources do."""

    def is_foreign(line: str) -> object:
        return _ENGLISH.search(line) and _ENGLISH.search(_COMMANDS.sub("~", own_words(line)))

    assert foreign(program, "zh-Hans", is_foreign) == []


def test_traditional_screens_hold_no_simplified_character_of_ours(program: Program) -> None:
    """Not in sentences, labels, questions or errors."""

    def simplified(line: str) -> bool:
        return any(traditional(one) != one for one in line if one not in "“”‘’")

    def is_foreign(line: str) -> bool:
        return simplified(line) and simplified(own_words(line))

    assert foreign(program, "zh-Hant", is_foreign) == []
