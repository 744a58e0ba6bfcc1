"""The lines of the ledger's cases, out of its index, for the commands that show many."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from refundcli.adapters.ledger_index import Query
from refundcli.commands.moment import moment_of
from refundcli.commands.session import Session
from refundcli.core.errors import LedgerUnreadable
from refundcli.core.lines import CaseLine
from refundcli.core.text import say
from refundcli.core.values import dataclass
from refundcli.render.case_list import cases_page
from refundcli.render.page import Page

if TYPE_CHECKING:
    from refundcli.core.case import Case
    from refundcli.core.line_maker import LineMaker, MadeLine
    from refundcli.core.rulebook import Rulebook

SCREEN = 100
"""How many rows a terminal gets at most; a pipe, a file and JSON get all."""

_FEWEST = 5
"""How many rows are shown however small the screen is."""

_BESIDE = 3
"""Lines of a screen for what stands below a list: how many more there are, and the prompt."""

SORTED_BY_INDEX = ("opened", "due")
"""The orders of a list of which the index gives the first lines without reading the rest."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines, read as they are asked for, how many cases fit, and the exit code: 13 where some cannot be read."""

    lines: Iterator[CaseLine]
    total: int
    code: int


def lines(session: Session, query: Query) -> Lines:
    """Return the lines of *query* as of now; what cannot be read is named on stderr."""
    found = session.index.select(query, moment_of(session, _Maker(session).made))
    told = None
    for fault in found.faults:
        if fault.message != told:  # rules that cannot be read concern every case: said once
            session.warn(LedgerUnreadable(fault.message, fault.hint))
        told = fault.message
    return Lines(found.lines, found.total, LedgerUnreadable.code if found.faults else 0)


def screenful(session: Session) -> int | None:
    """Return how many lines are shown at once, None for all of them."""
    return SCREEN if session.console.is_terminal and not session.is_json else None


def fitting(session: Session, left: Iterable[CaseLine]) -> Iterable[CaseLine]:
    """Return those of *left* that fit on the screen, the first ones; all of them off a terminal."""
    height = session.console.height
    if height is None:
        return left
    some = tuple(islice(left, height))
    while len(some) > _FEWEST:
        page = Page()
        cases_page(page, some, session.now, session.words.in_year(session.now.year))
        over = session.text_of(page).count("\n") + _BESIDE - height
        if over <= 0:
            break
        some = some[: max(_FEWEST, len(some) - (over + 1) // 2)]
    return some


def tell_of_more(session: Session, found: Lines, shown: int) -> str:
    """Say how many lines fit that are not shown, and return what was written."""
    if shown >= found.total or session.is_quiet:
        return ""
    said = say("list-more", shown=shown, total=found.total)
    session.tell(said)
    return session.words.write(said) + "\n"


def beginning_with(session: Session, typed: str, *, closed: bool = False) -> Iterator[CaseLine]:
    """Return the lines of the open cases, or the *closed* ones, whose ids begin as *typed*, by id.

    Of very many the first and the last ones: a shell that completes what they have in common then
    completes what all have in common. What cannot be read is passed over.
    """
    return readable_lines(session, Query(closed=closed, beginning=typed.strip().lower()))


def readable_lines(session: Session, query: Query) -> Iterator[CaseLine]:
    """Return the lines of *query* as of now; what cannot be read is passed over."""
    return session.index.select(query, moment_of(session, _Maker(session).made)).lines


class _Maker:
    """Makes lines by the rules that the cases need, read when they are: of one platform, then of all.

    Where every line is in the index it is not asked, and nothing of what it needs is imported.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rules: tuple[Rulebook, LineMaker] | None = None

    def made(self, case: "Case") -> "MadeLine":
        """Return the line of *case*; raises `BadData` where its words are none of the rulebook's."""
        from refundcli.commands.cases import check_words  # noqa: PLC0415 - see the class

        rulebook, maker = self._rules_for(case)
        check_words(case, rulebook)
        return maker.made(case, self._session.now)

    def _rules_for(self, case: "Case") -> "tuple[Rulebook, LineMaker]":
        from refundcli.core.case import fold  # noqa: PLC0415 - see the class

        named = {case.order.platform, fold(case).order.platform}
        if self._rules is None or not named <= self._rules[0].platforms.keys():
            self._rules = self._rules_also_for(case)
        return self._rules

    def _rules_also_for(self, case: "Case") -> "tuple[Rulebook, LineMaker]":
        from refundcli.adapters.ladder import load_ladder  # noqa: PLC0415 - see the class
        from refundcli.adapters.rulebook import platform_ids  # noqa: PLC0415 - see the class
        from refundcli.commands.cases import platforms_of  # noqa: PLC0415 - see the class
        from refundcli.core.line_maker import LineMaker  # noqa: PLC0415 - see the class

        wanted = platforms_of((case,))
        if self._rules is not None and self._rules[0].platforms.keys() >= set(wanted):
            return self._rules
        rulebook = self._session.rulebook(wanted if self._rules is None else platform_ids())
        return rulebook, LineMaker(rulebook, load_ladder())
