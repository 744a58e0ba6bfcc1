"""The rulebook's files: found by listing a folder, read when they are needed."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from refundcli.adapters.toml_files import read_toml, unreadable
from refundcli.core.parsing import (
    parse_calendar,
    parse_facts,
    parse_items,
    parse_law,
    parse_own,
    parse_platform,
    parse_reasons,
    parse_remedies,
    parse_stale,
)
from refundcli.core.rulebook import Platform, Rulebook
from refundcli.core.rules import RuleSet

DATA = Path(__file__).resolve().parent.parent / "data"

T = TypeVar("T")


def platform_ids(data: Path = DATA) -> tuple[str, ...]:
    """Return the ids of all platforms: the names of their files."""
    return tuple(sorted(path.stem for path in (data / "platforms").glob("*.toml")))


def load_rulebook(
    platforms: Iterable[str] | None = None, own: Path | None = None, data: Path = DATA
) -> Rulebook:
    """Return the rulebook with *platforms* (all of them by default) and the laws.

    A platform brings the one whose rules it follows. *own* is the folder of the buyer's own rules.
    Raises `BadData` naming the file and key of what is wrong.
    """
    wanted = platform_ids(data) if platforms is None else tuple(platforms)
    found: dict[str, Platform] = {}
    for id in wanted:
        _add_platform(found, data, id)
    laws = sorted((data / "laws").glob("*.toml"))
    return Rulebook(
        platforms=found,
        laws={path.stem: _read(parse_law, path, path.stem) for path in laws},
        reasons=_read(parse_reasons, data / "reasons.toml"),
        remedies=_read(parse_remedies, data / "remedies.toml"),
        facts=_read(parse_facts, data / "facts.toml"),
        items=_read(parse_items, data / "items.toml"),
        calendar=_read(parse_calendar, data / "holidays" / "cn.toml"),
        own=_own_rules(own, data),
        stale=_read(parse_stale, data / "stale.toml"),
    )


def _read(parse: Callable[..., T], path: Path, *more: str) -> T:
    """Return what *parse* makes of a file; a file that has not changed is read once a process."""
    try:
        stat = path.stat()
    except OSError:
        return parse(read_toml(path), *more)
    found: T = _parsed(parse, path, stat.st_mtime_ns, stat.st_size, *more)
    return found


@cache
def _parsed(parse: Callable[..., Any], path: Path, _changed: int, _size: int, *more: str) -> Any:
    return parse(read_toml(path), *more)


def _add_platform(found: dict[str, Platform], data: Path, id: str) -> None:
    if id in found:
        return
    site = _read(parse_platform, data / "platforms" / f"{id}.toml", id)
    found[id] = site
    if site.rules_of is not None and (data / "platforms" / f"{site.rules_of}.toml").exists():
        _add_platform(found, data, site.rules_of)


def _own_rules(folder: Path | None, data: Path) -> Mapping[str, RuleSet]:
    """Return the buyer's own rules: a file named as a platform counts there, any other everywhere."""
    if folder is None:
        return {}
    try:
        paths = sorted(one for one in folder.iterdir() if one.suffix == ".toml")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise unreadable(folder, error) from None
    known = platform_ids(data)
    parts: dict[str, list[RuleSet]] = {}
    for path in paths:
        name = path.stem if path.stem in known else ""
        parts.setdefault(name, []).append(parse_own(read_toml(path), path.stem, str(path)))
    return {name: joined(sets) for name, sets in parts.items()}


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
