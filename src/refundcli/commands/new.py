"""`refundcli new`: answers, by flags or by the wizard, to verdict, letter and a saved case."""

import shlex
from typing import TYPE_CHECKING

from refundcli.adapters.prompts import Back, Option, Prompts
from refundcli.commands.command import Command
from refundcli.commands.gather import gather
from refundcli.commands.options import CLAIM, GLOBAL, LETTER, Given
from refundcli.commands.session import Session
from refundcli.core.answers import Answers, arguments, claim_of, missing, order_of
from refundcli.core.errors import AnswersMissing, Interrupted
from refundcli.core.text import Said, say

if TYPE_CHECKING:
    from refundcli.commands.wizard import Wizard
    from refundcli.core.letters import Letter

_CHOICES = ("save", "copy", "edit", "change", "leave")
_REPEATED = (*LETTER, *(one for one in GLOBAL if one.name in ("ledger", "config", "lang")))
"""Flags besides the answers that the equivalent command repeats."""


def run(session: Session, given: Given) -> int:
    """Ask where somebody can be asked; else take the flags as they are and save."""
    prompts = session.prompts
    if prompts is not None:
        return _with_questions(session, given, prompts)
    answers, rulebook = gather(session, given)
    if missing(answers):
        raise AnswersMissing(missing(answers))
    from refundcli.commands.letters import letter_for  # noqa: PLC0415 - the questions come first
    from refundcli.commands.saving import save_case  # noqa: PLC0415 - as above

    letter = letter_for(session, given, order_of(answers), claim_of(answers), rulebook)
    save_case(session, answers, rulebook, letter, is_shown=False)
    return 0


def _with_questions(session: Session, given: Given, prompts: Prompts) -> int:
    from refundcli.commands.resuming import begun  # noqa: PLC0415 - only where somebody is asked

    wizard = begun(session, given, prompts)
    try:
        wizard.ask()
        wizard.review()
        return _ended(session, given, prompts, wizard)
    except KeyboardInterrupt:
        if wizard.kept:
            raise Interrupted(say("wizard-kept", count=wizard.kept)) from None
        raise


def _ended(session: Session, given: Given, prompts: Prompts, wizard: "Wizard") -> int:
    """Show what the answers come to, and do with it what is chosen; the next step of a saved case is said last."""
    from refundcli.commands import saving  # noqa: PLC0415 - the questions come first
    from refundcli.commands.letters import copy  # noqa: PLC0415 - as above

    letter: Letter | None = None
    is_edited = False
    while True:
        if letter is None:
            letter, verdict = saving.show_verdict(session, given, wizard.answers, wizard.rulebook)
        chosen = _choice(session, prompts, verdict)
        if chosen == "copy":
            copy(session, letter)
        elif chosen == "edit":
            letter, is_edited = saving.edited(session, letter), True
        elif chosen == "change":
            before = wizard.answers
            wizard.review()
            if wizard.answers != before:
                letter = None
                if is_edited:
                    session.tell(say("letter-again"))
                is_edited = False
        else:
            session.tell(say("same-command", command=equivalent(wizard.answers, given)))
            if chosen == "save":
                saving.save_case(session, wizard.answers, wizard.rulebook, letter, is_shown=True)
            wizard.forget()
            return 0


def equivalent(answers: Answers, given: Given) -> str:
    """Return the command that does the same without questions, quoted for a shell."""
    flags = [
        word
        for one in _REPEATED
        if (value := given.word(one.name)) is not None
        for word in (one.flags[0], value)
    ]
    return shlex.join(("refundcli", "new", "--no-input", *arguments(answers), *flags))


def _choice(session: Session, prompts: Prompts, verdict: Said) -> str:
    write = session.words.write
    options = [
        Option(one, write(say(f"do-{one}")), (), write(say(f"help-do-{one}"))) for one in _CHOICES
    ]
    found = prompts.choose(
        write(say("ask-what-now")),
        options,
        help=write(say("help-what-now")),
        place=write(verdict),
        can_go_back=True,
    )
    return "change" if isinstance(found, Back) else found


COMMAND = Command((*CLAIM, *LETTER), run)
