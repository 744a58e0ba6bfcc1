"""Our own words in traditional characters, held against a converter that knows Taiwan's spelling."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import opencc

import refundcli
from refundcli.adapters.catalogue import read_sentences
from refundcli.adapters.toml_files import read_toml
from refundcli.core.traditional import simplified, traditional

DATA = Path(refundcli.__file__).parent / "data"

OURS = {
    **{"台": "臺", "帳": "賬", "「": "“", "」": "”", "『": "‘", "』": "’"},
    **{"簽": "籤", "只": "隻", "布": "佈", "後": "后", "裡": "里", "鐘": "鍾"},
}
"""What we write, as the letters do, where the converter has its own choice or takes one word for another."""

REVIEWED = (
    *("八周歲", "七周歲"),  # a full year of age, not a week
    *("包裹和面單", "照片和面單"),  # the face of a parcel, not noodles
    *("家具", "和賣家私下"),  # furniture is written so in Taiwan; the seller, privately
    *("說明扣款", "寫明扣款"),  # to deduct, not a button
    *("換發", "虛假發貨"),  # to send, not hair
    *("沒回覆就", "鬆動"),  # to answer; loose, not a pine
)
"""Where the converter, which goes by the longest word, is wrong; read one by one."""


@cache
def ours() -> dict[str, str]:
    """Return every Chinese text of ours that may be shown, by its place: sentences and labels."""
    found = {key: str(one) for _, part in read_sentences("zh-Hans") for key, one in part.items()}
    for path in sorted(DATA.rglob("*.toml")):
        if "ui" not in path.parts:
            found |= {f"{path.stem}{place}": one for place, one in _labels(read_toml(path), "")}
    return found


def _labels(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if isinstance(value.get("zh"), str):
            yield place, value["zh"]
        for key, one in value.items():
            yield from _labels(one, f"{place}.{key}")
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _labels(one, f"{place}[{number}]")


def unlike(converter: opencc.OpenCC, text: str) -> list[str]:
    """Return the places where *text* is not written as the converter has it and nobody has agreed to that."""
    written, other = traditional(text), converter.convert(text)
    agreed = {
        place
        for one in REVIEWED
        for start in range(len(written))
        if written.startswith(one, start)
        for place in range(start, start + len(one))
    }
    return [
        f"{written[max(place - 4, 0) : place + 4]} / {theirs}"
        for place, (mine, theirs) in enumerate(zip(written, other, strict=True))
        if mine != theirs and OURS.get(mine) != theirs and place not in agreed
    ]


def test_our_words_are_written_as_taiwan_writes_them() -> None:
    """Character by character, whatever the word."""
    converter = opencc.OpenCC("s2tw")
    assert [one for text in ours().values() for one in unlike(converter, text)] == []


def test_character_that_is_wrong_for_its_word_is_found() -> None:
    """The check sees what a table of characters alone would write."""
    converter = opencc.OpenCC("s2tw")
    assert unlike(converter, "头发和面包") == ["頭發和面包 / 髮", "頭發和面包 / 麵"]


def test_every_difference_that_was_agreed_to_is_still_there() -> None:
    """A word that no text of ours has any more is taken off the list."""
    written = "\n".join(map(traditional, ours().values()))
    assert [one for one in REVIEWED if one not in written] == []


def test_no_simplified_character_is_left() -> None:
    """None that a second pass would still change, in whatever word it stands."""
    alone = opencc.OpenCC("s2tw")
    in_both = set("台里周准干")
    left = {
        key: rest
        for key, text in ours().items()
        if (rest := {one for one in traditional(text) if alone.convert(one) != one} - in_both)
    }
    assert left == {}


def test_what_we_write_is_understood_when_it_is_typed() -> None:
    """A label that is shown in traditional characters leads back to the simplified one."""
    marks = str.maketrans("「」『』", "“”‘’")
    wrong = [
        key
        for key, text in ours().items()
        if simplified(traditional(text)).translate(marks) != simplified(text).translate(marks)
    ]
    assert wrong == []
