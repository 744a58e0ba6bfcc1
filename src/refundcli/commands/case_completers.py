"""What may be completed out of the ledger: its cases, and what can be said of one that is named."""

from collections.abc import Callable, Iterator, Mapping

from refundcli.adapters.index_row import OPEN
from refundcli.commands.keeping import completed_from
from refundcli.commands.lines import beginning_with
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.candidates import Candidate
from refundcli.core.lines import CaseLine
from refundcli.core.text import say

Candidates = Iterator[Candidate]

_NUMBERS = 20
"""How many order numbers are given to complete a beginning."""

_THERE = ("done", "current", "open", "not-yet", "unknown")
"""How a rung may stand for a case to be there, or to go there."""


def _cases(session: Session, given: Given, typed: str) -> Candidates:
    """Give the open cases that begin so, with seller, amount and what runs; else those by order number."""
    lines = tuple(beginning_with(session, typed))
    completed_from(session, given, lines)
    if lines or not typed:
        yield from (Candidate(line.id, _hint(session, line)) for line in lines)
    else:
        yield from _by_number(session, typed)


def _hint(session: Session, line: CaseLine) -> str:
    left = line.next.due if line.next is not None else None
    return session.words.write(
        say(
            "case-hint",
            seller=line.seller or line.platform,
            paid=line.paid if line.paid is not None else "",
            left=say(f"phase-{line.phase}") if left is None else say("until", at=left),
        )
    )


def _by_number(session: Session, typed: str) -> Candidates:
    """Give the open cases by their order numbers that begin so."""
    values = (typed, typed + chr(0x10FFFF), OPEN, _NUMBERS)
    where = "WHERE number >= ? AND number < ? AND standing = ? ORDER BY number LIMIT ?"
    for id in session.ledger.index.file.use(lambda index: index.names(where, *values)):
        for line in beginning_with(session, id):
            yield Candidate(line.number or "", f"{line.id} {_hint(session, line)}")


def _closed_cases(session: Session, _: Given, typed: str) -> Candidates:
    """Give the closed cases that begin so, with their sellers."""
    for line in beginning_with(session, typed, closed=True):
        yield Candidate(line.id, session.words.write(line.seller or line.platform))


def _events(session: Session, given: Given, _: str) -> Candidates:
    """Give the events that may come next in the case named."""
    from refundcli.core.case import fold  # noqa: PLC0415 - only who names a case pays
    from refundcli.core.following import possible_events  # noqa: PLC0415 - as above

    kinds = possible_events(fold(session.ledger.read(given.needed("case"))))
    for kind in kinds:
        label = session.words.write(say(f"event-{kind}"))
        yield Candidate(kind, label, (label,))


def _event_ids(session: Session, given: Given, _: str) -> Candidates:
    """Give the entries of the case that still count, the last one first."""
    from refundcli.core.case import retracted_ids  # noqa: PLC0415 - only who names a case pays

    case = session.ledger.read(given.needed("case"))
    gone = retracted_ids(case.events)
    left = [one for one in case.events if one.id not in gone]
    for one in sorted(left, key=lambda one: one.id, reverse=True):
        yield Candidate(one.id, session.words.write(say(f"event-{one.kind}")))


def _stages(session: Session, given: Given, _: str) -> Candidates:
    """Give the stages of which the letter fits the case now, all where none does."""
    from refundcli.commands.letters import desk_for, fits_of  # noqa: PLC0415 - only who writes pays

    about = Given({"case": given.needed("case"), "letter_lang": given.word("letter_lang")})
    fits = fits_of(session, about, desk_for(session, about))
    for one in [one for one in fits if one.fits] or fits:
        yield Candidate(one.stage, session.words.write(say(f"stage-{one.stage}")))


def _rungs(session: Session, given: Given, _: str) -> Candidates:
    """Give the rungs that the case can be taken to, or is or was on."""
    from refundcli.adapters.ladder import load_ladder  # noqa: PLC0415 - only who goes up pays
    from refundcli.commands.cases import dossier  # noqa: PLC0415 - as above
    from refundcli.core.following import GOES_TO  # noqa: PLC0415 - as above
    from refundcli.core.ladder import standings  # noqa: PLC0415 - as above

    found, rulebook = dossier(session, given.needed("case"))
    opened_at = found.case.opened_at
    for one in standings(
        load_ladder(), rulebook, found.state, found.deadlines, found.as_of, opened_at
    ):
        if one.status in _THERE and one.rung.id in GOES_TO:
            name = one.rung.name
            yield Candidate(one.rung.id, session.words.write(name), (name.zh, *one.rung.aliases))


def _deadlines(session: Session, given: Given, _: str) -> Candidates:
    """Give the deadlines that run in the case."""
    from refundcli.commands.telling import deadline_names  # noqa: PLC0415 - only who has one extended pays

    case = session.ledger.read(given.needed("case"))
    for id, names in deadline_names(session, case).items():
        yield Candidate(id, session.words.write(names[0]))


OF_CASES: Mapping[str, Callable[[Session, Given, str], Candidates]] = {
    "cases": _cases,
    "closed_cases": _closed_cases,
    "events": _events,
    "event_ids": _event_ids,
    "stages": _stages,
    "rungs": _rungs,
    "deadlines": _deadlines,
}
"""What gives the values of each name; all but those of cases are told which case was named."""
