"""What is kept makes no difference but in time: answers with it are those without, also after a change of the world."""

import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from tests.interface.program import FAULTY, NOW, Done, Program

from refundcli.adapters.kept_pages import SETTLED_AFTER

LANGUAGES = ("zh-Hans", "zh-Hant", "en")


def _tab(line: str) -> dict[str, str]:
    return {"_REFUNDCLI_COMPLETE": "lines_zsh", "_TYPER_COMPLETE_ARGS": f"refundcli {line}"}


LISTS = (("list",), ("due",))
LINES: tuple[tuple[tuple[str, ...], Mapping[str, str]], ...] = (
    (("check", *FAULTY), {}),
    (("show", "tb-"), {}),
    *((one, {}) for one in LISTS),
    (("help", "deadlines"), {}),
    (("log", "--help"), {}),
    ((), _tab("show ")),
    ((), _tab("check -p taobao -s ")),
)
"""Command lines that change nothing, and what a shell asks: lists as the clock has it, for then they are kept whole."""


CAUTION = """
[source.MINE]
title = "My notes"
read_on = 2026-11-22
quality = "official"

[[caution]]
id = "mine"
says = { zh = "先拍开箱视频", en = "Film the unboxing" }
cites = [{ source = "MINE", at = "page 1" }]
"""


def _written(program: Program) -> None:
    program.new("--seller", "乙店", claim=FAULTY)


def _configured(program: Program) -> None:
    program.config.mkdir(parents=True, exist_ok=True)
    (program.config / "config.toml").write_text('language = "en"\nzone = "Asia/Tokyo"\n', "utf-8")


def _with_own_rules(program: Program) -> None:
    (program.config / "rules").mkdir(parents=True, exist_ok=True)
    (program.config / "rules" / "mine.toml").write_text(CAUTION, "utf-8")


def _kept(program: Program) -> Iterator[Path]:
    return (one for one in (program.folder / "cache").rglob("*") if one.is_file())


def _cut(program: Program) -> None:
    for one in _kept(program):
        os.truncate(one, one.stat().st_size // 2)


def _mixed_up(program: Program) -> None:
    """Give every file the content of another one."""
    kept = sorted(_kept(program))
    contents = [one.read_bytes() for one in kept]
    for one, content in zip(kept, contents[1:] + contents[:1], strict=True):
        one.write_bytes(content)


def _deleted(program: Program) -> None:
    shutil.rmtree(program.folder / "cache")


CHANGES: Mapping[str, Callable[[Program], None]] = {
    "case": _written,
    "configuration": _configured,
    "own rules": _with_own_rules,
    "cut": _cut,
    "mixed up": _mixed_up,
    "deleted": _deleted,
}


VISIBLE = ("case", "configuration", "own rules")
"""The changes after which an answer is another one."""


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Program]:
    """Return a program with a case for each of the changes, whose files are old enough to be trusted."""
    found = {}
    for place, name in enumerate(CHANGES):
        language = {"REFUNDCLI_LANG": LANGUAGES[place % len(LANGUAGES)]}
        found[name] = Program(
            tmp_path_factory.mktemp("caches"), {} if name == "configuration" else language
        )
        found[name].new("--seller", "甲店")
    time.sleep(SETTLED_AFTER / 10**9 + 0.05)
    return found


def _answers(program: Program, **env: str) -> list[Done]:
    return [
        program(*words, now=None if told or words in LISTS else NOW, **told, **env)
        for words, told in LINES
    ]


def _without(program: Program) -> list[Done]:
    return _answers(program, XDG_CACHE_HOME=os.devnull)


@pytest.mark.parametrize("change", CHANGES)
def test_answers_with_what_is_kept_are_those_without(
    programs: dict[str, Program], change: str
) -> None:
    program = programs[change]
    first, again = _answers(program), _answers(program)
    assert [one.err for one in first if one.code] == []
    assert list(_kept(program))
    assert first == again == _without(program)
    CHANGES[change](program)
    now, without = _answers(program), _without(program)
    assert now == without
    assert (now != first) == (change in VISIBLE)
