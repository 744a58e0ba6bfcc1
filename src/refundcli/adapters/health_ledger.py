"""A whole ledger looked at: every file, every event, and what is to be mended."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from refundcli.adapters.atomic import strays
from refundcli.adapters.health_cases import Plan, examined
from refundcli.adapters.health_files import files_found, open_to_others
from refundcli.adapters.health_mend import Mender
from refundcli.adapters.health_recovery import ways_back
from refundcli.adapters.ledger_files import is_there
from refundcli.adapters.ledger_reader import LedgerReader
from refundcli.adapters.merge_git import is_in_git, lacking_lines
from refundcli.adapters.os_reasons import reason_of
from refundcli.core.case import Case
from refundcli.core.counted import Counted, uncounted
from refundcli.core.errors import BadData, LedgerUnreadable
from refundcli.core.health import Finding, faults_of
from refundcli.core.text import say
from refundcli.core.values import dataclass, field, replace

_NAMED = 3
"""How many files of a kind are named."""

_CUT = ("ledger-file-empty", "toml-breaks-off")
"""What is said of a file that may have been longer."""


@dataclass(frozen=True, slots=True)
class LedgerHealth:
    """How a ledger is: what was found, the cases that can be read by file, and what is to be done.

    Nothing is to be done in a ledger that was not *is_listed*: it is not there, of another format, or cannot be.
    """

    findings: tuple[Finding, ...]
    cases: Mapping[Path, Case] = field(default_factory=dict)
    plans: tuple[Plan, ...] = ()
    leftovers: tuple[Path, ...] = ()
    open_to_others: tuple[Path, ...] = ()
    is_listed: bool = False

    @property
    def is_mendable(self) -> bool:
        """Whether there is something to mend."""
        return any(one.is_mendable for one in self.findings)


def looked_at(folder: Path, now: datetime, counted: Counted = uncounted) -> LedgerHealth:
    """Return how the ledger in *folder* is as of *now*; writes nothing and waits for nothing.

    *counted* is handed the cases. While the number of the format cannot be read they are looked at as of the newest
    one, and nothing is mendable; a newer format ends it.
    """
    reader = LedgerReader(folder)
    file = str(reader.layout.format_file)
    try:
        reader.layout.check_folder()
        if not is_there(folder):
            absent = say("doctor-no-ledger", folder=str(folder))
            return LedgerHealth((Finding("ledger", "note", "no-ledger", absent, str(folder)),))
        fault = reader.format_fault()
        found = _looked_at(reader, now, counted)
        if fault is None:
            return found
        return _left_alone(found, tuple(faults_of(fault, "format", file, "")))
    except (BadData, LedgerUnreadable) as error:
        named = str(error.message.fields["file"])
        what = Finding("ledger", "error", "format", error.message, named, todo=error.hint)
        return LedgerHealth((what,))
    except OSError as error:
        named = str(error.filename)
        why = say("ledger-unreadable", file=named, reason=reason_of(error))
        todo = say("hint-ledger-unreadable")
        return LedgerHealth((Finding("ledger", "error", "unreadable", why, named, todo=todo),))


def mend(health: LedgerHealth, folder: Path, timeout: float, now: datetime) -> Path | None:
    """Mend what *health* says is mendable; return the folder that keeps what was replaced, if any.

    Raises `LedgerUnwritable`.
    """
    mender = Mender(folder, timeout, now)
    if health.is_mendable:
        mender.tidy(health.open_to_others)
        mender.put_away(health.leftovers)
        mender.mend(health.plans)
    return mender.kept_in


def _looked_at(reader: LedgerReader, now: datetime, counted: Counted) -> LedgerHealth:
    found = files_found(reader.layout)
    findings: list[Finding] = []
    cases: dict[Path, Case] = {}
    plans: list[Plan] = []
    for id, paths in counted(found.cases.items()):
        one = examined(reader, id, paths, now)
        findings += (_with_ways_back(fault, reader.folder) for fault in one.findings)
        cases |= {} if one.case is None else {paths[0]: one.case}
        plans += [] if one.plan is None else [one.plan]
    broken = {one.file for one in findings if one.severity == "error"}
    leftovers = tuple(path for path in found.leftovers if str(path.with_suffix("")) not in broken)
    modes = open_to_others(reader.folder)
    findings += _left(found.leftovers, leftovers)
    findings += _strays(found.strays)
    findings += _importing(reader)
    findings += _temporary(reader)
    findings += _modes(reader.folder, modes)
    findings += _git(reader.folder)
    if not broken:
        events = sum(len(one.events) for one in cases.values())
        what = say("doctor-ledger-read", cases=len(cases), events=events)
        findings.insert(0, Finding("ledger", "ok", "read", what, str(reader.folder)))
    return LedgerHealth(tuple(findings), cases, tuple(plans), leftovers, modes, is_listed=True)


def _left_alone(health: LedgerHealth, faults: tuple[Finding, ...]) -> LedgerHealth:
    """Return *health* below what is wrong with the format: nothing is to be mended before that is put right."""
    first = say("doctor-do-format-first")
    findings = (
        replace(one, is_mendable=False, todo=first) if one.is_mendable else one
        for one in health.findings
    )
    return LedgerHealth((*faults, *findings), health.cases, is_listed=True)


def _with_ways_back(one: Finding, folder: Path) -> Finding:
    if one.what.key not in _CUT or one.file is None or one.is_mendable:
        return one
    ways = ways_back(folder, Path(one.file), 0)
    return replace(one, todo=say("doctor-do-empty", ways=ways))


def _left(paths: Sequence[Path], movable: Sequence[Path]) -> Iterator[Finding]:
    for path in paths:
        what, todo = say("doctor-leftover"), say("doctor-do-leftover")
        is_mendable = path in movable
        yield Finding(
            "ledger", "note", "leftover", what, str(path), todo=todo, is_mendable=is_mendable
        )


def _strays(paths: Sequence[Path]) -> Iterator[Finding]:
    for path in paths:
        todo = say("doctor-do-stray")
        yield Finding("ledger", "note", "stray", say("doctor-stray"), str(path), todo=todo)


def _importing(reader: LedgerReader) -> Iterator[Finding]:
    error = reader.importing()
    if error is not None:
        yield from faults_of(error, "importing", str(reader.folder), "")


def _temporary(reader: LedgerReader) -> Iterator[Finding]:
    folders = (reader.layout.temporary_folder, reader.folder)
    paths = tuple(path for folder in folders for path in strays(folder))
    if paths:
        what = say("doctor-temporary", count=len(paths))
        todo = say("doctor-do-mend")
        yield Finding(
            "ledger", "note", "temporary", what, str(paths[0]), todo=todo, is_mendable=True
        )


def _modes(folder: Path, paths: Sequence[Path]) -> Iterator[Finding]:
    if not paths:
        return
    what = say(
        "doctor-modes",
        count=len(paths),
        names=tuple(str(one.relative_to(folder.parent)) for one in paths[:_NAMED]),
    )
    severity = "warning" if folder in paths else "note"
    todo = say("doctor-do-mend")
    yield Finding("ledger", severity, "modes", what, str(folder), todo=todo, is_mendable=True)


def _git(folder: Path) -> Iterator[Finding]:
    if is_in_git(folder) and any(lacking_lines(folder).values()):
        what, todo = say("doctor-git"), say("doctor-do-git")
        yield Finding("ledger", "note", "git", what, str(folder), todo=todo)
