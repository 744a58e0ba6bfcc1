"""How a wizard begins: with the flags, or with the answers of one that was left."""

from refundcli.adapters.matching import Option
from refundcli.adapters.prompts import Prompts
from refundcli.adapters.unfinished import Unfinished
from refundcli.commands.gather import gather
from refundcli.commands.options import CLAIM, Given
from refundcli.commands.session import Session
from refundcli.commands.wizard import Wizard
from refundcli.core.answers import Answers
from refundcli.core.errors import Interrupted, RefundcliError
from refundcli.core.questions import given_ids
from refundcli.core.text import say

RESUMES = "resume"
"""What is given besides flags where the buyer has already said that he or she goes on."""

_YES, _NO = "yes", "no"


def begun(session: Session, given: Given, prompts: Prompts) -> Wizard:
    """Return a wizard with the answers of the flags; without any, with those that were kept, if the buyer goes on.

    Kept answers that cannot be read, or that flags pass over, are set aside under a name of their own.
    """
    left = Unfinished(session.settings.data_dir)
    if any(given.values.get(one.name) for one in CLAIM):
        answers, _ = gather(session, given)
        if left.exists:
            _set_aside(session, left)
        return Wizard(session, prompts, answers)
    answers = kept_answers(session, left) if left.exists else Answers()
    if not given_ids(answers):
        return Wizard(session, prompts, Answers())
    if given.is_set(RESUMES) or _goes_on(session, prompts, left, answers):
        return Wizard(session, prompts, answers, is_resumed=True)
    left.forget()
    return Wizard(session, prompts, Answers())


def kept_answers(session: Session, left: Unfinished) -> Answers:
    """Return the answers of *left*; where they cannot be read they are set aside, and there are none."""
    try:
        return gather(session, Given({"answers": str(left.path)}))[0]
    except RefundcliError as error:
        session.warn(error)
        _set_aside(session, left)
        return Answers()


def about_kept(left: Unfinished, platform: str | None) -> dict[str, object]:
    """Return what is said of kept answers: the name of the platform and when they were left."""
    from refundcli.adapters.platform_names import names_only  # noqa: PLC0415 - only of kept answers

    site = names_only().platforms.get(platform or "")
    named: object = site.name if site is not None else say("platform-not-said")
    return {"platform": named, "at": left.left_at}


def _goes_on(session: Session, prompts: Prompts, left: Unfinished, answers: Answers) -> bool:
    write = session.words.in_year(session.now.year).write
    about = about_kept(left, answers.platform)
    asks = say("ask-resume", **about, count=len(given_ids(answers)))
    options = [
        Option(_YES, write(say("resume-yes")), ("y",)),
        Option(_NO, write(say("resume-no")), ("n",)),
    ]
    try:
        chosen = prompts.choose(
            write(asks), options, help=write(say("help-resume")), can_go_back=False
        )
    except KeyboardInterrupt:
        raise Interrupted(say("wizard-kept", count=len(given_ids(answers)))) from None
    return chosen == _YES


def _set_aside(session: Session, left: Unfinished) -> None:
    session.tell(say("kept-aside", file=str(left.set_aside())))
