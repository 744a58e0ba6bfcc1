"""The completion scripts as a package puts them where each shell looks: `completions/`, made of the program's own.

`python scripts/completions.py` writes them; with `--check` it says which are not current, and ends in 1.
"""

import sys
from pathlib import Path

from environment import ROOT

from refundcli.adapters.shell_setup import SCRIPTS, script_of

FOLDER = ROOT / "completions"


def stale(folder: Path = FOLDER) -> tuple[str, ...]:
    """Return the names of the scripts in *folder* that are not those of the program."""
    wanted = {name: script_of(shell) for shell, name in SCRIPTS.items()}
    return tuple(name for name, text in wanted.items() if _read(folder / name) != text)


def write(folder: Path = FOLDER) -> None:
    """Write every script into *folder*."""
    folder.mkdir(exist_ok=True)
    for shell, name in SCRIPTS.items():
        (folder / name).write_text(script_of(shell), "utf-8", newline="\n")


def _read(path: Path) -> str | None:
    return path.read_text("utf-8") if path.exists() else None


if __name__ == "__main__":
    if sys.argv[1:] != ["--check"]:
        write()
    for name in stale():
        print(f"not current: completions/{name}")
    sys.exit(1 if stale() else 0)
