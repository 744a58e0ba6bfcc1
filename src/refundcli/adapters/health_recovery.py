"""Where a case may be found again whose file was cut: said to the buyer, never done without them."""

from collections.abc import Iterator
from pathlib import Path

from refundcli.adapters.case_file import case_file
from refundcli.adapters.health_files import KEPT
from refundcli.adapters.merge_git import is_in_git
from refundcli.adapters.toml_files import read_bytes
from refundcli.core.errors import BadData
from refundcli.core.text import Said, say

_MOST = 3
"""How many older versions are named, the newest first."""


def ways_back(folder: Path, path: Path, has: int) -> tuple[Said, ...]:
    """Return the ways to get the case's file *path* back, which holds *has* events now."""
    place = path.relative_to(folder).as_posix()
    git = [say("doctor-way-git", file=place)] if is_in_git(folder) else []
    kept = [say("doctor-way-kept", file=str(one)) for one in _kept(folder, path.name, has)]
    return (*kept[:_MOST], *git, say("doctor-way-backup"))


def _kept(folder: Path, name: str, has: int) -> Iterator[Path]:
    """Give the versions of a file that are still in the ledger and hold more, the newest first."""
    found = [*folder.glob(f"{KEPT}/*/**/{name}"), *folder.glob(f"backup-format-*/**/{name}")]
    for path in sorted(found, reverse=True):
        try:
            whole = case_file(read_bytes(path)[0], path)
        except (BadData, OSError):
            continue
        if len(whole.case.events) > has:
            yield path
