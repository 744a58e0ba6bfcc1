"""How Chinese words are typed without Chinese: by their syllables, or by the first letters of these."""

from collections.abc import Mapping, Sequence

from refundcli.core.reading import Reader, read_file
from refundcli.core.text import say
from refundcli.core.values import dataclass

INITIALS, SYLLABLES = "initials", "syllables"
"""The two ways of typing a word."""

_LONGEST = 4
"""How many characters a word of the table has at most."""


@dataclass(frozen=True, slots=True)
class Pinyin:
    """The syllable of every character (音节, without tones), and of words that read otherwise."""

    characters: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]

    def spelled(self, text: str) -> tuple[str, ...]:
        """Return the syllables of *text* in lower case; a letter or digit is one of its own.

        What the table lacks, and punctuation, is passed over.

        >>> Pinyin({"重": "zhong", "发": "fa"}, {"重发": ("chong", "fa")}).spelled("重发 2 件")
        ('chong', 'fa', '2')
        """
        made: list[str] = []
        at = 0
        while at < len(text):
            word = self._word(text[at : at + _LONGEST])
            if word:
                made += self.words[word]
            elif text[at] in self.characters:
                made.append(self.characters[text[at]])
            elif text[at].isascii() and text[at].isalnum():
                made.append(text[at].lower())
            at += len(word) or 1
        return tuple(made)

    def _word(self, text: str) -> str:
        lengths = range(len(text), 1, -1)
        return next((text[:length] for length in lengths if text[:length] in self.words), "")


def typed_as(syllables: Sequence[str], typed: str) -> tuple[str, int] | None:
    """Return how *typed* spells some of *syllables*, and at which it begins; None: not at all.

    Each syllable may be typed in full or by its beginning. By first letters alone counts before
    syllables, the beginning of the word before its middle; one letter counts at the beginning only.

    >>> typed_as(("zhi", "liang", "wen", "ti"), "zlwt")
    ('initials', 0)
    >>> typed_as(("zhi", "liang", "wen", "ti"), "wenti")
    ('syllables', 2)
    """
    starts = range(len(syllables) if len(typed) > 1 else min(1, len(syllables)))
    letters = "".join(one[0] for one in syllables)
    at = letters.find(typed)
    if at in starts:
        return INITIALS, at
    found = next((start for start in starts if _spells(syllables[start:], typed)), None)
    return None if found is None else (SYLLABLES, found)


def _spells(syllables: Sequence[str], typed: str) -> bool:
    """Return whether *typed* is made of beginnings of *syllables*, one of each as far as it goes."""
    if not typed:
        return True
    if not syllables:
        return False
    first = syllables[0]
    return any(
        typed.startswith(first[:length]) and _spells(syllables[1:], typed[length:])
        for length in range(len(first), 0, -1)
    )


def parse_pinyin(data: Mapping[str, object]) -> Pinyin:
    """Return the table that `data/pinyin.toml` holds: characters by syllable, words by themselves."""
    return read_file(data, "pinyin.toml", _pinyin)


def _pinyin(top: Reader) -> Pinyin:
    by_syllable = top.table("characters", needed=True) or top.inner("characters", {})
    words = top.table("words", needed=True) or top.inner("words", {})
    made = {one: tuple(words.word(one).split()) for one in words.data}
    for word, syllables in made.items():
        if not len(word) == len(syllables) <= _LONGEST:
            words.fault(word, say("fault-pinyin", most=_LONGEST))
    return Pinyin(
        {one: syllable for syllable in by_syllable.data for one in by_syllable.word(syllable)},
        made,
    )
