"""The pictures of docs/pictures: screens of the program as it is now."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from environment import ROOT

sys.path.append(str(ROOT))

from svg import Cell, cell, picture, text_in, text_of
from tests.adapters.terminal import ENTER, Terminal
from tests.interface.program import Program

from refundcli.adapters.catalogue import read_sentences
from refundcli.adapters.rulebook import load_rulebook

FOLDER = "docs/pictures"
COLUMNS, LINES = 80, 400
ID = "ab-7k2m"
LANGUAGES = ("en", "zh")
NAMES = {"en": "en", "zh": "zh-Hans"}
NOW = "2026-11-24 12:00"
END = "…"
"""Stands in a row of its own where a picture leaves out the rest."""

KETTLE = (
    *("-p", "1688", "-s", "delivered", "-r", "quality", "--remedy", "return-refund"),
    *("--purpose", "personal", "--item-kind", "household", "--shipped-at", "2026-11-19 16:00"),
    *("--delivered-at", "2026-11-21 10:00", "--item", "电热水壶", "--paid", "128"),
)
"""The buyer of a kettle on 1688 that does not get hot."""

CASES: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    ID: (
        ("2026-11-22 10:00", ("new", *KETTLE, "--order", "4096000000000000001")),
        ("2026-11-22 10:05", ("log", ID, "sent")),
        ("2026-11-23 11:00", ("log", ID, "applied")),
        ("2026-11-24 09:30", ("log", ID, "refused", "--words", "拆封不退", "--excuse", "opened")),
    ),
    "tb-w94c": (
        (
            "2026-11-22 20:00",
            (
                *("new", "-p", "taobao", "-s", "unshipped", "-r", "change-of-mind"),
                *("--remedy", "refund-only", "--purpose", "personal", "--item", "帆布鞋"),
                *("--paid-at", "2026-11-22 19:00", "--paid", "59.90"),
            ),
        ),
        ("2026-11-22 20:10", ("log", "tb-w94c", "applied")),
    ),
    "pd-h3qe": (
        (
            "2026-11-23 21:00",
            (
                *("new", "-p", "pinduoduo", "-s", "delivered", "-r", "mismatch"),
                *("--remedy", "return-refund", "--purpose", "personal"),
                *("--delivered-at", "2026-11-23 18:00", "--item", "羊毛围巾", "--paid", "86"),
            ),
        ),
    ),
}
"""The cases of the pictures: when the buyer said what."""

WIZARD = (("ask-platform", ("1688", ENTER)), ("ask-state", ("delivered", ENTER)))
"""The questions before the one that the picture shows, and the keys that answer them."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page of the program: the words after `refundcli`, and how many rows of it are drawn at most."""

    words: tuple[str, ...]
    rows: int = 40


PICTURES = {
    "wizard": Picture(("new",)),
    "check": Picture(("check", *KETTLE[:10], "--delivered-at", "2026-11-21")),
    "show": Picture(("show", ID)),
    "due": Picture(("due",)),
}
"""Every picture by the name of its file, without language and ending."""


def made(folder: Path) -> dict[str, str]:
    """Return every picture as it should be now, by its path; the program is run in *folder*."""
    program = _staged(folder)
    return {
        f"{FOLDER}/{name}.{language}.svg": picture(
            _screen(name, program, language), " ".join(("refundcli", *one.words))
        )
        for name, one in PICTURES.items()
        for language in LANGUAGES
    }


def is_current(path: str, svg: str) -> bool:
    """Return whether the picture at *path* has the text of *svg*, whatever its colours."""
    file = ROOT / path
    return file.exists() and text_of(file.read_text("utf-8")) == text_of(svg)


def _staged(folder: Path) -> Program:
    """Return the program with the cases of the pictures in its ledger."""
    program = Program(folder)
    folder.mkdir(exist_ok=True)
    for id, said in CASES.items():
        own = ""
        for now, words in said:
            done = program(*(own if one == id else one for one in words), "--json", now=now)
            assert done.code == 0, done.err
            own = own or str(done.document["case"]["id"])
        _rename(program.ledger / "cases", own, id)
    return program


def _rename(folder: Path, old: str, new: str) -> None:
    """Give a case the id that the pictures call it by: the program takes random ones."""
    text = (folder / f"{old}.toml").read_text("utf-8")
    (folder / f"{new}.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    (folder / f"{old}.toml").unlink()


def _screen(name: str, program: Program, language: str) -> list[list[Cell]]:
    """Return the rows of a picture: the command, then what the terminal shows."""
    one = PICTURES[name]
    now = "2026-11-22 10:00" if name in ("wizard", "check") else NOW
    words = (*one.words, "--now", now)
    code = f"from refundcli.main import main; main({words!r})"
    with Terminal(code, columns=COLUMNS, lines=LINES, **_world(program, language)) as terminal:
        if name == "wizard":
            _answered(terminal, language)
        else:
            terminal.until_ended()
        cells = [[cell(one) for one in row] for row in terminal.cells]
    command = f"$ refundcli {' '.join(one.words)}"
    rows = [_written(line) for line in _folded(command)] + cells
    while rows and not text_in(rows[-1:]):
        rows.pop()
    return rows if len(rows) <= one.rows else [*_whole_parts(rows[: one.rows]), _written(END)]


def _whole_parts(rows: list[list[Cell]]) -> list[list[Cell]]:
    """Return *rows* without the part at their end that was cut, and without a heading that nothing follows."""
    texts = [text_in([row]) for row in rows]
    indents = [len(one) - len(one.lstrip()) for one in texts]
    begins = [
        one for one in range(1, len(rows)) if indents[one - 1] != indents[one] or not texts[one - 1]
    ]
    end = max(one for one in begins if texts[one] and indents[one] <= 2)
    while not indents[end - 1]:
        end -= 1
    return rows[:end]


def _world(program: Program, language: str) -> dict[str, str]:
    """Return the environment of a picture: no pager, no answers of another wizard, nothing of the person who draws."""
    own = {f"XDG_{kind}_HOME": str(program.folder / language) for kind in ("DATA", "CACHE")}
    said = {"REFUNDCLI_LANG": language, "REFUNDCLI_PAGER": "cat", "TZ": "Asia/Shanghai"}
    return {**program.world, **own, **said}


def _answered(terminal: Terminal, language: str) -> None:
    """Answer what comes before the question that is shown, and wait for the whole of that one."""
    asked = {
        key: str(one) for _, part in read_sentences(NAMES[language]) for key, one in part.items()
    }
    for key, keys in WIZARD:
        terminal.until(asked[key])
        terminal.press(*keys)
    first, *_, last = (one.word for one in load_rulebook(()).reasons.values())
    for words in (asked["ask-reason"], last.name.in_(language), first.help.in_(language)):
        terminal.until(words)


def _written(text: str) -> list[Cell]:
    return [Cell(one, is_bold=True) for one in text]


def _folded(command: str) -> list[str]:
    """Return a command in lines that end as a shell wants it."""
    if len(command) <= COLUMNS:
        return [command]
    cut = command.rfind(" -", 0, COLUMNS - 2)
    return [f"{command[:cut]} \\", *_folded(f"    {command[cut + 1 :]}")]
