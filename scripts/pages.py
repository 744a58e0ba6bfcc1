"""Pages that show what the program answers: their commands run, and the outputs as they are now.

A block of a page is run where a comment stands on the line before it:

    <!-- run at 2026-11-22 10:00; keep "Verdict", "Letter" 6; exit 3 -->
    <!-- file answers.toml -->
    <!-- schemas -->

`run` runs each line that begins with `$ ` as if it were that time, and puts the output below it. `keep` shortens it to
the paragraphs that begin with the words given (or their first lines, by number; a number alone is of the whole), with
`…` for what is left out. A command ends in 0, or in `exit`. `needs jq` leaves the block as it is where jq is not
installed. `file` writes the block into a file of that name, for the commands that follow; `schemas` is followed by the
table of docs/json. Each page has a ledger of its own, and its cases get the ids that the page calls them by.
"""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from environment import ROOT

sys.path.append(str(ROOT))

from tests.interface.program import SECONDS, Done, Program

PAGES = {"docs/tour.md": "en", "docs/tour.zh.md": "zh", "docs/scripts.md": "en"}
"""The pages that show outputs, and the language that the program speaks in each."""

LEFT_OUT = "…"
ZONE = "Asia/Shanghai"
"""Where the buyer of the pages lives: quiet hours are of that zone."""

_BLOCK = re.compile(r"<!-- (run at|file) ([^\n]*?) -->\n```(\w+)\n(.*?)```\n", re.DOTALL)
_SCHEMAS = re.compile(r"<!-- schemas -->\n(\|[^\n]*\n)*")
_SAME = " Keys are only ever added."
_KEPT = re.compile(r'"([^"]+)"(?: (\d+))?|(\d+)')
_CASE = re.compile(r"\b[a-z]{2}-(?=[a-z]*\d)[0-9a-z]{4}\b")
_EVENT = re.compile(r"\b(\d{8}T\d{6})-[0-9a-z]{4}\b")
_SHELL = re.compile(r"[|<>$;&`]")
_CALL = """#!/bin/sh
exec "{python}" -m refundcli --now "$NOW" "$@"
"""


class WrongPageError(Exception):
    """A page shows a command that does not end as the page says."""


@dataclass(slots=True)
class Play:
    """A page being run: its program, and which of its ids stand for which cases."""

    program: Program
    ids: list[str]
    real: dict[str, str] = field(default_factory=dict)

    def run(self, command: str, now: str) -> Done:
        """Run a command line as if it were *now*; names of cases are those of the page, also in the answer."""
        line = self._in_real(command)
        plain = line.startswith("refundcli ") and not _SHELL.search(line)
        done = self.program(*shlex.split(line)[1:], now=now) if plain else self._shell(line, now)
        self._learn()
        return Done(done.code, self._as_page(done.out), self._as_page(done.err))

    def write(self, name: str, text: str) -> None:
        """Write a file that the page shows into the folder that its commands run in."""
        (self.program.folder / name).write_text(self._in_real(text), encoding="utf-8")

    def _shell(self, line: str, now: str) -> Done:
        programs = self.program.folder / "programs"
        if not programs.exists():
            programs.mkdir()
            call = programs / "refundcli"
            call.write_text(_CALL.format(python=sys.executable), encoding="utf-8")
            call.chmod(0o755)
        here = f"{programs}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}"
        world = self.program.world
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=self.program.folder,
            env={**world, "PATH": here + world["PATH"], "NOW": now},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        return Done(done.returncode, done.stdout, done.stderr)

    def _learn(self) -> None:
        """Give each new case the first id of the page that is free and begins as its own does."""
        for file in sorted((self.program.ledger / "cases").glob("*.toml")):
            if file.stem not in self.real.values():
                free = (one for one in self.ids if one not in self.real)
                named = next((one for one in free if one[:3] == file.stem[:3]), file.stem)
                self.real[named] = file.stem

    def _in_real(self, text: str) -> str:
        return _CASE.sub(lambda found: self.real.get(found[0], found[0]), text)

    def _as_page(self, text: str) -> str:
        for named, real in self.real.items():
            text = text.replace(real, named)
        text = text.replace(str(self.program.ledger), "~/.local/share/refundcli/ledger")
        return _EVENT.sub(r"\1-k3m9", text.replace(str(self.program.folder), "~"))


def renewed(text: str, language: str, folder: Path) -> str:
    """Return a page with the outputs of its commands as they are now.

    They are run in the new folder *folder* by a program that speaks *language*. Raises `WrongPageError`.
    """
    folder.mkdir(parents=True)
    env = {"REFUNDCLI_LANG": language, "COLUMNS": "80", "REFUNDCLI_ZONE": ZONE}
    ids = dict.fromkeys(found[0] for found in _CASE.finditer(text))
    play = Play(Program(folder, env), list(ids))
    text = _BLOCK.sub(lambda found: _block(found, play), text)
    return _SCHEMAS.sub(lambda _: "<!-- schemas -->\n" + "\n".join(_schemas()) + "\n", text)


def made(folder: Path) -> dict[str, str]:
    """Return what every page should say now, by its path; they are run in *folder*."""
    return {
        page: renewed((ROOT / page).read_text("utf-8"), language, folder / str(number))
        for number, (page, language) in enumerate(PAGES.items())
    }


def is_current(path: str, text: str) -> bool:
    """Return whether the page at *path* says *text*."""
    return (ROOT / path).read_text("utf-8") == text


def _schemas() -> Iterator[str]:
    """Give the rows of the table of documents, from what their schemas say of themselves."""
    yield "| document | comes from | is |"
    yield "|---|---|---|"
    for file in sorted((ROOT / "docs" / "json").glob("*.schema.json")):
        schema = json.loads(file.read_text("utf-8"))
        name = file.name.removesuffix(".schema.json")
        what = schema["description"].removesuffix(_SAME)
        yield f"| [{name}](json/{file.name}) | {_called(schema['title'])} | {what} |"


def _called(title: str) -> str:
    """Return the title of a schema with the calls in it as code."""
    return re.sub(r"refundcli [^,]*(?:, \w+)* --json|refundcli \w+", r"`\g<0>`", title)


def _block(found: re.Match[str], play: Play) -> str:
    kind, told, fence, body = found.groups()
    if kind == "file":
        play.write(told, body)
        return found[0]
    now, *rest = (one.strip() for one in told.split(";"))
    said = dict(one.split(" ", 1) for one in rest)
    if "needs" in said and shutil.which(said["needs"]) is None:
        return found[0]
    shown = "".join(_answered(command, play, now, said) for command in _commands(body))
    return f"<!-- {kind} {told} -->\n```{fence}\n{shown}```\n"


def _commands(body: str) -> Iterator[str]:
    """Give the commands of a block as they are written, with the lines they go on in."""
    for found in re.finditer(r"^\$ ((?:[^\n]*\\\n)*[^\n]*)\n", body, re.MULTILINE):
        yield found[1]


def _answered(command: str, play: Play, now: str, said: dict[str, str]) -> str:
    """Return a command and what it answers, shortened."""
    bare = re.sub(r"\s+#[^\n]*$", "", command)
    done = play.run(bare.replace("\\\n", " "), now)
    if done.code != int(said.get("exit", 0)):
        raise WrongPageError(f"{command}\nended in {done.code}\n{done.err}")
    text = (done.err + done.out).rstrip("\n")
    lines = list(_kept(text.split("\n"), said["keep"]) if "keep" in said else text.split("\n"))
    return "\n".join((f"$ {command}", *(lines if text else ()), ""))


def _kept(lines: list[str], wishes: str) -> Iterator[str]:
    """Give the lines that *wishes* name, and one that says so where others are left out."""
    wanted: set[int] = set()
    for words, count, first in _KEPT.findall(wishes):
        begin = (
            next((n for n, one in enumerate(lines) if one.startswith(words)), None) if words else 0
        )
        if begin is None:
            raise WrongPageError(f"no paragraph begins with {words}:\n" + "\n".join(lines))
        end = next((n for n in range(begin, len(lines)) if not lines[n]), len(lines))
        length = int(count or first or end - begin)
        wanted |= set(range(begin, min(begin + length, len(lines))))
    before = -1
    for number in sorted(wanted):
        if number > before + 1 and any(lines[before + 1 : number]):
            yield LEFT_OUT
        elif number > before + 1:
            yield ""
        yield lines[number]
        before = number
    if before < len(lines) - 1:
        yield LEFT_OUT
