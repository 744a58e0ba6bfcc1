"""`refundcli message`: the letter for a stage, from a case or from flags."""

import sys
from datetime import datetime
from pathlib import Path

from refundcli.commands.app import Command
from refundcli.commands.cases import event_id, record
from refundcli.commands.letters import (
    Desk,
    copy,
    desk_for,
    fits_of,
    form_for,
    language_of,
    letter_at,
    meaning_of,
    save,
    stage_for,
    warn_of_length,
    weighed,
    with_excuse,
)
from refundcli.commands.options import CLAIM, LETTER, Argument, Given, Option
from refundcli.commands.session import Session
from refundcli.core.answers import missing
from refundcli.core.case import CaseState, fold
from refundcli.core.errors import AnswersMissing, BadData, LedgerUnwritable
from refundcli.core.events import Event
from refundcli.core.letter_check import Context, Flaw, check_letter, has_errors, language_of_text
from refundcli.core.letter_matter import said_by_others
from refundcli.core.letters import Letter
from refundcli.core.text import say
from refundcli.core.values import replace
from refundcli.render.case_views import letter_document
from refundcli.render.page import Page

_RUNG_OF = {"platform": "platform", "authority": "12315", "court": "court"}
"""The rung that a letter to somebody else than the seller goes to."""

_REBUTTAL = "rebuttal"
"""The stage that answers what the seller said."""


def run(session: Session, given: Given) -> int:
    """Compose the letter, write it to stdout, and note in the case that it is drafted."""
    if given.word("check") is not None:
        return _check(session, given)
    desk = desk_for(session, given)
    if given.is_set("list"):
        return _list(session, given, desk)
    stage = stage_for(session, given, desk)
    if stage == _REBUTTAL:
        desk = weighed(session, with_excuse(session, desk))
    letter = letter_at(session, given, desk, stage)
    pairs = meaning_of(session, desk, letter) if _is_glossed(given, letter) else ()
    flaws: tuple[Flaw, ...] = ()
    if given.is_set("edit") and session.prompts is not None:
        letter = _edited(letter)
        flaws = check_letter(letter.text, letter.language, _context(session, desk, letter))
    if session.is_json:
        session.answer(_document(letter, session.now, pairs))
    else:
        session.console.out(letter.text)
        _show_meaning(session, pairs)
    _tell_flaws(session, flaws)
    warn_of_length(session, letter)
    if given.is_set("copy"):
        copy(session, letter)
    file = given.word("save")
    if file is not None:
        save(session, letter, file)
    if has_errors(flaws):
        session.tell(say("letter-not-noted"))
        return BadData.code
    if desk.dossier is not None:
        _note(session, desk.dossier.case.id, letter)
    return 0


def _is_glossed(given: Given, letter: Letter) -> bool:
    return given.is_set("gloss") and letter.language != "en"


def _edited(letter: Letter) -> Letter:
    from refundcli.adapters.editor import edit  # noqa: PLC0415 - only who edits pays for it

    text = edit(letter.text)
    return replace(letter, text=text, length=len(text))


def _document(
    letter: Letter, now: datetime, pairs: tuple[tuple[str, str], ...]
) -> dict[str, object]:
    gloss = [{"text": text, "meaning": meaning} for text, meaning in pairs]
    return {**letter_document(letter, now), **({"gloss": gloss} if gloss else {})}


def _show_meaning(session: Session, pairs: tuple[tuple[str, str], ...]) -> None:
    """Write the meaning to stderr: stdout holds the letter alone."""
    if pairs:
        from refundcli.render.letter_text import gloss_lines  # noqa: PLC0415 - only where it is shown

        lines = gloss_lines(pairs)
        session.console.note("\n".join(("", session.words.write(say("gloss-head")), *lines)))


def _list(session: Session, given: Given, desk: Desk) -> int:
    if desk.dossier is None:
        raise AnswersMissing(("CASE",))
    fits = fits_of(session, given, desk)
    id = desk.dossier.case.id
    if session.is_json:
        from refundcli.render.letter_views import letters_view  # noqa: PLC0415 - only where it is asked for

        session.answer(letters_view(id, fits, session.now, session.words))
        return 0
    from refundcli.render.letter_text import letters_part  # noqa: PLC0415 - only where it is shown

    page = Page()
    letters_part(page, id, fits, session.words)
    session.show(page)
    return 0


def _check(session: Session, given: Given) -> int:
    """Read a finished letter and name its flaws; exit 12 where some are errors."""
    text = _read(given.needed("check"))
    language = language_of_text(text) if given.word("letter_lang") is None else language_of(given)
    flaws = check_letter(text, language, _context_of_flags(session, given, language))
    if session.is_json:
        from refundcli.render.letter_views import letter_check_view  # noqa: PLC0415 - only where it is asked for

        session.answer(letter_check_view(flaws, session.now, session.words))
    else:
        page = Page()
        _flaws_on(page, session, flaws)
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
        raise BadData(say("error-edited-text"), say("hint-edited-text")) from None


def _context_of_flags(session: Session, given: Given, language: str) -> Context:
    """Return what a finished letter is checked against: a case, a claim by flags, or the rules alone."""
    from refundcli.commands.gather import gather  # noqa: PLC0415 - only a check without a case asks

    if given.word("case") is None and missing(gather(session, given)[0]):
        return Context(session.rulebook(()))
    desk = desk_for(session, given)
    found = _context_at(session, desk, stage_for(session, given, desk), language)
    if found.form is not None and given.word("stage") is None:
        found = replace(found, form=replace(found.form, never=()))
    return found


def _context(session: Session, desk: Desk, letter: Letter) -> Context:
    return _context_at(session, desk, letter.stage, letter.language)


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


def _tell_flaws(session: Session, flaws: tuple[Flaw, ...]) -> None:
    if flaws and not session.is_quiet:
        page = Page()
        _flaws_on(page, session, flaws)
        session.console.note(page.text(session.console.width, colour=False).removesuffix("\n"))


def _flaws_on(page: Page, session: Session, flaws: tuple[Flaw, ...]) -> None:
    from refundcli.render.letter_text import flaws_part  # noqa: PLC0415 - only where there are some

    flaws_part(page, flaws, session.words)


def _note(session: Session, name: str, letter: Letter) -> None:
    """Log `drafted` once a stage, and `sent` where the buyer says so.

    A ledger that cannot be written does not keep the letter back.
    """
    state = fold(session.ledger.read(name))
    if not state.is_open:
        return
    try:
        if not _is_known(state, letter.stage):
            record(session, name, lambda _case, _state: _event(session, "drafted", letter))
            rung = _RUNG_OF.get(letter.to)
            if rung is not None:
                session.tell(say("letter-drafted-for", id=name, rung=rung))
            else:
                session.tell(say("letter-drafted", id=name))
        if letter.to not in _RUNG_OF and session.prompts is not None and _was_sent(session):
            done = record(session, name, lambda _case, _state: _event(session, "sent", letter))
            session.tell(say("letter-noted-sent", id=name, step=done.found.next_step.what))
    except LedgerUnwritable as error:
        session.warn(error)


def _is_known(state: CaseState, stage: str) -> bool:
    """Whether a letter of *stage* was drafted or sent and nothing else was since."""
    last = state.last("drafted", "sent")
    return last is not None and last.carries.get("stage") == stage


def _was_sent(session: Session) -> bool:
    prompts = session.prompts
    if prompts is None:
        return False
    asked = session.words.write(say("ask-letter-sent"))
    return prompts.confirm(asked, default=False) is True


def _event(session: Session, kind: str, letter: Letter) -> Event:
    at = session.now.replace(microsecond=0)
    carries: dict[str, object] = {"stage": letter.stage}
    if kind == "sent" and letter.respond_by is not None:
        carries["respond_by"] = letter.respond_by
    return Event(event_id(session), at, kind, carries)


COMMAND = Command(
    (
        Argument("case", is_needed=False, completes="cases"),
        *LETTER,
        Option("list", ("--list",), bool),
        Option("check", ("--check",), completes="paths"),
        Option("excuse", ("--excuse",), completes="excuses"),
        Option("gloss", ("--gloss",), bool),
        Option("copy", ("--copy",), bool),
        Option("edit", ("--edit",), bool),
        Option("save", ("--save",), completes="paths"),
        *CLAIM,
    ),
    run,
)
