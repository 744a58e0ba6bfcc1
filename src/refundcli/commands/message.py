"""`refundcli message`: the letter for a stage, from a case or from flags."""

from datetime import datetime
from typing import TYPE_CHECKING

from refundcli.commands.command import Command
from refundcli.commands.letters import (
    Desk,
    copy,
    desk_for,
    fits_of,
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
from refundcli.core.errors import AnswersMissing, BadData, UsageError
from refundcli.core.letters import Letter
from refundcli.core.text import say
from refundcli.core.values import replace

if TYPE_CHECKING:
    from refundcli.core.letter_check import Flaw

_REBUTTAL = "rebuttal"
"""The stage that answers what the seller said."""


def run(session: Session, given: Given) -> int:
    """Compose the letter, write it to stdout, and note in the case that it is drafted."""
    if given.word("check") is not None:
        from refundcli.commands.letter_flaws import check  # noqa: PLC0415 - only for a finished letter

        return check(session, given)
    if given.is_set("edit") and session.prompts is None:
        raise UsageError(say("error-edit-alone"), say("hint-edit-alone"))
    desk = desk_for(session, given)
    if given.is_set("list"):
        return _list(session, given, desk)
    stage = stage_for(session, given, desk)
    if stage == _REBUTTAL:
        desk = weighed(session, with_excuse(session, desk))
    letter = letter_at(session, given, desk, stage)
    pairs = meaning_of(session, desk, letter) if _is_glossed(given, letter) else ()
    flaws: tuple[Flaw, ...] = ()
    if given.is_set("edit"):
        from refundcli.commands.letter_flaws import flaws_of  # noqa: PLC0415 - only who edits pays for it

        letter = _edited(letter)
        flaws = flaws_of(session, desk, letter)
    if session.is_json:
        session.answer(_document(letter, session.now, pairs))
    else:
        session.console.out(letter.text)
        _show_meaning(session, pairs)
    has_errors = bool(flaws) and _told_of(session, flaws)
    warn_of_length(session, letter)
    if given.is_set("copy"):
        copy(session, letter)
    file = given.word("save")
    if file is not None:
        save(session, letter, file)
    if has_errors:
        session.tell(say("letter-not-noted"))
        return BadData.code
    if desk.dossier is not None:
        from refundcli.commands.letter_notes import note_letter  # noqa: PLC0415 - only for a case

        note_letter(session, desk.dossier.case.id, letter)
    return 0


def _is_glossed(given: Given, letter: Letter) -> bool:
    return given.is_set("gloss") and letter.language != "en"


def _told_of(session: Session, flaws: "tuple[Flaw, ...]") -> bool:
    """Say what is wrong with a letter, and return whether some of it is an error."""
    from refundcli.commands.letter_flaws import tell_flaws  # noqa: PLC0415 - only where there are some
    from refundcli.core.letter_check import has_errors  # noqa: PLC0415 - as above

    tell_flaws(session, flaws)
    return has_errors(flaws)


def _edited(letter: Letter) -> Letter:
    from refundcli.adapters.editor import edit  # noqa: PLC0415 - only who edits pays for it

    text = edit(letter.text)
    return replace(letter, text=text, length=len(text))


def _document(
    letter: Letter, now: datetime, pairs: tuple[tuple[str, str], ...]
) -> dict[str, object]:
    from refundcli.render.case_views import letter_document  # noqa: PLC0415 - only where it is asked for

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
    from refundcli.render.page import Page  # noqa: PLC0415 - as above

    page = Page()
    letters_part(page, id, fits, session.words)
    session.show(page)
    return 0


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
