"""What keeps a letter from being written in a case, and what would give it."""

from collections.abc import Iterator

from refundcli.core.asking import FLAGS
from refundcli.core.errors import AnswersMissing
from refundcli.core.letter_fields import GIVEN_BY, LOGGED_BY, QUESTION_OF
from refundcli.core.letter_form import Form
from refundcli.core.letter_matter import Matter, Told
from refundcli.core.text import Said, say
from refundcli.core.values import dataclass

CASE = "CASE"
"""Stands in a command where no case was named."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that is missing for a letter: a sentence, and the flag or command that gives it.

    `gives` is empty where nothing a buyer could say now would.
    """

    what: Said
    gives: tuple[str, ...] = ()


def lacks_of(form: Form, matter: Matter, known: Told) -> tuple[Lack, ...]:
    """Return all that is missing for a letter of *form*: fields first, then conditions.

    What one flag or one command gives is named once.
    """
    found: dict[object, Lack] = {}
    for one in (*_fields(form, matter, known), *_conditions(form, matter, known)):
        found.setdefault(one.gives or one.what.key, one)
    return tuple(found.values())


def error_of(form: Form, lacks: tuple[Lack, ...]) -> AnswersMissing:
    """Return the error that says what is missing, with every flag and command that would give it."""
    flags = tuple(dict.fromkeys(flag for one in lacks for flag in one.gives))
    if all(one.what.key == "letter-lacks-flag" for one in lacks):
        return AnswersMissing(flags)
    what = tuple(one.what for one in lacks)
    message = say("error-letter-lacks", stage=say(f"stage-{form.stage}"), what=what)
    hint = say("hint-letter-lacks", flags=flags) if flags else say("hint-letter-list")
    return AnswersMissing(flags, hint, message)


def command(matter: Matter, arguments: tuple[str, ...]) -> str:
    """Return the command that logs an event in the case at hand."""
    case = matter.life.case_id if matter.life is not None else CASE
    return " ".join(("refundcli", "log", case, *arguments))


def _fields(form: Form, matter: Matter, known: Told) -> Iterator[Lack]:
    for name in form.needs:
        if name in known.values:
            continue
        if name in QUESTION_OF:
            flag = FLAGS[QUESTION_OF[name]]
            yield Lack(say("letter-lacks-flag", flag=flag), (flag,))
        else:
            yield Lack(
                say(f"letter-lacks-{name.replace('_', '-')}"), (command(matter, LOGGED_BY[name]),)
            )


def _conditions(form: Form, matter: Matter, known: Told) -> Iterator[Lack]:
    for one in form.fits:
        is_so = one.removeprefix("not-") in known.so
        if is_so == one.startswith("not-"):
            given = GIVEN_BY.get(one)
            yield Lack(
                say(f"letter-lacks-{one}"), (command(matter, given),) if given is not None else ()
            )
    if form.rests_on and "rests" not in known.so:
        yield Lack(say("letter-lacks-ground"), _open_questions(matter))


def _open_questions(matter: Matter) -> tuple[str, ...]:
    """Return the flags of what is still open in the claim; an answer may make a ground hold."""
    questions = matter.verdict.questions if matter.verdict is not None else ()
    return tuple(one.flag for one in questions)
