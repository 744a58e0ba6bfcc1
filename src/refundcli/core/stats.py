"""What many cases came to, as counts: no odds, and nothing without what it rests on."""

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from statistics import median

from refundcli.core.events import OUTCOMES
from refundcli.core.lines import CaseLine
from refundcli.core.values import dataclass

_ONE_SECOND = timedelta(seconds=1)
_SECONDS_A_DAY = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Tally:
    """What a group of cases came to.

    `outcomes` counts the closed ones by how they ended. `days` is the median of the days from first
    asking to the last refund, over the `refunds` cases in which both are known; None without any.
    `asked` is the sum over the `asked_in` cases where one is known; `received` is over all.
    """

    cases: int
    open: int
    outcomes: Mapping[str, int]
    days: Decimal | None
    refunds: int
    asked: Decimal
    asked_in: int
    received: Decimal

    @property
    def closed(self) -> int:
        """How many are closed: what the outcomes are out of."""
        return self.cases - self.open


@dataclass(frozen=True, slots=True)
class Stats:
    """All cases, and the same by platform and by reason, the larger group first."""

    all: Tally
    by_platform: Mapping[str, Tally]
    by_reason: Mapping[str, Tally]


def stats(lines: Iterable[CaseLine]) -> Stats:
    """Return what *lines* came to."""
    found = tuple(lines)
    return Stats(
        tally(found),
        _grouped(found, lambda one: one.platform),
        _grouped(found, lambda one: one.reason),
    )


def tally(lines: Iterable[CaseLine]) -> Tally:
    """Return what a group of cases came to."""
    found = tuple(lines)
    days = [took for took in map(_days, found) if took is not None]
    asked = [one.asked for one in found if one.asked is not None]
    return Tally(
        cases=len(found),
        open=sum(not one.is_closed for one in found),
        outcomes={name: sum(one.outcome == name for one in found) for name in OUTCOMES},
        days=median(days).quantize(Decimal("0.1")) if days else None,
        refunds=len(days),
        asked=sum(asked, Decimal(0)),
        asked_in=len(asked),
        received=sum((one.refunded for one in found), Decimal(0)),
    )


def _days(line: CaseLine) -> Decimal | None:
    """Return the days from first asking, or else from the opening, to the last refund."""
    since = line.first_asked_at or line.opened_at
    if line.refunded_at is None or line.refunded_at < since:
        return None
    return Decimal((line.refunded_at - since) // _ONE_SECOND) / _SECONDS_A_DAY


def _grouped(lines: tuple[CaseLine, ...], key: Callable[[CaseLine], str]) -> Mapping[str, Tally]:
    groups: dict[str, list[CaseLine]] = {}
    for one in lines:
        groups.setdefault(key(one), []).append(one)
    return {
        name: tally(group)
        for name, group in sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    }
