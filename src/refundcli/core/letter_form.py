"""A letter as data: its parts, when each is said, and the fields it speaks of."""

import re
from collections.abc import Mapping

from refundcli.core.findings import VERDICTS
from refundcli.core.letter_fields import ALWAYS, FIELDS, OF_A_CASE
from refundcli.core.letter_line import Line
from refundcli.core.letter_words import check_text
from refundcli.core.lint_extra import stale_citations
from refundcli.core.order import PURPOSES, STATES
from refundcli.core.parsing import FAULTS
from refundcli.core.parsing_rules import CHANNELS
from refundcli.core.rulebook import Rulebook
from refundcli.core.rules import Length
from refundcli.core.text import Said, Text, say
from refundcli.core.values import dataclass, field

TONES = ("polite", "firm", "formal")
"""Tones of a letter (语气); a form names the ones it has, its default first."""

RECIPIENTS = ("seller", "platform", "authority", "court")
"""Whom a letter is for."""

COVERED = ("reason", "remedy")
"""Kinds of word of which a form can promise a part for each."""

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
_OPEN_FAMILIES = ("sent", "rung", "platform")

CONDITIONS = (
    *("cites-law", "law-holds", "reserves", "rests-on-platform", "rests-on-promise"),
    *("favour", "freight-seller", "freight-buyer", "returns-goods", "received", "private-seller"),
    *PURPOSES,
    *VERDICTS,
    *OF_A_CASE,
    "rests",
    *(f"{family}-{value}" for family, values in _FAMILIES.items() for value in values),
)
"""All that a part may depend on, besides the words of the rulebook and of cases.

Those are `reason-…` `remedy-…` `affirms-…` and `platform-…`, `sent-<stage>` and `rung-<rung>`.
"""

FIELD = re.compile(r"\{([^{}]*)\}")
_WORD = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a letter, said where *tone* fits and all of *when* hold.

    When the letter is too long the parts with the highest *drop* go first; 0 is never dropped.
    One that stands *instead* of another is said only once that one has been dropped.
    """

    id: str
    text: str
    when: tuple[str, ...] = ()
    tone: str | None = None
    drop: int = 0
    instead: str | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the text speaks of."""
        return tuple(FIELD.findall(self.text))

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the text with its fields replaced; what a value holds is never a template."""
        return FIELD.sub(lambda found: values[found[1]], self.text)


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

    `cites` is how many provisions it names at most, `reserve` what the multiples are called. It fits
    a case where all of `fits` hold and what it `needs` is known; `rests_on` are provisions one of
    which a ground that holds must give. It is the next one to send where all of `turn` hold (None:
    never by itself), of several the one of the highest `order`. `never` are words it may not say,
    `covers` the kinds of word of which it has a part for each, `lines` what it says of each event.
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
    order: int = 0
    to: str = "seller"
    fits: tuple[str, ...] = ()
    turn: tuple[str, ...] | None = None
    rests_on: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()

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


_LOGGED = ("filed",)
_LOGGED_GUARDS = ("knows-complaint_on", "rung-12315", "rung-court")
"""What lets a part say that a complaint is filed: it is logged."""


def _complaints(part: Part, form: Form) -> tuple[Said, ...]:
    given = (*ALWAYS, *form.needs, *(("respond_by",) if form.answer_within else ()))
    bare = (
        one
        for one in part.fields
        if one not in given and not {f"knows-{one}", *_GUARDS.get(one, ())} & set(part.when)
    )
    plain = FIELD.sub("", part.text)
    said = check_text(plain, form.language, _LOGGED if set(_LOGGED_GUARDS) & set(part.when) else ())
    banned = (one for one in form.never if one in plain)
    return (
        *(say("lint-letter-unguarded", part=part.id, field=one) for one in bare),
        *(say("lint-letter-words", part=part.id, what=one) for one in said),
        *(say("lint-letter-never", part=part.id, found=one) for one in banned),
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
        if kind in form.covers and f"{kind}-{id}" not in asked
    )


def _stale(form: Form, rulebook: Rulebook) -> tuple[Said, ...]:
    return tuple(
        say("lint-letter-words", part=part.id, what=one)
        for part in form.parts
        for one in stale_citations(part.text, rulebook.stale)
    )


def is_known(condition: str, rulebook: Rulebook | None) -> bool:
    """Return whether there is such a condition; without a rulebook its words are taken on trust."""
    if condition in CONDITIONS:
        return True
    family, _, word = condition.partition("-")
    if family not in (*_WORD_FAMILIES, *_OPEN_FAMILIES) or not _WORD.fullmatch(word):
        return False
    if rulebook is None or family in _OPEN_FAMILIES:
        return True
    words = {"reason": rulebook.reasons, "remedy": rulebook.remedies, "affirms": rulebook.facts}
    return word in words[family]
