"""A letter as data: its parts, when each is said, and the fields it speaks of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from refundcli.core.findings import VERDICTS
from refundcli.core.letter_text import check_text
from refundcli.core.lint_extra import stale_citations
from refundcli.core.order import MOMENTS, PURPOSES, STATES
from refundcli.core.parsing import FAULTS
from refundcli.core.parsing_rules import CHANNELS
from refundcli.core.reading import Reader, read_file
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Length
from refundcli.core.text import LANGUAGES, Said, Text, say

TONES = ("polite", "firm", "formal")
"""Tones of a letter (语气); a form names the ones it has, its default first."""

QUESTION_OF: Mapping[str, str] = {
    "order_number": "number",
    "seller": "seller",
    "item": "item",
    "paid": "paid",
    "amount": "amount",
    **{f"{moment}_on": f"{moment}_at" for moment in MOMENTS},
}
"""The question that settles each field a buyer states; a form may need these."""

ALWAYS = ("platform", "reason", "remedy")
"""Fields that every letter has."""

FIELDS = (*ALWAYS, *QUESTION_OF, "state", "freight", "basis", "reserve", "respond_by")
"""All that a part may speak of."""

_GUARDS: Mapping[str, tuple[str, ...]] = {
    "basis": ("cites-law", "law-holds"),
    "reserve": ("reserves",),
    "freight": ("freight-seller", "freight-buyer"),
}
_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "knows": FIELDS,
    "state": STATES,
    "tone": TONES,
    "channel": CHANNELS,
    "fault": FAULTS,
}
_WORD_FAMILIES = ("reason", "remedy", "affirms")

CONDITIONS = (
    *("cites-law", "law-holds", "reserves", "rests-on-platform", "rests-on-promise"),
    *("favour", "freight-seller", "freight-buyer", "returns-goods", "received"),
    *PURPOSES,
    *VERDICTS,
    *(f"{family}-{value}" for family, values in _FAMILIES.items() for value in values),
)
"""All that a part may depend on, besides `reason-…`, `remedy-…` and `affirms-…` of the rulebook."""

_FIELD = re.compile(r"\{([^{}]*)\}")
_WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a letter, said where *tone* fits and all of *when* hold.

    When the letter is too long the parts with the highest *drop* go first; 0 is never dropped.
    """

    id: str
    text: str
    when: tuple[str, ...] = ()
    tone: str | None = None
    drop: int = 0

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the text speaks of."""
        return tuple(_FIELD.findall(self.text))

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the text with its fields replaced; what a value holds is never a template."""
        return _FIELD.sub(lambda found: values[found[1]], self.text)


@dataclass(frozen=True, slots=True)
class Limit:
    """How many characters the box takes that a letter is sent in; no platforms: all the others."""

    box: str
    characters: int
    why: Text
    platforms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """A letter of one stage in one language, before it is about anything.

    `cites` is how many provisions it names at most, `reserve` what the multiples are called.
    """

    stage: str
    language: str
    tones: tuple[str, ...]
    limits: tuple[Limit, ...]
    parts: tuple[Part, ...]
    answer_within: Length | None = None
    follows: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    cites: int = 3
    reserve: Mapping[str, str] = field(default_factory=dict)

    def multiple(self, provision: str) -> str | None:
        """Return what the multiple that *provision* gives is called; None: it gives none."""
        return self.reserve.get(provision.partition("(")[0])

    @property
    def other_multiple(self) -> str | None:
        """What a multiple is called that has no name of its own."""
        return self.reserve.get("any")

    def limit_of(self, platform: str) -> Limit:
        """Return the limit of *platform*'s box, or that of all the others."""
        own = (one for one in self.limits if platform in one.platforms)
        return next(own, None) or next(one for one in self.limits if not one.platforms)


def form_from_mapping(
    data: Mapping[str, object], where: str, rulebook: Rulebook | None = None
) -> Form:
    """Return the form that *data* of the file *where* describes.

    Raises `BadData` naming every unknown key, condition and field; with a *rulebook* also the
    reasons, remedies and facts it does not have.
    """
    return read_file(data, where, lambda top: _form(top, rulebook))


def with_own_parts(
    form: Form, data: Mapping[str, object], where: str, rulebook: Rulebook | None = None
) -> Form:
    """Return *form* with a buyer's own parts: in place of those of the same id, else at the end."""
    parts = read_file(data, where, lambda top: _parts(top, form.tones, rulebook))
    own = {part.id: part for part in parts}
    known = {part.id for part in form.parts}
    mine = (own.get(part.id, part) for part in form.parts)
    return replace(form, parts=(*mine, *(part for part in parts if part.id not in known)))


def lint_form(form: Form, rulebook: Rulebook | None = None) -> tuple[Said, ...]:
    """Return what is wrong with *form* as a letter.

    A part that speaks of a field which may be unknown and does not ask for it first; words that no
    letter may say; with a *rulebook*, a reason or a remedy that no part speaks of, and a citation that
    no longer holds.
    """
    return (
        *(complaint for part in form.parts for complaint in _complaints(part, form)),
        *(_silences(form, rulebook) if rulebook is not None else ()),
        *(_stale(form, rulebook) if rulebook is not None else ()),
    )


def _complaints(part: Part, form: Form) -> tuple[Said, ...]:
    given = (*ALWAYS, *form.needs, *(("respond_by",) if form.answer_within else ()))
    bare = (
        one
        for one in part.fields
        if one not in given and not {f"knows-{one}", *_GUARDS.get(one, ())} & set(part.when)
    )
    said = check_text(_FIELD.sub("", part.text), form.language)
    return (
        *(say("lint-letter-unguarded", part=part.id, field=one) for one in bare),
        *(say("lint-letter-words", part=part.id, what=one) for one in said),
    )


def _silences(form: Form, rulebook: Rulebook) -> tuple[Said, ...]:
    asked = {condition for part in form.parts for condition in part.when}
    words = (
        *(("reason", id) for id in rulebook.reasons),
        *(("remedy", id) for id in rulebook.remedies),
    )
    return tuple(
        say("lint-letter-silent", stage=form.stage, language=form.language, kind=kind, word=id)
        for kind, id in words
        if f"{kind}-{id}" not in asked
    )


def _stale(form: Form, rulebook: Rulebook) -> tuple[Said, ...]:
    return tuple(
        say("lint-letter-words", part=part.id, what=one)
        for part in form.parts
        for one in stale_citations(part.text, rulebook.stale)
    )


def _form(top: Reader, rulebook: Rulebook | None) -> Form:
    tones = top.words("tones", TONES, needed=True)
    if not tones:
        top.fault("tones", say("fault-missing", wanted="list of strings"))
    within = top.length("answer_within")
    if within is not None and within.unit != "hours":
        top.fault("answer_within", say("fault-letter-hours"))
    return Form(
        stage=top.word("stage"),
        language=top.word("language", LANGUAGES),
        tones=tones,
        limits=_limits(top),
        parts=_parts(top, tones, rulebook),
        answer_within=within,
        follows=top.words("follows"),
        needs=top.words("needs", tuple(QUESTION_OF)),
        cites=_cites(top),
        reserve=_reserve(top),
    )


def _cites(top: Reader) -> int:
    number = top.number("cites")
    if number is None or number < 0:
        top.fault("cites", say("fault-type", wanted="whole number from 0"))
    return number or 0


def _reserve(top: Reader) -> Mapping[str, str]:
    table = top.table("reserve")
    return {id: table.word(id) for id in table.data} if table is not None else {}


def _limits(top: Reader) -> tuple[Limit, ...]:
    tables = top.tables("limit", needed=True)
    limits = tuple(_limit(one) for one in tables)
    for table, limit in zip(tables, limits, strict=True):
        if limit.characters < 1:
            table.fault("characters", say("fault-type", wanted="whole number above 0"))
    named = [one for limit in limits for one in limit.platforms]
    if len(set(named)) < len(named) or sum(not one.platforms for one in limits) != 1:
        top.fault("limit", say("fault-letter-limits"))
    return limits


def _limit(reader: Reader) -> Limit:
    made = Limit(
        box=reader.word("box"),
        characters=reader.number("characters") or 0,
        why=reader.text("why"),
        platforms=reader.words("platforms"),
    )
    reader.finish()
    return made


def _parts(top: Reader, tones: tuple[str, ...], rulebook: Rulebook | None) -> tuple[Part, ...]:
    seen: set[str] = set()
    made = []
    for reader in top.tables("part", needed=True):
        part = Part(
            id=reader.word("id"),
            text=reader.word("text"),
            when=reader.words("when"),
            tone=reader.maybe_word("tone", tones),
            drop=reader.number("drop") or 0,
        )
        reader.finish()
        if part.id in seen:
            reader.fault("id", say("fault-letter-twice", value=part.id))
        if part.drop < 0:
            reader.fault("drop", say("fault-type", wanted="whole number from 0"))
        for condition in part.when:
            if not _is_known(condition.removeprefix("not-"), rulebook):
                reader.fault("when", say("fault-letter-condition", value=condition))
        for name in part.fields:
            if name not in FIELDS:
                reader.fault("text", say("fault-choice", value=name, allowed=FIELDS))
        if set("{}") & set(_FIELD.sub("", part.text)):
            reader.fault("text", say("fault-letter-brace"))
        seen.add(part.id)
        made.append(part)
    return tuple(made)


def _is_known(condition: str, rulebook: Rulebook | None) -> bool:
    if condition in CONDITIONS:
        return True
    family, _, word = condition.partition("-")
    if family not in _WORD_FAMILIES or not _WORD.fullmatch(word):
        return False
    if rulebook is None:
        return True
    words = {"reason": rulebook.reasons, "remedy": rulebook.remedies, "affirms": rulebook.facts}
    return word in words[family]
