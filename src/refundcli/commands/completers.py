"""What may be completed: values that depend on what was typed before, and the table of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta

from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.candidates import Candidate
from refundcli.core.text import LANGUAGES, Text, say
from refundcli.core.values import dataclass

Find = Callable[[Session, Given, str], Iterable[Candidate]]
"""Gives the values; told what was given before, and how the word begins in which TAB was pressed."""


@dataclass(frozen=True, slots=True)
class Completer:
    """Finds the values of a name. `by` are what they follow from besides the program's data.

    Those are names of flags, at most one, platform or state; None: what is found follows from a ledger, from the
    clock or from the buyer's own files, and is never kept.
    """

    find: Find
    by: tuple[str, ...] | None = ()


def _claim(id: str) -> Find:
    """Return what gives the choices for one question of the wizard after what was typed."""

    def find(session: Session, given: Given, _: str) -> Iterator[Candidate]:
        from refundcli.commands.gather import gather  # noqa: PLC0415 - as the imports below: only who is asked pays
        from refundcli.core.questions import choices_for  # noqa: PLC0415

        answers, rulebook = gather(session, given)
        for one in choices_for(rulebook, answers, id, session.now):
            label = session.words.write(one.label)
            own = (*_names(one.label), label) if isinstance(one.label, Text) else ()
            yield Candidate(one.id, label, (*own, *one.aliases))

    return find


def _states(session: Session, given: Given, typed: str) -> Iterator[Candidate]:
    if given.word("platform") or given.word("answers"):
        yield from _claim("state")(session, given, typed)
        return
    from refundcli.core.names import of_states  # noqa: PLC0415

    seen: dict[str, Candidate] = {}
    for site in session.rulebook().platforms.values():
        for id, label in site.states.items():
            seen.setdefault(id, Candidate(id, session.words.write(label), of_states(site)[id]))
    yield from seen.values()


def _purposes(session: Session, given: Given, typed: str) -> Iterator[Candidate]:
    from refundcli.commands.gather import PURPOSE_NAMES  # noqa: PLC0415

    for one in _claim("purpose")(session, given, typed):
        yield Candidate(one.value, one.help, PURPOSE_NAMES[one.value])


def _platforms(session: Session, _: Given, __: str) -> Iterator[Candidate]:
    from refundcli.core.names import of_platforms  # noqa: PLC0415

    rulebook = session.rulebook()
    for id, names in of_platforms(rulebook.platforms).items():
        yield Candidate(id, session.words.write(rulebook.platforms[id].name), names)


def _item_kinds(session: Session, _: Given, __: str) -> Iterator[Candidate]:
    for one in session.rulebook(()).items.values():
        yield Candidate(one.id, session.words.write(one.name), (*_names(one.name), *one.aliases))


def _facts(session: Session, _: Given, __: str) -> Iterator[Candidate]:
    for fact in session.rulebook(()).facts.values():
        asks = session.words.write(fact.asks)
        yield from (Candidate(f"{fact.id}=yes", asks), Candidate(f"{fact.id}=no", asks))


def _channels(session: Session, _: Given, __: str) -> Iterator[Candidate]:
    from refundcli.adapters.channels import CHANNELS  # noqa: PLC0415

    return _labelled(session, "remind-channel", CHANNELS)


def _schedulers(_: Session, __: Given, ___: str) -> Iterator[Candidate]:
    from refundcli.adapters.schedulers import SCHEDULERS  # noqa: PLC0415

    return map(Candidate, SCHEDULERS)


def _events(session: Session, _: Given, __: str) -> Iterator[Candidate]:
    from refundcli.core.events import EVENTS  # noqa: PLC0415

    return _labelled(session, "event", EVENTS)


def _stages(session: Session, _: Given, __: str) -> Iterator[Candidate]:
    from refundcli.adapters.letter_forms import letter_stages  # noqa: PLC0415

    return _labelled(session, "stage", letter_stages("zh-Hans"))


def _rungs(session: Session, _: Given, __: str) -> Iterator[Candidate]:
    from refundcli.adapters.ladder import load_ladder  # noqa: PLC0415
    from refundcli.core.following import GOES_TO  # noqa: PLC0415

    for one in load_ladder().rungs:
        if one.id in GOES_TO:
            yield Candidate(
                one.id, session.words.write(one.name), (*_names(one.name), *one.aliases)
            )


def _excuses(session: Session, _: Given, __: str) -> Iterator[Candidate]:
    from refundcli.adapters.excuses import load_excuses  # noqa: PLC0415

    for one in load_excuses(session.rulebook(())):
        yield Candidate(one.id, session.words.write(one.name), _names(one.name))


def _outcomes(session: Session, _: Given, __: str) -> Iterator[Candidate]:
    from refundcli.core.events import OUTCOMES  # noqa: PLC0415

    return _labelled(session, "outcome", OUTCOMES)


def _phases(session: Session, _: Given, __: str) -> Iterator[Candidate]:
    from refundcli.core.events import PHASES  # noqa: PLC0415

    return _labelled(session, "phase", PHASES)


def _sorts(session: Session, _: Given, __: str) -> Iterator[Candidate]:
    from refundcli.core.case_order import SORTS  # noqa: PLC0415

    return _labelled(session, "sort", SORTS)


def _tones(_: Session, __: Given, ___: str) -> Iterator[Candidate]:
    from refundcli.core.letter_form import TONES  # noqa: PLC0415

    return map(Candidate, TONES)


def _who(label: str) -> Find:
    """Return what gives the buyer and the seller by their labels."""
    return lambda session, _, __: _labelled(session, label, ("buyer", "seller"))


def _corrections(_: Session, __: Given, ___: str) -> Iterator[Candidate]:
    from refundcli.core.case_values import AMENDABLE  # noqa: PLC0415

    return (Candidate(f"{key}." if key.endswith("facts") else f"{key}=") for key in AMENDABLE)


def _topics(_: Session, __: Given, ___: str) -> Iterator[Candidate]:
    from refundcli.core.topics import TOPICS  # noqa: PLC0415

    return map(Candidate, TOPICS)


def _rules(session: Session, _: Given, __: str) -> Iterator[Candidate]:
    rulebook = session.rulebook()
    for site in rulebook.platforms.values():
        yield Candidate(site.id, session.words.write(site.name), _names(site.name))
    for law in rulebook.laws.values():
        yield Candidate(law.id, session.words.write(law.name), _names(law.name))
        yield from (Candidate(one.id, session.words.write(one.says)) for one in law.provisions)


def _sources(session: Session, _: Given, __: str) -> Iterator[Candidate]:
    from refundcli.core.sources import rules_by_source  # noqa: PLC0415

    rulebook = session.rulebook()
    found: dict[str, object] = {
        one.source.id: one.source.title for one in rules_by_source(rulebook)
    }
    found |= {id: one.name for id, one in rulebook.platforms.items()}
    found |= {id: one.name for id, one in rulebook.laws.items()}
    return (Candidate(id, session.words.write(name)) for id, name in found.items())


def _times(session: Session, _: Given, __: str) -> Iterator[Candidate]:
    yield Candidate("now", session.words.write(session.now))
    for word, days in (("today", 0), ("yesterday", 1), ("昨天", 1)):
        yield Candidate(word, session.words.write((session.now - timedelta(days)).date()))


def _shells(_: Session, __: Given, ___: str) -> Iterator[Candidate]:
    from refundcli.adapters.shell_setup import SHELLS  # noqa: PLC0415

    return map(Candidate, SHELLS)


def _plain(*values: str) -> Find:
    return lambda _session, _given, _typed: map(Candidate, values)


def _labelled(session: Session, label: str, ids: Iterable[str]) -> Iterator[Candidate]:
    """Give *ids* with the sentences `<label>-<id>` as help, by which they may be called too."""
    for id in ids:
        written = session.words.write(say(f"{label}-{id}"))
        yield Candidate(id, written, (written,))


def _names(text: Text) -> tuple[str, ...]:
    return (text.zh, *((text.zh_hant,) if text.zh_hant is not None else ()))


def _of_case(name: str, otherwise: Find | None = None) -> Find:
    """Return what gives values out of the ledger, and *otherwise* where no case was named."""

    def find(session: Session, given: Given, typed: str) -> Iterable[Candidate]:
        if otherwise is not None and given.word("case") is None:
            return otherwise(session, given, typed)
        from refundcli.commands.case_completers import OF_CASES  # noqa: PLC0415

        return OF_CASES[name](session, given, typed)

    return find


COMPLETERS: Mapping[str, Completer] = {
    "platforms": Completer(_platforms),
    "states": Completer(_states, ("platform",)),
    "reasons": Completer(_claim("reason"), ("state",)),
    "remedies": Completer(_claim("remedy"), None),
    "purposes": Completer(_purposes),
    "item_kinds": Completer(_item_kinds),
    "facts": Completer(_facts),
    "events": Completer(_of_case("events", _events), None),
    "languages": Completer(_plain(*LANGUAGES)),
    "letter_languages": Completer(_plain(*LANGUAGES)),
    "stages": Completer(_of_case("stages", _stages), None),
    "tones": Completer(_tones),
    "outcomes": Completer(_outcomes),
    "phases": Completer(_phases),
    "sorts": Completer(_sorts),
    "rungs": Completer(_of_case("rungs", _rungs), None),
    "deadlines": Completer(_of_case("deadlines"), None),
    "event_ids": Completer(_of_case("event_ids"), None),
    "cases": Completer(_of_case("cases"), None),
    "closed_cases": Completer(_of_case("closed_cases"), None),
    "excuses": Completer(_excuses),
    "channels": Completer(_channels),
    "rules": Completer(_rules, None),
    "sources": Completer(_sources, None),
    "schedulers": Completer(_schedulers),
    "payers": Completer(_who("who-pays")),
    "offerers": Completer(_who("who-offers")),
    "corrections": Completer(_corrections),
    "times": Completer(_times, None),
    "topics": Completer(_topics),
    "shells": Completer(_shells),
}
"""Every name that a flag or an argument is completed by, but for `paths` and `folders`: those the shell knows."""
