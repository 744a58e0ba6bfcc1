"""The names of the platforms alone: the heads of their files, for the first question, before any rule is read."""

from collections.abc import Mapping
from pathlib import Path

from refundcli.adapters.rulebook import DATA, platform_ids
from refundcli.adapters.toml_files import parse_toml, read_bytes, read_toml
from refundcli.core.errors import BadData
from refundcli.core.parsing import parse_platform_name
from refundcli.core.rulebook import Calendar, Platform, Rulebook

_FIRST_TABLE = b"\n["


def names_only(data: Path = DATA) -> Rulebook:
    """Return a rulebook that knows what the platforms are called, and nothing else.

    Raises `BadData` naming the file and key of what is wrong.
    """
    return Rulebook(
        platforms=_names(data),
        laws={},
        reasons={},
        remedies={},
        facts={},
        items={},
        calendar=Calendar(),
    )


def _names(data: Path) -> Mapping[str, Platform]:
    return {
        id: parse_platform_name(_head(data / "platforms" / f"{id}.toml"), id)
        for id in platform_ids(data)
    }


def _head(path: Path) -> Mapping[str, object]:
    """Return what stands before the first table of a file; where that is no TOML, the whole of it."""
    text, _ = read_bytes(path)
    try:
        return parse_toml(text.partition(_FIRST_TABLE)[0], str(path))
    except BadData:
        return read_toml(path)
