"""`refundcli help`: what there is, how a command goes, or a page on a topic."""

from refundcli.adapters.manual import load_topic
from refundcli.commands.command import Command
from refundcli.commands.options import Argument, Given
from refundcli.commands.session import Session
from refundcli.commands.sheets import brief_of, names, overview_of, page_of, sheet_of
from refundcli.commands.topics import filled, topic_names, topics
from refundcli.core.names import resolve
from refundcli.core.topics import TOPICS
from refundcli.render.help_text import listing
from refundcli.render.help_views import help_view, listed_view, sheet_view
from refundcli.render.page import Page
from refundcli.render.topic_text import topic_page, topic_view


def run(session: Session, given: Given) -> int:
    """Show the topic or the command that is named, a topic first; without a name all of them."""
    asked = " ".join(given.words("topic")).strip()
    if not asked:
        return _all(session)
    name = _named(asked)
    if name in TOPICS:
        return _topic(session, name)
    if session.is_json:
        sheet = sheet_of(name, session.words)
        session.answer(help_view(session.now, command=sheet_view(sheet)))
        return 0
    page = Page()
    page.verbatim(page_of(name, session.words, session.console.width))
    session.show(page)
    return 0


def _named(asked: str) -> str:
    """Return the topic or the command; raises `NotFound` with the near matches."""
    if asked in TOPICS:
        return asked
    commands = {one: () for one in names() if one not in TOPICS}
    return resolve(asked, {**topic_names(), **commands}, "topic")


def _topic(session: Session, id: str) -> int:
    topic = load_topic(id, session.words.language)
    parts = filled(session, topic)
    if session.is_json:
        session.answer(help_view(session.now, topic=topic_view(topic, parts)))
        return 0
    page = Page()
    briefs = tuple(brief_of(one, session.words) for one in topic.see)
    topic_page(page, topic, parts, briefs, session.words)
    session.show(page)
    return 0


def _all(session: Session) -> int:
    commands = overview_of(session.words)
    found = tuple((one.id, one.brief) for one in topics(session))
    if session.is_json:
        session.answer(help_view(session.now, **listed_view(commands, found)))
        return 0
    page = Page()
    page.verbatim(listing(commands, found, session.words, session.console.width))
    session.show(page)
    return 0


COMMAND = Command((Argument("topic", is_needed=False, is_many=True, completes="topics"),), run)
