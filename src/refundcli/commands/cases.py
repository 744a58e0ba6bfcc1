"""Cases out of the ledger, for the commands that show or change them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from refundcli.adapters.rulebook import platform_ids
from refundcli.commands.session import Session
from refundcli.core.case import Case, CaseState, fold, key_after, new_event_id
from refundcli.core.dossier import Dossier, dossier_of, returning
from refundcli.core.errors import BadData, LedgerUnreadable
from refundcli.core.events import Event
from refundcli.core.following import check_event, completed_event
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import say
from refundcli.render.case_text import step_part
from refundcli.render.case_views import case_view
from refundcli.render.page import Page


def rulebook_of(session: Session, case: Case) -> Rulebook:
    """Return the rules that a case needs; raises `BadData` where its words are none of the rulebook's."""
    rulebook = session.rulebook(platforms_of((case,)))
    check_words(case, rulebook)
    return rulebook


def platforms_of(cases: Iterable[Case]) -> tuple[str, ...]:
    """Return the platforms of *cases*, as they were told and as they were corrected, without unknown ones."""
    named = {name for one in cases for name in (one.order.platform, fold(one).order.platform)}
    return tuple(sorted(named & set(platform_ids())))


def check_words(case: Case, rulebook: Rulebook) -> None:
    """Raise `BadData` where the case names a platform, state, reason or remedy that there is not."""
    state = fold(case)
    order, claim = state.order, state.claim
    known = (
        ("platform", order.platform, rulebook.platforms),
        ("reason", claim.reason, rulebook.reasons),
        ("remedy", claim.remedy, rulebook.remedies),
        *(("item", kind, rulebook.items) for kind in order.item_kinds),
    )
    for what, id, words in known:
        if id not in words:
            raise BadData(
                say("error-case-word", case=case.id, what=say(f"word-{what}"), id=id),
                say("hint-case-word", case=case.id),
            )


def dossier(session: Session, name: str) -> tuple[Dossier, Rulebook]:
    """Return the case that *name* names, with all that can be said of it now."""
    case = session.ledger.read(name)
    rulebook = rulebook_of(session, case)
    return dossier_of(rulebook, case, session.now), rulebook


@dataclass(frozen=True, slots=True)
class Overview:
    """The cases of a ledger that can be read, the rules they need, and the exit code: 13 where some cannot."""

    dossiers: tuple[Dossier, ...]
    rulebook: Rulebook
    code: int


def overview(session: Session, *, closed: bool = False) -> Overview:
    """Return every case with all that can be said of it now; what cannot be read is named on stderr."""
    found = tuple(session.ledger.cases(closed=closed))
    cases = [one for one in found if isinstance(one, Case)]
    rulebook = session.rulebook(platforms_of(cases))
    faults = [one for one in found if isinstance(one, BadData)]
    good = []
    for case in cases:
        try:
            check_words(case, rulebook)
        except BadData as error:
            faults.append(error)
        else:
            good.append(dossier_of(rulebook, case, session.now))
    for fault in faults:
        session.warn(LedgerUnreadable(fault.message, fault.hint))
    return Overview(tuple(good), rulebook, LedgerUnreadable.code if faults else 0)


def record(
    session: Session,
    name: str,
    make: Callable[[Case, CaseState], Event],
    *,
    force: bool = False,
) -> tuple[Dossier, Rulebook]:
    """Store the event that *make* makes of a case, and return the case with it.

    Raises `BadData` for an event that makes no sense now, unless *force*.
    """
    case = session.ledger.read(name)
    rulebook = session.rulebook(platforms_of((case,)))
    goes_back = returning(rulebook)

    def rules_for(case: Case) -> Rulebook:
        wanted = platforms_of((case,))
        found = rulebook if rulebook.platforms.keys() >= set(wanted) else session.rulebook(wanted)
        check_words(case, found)
        return found

    def decide(case: Case) -> tuple[Event, ...]:
        made = make(case, fold(case, goes_back))
        event = completed_event(case, replace(made, id=key_after(case.events, made.id)))
        check_event(case, event, session.now, force=force, returning=goes_back)
        rules_for(replace(case, events=(*case.events, event)))
        return (event,)

    stored = session.ledger.update(case.id, decide)
    rules = rules_for(stored)
    return dossier_of(rules, stored, session.now), rules


def event_id(session: Session) -> str:
    """Return the key of an event recorded now."""
    return new_event_id(session.now, session.letters())


def answer_with_step(session: Session, found: Dossier, done: str, **fields: object) -> None:
    """Answer a change: what was done, and the next step."""
    if session.is_json:
        session.answer(case_view(found, None, session.words))
        return
    session.tell(say(done, id=found.case.id, **fields))
    page = Page()
    step_part(page, found.next_step, session.words)
    session.show(page)
