"""`refundcli rules list`: the platforms and laws, and how many rules each holds."""

from refundcli.commands.command import Command
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.text import say
from refundcli.render.page import Page
from refundcli.render.rule_views import rules_view
from refundcli.render.words import Words


def run(session: Session, _given: Given) -> int:
    """Show every file of the rulebook in a row."""
    rulebook = session.rulebook()
    words = session.words
    if session.is_json:
        session.answer(rules_view(rulebook, session.now, words))
        return 0
    page = Page()
    page.heading(words.write(say("head-platforms")))
    page.columns(
        [
            (
                one.id,
                str(len(one.rules.grounds)),
                str(len(one.rules.timers)),
                str(len(one.rules.sources)),
                words.write(one.name),
            )
            for one in rulebook.platforms.values()
        ],
        _heads(words, "id", "grounds", "timers", "sources", "name"),
    )
    page.heading(words.write(say("head-laws")))
    page.columns(
        [
            (law.id, str(len(law.provisions)), words.write(law.name))
            for law in rulebook.laws.values()
        ],
        _heads(words, "id", "articles", "name"),
    )
    session.show(page)
    return 0


def _heads(words: Words, *names: str) -> tuple[str, ...]:
    return tuple(words.write(say(f"rules-label-{one}")) for one in names)


COMMAND = Command((), run)
