"""A finished letter read again, also after the buyer changed it: each flaw with its line."""

import re
from collections.abc import Iterable, Iterator, Mapping

from refundcli.core.findings import Verdict
from refundcli.core.letter_form import Form
from refundcli.core.letter_words import patterns_of
from refundcli.core.lint_extra import stale_citations
from refundcli.core.rulebook import Provision, Rulebook
from refundcli.core.text import Said, say
from refundcli.core.traditional import is_traditional, simplified
from refundcli.core.values import dataclass

_LAW = re.compile(
    r"《(?P<law>[^》\n]{1,60})》(?P<rest>(?:[（(][^）)\n]{1,30}[）)])?(?:(?:、|和|及|以及)?第[零一二三四五六七八九十百千]+条(?:第[一二三四五六七八九十]+款)?(?:第[一二三四五六七八九十]+项)?)+)"
)
_ARTICLE = re.compile(
    r"第[零一二三四五六七八九十百千]+条(?:第[一二三四五六七八九十]+款)?(?:第[一二三四五六七八九十]+项)?"
)
_STATE = "中华人民共和国"
_PERSONAL: Mapping[str, re.Pattern[str]] = {
    "id-number": re.compile(
        r"(?<![0-9A-Za-z])[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])\d{2}\d{3}[\dXx](?![0-9A-Za-z])"
    ),
    "bank-card": re.compile(
        r"(?<!\d)62\d{14,17}(?!\d)|(银行卡|卡号|bank card|card number)[^\n]{0,8}?(?<!\d)\d{12,19}(?!\d)",
        re.IGNORECASE,
    ),
    "phone": re.compile(r"(?<![\d-])1[3-9]\d{9}(?!\d)"),
}
_MULTIPLES = re.compile(
    r"(?:退一赔|假一赔|赔偿?)(?P<a>[三十])(?:倍)?|(?P<b>[三十])倍(?:赔偿|罚款)?"
    r"|\b(?P<c>triple|tenfold|three times|ten times)\b",
    re.IGNORECASE,
)
_OF_TIMES = {"十": 10, "tenfold": 10, "ten times": 10}
_BRACKETS = re.compile(r"\([^()\n]*\)")
_RESERVED = re.compile(r"保留|reserve", re.IGNORECASE)
_TO_OFFICES = ("authority", "court")
_MASK = "□"
_QUOTED = re.compile(r"(?<=“)[^“”\n]*(?=”)|(?<=「)[^「」\n]*(?=」)")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something a letter should not say: where, what, and what to write instead.

    `line` counts from 1; 0 is the letter as a whole. `severity` is error or warning.
    """

    severity: str
    id: str
    line: int
    what: Said
    instead: Said


@dataclass(frozen=True, slots=True)
class Context:
    """What a letter is checked against; None and empty where it is not known.

    `quotes` are pieces of text from outside that may stand in it as they are: what a seller says
    or a title holds is not what the buyer says. `allowed` are things that are so in the case.
    """

    rulebook: Rulebook
    form: Form | None = None
    verdict: Verdict | None = None
    purpose: str | None = None
    platform: str | None = None
    quotes: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()

    @property
    def limit(self) -> int | None:
        """The characters of the box it is for."""
        if self.form is None or self.platform is None:
            return None
        return self.form.limit_of(self.platform).characters


def check_letter(text: str, language: str, context: Context) -> tuple[Flaw, ...]:
    """Return the flaws of a finished letter, line by line, then those of the whole."""
    plain = masked(text, context.quotes)
    found = [
        flaw
        for number, line in enumerate(plain.split("\n"), 1)
        for flaw in _of_line(line, number, language, context)
    ]
    if not text.strip():
        found.append(_flaw("empty", 0, say("letter-flaw-empty")))
    limit = context.limit
    if limit is not None and len(text) > limit:
        what = say("letter-too-long", length=len(text), limit=limit)
        found.append(_flaw("length", 0, what, "warning"))
    return tuple(found)


def masked(text: str, quotes: Iterable[str]) -> str:
    """Return *text* with what others said made blank: known pieces, and all in “ ” or 「 」.

    >>> masked("您说：“默认同意”", ())
    '您说：“□□□□”'
    """
    for one in sorted((q for q in quotes if q), key=len, reverse=True):
        text = text.replace(one, _MASK * len(one))
    return _QUOTED.sub(lambda hit: _MASK * len(hit[0]), text)


def language_of_text(text: str) -> str:
    """Return the language that a letter is written in: zh-Hans, zh-Hant or en.

    >>> language_of_text("Order 1: please reply to 晨光家居店.")
    'en'
    """
    plain = _BRACKETS.sub("", masked(text, ()))
    han = sum("\u4e00" <= one <= "\u9fff" for one in plain)
    latin = sum(one.isascii() and one.isalpha() for one in plain)
    if latin > han * 3:
        return "en"
    return "zh-Hant" if is_traditional(plain) else "zh-Hans"


def has_errors(flaws: Iterable[Flaw]) -> bool:
    """Return whether a letter should not be sent as it is."""
    return any(one.severity == "error" for one in flaws)


def _of_line(line: str, number: int, language: str, context: Context) -> Iterator[Flaw]:
    for name, pattern in patterns_of(language).items():
        hit = pattern.search(line) if name not in context.allowed else None
        if hit is not None:
            yield _flaw(name, number, say(f"letter-says-{name}", found=hit[0]))
    simple = simplified(line)
    to = context.form.to if context.form is not None else "seller"
    for name, pattern in _PERSONAL.items():
        hit = pattern.search(simple) if to not in _TO_OFFICES else None
        if hit is not None:
            yield _flaw(name, number, say(f"letter-says-{name}"))
    for word in context.form.never if context.form is not None else ():
        if simplified(word) in simple:
            yield _flaw("never", number, say("letter-says-never", found=word))
    for stale in stale_citations(line, context.rulebook.stale):
        yield _flaw("stale", number, stale)
    yield from _multiples(line, number, context)
    yield from _citations(line, number, context)


def _multiples(line: str, number: int, context: Context) -> Iterator[Flaw]:
    """Give a multiple that is claimed without a ground for it that holds; reserved it may be."""
    for hit in _MULTIPLES.finditer(simplified(line)):
        word = (hit["a"] or hit["b"] or hit["c"]).lower()
        times = _OF_TIMES.get(word, 3)
        if _RESERVED.search(line) or _may_claim(times, context.verdict):
            continue
        found = line[slice(*hit.span())]
        yield _flaw("inflated", number, say("letter-says-inflated", found=found))


def _may_claim(times: int, verdict: Verdict | None) -> bool:
    basis = verdict.basis if verdict is not None else ()
    return any(
        one.use == "cite"
        and one.rests_on == "holds"
        and one.provision.multiple is not None
        and one.provision.multiple.times >= times
        for one in basis
    )


def _citations(line: str, number: int, context: Context) -> Iterator[Flaw]:
    for hit in _LAW.finditer(simplified(line)):
        name = line[slice(*hit.span("law"))]
        law = _law_named(context.rulebook, hit["law"])
        if law is None:
            what = say("letter-says-unknown-law", found=name)
            yield _flaw("unknown-law", number, what, "warning")
            continue
        provisions = context.rulebook.laws[law].provisions
        for article in _ARTICLE.finditer(hit.string, *hit.span("rest")):
            fitting = [one for one in provisions if _is_within(one.article, article[0])]
            cited = f"《{name}》{line[slice(*article.span())]}"
            if not fitting:
                yield _flaw(
                    "unknown-article", number, say("letter-says-unknown-article", found=cited)
                )
            elif _is_consumers_only(fitting) and context.purpose == "business":
                yield _flaw("consumer-law", number, say("letter-says-consumer-law", found=cited))
            elif context.verdict is not None and not _is_behind(fitting, context.verdict):
                what = say("letter-says-other-article", found=cited)
                yield _flaw("other-article", number, what, "warning")


def _law_named(rulebook: Rulebook, name: str) -> str | None:
    """Return the id of the law that is called *name*, with or without the state's name before it."""
    wanted = name.removeprefix(_STATE)
    for law in rulebook.laws.values():
        names = (law.name.zh.removeprefix(_STATE), *law.aliases)
        if wanted in names:
            return law.id
    return None


def _is_within(article: str, cited: str) -> bool:
    """Return whether one of two articles is the other, a paragraph of it or the whole of it."""
    return article.startswith(cited) or cited.startswith(article)


def _is_consumers_only(provisions: list[Provision]) -> bool:
    return all(one.protects == "consumer" for one in provisions)


def _is_behind(provisions: list[Provision], verdict: Verdict) -> bool:
    known = {one.provision.id for one in verdict.basis}
    return any(one.id in known for one in provisions)


def _flaw(id: str, line: int, what: Said, severity: str = "error") -> Flaw:
    return Flaw(severity, id, line, what, say(f"letter-instead-{id}"))
