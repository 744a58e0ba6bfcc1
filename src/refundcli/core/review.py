"""The answers so far in a list, each to be read again and to be changed."""

from collections.abc import Collection
from datetime import datetime

from refundcli.core.answers import Answers
from refundcli.core.periods import BEIJING
from refundcli.core.questions import given_ids
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import Said, Text, say
from refundcli.core.values import dataclass


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """A question and its answer; the answer None is not known."""

    id: str
    label: Said | Text
    value: object


def answer_lines(
    rulebook: Rulebook, answers: Answers, skipped: Collection[str] = ()
) -> tuple[AnswerLine, ...]:
    """Return every answer in the order of the questions, then those questions that were *skipped*.

    *rulebook* holds the platform of the answers.
    """
    given = given_ids(answers)
    left = tuple(id for id in sorted(skipped) if id not in given)
    return tuple(
        AnswerLine(id, _label(rulebook, id), _value(rulebook, answers, id) if id in given else None)
        for id in (*given, *left)
    )


def _label(rulebook: Rulebook, id: str) -> Said | Text:
    if id in rulebook.facts:
        return rulebook.facts[id].asks
    return label_of(id)


def label_of(id: str) -> Said:
    """Return what the answer to the question *id*, which asks for no fact, is called.

    >>> label_of("delivered_at").fields["event"].key
    'event-delivered'
    """
    moment = id.removesuffix("_at")
    if moment != id:
        return say("label-at", event=say(f"event-{moment}"))
    return say(f"label-{id.replace('_', '-')}")


def _value(rulebook: Rulebook, answers: Answers, id: str) -> object:
    if id in rulebook.facts:
        return say("answer-yes" if answers.facts[id] else "answer-no")
    if id == "item_kind":
        return tuple(rulebook.items[kind].name for kind in answers.item_kinds)
    value = value_of(answers, id)
    site = rulebook.platforms[str(answers.platform)]
    match id:
        case "platform":
            return site.name
        case "state":
            return site.states[str(value)]
        case "reason":
            return rulebook.reasons[str(value)].word.name
        case "remedy":
            return rulebook.remedies[str(value)].word.name
        case "purpose":
            return say(f"purpose-{value}")
    return value


def value_of(answers: Answers, id: str) -> object:
    """Return the answer to the question *id*, None where there is none.

    >>> value_of(Answers(platform="taobao", facts={"late": True}), "late")
    True
    """
    if id == "item_kind":
        return answers.item_kinds or None
    moment = id.removesuffix("_at")
    if moment != id:
        return answers.moments.get(moment)
    if id in Answers.__slots__:
        value: object = getattr(answers, id)
        return value
    return answers.facts.get(id)


def typed(value: object) -> str:
    """Return *value* as a buyer would type it: an instant without its offset, in Beijing time.

    >>> from refundcli.core.periods import beijing
    >>> typed(beijing(2026, 11, 20, 10))
    '2026-11-20 10:00'
    """
    if isinstance(value, datetime):
        return f"{value.astimezone(BEIJING):%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)
