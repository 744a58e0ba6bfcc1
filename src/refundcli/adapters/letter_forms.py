"""The files of the letters: one a stage and language, with the buyer's own parts over it."""

from functools import cache
from pathlib import Path

from refundcli.adapters.kept_data import kept_data
from refundcli.adapters.rulebook import word_files
from refundcli.adapters.toml_files import read_toml
from refundcli.core.errors import NotFound
from refundcli.core.letter_form import Form
from refundcli.core.letter_reading import Raw, expanded, form_from_mapping, with_own_parts
from refundcli.core.names import nearest
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import say

DATA = Path(__file__).resolve().parent.parent / "data" / "letters"

LENDER = "first"
"""The stage whose parts the others borrow."""


def letter_stages(language: str, data: Path = DATA) -> tuple[str, ...]:
    """Return the stages that there are letters for in *language*."""
    return tuple(sorted(path.stem for path in (data / language).glob("*.toml")))


def letter_languages(data: Path = DATA) -> tuple[str, ...]:
    """Return the languages that letters are written in."""
    return tuple(sorted(one.name for one in data.iterdir() if one.is_dir()))


def load_form(
    stage: str, language: str, rulebook: Rulebook, own: Path | None = None, data: Path = DATA
) -> Form:
    """Return the letter of *stage* in *language*; *own* is the folder of the buyer's own letters.

    Raises `NotFound` for a stage or language there is no letter for, `BadData` naming file and key.
    """
    if stage not in letter_stages(language, data):
        languages = letter_languages(data)
        if language not in languages:
            raise NotFound(
                say("error-letter-language", language=language), nearest(language, languages)
            )
        stages = letter_stages(language, data)
        raise NotFound(
            say("error-no-letter", stage=stage, language=language), nearest(stage, stages)
        )
    where = f"letters/{language}/{stage}.toml"
    files = (*_files(stage, data / language), *word_files(data.parent))
    with kept_data(data.parent) as kept:
        form = kept.value(
            where,
            files,
            lambda: form_from_mapping(letter_data(stage, language, data), where, rulebook),
        )
    mine = own / language / f"{stage}.toml" if own is not None else None
    if mine is not None and mine.exists():
        form = with_own_parts(form, read_toml(mine), str(mine), rulebook)
    return form


def letter_data(stage: str, language: str, data: Path = DATA) -> Raw:
    """Return what the file of a letter holds, with the parts it borrows and the lines of events."""
    own, *shared = _files(stage, data / language)
    if not shared:
        return read_toml(own)
    lent, lines = shared
    return expanded(read_toml(own), _shared(lent), _shared(lines) if lines.exists() else {})


def _files(stage: str, folder: Path) -> tuple[Path, ...]:
    """Return the file of a letter, and those it borrows from."""
    own = folder / f"{stage}.toml"
    if stage == LENDER:
        return (own,)
    return own, folder / f"{LENDER}.toml", folder / "shared" / "lines.toml"


@cache
def _shared(path: Path) -> Raw:
    return read_toml(path)
