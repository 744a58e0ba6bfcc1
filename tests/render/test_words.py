"""Sentences in words: every kind of value, both languages, every key of the program."""

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refundcli.adapters.catalogue import read_sentences
from refundcli.adapters.toml_files import read_toml
from refundcli.core.order import STATES
from refundcli.core.parsing import parse_reasons, parse_remedies
from refundcli.core.rulebook import Word
from refundcli.core.rules import Length
from refundcli.core.text import Said, Text, say
from refundcli.render.words import Catalogue, Words, fields_of

SOURCE = Path(__file__).resolve().parents[2] / "src" / "refundcli"
PARTS = SOURCE / "data" / "ui"
BEIJING = timezone(timedelta(hours=8))


def words_of(language: str, *, is_strict: bool = True, **sentences: str) -> Words:
    """Return words of *language* that know the real sentences and *sentences* besides."""
    real = read_sentences(language, *(["zh-Hans"] if language == "zh-Hant" else []))
    own = {key.replace("_", "-"): one for key, one in sentences.items()}
    return Words(Catalogue.of(language, (*real, (language, own))), is_strict=is_strict)


@pytest.fixture(scope="module")
def zh() -> Words:
    """Chinese words."""
    return words_of("zh-Hans")


@pytest.fixture(scope="module")
def en() -> Words:
    """English words."""
    return words_of("en")


def test_words_write_money_as_yuan(zh: Words) -> None:
    """Two places, the sign before the mark."""
    assert [zh.write(Decimal("128")), zh.write(Decimal("-5.5"))] == ["¥128.00", "-¥5.50"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2026, 11, 23, 10, tzinfo=BEIJING), "2026-11-23 10:00"),
        (datetime(2026, 11, 23, 2, tzinfo=UTC), "2026-11-23 10:00"),
        (datetime(2026, 10, 3, tzinfo=BEIJING), "2026-10-02 24:00"),
        (datetime(2026, 10, 2, 16, tzinfo=UTC), "2026-10-02 24:00"),
        (datetime(2027, 1, 1, tzinfo=BEIJING), "2026-12-31 24:00"),
        (datetime(2026, 10, 3, 0, 1, tzinfo=BEIJING), "2026-10-03 00:01"),
    ],
)
def test_words_write_moments_in_beijing_time(zh: Words, value: datetime, expected: str) -> None:
    """Whatever offset a moment has; the end of a day stays in its day."""
    assert zh.write(value) == expected


def test_words_write_a_day_without_an_hour(zh: Words) -> None:
    """A date is no moment."""
    assert zh.write(date(2026, 11, 22)) == "2026-11-22"


@pytest.mark.parametrize(
    ("length", "chinese", "english"),
    [
        (Length(7, "days"), "7 天", "7 days"),
        (Length(1, "days"), "1 天", "1 day"),
        (Length(48, "hours"), "48 小时", "48 hours"),
        (Length(1, "working-days"), "1 个工作日", "1 working day"),
        (Length(3, "months"), "3 个月", "3 months"),
        (Length(1, "years"), "1 年", "1 year"),
    ],
)
def test_words_write_lengths_with_their_unit(
    zh: Words, en: Words, length: Length, chinese: str, english: str
) -> None:
    """English has a singular."""
    assert (zh.write(length), en.write(length)) == (chinese, english)


def test_words_write_text_in_their_language(zh: Words, en: Words) -> None:
    """Traditional falls back to Simplified."""
    text = Text("退款", "refund")
    written = zh.write(text), en.write(text), words_of("zh-Hant").write(text)
    assert written == ("退款", "refund", "退款")


@pytest.mark.parametrize(
    ("values", "chinese", "english"),
    [
        (("--platform", "--state"), "--platform、--state", "--platform, --state"),
        ((Text("淘宝", "Taobao"), Text("天猫", "Tmall")), "淘宝、天猫", "Taobao, Tmall"),
        (("一，二", "三"), "一，二；三", "一，二; 三"),
        ((), "无", "none"),
        ((date(2026, 1, 1), Decimal(2), 3), "2026-01-01、¥2.00、3", "2026-01-01, ¥2.00, 3"),
    ],
)
def test_words_join_several(
    zh: Words, en: Words, values: tuple[object, ...], chinese: str, english: str
) -> None:
    """By the language's comma, by semicolons where a part has commas itself."""
    assert (zh.write(values), en.write(values)) == (chinese, english)


def test_words_write_what_is_not_known(zh: Words) -> None:
    """None, yes and no are words too."""
    assert [zh.write(one) for one in (None, True, False)] == ["未知", "是", "否"]


def test_words_fill_a_sentence_with_a_sentence() -> None:
    """A field may be a sentence with its own fields."""
    words = words_of("en", outer="see: {inner}", inner="{n} left")
    assert words.write(say("outer", inner=say("inner", n=3))) == "see: 3 left"


def test_words_never_read_a_value_as_a_template() -> None:
    """What a seller wrote in braces stays as it is."""
    words = words_of("zh-Hans", said="卖家：{words}", secret="…")
    said = say("said", words="{secret} {words} {0.__class__} {words:a|b}")
    assert words.write(said) == "卖家：{secret} {words} {0.__class__} {words:a|b}"


def test_words_clean_text_from_outside(zh: Words) -> None:
    """Escape sequences, bidi controls and line ends go."""
    assert zh.write("\x1b[31m坏\x1b[0m\u202e了\n假行\x00") == "坏了 假行"


@given(st.text())
def test_words_show_any_text_without_controls(text: str) -> None:
    """Nothing that steers a terminal comes through."""
    written = Words(Catalogue("zh-Hans", {"said": "{text}"})).write(say("said", text=text))
    assert not re.search("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", written)


def test_words_choose_singular_and_plural() -> None:
    """`{name:one|many}` takes the first word for exactly one."""
    words = words_of("en", left="{n} {n:case|cases} left")
    written = [words.write(say("left", n=n)) for n in (0, 1, 2)]
    assert written == ["0 cases left", "1 case left", "2 cases left"]


def test_words_show_the_key_of_a_missing_sentence() -> None:
    """The rest is worth more than a failure."""
    words = words_of("en", is_strict=False, known="{a} and {b}")
    assert [words.write(say("not-there")), words.write(say("known", a=1))] == [
        "not-there",
        "1 and …",
    ]


@pytest.mark.parametrize("said", [say("not-there"), say("known", a=1)])
def test_strict_words_refuse_what_is_missing(said: Said) -> None:
    """A sentence or a value that is not there is a mistake of ours."""
    with pytest.raises(KeyError):
        words_of("en", known="{a} and {b}").write(said)


def test_catalogue_takes_from_the_fallback_what_it_lacks() -> None:
    """Traditional has its own words first; English takes nothing from Chinese."""
    parts = [("zh-Hant", {"a": "壹"}), ("zh-Hans", {"a": "一", "b": "二"}), ("en", {"a": "one"})]
    found = {one: Catalogue.of(one, parts).sentences for one in ("zh-Hant", "zh-Hans", "en")}
    assert found == {
        "zh-Hant": {"a": "壹", "b": "二"},
        "zh-Hans": {"a": "一", "b": "二"},
        "en": {"a": "one"},
    }


def test_lent_sentence_is_written_in_traditional_characters_and_nothing_from_outside_is() -> None:
    """Our words change, those of the seller, a law's text, an id and a sentence written by hand do not."""
    parts = [("zh-Hant", {"own": "他讲{x}"}), ("zh-Hans", {"own": "他说{x}", "lent": "后台：{x}"})]
    words = Words(Catalogue.of("zh-Hant", parts))
    label, by_hand = Text("仅退款", "refund only"), Text("质量", "quality", "品質")
    assert [words.write(say(key, x="无后台")) for key in ("own", "lent")] == [
        *("他讲无后台", "後台：无后台")
    ]
    written = [words.write(say("lent", x=one)) for one in (label, by_hand, say("own", x="a"))]
    assert written == ["後台：僅退款", "後台：品質", "後台：他讲a"]


def _by_file(language: str) -> Mapping[str, Mapping[str, object]]:
    files = [*PARTS.glob(f"{language}.toml"), *PARTS.glob(f"parts/*.{language}.toml")]
    return {path.name.removesuffix(f"{language}.toml"): read_toml(path) for path in files}


def _all(language: str) -> Mapping[str, str]:
    return Catalogue.of(language, read_sentences(language)).sentences


def test_languages_have_the_same_files_and_keys() -> None:
    """No sentence is missing in a language."""
    keys = {
        language: {(file, key) for file, held in _by_file(language).items() for key in held}
        for language in ("zh-Hans", "en")
    }
    assert keys["zh-Hans"] ^ keys["en"] == set()


def test_languages_speak_of_the_same_values() -> None:
    """A sentence says as much in one language as in the other."""
    chinese, english = _all("zh-Hans"), _all("en")
    differing = {
        key: (sorted(fields_of(chinese[key])), sorted(fields_of(english[key])))
        for key in chinese.keys() & english.keys()
        if fields_of(chinese[key]) != fields_of(english[key])
    }
    assert differing == {}


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_catalogue_has_each_key_once(language: str) -> None:
    """Two files do not word the same sentence."""
    keys = [key for held in _by_file(language).values() for key in held]
    assert sorted(key for key in set(keys) if keys.count(key) > 1) == []


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_catalogue_holds_sentences_alone(language: str) -> None:
    """A file is flat: no table, no list."""
    odd = [
        (file, key)
        for file, held in _by_file(language).items()
        for key, one in held.items()
        if not isinstance(one, str)
    ]
    assert odd == []


def test_chinese_sentences_have_chinese_punctuation() -> None:
    """No ASCII mark stands directly behind a Chinese character."""
    ascii_mark = re.compile("[\u4e00-\u9fff][,;:?!()]")
    odd = {key: one for key, one in _all("zh-Hans").items() if ascii_mark.search(one)}
    assert odd == {}


def _said() -> Iterator[tuple[str, str, frozenset[str] | None]]:
    """Give each sentence the program says by a key in the code: the place, the key, its fields."""
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            if node.func.id not in ("say", "Said") or not node.args:
                continue
            names = [one.arg for one in node.keywords]
            is_open = None in names or node.func.id == "Said"
            fields = None if is_open else frozenset(name for name in names if name)
            for key in _keys(node.args[0]):
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", key, fields


def _keys(node: ast.expr) -> tuple[str, ...]:
    """Return the keys that an expression may give; one made of parts ends with an asterisk."""
    match node:
        case ast.Constant(value=str(key)):
            return (key,)
        case ast.IfExp(body=body, orelse=orelse):
            return (*_keys(body), *_keys(orelse))
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]):
            return (f"{start}*",)
        case _:
            return ()


def _is_known(key: str, known: Mapping[str, str]) -> bool:
    """Whether the catalogue has the key, or some key that begins as it does."""
    return any(fnmatchcase(one, key) for one in known) if key.endswith("*") else key in known


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_every_sentence_said_is_in_the_catalogue(language: str) -> None:
    """Each literal key of the program has its words."""
    known = _all(language)
    assert [(place, key) for place, key, _ in _said() if not _is_known(key, known)] == []


def test_every_sentence_gets_the_values_it_speaks_of() -> None:
    """No field of a sentence is left out where it is said."""
    known = _all("zh-Hans")
    lacking = [
        (place, key, sorted(fields_of(known[key]) - fields))
        for place, key, fields in _said()
        if fields is not None and key in known and not fields_of(known[key]) <= fields
    ]
    assert lacking == []


def _labels(words: Mapping[str, Word]) -> list[str]:
    return [
        called.casefold()
        for id, word in words.items()
        for called in {id, word.name.zh, word.name.en, *word.aliases}
    ]


def test_no_two_reasons_are_called_the_same() -> None:
    """An id, label or alias names one reason."""
    reasons = parse_reasons(read_toml(SOURCE / "data" / "reasons.toml"))
    called = _labels({id: one.word for id, one in reasons.items()})
    assert sorted(one for one in set(called) if called.count(one) > 1) == []


def test_no_two_remedies_are_called_the_same() -> None:
    """An id, label or alias names one remedy."""
    remedies = parse_remedies(read_toml(SOURCE / "data" / "remedies.toml"))
    called = _labels({id: one.word for id, one in remedies.items()})
    assert sorted(one for one in set(called) if called.count(one) > 1) == []


def test_every_state_has_a_reason() -> None:
    """Whatever the order's state, the buyer finds a reason that can arise there."""
    reasons = parse_reasons(read_toml(SOURCE / "data" / "reasons.toml"))
    reached = {state for one in reasons.values() for state in one.states}
    assert reached == set(STATES)
