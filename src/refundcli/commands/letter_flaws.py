"""What is wrong with a finished letter: one out of a file, or one that the buyer changed."""

import sys
from pathlib import Path

from refundcli.commands.gather import gather
from refundcli.commands.letters import Desk, desk_for, form_for, language_of, stage_for
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.answers import missing
from refundcli.core.errors import BadData
from refundcli.core.letter_check import Context, Flaw, check_letter, has_errors, language_of_text
from refundcli.core.letter_matter import said_by_others
from refundcli.core.letters import Letter
from refundcli.core.text import say
from refundcli.core.values import replace
from refundcli.render.letter_text import flaws_part
from refundcli.render.page import Page


def check(session: Session, given: Given) -> int:
    """Read a finished letter and name its flaws; exit 12 where some are errors."""
    text = _read(given.needed("check"))
    language = language_of_text(text) if given.word("letter_lang") is None else language_of(given)
    flaws = check_letter(text, language, _context_of_flags(session, given, language))
    if session.is_json:
        from refundcli.render.letter_views import letter_check_view  # noqa: PLC0415 - only where it is asked for

        session.answer(letter_check_view(flaws, session.now, session.words))
    else:
        page = Page()
        flaws_part(page, flaws, session.words)
        if not flaws:
            page.line(session.words.write(say("letter-checked")), "good", indent=0)
        session.show(page)
    return BadData.code if has_errors(flaws) else 0


def _read(file: str) -> str:
    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).expanduser().read_bytes()
        return data.decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n")
    except OSError as error:
        reason = error.strerror or str(error)
        raise BadData(say("error-file-unreadable", file=file, reason=reason)) from error
    except UnicodeDecodeError:
        raise BadData(
            say("error-letter-encoding", file=file), say("hint-letter-encoding")
        ) from None


def _context_of_flags(session: Session, given: Given, language: str) -> Context:
    """Return what a finished letter is checked against: a case, a claim by flags, or the rules alone."""
    if given.word("case") is None and missing(gather(session, given)[0]):
        return Context(session.rulebook(()))
    desk = desk_for(session, given)
    found = _context_at(session, desk, stage_for(session, given, desk), language)
    if found.form is not None and given.word("stage") is None:
        found = replace(found, form=replace(found.form, never=()))
    return found


def flaws_of(session: Session, desk: Desk, letter: Letter) -> tuple[Flaw, ...]:
    """Return what is wrong with a letter about what lies on the desk."""
    context = _context_at(session, desk, letter.stage, letter.language)
    return check_letter(letter.text, letter.language, context)


def _context_at(session: Session, desk: Desk, stage: str, language: str) -> Context:
    form = form_for(session, stage, language, desk.rulebook)
    events = desk.dossier.state.events if desk.dossier is not None else ()
    filed = any(one.kind == "escalated" and one.carries.get("rung") != "platform" for one in events)
    return Context(
        rulebook=desk.rulebook,
        form=form,
        verdict=desk.verdict,
        purpose=desk.claim.purpose,
        platform=desk.order.platform,
        quotes=said_by_others(desk.order, desk.life),
        allowed=("filed",) if filed else (),
    )


def tell_flaws(session: Session, flaws: tuple[Flaw, ...]) -> None:
    """Write *flaws* to stderr, unless --quiet."""
    if flaws and not session.is_quiet:
        page = Page()
        flaws_part(page, flaws, session.words)
        session.console.note(page.text(session.console.width, colour=False).removesuffix("\n"))
