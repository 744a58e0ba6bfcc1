"""Help pages on a subject (帮助主题): words by section, with references to what the rules hold."""

import re
from collections.abc import Mapping

from refundcli.core.reading import Reader, read_file
from refundcli.core.traditional import traditional
from refundcli.core.values import dataclass, replace

TOPICS = ("deadlines", "evidence", "ladder", "privacy", "rules")
"""The subjects, as a reader finds them listed; each has its file in each language."""

TELLS = ("gates", "bring", "awards", "costs", "bar", "places", "notes", "closes")
"""What of a rung a section may tell."""

REFERENCE = re.compile(r"\{([a-z]+):([^{}]+)\}")
"""How words name a value of the rules: its kind and its id."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: paragraphs, points, then what the rules hold of a rung and of evidence.

    `tells` says what of the `rung` is told; its name and what it is come first. `evidence` names entries by
    `<file>/<id>`.
    """

    head: str
    says: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    rungs: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """A page of help in one language; `see` names the commands that go with it, `aliases` what else it is called."""

    id: str
    title: str
    brief: str
    sections: tuple[Section, ...]
    see: tuple[str, ...]
    aliases: tuple[str, ...] = ()


def topic_from_mapping(data: Mapping[str, object], id: str, file: str) -> Topic:
    """Return the page *id* that a file holds; raises `BadData` naming every fault with its key."""
    return read_file(data, file, lambda top: _topic(top, id))


def _topic(top: Reader, id: str) -> Topic:
    return Topic(
        id,
        top.word("title"),
        top.word("brief"),
        tuple(_section(one) for one in top.tables("section", needed=True)),
        top.words("see", needed=True),
        top.words("aliases"),
    )


def _section(reader: Reader) -> Section:
    made = Section(
        reader.word("head"),
        reader.words("says"),
        reader.words("points"),
        reader.words("rungs"),
        reader.words("tells", TELLS),
        reader.words("evidence"),
    )
    reader.finish()
    return made


def in_traditional(topic: Topic) -> Topic:
    """Return a page in Simplified Chinese in traditional characters.

    >>> in_traditional(Topic("evidence", "证据", "留什么", (), ())).title
    '證據'
    """
    return replace(
        topic,
        title=traditional(topic.title),
        brief=traditional(topic.brief),
        sections=tuple(
            replace(
                one,
                head=traditional(one.head),
                says=tuple(map(traditional, one.says)),
                points=tuple(map(traditional, one.points)),
            )
            for one in topic.sections
        ),
    )
