"""The rulebook's files: found by listing a folder, read when they are needed."""

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from refundcli.adapters.kept_data import KeptData, kept_data
from refundcli.core.rulebook import Platform, Rulebook
from refundcli.core.rules import RuleSet
from refundcli.core.values import replace

DATA = Path(__file__).resolve().parent.parent / "data"

_SHARED = (
    "reasons.toml",
    "remedies.toml",
    "facts.toml",
    "items.toml",
    "holidays/cn.toml",
    "stale.toml",
)
"""The files that every rulebook is made of, besides the laws."""


def platform_ids(data: Path = DATA) -> tuple[str, ...]:
    """Return the ids of all platforms: the names of their files."""
    return tuple(path.stem for path in _files(data / "platforms"))


def word_files(data: Path = DATA) -> tuple[Path, ...]:
    """Return the files of the reasons, remedies, facts and kinds of item that other files speak of."""
    return tuple(data / name for name in _SHARED[:4])


def load_rulebook(
    platforms: Iterable[str] | None = None, own: Path | None = None, data: Path = DATA
) -> Rulebook:
    """Return the rulebook with *platforms* (all of them by default) and the laws.

    A platform brings the one whose rules it follows. *own* is the folder of the buyer's own rules.
    Raises `BadData` naming the file and key of what is wrong.
    """
    wanted = platform_ids(data) if platforms is None else tuple(platforms)
    found: dict[str, Platform] = {}
    with kept_data(data) as kept:
        for id in wanted:
            _add_platform(found, kept, data, id)
        laws = _files(data / "laws")
        files = (*laws, *(data / name for name in _SHARED))
        shared = kept.value("shared", files, lambda: _shared(data, laws))
    return replace(shared, platforms=found, own=_own_rules(own, data))


def _files(folder: Path) -> tuple[Path, ...]:
    try:
        names = os.listdir(folder)  # noqa: PTH208 - half the time of a glob
    except OSError:
        return ()
    return tuple(folder / name for name in sorted(names) if name.endswith(".toml"))


def _shared(data: Path, laws: Iterable[Path]) -> Rulebook:
    """Return the rulebook without a platform."""
    from refundcli.adapters.toml_files import read_toml  # noqa: PLC0415 - what is kept needs no TOML
    from refundcli.core import parsing  # noqa: PLC0415 - as above

    reasons, remedies, facts, items, calendar, stale = (read_toml(data / one) for one in _SHARED)
    return Rulebook(
        platforms={},
        laws={path.stem: parsing.parse_law(read_toml(path), path.stem) for path in laws},
        reasons=parsing.parse_reasons(reasons),
        remedies=parsing.parse_remedies(remedies),
        facts=parsing.parse_facts(facts),
        items=parsing.parse_items(items),
        calendar=parsing.parse_calendar(calendar),
        stale=parsing.parse_stale(stale),
    )


def _add_platform(found: dict[str, Platform], kept: KeptData, data: Path, id: str) -> None:
    if id in found:
        return
    path = data / "platforms" / f"{id}.toml"
    site = kept.value(f"platforms/{id}", (path,), lambda: _platform(path, id))
    found[id] = site
    if site.rules_of is not None and (data / "platforms" / f"{site.rules_of}.toml").exists():
        _add_platform(found, kept, data, site.rules_of)


def _platform(path: Path, id: str) -> Platform:
    from refundcli.adapters.toml_files import read_toml  # noqa: PLC0415 - what is kept needs no TOML
    from refundcli.core.parsing import parse_platform  # noqa: PLC0415 - as above

    return parse_platform(read_toml(path), id)


def _own_rules(folder: Path | None, data: Path) -> Mapping[str, RuleSet]:
    """Return the buyer's own rules: a file named as a platform counts there, any other everywhere."""
    if folder is None:
        return {}
    try:
        paths = sorted(one for one in folder.iterdir() if one.suffix == ".toml")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        from refundcli.adapters.toml_files import unreadable  # noqa: PLC0415 - only where it went wrong

        raise unreadable(folder, error) from None
    known = platform_ids(data)
    parts: dict[str, list[RuleSet]] = {}
    for path in paths:
        name = path.stem if path.stem in known else ""
        parts.setdefault(name, []).append(_own(path))
    return {name: joined(sets) for name, sets in parts.items()}


def _own(path: Path) -> RuleSet:
    from refundcli.adapters.toml_files import read_toml  # noqa: PLC0415 - few have rules of their own
    from refundcli.core.parsing import parse_own  # noqa: PLC0415 - as above

    return parse_own(read_toml(path), path.stem, str(path))


def joined(sets: Iterable[RuleSet]) -> RuleSet:
    """Return the rules of several files as one set."""
    parts = tuple(sets)
    return RuleSet(
        grounds=tuple(one for part in parts for one in part.grounds),
        timers=tuple(one for part in parts for one in part.timers),
        cautions=tuple(one for part in parts for one in part.cautions),
        evidence=tuple(one for part in parts for one in part.evidence),
        limits=tuple(one for part in parts for one in part.limits),
        sources={id: one for part in parts for id, one in part.sources.items()},
    )
