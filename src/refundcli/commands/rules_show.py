"""`refundcli rules show`: a platform, a law, a rule or a provision, with its sources."""

from refundcli.commands.command import Command
from refundcli.commands.options import Argument, Given
from refundcli.commands.session import Session
from refundcli.core.errors import NotFound
from refundcli.core.names import near_matches
from refundcli.core.text import say
from refundcli.render.page import Page
from refundcli.render.rule_text import law_page, platform_page, provision_page, rule_page
from refundcli.render.rule_views import rule_view


def run(session: Session, given: Given) -> int:
    """Find what the id names, and show it."""
    name = given.needed("rule")
    rulebook = session.rulebook()
    words = session.words
    page = Page()
    provision = rulebook.provision(name)
    rule_sets = [site.rules for site in rulebook.platforms.values()]
    rule_sets += [law.rules for law in rulebook.laws.values()] + list(rulebook.own.values())
    rules = {one.id: one for part in rule_sets for one in part.grounds}
    timers = {one.rule: one for part in rule_sets for one in part.timers}
    found: object
    if name in rulebook.platforms:
        found = rulebook.platforms[name]
        platform_page(page, rulebook.platforms[name], words)
    elif name in rulebook.laws:
        found = rulebook.laws[name]
        law_page(page, rulebook.laws[name], words)
    elif provision is not None:
        found = provision
        provision_page(page, provision, words)
    elif name in rules or name in timers:
        rule = rules.get(name) or timers[name]
        found = rule
        rule_page(page, rule, words)
    else:
        provisions = [one.id for law in rulebook.laws.values() for one in law.provisions]
        ids = [*rulebook.platforms, *rulebook.laws, *rules, *timers, *provisions]
        near = near_matches(name.casefold(), {id: {id} for id in ids})
        hint = say("hint-did-you-mean", ids=near) if near else say("hint-rules-list")
        raise NotFound(say("error-unknown", what=say("word-rule"), value=name), hint)
    if session.is_json:
        session.answer(rule_view(name, found, session.now, words))
    else:
        session.show(page)
    return 0


COMMAND = Command((Argument("rule", completes="rules"),), run)
