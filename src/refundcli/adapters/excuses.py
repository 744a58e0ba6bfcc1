"""The file of what sellers say."""

from refundcli.adapters.kept_data import kept_data
from refundcli.adapters.rulebook import DATA, word_files
from refundcli.core.excuses import Excuse, excuses_from_mapping
from refundcli.core.rulebook import Rulebook


def load_excuses(rulebook: Rulebook) -> tuple[Excuse, ...]:
    """Return every excuse; raises `BadData` naming the key of what is wrong."""
    path = DATA / "excuses.toml"
    with kept_data(DATA) as kept:
        return kept.value(path.name, (path, *word_files(DATA)), lambda: _read(rulebook))


def _read(rulebook: Rulebook) -> tuple[Excuse, ...]:
    from refundcli.adapters.toml_files import read_toml  # noqa: PLC0415 - what is kept needs no TOML

    return excuses_from_mapping(read_toml(DATA / "excuses.toml"), rulebook)
