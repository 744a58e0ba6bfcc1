"""The file of the ladder, read where a ladder is shown."""

from functools import cache
from pathlib import Path

from refundcli.adapters.toml_files import read_toml
from refundcli.core.ladder_form import FILE, Ladder, ladder_from_mapping

DATA = Path(__file__).resolve().parent.parent / "data" / f"{FILE}.toml"


@cache
def load_ladder(path: Path = DATA) -> Ladder:
    """Return the ladder, read once; raises `BadData` naming the file and key of what is wrong."""
    return ladder_from_mapping(read_toml(path), path.name)
