"""`refundcli` alone: on a terminal what is due, each with its next step, then a menu; elsewhere help."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise

from refundcli.adapters.ledger_index import Query
from refundcli.adapters.matching import Option
from refundcli.adapters.prompts import Back, Prompts
from refundcli.adapters.unfinished import Unfinished
from refundcli.commands.lines import Lines, lines
from refundcli.commands.log import IN_FULL
from refundcli.commands.session import Session
from refundcli.core.errors import FormLeft, Interrupted, RefundcliError
from refundcli.core.lines import CaseLine
from refundcli.core.text import Said, say
from refundcli.core.values import dataclass
from refundcli.core.widths import cells
from refundcli.render.case_list import about_said
from refundcli.render.deadlines_text import left_said

Call = Callable[[str, Mapping[str, object]], int]
"""Runs a command with what is given to it, and returns its exit code."""

_MOST = 12
"""How many cases are shown; more would push the menu off a small terminal."""
_GAP = "  "
_SENT, _CLOSED = "sent", "closed"
"""The event that a letter is written for, and the one that `close` logs."""


@dataclass(frozen=True, slots=True)
class _Deed:
    """Something to choose on a screen, and the command that does it with what is given."""

    option: Option
    command: str
    given: Mapping[str, object]


def run(begin: Callable[[], Session], get_help: Callable[[], str], call: Call) -> int:
    """Show what is due and what one would do next, and do what is chosen, until the buyer leaves.

    *begin* gives a session as of now. What goes wrong on the way is said, and the screen comes back.
    """
    code = 0
    while True:
        session = begin()
        prompts = session.prompts
        if prompts is None:
            session.console.out(get_help())
            return 0
        found = lines(session, Query(by_due=True, most=_MOST))
        chosen = _chosen(session, prompts, found)
        if chosen is None:
            return code or found.code
        if chosen.command == "help":
            session.console.out(get_help())
            continue
        try:
            code = call(chosen.command, chosen.given)
        except FormLeft:
            continue
        except Interrupted:
            raise
        except RefundcliError as error:
            session.warn(error)
            code = error.code
        session.console.note("")


def _chosen(session: Session, prompts: Prompts, found: Lines) -> _Deed | None:
    """Return what the buyer wants to do; None: nothing more."""
    write, in_short = session.words.write, session.words.in_year(session.now.year).write
    waiting = tuple(found.lines)
    if found.total > len(waiting):
        session.tell(say("home-more", count=found.total - len(waiting)))
    rest = tuple(_menu(session, has_cases=bool(found.total)))
    options = (*_rows(session, waiting), *(one.option for one in rest))
    title = write(say("home-due" if waiting else _greeting(session, found)))
    help = write(say("help-home"))
    pointed: str | None = None
    while True:
        id = prompts.choose(
            title, options, default=pointed, help=help, can_go_back=False, stays=False
        )
        case = next((one for one in waiting if one.id == id), None)
        if case is None:
            deed = next(one for one in rest if one.option.id == id)
            return deed if deed.command else None
        deeds = tuple(_deeds(session, case))
        asks = in_short(say("ask-case-what", id=case.id, what=case.next_step.what))
        what = prompts.choose(
            asks, [one.option for one in deeds], help=_about(session, case), stays=False
        )
        if not isinstance(what, Back):
            return next(one for one in deeds if one.option.id == what)
        pointed = case.id


def _greeting(session: Session, found: Lines) -> str:
    """Return the key of what is said where no case is open: there may be closed ones."""
    if found.code:
        return "home-nothing"
    return "home-nothing" if lines(session, Query(closed=True, most=1)).total else "head-welcome"


def _rows(session: Session, waiting: tuple[CaseLine, ...]) -> Iterator[Option]:
    """Give a choice a case, in columns: id, platform, time left, next step."""
    write = session.words.write
    rows = [
        (
            one.id,
            write(one.site),
            write(left_said(one.next.due, session.now)) if one.next is not None else "",
            write(about_said(one)),
        )
        for one in waiting
    ]
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    for case, row in zip(waiting, rows, strict=True):
        padded = (one + " " * (width - cells(one)) for one, width in zip(row, widths, strict=True))
        yield Option(case.id, _GAP.join(padded).rstrip(), _keys(case), _about(session, case))


def _keys(case: CaseLine) -> tuple[str, ...]:
    names = (case.site.zh, case.site.en, case.item, case.seller, case.number)
    return tuple(one for one in names if one)


def _about(session: Session, case: CaseLine) -> str:
    """Return what one would do next in a case, why, and by when."""
    write = session.words.in_year(session.now.year).write
    step = case.next_step
    said = say("home-case", what=step.what, why=step.why)
    return write(said if step.by is None else say("home-case-by", case=said, due=step.by))


def _menu(session: Session, *, has_cases: bool) -> Iterator[_Deed]:
    """Give what can be done besides: the questions left open first."""
    left = Unfinished(session.settings.data_dir)
    if left.exists:
        from refundcli.commands.resuming import RESUMES, about_kept, kept_answers  # noqa: PLC0415 - only of kept answers

        platform = kept_answers(session, left).platform
        if left.exists:
            said = say("menu-resume", **about_kept(left, platform))
            yield _deed(session, "resume", said, "new", {RESUMES: True})
    yield _deed(session, "new", say("menu-new"), "new", {})
    if has_cases:
        yield _deed(session, "due", say("menu-due"), "due", {})
    yield _deed(session, "help", say("menu-help"), "help", {})
    yield _deed(session, "leave", say("menu-leave"), "", {})


def _deeds(session: Session, case: CaseLine) -> Iterator[_Deed]:
    """Give what can be done in a case: what the next step comes to, then the rest."""
    given: Mapping[str, object] = {"case": case.id}
    name, _, *rest = case.next_step.command
    event = rest[0] if name == "log" else _CLOSED if name == "close" else None
    if event is not None:
        said = say("menu-did", event=say(f"event-{event}"))
        did = {**given, "event": event, IN_FULL: True, **_where(rest)}
        yield _deed(session, "did", said, "log", did)
    is_letter = name == "message" or event == _SENT
    for one in (*(("message", "show") if is_letter else ("show", "message")), "log", "ladder"):
        yield _deed(session, one, say(f"menu-{one}"), one, given)


def _where(arguments: Iterable[str]) -> Mapping[str, object]:
    """Return the rung that the command of a next step names, if it names one."""
    return {flag[2:]: named for flag, named in pairwise(arguments) if flag == "--rung"}


def _deed(
    session: Session, id: str, title: Said, command: str, given: Mapping[str, object]
) -> _Deed:
    write = session.words.in_year(session.now.year).write
    help = None if id in ("help", "leave", "due") else write(say(f"help-menu-{id}"))
    return _Deed(Option(id, write(title), (), help), command, given)
