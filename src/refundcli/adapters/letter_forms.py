"""The files of the letters: one a stage and language, with the buyer's own parts over it."""

from pathlib import Path

from refundcli.adapters.toml_files import read_toml
from refundcli.core.errors import NotFound
from refundcli.core.letter_form import Form, form_from_mapping, with_own_parts
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import say

DATA = Path(__file__).resolve().parent.parent / "data" / "letters"


def letter_stages(language: str, data: Path = DATA) -> tuple[str, ...]:
    """Return the stages that there are letters for in *language*."""
    return tuple(sorted(path.stem for path in (data / language).glob("*.toml")))


def load_form(
    stage: str, language: str, rulebook: Rulebook, own: Path | None = None, data: Path = DATA
) -> Form:
    """Return the letter of *stage* in *language*; *own* is the folder of the buyer's own letters.

    Raises `NotFound` for a stage or language there is no letter for, `BadData` naming file and key.
    """
    path = data / language / f"{stage}.toml"
    if stage not in letter_stages(language, data):
        languages = tuple(sorted(one.name for one in data.iterdir() if one.is_dir()))
        raise NotFound(
            say("error-no-letter", stage=stage, language=language),
            say("hint-no-letter", stages=letter_stages(languages[-1], data), languages=languages),
        )
    form = form_from_mapping(read_toml(path), f"letters/{language}/{stage}.toml", rulebook)
    mine = own / language / f"{stage}.toml" if own is not None else None
    if mine is not None and mine.exists():
        form = with_own_parts(form, read_toml(mine), str(mine), rulebook)
    return form
