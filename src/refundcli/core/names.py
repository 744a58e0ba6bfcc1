"""What a thing is called: found by id, alias, label or unique prefix."""

from collections.abc import Mapping
from difflib import get_close_matches

from refundcli.core.errors import NotFound
from refundcli.core.rulebook import Platform, Rulebook, Word
from refundcli.core.text import Text, say
from refundcli.core.traditional import simplified

Names = Mapping[str, tuple[str, ...]]
"""For each id everything else that it is called."""

_STATES: Names = {
    "unpaid": ("待付款", "未付款"),
    "unshipped": ("待发货", "未发货"),
    "in-transit": ("待收货", "已发货", "运输中"),
    "delivered": ("已签收", "未确认收货"),
    "completed": ("交易成功", "已确认收货", "已完成"),
}


def resolve(value: str, names: Names, what: str) -> str:
    """Return the id that *value* names; *what* is the word of the thing (platform, reason …).

    An id, alias or label counts before a prefix; letter case and traditional characters play no part. Raises
    `NotFound` with the near matches, or with those that a prefix could mean.

    >>> resolve("ret", {"refund-only": (), "return-refund": ()}, "remedy")
    'return-refund'
    """
    wanted = _folded(value)
    called = {id: {_folded(one) for one in (id, *others)} for id, others in names.items()}
    exact = [id for id, words in called.items() if wanted in words]
    if exact:
        return exact[0]
    starting = [id for id, words in called.items() if any(w.startswith(wanted) for w in words)]
    if wanted and len(starting) == 1:
        return starting[0]
    name = say(f"word-{what}")
    if wanted and starting:
        raise NotFound(
            say("error-not-unique", what=name, value=value), say("hint-one-of", ids=tuple(starting))
        )
    near = near_matches(wanted, called)
    hint = say("hint-did-you-mean", ids=near) if near else say("hint-one-of", ids=tuple(names))
    raise NotFound(say("error-unknown", what=name, value=value), hint)


def near_matches(wanted: str, called: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return the ids of at most three things that are called much like *wanted*."""
    owners = {word: id for id, words in called.items() for word in words}
    close = get_close_matches(wanted, owners, n=5, cutoff=0.5)
    inside = [word for word in owners if len(wanted) > 1 and wanted in word]
    return tuple(dict.fromkeys(owners[word] for word in (*inside, *close)))[:3]


def _folded(word: str) -> str:
    return simplified(word.strip().casefold().replace("_", "-"))


def of_words(words: Mapping[str, Word]) -> Names:
    """Return the names of reasons, remedies or kinds of item."""
    return {id: (*_labels(one.name), *one.aliases) for id, one in words.items()}


def of_reasons(rulebook: Rulebook) -> Names:
    """Return the names of all reasons."""
    return of_words({id: one.word for id, one in rulebook.reasons.items()})


def of_remedies(rulebook: Rulebook) -> Names:
    """Return the names of all remedies."""
    return of_words({id: one.word for id, one in rulebook.remedies.items()})


def of_platforms(platforms: Mapping[str, Platform]) -> Names:
    """Return the names of platforms; the prefix of their case ids is one of them."""
    return {id: (*_labels(one.name), *one.aliases, one.short) for id, one in platforms.items()}


def of_states(platform: Platform) -> Names:
    """Return the names of the states that a platform uses: its own labels, and what buyers say."""
    return {id: (*_labels(label), *_STATES[id]) for id, label in platform.states.items()}


def _labels(text: Text) -> tuple[str, ...]:
    return (text.zh, text.en, *((text.zh_hant,) if text.zh_hant is not None else ()))
