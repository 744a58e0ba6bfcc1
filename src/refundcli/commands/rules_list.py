"""`refundcli rules list`: the platforms and laws, and how many rules each holds."""

from refundcli.commands.app import Command
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.text import say
from refundcli.render.page import Page
from refundcli.render.rule_views import rules_view


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
                words.write(one.name),
                words.write(
                    say(
                        "rule-counts",
                        grounds=len(one.rules.grounds),
                        timers=len(one.rules.timers),
                        sources=len(one.rules.sources),
                    )
                ),
            )
            for one in rulebook.platforms.values()
        ]
    )
    page.heading(words.write(say("head-laws")))
    page.columns(
        [
            (
                law.id,
                words.write(say("provision-count", count=len(law.provisions))),
                words.write(law.name),
            )
            for law in rulebook.laws.values()
        ]
    )
    session.show(page)
    return 0


COMMAND = Command((), run)
