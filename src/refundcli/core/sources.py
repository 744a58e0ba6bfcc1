"""Which rules rest on which source."""

from collections.abc import Iterable

from refundcli.core.errors import NotFound
from refundcli.core.names import Names, of_platforms, resolve
from refundcli.core.parts import CALENDAR, STALE, inside, parts_of
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Citation, Source
from refundcli.core.text import say
from refundcli.core.values import dataclass


@dataclass(frozen=True, slots=True)
class SourceUse:
    """A source of one file, and the ids of the rules there that cite it."""

    file: str
    source: Source
    rules: tuple[str, ...]


def rules_by_source(rulebook: Rulebook) -> tuple[SourceUse, ...]:
    """Return every source, file by file, with the rules that cite it; one that nothing cites has none."""
    found: dict[tuple[str, Source], dict[str, None]] = {
        (file, source): {} for file, rules in rulebook.files() for source in rules.sources.values()
    }
    for part in parts_of(rulebook):
        for cite in inside(part.value, Citation):
            found.setdefault((part.file, cite.source), {})[part.id] = None
    return tuple(SourceUse(file, source, tuple(ids)) for (file, source), ids in found.items())


def of_source(uses: Iterable[SourceUse], name: str, rulebook: Rulebook) -> tuple[SourceUse, ...]:
    """Return those of *uses* that *name* means: a source's key, `file/key`, a platform or a law.

    A key that several files have gives the source of each. Raises `NotFound` with the near matches.
    """
    known = tuple(uses)
    exact = tuple(
        one for one in known if f"{one.file}/{one.source.id}".casefold() == name.strip().casefold()
    )
    if exact:
        return exact
    names: Names = {
        **{one.source.id: () for one in known},
        **of_platforms(rulebook.platforms),
        **{law.id: (law.name.zh, law.name.en, *law.aliases) for law in rulebook.laws.values()},
        **dict.fromkeys((CALENDAR, STALE), ()),
    }
    try:
        id = resolve(name, names, "source")
    except NotFound as error:
        is_like_none = error.hint is not None and error.hint.key == "hint-one-of"
        if is_like_none and error.message.key == "error-unknown":
            raise NotFound(error.message, say("hint-rules-sources")) from None
        raise
    return tuple(one for one in known if id in (one.file, one.source.id))
