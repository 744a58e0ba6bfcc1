"""Cases out of the ledger, for the commands that show or change them."""

from collections.abc import Callable, Iterable

from refundcli.adapters.ladder import load_ladder
from refundcli.adapters.rulebook import platform_ids
from refundcli.commands.session import Session
from refundcli.core.case import Case, CaseState, fold, key_after, new_event_id
from refundcli.core.dossier import Dossier, dossier_of, returning
from refundcli.core.errors import BadData, LedgerUnreadable, RefundcliError
from refundcli.core.events import Event
from refundcli.core.following import check_event, completed_event
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import Said, say
from refundcli.core.values import dataclass, replace


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
    return dossier_of(rulebook, case, session.now, load_ladder()), rulebook


@dataclass(frozen=True, slots=True)
class Overview:
    """The cases of a ledger that can be read, the rules they need, and the exit code: 13 where some cannot."""

    dossiers: tuple[Dossier, ...]
    rulebook: Rulebook
    code: int


def overview(session: Session) -> Overview:
    """Return every open case with its clocks and its next step now; what cannot be read is named on stderr.

    Of a verdict only what counts for these is there; see `LineMaker.dossier`.
    """
    from refundcli.core.line_maker import LineMaker  # noqa: PLC0415 - only for many cases

    found = tuple(session.ledger.cases())
    cases = [one for one in found if isinstance(one, Case)]
    rulebook = session.rulebook(platforms_of(cases))
    faults = [one for one in found if isinstance(one, BadData)]
    maker = LineMaker(rulebook, load_ladder())
    good = []
    for case in session.progress(cases):
        try:
            check_words(case, rulebook)
        except BadData as error:
            faults.append(error)
        else:
            good.append(maker.dossier(case, session.now))
    for fault in faults:
        session.warn(LedgerUnreadable(fault.message, fault.hint))
    return Overview(tuple(good), rulebook, LedgerUnreadable.code if faults else 0)


Make = Callable[[Case, CaseState], Event]
"""What makes an event for a case as it stands."""


Blame = Callable[[int, RefundcliError], RefundcliError]
"""Says of an error about the event of that number which event it is."""


def _as_it_is(_: int, error: RefundcliError) -> RefundcliError:
    return error


@dataclass(frozen=True, slots=True)
class Recorded:
    """A case before and after what was recorded in it, its rules, and the objections overruled."""

    before: Case
    found: Dossier
    rulebook: Rulebook
    events: tuple[Event, ...]
    overruled: tuple[Said, ...]

    def dossier_before(self) -> Dossier:
        """Return the case as it stood before, as of the same moment."""
        return dossier_of(self.rulebook, self.before, self.found.as_of, load_ladder())


def record(
    session: Session, name: str, *makes: Make, force: bool = False, blamed: Blame = _as_it_is
) -> Recorded:
    """Store the events that *makes* make of a case, all of them or none, and return the case with them.

    Each sees those before it. Raises `BadData` for an event that makes no sense then, unless *force*;
    *blamed* says of an error which of the events it is about.
    """
    from refundcli.commands.moment import keep_line  # noqa: PLC0415 - only for a change

    case = session.ledger.read(name)
    rulebook = session.rulebook(platforms_of((case,)))
    goes_back = returning(rulebook)
    before = case
    events: list[Event] = []
    overruled: list[Said] = []

    def rules_for(case: Case) -> Rulebook:
        wanted = platforms_of((case,))
        found = rulebook if rulebook.platforms.keys() >= set(wanted) else session.rulebook(wanted)
        check_words(case, found)
        return found

    def decide(case: Case) -> tuple[Event, ...]:
        nonlocal before
        before = case
        events.clear()
        overruled.clear()
        for make in makes:
            try:
                made = make(case, fold(case, goes_back))
                event = completed_event(case, replace(made, id=key_after(case.events, made.id)))
                against = check_event(case, event, session.now, force=force, returning=goes_back)
                case = replace(case, events=(*case.events, event))
                rules_for(case)
            except RefundcliError as error:
                raise blamed(len(events), error) from None
            events.append(event)
            overruled.extend([against] if against is not None else [])
        return tuple(events)

    stored = session.ledger.update(case.id, decide)
    rules = rules_for(stored)
    keep_line(session, stored, rules)
    found = dossier_of(rules, stored, session.now, load_ladder())
    return Recorded(before, found, rules, tuple(events), tuple(overruled))


def event_id(session: Session) -> str:
    """Return the key of an event recorded now."""
    return new_event_id(session.now, session.letters())


def answer_with_step(session: Session, done: Recorded, said: Said) -> None:
    """Answer a change: what was done and against what objection, then the next step."""
    for against in done.overruled:
        session.tell(say("done-all-the-same", why=against))
    if session.is_json:
        from refundcli.render.case_views import case_view  # noqa: PLC0415 - only where it is asked for

        session.answer(case_view(done.found, None, session.words))
        return
    from refundcli.render.case_text import step_part  # noqa: PLC0415 - only after a change
    from refundcli.render.page import Page  # noqa: PLC0415 - as above

    session.tell(said)
    page = Page()
    step_part(page, done.found.next_step, session.words.in_year(session.now.year))
    session.show(page)
