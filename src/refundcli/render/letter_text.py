"""The letters of a case and the flaws of a letter, as pages."""

from collections.abc import Iterable

from refundcli.core.letter_check import Flaw
from refundcli.core.letter_stage import Fit
from refundcli.core.text import say
from refundcli.render.page import Page
from refundcli.render.words import Words

_STYLES = {"error": "bad", "warning": "doubt"}


def letters_part(page: Page, id: str, fits: tuple[Fit, ...], words: Words) -> None:
    """Put the letters that fit on *page*, the next one marked, then what the others lack."""
    page.heading(words.write(say("head-letters", id=id)))
    able = [one for one in fits if one.fits]
    page.columns(
        [(one.stage, *_about(one, words)) for one in able],
        styles=tuple("good" if one.is_next else "" for one in able),
    )
    if not any(one.is_next for one in fits):
        page.line(words.write(say("letters-none-next")), "faint")
    others = [one for one in fits if not one.fits]
    if others:
        page.heading(words.write(say("head-letters-other")))
    for one in others:
        page.line(f"{one.stage}  {words.write(say(f'stage-{one.stage}'))}")
        for lack in one.lacks:
            page.line(words.write(lack.what), "faint", indent=4)
            for command in lack.gives if lack.what.key != "letter-lacks-flag" else ():
                page.line(command, indent=6)


def _about(fit: Fit, words: Words) -> tuple[str, str, str]:
    marks = [words.write(say("letter-next"))] if fit.is_next else []
    marks += [words.write(say("letter-sent-before"))] if fit.is_sent else []
    name, to = (words.write(say(key)) for key in (f"stage-{fit.stage}", f"letter-to-{fit.to}"))
    return name, to, " · ".join(marks)


def flaws_part(page: Page, flaws: Iterable[Flaw], words: Words) -> None:
    """Put every flaw on *page*: its line, what it is, and what to write instead."""
    for one in flaws:
        key = "letter-flaw-line" if one.line else "letter-flaw-whole"
        said = words.write(say(key, line=one.line, what=one.what))
        mark = words.write(say(f"lint-severity-{one.severity}"))
        page.marked(mark, said, _STYLES[one.severity], indent=0)
        page.line(words.write(say("letter-flaw-instead", instead=one.instead)), "faint", indent=4)


def gloss_lines(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Return the meaning of each paragraph behind its number, as the letter has them.

    >>> gloss_lines([("您好！", "Hello,"), ("谢谢。", "Thank you.")])
    ['[1] Hello,', '[2] Thank you.']
    """
    return [f"[{number}] {meaning}" for number, (_, meaning) in enumerate(pairs, 1)]
