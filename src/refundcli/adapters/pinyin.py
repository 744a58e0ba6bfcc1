"""The pinyin table, read when the first letter is typed into a list."""

from functools import cache

from refundcli.adapters.rulebook import DATA
from refundcli.adapters.toml_files import read_toml
from refundcli.core.pinyin import Pinyin, parse_pinyin


@cache
def load_pinyin() -> Pinyin:
    """Return the table of the labels; raises `BadData` naming what is wrong in its file."""
    return parse_pinyin(read_toml(DATA / "pinyin.toml"))


@cache
def spelled(text: str) -> tuple[str, ...]:
    """Return the syllables of a label."""
    return load_pinyin().spelled(text)
