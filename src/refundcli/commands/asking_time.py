"""A time asked for in words: said back as it is understood, and taken when the buyer agrees."""

from collections.abc import Callable
from datetime import datetime

from refundcli.adapters.matching import Option
from refundcli.adapters.prompts import BACK, Back, Prompts
from refundcli.commands.session import Session
from refundcli.core.errors import RefundcliError
from refundcli.core.meant import meant
from refundcli.core.text import Said, say
from refundcli.core.times import parse_when

_YES = "yes"


def ask_time(
    session: Session,
    prompts: Prompts,
    title: str,
    takes: Callable[[str], object],
    *,
    default: str = "",
    help: str | None = None,
    place: str = "",
    can_go_back: bool = True,
    is_needed: bool = False,
) -> object:
    """Return what *takes* makes of the words typed, once the buyer has agreed to it; None where nothing is typed.

    *takes* raises `RefundcliError` for words that it does not take; they are asked for again.
    """
    write = session.words.write
    shown = " · ".join(one for one in (place, write(say("example-when"))) if one)
    while True:
        typed = prompts.text(
            title,
            default=default,
            help=help,
            place=shown,
            validate=fault_of(session, takes, is_needed=is_needed),
            can_go_back=can_go_back,
        )
        if isinstance(typed, Back):
            return BACK
        default = typed.strip()
        if not default:
            return None
        taken = takes(default)
        said, explained = _meant(session, default, taken)
        yes = (Option(_YES, write(say("meant-yes")), ("y",)),)
        if not isinstance(prompts.choose(write(said), yes, help=write(explained)), Back):
            return taken


def _meant(session: Session, typed: str, taken: object) -> tuple[Said, Said]:
    """Return how *typed* is understood, and why, where it is a day alone."""
    when = parse_when(typed, session.now)
    if isinstance(when, datetime):
        return meant(typed, when), say("help-meant")
    if isinstance(taken, datetime):
        return meant(typed, when, taken), say("help-meant-day-at")
    return meant(typed, when), say("help-meant-day")


def fault_of(
    session: Session, takes: Callable[[str], object], *, is_needed: bool = False
) -> Callable[[str], str | None]:
    """Return what says why *takes* does not take some words; None where it does, or nothing needed is typed."""
    write = session.words.write

    def fault(words: str) -> str | None:
        if not words.strip():
            return write(say("answer-needed")) if is_needed else None
        try:
            takes(words.strip())
        except RefundcliError as error:
            return write(error.hint or error.message)
        return None

    return fault
