"""The JSON documents of the letters of a case and of a letter that was checked."""

from collections.abc import Iterable
from datetime import datetime

from refundcli.core.letter_check import Flaw, has_errors
from refundcli.core.letter_stage import Fit
from refundcli.render.views import View, instant
from refundcli.render.words import Words


def letters_view(id: str, fits: Iterable[Fit], as_of: datetime, words: Words) -> View:
    """Return the document refundcli/letters/1: every stage, what is next, what each lacks."""
    return {
        "schema": "refundcli/letters/1",
        "as_of": instant(as_of),
        "case": id,
        "letters": [_fit(one, words) for one in fits],
    }


def _fit(fit: Fit, words: Words) -> View:
    return {
        "stage": fit.stage,
        "to": fit.to,
        "fits": fit.fits,
        "next": fit.is_next,
        "sent": fit.is_sent,
        "lacks": [{"what": words.write(one.what), "gives": list(one.gives)} for one in fit.lacks],
    }


def letter_check_view(flaws: tuple[Flaw, ...], as_of: datetime, words: Words) -> View:
    """Return the document refundcli/letter-check/1: what is wrong with a letter, and what instead."""
    return {
        "schema": "refundcli/letter-check/1",
        "as_of": instant(as_of),
        "ok": not has_errors(flaws),
        "flaws": [
            {
                "severity": one.severity,
                "id": one.id,
                "line": one.line or None,
                "what": words.write(one.what),
                "instead": words.write(one.instead),
            }
            for one in flaws
        ],
    }
