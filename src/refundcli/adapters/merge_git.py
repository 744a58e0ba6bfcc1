"""A ledger kept with git: the lines by which git merges cases as a union and leaves the rest alone."""

from collections.abc import Mapping
from pathlib import Path

from refundcli.adapters.atomic import FILE_MODE, make_folder, write_file
from refundcli.adapters.ledger import Ledger
from refundcli.adapters.toml_files import read_bytes

LINES: Mapping[str, tuple[str, ...]] = {
    ".gitattributes": (
        "cases/*.toml merge=union text eol=lf",
        "closed/*/*.toml merge=union text eol=lf",
        "evidence/** binary",
    ),
    ".gitignore": ("/.*", "!/.git*", ".tmp-*"),
}
"""What the files for git hold.

A merge keeps the event lines of both sides; line ends are one, or a union would double each line;
evidence is kept byte by byte, or its hash would no longer fit. Hidden files are the lock, temporary
files and what `doctor` keeps: each machine's own.
"""


def is_in_git(folder: Path) -> bool:
    """Return whether *folder* is the top of a git working tree."""
    return (folder / ".git").exists()


def lacking_lines(folder: Path) -> dict[str, tuple[str, ...]]:
    """Return the lines that each file for git in *folder* lacks; raises `OSError`, `BadData`."""
    found = {}
    for name, lines in LINES.items():
        known = {
            line.strip() for line in _bytes(folder / name).decode(errors="replace").split("\n")
        }
        found[name] = tuple(line for line in lines if line not in known)
    return found


class GitLedger(Ledger):
    """A ledger that is made ready for git."""

    def prepare(self) -> None:
        """Make the ledger where there is none."""
        with self._writing():
            make_folder(self.layout.open_folder)

    def prepare_git(self) -> dict[str, tuple[str, ...]]:
        """Add the lines that the files for git lack and return them; what is there stays.

        Raises `LedgerUnwritable`.
        """
        with self._writing():
            lacking = lacking_lines(self.folder)
            for name, lines in lacking.items():
                if lines:
                    self._add_lines(self.folder / name, lines)
            return lacking

    def _add_lines(self, path: Path, lines: tuple[str, ...]) -> None:
        old = _bytes(path)
        break_ = b"" if not old or old.endswith(b"\n") else b"\n"
        mode = path.stat().st_mode if old else FILE_MODE
        place, room = self.layout.real(path)
        write_file(
            place, old + break_ + "".join(f"{one}\n" for one in lines).encode(), room, mode=mode
        )


def _bytes(path: Path) -> bytes:
    try:
        return read_bytes(path)[0]
    except FileNotFoundError:
        return b""
