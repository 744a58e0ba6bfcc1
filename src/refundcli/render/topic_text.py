"""A help topic in words: what it takes from the rules filled in, as lines, as a page, as a document."""

import re
from collections.abc import Mapping

from refundcli.core.text import say
from refundcli.core.topic_values import Rules, evidence_of, rung_of, told_of_rung, value_of
from refundcli.core.topics import REFERENCE, Section, Topic
from refundcli.core.values import dataclass
from refundcli.render.page import Page
from refundcli.render.words import Words


@dataclass(frozen=True, slots=True)
class Part:
    """A section in one language: its heading, paragraphs and points."""

    head: str
    says: tuple[str, ...]
    points: tuple[str, ...]


def parts_of(topic: Topic, rules: Rules, words: Words) -> tuple[Part, ...]:
    """Return a topic section by section, in words; raises `BadData` for what the rules do not hold."""
    return tuple(_part(one, rules, words) for one in topic.sections)


def _part(section: Section, rules: Rules, words: Words) -> Part:
    def filled(text: str) -> str:
        return REFERENCE.sub(value, text)

    def value(found: re.Match[str]) -> str:
        return words.write(value_of(found[1], found[2], rules))

    kept = (evidence_of(rules, one) for one in section.evidence)
    told = (one for id in section.rungs for one in told_of_rung(rules, id, section.tells))
    is_list = len(section.rungs) > 1
    names = (rung_of(rules, id) for id in section.rungs)
    rungs = tuple((words.write(one.name), words.write(one.what)) for one in names)
    return Part(
        filled(section.head),
        (*map(filled, section.says), *(what for _, what in rungs if not is_list)),
        (
            *(
                words.write(say("topic-rung", rung=rung, what=what))
                for rung, what in rungs
                if is_list
            ),
            *map(words.write, told),
            *(words.write(say(f"topic-evidence-{one.need}", says=one.says)) for one in kept),
            *map(filled, section.points),
        ),
    )


def topic_page(
    page: Page, topic: Topic, parts: tuple[Part, ...], briefs: tuple[str, ...], words: Words
) -> None:
    """Put a topic on *page*; *briefs* say what each of its commands does."""
    page.heading(topic.title)
    page.line(topic.brief, "faint")
    for part in parts:
        page.heading(part.head)
        for says in part.says:
            page.line(says)
        for point in part.points:
            page.marked("-", point)
    page.heading(words.write_key("help-see"))
    page.columns(tuple(zip(commands_of(topic), briefs, strict=True)))


def topic_view(topic: Topic, parts: tuple[Part, ...]) -> Mapping[str, object]:
    """Return a topic as a part of a document."""
    sections = [
        {"head": one.head, "says": list(one.says), "points": list(one.points)} for one in parts
    ]
    return {
        "id": topic.id,
        "title": topic.title,
        "brief": topic.brief,
        "sections": sections,
        "see": list(commands_of(topic)),
    }


def commands_of(topic: Topic) -> tuple[str, ...]:
    """Return the commands that go with a topic, as they are called."""
    return tuple(f"refundcli {one}" for one in topic.see)
