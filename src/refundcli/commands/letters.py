"""Letters composed for commands, and what may be done with one."""

from pathlib import Path

from refundcli.adapters.letter_forms import load_form
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.errors import BadData
from refundcli.core.letters import Letter, compose
from refundcli.core.order import Claim, Order
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import say
from refundcli.core.verdict import assess

LETTER_LANGUAGE = "zh-Hans"
"""Letters are Chinese first, whatever language the buyer reads."""


def letter_for(
    session: Session, given: Given, order: Order, claim: Claim, rulebook: Rulebook
) -> Letter:
    """Return the letter of the flags' stage, tone and language about a claim."""
    stage = given.word("stage") or "first"
    language = given.word("letter_lang") or LETTER_LANGUAGE
    own = session.settings.config_dir / "letters"
    form = load_form(stage, "zh-Hans" if language == "zh" else language, rulebook, own)
    verdict = assess(rulebook, order, claim, session.now)
    return compose(form, order, claim, verdict, rulebook, session.now, given.word("tone"))


def save(session: Session, letter: Letter, file: str) -> None:
    """Write the letter to *file*; raises `BadData` where it cannot be written or exists already."""
    path = Path(file).expanduser()
    try:
        with path.open("x", encoding="utf-8") as out:
            out.write(letter.text + "\n")
    except FileExistsError:
        raise BadData(say("error-file-exists", file=file), say("hint-file-exists")) from None
    except OSError as error:
        raise BadData(
            say("error-file-unwritable", file=file, reason=error.strerror or str(error)),
            say("hint-file-unwritable"),
        ) from error
    session.tell(say("letter-saved", file=file))


def copy(session: Session, letter: Letter) -> None:
    """Put the letter on the clipboard and say how."""
    from refundcli.adapters import clipboard  # noqa: PLC0415 - only who copies pays for it

    session.tell(say("letter-copied", way=clipboard.copy(letter.text)))


def warn_of_length(session: Session, letter: Letter) -> None:
    """Say where the letter does not fit its box."""
    if letter.is_too_long:
        session.tell(say("letter-too-long", length=letter.length, limit=letter.limit))
