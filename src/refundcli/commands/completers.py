"""What may be completed: values that depend on what was typed before."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import typer

from refundcli.adapters.letter_forms import letter_stages
from refundcli.commands.gather import gather
from refundcli.commands.keeping import completed_from
from refundcli.commands.lines import beginning_with
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.case import fold, retracted_ids
from refundcli.core.case_order import SORTS
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
        session = Session(given)
        by_beginning = _BY_BEGINNING.get(name)
        found = list(
            _FINDERS[name](session, given)
            if by_beginning is None
            else by_beginning(session, given, incomplete)
        )
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
    if context.args:
        values.setdefault("case", context.args[0])  # click leaves it there before an option's value
    return values


def _claim(session: Session, given: Given, id: str) -> Pairs:
    """Give the choices for one question of the wizard after what was typed."""
    answers, rulebook = gather(session, given)
    for one in choices_for(rulebook, answers, id, session.now):
        yield one.id, session.words.write(one.label)


def _platforms(session: Session, given: Given) -> Pairs:
    completed_from(session, given)
    rulebook = session.rulebook()
    names = of_platforms(rulebook.platforms)
    return ((id, session.words.write(rulebook.platforms[id].name)) for id in names)


def _item_kinds(session: Session, _: Given) -> Pairs:
    items = session.rulebook(()).items
    return ((one.id, session.words.write(one.name)) for one in items.values())


def _channels(session: Session, _: Given) -> Pairs:
    from refundcli.adapters.channels import CHANNELS  # noqa: PLC0415 - only who completes one pays

    return ((id, session.words.write(say(f"remind-channel-{id}"))) for id in CHANNELS)


def _facts(session: Session, _: Given) -> Pairs:
    for fact in session.rulebook(()).facts.values():
        asks = session.words.write(fact.asks)
        yield from ((f"{fact.id}=yes", asks), (f"{fact.id}=no", asks))


def _cases(session: Session, given: Given, typed: str) -> Pairs:
    lines = tuple(beginning_with(session, typed))
    completed_from(session, given, lines)
    for line in lines:
        left = line.next.due if line.next is not None else None
        yield (
            line.id,
            session.words.write(
                say(
                    "case-hint",
                    seller=line.seller or line.platform,
                    paid=line.paid if line.paid is not None else "",
                    left=say(f"phase-{line.phase}") if left is None else say("until", at=left),
                )
            ),
        )


def _closed_cases(session: Session, _: Given, typed: str) -> Pairs:
    for line in beginning_with(session, typed, closed=True):
        yield line.id, line.seller or line.platform


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


def _named(key: str) -> Callable[[Session, Given], Pairs]:
    """Give the names that the value of *key* has in the case that was typed."""

    def find(session: Session, given: Given) -> Pairs:
        from refundcli.commands.telling import choices_of  # noqa: PLC0415 - only who completes one pays

        case = session.ledger.read(given.word("case") or "")
        names = choices_of(session, case, key)
        return ((id, labels[0] if labels else "") for id, labels in names.items())

    return find


def _event_ids(session: Session, given: Given) -> Pairs:
    """Give the entries of the case that still count, the last one first."""
    case = session.ledger.read(given.word("case") or "")
    gone = retracted_ids(case.events)
    left = [one for one in case.events if one.id not in gone]
    for one in sorted(left, key=lambda one: one.id, reverse=True):
        yield one.id, session.words.write(say(f"event-{one.kind}"))


def _excuses(session: Session, _: Given) -> Pairs:
    from refundcli.adapters.excuses import load_excuses  # noqa: PLC0415 - only who completes one pays

    found = load_excuses(session.rulebook(()))
    return ((one.id, session.words.write(one.name)) for one in found)


def _stages(session: Session, _: Given) -> Pairs:
    return ((one, session.words.write(say(f"stage-{one}"))) for one in letter_stages("zh-Hans"))


def _schedulers(_session: Session, _given: Given) -> Pairs:
    from refundcli.adapters.schedulers import SCHEDULERS  # noqa: PLC0415 - only who completes one pays

    return ((name, "") for name in SCHEDULERS)


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
    "events": _events,
    "languages": _plain(*LANGUAGES),
    "letter_languages": _plain("zh-Hans", "zh-Hant", "en"),
    "stages": _stages,
    "tones": _plain(*TONES),
    "outcomes": _plain(*OUTCOMES),
    "phases": _plain(*PHASES),
    "sorts": _plain(*SORTS),
    "rungs": _named("rung"),
    "deadlines": _named("deadline"),
    "event_ids": _event_ids,
    "excuses": _excuses,
    "channels": _channels,
    "rules": _rules,
    "sources": _sources,
    "paths": _plain(),
    "schedulers": _schedulers,
}

_BY_BEGINNING: Mapping[str, Callable[[Session, Given, str], Pairs]] = {
    "cases": _cases,
    "closed_cases": _closed_cases,
}
"""Those of which there may be very many; what was typed leaves some of them."""
