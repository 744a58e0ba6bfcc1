"""The file of the ladder, read where a ladder is shown."""

from pathlib import Path

from refundcli.adapters.kept_data import kept_data
from refundcli.core.ladder_form import FILE, Ladder, ladder_from_mapping

DATA = Path(__file__).resolve().parent.parent / "data" / f"{FILE}.toml"


def load_ladder(path: Path = DATA) -> Ladder:
    """Return the ladder; raises `BadData` naming the file and key of what is wrong."""
    with kept_data(path.parent) as kept:
        return kept.value(path.name, (path,), lambda: _read(path))


def _read(path: Path) -> Ladder:
    from refundcli.adapters.toml_files import read_toml  # noqa: PLC0415 - what is kept needs no TOML

    return ladder_from_mapping(read_toml(path), path.name)
