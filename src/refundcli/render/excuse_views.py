"""The JSON document of what sellers say."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from refundcli.core.excuses import Answer, Candidate
from refundcli.core.outside import clean
from refundcli.core.rulebook import Rulebook
from refundcli.render.views import View, instant
from refundcli.render.words import Words


def excuses_view(
    found: Iterable[Candidate],
    answers: Mapping[str, Iterable[Answer]],
    rulebook: Rulebook,
    as_of: datetime,
    words: Words,
) -> View:
    """Return the document refundcli/excuses/1; *answers* are those to give, by the excuse's id."""
    return {
        "schema": "refundcli/excuses/1",
        "as_of": instant(as_of),
        "excuses": [
            {
                "id": one.excuse.id,
                "name": words.write(one.excuse.name),
                "matches": [clean(piece) for piece in one.matches],
                "prove": words.write(one.excuse.prove),
                "answers": [_answer(each, rulebook, words) for each in answers[one.excuse.id]],
            }
            for one in found
        ],
    }


def _answer(one: Answer, rulebook: Rulebook, words: Words) -> View:
    return {
        "purpose": one.purpose,
        "reasons": list(one.reasons),
        "faults": list(one.faults),
        "stands": one.stands,
        "when": words.write(one.when),
        "text": words.write(one.text),
        "short": words.write(one.short),
        "cites": [
            {"id": id, "title": provision.title}
            for id in one.cites
            if (provision := rulebook.provision(id)) is not None
        ],
    }
