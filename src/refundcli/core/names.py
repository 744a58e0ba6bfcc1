"""What a thing is called: found by id, alias, label or unique prefix."""

from collections.abc import Iterable, Mapping
from operator import eq

from refundcli.core.errors import NotFound
from refundcli.core.rulebook import Platform, Rulebook, Word
from refundcli.core.text import Said, Text, say, some
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


_LIKE = 0.5
"""From which ratio on a name is like another, as difflib has it: one slip in two letters is."""

_NOT_FAR_BEHIND = 0.8
"""How much of the likest name's ratio another one must reach to be named beside it."""

_MOST_OF_ALL = 30
"""How many names are listed where nothing is near: a reader looks through those of a closed list."""


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
            say("error-not-unique", what=name, value=value),
            say("hint-one-of", ids=some(tuple(starting))),
        )
    raise NotFound(say("error-unknown", what=name, value=value), nearest(value, names))


def nearest(value: str, names: Names | Iterable[str]) -> Said:
    """Return the next step after *value*, which is none of *names*: the near ones, or what there is.

    >>> nearest("firn", ("polite", "firm")).fields
    {'ids': ('firm',)}
    """
    others: Names = names if isinstance(names, Mapping) else dict.fromkeys(names, ())
    called = {id: {_folded(one) for one in (id, *more)} for id, more in others.items()}
    near = near_matches(_folded(value), called)
    if near:
        return say("hint-did-you-mean", ids=near)
    return say("hint-one-of", ids=some(tuple(called), _MOST_OF_ALL))


def near_matches(wanted: str, called: Mapping[str, set[str]]) -> tuple[str, ...]:
    """Return the ids of at most three things that are called much like *wanted*.

    First those of which it is a part, then the likest; a slip in a part of a Chinese name is found too.
    """
    owners = {word: id for id, words in called.items() for word in words}
    close = _likest(wanted, tuple(owners))
    inside = [word for word in owners if len(wanted) > 1 and wanted in word]
    part = [word for word in owners if _is_like_a_part(wanted, word)]
    return tuple(dict.fromkeys(owners[word] for word in (*inside, *close, *part)))[:3]


def _likest(wanted: str, words: Iterable[str]) -> tuple[str, ...]:
    """Return those of *words* that are like *wanted*, the likest first, without any that is far behind it."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - only for a name that nothing has

    matcher = SequenceMatcher()
    matcher.set_seq2(wanted)
    found = []
    for word in words:
        matcher.set_seq1(word)
        if matcher.quick_ratio() >= _LIKE and (ratio := matcher.ratio()) >= _LIKE:
            found.append((ratio, word))
    least = _NOT_FAR_BEHIND * max(found, default=(0.0, ""))[0]
    return tuple(word for ratio, word in sorted(found, reverse=True) if ratio >= least)


def _is_like_a_part(wanted: str, word: str) -> bool:
    """Whether at least half of the characters of *wanted*, which is Chinese, stand in their places in *word*."""
    length = len(wanted)
    if wanted.isascii() or not 1 < length < len(word):
        return False
    parts = (word[at : at + length] for at in range(len(word) - length + 1))
    return any(sum(map(eq, wanted, part)) * 2 >= length for part in parts)


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
