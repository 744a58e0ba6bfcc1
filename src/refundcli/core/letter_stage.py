"""Which letters fit a case now, which one is next, and what the others lack."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from refundcli.core.letter_fields import all_hold
from refundcli.core.letter_form import Form
from refundcli.core.letter_lack import Lack, lacks_of
from refundcli.core.letter_life import Life, life_of, stage_of
from refundcli.core.letter_matter import Matter, told
from refundcli.core.rulebook import Rulebook
from refundcli.core.values import dataclass, replace

if TYPE_CHECKING:
    from refundcli.core.dossier import Dossier

FIRST = "first"
"""The letter a case begins with."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether the letter of a stage fits a case now: what it lacks, and whether it is the next one.

    `is_last` is the last one drafted or sent; one without a turn is written only when asked for.
    """

    stage: str
    to: str
    lacks: tuple[Lack, ...]
    is_next: bool = False
    is_sent: bool = False
    is_last: bool = False
    has_turn: bool = True

    @property
    def fits(self) -> bool:
        """Whether nothing is missing."""
        return not self.lacks


def fitting_stages(
    forms: Iterable[Form], dossier: "Dossier", rulebook: Rulebook, life: Life | None = None
) -> tuple[Fit, ...]:
    """Return every stage, in the order they come in a case, with what each lacks now.

    At most one is the next: of those that fit and whose turn it is, the one of the highest order.
    A closed case has none. *life* is the dossier's, where more is known of it.
    """
    order, claim, life = dossier.state.order, dossier.state.claim, life or life_of(dossier)
    sent = {stage_of(one) for one in dossier.state.events if one.kind == "sent"}
    last = dossier.state.last("drafted", "sent")
    found: list[Fit] = []
    next_one: str | None = None
    for form in sorted(forms, key=lambda one: one.order):
        matter = Matter(form, order, claim, dossier.verdict, rulebook, life)
        known = told(matter, None, form.tones[0])
        lacks = lacks_of(form, matter, known)
        is_turn = form.turn is not None and all_hold(form.turn, known.so)
        if is_turn and not lacks and dossier.state.is_open:
            next_one = form.stage
        found.append(
            Fit(
                stage=form.stage,
                to=form.to,
                lacks=lacks,
                is_sent=form.stage in sent,
                is_last=last is not None and stage_of(last) == form.stage,
                has_turn=form.turn is not None,
            )
        )
    return tuple(replace(one, is_next=one.stage == next_one) for one in found)


def next_stage(fits: Iterable[Fit]) -> str:
    """Return the stage of the letter to write now.

    Where none is next: the last one drafted or sent, if it still fits, else the latest that fits
    and goes to the seller.
    """
    known = tuple(fits)
    by_turn = [one.stage for one in known if one.is_next]
    again = [one.stage for one in known if one.is_last and one.fits]
    to_seller = [one.stage for one in known if one.fits and one.to == "seller" and one.has_turn]
    return next(iter((*by_turn, *again, *to_seller[-1:])), FIRST)
