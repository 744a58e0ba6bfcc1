"""The file of what sellers say."""

from refundcli.adapters.rulebook import DATA
from refundcli.adapters.toml_files import read_toml
from refundcli.core.excuses import Excuse, excuses_from_mapping
from refundcli.core.rulebook import Rulebook


def load_excuses(rulebook: Rulebook) -> tuple[Excuse, ...]:
    """Return every excuse; raises `BadData` naming the key of what is wrong."""
    return excuses_from_mapping(read_toml(DATA / "excuses.toml"), rulebook)
