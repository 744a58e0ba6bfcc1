"""The files of the sentences: one a language, and fragments by area beside it."""

from collections.abc import Mapping
from pathlib import Path

from refundcli.adapters.toml_files import read_toml

DATA = Path(__file__).resolve().parent.parent / "data"


def read_sentences(
    *languages: str, data: Path = DATA
) -> tuple[tuple[str, Mapping[str, object]], ...]:
    """Return the sentences of *languages*: of each file its language and what it holds by key.

    Those are `ui/<language>.toml` and `ui/parts/<area>.<language>.toml`; a file that is not there
    is none. Raises `BadData` naming a file that cannot be read.
    """
    folder = data / "ui"
    return tuple(
        (language, read_toml(path))
        for language in languages
        for path in (folder / f"{language}.toml", *sorted(folder.glob(f"parts/*.{language}.toml")))
        if path.exists()
    )
