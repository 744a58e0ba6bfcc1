"""What happened, as lines of a statement in order of time (经过)."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from refundcli.core.events import Event
from refundcli.core.letter_fields import all_hold
from refundcli.core.letter_life import Life
from refundcli.core.letter_text import money, quoted, stamp
from refundcli.core.order import MOMENTS, When
from refundcli.core.periods import bounds
from refundcli.core.rulebook import Rulebook
from refundcli.core.values import dataclass

_FIELD = re.compile(r"\{([^{}]*)\}")

MOST = 30
"""Lines that a statement holds at most; the latest are kept."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a statement says of an event, or a moment of the order, where all of *when* hold.

    The first line of an event whose fields are known is used; one without a line is left out.
    """

    event: str
    text: str
    when: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that the text speaks of: `at`, `platform`, and what the event carries."""
        return tuple(_FIELD.findall(self.text))

    def filled(self, values: Mapping[str, str]) -> str:
        """Return the text with its fields replaced; what a value holds is never a template."""
        return _FIELD.sub(lambda found: values[found[1]], self.text)


LINE_FIELDS = (
    *("at", "platform", "asked_remedy", "paid", "words", "amount", "remedy"),
    *("reference", "courier", "waybill"),
)
"""All that a line may speak of."""


def timeline(
    lines: tuple[Line, ...],
    life: Life,
    so: frozenset[str],
    known: Mapping[str, str],
    rulebook: Rulebook,
    language: str,
) -> str | None:
    """Return the lines of what happened, one an event, or None where nothing is told.

    *so* are the conditions that hold, *known* the letter's own fields.
    """
    found = []
    for kind, when, event in _happenings(life):
        values = {
            **_shared(known),
            **_values(event, rulebook, language),
            "at": stamp(when, language),
        }
        here = so | _own_conditions(event)
        fitting = (
            one
            for one in lines
            if one.event == kind and all_hold(one.when, here) and set(one.fields) <= values.keys()
        )
        line = next(fitting, None)
        if line is not None:
            found.append(line.filled(values))
    return "\n".join(found[-MOST:]) or None


def _happenings(life: Life) -> Iterator[tuple[str, When, Event | None]]:
    told = {one.kind for one in life.state.events if one not in life.state.replacements}
    moments = life.state.order.moments
    found: list[tuple[str, When, Event | None]] = [
        (name, moments[name], None) for name in MOMENTS if name in moments and name not in told
    ]
    found += [(one.kind, one.at, one) for one in life.state.events]
    yield from sorted(found, key=lambda one: bounds(one[1])[0])


def _shared(known: Mapping[str, str]) -> dict[str, str]:
    shared = {"platform": known["platform"], "asked_remedy": known["remedy"]}
    return {**shared, **({"paid": known["paid"]} if "paid" in known else {})}


def _values(event: Event | None, rulebook: Rulebook, language: str) -> dict[str, str]:
    if event is None:
        return {}
    amount = event.carries.get("amount")
    remedy = rulebook.remedies.get(str(event.carries.get("remedy")))
    named = ("words", "reference", "courier", "waybill")
    found = {
        **{key: quoted(event.carries.get(key)) for key in named},
        "amount": money(amount, language) if isinstance(amount, Decimal) else None,
        "remedy": remedy.word.name.in_(language) if remedy is not None else None,
    }
    return {name: value for name, value in found.items() if value}


def _own_conditions(event: Event | None) -> frozenset[str]:
    """Return what the event itself makes so: its rung, stage, outcome and remedy, and whose it is."""
    if event is None:
        return frozenset()
    carries = {**event.carries, "by": event.by}
    named = (
        ("rung", "of-rung"),
        ("stage", "of-stage"),
        ("outcome", "of-outcome"),
        ("by", "of-by"),
        ("remedy", "of-remedy"),
    )
    return frozenset(f"{word}-{carries[key]}" for key, word in named if key in carries)
