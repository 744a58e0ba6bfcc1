"""The files of the help: what is written of the commands, and a page a topic in each language."""

from functools import cache
from pathlib import Path

from refundcli.adapters.toml_files import read_toml
from refundcli.core.manual import FILE, Manual, manual_from_mapping
from refundcli.core.topics import Topic, in_traditional, topic_from_mapping

DATA = Path(__file__).resolve().parent.parent / "data" / "help"


@cache
def load_manual(folder: Path = DATA) -> Manual:
    """Return what is written of the commands; raises `BadData` naming the key of what is wrong."""
    path = folder / f"{FILE}.toml"
    return manual_from_mapping(read_toml(path), path.name)


def load_topic(id: str, language: str, folder: Path = DATA) -> Topic:
    """Return the page *id* in *language*; raises `BadData` naming the key of what is wrong."""
    is_traditional = language == "zh-Hant"
    path = folder / f"{id}.{'zh-Hans' if is_traditional else language}.toml"
    topic = topic_from_mapping(read_toml(path), id, path.name)
    return in_traditional(topic) if is_traditional else topic
