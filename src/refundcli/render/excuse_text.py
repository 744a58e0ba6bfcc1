"""The pages of what sellers say."""

from collections.abc import Iterable

from refundcli.core.excuses import LAW, Answer, Candidate, Excuse
from refundcli.core.outside import clean
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import say
from refundcli.render.page import Page
from refundcli.render.words import Words

_STYLES = {"no": "good", "partly": "doubt", "yes": "bad"}


def excuses_part(page: Page, excuses: Iterable[Excuse], words: Words) -> None:
    """Put every excuse on *page*, a row each."""
    page.heading(words.write_key("excuses-heading"))
    page.columns([(one.id, words.write(one.name)) for one in excuses])
    page.line("")
    page.line(words.write_key("excuses-how"), "faint", indent=0)


def candidates_part(page: Page, found: Iterable[Candidate], words: Words) -> None:
    """Put the excuses that some words may be on *page*, each with the pieces that say so."""
    rows = [
        (
            one.excuse.id,
            words.write(one.excuse.name),
            words.write(say("excuse-matches", words=tuple(clean(piece) for piece in one.matches))),
        )
        for one in found
    ]
    if rows:
        page.heading(words.write_key("excuse-candidates"))
        page.columns(rows)
        page.line("")
        page.line(words.write_key("excuse-pick"), "faint", indent=0)


def excuse_part(
    page: Page, excuse: Excuse, answers: Iterable[Answer], rulebook: Rulebook, words: Words
) -> None:
    """Put one excuse on *page*: whether it is right and when, what to answer, what to prove."""
    page.heading(words.write(say("excuse-title", name=excuse.name, id=excuse.id)))
    for one in answers:
        page.line("")
        page.line(_scope(one, rulebook, words), "head")
        stands = words.write_key(f"excuse-stands-{one.stands}")
        page.marked(stands, words.write(one.when), _STYLES[one.stands])
        titles = tuple(
            provision.title_in(words.language)
            for id in one.cites
            if (provision := rulebook.provision(id)) is not None
        )
        law = words.write(say("excuse-law", titles=titles)) if titles else ""
        page.marked(words.write_key("excuse-answer"), words.write(one.text).replace(LAW, law))
        page.marked(words.write_key("excuse-short"), words.write(one.short).replace(LAW, law))
    page.line("")
    page.marked(words.write_key("excuse-prove"), words.write(excuse.prove))


def _scope(answer: Answer, rulebook: Rulebook, words: Words) -> str:
    parts = [
        *([say(f"purpose-{answer.purpose}")] if answer.purpose else []),
        *(rulebook.reasons[id].word.name for id in answer.reasons),
        *(say(f"excuse-fault-{one}") for one in answer.faults),
    ]
    return words.write(say("excuse-for", parts=tuple(parts)) if parts else say("excuse-for-any"))
