"""Help topics: found by name, read in the reader's language, filled from the rules."""

from refundcli.adapters.ladder import load_ladder
from refundcli.adapters.manual import load_topic
from refundcli.commands.session import Session
from refundcli.core.names import Names
from refundcli.core.topic_values import Rules
from refundcli.core.topics import TOPICS, Topic
from refundcli.render.topic_text import Part, parts_of


def topics(session: Session) -> tuple[Topic, ...]:
    """Return every topic in the reader's language, as it is listed."""
    return tuple(load_topic(id, session.words.language) for id in TOPICS)


def topic_names() -> Names:
    """Return what each topic is called in Chinese, whatever the reader's language."""
    found = (load_topic(id, "zh-Hans") for id in TOPICS)
    return {one.id: (one.title, *one.aliases) for one in found}


def filled(session: Session, topic: Topic) -> tuple[Part, ...]:
    """Return a topic section by section, with what it takes from the rules as they are now."""
    rules = Rules(session.rulebook(), load_ladder(), session.now.date())
    return parts_of(topic, rules, session.words)
