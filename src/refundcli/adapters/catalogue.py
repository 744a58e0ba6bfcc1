"""The files of the sentences: one a language, and fragments by area beside it."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from refundcli.adapters.kept_data import KeptData, kept_data

DATA = Path(__file__).resolve().parent.parent / "data"


def read_sentences(
    *languages: str, data: Path = DATA
) -> tuple[tuple[str, Mapping[str, object]], ...]:
    """Return the sentences of *languages*: each language and what its files hold by key.

    Those are `ui/<language>.toml` and `ui/parts/<area>.<language>.toml`; a file that is not there
    is none. Raises `BadData` naming a file that cannot be read.
    """
    with kept_data(data) as kept:
        return tuple((one, _sentences(kept, one, data / "ui")) for one in languages)


def _sentences(kept: KeptData, language: str, folder: Path) -> Mapping[str, object]:
    parts = folder / "parts"
    names = sorted(os.listdir(parts)) if parts.is_dir() else ()  # noqa: PTH208 - half the time of a glob
    files = [
        f"{folder}/{language}.toml",
        *(f"{parts}/{name}" for name in names if name.endswith(f".{language}.toml")),
    ]
    return kept.value(f"ui/{language}", files, lambda: _merged(files))


def _merged(files: Iterable[str]) -> Mapping[str, object]:
    from refundcli.adapters.toml_files import read_toml  # noqa: PLC0415 - what is kept needs no TOML

    there = (path for path in map(Path, files) if path.exists())
    return {key: one for path in there for key, one in read_toml(path).items()}
