"""What lies in a ledger's folder: the files of each case, copies included, and what is no case."""

import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from refundcli.adapters.conflict_copies import case_named
from refundcli.adapters.ledger_files import LedgerFiles, is_folder
from refundcli.adapters.toml_files import read_bytes
from refundcli.core.case import is_case_id
from refundcli.core.errors import BadData
from refundcli.core.values import dataclass

KEPT = ".doctor"
"""The folder of the ledger that keeps what was replaced."""

_ID = re.compile(r"""^\ufeff?id[ \t]*[=＝][ \t]*["'“]([a-z0-9-]+)["'”]""", re.MULTILINE)
_LEFTOVERS = (".orig", ".rej")
_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Found:
    """The files of a ledger. `cases` holds by id every file of a case, also copies and misnamed ones.

    `leftovers` are what merge tools leave behind; `strays` lie among the cases and are none.
    """

    cases: Mapping[str, tuple[Path, ...]]
    leftovers: tuple[Path, ...]
    strays: tuple[Path, ...]


def files_found(layout: LedgerFiles) -> Found:
    """Return what lies in the folders of the cases; raises `OSError` for one that cannot be listed."""
    cases: dict[str, list[Path]] = {}
    leftovers: list[Path] = []
    strays: list[Path] = []
    for path in _entries(layout):
        if path.suffix in _LEFTOVERS and path.is_file():
            leftovers.append(path)
        elif path.suffix == ".toml":
            cases.setdefault(case_named(path.name) or _id_in(path) or path.stem, []).append(path)
        else:
            strays.append(path)
    by_id = {id: tuple(cases[id]) for id in sorted(cases)}
    return Found(by_id, tuple(leftovers), tuple(strays))


def open_to_others(folder: Path) -> tuple[Path, ...]:
    """Return the files and folders of the ledger *folder* that others than their owner may open.

    A link is not looked at: its file lies somewhere else, with a mode of its own. Raises `OSError`.
    """
    if os.name == "nt":
        return ()
    found = [folder] if folder.stat().st_mode & _OTHERS else []
    for root, folders, files in os.walk(folder):
        if Path(root) == folder:
            folders[:] = [one for one in folders if one != ".git"]
        paths = (Path(root) / name for name in (*folders, *files))
        found += [path for path in paths if not _is_gits(path) and _is_open(path)]
    return tuple(found)


def _is_open(path: Path) -> bool:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return False
    return not stat.S_ISLNK(found.st_mode) and bool(found.st_mode & _OTHERS)


def _is_gits(path: Path) -> bool:
    return path.name.startswith(".git")


def _entries(layout: LedgerFiles) -> Iterator[Path]:
    """Give what lies where cases lie, by name, but for hidden files."""
    closed = _listed(layout.closed_folder)
    years = [path for path, is_a_folder in closed if is_a_folder and path.name.isdecimal()]
    yield from (path for path, _ in _listed(layout.open_folder))
    yield from (path for path, _ in closed if path not in years)
    for year in years:
        yield from (path for path, _ in _listed(year))


def _listed(folder: Path) -> list[tuple[Path, bool]]:
    try:
        with os.scandir(folder) as entries:
            found = [(folder / one.name, is_folder(one)) for one in entries if one.name[0] != "."]
    except FileNotFoundError:
        return []
    return sorted(found)


def _id_in(path: Path) -> str | None:
    """Return the id of the case in a file whose name tells none; the rest of it may be broken."""
    try:
        found = _ID.search(read_bytes(path)[0].decode(errors="replace"))
    except (BadData, OSError):
        return None
    return found[1] if found is not None and is_case_id(found[1]) else None
