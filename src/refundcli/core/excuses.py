"""What sellers say (卖家说辞): how to recognise it, whether it is right, and what to answer."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from refundcli.core.basis import FOR_BUSINESS
from refundcli.core.complaints import Complaint
from refundcli.core.excuse_use import ExcuseUse
from refundcli.core.letter_text import called, cited
from refundcli.core.order import PURPOSES, Claim, Order
from refundcli.core.parsing import FAULTS
from refundcli.core.reading import Reader, read_file
from refundcli.core.rulebook import Provision, Rulebook, in_force
from refundcli.core.text import LANGUAGES, Said, Text, say
from refundcli.core.traditional import simplified
from refundcli.core.values import dataclass, replace

STANDS = ("no", "partly", "yes")
"""Whether the seller is right with it: never as far as is known, on a condition, or so."""

LAW = "{law}"
"""Where an answer names its provisions, in brackets; nothing where none may be cited."""

YOU = "{you}"
"""Where an answer addresses the seller, as the platform's sellers are called."""

_GAP = "…"
"""In a pattern: a few characters of the same sentence."""
_NUMBER = "#"
"""In a pattern: digits."""
_FEW = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What to answer to an excuse, for a purpose and some reasons; nothing given: for any.

    `stands` says whether the seller is right, `when` tells the buyer why and on what it hangs. `text` is said to the
    seller, `short` is a second, shorter line; in both `LAW` stands for the provisions `cites`, and `YOU` for how the
    seller is addressed. `facts` are the facts that these words say of the case, `not-` before those they deny.
    """

    stands: str
    when: Text
    text: Text
    short: Text
    purpose: str | None = None
    reasons: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()

    def fits(self, claim: Claim, fault: str) -> bool:
        """Return whether it answers a claim whose reason is the fault of *fault*."""
        return (
            self.purpose in (None, claim.purpose)
            and (not self.reasons or claim.reason in self.reasons)
            and (not self.faults or fault in self.faults)
        )


@dataclass(frozen=True, slots=True)
class Excuse:
    """A thing sellers say, the patterns it is known by, the fact to `prove`, and its answers, the first that fits."""

    id: str
    name: Text
    says: tuple[str, ...]
    prove: Text
    answers: tuple[Answer, ...]

    def answer(self, claim: Claim, fault: str, *, can_demand: bool = True) -> Answer:
        """Return the answer for a claim; the last one fits any.

        Where the seller is not at fault and owes nothing it is the last one, which asks.
        """
        if fault in ("buyer", "nobody") and not can_demand:
            return self.answers[-1]
        return next((one for one in self.answers if one.fits(claim, fault)), self.answers[-1])


@dataclass(frozen=True, slots=True)
class Candidate:
    """An excuse that the seller's words may be, and the pieces of them that say so."""

    excuse: Excuse
    matches: tuple[str, ...]


def excuses_from_mapping(data: Mapping[str, object], rulebook: Rulebook) -> tuple[Excuse, ...]:
    """Return the excuses of a file; raises `BadData` naming every fault with its key."""
    return read_file(data, "excuses.toml", lambda top: _excuses(top, rulebook))


def _excuses(top: Reader, rulebook: Rulebook) -> tuple[Excuse, ...]:
    found = []
    for one in top.tables("excuse", needed=True):
        made = Excuse(
            id=one.word("id"),
            name=one.text("name"),
            says=one.words("says", needed=True),
            prove=one.text("prove"),
            answers=tuple(_answer(inner, rulebook) for inner in one.tables("answer", needed=True)),
        )
        one.finish()
        found.append(made)
    return tuple(found)


def _answer(one: Reader, rulebook: Rulebook) -> Answer:
    made = Answer(
        stands=one.word("stands", STANDS),
        when=one.text("when"),
        text=one.text("text"),
        short=one.text("short"),
        purpose=one.maybe_word("purpose", PURPOSES),
        reasons=one.words("reasons", tuple(rulebook.reasons)),
        faults=one.words("faults", FAULTS),
        cites=one.words("cites"),
        facts=one.words("facts", (*rulebook.facts, *(f"not-{id}" for id in rulebook.facts))),
    )
    one.finish()
    return made


def candidates(excuses: Iterable[Excuse], words: str) -> tuple[Candidate, ...]:
    """Return the excuses that *words* may be, those with most of the words first; nothing is picked.

    Blanks, punctuation, width and traditional characters play no part; a piece is given as it was written.
    """
    signs, places = _signs(words)
    found = []
    for excuse in excuses:
        spans = _spans(excuse, signs)
        if spans:
            matches = tuple(words[places[start] : places[end - 1] + 1] for start, end in spans)
            found.append((sum(end - start for start, end in spans), Candidate(excuse, matches)))
    found.sort(key=lambda one: -one[0])
    return tuple(one for _, one in found)


def _signs(words: str) -> tuple[str, list[int]]:
    """Return the letters, digits and stops of *words*, and where in it each of them stands."""
    signs: list[str] = []
    places: list[int] = []
    for i, character in enumerate(words):
        for sign in simplified(unicodedata.normalize("NFKC", character).casefold()):
            if sign.isalnum():
                signs.append(sign)
                places.append(i)
            elif character in "。！？!?;；\n":
                signs.append("\n")
                places.append(i)
    return "".join(signs), places


def _spans(excuse: Excuse, signs: str) -> list[tuple[int, int]]:
    """Return where the patterns of *excuse* are found: whole pieces, the longer of two that overlap."""
    found = [match.span() for one in excuse.says for match in _pattern(one).finditer(signs)]
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda one: (one[0] - one[1], one[0])):
        if all(end <= first or last <= start for first, last in kept):
            kept.append((start, end))
    return sorted(kept)


@cache
def _pattern(says: str) -> re.Pattern[str]:
    parts = (
        r"\d+".join(re.escape(_signs(piece)[0]) for piece in part.split(_NUMBER))
        for part in says.split(_GAP)
    )
    return re.compile(f".{{0,{_FEW}}}?".join(parts))


def provisions_of(
    answer: Answer, rulebook: Rulebook, platform: str, claim: Claim, day: date
) -> tuple[Provision, ...]:
    """Return the provisions of *answer* that may be named: their words in force on *day*, this buyer protected."""
    law = rulebook.platforms[platform].law
    if law == "none":
        return ()
    is_consumer = law == "consumer" and claim.purpose == "personal"
    found = (rulebook.provision(id) for id in answer.cites)
    return tuple(
        one
        for one in found
        if one is not None
        and (is_consumer or one.protects in FOR_BUSINESS)
        and _has_words(one, day)
    )


def _has_words(provision: Provision, day: date) -> bool:
    version = in_force(provision.versions, day)
    return version is not None and version.text is not None


def used(
    excuse: Excuse,
    rulebook: Rulebook,
    order: Order,
    claim: Claim,
    day: date,
    *,
    can_demand: bool = True,
) -> ExcuseUse:
    """Return *excuse* as a letter of this claim uses it: the answer that fits, its provisions named.

    *can_demand* is False where nobody owes what is claimed.
    """
    fault = rulebook.reasons[claim.reason].fault
    answer = excuse.answer(claim, fault, can_demand=can_demand)
    answer = addressing(answer, called(rulebook.platforms[order.platform]))
    law = provisions_of(answer, rulebook, order.platform, claim, day)
    return ExcuseUse(
        id=excuse.id,
        name=excuse.name,
        rebuttal=_with_law(answer.text, law),
        short=_with_law(answer.short, law),
        point=_with_law(_as_point(excuse.name), law) if answer.stands != "yes" else None,
        facts=answer.facts,
    )


def addressing(answer: Answer, you: Text) -> Answer:
    """Return *answer* with the seller called *you*."""
    return replace(answer, text=_to(answer.text, you), short=_to(answer.short, you))


def _to(text: Text, you: Text) -> Text:
    in_each = {one: text.in_(one).replace(YOU, you.in_(one)) for one in LANGUAGES}
    return Text(in_each["zh-Hans"], in_each["en"], in_each["zh-Hant"])


def _as_point(name: Text) -> Text:
    return Text(*(f"{one}{LAW}" for one in (name.zh, name.en, name.in_("zh-Hant"))))


def _with_law(text: Text, law: tuple[Provision, ...]) -> Text:
    in_each = {one: written(text, law, one) for one in LANGUAGES}
    return Text(in_each["zh-Hans"], in_each["en"], in_each["zh-Hant"])


def written(text: Text, provisions: tuple[Provision, ...], language: str) -> str:
    """Return an answer's words in *language* with its provisions in brackets, or without."""
    law = cited(provisions, language) if provisions else ""
    brackets = f" ({law})" if language == "en" else f"（{law}）"
    return text.in_(language).replace(LAW, brackets if law else "")


def lint_excuses(excuses: Iterable[Excuse], rulebook: Rulebook) -> tuple[Complaint, ...]:
    """Return what is wrong with the excuses: all errors."""
    found: list[Complaint] = []
    seen: set[str] = set()
    for one in excuses:
        place = f"excuses/{one.id}"
        if one.id in seen:
            found.append(Complaint("error", place, say("lint-twice")))
        seen.add(one.id)
        last = one.answers[-1]
        if last.purpose is not None or last.reasons or last.faults:
            found.append(Complaint("error", place, say("lint-excuse-open")))
        for answer in one.answers:
            for id in answer.cites:
                found += [Complaint("error", place, what) for what in _citing(answer, id, rulebook)]
            if answer.cites and any(LAW not in answer.text.in_(one) for one in LANGUAGES):
                found.append(Complaint("error", place, say("lint-excuse-unsaid")))
    return tuple(found)


def _citing(answer: Answer, id: str, rulebook: Rulebook) -> Iterable[Said]:
    provision = rulebook.provision(id)
    if provision is None:
        yield say("lint-unknown-id", what=say("word-provision"), id=id)
    elif provision.versions[-1].text is None:
        yield say("lint-excuse-without-words", id=id)
    elif provision.protects not in FOR_BUSINESS and answer.purpose != "personal":
        yield say("lint-excuse-consumer", id=id)
