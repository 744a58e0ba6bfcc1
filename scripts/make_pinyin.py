"""Makes the pinyin table of every label that the wizard and the menus offer."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pypinyin import lazy_pinyin

from refundcli.adapters.catalogue import read_sentences
from refundcli.adapters.excuses import load_excuses
from refundcli.adapters.ladder import load_ladder
from refundcli.adapters.rulebook import DATA, load_rulebook
from refundcli.adapters.toml_files import read_toml
from refundcli.core.names import of_platforms, of_reasons, of_remedies, of_states, of_words

CORRECTIONS = Path(__file__).with_name("pinyin_corrections.toml")
TABLE = DATA / "pinyin.toml"

_LISTED = (
    *("event-", "outcome-", "phase-", "stage-", "who-pays-", "who-offers-", "purpose-", "actor-"),
    *("verdict-", "tone-", "answer-", "menu-", "do-"),
)
"""How the keys of sentences begin that stand in lists to choose from."""

_HEAD = (
    "# How the characters of the labels are read, without tones; made by scripts/make_pinyin.py.\n"
)


def labels() -> tuple[str, ...]:
    """Return every Chinese label of the shipped data, in simplified characters."""
    rulebook = load_rulebook()
    names = (
        of_platforms(rulebook.platforms),
        *(of_states(one) for one in rulebook.platforms.values()),
        of_reasons(rulebook),
        of_remedies(rulebook),
        of_words(rulebook.items),
    )
    sentences = {k: v for _, part in read_sentences("zh-Hans") for k, v in part.items()}
    found = [
        *(word for one in names for words in one.values() for word in words),
        *(one.asks.zh for one in rulebook.facts.values()),
        *(one.name.zh for one in load_ladder().rungs),
        *(one.name.zh for one in load_excuses(rulebook)),
        *(str(said) for key, said in sentences.items() if key.startswith(_LISTED)),
    ]
    hant = {
        text.zh_hant
        for text in (
            *(one.name for one in rulebook.platforms.values()),
            *(label for one in rulebook.platforms.values() for label in one.states.values()),
            *(one.word.name for one in rulebook.reasons.values()),
            *(one.word.name for one in rulebook.remedies.values()),
        )
    }
    return tuple(sorted({one for one in found if _han(one)} - hant))


def _han(text: str) -> bool:
    return any(is_han(one) for one in text)


def is_han(character: str) -> bool:
    """Return whether *character* is a Chinese one."""
    return "\u4e00" <= character <= "\u9fff"


def readings(label: str, known: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the Chinese characters of *label*, each with its syllable there."""
    runs = "".join(one if is_han(one) else " " for one in label).split()
    found = [pair for run in runs for pair in zip(run, _read(run, known), strict=True)]
    return tuple(found)


def _read(run: str, known: Mapping[str, str]) -> list[str]:
    syllables = lazy_pinyin(run)
    for word, reading in known.items():
        at = run.find(word)
        while at >= 0:
            syllables[at : at + len(word)] = reading.split()
            at = run.find(word, at + 1)
    return syllables


def table(found: Iterable[str], known: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the commonest syllable of each character, and the words in which one reads otherwise."""
    read = [readings(one, known) for one in found]
    counts: dict[str, Counter[str]] = {}
    for pairs in read:
        for character, syllable in pairs:
            counts.setdefault(character, Counter())[syllable] += 1
    usual = {
        character: min(counts[character], key=lambda one: (-counts[character][one], one))
        for character in sorted(counts)
    }
    return usual, dict(sorted({word for pairs in read for word in _unusual(pairs, usual)}))


def _unusual(
    pairs: tuple[tuple[str, str], ...], usual: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Give each character that does not read as usual with the one before it; the first with the one after it."""
    for at, (character, syllable) in enumerate(pairs):
        if usual[character] != syllable:
            two = pairs[max(at - 1, 0) : max(at - 1, 0) + 2]
            yield "".join(one for one, _ in two), " ".join(one for _, one in two)


def written(usual: Mapping[str, str], words: Mapping[str, str]) -> str:
    """Return the table as the file holds it: characters by syllable, then the words."""
    syllables: dict[str, str] = {}
    for character, syllable in usual.items():
        syllables[syllable] = syllables.get(syllable, "") + character
    lines = [f'{one} = "{syllables[one]}"' for one in sorted(syllables)]
    more = [f'"{word}" = "{reading}"' for word, reading in words.items()]
    return "\n".join((_HEAD, "[characters]", *lines, "", "[words]", *more, ""))


def corrections() -> dict[str, str]:
    """Return the reviewed readings, by the words that have them."""
    return {word: str(reading) for word, reading in read_toml(CORRECTIONS).items()}


def made() -> str:
    """Return what the file of today's labels is to hold."""
    return written(*table(labels(), corrections()))


def main() -> int:
    """Write the table."""
    TABLE.write_text(made(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
