"""The files of one case looked at together: what is wrong with them, and what they come to."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from refundcli.adapters.case_file import CaseFile, case_file
from refundcli.adapters.ledger_files import is_there
from refundcli.adapters.ledger_reader import LedgerReader
from refundcli.adapters.merge_files import Mended, mended, merged
from refundcli.adapters.migrating import upgraded
from refundcli.adapters.toml_files import read_bytes, unreadable
from refundcli.core.case import Case, fold
from refundcli.core.errors import BadData
from refundcli.core.health import Finding, faults_of, journal_findings
from refundcli.core.merging import HEAD, event_lines, holds, merge
from refundcli.core.text import Said, say
from refundcli.core.values import dataclass, replace

_BY_HAND = ("event-ahead", "retracts-nothing")
"""What only the buyer can put right."""


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it was found, and the case it is: as it stands, or once it is mended."""

    path: Path
    data: bytes
    found: os.stat_result
    file: CaseFile | None
    is_broken: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to become of the files of a case: `looks`, the one to go on with first, become `data`.

    That belongs into *home*; every other file is kept elsewhere.
    """

    id: str
    looks: tuple[Look, ...]
    data: bytes
    home: Path


@dataclass(frozen=True, slots=True)
class Examined:
    """What the files of a case come to: the case where it can be read, what is wrong, and the mend."""

    case: Case | None
    findings: tuple[Finding, ...]
    plan: Plan | None


def examined(reader: LedgerReader, id: str, paths: Sequence[Path], now: datetime) -> Examined:
    """Return how the files *paths* of the case *id* are; writes nothing, waits for nothing.

    Where they were moved since they were listed, those that are there now are looked at.
    """
    paths = tuple(filter(is_there, paths)) or reader.layout.paths_of(id)
    if not paths:
        return Examined(None, (), None)
    findings: list[Finding] = []
    looks: list[Look] = []
    for path in paths:
        look, faults = _look(reader, path, id)
        findings += faults
        looks += [] if look is None else [look]
    if len(looks) < len(paths) or any(one.file is None for one in looks):
        return Examined(_only_case(looks), tuple(findings), None)
    files = [one.file for one in looks if one.file is not None]
    whole = _union(files)
    if isinstance(whole, tuple):
        return Examined(None, (*findings, *_clashes(looks, whole)), None)
    home = reader.layout.home_of(fold(whole))
    looks.sort(key=lambda one: (one.path.parent != home, one.path.name != f"{id}.toml"))
    made = _joined([one.file for one in looks if one.file is not None])
    main = looks[0]
    if made.file is None:
        twins = say("doctor-twins", files=tuple(one.path.name for one in looks))
        todo = say("doctor-do-twins")
        findings.append(Finding("ledger", "error", "twins", twins, str(main.path), todo=todo))
        return Examined(None, tuple(findings), None)
    findings += _placed(looks, id, home)
    findings += journal_findings(whole, now, str(main.path), _text(main))
    is_well = made.file.data == main.data and main.path == home / f"{id}.toml" and len(looks) == 1
    plan = None if is_well else Plan(id, tuple(looks), made.file.data, home)
    if plan is not None:
        findings = [
            one
            if one.id in _BY_HAND
            else replace(one, is_mendable=True, todo=say("doctor-do-mend"))
            for one in findings
        ]
    return Examined(whole, tuple(findings), plan)


def _look(reader: LedgerReader, path: Path, id: str) -> tuple[Look | None, tuple[Finding, ...]]:
    named = path.with_name(f"{id}.toml")
    try:
        data, found = read_bytes(path)
    except OSError as error:
        return None, tuple(faults_of(unreadable(path, error), "unreadable", str(path), ""))
    except BadData as error:
        return None, tuple(faults_of(error, "unreadable", str(path), ""))
    try:
        data = upgraded(data, str(named), reader.formats, reader.format)
        return Look(path, data, found, case_file(data, named)), ()
    except BadData as error:
        made = mended(data, named)
        look = Look(path, data, found, made.file, is_broken=True)
        if made.clashes:
            return look, tuple(_clash(look, name) for name in made.clashes)
        fields = {**error.message.fields, "file": str(path)}
        is_other = error.message.key == "ledger-wrong-name"
        todo = say("doctor-do-wrong-name") if is_other else error.hint
        said = BadData(replace(error.message, fields=fields), todo)
        text = data.decode(errors="replace")
        return look, tuple(faults_of(said, "unreadable", str(path), text))


def _only_case(looks: Sequence[Look]) -> Case | None:
    whole = [one.file.case for one in looks if one.file is not None and not one.is_broken]
    return whole[0] if len(whole) == 1 else None


def _union(files: Sequence[CaseFile]) -> Case | tuple[str, ...]:
    whole = merge(files[0].case, files[0].case).case
    for one in files:
        if whole is not None:
            made = merge(whole, one.case)
            if made.case is None:
                return made.clashes
            whole = made.case
    return whole if whole is not None else ()


def _joined(files: Sequence[CaseFile]) -> Mended:
    made = Mended(files[0])
    for one in files[1:]:
        if made.file is not None:
            made = merged(made.file, one)
    return made


def _placed(looks: Sequence[Look], id: str, home: Path) -> Iterator[Finding]:
    """Give what is wrong with where the files lie, and with how many there are."""
    main, *others = looks
    for one in others:
        is_copy = one.path.name != f"{id}.toml"
        part = (
            one.file is not None and main.file is not None and holds(main.file.case, one.file.case)
        )
        what = say(
            "doctor-copy" if is_copy else "doctor-twice",
            id=id,
            more=say("doctor-nothing-more" if part else "doctor-something-more"),
        )
        severity = "error" if is_copy or not part else "warning"
        kind = "conflict-copy" if is_copy else "case-twice"
        yield _finding(severity, kind, what, one)
    if main.path.name != f"{id}.toml":
        what = say("doctor-misnamed", name=f"{id}.toml")
        yield _finding("error", "misnamed", what, main)
    elif main.path.parent != home:
        what = say("doctor-misplaced", home=f"{home.parent.name}/{home.name}")
        is_seen = main.path.parent.name != "closed"
        severity = "warning" if is_seen else "error"
        yield _finding(severity, "misplaced", what, main)


def _clashes(looks: Sequence[Look], names: Sequence[str]) -> Iterator[Finding]:
    for one in looks:
        for name in names:
            yield _clash(one, name, tuple(two.path.name for two in looks if two is not one))


def _clash(look: Look, name: str, others: tuple[str, ...] = ()) -> Finding:
    """Return the finding that *name*, an event or a table, is there in two wordings."""
    lines = [one.number for one in event_lines(_text(look)) if one.id == name]
    if name in HEAD:
        what = say("doctor-head-clash", table=name, others=others)
        return _finding("error", "head-clash", what, look, say("doctor-do-head-clash"))
    what = (
        say("doctor-event-clash", id=name, others=others)
        if others
        else say("doctor-event-clash-here", id=name, first=lines[0])
    )
    return _finding("error", "event-clash", what, look, say("doctor-do-event-clash"), lines[-1])


def _finding(
    severity: str,
    id: str,
    what: Said,
    look: Look,
    todo: Said | None = None,
    line: int | None = None,
) -> Finding:
    return Finding("ledger", severity, id, what, str(look.path), line, todo=todo)


def _text(look: Look) -> str:
    return look.data.decode(errors="replace")
