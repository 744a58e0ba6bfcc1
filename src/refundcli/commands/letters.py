"""Letters composed for commands, and what may be done with one."""

from typing import TYPE_CHECKING

from refundcli.adapters.letter_forms import letter_stages, load_form
from refundcli.commands.gather import gather
from refundcli.commands.options import Given
from refundcli.commands.session import Session
from refundcli.core.answers import answers_of, claim_of, missing, order_of, over
from refundcli.core.errors import AnswersMissing
from refundcli.core.findings import Verdict
from refundcli.core.letter_form import Form
from refundcli.core.letter_life import Life, life_of
from refundcli.core.letter_stage import FIRST, Fit, fitting_stages, next_stage
from refundcli.core.letters import Letter, compose, in_full
from refundcli.core.order import Claim, Order
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import say
from refundcli.core.values import dataclass, replace
from refundcli.core.verdict import assess

if TYPE_CHECKING:
    from refundcli.core.dossier import Dossier

LETTER_LANGUAGE = "zh-Hans"
"""Letters are Chinese first, whatever language the buyer reads."""

GLOSS_LANGUAGE = "en"
"""The language that the meaning of a Chinese letter is given in."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What letters are written about: order, claim and verdict, and the life of a case if there is one."""

    rulebook: Rulebook
    order: Order
    claim: Claim
    verdict: Verdict
    dossier: "Dossier | None" = None
    life: Life | None = None


def desk_for(session: Session, given: Given) -> Desk:
    """Return what the flags and the case named are about; flags go over what the case holds.

    Raises `AnswersMissing` where neither says enough.
    """
    name = given.word("case")
    if name is None:
        answers, rulebook = gather(session, given)
        if missing(answers):
            raise AnswersMissing((*missing(answers), "CASE"))
        return _desk(session, order_of(answers), claim_of(answers), rulebook)
    from refundcli.commands.cases import dossier  # noqa: PLC0415 - only for a letter about a case
    from refundcli.commands.excuse_choice import Excuses  # noqa: PLC0415 - as above

    found, _ = dossier(session, name)
    flags, rulebook = gather(session, given, found.state.order.platform)
    answers = over(answers_of(found.state.order, found.state.claim), flags)
    order, claim = order_of(answers), claim_of(answers)
    if (order, claim) == (found.state.order, found.state.claim):
        desk = Desk(rulebook, order, claim, found.verdict)
    else:
        desk = _desk(session, order, claim, rulebook)
    state = replace(found.state, order=desk.order, claim=desk.claim)
    now = replace(found, state=state, verdict=desk.verdict)
    life = life_of(now)
    excuses = Excuses(session, rulebook, desk.order, desk.claim, desk.verdict)
    said = life.word.carries.get("excuse") if life.word is not None else None
    excuse = excuses.named(given) or excuses.use(said)
    points = excuses.points(state.events)
    return replace(desk, dossier=now, life=replace(life, excuse=excuse, points=points))


def with_excuse(session: Session, desk: Desk) -> Desk:
    """Return the desk with the excuse that the buyer says the seller's last words are, if it is not known yet."""
    life = desk.life
    words = life.word.carries.get("words") if life is not None and life.word is not None else None
    if life is None or life.excuse is not None or not isinstance(words, str):
        return desk
    from refundcli.commands.excuse_choice import Excuses  # noqa: PLC0415 - only for a letter about a case

    excuse = Excuses(session, desk.rulebook, desk.order, desk.claim, desk.verdict).picked(words)
    return replace(desk, life=replace(life, excuse=excuse))


def weighed(session: Session, desk: Desk) -> Desk:
    """Return the desk without an answer that the case contradicts; name the facts an answer says and nobody stated."""
    life = desk.life
    if life is None or life.excuse is None:
        return desk
    known, facts = desk.claim.facts, desk.rulebook.facts
    untrue = life.excuse.untrue(known)
    for id in untrue:
        session.tell(say("excuse-untrue", excuse=life.excuse.id, asks=facts[id].asks))
    if untrue:
        return replace(desk, life=replace(life, excuse=None))
    for id in life.excuse.unsure(known):
        session.tell(say("excuse-unsure", excuse=life.excuse.id, asks=facts[id].asks, id=id))
    return desk


def _desk(session: Session, order: Order, claim: Claim, rulebook: Rulebook) -> Desk:
    return Desk(rulebook, order, claim, assess(rulebook, order, claim, session.now))


def form_for(session: Session, stage: str, language: str, rulebook: Rulebook) -> Form:
    """Return the form of a stage, with the buyer's own parts over it."""
    return load_form(stage, language, rulebook, session.settings.config_dir / "letters")


def language_of(given: Given) -> str:
    """Return the language that a letter is wanted in."""
    language = given.word("letter_lang") or LETTER_LANGUAGE
    return "zh-Hans" if language == "zh" else language


def fits_of(session: Session, given: Given, desk: Desk) -> tuple[Fit, ...]:
    """Return every stage with whether it fits the case now; without a case none."""
    if desk.dossier is None:
        return ()
    language = language_of(given)
    stages = letter_stages(language)
    forms = tuple(form_for(session, one, language, desk.rulebook) for one in stages)
    return fitting_stages(forms, desk.dossier, desk.rulebook, desk.life)


def stage_for(session: Session, given: Given, desk: Desk) -> str:
    """Return the stage asked for, else the one that is next in the case."""
    return given.word("stage") or next_stage(fits_of(session, given, desk))


def letter_at(session: Session, given: Given, desk: Desk, stage: str) -> Letter:
    """Return the letter of *stage* and the flags' tone and language about what lies on the desk."""
    form = form_for(session, stage, language_of(given), desk.rulebook)
    return _composed(session, given.word("tone"), desk, form)


def letter_for(
    session: Session, given: Given, order: Order, claim: Claim, rulebook: Rulebook
) -> Letter:
    """Return the letter of the flags about a claim that is no case yet."""
    form = form_for(session, given.word("stage") or FIRST, language_of(given), rulebook)
    return _composed(session, given.word("tone"), _desk(session, order, claim, rulebook), form)


def meaning_of(session: Session, desk: Desk, letter: Letter) -> tuple[tuple[str, str], ...]:
    """Return the paragraphs of a Chinese letter, each with what it means in English.

    Where a buyer's own parts make the two differ, the first pair holds both letters whole.
    """
    form = in_full(form_for(session, letter.stage, GLOSS_LANGUAGE, desk.rulebook), letter)
    meant = _composed(session, letter.tone, desk, form)
    if len(meant.paragraphs) != len(letter.paragraphs):
        return ((letter.text, meant.text),)
    return tuple(zip(letter.paragraphs, meant.paragraphs, strict=True))


def _composed(session: Session, tone: str | None, desk: Desk, form: Form) -> Letter:
    return compose(
        form, desk.order, desk.claim, desk.verdict, desk.rulebook, session.now, tone, desk.life
    )


def save(session: Session, letter: Letter, file: str) -> None:
    """Write the letter to *file*; raises `BadData` where it cannot be written or exists already."""
    from refundcli.adapters.private_file import write_private  # noqa: PLC0415 - only who saves pays for it

    write_private(file, letter.text + "\n")
    session.tell(say("letter-saved", file=file))


def copy(session: Session, letter: Letter) -> None:
    """Put the letter on the clipboard and say how."""
    from refundcli.adapters import clipboard  # noqa: PLC0415 - only who copies pays for it

    session.tell(say("letter-copied", way=clipboard.copy(letter.text)))


def warn_of_length(session: Session, letter: Letter) -> None:
    """Say where the letter does not fit its box."""
    if letter.is_too_long:
        session.tell(say("letter-too-long", length=letter.length, limit=letter.limit))
