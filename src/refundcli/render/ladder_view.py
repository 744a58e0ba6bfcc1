"""The JSON documents of the ladder: whole, and in short."""

from collections.abc import Iterable
from datetime import datetime

from refundcli.core.asking import question_of
from refundcli.core.ladder import Standing, correction_key
from refundcli.core.ladder_form import Closing, Entry
from refundcli.core.rulebook import Rulebook
from refundcli.core.rung_view import RungClock
from refundcli.core.rungs import Reason
from refundcli.render.views import View, cites_view, instant, path_view
from refundcli.render.words import Words


def ladder_view(
    found: Iterable[Standing], case: str, as_of: datetime, rulebook: Rulebook, words: Words
) -> View:
    """Return the document refundcli/ladder/1."""
    return {
        "schema": "refundcli/ladder/1",
        "as_of": instant(as_of),
        "case": case,
        "rungs": [_rung(one, rulebook, words) for one in found],
    }


def brief_view(found: Iterable[Standing], words: Words) -> list[View]:
    """Return how rungs stand, a line each, as it is in the document of a check."""
    return [
        {
            **_standing(one, words),
            "why": words.write(one.reasons[0].says) if one.reasons else None,
        }
        for one in found
    ]


def _standing(one: Standing, words: Words) -> View:
    return {
        "rung": one.rung.id,
        "name": words.write(one.rung.name),
        "side": one.rung.is_side,
        "status": one.status,
        "opens_at": instant(one.opens_at),
        "closes_at": instant(one.closes_at),
    }


def _rung(one: Standing, rulebook: Rulebook, words: Words) -> View:
    rung = one.rung
    lists = {
        "bring": rung.bring,
        "awards": rung.awards,
        "costs": rung.costs,
        "places": rung.places,
        "notes": rung.notes,
    }
    return {
        **_standing(one, words),
        "what": words.write(rung.what),
        "reasons": [_reason(reason, rulebook, words) for reason in one.reasons],
        "clocks": [_clock(clock, words) for clock in one.clocks],
        **{
            name: [_entry(entry, words) for entry in entries if one.speaks(entry)]
            for name, entries in lists.items()
        },
        "closes": [_closing(closing, words) for closing in one.closes],
        "path": [path_view(path, words) for path in one.paths],
        "cites": cites_view(rung.cites),
    }


def _reason(reason: Reason, rulebook: Rulebook, words: Words) -> View:
    question = reason.question
    return {
        "outcome": reason.outcome,
        "says": words.write(reason.says),
        "question": question,
        "flag": question_of(rulebook, question).flag if question is not None else None,
        "set": correction_key(question) if question is not None else None,
    }


def _clock(clock: RungClock, words: Words) -> View:
    return {
        "says": words.write(clock.says),
        "lasts": str(clock.lasts) if clock.lasts is not None else None,
        "until": instant(clock.until),
    }


def _entry(entry: Entry, words: Words) -> View:
    return {
        "says": words.write(entry.says),
        "confidence": entry.confidence,
        "cites": cites_view(entry.cites),
    }


def _closing(closing: Closing, words: Words) -> View:
    return {"rung": closing.rung, "once": closing.once, **_entry(closing.entry, words)}
