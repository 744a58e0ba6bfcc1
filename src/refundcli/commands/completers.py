"""What may be completed: values that depend on what was typed before."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import typer

from refundcli.commands.cases import platforms_of
from refundcli.commands.gather import gather
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.case import fold
from refundcli.core.clocks import running
from refundcli.core.errors import RefundcliError
from refundcli.core.events import EVENTS, OUTCOMES, PHASES
from refundcli.core.following import possible_events
from refundcli.core.letter_form import TONES
from refundcli.core.names import of_platforms
from refundcli.core.questions import choices_for
from refundcli.core.sources import rules_by_source
from refundcli.core.text import LANGUAGES, say

Pairs = Iterable[tuple[str, str]]

_HARMLESS = str.maketrans("\\`$\"'[]", "＼｀＄”’［］")


def completed(name: str, context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the values of *name* that begin as typed, with their help; nothing where something is wrong."""
    try:
        given = Given(_typed(context))
        found = list(_FINDERS[name](Session(given), given))
    except RefundcliError:
        return []
    return [(value, _shown(help)) for value, help in found if value.startswith(incomplete)]


def _shown(help: str) -> str:
    """Return *help* without what a shell or rich would act on.

    zsh evaluates what it shows beside a value, and Typer reads it as markup: a shop's name could run a command.
    """
    return help.translate(_HARMLESS)


def _typed(context: typer.Context) -> Mapping[str, Any]:
    values: dict[str, Any] = {}
    at: Any = context
    while at is not None:
        values = {**{k: v for k, v in at.params.items() if v not in (None, (), [])}, **values}
        at = at.parent
    return values


def _claim(session: Session, given: Given, id: str) -> Pairs:
    """Give the choices for one question of the wizard after what was typed."""
    answers, rulebook = gather(session, given)
    for one in choices_for(rulebook, answers, id, session.now):
        yield one.id, session.words.write(one.label)


def _platforms(session: Session, _: Given) -> Pairs:
    rulebook = session.rulebook()
    names = of_platforms(rulebook.platforms)
    return ((id, session.words.write(rulebook.platforms[id].name)) for id in names)


def _item_kinds(session: Session, _: Given) -> Pairs:
    items = session.rulebook(()).items
    return ((one.id, session.words.write(one.name)) for one in items.values())


def _facts(session: Session, _: Given) -> Pairs:
    for fact in session.rulebook(()).facts.values():
        asks = session.words.write(fact.asks)
        yield from ((f"{fact.id}=yes", asks), (f"{fact.id}=no", asks))


def _cases(session: Session, _: Given) -> Pairs:
    found = session.ledger.cases()
    cases = [one for one in found if not isinstance(one, RefundcliError)]
    rulebook = session.rulebook(platforms_of(cases))
    for case in cases:
        state = fold(case)
        if state.order.platform not in rulebook.platforms:
            continue
        clocks = running(rulebook, case, state, None)
        left = say("until", at=clocks[0].due) if clocks else say(f"phase-{state.phase}")
        paid = state.order.paid if state.order.paid is not None else ""
        yield (
            case.id,
            session.words.write(
                say(
                    "case-hint",
                    seller=state.order.seller or state.order.platform,
                    paid=paid,
                    left=left,
                )
            ),
        )


def _closed_cases(session: Session, _: Given) -> Pairs:
    for case in session.ledger.cases(closed=True):
        if not isinstance(case, RefundcliError) and not fold(case).is_open:
            yield case.id, case.order.seller or case.order.platform


def _events(session: Session, given: Given) -> Pairs:
    named = given.word("case")
    kinds: Iterable[str] = EVENTS
    if named:
        kinds = possible_events(fold(session.ledger.read(named)))
    return ((kind, session.words.write(say(f"event-{kind}"))) for kind in kinds)


def _rules(session: Session, _: Given) -> Pairs:
    rulebook = session.rulebook()
    for site in rulebook.platforms.values():
        yield site.id, session.words.write(site.name)
    for law in rulebook.laws.values():
        yield law.id, session.words.write(law.name)
        yield from ((one.id, session.words.write(one.says)) for one in law.provisions)


def _sources(session: Session, _: Given) -> Pairs:
    rulebook = session.rulebook()
    found = {one.source.id: one.source.title for one in rules_by_source(rulebook)}
    found |= {id: session.words.write(one.name) for id, one in rulebook.platforms.items()}
    found |= {id: session.words.write(one.name) for id, one in rulebook.laws.items()}
    return found.items()


def _excuses(session: Session, _: Given) -> Pairs:
    from refundcli.adapters.excuses import load_excuses  # noqa: PLC0415 - only who completes one pays

    found = load_excuses(session.rulebook(()))
    return ((one.id, session.words.write(one.name)) for one in found)


def _plain(*values: str) -> Callable[[Session, Given], Pairs]:
    return lambda _session, _given: ((value, "") for value in values)


_FINDERS: Mapping[str, Callable[[Session, Given], Pairs]] = {
    "platforms": _platforms,
    "states": lambda session, given: _claim(session, given, "state"),
    "reasons": lambda session, given: _claim(session, given, "reason"),
    "remedies": lambda session, given: _claim(session, given, "remedy"),
    "purposes": lambda session, given: _claim(session, given, "purpose"),
    "item_kinds": _item_kinds,
    "facts": _facts,
    "cases": _cases,
    "closed_cases": _closed_cases,
    "events": _events,
    "languages": _plain(*LANGUAGES),
    "letter_languages": _plain("zh-Hans", "en"),
    "stages": _plain("first"),
    "tones": _plain(*TONES),
    "outcomes": _plain(*OUTCOMES),
    "phases": _plain(*PHASES),
    "excuses": _excuses,
    "rules": _rules,
    "sources": _sources,
    "paths": _plain(),
}
