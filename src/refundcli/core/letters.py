"""Letters composed from their form: the parts whose conditions hold, with their fields filled."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from refundcli.core.errors import NotFound
from refundcli.core.findings import Verdict
from refundcli.core.letter_fields import all_hold
from refundcli.core.letter_form import Form, Part
from refundcli.core.letter_lack import error_of, lacks_of
from refundcli.core.letter_life import Life
from refundcli.core.letter_matter import Matter, Told, told
from refundcli.core.names import nearest
from refundcli.core.order import Claim, Order
from refundcli.core.periods import BEIJING, hours
from refundcli.core.rulebook import Rulebook
from refundcli.core.text import say
from refundcli.core.values import dataclass, replace

_UNLIMITED = 1_000_000


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be sent, and what it rests on.

    `basis` names the provisions cited, `left_out` the parts dropped to keep to `limit` characters.
    `to` is whom it is for.
    """

    stage: str
    tone: str
    language: str
    text: str
    respond_by: datetime | None
    basis: tuple[str, ...]
    length: int
    limit: int
    left_out: tuple[str, ...]
    to: str = "seller"

    @property
    def is_too_long(self) -> bool:
        """Whether it does not fit the box even without all that may be dropped; it is never cut."""
        return self.length > self.limit

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its lines: each is a paragraph."""
        return tuple(self.text.split("\n"))


def compose(
    form: Form,
    order: Order,
    claim: Claim,
    verdict: Verdict | None,
    rulebook: Rulebook,
    sent_at: datetime,
    tone: str | None = None,
    life: Life | None = None,
) -> Letter:
    """Return the letter of *form* about a claim, as if sent at *sent_at* (an instant with offset).

    *life* is that of the case, where there is one. The answer is asked for by a full minute, never
    sooner than `answer_within` after *sent_at*. Raises `AnswersMissing` for what the form needs,
    with the flag or the command that gives it, and `NotFound` for a tone it does not have.
    """
    tone = form.tones[0] if tone is None else tone
    if tone not in form.tones:
        raise NotFound(say("error-letter-tone", tone=tone), nearest(tone, form.tones))
    respond_by = _respond_by(form, sent_at)
    matter = Matter(form, order, claim, verdict, rulebook, life)
    known = told(matter, respond_by, tone)
    lacks = lacks_of(form, matter, known)
    if lacks:
        raise error_of(form, lacks)
    limit = form.limit_of(order.platform).characters
    fitting = tuple(part for part in form.parts if _is_said(part, tone, known))
    dropped = _dropped(fitting, known.values, limit)
    kept = _kept(fitting, dropped)
    text = _joined(kept, known.values)
    is_citing = any("basis" in part.fields for part in kept)
    return Letter(
        stage=form.stage,
        tone=tone,
        language=form.language,
        text=text,
        respond_by=respond_by,
        basis=tuple(one.provision.id for one in matter.cites) if is_citing else (),
        length=len(text),
        limit=limit,
        left_out=tuple(part.id for part in fitting if part.id in dropped),
        to=form.to,
    )


def in_full(form: Form, letter: Letter) -> Form:
    """Return *form* so that it says what *letter* says and leaves out what it left out, at any length.

    The form of another language then gives the meaning of the letter, paragraph by paragraph.
    """
    gone = set(letter.left_out)
    parts = (
        replace(part, instead=None) if part.instead in gone else part
        for part in form.parts
        if part.id not in gone
    )
    limits = (replace(one, characters=_UNLIMITED) for one in form.limits)
    return replace(form, parts=tuple(parts), limits=tuple(limits))


def _respond_by(form: Form, sent_at: datetime) -> datetime | None:
    if form.answer_within is None:
        return None
    due = hours(sent_at.astimezone(BEIJING), form.answer_within.count)
    whole = due.replace(second=0, microsecond=0)
    return whole if whole == due else whole + timedelta(minutes=1)


def _is_said(part: Part, tone: str, known: Told) -> bool:
    return (
        part.tone in (None, tone)
        and all_hold(part.when, known.so)
        and set(part.fields) <= known.values.keys()
    )


def _dropped(parts: tuple[Part, ...], values: Mapping[str, str], limit: int) -> frozenset[str]:
    """Return the parts that go so that the rest fits: the highest `drop` first, of equals the later."""
    dropped: frozenset[str] = frozenset()
    kept = _kept(parts, dropped)
    while len(_joined(kept, values)) > limit and any(part.drop for part in kept):
        goes = max(enumerate(kept), key=lambda one: (one[1].drop, one[0]))[1]
        dropped |= {goes.id}
        kept = _kept(parts, dropped)
    return dropped


def _kept(parts: tuple[Part, ...], dropped: frozenset[str]) -> tuple[Part, ...]:
    """Return the parts that are said: none that was dropped, and none that waits for one to be."""
    waited_for = {part.id for part in parts} - dropped
    return tuple(o for o in parts if o.id not in dropped and o.instead not in waited_for)


def _joined(parts: Iterable[Part], values: Mapping[str, str]) -> str:
    whole = "".join(part.filled(values) for part in parts)
    return re.sub(r"\s*\n\s*", "\n", whole).strip()
