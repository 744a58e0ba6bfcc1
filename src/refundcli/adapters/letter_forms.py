"""The files of the letters: one a stage and language, with the buyer's own parts over it."""

from functools import cache
from pathlib import Path

from refundcli.adapters.toml_files import read_toml
from refundcli.core.errors import NotFound
from refundcli.core.letter_form import Form
from refundcli.core.letter_reading import Raw, expanded, form_from_mapping, with_own_parts
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
        raise NotFound(
            say("error-no-letter", stage=stage, language=language),
            say("hint-no-letter", stages=letter_stages(languages[-1], data), languages=languages),
        )
    where = f"letters/{language}/{stage}.toml"
    form = form_from_mapping(letter_data(stage, language, data), where, rulebook)
    mine = own / language / f"{stage}.toml" if own is not None else None
    if mine is not None and mine.exists():
        form = with_own_parts(form, read_toml(mine), str(mine), rulebook)
    return form


def letter_data(stage: str, language: str, data: Path = DATA) -> Raw:
    """Return what the file of a letter holds, with the parts it borrows and the lines of events."""
    folder = data / language
    own = read_toml(folder / f"{stage}.toml")
    if stage == LENDER:
        return own
    lines = folder / "shared" / "lines.toml"
    lent = _shared(folder / f"{LENDER}.toml")
    return expanded(own, lent, _shared(lines) if lines.exists() else {})


@cache
def _shared(path: Path) -> Raw:
    return read_toml(path)
